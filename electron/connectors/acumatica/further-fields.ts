/**
 * What only one company has of its customers: attributes of their classes, and custom fields. Listed for a person to choose from, and
 * read where a rule names them; `write-further.ts` writes those that a mapping fills.
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
import { customStampOf, customTypes, readCustomSchema } from './custom-fields.ts';
import { together, type ErpLists } from './list.ts';
import { listViews, readValues } from './lookups.ts';
import type { View } from './views.ts';
import { flagOf, isWireRecord, textOf, valueOf, type WireRecord } from './wire.ts';

const attributePrefix = 'attribute:';
const customPrefix = 'custom:';

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
  const schema = await readCustomSchema(client, signal);
  const fields = [...schema].flatMap(([path, wireType]): readonly OfferedField[] => {
    const key = `${customPrefix}${path}`;
    const type = customTypes[wireType]?.type;
    if (type === undefined || !isNameable('erp', key)) return [];
    const name = path.slice(path.indexOf('.') + 1);
    return [{ key, label: customLabel(name), type, maximum: null, says: `Custom field ${path}` }];
  });
  return { fields, of: schema.size };
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

export const isAttribute = ({ key }: Pick<FurtherField, 'key'>): boolean => key.startsWith(attributePrefix);
const isCustom = ({ key }: Pick<FurtherField, 'key'>): boolean => key.startsWith(customPrefix);
/** `REGION` */
export const attributeId = ({ key }: Pick<FurtherField, 'key'>): string => key.slice(attributePrefix.length);
/** `Document.UsrTier` */
export const customPath = ({ key }: Pick<FurtherField, 'key'>): string => key.slice(customPrefix.length);

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

/** The custom fields of one view that an answer holds, or null. */
function customView(customer: WireRecord, view: string): WireRecord | null {
  const views = customer['custom'];
  const fields = isWireRecord(views) ? views[view] : undefined;
  return isWireRecord(fields) ? fields : null;
}

/** @throws AppError ANSWER_UNEXPECTED where the field is not in the answer: a blank would be passed on as "cleared" (L4). */
function customValue(customer: WireRecord, path: string, type: FurtherField['type']): PartyAttribute | null {
  const [view = '', name = ''] = path.split('.');
  const fields = customView(customer, view);
  if (fields === null) throw unexpected(`custom/${view}`);
  if (type === 'date') return customStampOf(fields, name) || null;
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

/**
 * Whether the answer to a write tells of a field. Reports say that details come back empty (acumatica.md 7.3), so a list without any
 * line tells of no attribute.
 */
export function tellsOf(customer: WireRecord, field: FurtherField): boolean {
  if (isAttribute(field)) {
    const lines = customer['Attributes'];
    return Array.isArray(lines) && lines.some(isWireRecord);
  }
  const [view = '', name = ''] = customPath(field).split('.');
  return isWireRecord(customView(customer, view)?.[name]);
}

/**
 * The same of a customer that was written to: what its answer does not tell of is as it was `known` before. An error would say that
 * nothing was written, and a blank that the value was cleared.
 */
export function furtherAfterWrite(
  customer: WireRecord,
  fields: readonly FurtherField[],
  known: Readonly<Record<string, PartyAttribute>>,
): Readonly<Record<string, PartyAttribute>> {
  const told = fields.filter((field) => tellsOf(customer, field));
  const kept = Object.entries(known).filter(
    ([key]) => (isAttribute({ key }) || isCustom({ key })) && !told.some((field) => field.key === key),
  );
  return { ...Object.fromEntries(kept), ...furtherAttributes(customer, told) };
}
