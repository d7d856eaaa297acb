import type { Features } from './options.ts';
import type { Row, Scalar } from './records.ts';

export type FieldType = 'string' | 'boolean' | 'integer' | 'decimal' | 'dateTime' | 'guid';

/** One field of an entity. `since` is the first endpoint level (22, 23, 24, 25) that has it. */
export interface FieldSpec<R extends Row = Row> {
  readonly type: FieldType;
  readonly since: number;
  readonly readOnly: boolean;
  /** Greatest length in characters; absent where none is known. */
  readonly maximum?: number;
  /** Feature without which the field reads empty and a write to it is dropped, as the form does not show it then. */
  readonly feature?: keyof Features;
  read(row: R): Scalar | undefined;
  write(row: R, value: Scalar): void;
}

/** A linked entity: an object in the contract, sent only when expanded. */
export interface LinkSpec<R extends Row = Row> {
  readonly since: number;
  readonly schema: EntitySchema;
  read(row: R): Row | null;
}

/** A detail list: an array in the contract. `onLists` says whether a list request can fill it. */
export interface DetailSpec<R extends Row = Row> {
  readonly since: number;
  readonly schema: EntitySchema;
  readonly onLists: boolean;
  /** Feature without which the list is empty and a write to it is dropped. */
  readonly feature?: keyof Features;
  read(row: R): readonly Row[];
}

/** An entity of the contract: its key fields in order, and how each part is read from a stored row. */
export interface EntitySchema<R extends Row = Row> {
  readonly name: string;
  readonly keys: readonly string[];
  readonly fields: Readonly<Record<string, FieldSpec<R>>>;
  readonly links: Readonly<Record<string, LinkSpec<R>>>;
  readonly details: Readonly<Record<string, DetailSpec<R>>>;
}

export interface FieldDetails {
  readonly since?: number;
  readonly readOnly?: boolean;
  readonly maximum?: number;
  readonly feature?: keyof Features;
}

/** A field kept in the row's own values under `name`. */
export function ownField<R extends Row>(
  name: string,
  type: FieldType,
  details: FieldDetails = {},
): FieldSpec<R> {
  return {
    type,
    since: details.since ?? 0,
    readOnly: details.readOnly ?? false,
    ...(details.maximum === undefined ? {} : { maximum: details.maximum }),
    ...(details.feature === undefined ? {} : { feature: details.feature }),
    read: (row) => row.values[name],
    write: (row, value) => {
      row.values[name] = value;
    },
  };
}

/** A field the server computes; a write to it is dropped, as the screen would. */
export function computedField<R extends Row>(
  type: FieldType,
  read: (row: R) => Scalar | undefined,
  since = 0,
): FieldSpec<R> {
  return { type, since, readOnly: true, read, write: () => undefined };
}

/** Own fields of one type by name. */
export function ownFields<R extends Row>(
  type: FieldType,
  names: readonly string[],
  details: FieldDetails = {},
): Record<string, FieldSpec<R>> {
  return Object.fromEntries(names.map((name) => [name, ownField<R>(name, type, details)]));
}

/** The field behind a name or undefined when the endpoint's level does not have it. */
export function fieldAt(schema: EntitySchema, name: string, level: number): FieldSpec | undefined {
  const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
  return field !== undefined && field.since <= level ? field : undefined;
}

export function linkAt(schema: EntitySchema, name: string, level: number): LinkSpec | undefined {
  const link = Object.hasOwn(schema.links, name) ? schema.links[name] : undefined;
  return link !== undefined && link.since <= level ? link : undefined;
}

export function detailAt(schema: EntitySchema, name: string, level: number): DetailSpec | undefined {
  const detail = Object.hasOwn(schema.details, name) ? schema.details[name] : undefined;
  return detail !== undefined && detail.since <= level ? detail : undefined;
}

/** Whether the features that are on let a field or list be seen. */
export function isShown({ feature }: { readonly feature?: keyof Features }, features: Features): boolean {
  return feature === undefined || features[feature];
}
