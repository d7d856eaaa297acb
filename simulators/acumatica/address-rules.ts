import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { ValidationRules } from './options.ts';
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

function matching(
  known: Iterable<readonly [id: string, name: string]>,
  text: string,
  byName: boolean,
): string | undefined {
  const wanted = text.toUpperCase();
  for (const [id, name] of known) if (id === wanted || (byName && name.toUpperCase() === wanted)) return id;
  return undefined;
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
  const country = values['Country'];
  if (typeof country === 'string' && rules.countryCheck !== 'none') {
    const id = matching(countryNames, country, rules.countryCheck === 'idOrName');
    if (id === undefined) errors.set(`${path}/Country`, `'Country' cannot be found in the system.`);
    else values['Country'] = id;
  }
  const effective = values['Country'] ?? current?.values['Country'];
  const countryRules = typeof effective === 'string' ? rules.countries[effective] : undefined;
  if (countryRules === undefined) return values;
  const state = values['State'];
  if (typeof state === 'string' && countryRules.stateCheck !== 'none') {
    const found =
      countryRules.stateCheck === 'pattern'
        ? new RegExp(countryRules.statePattern ?? '').test(state)
          ? state
          : undefined
        : matching(
            countryRules.states.map(({ id, name }) => [id, name] as const),
            state,
            countryRules.stateCheck === 'idOrName',
          );
    if (found === undefined) errors.set(`${path}/State`, `'State' cannot be found in the system.`);
    else values['State'] = found;
  }
  const postcode = values['PostalCode'];
  if (
    typeof postcode === 'string' &&
    countryRules.postcodePattern !== undefined &&
    !new RegExp(countryRules.postcodePattern).test(postcode)
  )
    errors.set(`${path}/PostalCode`, 'The value does not match the validation pattern of the postal code.');
  return values;
}
