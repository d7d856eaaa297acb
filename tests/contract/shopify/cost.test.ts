import { describe, expect, it } from 'vitest';
import { customersByIdentifier, identifierVariables } from '../../../electron/connectors/shopify/find.ts';
import { furtherVariables } from '../../../electron/connectors/shopify/further-fields.ts';
import { shopifyApiVersion, type Operation } from '../../../electron/connectors/shopify/operation.ts';
import * as operations from '../../../electron/connectors/shopify/operations.gen.ts';
import { defaultAccessToken } from '../../../simulators/shopify/index.ts';
import { openStore } from './support.ts';

interface Case {
  readonly name: string;
  readonly document: string;
  readonly variables: unknown;
  readonly predicted: number;
}

function predict<Variables>(operation: Operation<unknown, Variables>, variables: Variables): Case {
  const { name, document } = operation;
  return { name, document, variables, predicted: operation.cost(variables) };
}

const customerId = 'gid://shopify/Customer/1';
const addressId = 'gid://shopify/MailingAddress/1?model_name=CustomerAddress';
const companyId = 'gid://shopify/Company/1';
const companyLocationId = 'gid://shopify/CompanyLocation/1';
const companyContactId = 'gid://shopify/CompanyContact/1';
const companyContactRoleId = 'gid://shopify/CompanyContactRole/1';
const companyContactRoleAssignmentId = 'gid://shopify/CompanyContactRoleAssignment/1';
const identifier = { emailAddress: 'ana@example.com' };
const tags = ['wholesale'];
const consent = { customerId, emailMarketingConsent: { marketingState: 'UNSUBSCRIBED' } } as const;
const metafield = { ownerId: customerId, namespace: 'loyalty', key: 'level' };
const definition = {
  name: 'ERP id',
  namespace: 'accord',
  key: 'erp_customer_id',
  type: 'id',
  ownerType: 'CUSTOMER',
} as const;
const levels = [
  { key: 'metafield:loyalty.level', label: 'Level', type: 'text', maximum: null },
  { key: 'metafield:loyalty.points', label: 'Points', type: 'number', maximum: null },
] as const;
const cases: readonly Case[] = [
  predict(operations.customersPage, { first: 244, addresses: 12 }),
  predict(operations.customersPage, { first: 3, addresses: 2 }),
  predict(operations.customersPage, { first: 244, addresses: 12, erpId: true }),
  predict(operations.customersByIds, { ids: [customerId], addresses: 12, erpId: true }),
  predict(operations.customersByIds, { ids: [customerId], addresses: 12 }),
  predict(operations.customersPage, { first: 244, addresses: 12, ...furtherVariables(levels) }),
  predict(operations.customersByIds, { ids: [customerId], addresses: 12, ...furtherVariables(levels) }),
  predict(operations.customerFieldDefinitions, { first: 250 }),
  predict(operations.customerAddresses, { id: customerId, first: 250 }),
  predict(operations.customersCount, {}),
  predict(operations.customerByIdentifier, { identifier }),
  predict(customersByIdentifier(3), identifierVariables([identifier, identifier, identifier])),
  predict(operations.shopDetails, {}),
  predict(operations.bulkQueryRun, { query: operations.customersInBulk.document }),
  predict(operations.bulkQueryStatus, { id: 'gid://shopify/BulkOperation/1' }),
  predict(operations.bulkQueryCancel, { id: 'gid://shopify/BulkOperation/1' }),
  predict(operations.businessCustomersEnabled, {}),
  predict(operations.companiesCount, {}),
  predict(operations.customerCreate, { input: {} }),
  predict(operations.customerUpdate, { input: { id: customerId } }),
  predict(operations.customerDelete, { input: { id: customerId } }),
  predict(operations.addressCreate, { customerId, address: {}, setAsDefault: false }),
  predict(operations.addressUpdate, { customerId, addressId, address: {} }),
  predict(operations.addressDelete, { customerId, addressId }),
  predict(operations.addressSetDefault, { customerId, addressId }),
  predict(operations.tagsAdd, { id: customerId, tags }),
  predict(operations.tagsRemove, { id: customerId, tags }),
  predict(operations.emailConsentUpdate, { input: consent }),
  predict(operations.metafieldsSet, { metafields: [{ ...metafield, value: 'Gold' }] }),
  predict(operations.metafieldsDelete, { metafields: [metafield] }),
  predict(operations.erpIdField, { namespace: 'accord', key: 'erp_customer_id', first: 1 }),
  predict(operations.erpIdFieldCreate, { definition }),
  predict(operations.companiesPage, { first: 244, roles: 2, contacts: 4 }),
  predict(operations.companyLocationsPage, { first: 244, assignments: 4 }),
  predict(operations.companiesByIds, {
    ids: [companyId],
    roles: 2,
    contacts: 4,
    locations: 4,
    assignments: 4,
  }),
  predict(operations.companiesCount, {}),
  predict(operations.changedCompanies, { first: 250 }),
  predict(operations.changedCompanyLocations, { first: 250 }),
  predict(operations.companyRoles, { id: companyId, first: 250 }),
  predict(operations.companyContacts, { id: companyId, first: 50 }),
  predict(operations.companyLocations, { id: companyId, first: 50, assignments: 4 }),
  predict(operations.locationRoleAssignments, { id: companyLocationId, first: 50 }),
  predict(operations.paymentTermsTemplates, {}),
  predict(operations.companiesByText, { query: 'external_id:C1', found: 40, newest: 244 }),
  predict(operations.companyLocationsByText, { query: 'external_id:C1', found: 40, newest: 244 }),
  predict(operations.companiesOfCustomers, { ids: [customerId] }),
  predict(operations.companyCreate, {
    input: { company: { name: 'Harbour Cafe' } },
    roles: 2,
    locations: 1,
    assignments: 1,
  }),
  predict(operations.companyUpdate, { companyId, input: {} }),
  predict(operations.companyLocationCreate, { companyId, input: {} }),
  predict(operations.companyLocationUpdate, { companyLocationId, input: {} }),
  predict(operations.companyLocationTerms, { companyLocationId, input: {} }),
  predict(operations.companyLocationAddress, {
    locationId: companyLocationId,
    address: {},
    addressTypes: ['SHIPPING'],
  }),
  predict(operations.companyLocationTax, { companyLocationId }),
  predict(operations.companyLocationDelete, { companyLocationId }),
  predict(operations.companyContactCreate, { companyId, input: {} }),
  predict(operations.companyContactAssign, { companyId, customerId }),
  predict(operations.companyContactUpdate, { companyContactId, input: {} }),
  predict(operations.companyContactRemove, { companyContactId }),
  predict(operations.companyMainContact, { companyId, companyContactId }),
  predict(operations.companyRoleAssign, { companyContactId, companyContactRoleId, companyLocationId }),
  predict(operations.companyRoleRevoke, { companyContactId, companyContactRoleAssignmentId }),
  predict(operations.companyDelete, { id: companyId }),
  predict(operations.openOrdersPage, { first: 250, query: 'status:open' }),
];

describe('the predicted cost', () => {
  it('covers every operation', () => {
    // A bulk query is never sent itself, so it has no cost.
    const names = Object.values(operations).flatMap((each) => ('cost' in each ? [each.name] : []));
    expect(cases.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it.each(cases)('of $name, $predicted points, is what the store asks for', async (each) => {
    const { simulator } = await openStore();
    const response = await fetch(`${simulator.url}/admin/api/${shopifyApiVersion}/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': defaultAccessToken },
      body: JSON.stringify({ query: each.document, variables: each.variables }),
    });
    expect(await response.json()).toMatchObject({
      extensions: { cost: { requestedQueryCost: each.predicted } },
    });
  });
});
