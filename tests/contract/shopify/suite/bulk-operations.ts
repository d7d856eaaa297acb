/** What queries and mutations in bulk have in common: how many run at once, how they are listed and cancelled. */
import { listWith } from '../../shape.ts';
import {
  begunQuery,
  cancel,
  line,
  mutation,
  operation,
  over,
  ownCustomers,
  runMutation,
  runQuery,
  shortQuery,
  uploaded,
  uploadPath,
} from './bulk-steps.ts';
import type { ContractCase, Request, Step, Subject } from './case.ts';

const recorded = '12.6 [REC]';

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

export const bulkOperations: Subject = { name: 'bulk operations', cases: [...simultaneous, ...listed] };
