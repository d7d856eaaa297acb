import {
  coerceInputValue,
  getNullableType,
  GraphQLError,
  GraphQLID,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  print,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import type {
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { parseGid } from './gid.ts';

interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
  /** Only with what the type itself refuses. */
  readonly message?: string;
}

type CoercedVariables =
  { readonly values: Readonly<Record<string, unknown>> } | { readonly errors: readonly GraphQLError[] };

/** The variables in the types the operation declares, or Shopify's INVALID_VARIABLE for each that does not fit. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): CoercedVariables {
  const values: Record<string, unknown> = {};
  const errors: GraphQLError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    if (!(name in inputs)) {
      if (definition.defaultValue) values[name] = valueFromAST(definition.defaultValue, type);
      else if (isNonNullType(type)) errors.push(invalidVariable(definition, null, [missing]));
      continue;
    }
    const problems: Problem[] = [];
    values[name] = coerceInputValue(inputs[name], type, (path, value, error) => {
      problems.push(explain(schema, path, value, error.message));
    });
    if (problems.length === 0) problems.push(...malformedIds(type, values[name], []));
    if (problems.length > 0) errors.push(invalidVariable(definition, inputs[name], problems));
  }
  return errors.length > 0 ? { errors } : { values };
}

/** Every ID of the API is a global id; graphql-js would let any text through. */
function malformedIds(
  type: GraphQLInputType,
  value: unknown,
  path: readonly (string | number)[],
): readonly Problem[] {
  if (value === null || value === undefined) return [];
  const bare = getNullableType(type);
  if (bare === GraphQLID) {
    // Coercion has made it a text.
    const id = value as string;
    const explanation = `Invalid global id '${id}'`;
    return parseGid(id) ? [] : [{ path, explanation, message: explanation }];
  }
  if (isListType(bare) && Array.isArray(value))
    return value.flatMap((each, index) => malformedIds(bare.ofType, each, [...path, index]));
  if (!isInputObjectType(bare)) return [];
  const given = value as Readonly<Record<string, unknown>>;
  return Object.values(bare.getFields()).flatMap((field) =>
    malformedIds(field.type, given[field.name], [...path, field.name]),
  );
}

const missing: Problem = { path: [], explanation: 'Expected value to not be null' };

function invalidVariable(
  definition: VariableDefinitionNode,
  value: unknown,
  problems: readonly Problem[],
): GraphQLError {
  const places = problems.map(({ path, explanation }) =>
    path.length === 0 ? `(${explanation})` : `${path.join('.')} (${explanation})`,
  );
  const isBare = problems.every(({ path }) => path.length === 0);
  const where = isBare ? '' : ` for ${places.join(', ')}`;
  const message = `Variable $${definition.variable.name.value} of type ${print(definition.type)} was provided invalid value${where}`;
  const extensions = { code: 'INVALID_VARIABLE', value: value ?? null, problems };
  return new GraphQLError(message, { nodes: definition, extensions });
}

/** graphql-js's reason in Shopify's words. */
function explain(
  schema: GraphQLSchema,
  path: readonly (string | number)[],
  value: unknown,
  message: string,
): Problem {
  const [, unknownField, unknownIn] = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(message) ?? [];
  if (unknownField !== undefined)
    return { path: [...path, unknownField], explanation: `Field is not defined on ${unknownIn ?? ''}` };
  const [, missingField] = /^Field "(\w+)" of required type/.exec(message) ?? [];
  if (missingField !== undefined) return { path: [...path, missingField], explanation: missing.explanation };
  if (/not to be null/.test(message)) return { path, explanation: missing.explanation };
  const [, oneOf] = /^Exactly one key must be specified for OneOf type "(\w+)"/.exec(message) ?? [];
  if (oneOf !== undefined) {
    const count = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
    return { path, explanation: `'${oneOf}' requires exactly one argument, but ${count} were provided.` };
  }
  const [, enumName] = /"(\w+)" enum/.exec(message) ?? /Enum "(\w+)"/.exec(message) ?? [];
  const named = enumName === undefined ? undefined : schema.getType(enumName);
  if (isEnumType(named)) {
    const names = named.getValues().map(({ name }) => name);
    return { path, explanation: `Expected ${JSON.stringify(value)} to be one of: ${names.join(', ')}` };
  }
  return {
    path,
    explanation: message.startsWith('invalid DateTime')
      ? message
      : `Could not coerce value ${JSON.stringify(value)}`,
  };
}
