/** The test box: which defaults customers would get, and from which rule. Pure. */
import { defaultRuleFields } from '../domain/default-rules.ts';
import { nameOf, type Party } from '../domain/party.ts';
import type { DefaultsTrial } from '../domain/rule-trial.ts';
import { countryCode, countryName } from './countries.ts';
import {
  defaultLabels,
  defaultsFor,
  defaultsOfCountry,
  defaultsOfExisting,
  explainDefault,
  type DefaultsInput,
  type ResolvedDefaults,
} from './default-rules.ts';

type TriedCustomer = DefaultsTrial['customers'][number];

/** The country that a text names, as its code; null for any other text. Two small letters begin a name. */
export function wantedCountry(text: string): string | null {
  const isShort = text.trim().length <= 3 && text !== text.toUpperCase();
  return isShort ? null : countryCode(text);
}

function tried(
  name: string,
  exists: boolean,
  { country, values }: ResolvedDefaults,
  input: DefaultsInput,
): TriedCustomer {
  return {
    name,
    exists,
    country: country === null ? null : countryName(country),
    values: defaultRuleFields.map((field) => ({
      field,
      label: defaultLabels[field],
      value: values[field].value,
      from: explainDefault(values[field], input.rules),
    })),
  };
}

/** `erp` is the customer that a Shopify customer is already; `country` adds a new customer from there. */
export function tryDefaults(
  input: DefaultsInput,
  customers: readonly { readonly party: Party; readonly erp: Party | null }[],
  country: string | null,
): DefaultsTrial['customers'] {
  const fromThere: readonly TriedCustomer[] =
    country === null
      ? []
      : [
          tried(
            `A new customer from ${countryName(country)}`,
            false,
            defaultsOfCountry(country, input),
            input,
          ),
        ];
  return [
    ...fromThere,
    ...customers.map(({ party, erp }) =>
      erp === null
        ? tried(nameOf(party), false, defaultsFor(party, input), input)
        : tried(nameOf(party), true, defaultsOfExisting(erp), input),
    ),
  ];
}
