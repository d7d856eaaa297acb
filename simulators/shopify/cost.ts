import { getArgumentValues, getNamedType, isAbstractType, isCompositeType, isObjectType } from 'graphql';
import type {
  DocumentNode,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { collectFields, readSelections } from './selection.ts';
import type { Selections } from './selection.ts';

/** No single query may ask for more points. */
export const maximumQueryCost = 1_000;

type Variables = Readonly<Record<string, unknown>>;

/** One selected object of a query, with everything its price depends on. */
interface PricedField {
  readonly responseKey: string;
  /** Points of the object itself. */
  readonly own: number;
  /** For a list with paging: the page size asked for and where its items are in the answer. */
  readonly page?: { readonly size: number; readonly items: readonly PagedItems[] };
  readonly selection: PricedSelection;
}

interface PagedItems {
  /** Response keys from the connection to an item: `['nodes']` or `['edges', 'node']`. */
  readonly path: readonly string[];
  readonly selection: PricedSelection;
}

/** What may be selected on one value: of several possible types the dearest counts. */
type PricedSelection = readonly (readonly PricedField[])[];

/** The price of a query, before it is run and after. */
export interface QueryPrice {
  /** Points by the selection alone. */
  readonly requested: number;
  /** Points by what the answer holds: absent objects and short pages cost less. */
  readonly actual: (data: unknown) => number;
  /** What each field with a price of its own is counted for. */
  readonly fields: () => readonly FieldCost[];
}

/** One entry of `extensions.cost.fields`. Real shops list fields without a price too, which says nothing more. */
export interface FieldCost {
  readonly path: readonly string[];
  readonly definedCost: number;
  readonly requestedTotalCost: number;
  readonly requestedChildrenCost: number;
}

/** Points of a page of `size` items before their selection is counted: 250 gives 11. */
function pageFactor(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)));
}

const freeTypes = new Set([
  'PageInfo',
  'MoneyV2',
  'MoneyBag',
  'ShopAddress',
  'CustomerEmailMarketingConsentState',
  'CustomerSmsMarketingConsentState',
]);

/**
 * The price by the connection-cost formula derived from recorded queries: a list with paging costs 2 and its factor for each item's
 * selection, an object 1, a scalar nothing, a mutation 10 with the payload's own objects free.
 */
export function priceQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): QueryPrice {
  const compiler = readSelections(schema, document, variables);
  const root = schema.getRootType(operation.operation);
  const fields = root ? priceFields(compiler, root, [operation.selectionSet], operation.operation) : [];
  return {
    requested: sum(fields.map((field) => requestedPoints(field))),
    actual: (data) => sum(fields.map((field) => actualPoints(field, valueAt(data, field.responseKey)))),
    fields: () => fields.flatMap((field) => explainField(field, [])),
  };
}

function explainField(field: PricedField, above: readonly string[]): readonly FieldCost[] {
  const path = [...above, field.responseKey];
  const total = requestedPoints(field);
  const own = {
    path,
    definedCost: field.own,
    requestedTotalCost: total,
    requestedChildrenCost: total - field.own,
  };
  const items = field.page?.items ?? [{ path: [], selection: field.selection }];
  const below = items.flatMap(({ path: steps, selection }) =>
    selection.flatMap((fields) => fields.flatMap((each) => explainField(each, [...path, ...steps]))),
  );
  return [own, ...below];
}

type Place = 'query' | 'mutation' | 'subscription' | 'payload' | 'nested';

function priceFields(
  compiler: Selections,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  place: Place,
): readonly PricedField[] {
  const priced: PricedField[] = [];
  for (const [responseKey, nodes] of collectFields(compiler, type, selectionSets)) {
    const [node] = nodes;
    const field = node && type.getFields()[node.name.value];
    const returned = field && getNamedType(field.type);
    if (!field || !isCompositeType(returned)) continue;
    const sets = nodes.flatMap((each) => each.selectionSet ?? []);

    if (returned.name.endsWith('Connection') && isObjectType(returned)) {
      const args = getArgumentValues(field, node, compiler.variables) as {
        readonly first?: number;
        readonly last?: number;
      };
      const page = { size: args.first ?? args.last ?? 0, items: pagedItems(compiler, returned, sets) };
      priced.push({ responseKey, own: 2, page, selection: [] });
      continue;
    }
    const own = ownPoints(type.name, node.name.value, returned.name, place);
    const inner = place === 'mutation' ? 'payload' : 'nested';
    priced.push({ responseKey, own, selection: priceSelection(compiler, returned.name, sets, inner) });
  }
  return priced;
}

function ownPoints(parent: string, field: string, returned: string, place: Place): number {
  if (place === 'mutation') return 10;
  if (place === 'payload' || freeTypes.has(returned)) return 0;
  if (parent === 'Customer' && field === 'defaultAddress') return 0;
  return returned === 'Count' && place === 'query' ? 10 : 1;
}

/** The selection on a type; an interface or a union is priced as each of the types that a fragment names. */
function priceSelection(
  compiler: Selections,
  typeName: string,
  sets: readonly SelectionSetNode[],
  place: Place,
): PricedSelection {
  const type = compiler.schema.getType(typeName);
  if (isObjectType(type)) return [priceFields(compiler, type, sets, place)];
  if (!isAbstractType(type)) return [];
  return compiler.schema
    .getPossibleTypes(type)
    .map((possible) => priceFields(compiler, possible, sets, place));
}

function pagedItems(
  compiler: Selections,
  connection: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly PagedItems[] {
  const items: PagedItems[] = [];
  for (const [responseKey, nodes] of collectFields(compiler, connection, sets)) {
    const field = connection.getFields()[nodes[0]?.name.value ?? ''];
    const inner = nodes.flatMap((each) => each.selectionSet ?? []);
    const returned = field && getNamedType(field.type);
    if (field?.name === 'nodes' && isCompositeType(returned))
      items.push({
        path: [responseKey],
        selection: priceSelection(compiler, returned.name, inner, 'nested'),
      });
    if (field?.name !== 'edges' || !isObjectType(returned)) continue;
    for (const [nodeKey, nodeFields] of collectFields(compiler, returned, inner)) {
      const nodeType = getNamedType(returned.getFields()[nodeFields[0]?.name.value ?? '']?.type);
      if (!isCompositeType(nodeType)) continue;
      const nodeSets = nodeFields.flatMap((each) => each.selectionSet ?? []);
      items.push({
        path: [responseKey, nodeKey],
        selection: priceSelection(compiler, nodeType.name, nodeSets, 'nested'),
      });
    }
  }
  return items;
}

function requestedPoints({ own, page, selection }: PricedField): number {
  if (!page) return own + requestedSelection(selection);
  const items = sum(page.items.map((each) => requestedSelection(each.selection)));
  return own + pageFactor(page.size) * (1 + items);
}

function requestedSelection(selection: PricedSelection): number {
  return Math.max(0, ...selection.map((fields) => sum(fields.map(requestedPoints))));
}

function actualPoints({ own, page, selection }: PricedField, value: unknown): number {
  if (value === null || value === undefined) return own === 10 ? own : 0;
  if (!page) return own + dearest(asList(value), selection);
  const counts = page.items.map(({ path }) => itemsAt(value, path).length);
  const size = counts.length === 0 ? page.size : Math.max(...counts);
  const items = sum(page.items.map((each) => average(itemsAt(value, each.path), each.selection)));
  return own + pageFactor(size) * (1 + items);
}

/** Several objects without paging cost as one: the dearest of them. */
function dearest(values: readonly unknown[], selection: PricedSelection): number {
  return Math.max(0, ...values.map((value) => actualSelection(value, selection)));
}

function average(values: readonly unknown[], selection: PricedSelection): number {
  if (values.length === 0) return 0;
  return Math.ceil(sum(values.map((value) => actualSelection(value, selection))) / values.length);
}

function actualSelection(value: unknown, selection: PricedSelection): number {
  if (value === null || value === undefined) return 0;
  let most = 0;
  for (const fields of selection) {
    let points = 0;
    for (const field of fields) points += actualPoints(field, valueAt(value, field.responseKey));
    most = Math.max(most, points);
  }
  return most;
}

function itemsAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [key = '', ...rest] = path;
  const list = asList(valueAt(value, key));
  return rest.length === 0 ? list : list.flatMap((each) => itemsAt(each, rest));
}

function asList(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
