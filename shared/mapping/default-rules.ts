/** Which defaults a new customer of the ERP gets, and which rule gave each. The first rule that matches decides. Pure. */
import {
  defaultRuleFields,
  type DefaultRule,
  type DefaultRuleField,
  type GivenDefaults,
} from '../domain/default-rules.ts';
import type { Note } from '../domain/note-catalogue.ts';
import { defaultCountry, type Party } from '../domain/party.ts';
import { countryCode, countryName } from './countries.ts';
import { note } from './note.ts';
import type { Problem } from './problem.ts';

/** What people call the values. */
export const defaultLabels: Readonly<Record<DefaultRuleField, string>> = {
  customerClass: 'Customer class',
  taxZone: 'Tax zone',
  shipVia: 'Ship via',
  terms: 'Terms',
  branch: 'Branch',
};

/**
 * Where a value is from. `current`: the customer exists already, and defaults never overwrite what it has. `class`: nobody chose one,
 * so the ERP takes it from the class.
 */
export type DefaultOrigin =
  | { readonly from: 'rule'; readonly rule: number }
  | { readonly from: 'profile' }
  | { readonly from: 'class' }
  | { readonly from: 'current' };

export interface ResolvedDefault {
  /** Null is left to the ERP. */
  readonly value: string | null;
  readonly origin: DefaultOrigin;
}

export interface ResolvedDefaults {
  /** ISO 3166-1 alpha-2 of the customer, by which rules were looked at; null where it has none that is known. */
  readonly country: string | null;
  /** Place of the rule that matched, from 0; null where none did. */
  readonly rule: number | null;
  readonly values: Readonly<Record<DefaultRuleField, ResolvedDefault>>;
}

export interface DefaultsInput {
  readonly rules: readonly DefaultRule[];
  /** The class of every customer that no rule gives one. */
  readonly customerClass: string | null;
}

function isMatch({ countries }: DefaultRule, country: string | null): boolean {
  return countries.length === 0 || (country !== null && countries.includes(country));
}

function recordOf(resolve: (field: DefaultRuleField) => ResolvedDefault): ResolvedDefaults['values'] {
  return {
    customerClass: resolve('customerClass'),
    taxZone: resolve('taxZone'),
    shipVia: resolve('shipVia'),
    terms: resolve('terms'),
    branch: resolve('branch'),
  };
}

/** What an import gives a Shopify customer that is created in the ERP. */
export function defaultsFor(party: Party, input: DefaultsInput): ResolvedDefaults {
  return defaultsOfCountry(countryCode(defaultCountry(party)), input);
}

/** The same for any new customer of a country, as an ISO 3166-1 alpha-2 code. */
export function defaultsOfCountry(
  country: string | null,
  { rules, customerClass }: DefaultsInput,
): ResolvedDefaults {
  const index = rules.findIndex((rule) => isMatch(rule, country));
  const values = rules[index]?.values;
  return {
    country,
    rule: index === -1 ? null : index,
    values: recordOf((field) => {
      const value = values?.[field] ?? null;
      if (value !== null) return { value, origin: { from: 'rule', rule: index } };
      if (field === 'customerClass' && customerClass !== null) {
        return { value: customerClass, origin: { from: 'profile' } };
      }
      return { value: null, origin: { from: 'class' } };
    }),
  };
}

/**
 * The same question for a customer that exists in the ERP, for the test box: it keeps what it has. A value that is not read with
 * customers, such as the branch, is null and stays as it is all the same.
 */
export function defaultsOfExisting(erp: Party): ResolvedDefaults {
  const text = (key: string): string | null => {
    const value = erp.attributes?.[key];
    return typeof value === 'string' ? value : null;
  };
  return {
    country: countryCode(defaultCountry(erp)),
    rule: null,
    values: recordOf((field) => ({ value: text(field), origin: { from: 'current' } })),
  };
}

/** "Australia or New Zealand", "anywhere else" */
function placesOf({ countries }: DefaultRule): string {
  const names = countries.map(countryName);
  if (names.length === 0) return 'anywhere else';
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** What the rules alone give a customer that is created, for the write; empty where none matches. */
export function givenDefaults(party: Party, rules: readonly DefaultRule[]): GivenDefaults {
  if (rules.length === 0) return {};
  const { values } = defaultsFor(party.asRead ?? party, { rules, customerClass: null });
  return Object.fromEntries(
    defaultRuleFields.flatMap((field) => {
      const { value } = values[field];
      return value === null ? [] : [[field, value]];
    }),
  );
}

/** What the preview says of it, or null where no rule matches. */
export function defaultsNote(party: Party, rules: readonly DefaultRule[]): Note | null {
  const given = Object.entries(givenDefaults(party, rules));
  const rule = rules[defaultsFor(party.asRead ?? party, { rules, customerClass: null }).rule ?? -1];
  if (given.length === 0 || rule === undefined) return null;
  const values = given.map(([field, value]) => `${defaultLabels[field as DefaultRuleField]} ${value}`);
  return note('defaultsByRule', {
    rule: String(rules.indexOf(rule) + 1),
    places: placesOf(rule),
    values: values.join(', '),
  });
}

/** Where a value comes from, in a sentence for a person. */
export function explainDefault({ origin }: ResolvedDefault, rules: readonly DefaultRule[]): string {
  switch (origin.from) {
    case 'rule': {
      const rule = rules[origin.rule];
      return rule === undefined ? 'From a rule.' : `From rule ${origin.rule + 1}: ${placesOf(rule)}.`;
    }
    case 'profile':
      return 'From the defaults of all customers.';
    case 'class':
      return 'MYOB takes it from the customer class.';
    case 'current':
      return 'The customer exists in MYOB already and keeps what it has.';
  }
}

/** Values that may be chosen, by field; null where the ERP has no list of them, or it was not read. */
export type OfferedValues = Readonly<Record<DefaultRuleField, ReadonlySet<string> | null>>;

const none: OfferedValues = { customerClass: null, taxZone: null, shipVia: null, terms: null, branch: null };

function countryProblems(
  rule: DefaultRule,
  index: number,
  earlier: readonly DefaultRule[],
): readonly Problem[] {
  const unknown = rule.countries
    .filter((country) => countryCode(country) === null)
    .map((country) => ({
      path: `${index}.countries`,
      message: `There is no country \u201C${country}\u201D. Remove it.`,
    }));
  const everywhere = earlier.findIndex(({ countries }) => countries.length === 0);
  if (everywhere !== -1) {
    return [
      ...unknown,
      {
        path: String(index),
        message: `Rule ${everywhere + 1} is for anywhere, so this rule is never reached. Move it up.`,
      },
    ];
  }
  const repeated = rule.countries.flatMap((country): readonly Problem[] => {
    const first = earlier.findIndex(({ countries }) => countries.includes(country));
    if (first === -1) return [];
    const message = `${countryName(country)} stands in rule ${first + 1} already, which comes first. Remove it here or there.`;
    return [{ path: `${index}.countries`, message }];
  });
  return [...unknown, ...repeated];
}

function valueProblems({ values }: DefaultRule, index: number, offered: OfferedValues): readonly Problem[] {
  if (defaultRuleFields.every((field) => values[field] === null)) {
    return [{ path: String(index), message: 'This rule gives nothing. Choose a value, or remove the rule.' }];
  }
  return defaultRuleFields.flatMap((field): readonly Problem[] => {
    const value = values[field];
    const known = offered[field];
    if (value === null || known === null || known.has(value)) return [];
    const message = `${defaultLabels[field]} ${value} no longer exists in MYOB. Choose another one.`;
    return [{ path: `${index}.values.${field}`, message }];
  });
}

/** What is wrong with the rules: places that do not exist, rules that are never reached, values that the ERP no longer has. */
export function defaultRuleProblems(
  rules: readonly DefaultRule[],
  offered: OfferedValues = none,
): readonly Problem[] {
  return rules.flatMap((rule, index) => [
    ...countryProblems(rule, index, rules.slice(0, index)),
    ...valueProblems(rule, index, offered),
  ]);
}
