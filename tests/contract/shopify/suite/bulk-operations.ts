/** Bulk operations: queries and mutations, their files, their rules. */
import { anyText, listOf, listWith } from '../../shape.ts';
import type { Answer, ContractCase, ExpectedUserError, Request, Step, Subject } from './case.ts';
import { aCustomer, text } from './steps.ts';

const recorded = '12.6 [REC]';
const operationFields = 'id type status errorCode objectCount rootObjectCount fileSize url partialDataUrl';

function runQuery(query: string): Request {
  return {
    document: `mutation M($query: String!) { bulkOperationRunQuery(query: $query) {
      bulkOperation { id status } userErrors { field message code } } }`,
    variables: { query },
  };
}

function runMutation(mutation: string, path: string, clientIdentifier?: string): Request {
  return {
    document: `mutation M($mutation: String!, $path: String!, $clientIdentifier: String) {
      bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $clientIdentifier) {
        bulkOperation { id status } userErrors { field message code } } }`,
    variables: { mutation, path, ...(clientIdentifier === undefined ? {} : { clientIdentifier }) },
  };
}

function cancel(id: string): Request {
  return {
    document: `mutation M($id: ID!) { bulkOperationCancel(id: $id) {
      bulkOperation { id status } userErrors { field message } } }`,
    variables: { id },
  };
}

function operation(id = '{{operation}}'): Request {
  return {
    document: `query Q($id: ID!) { bulkOperation(id: $id) { ${operationFields} } }`,
    variables: { id },
  };
}

/** Waits for the operation's end and saves the address of its result as `url`. */
const finished: Step = {
  request: operation(),
  within: 600,
  answer: { data: { bulkOperation: { status: 'COMPLETED', url: anyText } } },
  save: { url: 'bulkOperation.url' },
};

const begunQuery = (query: string): Step => ({
  request: runQuery(query),
  save: { operation: 'bulkOperationRunQuery.bulkOperation.id' },
});
const begunMutation = (mutation: string, path: string): Step => ({
  request: runMutation(mutation, path),
  save: { operation: 'bulkOperationRunMutation.bulkOperation.id' },
});

/** The same, for an operation that may have found nothing. */
const over: Step = {
  request: operation(),
  within: 600,
  answer: { data: { bulkOperation: { status: 'COMPLETED' } } },
};

/** The result, as the list of its lines. */
const result: Request = { method: 'GET', path: '{{url}}' };
const lines = (body: unknown): Answer => ({ status: 200, body });

/** The customers of this case alone, whatever else the store holds. Found once the search index knows them. */
const ownQuery = 'tag:contract-{{run}}';
const ownCustomers = (selection: string): string =>
  `{ customers(query: "${ownQuery}") { edges { node { ${selection} } } } }`;
const indexed = (count: number): Step => ({
  request: {
    document: 'query Q($query: String!) { customers(first: 10, query: $query) { nodes { id } } }',
    variables: { query: ownQuery },
  },
  within: 120,
  answer: { data: { customers: { nodes: Array.from({ length: count }, () => ({})) } } },
});

const street = (number: number): object => ({
  address1: `${number} High St`,
  city: 'Sydney',
  provinceCode: 'NSW',
  zip: '2000',
  countryCode: 'AU',
});
const tagged = { tags: ['contract-{{run}}'] };
const two: readonly Step[] = [
  aCustomer({ ...tagged, firstName: 'Ana', email: '{{email}}', addresses: [street(1), street(2)] }, 'ana'),
  aCustomer({ ...tagged, firstName: 'Ben', email: '{{email2}}' }, 'ben'),
  indexed(2),
];

const queries: readonly ContractCase[] = [
  {
    name: 'bulkOperationRunQuery begins an operation that is not done at once',
    basis: '7 [REC]',
    request: runQuery(ownCustomers('id')),
    answer: { userErrors: [], payload: { bulkOperation: { status: 'CREATED' } } },
    save: { operation: 'bulkOperationRunQuery.bulkOperation.id' },
    effect: {
      document: 'query Q($id: ID!) { bulkOperation(id: $id) { status } }',
      variables: { id: '{{operation}}' },
      data: { bulkOperation: { status: 'COMPLETED' } },
      within: 600,
    },
  },
  {
    name: 'a bulk query writes children after their parent, with its id',
    basis: '7 [DOC]',
    given: [
      ...two,
      begunQuery(ownCustomers('id first: firstName addressesV2 { edges { node { id address1 } } }')),
      finished,
    ],
    request: result,
    answer: lines(
      listOf(
        { id: '{{ana}}', first: 'Ana' },
        { id: '{{ben}}', first: 'Ben' },
        { address1: '1 High St', __parentId: '{{ana}}' },
        { address1: '2 High St', __parentId: '{{ana}}' },
      ),
    ),
  },
  {
    name: 'a bulk query says how much it read',
    basis: '7 [DOC]',
    given: [...two, begunQuery(ownCustomers('id addressesV2 { edges { node { id } } }'))],
    request: operation(),
    within: 600,
    answer: {
      data: {
        bulkOperation: {
          ...{ type: 'QUERY', status: 'COMPLETED', errorCode: null, partialDataUrl: null },
          ...{ objectCount: '4', rootObjectCount: '2', fileSize: /^\d+$/, url: /^https?:/ },
        },
      },
    },
  },
  {
    name: 'a bulk query that finds nothing has no file',
    basis: '7 [DOC]',
    given: [begunQuery('{ customers(query: "tag:nobody-{{run}}") { edges { node { id } } } }')],
    request: operation(),
    within: 600,
    answer: { data: { bulkOperation: { status: 'COMPLETED', objectCount: '0', url: null } } },
  },
  {
    name: 'the result of a bulk query can be fetched for seven days',
    basis: '7 [DOC]',
    needs: ['simulator'],
    given: [
      ...two,
      begunQuery(ownCustomers('id')),
      finished,
      { request: { control: 'POST /clock', body: { ahead: 6.9 * 86_400 } } },
      { request: result },
      { request: { control: 'POST /clock', body: { ahead: 7.1 * 86_400 } } },
    ],
    request: result,
    answer: { status: 400, body: /ExpiredToken/ },
    effect: {
      document: `query Q($id: ID!) { bulkOperation(id: $id) { status url } }`,
      variables: { id: '{{operation}}' },
      data: { bulkOperation: { status: 'EXPIRED', url: null } },
    },
  },
  {
    name: 'a bulk query that fails half-way leaves what it read',
    basis: '7 [DOC]',
    needs: ['simulator'],
    given: [
      ...two,
      { request: { control: 'POST /faults', body: { kind: 'bulkFailure', lines: 1 } } },
      begunQuery(ownCustomers('id')),
      {
        request: operation(),
        within: 60,
        answer: { data: { bulkOperation: { status: 'FAILED', url: null } } },
        save: { url: 'bulkOperation.partialDataUrl' },
      },
    ],
    request: result,
    answer: lines([{}]),
  },
];

function refusedQuery(what: string, query: string, message: string): ContractCase {
  return {
    name: `bulkOperationRunQuery refuses ${what}`,
    basis: recorded,
    request: runQuery(query),
    answer: { userErrors: [['query', message, 'INVALID']], payload: { bulkOperation: null } },
  };
}

const sixConnections = Array.from(
  { length: 6 },
  (_, index) => `a${index}: customers { edges { node { id } } }`,
).join(' ');
const shortQuery = '{ customers { edges { node { id } } } }';

const refusedQueries: readonly ContractCase[] = [
  refusedQuery(
    'a text that ends too early',
    '{ customers',
    'Invalid bulk query: syntax error, unexpected end of file',
  ),
  refusedQuery(
    'a mutation',
    'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: []) { userErrors { message } } }',
    'Invalid operation type. Only `query` operations are supported.',
  ),
  refusedQuery(
    'node at the top',
    '{ node(id: "gid://shopify/Customer/1") { id } }',
    'Bulk queries cannot contain a top level `node` field.',
  ),
  refusedQuery(
    'a query without a list',
    '{ shop { name } }',
    'Bulk queries must contain at least one connection.',
  ),
  refusedQuery(
    'more than five lists',
    `{ ${sixConnections} }`,
    'Bulk queries cannot contain more than 5 connections.',
  ),
  refusedQuery(
    'lists three deep',
    '{ companies { edges { node { id contacts { edges { node { id roleAssignments { edges { node { id } } } } } } } } } }',
    'Bulk queries cannot contain connections with a nesting depth greater than 2.',
  ),
  refusedQuery(
    'nodes instead of edges',
    '{ customers { nodes { id } } }',
    "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'customers { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'customers'.",
  ),
  refusedQuery(
    'a list with paging inside one without',
    '{ customers { edges { node { id companyContactProfiles { id roleAssignments { edges { node { id } } } } } } } }',
    'Queries that contain a connection field within a list field are not currently supported.',
  ),
  refusedQuery(
    'a parent without its id',
    '{ customers { edges { node { key: id addressesV2 { edges { node { id } } } } } } }',
    "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': customers.",
  ),
  refusedQuery(
    'a text of more than 65,535 bytes',
    shortQuery.padEnd(65_536),
    'Query is too large (65536 bytes; maximum is 65535 bytes)',
  ),
];

const staged: Step = {
  request: {
    document: `mutation M($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
      stagedTargets { url parameters { name value } } userErrors { field message } } }`,
    variables: {
      input: [
        {
          ...{ filename: 'variables.jsonl', mimeType: 'text/jsonl' },
          ...{ resource: 'BULK_MUTATION_VARIABLES', httpMethod: 'POST' },
        },
      ],
    },
  },
  save: {
    target: 'stagedUploadsCreate.stagedTargets.0',
    path: 'stagedUploadsCreate.stagedTargets.0.parameters.name=key.value',
  },
};
const uploadPath = '{{path}}';

/** A file of these lines, ready for a bulk mutation. */
function uploaded(...contents: readonly string[]): readonly Step[] {
  return [staged, { request: { upload: '{{target}}', content: contents.join('\n') } }];
}

const mutation = `mutation call($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id firstName } userErrors { field message } } }`;
const line = (input: object): string => JSON.stringify({ input });

const mutations: readonly ContractCase[] = [
  {
    name: 'a bulk mutation answers every line by its number, refused ones too',
    basis: '7 [DOC]',
    given: [
      ...uploaded(
        line({ firstName: 'Ana', email: '{{email}}' }),
        line({ firstName: 'Ben', email: '{{email}}' }),
        line({ firstName: 'Cem', email: '{{email2}}' }),
      ),
      begunMutation(mutation, uploadPath),
      finished,
    ],
    request: result,
    answer: lines(
      listOf(
        { __lineNumber: 0, data: { customerCreate: { customer: { firstName: 'Ana' }, userErrors: [] } } },
        {
          __lineNumber: 1,
          data: {
            customerCreate: { customer: null, userErrors: [{ message: 'Email has already been taken' }] },
          },
        },
        { __lineNumber: 2, data: { customerCreate: { customer: { firstName: 'Cem' }, userErrors: [] } } },
      ),
    ),
  },
  {
    name: 'a bulk mutation goes on after a line with a field nobody knows',
    basis: '7 [DOC]',
    given: [
      ...uploaded(line({ shoeSize: 44 }), line({ firstName: 'Ana', email: '{{email}}' })),
      begunMutation(mutation, uploadPath),
      finished,
    ],
    request: result,
    answer: lines(
      listWith(
        { __lineNumber: 0, errors: listWith({ message: /shoeSize/ }) },
        { __lineNumber: 1, data: { customerCreate: { customer: { firstName: 'Ana' } } } },
      ),
    ),
  },
];

function refusedMutation(what: string, request: Request, ...error: ExpectedUserError): ContractCase {
  return {
    name: `bulkOperationRunMutation refuses ${what}`,
    basis: recorded,
    request,
    answer: { userErrors: [error], payload: { bulkOperation: null } },
  };
}

const noFile = 'tmp/contract/{{run}}';
const deletion = 'customerDelete(input: {id: "gid://shopify/Customer/1"})';

const refusedMutations: readonly ContractCase[] = [
  ...['mutation { foo(', 'mutation { customer('].map((document) =>
    refusedMutation(
      `a text that ends after ${document.length} characters`,
      runMutation(document, noFile),
      null,
      `Failed to parse the mutation - syntax error, unexpected end of file at [1, ${document.length + 1}]`,
      'INVALID_MUTATION',
    ),
  ),
  refusedMutation(
    'a query',
    runMutation(shortQuery, noFile),
    null,
    'Invalid operation type. Only `mutation` operations are supported.',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'two mutations',
    runMutation(`mutation { a: ${deletion} { shop { id } } b: ${deletion} { shop { id } } }`, noFile),
    'mutation',
    'You must specify a single top level mutation.',
    null,
  ),
  refusedMutation(
    'a mutation that may not be run in bulk',
    runMutation(
      'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }',
      noFile,
    ),
    'mutation',
    'You must use an allowed mutation name.',
    null,
  ),
  refusedMutation(
    'two lists in the answer',
    runMutation(
      `mutation { ${deletion} { shop { a: customers(first: 1) { nodes { id } } b: customers(first: 1) { nodes { id } } } } }`,
      noFile,
    ),
    'mutation',
    'Bulk mutations cannot contain more than 1 connection.',
    null,
  ),
  refusedMutation(
    'a text of more than 65,535 bytes',
    runMutation(mutation.padEnd(65_536), noFile),
    'query',
    'is too large (65536 bytes; maximum is 65535 bytes)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a client identifier of 5 characters',
    runMutation(mutation, noFile, 'short'),
    'clientIdentifier',
    'is too short (minimum is 10 characters)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a client identifier of 256 characters',
    runMutation(mutation, noFile, text(256)),
    'clientIdentifier',
    'is too long (maximum is 255 characters)',
    'INVALID_MUTATION',
  ),
  refusedMutation(
    'a file that was never uploaded',
    runMutation(mutation, noFile),
    null,
    "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.",
    'NO_SUCH_FILE',
  ),
  {
    ...refusedMutation(
      'an empty file',
      runMutation(mutation, uploadPath),
      null,
      'The input file is empty.',
      'INVALID_STAGED_UPLOAD_FILE',
    ),
    given: uploaded(''),
  },
  {
    ...refusedMutation(
      'a file of more than 100 MB',
      runMutation(mutation, uploadPath),
      null,
      'The input file size exceeds the maximum allowed size of 100 MB.',
      'INVALID_STAGED_UPLOAD_FILE',
    ),
    isSlow: true,
    given: uploaded(text(100 * 1024 * 1024 + 1)),
  },
];

const five = [1, 2, 3, 4, 5];

/** Five operations at once, which only a slowed simulator lets stand still. */
function fiveAtOnce(kind: 'Query' | 'Mutation', request: Request): Partial<ContractCase> {
  return {
    needs: ['simulator'],
    given: [
      { request: { control: 'POST /switches', body: { bulkTickMilliseconds: 3_600_000 } } },
      ...(kind === 'Mutation' ? uploaded(line({ firstName: 'Ana', email: '{{email}}' })) : []),
      ...five.map((number): Step => ({
        request,
        save: { [`operation${number}`]: `bulkOperationRun${kind}.bulkOperation.id` },
      })),
    ],
    cleanup: five.flatMap((number) => [
      { request: cancel(`{{operation${number}}}`) },
      {
        request: operation(`{{operation${number}}}`),
        within: 10,
        answer: { data: { bulkOperation: { status: 'CANCELED' } } },
      },
    ]),
  };
}

const simultaneous: readonly ContractCase[] = (
  [
    ['Query', runQuery(shortQuery)],
    ['Mutation', runMutation(mutation, uploadPath)],
  ] as const
).map(([kind, request]): ContractCase => ({
  name: `bulkOperationRun${kind} refuses a sixth operation at once`,
  basis: recorded,
  request,
  answer: {
    userErrors: [
      [
        null,
        `A bulk ${kind.toLowerCase()} operation for this app and shop is already in progress: ${five.map((number) => `{{operation${number}}}`).join(', ')}.`,
        'OPERATION_IN_PROGRESS',
      ],
    ],
    payload: { bulkOperation: null },
  },
  ...fiveAtOnce(kind, request),
}));

const listed: readonly ContractCase[] = [
  {
    name: 'bulkOperationCancel refuses an operation that is over',
    basis: recorded,
    given: [begunQuery(ownCustomers('id')), over],
    request: cancel('{{operation}}'),
    answer: { userErrors: [[null, 'A bulk operation cannot be canceled when it is completed']] },
  },
  {
    name: 'bulkOperationCancel refuses an operation that does not exist',
    basis: recorded,
    request: cancel('gid://shopify/BulkOperation/1'),
    answer: { userErrors: [['id', 'Bulk operation does not exist']] },
  },
  {
    name: 'bulkOperation fails for the id of something else',
    basis: '12.7 [REC]',
    request: operation('gid://shopify/Product/1'),
    answer: {
      error: {
        message: 'Invalid id: gid://shopify/Product/1',
        extensions: { code: 'RESOURCE_NOT_FOUND' },
      },
    },
  },
  {
    name: 'bulkOperations finds operations by type and status',
    basis: '7 [SCHEMA]',
    given: [begunQuery(ownCustomers('id')), over],
    request: {
      document:
        '{ bulkOperations(first: 50, reverse: true, query: "status:completed operation_type:query") { nodes { id type status } } }',
    },
    answer: {
      data: {
        bulkOperations: { nodes: listWith({ id: '{{operation}}', type: 'QUERY', status: 'COMPLETED' }) },
      },
    },
  },
  ...(
    [
      [
        'a time that is none',
        'first: 1, query: "created_at:>yesterday"',
        'Invalid timestamp for query filter `created_at`.',
      ],
      ['a page without a size', '', 'you must provide one of first or last'],
      ['a page from both ends', 'first: 1, last: 1', 'providing both first and last is not supported'],
    ] as const
  ).map(([what, args, message]): ContractCase => ({
    name: `bulkOperations fails for ${what}`,
    basis: '12.7 [REC]',
    request: { document: `{ bulkOperations${args === '' ? '' : `(${args})`} { nodes { id } } }` },
    answer: { error: { message, extensions: { code: 'BAD_REQUEST' } } },
  })),
];

export const bulkOperations: Subject = {
  name: 'bulk operations',
  cases: [...queries, ...refusedQueries, ...mutations, ...refusedMutations, ...simultaneous, ...listed],
};
