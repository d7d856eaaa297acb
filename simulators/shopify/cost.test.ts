import { getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { priceQuery } from './cost.ts';
import { createSchema } from './schema.ts';

const schema = createSchema();

const address =
  'id firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone';
const customer = (addresses: number): string => `id legacyResourceId firstName displayName note tags updatedAt
  defaultEmailAddress { emailAddress marketingState } defaultPhoneNumber { phoneNumber } defaultAddress { id }
  companyContactProfiles { id company { id } } erp: metafield(namespace: "$app", key: "erp_id") { value }
  addressesV2(first: ${addresses}) { nodes { ${address} } pageInfo { hasNextPage endCursor } }`;
const customerPage = (addresses: number): string =>
  `query P($first: Int!) { customers(first: $first) { nodes { ${customer(addresses)} } pageInfo { hasNextPage endCursor } } }`;
const location = `id name billingAddress { id } shippingAddress { id } taxSettings { taxExempt }
  buyerExperienceConfiguration { checkoutToDraft paymentTermsTemplate { id } }`;
const contact =
  'id title customer { id defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }';
const company = `id name contactsCount { count } locationsCount { count } mainContact { id customer { id } }
  contactRoles(first: 10) { nodes { id } } erp: metafield(namespace: "$app", key: "erp_id") { value }
  contacts(first: 10) { nodes { ${contact} } pageInfo { hasNextPage } } locations(first: 10) { nodes { ${location} } }`;

function requested(query: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return priceQuery(schema, document, operation, variables).requested;
}

describe('the requested cost', () => {
  test.each([
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
  ])('of a page of %i is %i', (first, points) => {
    expect(requested(`{ customers(first: ${first}) { nodes { id } } }`)).toBe(points);
  });

  test.each([
    ['customers with 25 addresses each', customerPage(25), { first: 250 }, 156],
    ['customers with 10 addresses each', customerPage(10), { first: 250 }, 134],
    ['customers with 5 addresses each', customerPage(5), { first: 250 }, 123],
    ['customers with 1 address each', customerPage(1), { first: 250 }, 101],
    [
      'customers with names, e-mail and phone',
      '{ customers(first: 250) { nodes { firstName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } } }',
      {},
      35,
    ],
    ['companies with contacts and locations', `{ companies(first: 10) { nodes { ${company} } } }`, {}, 226],
    [
      'locations with 50 roles each',
      `{ companyLocations(first: 100) { nodes { ${location} company { id }
        roleAssignments(first: 50) { nodes { id role { id } companyContact { id } } } } } }`,
      {},
      272,
    ],
    ['a root count', '{ customersCount { count } }', {}, 10],
    ['a probe', '{ companiesCount { count } companies(first: 1) { nodes { id } } }', {}, 13],
    [
      'the connection check',
      `{ shop { id plan { publicDisplayName } shopAddress { countryCodeV2 } customerAccountsV2 { customerAccountsVersion } }
        currentAppInstallation { accessScopes { handle } app { title } } }`,
      {},
      6,
    ],
    ['one customer', `{ customer(id: "1") { ${customer(25)} } }`, {}, 14],
    ['nodes, however many', '{ nodes(ids: ["1", "2", "3"]) { id ... on Customer { updatedAt } } }', {}, 1],
    [
      'a create with a rich answer',
      `mutation { customerCreate(input: {}) { customer { ${customer(25)} } userErrors { field message } } }`,
      {},
      23,
    ],
    [
      'a company create with a rich answer',
      `mutation { companyCreate(input: {company: {}}) { company { ${company} } userErrors { message } } }`,
      {},
      65,
    ],
    [
      'a lean update',
      'mutation { customerUpdate(input: {}) { customer { id } userErrors { message } } }',
      {},
      10,
    ],
    [
      'two aliased mutations',
      'mutation { a: customerUpdate(input: {}) { customer { id } } b: customerUpdate(input: {}) { customer { id } } }',
      {},
      20,
    ],
    [
      'edges instead of nodes',
      '{ customers(first: 250) { edges { node { id defaultPhoneNumber { phoneNumber } } } } }',
      {},
      24,
    ],
    [
      'what a directive leaves out',
      'query Q($no: Boolean!) { shop { id } customersCount @include(if: $no) { count } }',
      { no: false },
      1,
    ],
  ])('of %s', (_what, query, variables, points) => {
    expect(requested(query, variables)).toBe(points);
  });
});

describe('the actual cost', () => {
  const price = (query: string, data: unknown): number => {
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    return priceQuery(schema, document, operation, {}).actual(data);
  };

  test('goes by the page that was answered', () => {
    const query = '{ customers(first: 250) { nodes { id defaultPhoneNumber { phoneNumber } } } }';
    expect(price(query, { customers: { nodes: [] } })).toBe(2);
    expect(price(query, { customers: { nodes: [{ id: '1', defaultPhoneNumber: null }] } })).toBe(3);
    const nodes = Array.from({ length: 10 }, () => ({ defaultPhoneNumber: { phoneNumber: '1' } }));
    expect(price(query, { customers: { nodes } })).toBe(10);
  });

  test('of a missing object is nothing, of a refused mutation the mutation', () => {
    expect(price('{ customer(id: "1") { id } }', { customer: null })).toBe(0);
    expect(
      price('mutation { customerUpdate(input: {}) { customer { id } } }', { customerUpdate: null }),
    ).toBe(10);
  });
});
