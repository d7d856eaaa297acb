import { execute, getOperationAST, GraphQLError, parse, validate } from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLFormattedError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Bucket } from './bucket.ts';
import { maximumQueryCost, priceQuery } from './cost.ts';
import type { Counters } from './counters.ts';
import type { OperationKind } from './faults.ts';
import { inputTooLong, maximumInputSize } from './literal-rules.ts';
import { problem } from './problem.ts';
import { readProperty } from './read-property.ts';
import type { SearchWarning, ShopContext } from './shop-context.ts';
import { validationRules } from './validation-rules.ts';
import { coerceVariables } from './variables.ts';

/** The JSON body of a request. */
export interface GraphqlBody {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** The JSON body of an answer, always sent with HTTP 200. */
export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GraphqlEngine {
  readonly schema: GraphQLSchema;
  readonly bucket: Bucket;
  readonly counters: Counters;
}

/** A request that is syntactically and by the schema in order, or the errors that say why not. */
export type PreparedRequest =
  | { readonly errors: readonly GraphQLError[] }
  | {
      readonly document: DocumentNode;
      readonly operation: OperationDefinitionNode;
      readonly kind: OperationKind;
      readonly variables: Readonly<Record<string, unknown>>;
    };

/** Parsed and validated documents by their text: clients send the same few again and again. */
const cacheSize = 200;

export class DocumentCache {
  readonly #schema: GraphQLSchema;
  readonly #documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  read(query: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#documents.get(query);
    if (known) return known;
    const document = readDocument(this.#schema, query);
    if (this.#documents.size >= cacheSize) this.#documents.clear();
    this.#documents.set(query, document);
    return document;
  }
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return [syntaxError(error)];
  }
  const errors = validate(schema, document, validationRules);
  return errors.length > 0 ? errors : document;
}

/** graphql-js's complaint about a document that cannot be parsed, as Shopify words it. */
export function syntaxError(error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  const [location] = error.locations ?? [];
  const what = error.message.replace(/^Syntax Error: /, '');
  const reason = /Unexpected <EOF>|found <EOF>/.test(what) ? 'unexpected end of file' : what;
  const place = location ? ` at [${location.line}, ${location.column}]` : '';
  return new GraphQLError(`syntax error, ${reason}${place}`, {
    nodes: null,
    source: error.source,
    positions: error.positions,
    extensions: { code: 'PARSE_ERROR' },
  });
}

/** Parses, validates, chooses the operation and coerces its variables. Nothing is charged for a request that fails here. */
export function prepareRequest(
  schema: GraphQLSchema,
  documents: DocumentCache,
  body: GraphqlBody,
): PreparedRequest {
  const document = documents.read(body.query);
  if (!('kind' in document)) return { errors: document };
  const operation = getOperationAST(document, body.operationName);
  if (!operation) {
    const message = body.operationName
      ? `No operation named "${body.operationName}"`
      : 'An operation name is required';
    return { errors: [new GraphQLError(message)] };
  }
  if (operation.operation === 'subscription')
    return { errors: [problem('Subscriptions are not served.', 'BAD_REQUEST')] };
  const coerced = coerceVariables(schema, operation, body.variables ?? {});
  if ('errors' in coerced) return coerced;
  const longest = longestList(coerced.values);
  if (longest > maximumInputSize)
    return { errors: [problem(inputTooLong(longest), 'MAX_INPUT_SIZE_EXCEEDED')] };
  return { document, operation, kind: operation.operation, variables: coerced.values };
}

function longestList(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Math.max(own, ...Object.values(value).map(longestList));
}

/**
 * Carries a prepared request out: price, bucket, execution, refund. `context` lacks what only lives for this request. With
 * `explainsCost`, as the header Shopify-GraphQL-Cost-Debug asks, the answer says what each field was counted for.
 */
export function runRequest(
  engine: GraphqlEngine,
  request: Exclude<PreparedRequest, { readonly errors: unknown }>,
  context: Omit<ShopContext, 'countMutation' | 'warnSearch'>,
  { explainsCost = false }: { readonly explainsCost?: boolean } = {},
): GraphqlAnswer {
  const { schema, bucket, counters } = engine;
  const { document, operation, kind, variables } = request;
  const price = priceQuery(schema, document, operation, variables);
  if (price.requested > maximumQueryCost) return tooDear(engine, price.requested);
  if (context.faults.take(kind, ['throttled']) || !bucket.take(price.requested))
    return throttle(engine, price.requested);

  const warnings: SearchWarning[] = [];
  if (kind === 'query') counters.add('queries');
  const result = execute({
    schema,
    document,
    variableValues: variables,
    operationName: operation.name?.value,
    rootValue: {},
    fieldResolver: readProperty,
    contextValue: {
      ...context,
      countMutation: (rootField) => counters.addMutation(rootField),
      warnSearch: (warning) => void warnings.push(warning),
    } satisfies ShopContext,
  }) as ExecutionResult;

  const actual = price.actual(result.data);
  bucket.refund(price.requested - actual);
  counters.add('points', actual);
  return {
    data: result.data ?? null,
    ...(result.errors ? { errors: result.errors.map(formatError) } : {}),
    extensions: {
      cost: {
        requestedQueryCost: price.requested,
        actualQueryCost: actual,
        throttleStatus: bucket.status(),
        ...(explainsCost ? { fields: price.fields() } : {}),
      },
      ...(warnings.length > 0 ? { search: warnings } : {}),
    },
  };
}

function tooDear({ bucket }: GraphqlEngine, cost: number): GraphqlAnswer {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${maximumQueryCost}).`;
  const extensions = {
    code: 'MAX_COST_EXCEEDED',
    cost,
    maxCost: maximumQueryCost,
    documentation: 'https://shopify.dev/api/usage/rate-limits',
  };
  return {
    errors: [{ message, extensions }],
    extensions: {
      cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus: bucket.status() },
    },
  };
}

function throttle({ bucket, counters }: GraphqlEngine, cost: number): GraphqlAnswer {
  counters.add('throttled');
  const status = bucket.status();
  // In a storm of injected faults the bucket may be full; it is reported as empty, as it would be in a real one.
  const currentlyAvailable = status.currentlyAvailable < cost ? status.currentlyAvailable : 0;
  const extensions = { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' };
  return {
    errors: [{ message: 'Throttled', extensions }],
    extensions: {
      cost: {
        requestedQueryCost: cost,
        actualQueryCost: null,
        throttleStatus: { ...status, currentlyAvailable },
      },
    },
  };
}

/** An error as Shopify sends it. One that no rule threw is a fault of this simulator and says so. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { message, locations, path, extensions } = error.toJSON();
  const thrown = error.originalError;
  const isOwnFault = thrown !== undefined && !(thrown instanceof GraphQLError);
  return {
    message: isOwnFault ? 'Something went wrong' : message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: isOwnFault ? { code: 'INTERNAL_SERVER_ERROR', cause: thrown.stack } : (extensions ?? {}),
  };
}

/** Whether a text holds a mutation, without validating it: enough to know whom a fault concerns. */
export function operationKind(request: PreparedRequest): OperationKind {
  return 'kind' in request ? request.kind : 'query';
}
