/** Bulk queries: what they write, and what they may not be. */
import { listOf } from '../../shape.ts';
import {
  begunQuery,
  finished,
  lines,
  operation,
  ownCustomers,
  ownQuery,
  result,
  runQuery,
  shortQuery,
} from './bulk-steps.ts';
import type { ContractCase, Step, Subject } from './case.ts';
import { aCustomer } from './steps.ts';

const recorded = '12.6 [REC]';

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
const tagged = { tags: ['contract-{{run}}-{{case}}'] };
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
          type: 'QUERY',
          status: 'COMPLETED',
          errorCode: null,
          partialDataUrl: null,
          objectCount: '4',
          rootObjectCount: '2',
          fileSize: /^\d+$/,
          url: /^https?:/,
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

export const bulkQueries: Subject = { name: 'bulk queries', cases: [...queries, ...refusedQueries] };
