import { presentCustomValue } from './custom-fields.ts';
import { detailAt, fieldAt, isShown, linkAt } from './entity-schema.ts';
import type { EntitySchema, FieldSpec } from './entity-schema.ts';
import { exception } from './failure.ts';
import type { CustomFieldOption, Features } from './options.ts';
import type { PathTree } from './path-tree.ts';
import type { Row, Scalar } from './records.ts';
import { formatTimeStamp } from './time-stamp.ts';

/** How a request wants its records. `select` null means every field; linked and detail entities come only when expanded. */
export interface View {
  readonly level: number;
  readonly select: PathTree | null;
  readonly expand: PathTree;
  /** Custom fields that are asked for; one that the tenant does not have reads like an empty text. */
  readonly custom: readonly CustomFieldOption[];
  readonly onList: boolean;
  readonly listsFillAttributes: boolean;
  readonly features: Features;
  readonly offsetMinutes: number;
  /** Whether time stamps are sent with their offset. */
  readonly carryOffset: boolean;
  /** Address of the endpoint, for the links of a record. */
  readonly href: string;
}

interface WrappedValue {
  readonly value?: Scalar | string;
}

/** A plain value in its wrapper; a value that is not set is an empty object, as the contract sends it. */
function wrap(field: FieldSpec, value: Scalar | undefined, view: View): WrappedValue {
  if (value === null || value === undefined) return {};
  if (field.type === 'dateTime' && typeof value === 'number')
    return { value: formatTimeStamp(value, view.offsetMinutes, view.carryOffset) };
  return { value };
}

/** Refuses names the endpoint does not have, so that a misspelt or too new name is seen. */
export function checkView(schema: EntitySchema, view: View): void {
  const check = (tree: PathTree, at: EntitySchema, expanding: boolean): void => {
    for (const [name, below] of Object.entries(tree)) {
      const nested = linkAt(at, name, view.level) ?? detailAt(at, name, view.level);
      if (nested !== undefined) check(below, nested.schema, expanding);
      else if (
        expanding
          ? name !== 'files'
          : !['id', 'note', 'rowNumber', 'custom'].includes(name) &&
            fieldAt(at, name, view.level) === undefined
      )
        throw exception(
          500,
          `The ${name} field of the ${at.name} entity cannot be found.`,
          'PX.Api.ContractBased.FieldNotFoundException',
        );
    }
  };
  if (view.select !== null) check(view.select, schema, false);
  check(view.expand, schema, true);
}

/** Turns a stored row into a record of the contract. */
type Presenter = (row: Row, rowNumber?: number) => Record<string, unknown>;

type Part = readonly [name: string, read: (row: Row) => unknown];

function nestedParts(schema: EntitySchema, view: View): readonly Part[] {
  return Object.entries(view.expand).flatMap(([name, expand]): Part[] => {
    const below = view.select?.[name];
    const nested: View = {
      ...view,
      expand,
      custom: [],
      select: below === undefined || Object.keys(below).length === 0 ? null : below,
    };
    const link = linkAt(schema, name, view.level);
    if (link !== undefined) {
      const present = createInnerPresenter(link.schema, nested);
      // The published schema does not allow null for a linked entity that is not there.
      return [
        [
          name,
          (row) => {
            const linked = link.read(row);
            return linked === null ? undefined : present(linked);
          },
        ],
      ];
    }
    const detail = detailAt(schema, name, view.level);
    if (detail === undefined) return [];
    const present = createInnerPresenter(detail.schema, nested);
    return [
      [
        name,
        (row) =>
          (view.onList && !(detail.onLists && (name !== 'Attributes' || view.listsFillAttributes))) ||
          !isShown(detail, view.features)
            ? []
            : detail.read(row).map((line, index) => present(line, index + 1)),
      ],
    ];
  });
}

/**
 * Prepares the answer's shape once for all its records. A linked entity expanded but not named in `$select` comes whole [INF]; only
 * the record itself has links.
 */
export function createPresenter(schema: EntitySchema, view: View): Presenter {
  const present = createInnerPresenter(schema, view);
  return (row, rowNumber) => ({
    ...present(row, rowNumber),
    ...(schema.keys.length > 0 ? { _links: { self: `${view.href}/${schema.name}/${row.id}` } } : {}),
  });
}

function createInnerPresenter(schema: EntitySchema, view: View): Presenter {
  const fields = Object.entries(schema.fields).filter(
    ([name, field]) =>
      field.since <= view.level && (view.select === null || Object.hasOwn(view.select, name)),
  );
  const nested = nestedParts(schema, view);
  return (row, rowNumber = 1) => {
    const answer: Record<string, unknown> = { id: row.id, rowNumber, note: { value: row.note ?? '' } };
    for (const [name, field] of fields)
      answer[name] = isShown(field, view.features) ? wrap(field, field.read(row), view) : {};
    for (const [name, read] of nested) {
      const part = read(row);
      if (part !== undefined) answer[name] = part;
    }
    answer['custom'] = presentCustom(row, view);
    return answer;
  };
}

function presentCustom(row: Row, view: View): Record<string, unknown> {
  const custom: Record<string, Record<string, unknown>> = {};
  const stamp = (epoch: number) => formatTimeStamp(epoch, view.offsetMinutes, view.carryOffset);
  for (const { path, type } of view.custom) {
    const [viewName = '', fieldName = ''] = path.split('.');
    const value = row.custom?.[viewName]?.[fieldName];
    (custom[viewName] ??= {})[fieldName] = presentCustomValue(type, value, stamp);
  }
  return custom;
}
