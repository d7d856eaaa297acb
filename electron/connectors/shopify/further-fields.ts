/**
 * Metafields of customers: which of them a store offers, and their values where a rule names them. Only those of customers are read.
 * How they are written: `write-further.ts`.
 */
import {
  isNameable,
  labelFor,
  type FurtherField,
  type FurtherFieldList,
  type OfferedField,
} from '../../../shared/domain/further-field.ts';
import type { PartyAttribute } from '../../../shared/domain/party.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import { readDefinitions, type Definition } from './further-definitions.ts';
import { furtherKeyOf, pathOf } from './further-keys.ts';
import type { BulkQuery } from './operation.ts';
import type { FurtherValueFragment } from './operations.gen.ts';

/** Texts of many lines are texts. Others, such as references, measurements, money, ratings, rich text and JSON, say nothing by themselves. */
const plainTypes: Readonly<Record<string, FurtherField['type']>> = {
  single_line_text_field: 'text',
  multi_line_text_field: 'text',
  url: 'text',
  color: 'text',
  id: 'text',
  number_integer: 'number',
  number_decimal: 'number',
  boolean: 'yesNo',
  date: 'date',
  date_time: 'date',
};

/** How the names of types of lists begin; then comes the type of their items. */
export const listPrefix = 'list.';

/** Our kind of a type of Shopify's (`number_integer`, `list.date`); null for what says nothing by itself. */
export function typeOf(name: string): FurtherField['type'] | null {
  if (!name.startsWith(listPrefix)) return plainTypes[name] ?? null;
  return plainTypes[name.slice(listPrefix.length)] === undefined ? null : 'list';
}

/** A metafield as filters and mappings know it; null where they can do nothing with it. */
export function offeredField({ namespace, key, name, type }: Definition): OfferedField | null {
  const ours = furtherKeyOf({ namespace, key });
  const itsType = typeOf(type.name);
  if (itsType === null || !isNameable('shopify', ours)) return null;
  return {
    key: ours,
    label: labelFor(name, key),
    type: itsType,
    maximum: null,
    says: `Metafield ${namespace}.${key}`,
  };
}

/** Every metafield that the store defined for its customers. @throws AppError of the connection and sign-in families. */
export async function listCustomerFields(
  client: ShopifyClient,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal,
): Promise<FurtherFieldList> {
  const readAt = clock.now();
  const definitions = await readDefinitions(client, signal);
  const fields = definitions.map(offeredField).filter((field) => field !== null);
  return {
    fields: fields.toSorted((one, other) => one.label.localeCompare(other.label, 'en')),
    leftOut: definitions.length - fields.length,
    readAt,
  };
}

/** What a request for customers asks for besides. */
export function furtherVariables(fields: readonly FurtherField[]) {
  if (fields.length === 0) return {};
  return { further: true, furtherKeys: fields.map(pathOf), furtherCount: fields.length };
}

/** Beside which the further fields stand in the text of the bulk query. */
const besideErpId = 'erpId:metafield(';

/**
 * The text of a bulk query of customers with these fields. A bulk query takes no variables, and of its five lists none is to be spent:
 * each field is asked for by its name.
 */
export function bulkTextWith({ document }: BulkQuery<unknown>, fields: readonly FurtherField[]): string {
  const asked = fields.map((field, index) => {
    const [namespace = '', key = ''] = pathOf(field).split('.');
    return `further${index}:metafield(namespace:${JSON.stringify(namespace)} key:${JSON.stringify(key)}){namespace key type value} `;
  });
  return document.replace(besideErpId, () => `${asked.join('')}${besideErpId}`);
}

/** What a customer of a bulk query carries of them. */
export function bulkValuesOf(customer: object): readonly FurtherValueFragment[] {
  return Object.entries(customer as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    /^further\d+$/.test(name) && value !== null ? [value as FurtherValueFragment] : [],
  );
}

/** ISO 8601 in UTC. A moment without zone is one of Greenwich. [VERIFY] Null for what is no date. */
export function dateOf(text: string): string | null {
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T');
  const time = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function listOf(text: string): readonly string[] {
  const values: unknown = JSON.parse(text);
  return Array.isArray(values) ? values.map(String) : [text];
}

function valueOf(text: string, type: FurtherField['type']): PartyAttribute | null {
  switch (type) {
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : null;
    case 'yesNo':
      return text === 'true';
    case 'date':
      return dateOf(text);
    case 'list':
      return listOf(text);
    case 'text':
      return text.trim() === '' ? null : text;
  }
}

/**
 * Shopify's documentation says that a list asked for by `keys` answers each key in the form in which it was asked for, with its
 * namespace; the schema does not tell. [VERIFY] A key has no dot of its own, so both forms are understood.
 */
const isAt = ({ namespace, key }: FurtherValueFragment, path: string): boolean =>
  path === (key.includes('.') ? key : `${namespace}.${key}`);

/**
 * A metafield that is not there is one without a value, and so is one of another type than the profile has the field down as: a
 * preview is refused then before it reads anybody (`further-fields` of the profile's rules).
 */
export function furtherAttributes(
  values: readonly FurtherValueFragment[],
  fields: readonly FurtherField[],
): Readonly<Record<string, PartyAttribute>> {
  return Object.fromEntries(
    fields.flatMap((field): readonly [string, PartyAttribute][] => {
      const held = values.find((each) => isAt(each, pathOf(field)));
      const value =
        held === undefined || typeOf(held.type) !== field.type ? null : valueOf(held.value, field.type);
      return value === null ? [] : [[field.key, value]];
    }),
  );
}
