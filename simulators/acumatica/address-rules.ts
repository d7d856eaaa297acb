import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { CountryRules, ValidationRules } from './options.ts';
import type { Row, Values } from './records.ts';

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** All countries the runtime knows by their ISO 3166 alpha-2 code; ZZ means none. */
const countryNames: ReadonlyMap<string, string> = new Map(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code): [string, string][] => {
      const name = regionNames.of(code);
      return name === undefined || code === 'ZZ' ? [] : [[code, name]];
    }),
);

/** The one entry that a text means; undefined where it means none, null where it means several. */
function matching(
  known: Iterable<readonly [id: string, accepts: (text: string) => boolean]>,
  text: string,
): string | undefined | null {
  const wanted = text.toUpperCase();
  const found: string[] = [];
  for (const [id, accepts] of known) {
    if (id === wanted) return id;
    if (accepts(wanted)) found.push(id);
  }
  return found.length > 1 ? null : found[0];
}

const severalMatch = (name: string) => `Several values match '${name}'.`;
const noneMatches = (name: string) => `'${name}' cannot be found in the system.`;

/** The ID behind what was entered for a country, by the mode of each country. */
function countryId(text: string, rules: ValidationRules): string | undefined | null {
  if (countryNames.has(text.toUpperCase())) return text.toUpperCase();
  const accepts = (id: string, name: string) => {
    const { countryCheck = rules.countryCheck, countryPattern } = rules.countries[id] ?? {};
    return (wanted: string) =>
      (countryCheck !== 'id' && name.toUpperCase() === wanted) ||
      (countryCheck === 'idNameOrPattern' &&
        countryPattern !== undefined &&
        new RegExp(countryPattern, 'i').test(wanted));
  };
  return matching(
    [...countryNames].map(([id, name]) => [id, accepts(id, name)] as const),
    text,
  );
}

function stateId(text: string, rules: CountryRules): string | undefined | null {
  if (rules.stateCheck === 'pattern')
    return new RegExp(rules.statePattern ?? '').test(text) ? text : undefined;
  const byName = rules.stateCheck === 'idOrName';
  return matching(
    rules.states.map(
      ({ id, name }) => [id, (wanted: string) => byName && name.toUpperCase() === wanted] as const,
    ),
    text,
  );
}

/**
 * Country, state and postcode as the country's checks leave them (acumatica.md 3.8): a name may be replaced by its ID,
 * a value outside the list is an error at `path`. Only what the request sets is checked.
 */
export function checkAddress(
  input: EntityInput,
  current: Row | null,
  rules: ValidationRules,
  path: string,
  errors: FieldErrors,
): Values {
  const values: Values = { ...input.values };
  const replace = (field: 'Country' | 'State', found: string | undefined | null): void => {
    if (found === undefined) errors.set(`${path}/${field}`, noneMatches(field));
    else if (found === null) errors.set(`${path}/${field}`, severalMatch(field));
    else values[field] = found;
  };
  const country = values['Country'];
  if (typeof country === 'string') replace('Country', countryId(country, rules));
  const effective = values['Country'] ?? current?.values['Country'];
  const countryRules = typeof effective === 'string' ? rules.countries[effective] : undefined;
  if (countryRules === undefined) return values;
  const state = values['State'];
  if (typeof state === 'string' && countryRules.stateCheck !== 'none')
    replace('State', stateId(state, countryRules));
  const postcode = values['PostalCode'];
  if (
    typeof postcode === 'string' &&
    countryRules.postcodePattern !== undefined &&
    !new RegExp(countryRules.postcodePattern).test(postcode)
  )
    errors.set(`${path}/PostalCode`, 'The value does not match the validation pattern of the postal code.');
  return values;
}
