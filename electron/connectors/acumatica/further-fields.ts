/**
 * What only one company has of its customers: attributes of their classes, and custom fields. Listed for a person to choose from, and
 * read where a rule names them; nothing is written to one.
 */
import {
  isNameable,
  labelFor,
  type FurtherField,
  type FurtherFieldList,
  type OfferedField,
} from '../../../shared/domain/further-field.ts';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { PartyAttribute } from '../../../shared/domain/party.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import type { ErpClient } from './client.ts';
import { together, type ErpLists } from './list.ts';
import { listViews, readValues } from './lookups.ts';
import type { View } from './views.ts';
import { flagOf, isWireRecord, stampOf, textOf, valueOf, type WireRecord } from './wire.ts';

const attributePrefix = 'attribute:';
const customPrefix = 'custom:';

/**
 * The published contract names the types of custom fields by a text and lists none of them; these are those of the vendor's own client
 * library. [VERIFY] One that is not among them is not offered.
 */
const customTypes: Readonly<Record<string, FurtherField['type']>> = {
  CustomStringField: 'text',
  CustomByteField: 'number',
  CustomShortField: 'number',
  CustomIntField: 'number',
  CustomLongField: 'number',
  CustomDecimalField: 'number',
  CustomDoubleField: 'number',
  CustomBooleanField: 'yesNo',
  CustomDateTimeField: 'date',
};

interface Listed {
  readonly fields: readonly OfferedField[];
  /** How many there are, with those that cannot be used. */
  readonly of: number;
}

const attributesView: View = {
  entity: 'CustomerClass',
  select: ['ClassID', 'Attributes/AttributeID', 'Attributes/Description', 'Attributes/Active'],
  expand: ['Attributes'],
};

/** The lines of a detail list, which must be there because it was asked for. @throws AppError ANSWER_UNEXPECTED */
function linesOf(record: WireRecord): readonly WireRecord[] {
  const lines = record['Attributes'];
  if (!Array.isArray(lines)) throw unexpected('Attributes');
  return lines.filter(isWireRecord);
}

function unexpected(detail: string): AppError {
  return new AppError('ANSWER_UNEXPECTED', {
    params: { system: 'MYOB Acumatica', host: 'MYOB Acumatica', detail },
  });
}

/**
 * The attributes of every class. Reports say that details come back empty on lists (acumatica.md 7.3): where they do for all classes,
 * each is asked for by itself.
 */
async function attributeLines(
  client: ErpClient,
  lists: ErpLists,
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const listed = (await lists.list(attributesView, {}, signal)).flatMap(linesOf);
  if (listed.length > 0) return listed;
  const classes = await readValues(lists, listViews.customerClass, signal);
  const { entity, select, expand } = attributesView;
  const records = await together(
    classes.map(({ id }) => client.get(entity, [id], { select, expand }, signal)),
  );
  return records.flatMap((record) => (record === null ? [] : linesOf(record)));
}

/** What an attribute holds is a text, whatever control the form shows it with: the contract does not tell the control. */
async function listAttributes(client: ErpClient, lists: ErpLists, signal: AbortSignal): Promise<Listed> {
  const labels = new Map<string, string>();
  for (const line of await attributeLines(client, lists, signal)) {
    const id = textOf(line, 'AttributeID')?.trim();
    if (id !== undefined && flagOf(line, 'Active'))
      labels.set(id, labelFor(textOf(line, 'Description') ?? '', id));
  }
  const fields = [...labels].map(([id, label]): OfferedField => ({
    key: `${attributePrefix}${id}`,
    label,
    type: 'text',
    maximum: null,
    says: `Attribute ${id}`,
  }));
  return { fields: fields.filter(({ key }) => isNameable('erp', key)), of: labels.size };
}

/** `UsrLoyaltyTier` -> `Loyalty Tier`: the contract tells no other name. */
function customLabel(name: string): string {
  return labelFor(name.replace(/^Usr|^Attribute/, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2'), name);
}

/** Custom fields of the customer itself; those of its contacts and addresses are not offered. */
async function listCustomFields(client: ErpClient, signal: AbortSignal): Promise<Listed> {
  const schema = await client.get('Customer', ['$adHocSchema'], {}, signal);
  const views = schema?.['custom'];
  const all = Object.entries(isWireRecord(views) ? views : {}).flatMap(([view, names]) =>
    Object.entries(isWireRecord(names) ? names : {}).map(([name, field]) => ({ view, name, field })),
  );
  const fields = all.flatMap(({ view, name, field }): readonly OfferedField[] => {
    const key = `${customPrefix}${view}.${name}`;
    const wireType = isWireRecord(field) ? field['type'] : null;
    const type = typeof wireType === 'string' ? customTypes[wireType] : undefined;
    if (type === undefined || !isNameable('erp', key)) return [];
    return [{ key, label: customLabel(name), type, maximum: null, says: `Custom field ${view}.${name}` }];
  });
  return { fields, of: all.length };
}

/** @throws AppError ERP_LIST_FAILED, ERP_READ_FAILED and the other errors of a reading. */
export async function listFurtherFields(
  client: ErpClient,
  lists: ErpLists,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal,
): Promise<FurtherFieldList> {
  const readAt = clock.now();
  const [attributes, custom] = await Promise.all([
    listAttributes(client, lists, signal),
    listCustomFields(client, signal),
  ]);
  const fields = [...attributes.fields, ...custom.fields];
  return {
    fields: fields.toSorted((one, other) => one.label.localeCompare(other.label, 'en')),
    leftOut: attributes.of + custom.of - fields.length,
    readAt,
  };
}

const isAttribute = ({ key }: FurtherField): boolean => key.startsWith(attributePrefix);
const attributeId = ({ key }: FurtherField): string => key.slice(attributePrefix.length);
const customPath = ({ key }: FurtherField): string => key.slice(customPrefix.length);

/** The view with what has to be asked for besides. */
export function withFurtherFields(view: View, fields: readonly FurtherField[]): View {
  const custom = fields.filter((field) => !isAttribute(field)).map(customPath);
  const needsAttributes = fields.some(isAttribute) && !view.expand.includes('Attributes');
  return {
    ...view,
    ...(needsAttributes
      ? {
          select: [...view.select, 'Attributes/AttributeID', 'Attributes/Value'],
          expand: [...view.expand, 'Attributes'],
        }
      : {}),
    ...(custom.length === 0 ? {} : { custom }),
  };
}

const comparable = (text: string | null): string => text?.trim().toUpperCase() ?? '';

/** A customer without the line has no value: the attribute is not one of its class. */
function attributeValue(customer: WireRecord, id: string): PartyAttribute | null {
  const line = linesOf(customer).find((each) => comparable(textOf(each, 'AttributeID')) === comparable(id));
  return line === undefined ? null : textOf(line, 'Value');
}

/** @throws AppError ANSWER_UNEXPECTED where the field is not in the answer: a blank would be passed on as "cleared" (L4). */
function customValue(customer: WireRecord, path: string, type: FurtherField['type']): PartyAttribute | null {
  const [view = '', name = ''] = path.split('.');
  const views = customer['custom'];
  const fields = isWireRecord(views) ? views[view] : undefined;
  if (!isWireRecord(fields)) throw unexpected(`custom/${view}`);
  if (type === 'date') return stampOf(fields, name) || null;
  if (type === 'text') return textOf(fields, name);
  return valueOf(fields, name);
}

/** By the keys that filters and mappings know them by. @throws AppError ANSWER_UNEXPECTED */
export function furtherAttributes(
  customer: WireRecord,
  fields: readonly FurtherField[],
): Readonly<Record<string, PartyAttribute>> {
  return Object.fromEntries(
    fields.flatMap((field): readonly [string, PartyAttribute][] => {
      const value = isAttribute(field)
        ? attributeValue(customer, attributeId(field))
        : customValue(customer, customPath(field), field.type);
      return value === null ? [] : [[field.key, value]];
    }),
  );
}
