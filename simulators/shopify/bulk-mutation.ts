import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  execute,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { isConnectionType } from './bulk-query.ts';
import type { BulkLine } from './bulk-queue.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { formatError, syntaxError } from './graphql-request.ts';
import type { GraphqlAnswer } from './graphql-request.ts';
import { readProperty } from './read-property.ts';
import { collectFields, readSelections } from './selection.ts';
import type { Selections } from './selection.ts';
import type { ShopContext } from './shop-context.ts';
import { validationRules } from './validation-rules.ts';
import { coerceVariables } from './variables.ts';

/** A mutation that a bulk operation may run for every line of a file. */
export interface BulkMutation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

const maximumBytes = 65_535;

const refuse = (
  path: string | null,
  message: string,
  code: string | null,
): { readonly errors: readonly FieldError[] } => ({ errors: [fieldError(path, message, code)] });

/** Reads the text of a bulk mutation and applies the recorded rules to it; the first one broken is reported. */
export function readBulkMutation(schema: GraphQLSchema, text: string): Checked<BulkMutation> {
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumBytes)
    return refuse(
      'query',
      `is too large (${bytes} bytes; maximum is ${maximumBytes} bytes)`,
      'INVALID_MUTATION',
    );
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return refuse(null, `Failed to parse the mutation - ${syntaxError(error).message}`, 'INVALID_MUTATION');
  }
  const operation = getOperationAST(document);
  if (operation?.operation !== 'mutation')
    return refuse(
      null,
      'Invalid operation type. Only `mutation` operations are supported.',
      'INVALID_MUTATION',
    );
  const root = schema.getMutationType();
  if (!root) throw new Error('The schema has no mutation type.');
  const selections = readSelections(schema, document, {});
  const roots = [...collectFields(selections, root, [operation.selectionSet]).values()].flat();
  const [first] = roots;
  if (!first || roots.length > 1)
    return refuse('mutation', 'You must specify a single top level mutation.', null);
  const field = root.getFields()[first.name.value];
  if (!field || field.name.startsWith('bulkOperation'))
    return refuse('mutation', 'You must use an allowed mutation name.', null);
  const [invalid] = validate(schema, document, validationRules);
  if (invalid) return refuse('mutation', invalid.message, null);
  const sets = first.selectionSet ? [first.selectionSet] : [];
  if (countConnections(selections, getNamedType(field.type), sets) > 1)
    return refuse('mutation', 'Bulk mutations cannot contain more than 1 connection.', null);
  return { value: { schema, document, operation } };
}

function countConnections(
  selections: Selections,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): number {
  if (isAbstractType(type))
    return Math.max(
      0,
      ...selections.schema.getPossibleTypes(type).map((each) => countConnections(selections, each, sets)),
    );
  if (!isObjectType(type)) return 0;
  let count = isConnectionType(type) ? 1 : 0;
  for (const nodes of collectFields(selections, type, sets).values()) {
    const field = type.getFields()[nodes[0]?.name.value ?? ''];
    const inner = nodes.flatMap((each) => each.selectionSet ?? []);
    if (field) count += countConnections(selections, getNamedType(field.type), inner);
  }
  return count;
}

/** Runs the mutation once for each line of the file at `path`, in order. A line that cannot be run is answered like any other. */
export async function* runBulk(
  mutation: BulkMutation,
  path: string,
  context: ShopContext,
): AsyncGenerator<BulkLine> {
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line.trim() !== '') {
      const answer = runLine(mutation, line, context);
      yield { text: JSON.stringify({ ...answer, __lineNumber: lineNumber }), isRoot: true };
    }
    lineNumber++;
  }
}

function runLine(
  { schema, document, operation }: BulkMutation,
  line: string,
  context: ShopContext,
): GraphqlAnswer {
  let inputs: unknown;
  try {
    inputs = JSON.parse(line);
  } catch {
    inputs = undefined;
  }
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs))
    return { errors: [{ message: 'The line is not a JSON object of variables.' }] };
  const variables = coerceVariables(schema, operation, inputs as Readonly<Record<string, unknown>>);
  if ('errors' in variables) return { errors: variables.errors.map(formatError) };
  const result = execute({
    schema,
    document,
    variableValues: variables.values,
    rootValue: {},
    fieldResolver: readProperty,
    contextValue: context,
  }) as ExecutionResult;
  return {
    ...(result.errors ? { errors: result.errors.map(formatError) } : {}),
    data: result.data ?? null,
  };
}
