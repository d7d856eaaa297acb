import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  addressesPerCustomer,
  addressesPerPage,
  connectionCost,
  customersPerLookUp,
  customersPerPage,
  maximumQueryCost,
  pageWeight,
} from './cost.ts';
import {
  assignmentsPerLocation,
  companiesPerLookUp,
  companiesPerPage,
  contactsPerCompany,
  locationsPerCompany,
  locationsPerPage,
  rolesPerCompany,
} from './companies/page-sizes.ts';
import * as operations from './operations.gen.ts';
import { predictCost } from './predict-cost.ts';

const { customersPage, customersByIds, customerAddresses } = operations;

describe('the cost formula', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [5, 3],
    [10, 4],
    [20, 5],
    [25, 6],
    [50, 7],
    [100, 9],
    [200, 10],
    [250, 11],
  ])('weighs a page of %i as %i', (first, weight) => {
    expect(pageWeight(first)).toBe(weight);
  });

  it.each([
    [20, 7],
    [25, 8],
    [50, 9],
    [100, 11],
    [200, 12],
  ])('charges a plain page of %i with %i points', (first, points) => {
    expect(connectionCost(first, 0)).toBe(points);
  });

  // The documented draft operations and their recorded costs (domain facts 6.1).
  const schema = buildSchema(`
    type Query { customers(first: Int): CustomerConnection customerByIdentifier(id: ID): Customer customersCount: Count shop: Shop }
    type Mutation { customerCreate(name: String): Payload }
    type Payload { customer: Customer userErrors: [Problem!]! }
    type Problem { message: String }
    type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! }
    type AddressConnection { nodes: [Address!]! pageInfo: PageInfo! }
    type PageInfo { hasNextPage: Boolean! }
    type Address { id: ID! }
    type Contact { id: ID! company: Company }
    type Company { id: ID! }
    type Value { value: String }
    type Count { count: Int }
    type Shop { name: String plan: Value shopAddress: ShopAddress accounts: Value }
    type ShopAddress { country: String }
    type Customer {
      id: ID! email: Value phone: Value defaultAddress: Address contacts: [Contact!]! metafield: Value
      addresses(first: Int): AddressConnection!
    }`);
  const rich = `email { value } phone { value } defaultAddress { id } contacts { id company { id } } metafield { value }
    addresses(first: $addresses) { nodes { id } pageInfo { hasNextPage } }`;
  const customer = '5 + connectionCost(variables.addresses, 0)';
  it.each([
    [
      `query Page($first: Int, $addresses: Int) { customers(first: $first) { nodes { ${rich} } pageInfo { hasNextPage } } }`,
      `connectionCost(variables.first, ${customer})`,
      connectionCost(250, 5 + connectionCost(25, 0)),
      156,
    ],
    [
      'query Page($first: Int) { customers(first: $first) { nodes { email { value } phone { value } } } }',
      'connectionCost(variables.first, 2)',
      connectionCost(250, 2),
      35,
    ],
    [
      `query One($addresses: Int) { customerByIdentifier(id: 1) { ${rich} } }`,
      `6 + connectionCost(variables.addresses, 0)`,
      6 + connectionCost(25, 0),
      14,
    ],
    [
      `mutation Create($addresses: Int) { customerCreate { customer { ${rich} } userErrors { message } } }`,
      `15 + connectionCost(variables.addresses, 0)`,
      15 + connectionCost(25, 0),
      23,
    ],
    ['query Count { customersCount { count } }', '10', 10, 10],
    ['query Shop { shop { plan { value } shopAddress { country } accounts { value } } }', '3', 3, 3],
  ])('reproduces a recorded cost: %s', (text, expression, points, recorded) => {
    const document = parse(text);
    const operation = document.definitions[0];
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    expect(predictCost(schema, document, operation)).toBe(expression);
    expect(points).toBe(recorded);
  });

  it('counts what is included only under a condition', () => {
    const document = parse(
      'query One($with: Boolean!) { customerByIdentifier(id: 1) { email { value } metafield @include(if: $with) { value } } }',
    );
    const operation = document.definitions[0];
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    expect(predictCost(schema, document, operation)).toBe('2 + (variables.with === true ? 1 : 0)');
  });

  it('refuses a page size that is not a variable, because its cost could not follow it', () => {
    const document = parse('query Page { customers(first: 5) { nodes { id } } }');
    const operation = document.definitions[0];
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    expect(() => predictCost(schema, document, operation)).toThrow('Give the page size of customers');
  });
});

describe('the page sizes', () => {
  const pageCost = (first: number) => customersPage.cost({ first, addresses: addressesPerCustomer });

  it('read a customer with its addresses for far less than 0.7 points', () => {
    expect(pageCost(customersPerPage)).toBe(92);
    expect(pageCost(customersPerPage) / customersPerPage).toBeLessThan(0.38);
  });

  it('cost no more for extras, and 10 points more where the ERP\u2019s customer IDs are read', () => {
    const sizes = { first: customersPerPage, addresses: addressesPerCustomer };
    expect(customersPage.cost({ ...sizes, erpId: false })).toBe(92);
    expect(customersPage.cost({ ...sizes, erpId: true })).toBe(102);
  });

  it('read the most customers per point of all pages', () => {
    const perCustomer = Array.from({ length: 250 }, (_, index) => pageCost(index + 1) / (index + 1));
    expect(Math.min(...perCustomer)).toBe(pageCost(customersPerPage) / customersPerPage);
  });

  it('take as many addresses as the weight allows', () => {
    expect(pageWeight(addressesPerCustomer)).toBe(pageWeight(10));
    expect(pageWeight(addressesPerCustomer + 1)).toBeGreaterThan(pageWeight(10));
  });

  it('stay under what one query may cost', () => {
    expect(pageCost(customersPerPage)).toBeLessThan(maximumQueryCost);
    expect(customerAddresses.cost({ id: '', first: addressesPerPage })).toBe(14);
    const oneId = customersByIds.cost({ ids: [''], addresses: addressesPerCustomer });
    expect(oneId * customersPerLookUp).toBeLessThan(maximumQueryCost);
  });

  it('of companies read the most per point of all pages, and stay under what one query may cost', () => {
    const best = (cost: (first: number) => number) =>
      Math.min(...Array.from({ length: 250 }, (_, index) => cost(index + 1) / (index + 1)));
    const nested = { roles: rolesPerCompany, contacts: contactsPerCompany };
    const companies = (first: number) => operations.companiesPage.cost({ first, ...nested });
    const locations = (first: number) =>
      operations.companyLocationsPage.cost({ first, assignments: assignmentsPerLocation });
    expect(companies(companiesPerPage)).toBe(152);
    expect(locations(locationsPerPage)).toBe(152);
    expect(companies(companiesPerPage) / companiesPerPage).toBe(best(companies));
    expect(locations(locationsPerPage) / locationsPerPage).toBe(best(locations));
    // As many contacts and roles as their weight allows.
    expect(pageWeight(contactsPerCompany + 1)).toBeGreaterThan(pageWeight(contactsPerCompany));
    expect(pageWeight(assignmentsPerLocation + 1)).toBeGreaterThan(pageWeight(assignmentsPerLocation));
    const oneKey = operations.companiesByIds.cost({
      ids: [''],
      ...nested,
      locations: locationsPerCompany,
      assignments: assignmentsPerLocation,
    });
    expect(oneKey * companiesPerLookUp).toBeLessThan(maximumQueryCost);
  });

  it('write a customer for 12 points and an address for 10', () => {
    expect(operations.customerCreate.cost({ input: {} })).toBe(12);
    expect(operations.customerUpdate.cost({ input: {} })).toBe(12);
    expect(operations.addressCreate.cost({ customerId: '', address: {}, setAsDefault: false })).toBe(10);
    expect(operations.addressSetDefault.cost({ customerId: '', addressId: '' })).toBe(10);
  });

  it('write a company with its first location and main contact for 22 points', () => {
    const input = { company: {} };
    expect(operations.companyCreate.cost({ input, roles: 2, locations: 1, assignments: 1 })).toBe(22);
    expect(operations.companyUpdate.cost({ companyId: '', input: {} })).toBe(10);
  });
});
