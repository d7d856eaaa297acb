/** What a request costs, the bucket it is paid from, and the sizes that are too much. */
import { anyNumber, between, listWith } from '../../shape.ts';
import type { ContractCase, Step, Subject, Variables } from './case.ts';
import { customerCreate, customerUpdate } from './documents.ts';
import { aCustomer, nobodyHas, unknownId } from './steps.ts';

const formula = '6.1 [REC]';

function costs(
  what: string,
  requestedQueryCost: number,
  document: string,
  variables: Variables = {},
): ContractCase {
  return {
    name: `${what} costs ${requestedQueryCost}`,
    basis: formula,
    request: { document, variables },
    answer: { extensions: { cost: { requestedQueryCost } } },
  };
}

const contact = 'defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }';
const ends = 'pageInfo { hasNextPage endCursor }';
const link = 'erp: metafield(namespace: "$app", key: "erp_id") { value }';
const wholeCustomer = (
  addresses: number,
): string => `id legacyResourceId firstName lastName displayName ${contact}
  defaultAddress { id } companyContactProfiles { id company { id } } ${link} addressesV2(first: ${addresses}) { nodes { id } ${ends} }`;
const wholeLocation = `id name billingAddress { id } shippingAddress { id } taxSettings { taxExempt }
  buyerExperienceConfiguration { checkoutToDraft paymentTermsTemplate { id } }`;
const wholeCompany = `id name contactsCount { count } locationsCount { count } mainContact { id customer { id } } ${link}
  contactRoles(first: 10) { nodes { id } } contacts(first: 10) { nodes { id title customer { id ${contact} } } ${ends} }
  locations(first: 10) { nodes { ${wholeLocation} } ${ends} }`;

/** Points of `customers(first: n)` with nothing but scalars: 2, and what the table says for the page size. */
const pages: readonly ContractCase[] = (
  [
    [1, 3],
    [2, 3],
    [5, 5],
    [10, 6],
    [20, 7],
    [25, 8],
    [50, 9],
    [100, 11],
    [200, 12],
    [250, 13],
  ] as const
).map(([first, cost]) =>
  costs(
    `a page of ${first}`,
    cost,
    `{ customers(first: ${first}) { nodes { id } pageInfo { hasNextPage } } }`,
  ),
);

const customerShapes: readonly ContractCase[] = [
  costs(
    'a page of 250 customers with names, e-mail and phone',
    35,
    `{ customers(first: 250) { nodes { id firstName lastName ${contact} } ${ends} } }`,
  ),
  ...(
    [
      [1, 101],
      [5, 123],
      [10, 134],
      [25, 156],
    ] as const
  ).map(([addresses, cost]) =>
    costs(
      `a page of 250 customers in full with ${addresses} addresses each`,
      cost,
      `{ customers(first: 250) { nodes { ${wholeCustomer(addresses)} } ${ends} } }`,
    ),
  ),
  costs('a count at the root', 10, '{ customersCount(limit: null) { count precision } }'),
  costs('a customer in full', 14, `query Q($id: ID!) { customer(id: $id) { ${wholeCustomer(25)} } }`, {
    id: unknownId('Customer'),
  }),
  costs(
    'the connection check',
    6,
    `{ shop { id plan { publicDisplayName } shopAddress { countryCodeV2 } customerAccountsV2 { customerAccountsVersion } }
      currentAppInstallation { accessScopes { handle } app { title } } }`,
  ),
  costs(
    'a customerCreate with a rich answer',
    23,
    `mutation M($input: CustomerInput!) { customerCreate(input: $input) { customer { ${wholeCustomer(25)} } userErrors { message } } }`,
    { input: { email: 'stillbad@' } },
  ),
  costs('a mutation that answers scalars', 10, customerUpdate, {
    input: { id: unknownId('Customer') },
  }),
  costs(
    'two mutations in one request',
    20,
    `mutation M($input: CustomerInput!) { a: customerUpdate(input: $input) { userErrors { message } }
      b: customerUpdate(input: $input) { userErrors { message } } }`,
    { input: { id: unknownId('Customer') } },
  ),
];

const companyShapes: readonly ContractCase[] = [
  costs('a look for companies', 13, '{ companiesCount { count } companies(first: 1) { nodes { id } } }'),
  costs(
    'a page of 250 companies without lists',
    57,
    `{ companies(first: 250) { nodes { id name contactsCount { count } locationsCount { count } mainContact { id } defaultRole { id } } ${ends} } }`,
  ),
  costs(
    'a page of 10 companies with contacts and locations',
    226,
    `{ companies(first: 10) { nodes { ${wholeCompany} } ${ends} } }`,
  ),
  costs(
    'a page of 100 locations with 50 roles each',
    272,
    `{ companyLocations(first: 100) { nodes { ${wholeLocation} company { id }
      roleAssignments(first: 50) { nodes { id role { id } companyContact { id } } } } ${ends} } }`,
  ),
  costs(
    'a companyCreate that answers all ids',
    18,
    `mutation M($input: CompanyCreateInput!) { companyCreate(input: $input) { company { id mainContact { id customer { id } }
      contactRoles(first: 2) { nodes { id } } locations(first: 1) { nodes { id } } } userErrors { message } } }`,
    { input: { company: { name: '' } } },
  ),
  costs(
    'a companyCreate with a rich answer',
    65,
    `mutation M($input: CompanyCreateInput!) { companyCreate(input: $input) { company { ${wholeCompany} } userErrors { message } } }`,
    { input: { company: { name: '' } } },
  ),
].map((each): ContractCase => ({ ...each, needs: ['b2b'] }));

const charged: readonly ContractCase[] = [
  {
    name: 'a request is charged what it turned out to need',
    basis: '6 [REC]',
    request: {
      document: `{ customers(first: 250, query: "tag:nobody-{{run}}") { nodes { id ${contact} } } }`,
    },
    answer: { extensions: { cost: { requestedQueryCost: 35, actualQueryCost: between(0, 10) } } },
  },
  {
    name: 'every answer says how full the bucket is',
    basis: '6 [REC]',
    request: { document: '{ shop { id } }' },
    answer: {
      extensions: {
        cost: {
          throttleStatus: {
            maximumAvailable: anyNumber,
            currentlyAvailable: anyNumber,
            restoreRate: anyNumber,
          },
        },
      },
    },
  },
  {
    name: 'an answer explains its cost when it is asked to',
    basis: '6 [DOC]',
    request: {
      document: '{ customers(first: 10) { nodes { id defaultEmailAddress { emailAddress } } } }',
      headers: { 'Shopify-GraphQL-Cost-Debug': '1' },
    },
    answer: {
      extensions: {
        cost: {
          requestedQueryCost: 10,
          fields: listWith({
            path: ['customers'],
            definedCost: anyNumber,
            requestedTotalCost: 10,
            requestedChildrenCost: anyNumber,
          }),
        },
      },
    },
  },
  {
    name: 'a request of more than 1,000 points is refused, and nothing is done',
    basis: '6 [DOC]',
    request: {
      document: `mutation M($input: CustomerInput!) { customerCreate(input: $input) { customer { id
        a: metafields(first: 250) { nodes { ${metafieldDepth(3)} } } } userErrors { message } } }`,
      variables: { input: { email: '{{email}}' } },
    },
    answer: {
      error: {
        message: /^Query cost is \d+, which exceeds the single query max cost limit \(1000\)\.$/,
        extensions: { code: 'MAX_COST_EXCEEDED', cost: anyNumber, maxCost: 1_000 },
      },
    },
    effect: nobodyHas('{{email}}'),
  },
];

/** Metafields of the owner of metafields: as dear as one likes. */
function metafieldDepth(depth: number): string {
  return depth === 0
    ? 'id'
    : `id owner { ... on Customer { metafields(first: 250) { nodes { ${metafieldDepth(depth - 1)} } } } }`;
}

const limits = (value: unknown): Step => ({ request: { control: 'POST /switches', body: value } });

const bucket: readonly ContractCase[] = [
  {
    name: 'an empty bucket answers THROTTLED with HTTP 200, and nothing is done',
    basis: '6 [DOC]',
    needs: ['simulator'],
    given: [
      limits({ limits: { bucket: 25, restoreRate: 1 } }),
      aCustomer({ firstName: 'Contract {{run}} {{case}}' }),
      aCustomer({ firstName: 'Contract {{run}} {{case}}' }, 'second'),
    ],
    request: { document: customerCreate, variables: { input: { email: '{{email}}' } } },
    answer: { error: { message: 'Throttled', extensions: { code: 'THROTTLED' } } },
    effect: nobodyHas('{{email}}'),
  },
  ...(
    [
      ['standard', 2_000, 100],
      ['advanced', 4_000, 200],
      ['plus', 20_000, 1_000],
      ['enterprise', 40_000, 2_000],
    ] as const
  ).map(([plan, maximumAvailable, restoreRate]): ContractCase => ({
    name: `the bucket of the plan ${plan} refills ${restoreRate} points a second`,
    basis: plan === 'standard' ? '6 [REC]' : '6 [DOC], bucket 13.3 [VERIFY]',
    needs: ['simulator'],
    given: [limits({ limits: plan })],
    request: { document: '{ shop { id } }' },
    answer: { extensions: { cost: { throttleStatus: { maximumAvailable, restoreRate } } } },
  })),
  {
    name: 'another client that draws from the bucket is seen in it',
    basis: '6 [DOC]',
    needs: ['simulator'],
    given: [limits({ limits: { bucket: 1_000, restoreRate: 100 }, competingPointsPerSecond: 100_000 })],
    pause: 0.05,
    request: { document: '{ shop { id } }' },
    answer: { error: { message: 'Throttled', extensions: { code: 'THROTTLED' } } },
  },
];

const sizes: readonly ContractCase[] = [
  {
    name: 'a list of more than 250 entries is refused',
    basis: '6 [DOC], wording [VERIFY]',
    isOpen: true,
    request: {
      document: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: {
        ids: Array.from({ length: 251 }, (_, index) => unknownId('Customer', 900_000_000_000 + index)),
      },
    },
    answer: {
      error: {
        message: 'The input array size of 251 is greater than the maximum allowed of 250.',
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      },
    },
  },
  {
    name: 'a list of more than 250 entries is refused in the text of a request too',
    basis: '6 [DOC], wording [VERIFY]',
    isOpen: true,
    request: {
      document: `{ nodes(ids: [${Array.from({ length: 251 }, (_, index) => `"${unknownId('Customer', 900_000_000_000 + index)}"`).join(' ')}]) { id } }`,
    },
    answer: {
      error: { message: /array size of 251/, extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } },
    },
  },
  {
    name: 'a list of 250 entries is taken, for one point',
    basis: '13.8 [VERIFY]',
    isOpen: true,
    request: {
      document: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: {
        ids: Array.from({ length: 250 }, (_, index) => unknownId('Customer', 900_000_000_000 + index)),
      },
    },
    answer: { extensions: { cost: { requestedQueryCost: 1 } } },
  },
  {
    name: 'a page of more than 250 is refused',
    basis: '6 [DOC], wording [VERIFY]',
    isOpen: true,
    request: { document: '{ customers(first: 251) { nodes { id } } }' },
    answer: { error: { message: /250/, extensions: { code: 'BAD_REQUEST' } } },
  },
];

const versions: readonly ContractCase[] = [
  {
    name: 'a version that is no longer served falls forward, and the answer says to which',
    basis: '1 [DOC]',
    request: { document: '{ shop { id } }', version: '2020-01' },
    answer: { status: 200, headers: { 'x-shopify-api-version': /^20\d\d-(?:01|04|07|10)$/ } },
  },
  {
    name: 'the pinned version is served as itself',
    basis: '1 [DOC]',
    request: { document: '{ shop { id } }' },
    answer: { status: 200, headers: { 'x-shopify-api-version': '2026-10' } },
  },
  {
    name: 'what is no version is not found',
    basis: '1 [DOC]',
    request: { document: '{ shop { id } }', version: '2026-11' },
    answer: { status: 404 },
  },
];

export const costAndLimits: Subject = {
  name: 'cost and limits',
  cases: [...pages, ...customerShapes, ...companyShapes, ...charged, ...bucket, ...sizes, ...versions],
};
