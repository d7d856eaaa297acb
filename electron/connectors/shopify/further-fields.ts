/**
 * Metafields of customers: which of them a store defined, and their values where a rule names them. Only customers' metafields are read;
 * nothing is written to one.
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
import type { BulkQuery } from './operation.ts';
import {
  customerFieldDefinitions,
  type CustomerFieldDefinitionsQuery,
  type FurtherValueFragment,
} from './operations.gen.ts';

const prefix = 'metafield:';

/** Definitions in one request; a store may have 256 of an owner. [VERIFY] */
const definitionsPerPage = 250;

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

const listPrefix = 'list.';

function typeOf(name: string): FurtherField['type'] | null {
  if (!name.startsWith(listPrefix)) return plainTypes[name] ?? null;
  return plainTypes[name.slice(listPrefix.length)] === undefined ? null : 'list';
}

type Definition = CustomerFieldDefinitionsQuery['metafieldDefinitions']['nodes'][number];

function offeredField({ namespace, key, name, type }: Definition): OfferedField | null {
  const ours = `${prefix}${namespace}.${key}`;
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
  const definitions: Definition[] = [];
  let after: string | null = null;
  do {
    const { metafieldDefinitions: page }: CustomerFieldDefinitionsQuery = await client.send(
      customerFieldDefinitions,
      { first: definitionsPerPage, after },
      { signal },
    );
    definitions.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  const fields = definitions.map(offeredField).filter((field) => field !== null);
  return {
    fields: fields.toSorted((one, other) => one.label.localeCompare(other.label, 'en')),
    leftOut: definitions.length - fields.length,
    readAt,
  };
}

const pathOf = ({ key }: Pick<FurtherField, 'key'>): string => key.slice(prefix.length);

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

/** A moment without zone is one of Greenwich. [VERIFY] Null for what is no date. */
function dateOf(text: string): string | null {
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
