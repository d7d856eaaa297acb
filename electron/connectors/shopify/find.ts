/**
 * Exact look-ups, many in one request. `customerByIdentifier` is exact and immediate, unlike the search index behind
 * `customers(query:)`, which lags and finds parts of words (domain facts 2.3).
 */
import type { Identity } from '../../../shared/sync/ports.ts';
import { erpIdField } from './erp-id.ts';
import type { Operation } from './operation.ts';
import type { CustomerIdentifierInput } from './operations.gen.ts';

type Found = Readonly<Record<string, { readonly id: string } | null>>;
type Identifiers = Readonly<Record<string, CustomerIdentifierInput>>;

/** The document has an alias for each of `count` identifiers: GraphQL has no list of look-ups. */
export function customersByIdentifier(count: number): Operation<Found, Identifiers> {
  const positions = Array.from({ length: count }, (_, position) => position);
  const variables = positions.map((position) => `$identifier${position}:CustomerIdentifierInput!`).join(' ');
  const fields = positions
    .map((position) => `customer${position}:customerByIdentifier(identifier:$identifier${position}){id}`)
    .join(' ');
  return {
    name: 'CustomersByIdentifier',
    kind: 'query',
    document: `query CustomersByIdentifier(${variables}){${fields}}`,
    cost: () => count,
  };
}

export function identifierVariables(identifiers: readonly CustomerIdentifierInput[]): Identifiers {
  return Object.fromEntries(identifiers.map((identifier, position) => [`identifier${position}`, identifier]));
}

/** What a customer with this identity would be found by. Text that Shopify could not hold as such finds nothing. */
export function identifiersOf({
  email,
  phone,
  externalReference = null,
}: Identity): readonly CustomerIdentifierInput[] {
  const address = email?.trim() ?? '';
  const number = phone?.trim() ?? '';
  return [
    ...(/^\S+@\S+$/.test(address) ? [{ emailAddress: address }] : []),
    ...(/^\+\d{5,15}$/.test(number) ? [{ phoneNumber: number }] : []),
    ...(externalReference === null ? [] : [{ customId: { ...erpIdField, value: externalReference } }]),
  ];
}
