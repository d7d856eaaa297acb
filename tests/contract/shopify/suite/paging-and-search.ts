/** Lists: pages and their cursors, orders, what a search finds and when. */
import { anyText, listOf, listWith, not } from '../../shape.ts';
import type { ContractCase, Request, Step, Subject } from './case.ts';
import { aCompany, aCompanyWithContact } from './company-steps.ts';
import { aCustomer } from './steps.ts';

/** Search indexes of real stores lag: seconds until they must know what was written. */
const indexTime = 120;

const tag = 'contract-{{run}}-{{case}}';

/** Three customers with the tag of the run, saved as `first`, `second` and `third`. */
const three: readonly Step[] = ['first', 'second', 'third'].map((name, index) =>
  aCustomer(
    {
      firstName: `Contract {{run}} {{case}} ${name}`,
      tags: [tag],
      ...(index === 0 ? { email: '{{email}}' } : {}),
    },
    name,
  ),
);

function page(args: string, more = ''): Request {
  return {
    document: `{ customers(${args}, query: "tag:${tag}") { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${more} } }`,
  };
}

/** All three, found by the search index: what a page is made from. */
const found: Step = {
  request: page('first: 10'),
  within: indexTime,
  answer: { data: { customers: { nodes: [{}, {}, {}] } } },
};
const ids = (...names: readonly string[]): unknown => names.map((name) => ({ id: `{{${name}}}` }));

const paged: readonly ContractCase[] = [
  {
    name: 'a page says that there is more and where to go on',
    basis: '6 [DOC]',
    given: [...three, found],
    request: page('first: 2, sortKey: ID'),
    answer: {
      data: {
        customers: {
          nodes: ids('first', 'second'),
          pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: anyText },
        },
      },
    },
  },
  {
    name: 'the next page begins after the cursor and is the last',
    basis: '6 [DOC]',
    given: [
      ...three,
      found,
      { request: page('first: 2, sortKey: ID'), save: { cursor: 'customers.pageInfo.endCursor' } },
    ],
    request: page('first: 2, sortKey: ID, after: "{{cursor}}"'),
    answer: {
      data: {
        customers: {
          nodes: ids('third'),
          pageInfo: { hasNextPage: false, hasPreviousPage: true },
        },
      },
    },
  },
  {
    name: 'a list can be read in reverse',
    basis: '6 [DOC]',
    given: [...three, found],
    request: page('first: 10, sortKey: ID, reverse: true'),
    answer: { data: { customers: { nodes: ids('third', 'second', 'first') } } },
  },
  {
    name: 'a page can be read from its end',
    basis: '6 [DOC]',
    given: [...three, found],
    request: page('last: 2, sortKey: ID'),
    answer: {
      data: { customers: { nodes: ids('second', 'third'), pageInfo: { hasPreviousPage: true } } },
    },
  },
  {
    name: 'edges hold the same records as nodes',
    basis: '6 [DOC]',
    given: [...three, found],
    request: page('first: 2, sortKey: ID', 'edges { node { id } cursor }'),
    answer: {
      data: {
        customers: {
          edges: [
            { node: { id: '{{first}}' }, cursor: anyText },
            { node: { id: '{{second}}' }, cursor: anyText },
          ],
        },
      },
    },
  },
  {
    name: 'a cursor that is none is refused',
    basis: '6 [REC], wording [VERIFY]',
    isOpen: true,
    request: { document: '{ customers(first: 1, after: "nonsense") { nodes { id } } }' },
    answer: { error: { message: /cursor/i, extensions: {} } },
  },
  {
    name: 'a nested list is cut at its own size and can be followed to its end',
    basis: '6.2 [DOC]',
    given: [
      aCustomer({
        email: '{{email}}',
        addresses: [1, 2, 3].map((number) => ({ address1: `${number} High St`, countryCode: 'AU' })),
      }),
      {
        request: {
          document:
            'query Q($id: ID!) { customer(id: $id) { addressesV2(first: 2) { nodes { address1 } pageInfo { hasNextPage endCursor } } } }',
          variables: { id: '{{customer}}' },
        },
        answer: { data: { customer: { addressesV2: { nodes: [{}, {}], pageInfo: { hasNextPage: true } } } } },
        save: { cursor: 'customer.addressesV2.pageInfo.endCursor' },
      },
    ],
    request: {
      document:
        'query Q($id: ID!, $after: String) { customer(id: $id) { addressesV2(first: 2, after: $after) { nodes { address1 } pageInfo { hasNextPage } } } }',
      variables: { id: '{{customer}}', after: '{{cursor}}' },
    },
    answer: {
      data: {
        customer: { addressesV2: { nodes: [{ address1: '3 High St' }], pageInfo: { hasNextPage: false } } },
      },
    },
  },
  {
    name: 'a key set by id goes on where the last id was',
    basis: '6 [DOC]',
    given: [
      ...three,
      found,
      {
        request: {
          document: 'query Q($id: ID!) { customer(id: $id) { legacyResourceId } }',
          variables: { id: '{{first}}' },
        },
        save: { number: 'customer.legacyResourceId' },
      },
    ],
    request: {
      document: `{ customers(first: 10, sortKey: ID, query: "id:>{{number}} tag:${tag}") { nodes { id } } }`,
    },
    answer: { data: { customers: { nodes: ids('second', 'third') } } },
  },
  {
    name: 'paging stops at 25,000 records',
    basis: '6 [DOC], wording 13.9 [VERIFY]',
    needs: ['simulator'],
    given: [
      { request: { control: 'GET /snapshot' }, save: { snapshot: '' } },
      {
        request: {
          control: 'POST /edits',
          body: Array.from({ length: 25_001 }, (_, index) => ({
            edit: 'addCustomer',
            arguments: [{ lastName: `Contract ${index}` }],
          })),
        },
      },
      {
        request: { document: '{ customers(last: 2, sortKey: ID) { pageInfo { startCursor } } }' },
        save: { cursor: 'customers.pageInfo.startCursor' },
      },
    ],
    request: {
      document: '{ customers(first: 2, sortKey: ID, after: "{{cursor}}") { nodes { id } } }',
    },
    answer: { error: { message: /25000 objects/, extensions: { code: 'BAD_REQUEST' } } },
    cleanup: [{ request: { control: 'POST /snapshot', body: '{{snapshot}}' } }],
  },
];

function searched(
  name: string,
  given: readonly Step[],
  query: string,
  nodes: unknown,
  more: Partial<ContractCase> = {},
): ContractCase {
  return {
    name,
    basis: '2.3 [DOC]',
    given,
    request: {
      document:
        'query Q($query: String!) { customers(first: 10, sortKey: ID, query: $query) { nodes { id } } }',
      variables: { query },
    },
    within: indexTime,
    answer: { data: { customers: { nodes } } },
    ...more,
  };
}

const jo = [
  aCustomer({ firstName: 'Jo', email: 'jo@contract-{{run}}-{{case}}.example.com', tags: [tag] }, 'jo'),
  aCustomer(
    { firstName: 'Jo', lastName: 'Smith', email: 'jo.smith@contract-{{run}}-{{case}}.example.com' },
    'smith',
  ),
];
const stamp: Step = {
  request: {
    document: 'query Q($id: ID!) { customer(id: $id) { updatedAt } }',
    variables: { id: '{{jo}}' },
  },
  save: { stamp: 'customer.updatedAt' },
};

const searches: readonly ContractCase[] = [
  searched(
    'a search for a bare e-mail address finds others with the same words',
    jo,
    'email:jo@contract-{{run}}-{{case}}.example.com',
    ids('jo', 'smith'),
    { basis: '2.3 [3P]' },
  ),
  searched(
    'a search for a quoted e-mail address finds that one',
    jo,
    'email:"jo@contract-{{run}}-{{case}}.example.com"',
    ids('jo'),
  ),
  searched('a search by tag finds whole tags', jo, `tag:${tag}`, ids('jo')),
  searched(
    'a search without a tag finds the others',
    jo,
    `email:*@contract-{{run}}-{{case}}* tag_not:${tag}`,
    ids('smith'),
    {
      needs: ['simulator'],
      basis: '2.3 [DOC], prefix search inside an address [VERIFY]',
    },
  ),
  searched(
    'a search by the time of change finds what is not older',
    [...jo, stamp],
    `updated_at:>='{{stamp}}' tag:${tag}`,
    ids('jo'),
  ),
  searched(
    'a search by the time of change does not find what is older',
    [...jo, stamp],
    `updated_at:<'{{stamp}}' tag:${tag}`,
    [],
  ),
  {
    name: 'a search field that nobody knows is ignored, with a warning',
    basis: '2.3 [DOC]',
    request: { document: '{ customers(first: 1, query: "shoe_size:44") { nodes { id } } }' },
    answer: {
      extensions: {
        search: [
          {
            path: ['customers'],
            query: 'shoe_size:44',
            warnings: [{ field: 'shoe_size', message: anyText }],
          },
        ],
      },
    },
  },
  {
    name: 'a count says whether it is exact',
    basis: '2.3 [DOC]',
    given: three,
    request: { document: '{ customersCount(limit: 1) { count precision } }' },
    answer: { data: { customersCount: { count: 1, precision: 'AT_LEAST' } } },
  },
  {
    name: 'a count without a limit is exact',
    basis: '2.3 [DOC]',
    request: { document: '{ customersCount(limit: null) { precision } }' },
    answer: { data: { customersCount: { precision: 'EXACT' } } },
  },
  {
    name: 'a search lags behind a change, a look-up by identifier does not',
    basis: '2.3 [REC]',
    needs: ['simulator'],
    given: [
      { request: { control: 'POST /switches', body: { searchLagMilliseconds: 60_000 } } },
      aCustomer({ email: '{{email}}', tags: [tag] }),
    ],
    request: {
      document: `{ customers(first: 1, query: "tag:${tag}") { nodes { id } } customerByIdentifier(identifier: {emailAddress: "{{email}}"}) { id } }`,
    },
    answer: { data: { customers: { nodes: [] }, customerByIdentifier: { id: '{{customer}}' } } },
  },
  {
    name: 'a search knows a change once its time has come',
    basis: '2.3 [REC]',
    needs: ['simulator'],
    given: [
      { request: { control: 'POST /switches', body: { searchLagMilliseconds: 60_000 } } },
      aCustomer({ email: '{{email}}', tags: [tag] }),
      { request: { control: 'POST /clock', body: { ahead: 61 } } },
    ],
    request: { document: `{ customers(first: 1, query: "tag:${tag}") { nodes { id } } }` },
    answer: { data: { customers: { nodes: ids('customer') } } },
  },
  {
    name: 'nodes answers records of several kinds, and null for what is not there',
    basis: '4.2 [SCHEMA]',
    needs: ['b2b'],
    given: [aCompany(), aCustomer({ email: '{{email}}' })],
    request: {
      document: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      variables: {
        ids: ['{{company}}', '{{location}}', '{{customer}}', 'gid://shopify/Customer/999999999999'],
      },
    },
    answer: {
      data: {
        nodes: [
          { __typename: 'Company', id: '{{company}}' },
          { __typename: 'CompanyLocation', id: '{{location}}' },
          { __typename: 'Customer', id: '{{customer}}' },
          null,
        ],
      },
    },
  },
];

function companySearch(
  what: string,
  root: 'companies' | 'companyLocations',
  query: string,
  expected: unknown,
  given: readonly Step[],
): ContractCase {
  return {
    name: `${root} ${what}`,
    basis: '4.2 [DOC]',
    needs: ['b2b'],
    given,
    request: {
      document: `query Q($query: String!) { ${root}(first: 10, sortKey: ID, query: $query) { nodes { id } } }`,
      variables: { query },
    },
    within: indexTime,
    answer: { data: { [root]: { nodes: expected } } },
  };
}

const companyStamp: Step = {
  request: {
    document: 'query Q($id: ID!) { companyLocation(id: $id) { updatedAt } }',
    variables: { id: '{{location}}' },
  },
  save: { stamp: 'companyLocation.updatedAt' },
};

const named = aCompany({
  company: { externalId: 'C-{{run}}-{{case}}' },
  companyLocation: { name: 'Main', externalId: 'L-{{run}}-{{case}}' },
});

const companySearches: readonly ContractCase[] = [
  companySearch(
    'finds a company by its external id',
    'companies',
    'external_id:"C-{{run}}-{{case}}"',
    ids('company'),
    [named],
  ),
  companySearch(
    'finds a company by its name',
    'companies',
    'name:"Contract {{run}} {{case}}"',
    ids('company'),
    [named],
  ),
  companySearch(
    'finds a location by its external id',
    'companyLocations',
    'external_id:"L-{{run}}-{{case}}"',
    ids('location'),
    [named],
  ),
  companySearch(
    'finds a location by the time of its change',
    'companyLocations',
    `updated_at:>='{{stamp}}'`,
    listWith({ id: '{{location}}' }),
    [named, companyStamp],
  ),
  companySearch(
    'does not find a location that was changed earlier',
    'companyLocations',
    `updated_at:<'{{stamp}}'`,
    not(listWith({ id: '{{location}}' })),
    [named, companyStamp],
  ),
  {
    name: 'a company lists its contacts, a customer the companies it belongs to',
    basis: '4.2 [SCHEMA]',
    needs: ['b2b'],
    given: [aCompanyWithContact()],
    request: {
      document: `query Q($company: ID!, $person: ID!) {
        company(id: $company) { contacts(first: 5, query: "email:\\"{{email}}\\"") { nodes { id } } }
        customer(id: $person) { companyContactProfiles { company { id } roleAssignments(first: 5) { nodes { companyLocation { id } } } } } }`,
      variables: { company: '{{company}}', person: '{{person}}' },
    },
    within: indexTime,
    answer: {
      data: {
        company: { contacts: { nodes: ids('contact') } },
        customer: {
          companyContactProfiles: listOf({
            company: { id: '{{company}}' },
            roleAssignments: { nodes: [{ companyLocation: { id: '{{location}}' } }] },
          }),
        },
      },
    },
  },
];

export const pagingAndSearch: Subject = {
  name: 'paging and search',
  cases: [...paged, ...searches, ...companySearches],
};
