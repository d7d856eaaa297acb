import {
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { syntaxError } from './graphql-request.ts';
import { collectFields, readSelections } from './selection.ts';
import type { Selections } from './selection.ts';
import { validationRules } from './validation-rules.ts';

/** A query that a bulk operation may run. */
export interface BulkQuery {
  readonly operation: OperationDefinitionNode;
  readonly selections: Selections;
}

const maximumBytes = 65_535;
const maximumConnections = 5;
const maximumDepth = 2;

/** Whether the type is that of a list with paging. */
export function isConnectionType(type: GraphQLNamedType | undefined): type is GraphQLObjectType {
  return isObjectType(type) && type.name.endsWith('Connection');
}

const refuse = (message: string): { readonly errors: readonly FieldError[] } => ({
  errors: [fieldError('query', message, 'INVALID')],
});

/** Reads the text of a bulk query and applies the recorded rules to it; the first one broken is reported. */
export function readBulkQuery(schema: GraphQLSchema, text: string): Checked<BulkQuery> {
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumBytes)
    return refuse(`Query is too large (${bytes} bytes; maximum is ${maximumBytes} bytes)`);
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return refuse(`Invalid bulk query: ${syntaxError(error).message.replace(/ at \[\d+, \d+\]$/, '')}`);
  }
  const operation = getOperationAST(document);
  if (!operation) return refuse('Invalid bulk query: An operation name is required');
  if (operation.operation !== 'query')
    return refuse('Invalid operation type. Only `query` operations are supported.');
  const [invalid] = validate(schema, document, validationRules);
  if (invalid) return refuse(`Invalid bulk query: ${invalid.message}`);

  const selections = readSelections(schema, document, {});
  const broken = brokenRule(selections, operation);
  return broken === undefined ? { value: { operation, selections } } : refuse(broken);
}

interface Findings {
  connections: number;
  depth: number;
  isTopLevelNode: boolean;
  isInsideList: boolean;
  readonly withoutEdges: string[];
  readonly withoutId: string[];
}

function brokenRule(selections: Selections, operation: OperationDefinitionNode): string | undefined {
  const findings: Findings = {
    connections: 0,
    depth: 0,
    isTopLevelNode: false,
    isInsideList: false,
    withoutEdges: [],
    withoutId: [],
  };
  const root = selections.schema.getQueryType();
  if (!root) throw new Error('The schema has no query type.');
  inspect({ selections, findings }, root, [operation.selectionSet], { depth: 0, isInsideList: false });
  const names = collectFields(selections, root, [operation.selectionSet]).values();
  findings.isTopLevelNode = [...names].some(([field]) => field?.name.value === 'node');

  if (findings.isTopLevelNode) return 'Bulk queries cannot contain a top level `node` field.';
  if (findings.connections === 0) return 'Bulk queries must contain at least one connection.';
  if (findings.connections > maximumConnections)
    return `Bulk queries cannot contain more than ${maximumConnections} connections.`;
  if (findings.depth > maximumDepth)
    return `Bulk queries cannot contain connections with a nesting depth greater than ${maximumDepth}.`;
  if (findings.withoutEdges.length > 0) {
    const [first = ''] = findings.withoutEdges;
    const quoted = findings.withoutEdges.map((name) => `'${name}'`).join(', ');
    return `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${first} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: ${quoted}.`;
  }
  if (findings.isInsideList)
    return 'Queries that contain a connection field within a list field are not currently supported.';
  if (findings.withoutId.length > 0)
    return `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${findings.withoutId.join(', ')}.`;
  return undefined;
}

interface Inspection {
  readonly selections: Selections;
  readonly findings: Findings;
}

interface Place {
  /** Connections around the place. */
  readonly depth: number;
  readonly isInsideList: boolean;
}

/** Notes every connection below the selection; answers whether there is one. */
function inspect(
  inspection: Inspection,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  place: Place,
): boolean {
  const { selections, findings } = inspection;
  if (isAbstractType(type))
    return selections.schema
      .getPossibleTypes(type)
      .map((possible) => inspect(inspection, possible, sets, place))
      .some(Boolean);
  if (!isObjectType(type)) return false;

  let hasConnection = false;
  for (const nodes of collectFields(selections, type, sets).values()) {
    const [node] = nodes;
    const field = node && type.getFields()[node.name.value];
    if (!field) continue;
    const inner = nodes.flatMap((each) => each.selectionSet ?? []);
    const returned = getNamedType(field.type);
    if (!isConnectionType(returned)) {
      const isInsideList = place.isInsideList || isList(field.type);
      if (inspect(inspection, returned, inner, { ...place, isInsideList })) hasConnection = true;
      continue;
    }
    hasConnection = true;
    findings.connections++;
    findings.depth = Math.max(findings.depth, place.depth + 1);
    if (place.isInsideList) findings.isInsideList = true;
    const content = edgeNodeSelection(selections, returned, inner);
    if (!content) {
      findings.withoutEdges.push(field.name);
      continue;
    }
    const isParent = inspect(inspection, content.type, content.sets, {
      depth: place.depth + 1,
      isInsideList: false,
    });
    if (isParent && !selectsId(selections, content)) findings.withoutId.push(field.name);
  }
  return hasConnection;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? getNullableType(type) : type);
}

export interface NodeSelection {
  readonly type: GraphQLNamedType;
  readonly sets: readonly SelectionSetNode[];
}

/** What is selected below `edges { node { … } }`; undefined when the connection is read in another way. */
export function edgeNodeSelection(
  selections: Selections,
  connection: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): NodeSelection | undefined {
  const fieldsOf = (
    type: GraphQLObjectType,
    from: readonly SelectionSetNode[],
    name: string,
  ): readonly SelectionSetNode[] | undefined => {
    const found = [...collectFields(selections, type, from).values()]
      .flat()
      .filter((field) => field.name.value === name);
    return found.length === 0 ? undefined : found.flatMap((field) => field.selectionSet ?? []);
  };
  const edge = getNamedType(connection.getFields()['edges']?.type);
  if (!isObjectType(edge) || fieldsOf(connection, sets, 'nodes')) return undefined;
  const edgeSets = fieldsOf(connection, sets, 'edges');
  const nodeSets = edgeSets && fieldsOf(edge, edgeSets, 'node');
  const node = getNamedType(edge.getFields()['node']?.type);
  return nodeSets && node ? { type: node, sets: nodeSets } : undefined;
}

function selectsId(selections: Selections, { type, sets }: NodeSelection): boolean {
  const types = isAbstractType(type)
    ? selections.schema.getPossibleTypes(type)
    : isObjectType(type)
      ? [type]
      : [];
  return types.every((each) => collectFields(selections, each, sets).get('id')?.[0]?.name.value === 'id');
}
