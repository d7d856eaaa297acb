import { detailAt, fieldAt, linkAt } from './entity-schema.ts';
import type { EntitySchema, FieldSpec } from './entity-schema.ts';
import { refuse } from './failure.ts';
import type { Scalar, Values } from './records.ts';
import { parseTimeStamp } from './time-stamp.ts';

/** What a request body asks for, unwrapped and type-checked. Only what was sent is here. */
export interface EntityInput {
  readonly id?: string;
  readonly note?: string;
  /** A line of a detail list that is to go. */
  readonly delete?: boolean;
  readonly values: Values;
  readonly links: Readonly<Record<string, EntityInput>>;
  readonly details: Readonly<Record<string, readonly EntityInput[]>>;
  /** Custom fields by view and name. */
  readonly custom: Readonly<Record<string, Readonly<Record<string, CustomInput>>>>;
}

/** A custom field as sent, its value still unread: what it has to be depends on the tenant. */
export interface CustomInput {
  readonly type: string;
  readonly value: unknown;
}

export const emptyInput: EntityInput = { values: {}, links: {}, details: {}, custom: {} };

/** Errors by path: `CustomerName`, `MainContact/Address/State`, `Attributes/0/Value`; the empty path is the entity itself. */
export type FieldErrors = Map<string, string>;

interface Reading {
  readonly level: number;
  readonly offsetMinutes: number;
  /** Wrapped as on the wire, or plain as the store's own callers give it. */
  readonly wrapped: boolean;
  readonly lengths: Readonly<Record<string, number>>;
  readonly errors: FieldErrors;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unwrap(name: string, node: unknown, wrapped: boolean): unknown {
  if (!wrapped) return node;
  if (!isObject(node)) throw refuse(400, `The ${name} field must be an object with a value.`);
  return node['value'];
}

/** A value of the field's own type; undefined with an error noted when it is none. */
export function readValue(
  field: Pick<FieldSpec, 'type'>,
  value: unknown,
  path: string,
  reading: Pick<Reading, 'errors' | 'offsetMinutes'>,
): Scalar | undefined {
  if (value === null || value === undefined || value === '') return null;
  const wrong = (): undefined => {
    reading.errors.set(path, `${JSON.stringify(value)} is not a valid value.`);
    return undefined;
  };
  switch (field.type) {
    case 'string':
    case 'guid':
      return typeof value === 'string'
        ? value.trimEnd() || null
        : typeof value === 'number'
          ? String(value)
          : wrong();
    case 'boolean':
      return typeof value === 'boolean'
        ? value
        : value === 'true' || value === 'false'
          ? value === 'true'
          : wrong();
    case 'integer':
    case 'decimal': {
      const number = typeof value === 'string' ? Number(value) : value;
      return typeof number === 'number' &&
        Number.isFinite(number) &&
        (field.type === 'decimal' || Number.isInteger(number))
        ? number
        : wrong();
    }
    case 'dateTime':
      return typeof value === 'number'
        ? value
        : typeof value === 'string'
          ? (parseTimeStamp(value, reading.offsetMinutes) ?? wrong())
          : wrong();
  }
}

/** The published shape of a custom field demands a type. */
function readCustom(node: unknown): Record<string, Record<string, CustomInput>> {
  const custom: Record<string, Record<string, CustomInput>> = {};
  if (!isObject(node)) return custom;
  for (const [view, fields] of Object.entries(node)) {
    if (!isObject(fields)) continue;
    const inputs: Record<string, CustomInput> = {};
    for (const [name, field] of Object.entries(fields)) {
      const type = isObject(field) ? field['type'] : undefined;
      if (!isObject(field) || typeof type !== 'string')
        throw refuse(400, `The custom field ${view}.${name} must be an object with a type.`);
      inputs[name] = { type, value: field['value'] };
    }
    custom[view] = inputs;
  }
  return custom;
}

function readNode(schema: EntitySchema, body: unknown, path: string, reading: Reading): EntityInput {
  if (!isObject(body)) throw refuse(400, `The ${path === '' ? schema.name : path} must be an object.`);
  const values: Values = {};
  const links: Record<string, EntityInput> = {};
  const details: Record<string, EntityInput[]> = {};
  const at = (name: string) => (path === '' ? name : `${path}/${name}`);
  for (const [name, node] of Object.entries(body)) {
    if (['id', 'note', 'custom', 'rowNumber', 'delete', 'error', 'files', '_links'].includes(name)) continue;
    const field = fieldAt(schema, name, reading.level);
    const link = linkAt(schema, name, reading.level);
    const detail = detailAt(schema, name, reading.level);
    if (field !== undefined) {
      const value = readValue(field, unwrap(at(name), node, reading.wrapped), at(name), reading);
      const maximum = reading.lengths[`${schema.name}.${name}`] ?? field.maximum;
      if (typeof value === 'string' && maximum !== undefined && value.length > maximum)
        reading.errors.set(at(name), `The string value exceeds the maximum length of ${maximum} characters.`);
      if (value !== undefined) values[name] = value;
    } else if (link !== undefined) links[name] = readNode(link.schema, node, at(name), reading);
    else if (detail !== undefined) {
      if (!Array.isArray(node)) throw refuse(400, `The ${at(name)} must be an array.`);
      details[name] = node.map((line) => readNode(detail.schema, line, at(name), reading));
    } else throw refuse(400, `The ${name} field of the ${schema.name} entity cannot be found.`);
  }
  const id = body['id'];
  const note = unwrapNote(body['note']);
  return {
    ...(typeof id === 'string' ? { id: id.toLowerCase() } : {}),
    ...(note === undefined ? {} : { note }),
    ...(body['delete'] === true ? { delete: true } : {}),
    values,
    links,
    details,
    custom: readCustom(body['custom']),
  };
}

function unwrapNote(node: unknown): string | undefined {
  const note = isObject(node) ? node['value'] : node;
  return typeof note === 'string' ? note : undefined;
}

/** Reads a body; wrong types and overlong text are noted in `errors`, a body of the wrong shape is refused with 400. */
export function readEntity(schema: EntitySchema, body: unknown, reading: Reading): EntityInput {
  return readNode(schema, body, '', reading);
}

/** The body of a 422: the entity as sent, with `error` at every field that has one and on the entity itself. */
export function echoWithErrors(body: unknown, errors: FieldErrors): Record<string, unknown> {
  const echo: Record<string, unknown> = isObject(body) ? structuredClone(body) : {};
  for (const [path, error] of errors) {
    let node = echo;
    for (const name of path.split('/').filter((part) => part !== '')) {
      // A line of a list is reached by its index as by a name.
      const next = typeof node[name] === 'object' && node[name] !== null ? node[name] : {};
      node[name] = next;
      node = next as Record<string, unknown>;
    }
    node['error'] = error;
  }
  echo['error'] ??= [...errors.values()].join(' ');
  return echo;
}
