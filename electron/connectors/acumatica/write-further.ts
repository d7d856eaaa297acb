/**
 * Writing what only this company has of an individual: attributes and custom fields, all of one call in one request.
 *
 * Open until a real tenant was asked, all of it here and in `custom-fields.ts` [VERIFY]: that a line of attributes without its id is
 * found by its AttributeID, as the examples of the integration guide send it; that an empty text empties an attribute; that
 * `emptyCustom` empties a custom field of every type; that a time without a zone is taken for the company's own; and where the error
 * stands of a line or a custom field that is refused.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import { isNameable, type FurtherField } from '../../../shared/domain/further-field.ts';
import type { FieldValue, FurtherKey, FurtherValues, Party } from '../../../shared/domain/party.ts';
import type { ExtrasSink } from '../../../shared/sync/ports.ts';
import { system } from './answer.ts';
import type { ErpClient } from './client.ts';
import { customSchemaOnce, customTypes, type CustomSchema } from './custom-fields.ts';
import type { FieldError } from './fields.ts';
import {
  attributeId,
  customPath,
  furtherAttributes,
  isAttribute,
  tellsOf,
  withFurtherFields,
} from './further-fields.ts';
import { mergeCustomerAnswer, type ParseSettings } from './parse.ts';
import type { View } from './views.ts';
import { wrap, type WireRecord } from './wire.ts';
import { customerNamed } from './write-business.ts';
import { outcomeUnknown } from './write-failure.ts';

export interface FurtherWriter {
  readonly client: ErpClient;
  readonly customerView: View;
  readonly settings: ParseSettings;
}

/** The published shape of a custom field demands its type and says nothing of its value; an empty text is none for numbers and dates. */
const emptyCustom = null;

/** Where a person corrects a value, for "Correct it in …". */
const source = 'Shopify, or in the mapping';

/** A read after a write that was sent is not interrupted by Stop: its outcome would be unknown. */
const neverAborted = new AbortController().signal;

interface Written {
  readonly field: FurtherField;
  readonly value: FieldValue;
}

/** `FurtherKey`s of the ERP's own kinds. What no rule of the profile names is called by its key. @throws AppError REQUEST_FAULTY */
function writtenOf(before: Party, values: FurtherValues, known: readonly FurtherField[]): readonly Written[] {
  return (Object.entries(values) as [FurtherKey, FieldValue | undefined][]).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (!isNameable('erp', key)) {
      throw new AppError('REQUEST_FAULTY', {
        params: { system, record: customerNamed(before), message: 'it has no such field', field: key },
      });
    }
    const unnamed: FurtherField = {
      key,
      label: key.slice(key.indexOf(':') + 1),
      type: 'text',
      maximum: null,
    };
    return [{ field: known.find((field) => field.key === key) ?? unnamed, value }];
  });
}

function refused(before: Party, message: string): AppError {
  return new AppError('WRITE_REFUSED', { params: { system, record: customerNamed(before), message } });
}

/** One custom field with the type that the schema gives it. @throws AppError WRITE_REFUSED, VALUE_REFUSED */
function customField(before: Party, { field, value }: Written, schema: CustomSchema): WireRecord {
  const path = customPath(field);
  const type = schema.get(path);
  const named = `The custom field "${field.label}" (${path})`;
  if (type === undefined) {
    const remedy = 'Take it out of the mapping or choose another field there, or have it published again';
    throw refused(before, `${named} no longer exists. ${remedy}`);
  }
  const custom = customTypes[type];
  if (custom === undefined) {
    const what = type === '' ? 'of no type that is told' : `of the type ${type}`;
    throw refused(before, `${named} is ${what}, which Accord cannot write. Take it out of the mapping`);
  }
  if (value === null) return { type, value: emptyCustom };
  const wire = custom.toWire(value);
  if (wire !== null) return { type, value: wire };
  const message = `"${value}" cannot be stored there, it takes ${custom.takes}`;
  throw new AppError('VALUE_REFUSED', {
    params: { system, record: customerNamed(before), field: field.label, message, source },
    fields: { [field.key]: message },
  });
}

function customBody(before: Party, written: readonly Written[], schema: CustomSchema): WireRecord {
  const views: Record<string, Record<string, WireRecord>> = {};
  for (const each of written) {
    const [view = '', name = ''] = customPath(each.field).split('.');
    (views[view] ??= {})[name] = customField(before, each, schema);
  }
  return views;
}

/** What a path of a refusal is about. */
function fieldAt(
  path: string,
  attributes: readonly Written[],
  customs: readonly Written[],
): Omit<FieldError, 'message'> | null {
  const [part, one = '', other = ''] = path.split('/');
  const found =
    part === 'Attributes'
      ? attributes[Number(one) - 1]
      : part === 'custom'
        ? customs.find(({ field }) => customPath(field) === `${one}.${other}`)
        : undefined;
  return found === undefined ? null : { key: found.field.key, label: found.field.label, source };
}

function without(before: Party, written: readonly Written[]): Party {
  const kept = Object.entries(before.attributes ?? {}).filter(
    ([key]) => !written.some(({ field }) => field.key === key),
  );
  return { ...before, attributes: Object.fromEntries(kept) };
}

/**
 * The port's `setFurther`. The types of custom fields are asked for once in a connection, when the first is written.
 * @throws AppError WRITE_REFUSED of a custom field that is gone or that Accord cannot write, VALUE_REFUSED of a value that its type
 * cannot take, REQUEST_FAULTY of a field of the other system, all with nothing sent; the errors of a reading, and those of `ErpClient.put`.
 */
export function createFurtherWrite({
  client,
  customerView,
  settings,
}: FurtherWriter): ExtrasSink['setFurther'] {
  const { further = [] } = settings;
  const customSchema = customSchemaOnce(client);

  /** The outcome is unknown until the customer was read, as the request was taken. */
  async function readAgain(before: Party, view: View, fields: readonly FurtherField[]): Promise<WireRecord> {
    const record = customerNamed(before);
    const { select, expand, custom = [] } = view;
    try {
      const customer = await client.get('Customer', [before.key], { select, expand, custom }, neverAborted);
      if (customer === null) throw new AppError('RECORD_GONE', { params: { record, system } });
      furtherAttributes(customer, fields);
      return customer;
    } catch (error) {
      throw outcomeUnknown(record, error);
    }
  }

  return async (before, values, signal) => {
    if (before.kind === 'company')
      throw refused(before, 'Attributes and custom fields are written to individuals only');
    const written = writtenOf(before, values, further);
    if (written.length === 0) return before;
    const attributes = written.filter(({ field }) => isAttribute(field));
    const customs = written.filter(({ field }) => !isAttribute(field));
    const schema: CustomSchema = customs.length === 0 ? new Map() : await customSchema(signal);
    const lines = attributes.map(({ field, value }) => ({
      AttributeID: wrap(attributeId(field)),
      Value: wrap(value),
    }));
    const body = {
      CustomerID: wrap(before.number),
      ...(lines.length === 0 ? {} : { Attributes: lines }),
      ...(customs.length === 0 ? {} : { custom: customBody(before, customs, schema) }),
    };

    // Answered as a reading of this profile would; what it does not name is read as what it is.
    const fields = written.map(({ field }) => {
      const type = customTypes[schema.get(customPath(field)) ?? '']?.type;
      return isAttribute(field) || further.includes(field) || type === undefined ? field : { ...field, type };
    });
    const others = further.filter(({ key }) => !fields.some((field) => field.key === key));
    const asked = [...others, ...fields];
    const view = withFurtherFields(customerView, asked);
    const answer = await client.put(
      'Customer',
      body,
      {
        expand: view.expand,
        custom: view.custom ?? [],
        only: 'update',
        record: customerNamed(before),
        fieldAt: (path) => fieldAt(path, attributes, customs),
      },
      signal,
    );
    const isTold = fields.every((field) => tellsOf(answer, field));
    const customer = isTold ? answer : await readAgain(before, view, fields);
    return mergeCustomerAnswer(without(before, written), customer, { ...settings, further: asked });
  };
}
