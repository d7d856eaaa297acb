import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { edgeNodeSelection, isConnectionType } from './bulk-query.ts';
import type { BulkLine } from './bulk-queue.ts';
import type { BulkQuery, NodeSelection } from './bulk-query.ts';
import { wholeList } from './connection.ts';
import type { Connection } from './connection.ts';
import { readProperty } from './read-property.ts';
import { collectFields } from './selection.ts';
import type { Selections } from './selection.ts';
import type { ShopContext } from './shop-context.ts';

interface ReadField {
  readonly key: string;
  readonly type: GraphQLOutputType;
  readonly sets: readonly SelectionSetNode[];
  /** What is read of each item, when the field is a list with paging. */
  readonly items: NodeSelection | undefined;
  readonly resolve: (source: unknown) => unknown;
}

/** A list still to be written, found while its parent was read. */
interface PendingList {
  readonly items: NodeSelection;
  readonly nodes: readonly unknown[];
}

interface Reader {
  readonly selections: Selections;
  readonly context: ShopContext;
  /** The fields of each selection by type: worked out once, not for every record. */
  readonly known: WeakMap<readonly SelectionSetNode[], Map<string, readonly ReadField[]>>;
}

/** Parents written before the first of their children, when objects are not grouped. */
const ungroupedStretch = 100;

/**
 * Runs a bulk query record by record, so that no more than one stretch of it is in memory. A child carries its parent's id as
 * `__parentId` and comes after it; without grouping other parents stand between the two.
 */
export function* readBulk(
  { operation, selections }: BulkQuery,
  context: ShopContext,
  isGrouped: boolean,
): Generator<BulkLine> {
  const reader: Reader = { selections, context, known: new WeakMap() };
  const root = selections.schema.getQueryType();
  if (!root) throw new Error('The schema has no query type.');
  const lists: PendingList[] = [];
  readObject(reader, root, [operation.selectionSet], {}, lists);
  for (const list of lists) yield* writeList(reader, list, undefined, isGrouped);
}

function* writeList(
  reader: Reader,
  { items, nodes }: PendingList,
  parentId: unknown,
  isGrouped: boolean,
): Generator<BulkLine> {
  const stretch = isGrouped ? 1 : ungroupedStretch;
  for (let start = 0; start < nodes.length; start += stretch) {
    const waiting: { readonly id: unknown; readonly list: PendingList }[] = [];
    for (const node of nodes.slice(start, start + stretch)) {
      const lists: PendingList[] = [];
      const read = readComposite(reader, items.type, items.sets, node, lists);
      const line = parentId === undefined ? read : { ...read, __parentId: parentId };
      yield { text: JSON.stringify(line), isRoot: parentId === undefined };
      for (const list of lists) waiting.push({ id: read['id'], list });
    }
    for (const { id, list } of waiting) yield* writeList(reader, list, id, isGrouped);
  }
}

function readComposite(
  reader: Reader,
  type: unknown,
  sets: readonly SelectionSetNode[],
  source: unknown,
  lists: PendingList[],
): Readonly<Record<string, unknown>> {
  if (isObjectType(type)) return readObject(reader, type, sets, source, lists);
  const { typeName } = source as { readonly typeName?: string };
  const concrete = reader.selections.schema.getType(typeName ?? '');
  if (!isAbstractType(type) || !isObjectType(concrete))
    throw new Error(`A value of ${String(type)} does not say its type.`);
  return readObject(reader, concrete, sets, source, lists);
}

function readObject(
  reader: Reader,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  source: unknown,
  lists: PendingList[],
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const field of fieldsOf(reader, type, sets)) {
    const value = field.resolve(source);
    if (field.items) lists.push({ items: field.items, nodes: (value as Connection<unknown>).nodes });
    else read[field.key] = complete(reader, field.type, field.sets, value, lists);
  }
  return read;
}

function complete(
  reader: Reader,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  value: unknown,
  lists: PendingList[],
): unknown {
  if (isNonNullType(type)) {
    const completed = complete(reader, type.ofType, sets, value, lists);
    if (completed === null) throw new Error(`A value of ${String(type)} is null.`);
    return completed;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type))
    return (value as readonly unknown[]).map((each) => complete(reader, type.ofType, sets, each, lists));
  if (isLeafType(type)) return type.serialize(value);
  return readComposite(reader, type, sets, value, lists);
}

function fieldsOf(
  reader: Reader,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly ReadField[] {
  const byType = reader.known.get(sets) ?? new Map<string, readonly ReadField[]>();
  reader.known.set(sets, byType);
  const known = byType.get(type.name);
  if (known) return known;
  const fields = prepareFields(reader, type, sets);
  byType.set(type.name, fields);
  return fields;
}

function prepareFields(
  { selections, context }: Reader,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly ReadField[] {
  return [...collectFields(selections, type, sets)].map(([key, nodes]) => {
    const [node] = nodes;
    const name = node?.name.value ?? key;
    const inner = nodes.flatMap((each) => each.selectionSet ?? []);
    const field = type.getFields()[name];
    const typeNameType = selections.schema.getType('String');
    if (!node || !field) {
      if (!isLeafType(typeNameType)) throw new Error('The schema has no type String.');
      return { key, type: typeNameType, sets: inner, items: undefined, resolve: () => type.name };
    }
    const returned = getNamedType(field.type);
    const items = isConnectionType(returned) ? edgeNodeSelection(selections, returned, inner) : undefined;
    const given = getArgumentValues(field, node, {});
    const args = items ? { ...given, first: wholeList, last: null, after: null, before: null } : given;
    const info = resolveInfo(selections.schema, type, name);
    const resolve = field.resolve ?? readProperty;
    return {
      key,
      type: field.type,
      sets: inner,
      items,
      resolve: (source: unknown) => resolve(source, args, context, info),
    };
  });
}

/** The part of the information that this simulator's resolvers look at. */
function resolveInfo(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  fieldName: string,
): GraphQLResolveInfo {
  const path = { prev: undefined, key: fieldName, typename: parentType.name };
  return { schema, parentType, fieldName, path } as unknown as GraphQLResolveInfo;
}
