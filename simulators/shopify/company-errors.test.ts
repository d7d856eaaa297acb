import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { gid } from './gid.ts';
import { ask } from './test-client.ts';

const errorFields = 'userErrors { field message code }';
const operations: Readonly<Record<string, string>> = {
  companyCreate: 'mutation M($input: CompanyCreateInput!) { companyCreate(input: $input)',
  companyUpdate:
    'mutation M($companyId: ID!, $input: CompanyInput!) { companyUpdate(companyId: $companyId, input: $input)',
  companyDelete: 'mutation M($id: ID!) { companyDelete(id: $id)',
  companiesDelete: 'mutation M($companyIds: [ID!]!) { companiesDelete(companyIds: $companyIds)',
  companyAddressDelete: 'mutation M($addressId: ID!) { companyAddressDelete(addressId: $addressId)',
  companyAssignCustomerAsContact:
    'mutation M($companyId: ID!, $customerId: ID!) { companyAssignCustomerAsContact(companyId: $companyId, customerId: $customerId)',
  companyAssignMainContact:
    'mutation M($companyId: ID!, $contactId: ID!) { companyAssignMainContact(companyId: $companyId, companyContactId: $contactId)',
  companyContactAssignRole:
    'mutation M($contactId: ID!, $roleId: ID!, $locationId: ID!) { companyContactAssignRole(companyContactId: $contactId, companyContactRoleId: $roleId, companyLocationId: $locationId)',
  companyContactAssignRoles:
    'mutation M($contactId: ID!, $roles: [CompanyContactRoleAssign!]!) { companyContactAssignRoles(companyContactId: $contactId, rolesToAssign: $roles)',
  companyContactCreate:
    'mutation M($companyId: ID!, $input: CompanyContactInput!) { companyContactCreate(companyId: $companyId, input: $input)',
  companyContactUpdate:
    'mutation M($contactId: ID!, $input: CompanyContactInput!) { companyContactUpdate(companyContactId: $contactId, input: $input)',
  companyContactDelete: 'mutation M($contactId: ID!) { companyContactDelete(companyContactId: $contactId)',
  companyLocationAssignRoles:
    'mutation M($locationId: ID!, $roles: [CompanyLocationRoleAssign!]!) { companyLocationAssignRoles(companyLocationId: $locationId, rolesToAssign: $roles)',
  companyLocationRevokeRoles:
    'mutation M($locationId: ID!, $roles: [ID!]!) { companyLocationRevokeRoles(companyLocationId: $locationId, rolesToRevoke: $roles)',
  companyLocationAssignAddress:
    'mutation M($locationId: ID!, $address: CompanyAddressInput!, $types: [CompanyAddressType!]!) { companyLocationAssignAddress(locationId: $locationId, address: $address, addressTypes: $types)',
  companyLocationCreate:
    'mutation M($companyId: ID!, $input: CompanyLocationInput!) { companyLocationCreate(companyId: $companyId, input: $input)',
  companyLocationUpdate:
    'mutation M($locationId: ID!, $input: CompanyLocationUpdateInput!) { companyLocationUpdate(companyLocationId: $locationId, input: $input)',
  companyLocationDelete:
    'mutation M($locationId: ID!) { companyLocationDelete(companyLocationId: $locationId)',
  companyLocationsDelete: 'mutation M($ids: [ID!]!) { companyLocationsDelete(companyLocationIds: $ids)',
  companyLocationTaxSettingsUpdate:
    'mutation M($locationId: ID!, $taxExempt: Boolean) { companyLocationTaxSettingsUpdate(companyLocationId: $locationId, taxExempt: $taxExempt)',
};

const unknown = (type: string): string => gid(type, 999_999_999_999);
const address = { address1: '1 High St', city: 'Sydney', zip: '2000', zoneCode: 'NSW', countryCode: 'AU' };
const badExternalId =
  'External Id can only contain numbers, letters, and some special characters, including !@#$%^&*(){}[]\\/?<>_-~,.;:\'`"';
const alreadyAssigned = 'Company contact has already been assigned a role in that company location.';
const notThere = 'Resource requested does not exist.';
const long = (length: number): string => 'x'.repeat(length);

interface World {
  readonly company: string;
  readonly other: string;
  readonly busy: string;
  readonly location: string;
  readonly second: string;
  readonly otherLocation: string;
  readonly busyLocation: string;
  readonly contact: string;
  readonly otherContact: string;
  readonly busyContact: string;
  readonly role: string;
  readonly loner: string;
  readonly nameless: string;
}

let shop: ShopifySimulator;
let world: World;
const empty = {
  version: 1,
  nextNumber: 7_000_000_000_001,
  customers: [],
  metafieldDefinitions: [],
  deletedAddresses: [],
} as const;

function build(): World {
  const { store } = shop;
  store.load(empty);
  const company = store.addCompany({
    name: 'Wattle Cafe',
    externalId: 'WATTLE',
    locations: [{ name: 'Main', externalId: 'L1' }, { name: 'Second' }],
    contacts: [{ email: 'mia@example.com.au', firstName: 'Mia', role: 'Ordering only' }],
  });
  const other = store.addCompany({
    name: 'Fern Supplies',
    contacts: [{ email: 'tama@example.co.nz', phone: '+61491570156' }],
  });
  const busy = store.addCompany({
    name: 'Busy Pty Ltd',
    locations: [{ name: 'One', hasOrders: true }, { name: 'Two' }],
    contacts: [{ email: 'busy@example.com.au', hasOrders: true }],
  });
  const view = (id: string): NonNullable<ReturnType<typeof store.company>> => {
    const found = store.company(id);
    if (!found) throw new Error('no company');
    return found;
  };
  const locationOf = (id: string, index = 0): string =>
    gid('CompanyLocation', view(id).locations[index]?.number ?? 0);
  const contactOf = (id: string): string => gid('CompanyContact', view(id).contacts[0]?.number ?? 0);
  return {
    company,
    other,
    busy,
    location: locationOf(company),
    second: locationOf(company, 1),
    otherLocation: locationOf(other),
    busyLocation: locationOf(busy),
    contact: contactOf(company),
    otherContact: contactOf(other),
    busyContact: contactOf(busy),
    role: gid('CompanyContactRole', view(company).company.roles[0]?.number ?? 0),
    loner: store.addCustomer({ email: 'ruby@example.com.au' }),
    nameless: store.addCustomer({ lastName: 'Ngata' }),
  };
}

type Expected = readonly [path: string | null, message: string, code: string];
type Case = readonly [
  operation: string,
  variables: (ids: World) => Readonly<Record<string, unknown>>,
  ...expected: readonly Expected[],
];

const creation =
  (
    company: Readonly<Record<string, unknown>>,
    parts: Readonly<Record<string, unknown>> = {},
  ): (() => Readonly<Record<string, unknown>>) =>
  () => ({ input: { company: { name: 'New', ...company }, ...parts } });
const onCompany =
  (input: Readonly<Record<string, unknown>>) =>
  ({ company }: World): Readonly<Record<string, unknown>> => ({ companyId: company, input });
const onLocation =
  (input: Readonly<Record<string, unknown>>) =>
  ({ location }: World): Readonly<Record<string, unknown>> => ({ locationId: location, input });
const onContact =
  (input: Readonly<Record<string, unknown>>) =>
  ({ contact }: World): Readonly<Record<string, unknown>> => ({ contactId: contact, input });

const cases: readonly Case[] = [
  // 12.3: company and company address
  [
    'companiesDelete',
    ({ busy }) => ({ companyIds: [busy, unknown('Company')] }),
    ['companyIds.0', 'Failed to delete the company.', 'FAILED_TO_DELETE'],
    ['companyIds.1', notThere, 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyAddressDelete',
    () => ({ addressId: unknown('CompanyAddress') }),
    ['addressId', 'Company address was not found.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyCreate',
    creation({}, { companyContact: { firstName: 'Mia' } }),
    ['input.companyContact', 'Either the attribute email or customer_id must be provided', 'INVALID'],
  ],
  [
    'companyCreate',
    creation({ externalId: 'bad id' }),
    ['input.company.externalId', badExternalId, 'INVALID'],
  ],
  [
    'companyCreate',
    creation({ externalId: long(65) }),
    ['input.company.externalId', 'External Id must be 64 characters or less.', 'TOO_LONG'],
  ],
  [
    'companyCreate',
    creation({ externalId: 'WATTLE' }),
    ['input.company.externalId', 'External id has already been taken.', 'TAKEN'],
  ],
  [
    'companyCreate',
    creation(
      {},
      { companyLocation: { shippingAddress: address, billingAddress: address, billingSameAsShipping: true } },
    ),
    ['input.companyLocation.billingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyCreate',
    creation({}, { companyLocation: { shippingAddress: null, billingSameAsShipping: true } }),
    ['input.companyLocation.shippingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyCreate',
    creation({}, { companyLocation: { taxExempt: null } }),
    ['input.companyLocation.taxExempt', 'Invalid input.', 'INVALID_INPUT'],
  ],
  ['companyCreate', creation({ name: '' }), ['input.company.name', "Name can't be blank", 'BLANK']],
  [
    'companyCreate',
    creation({ name: long(256) }),
    ['input.company.name', 'Name is too long (maximum is 255 characters)', 'TOO_LONG'],
  ],
  [
    'companyCreate',
    creation({ note: long(5_001) }),
    ['input.company.notes', 'Notes is too long (maximum is 5000 characters)', 'TOO_LONG'],
  ],
  [
    'companyCreate',
    creation({}, { companyLocation: { phone: 'not-a-phone' } }),
    ['input.companyLocation.phone', 'Phone is invalid', 'INVALID'],
  ],
  [
    'companyDelete',
    ({ busy }) => ({ id: busy }),
    ['id', 'Failed to delete the company.', 'FAILED_TO_DELETE'],
  ],
  ['companyUpdate', onCompany({}), ['input', 'At least one attribute to change must be present', 'INVALID']],
  ['companyUpdate', onCompany({ externalId: 'bad id' }), ['input.externalId', badExternalId, 'INVALID']],
  [
    'companyUpdate',
    onCompany({ externalId: long(65) }),
    ['input.externalId', 'External Id must be 64 characters or less.', 'TOO_LONG'],
  ],
  ['companyUpdate', onCompany({ name: '' }), ['input.name', "Name can't be blank", 'BLANK']],
  [
    'companyUpdate',
    () => ({ companyId: unknown('Company'), input: { name: 'New' } }),
    ['companyId', notThere, 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyUpdate',
    onCompany({ customerSince: null }),
    ['input.customerSince', 'This field may only be set on creation.', 'INVALID_INPUT'],
  ],
  // 12.4: contacts and roles
  [
    'companyAssignCustomerAsContact',
    ({ loner }) => ({ companyId: unknown('Company'), customerId: loner }),
    ['companyId', 'Company does not exist.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyAssignCustomerAsContact',
    ({ company }) => ({ companyId: company, customerId: unknown('Customer') }),
    ['customerId', 'Customer does not exist.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyAssignCustomerAsContact',
    ({ company }) => ({ companyId: company, customerId: customerOf('mia@example.com.au') }),
    ['companyId', 'Customer is already associated with a company contact.', 'INVALID_INPUT'],
  ],
  [
    'companyAssignCustomerAsContact',
    ({ other }) => ({ companyId: other, customerId: customerOf('mia@example.com.au') }),
    ['companyId', 'Customer is already associated with a company contact.', 'INVALID_INPUT'],
  ],
  [
    'companyAssignCustomerAsContact',
    ({ company, nameless }) => ({ companyId: company, customerId: nameless }),
    ['companyId', 'Customer must have an email address.', 'INVALID_INPUT'],
  ],
  [
    'companyAssignMainContact',
    ({ company, otherContact }) => ({ companyId: company, contactId: otherContact }),
    ['companyContactId', 'The company contact does not belong to the company.', 'INVALID_INPUT'],
  ],
  [
    'companyContactAssignRole',
    ({ contact, role, location }) => ({ contactId: contact, roleId: role, locationId: location }),
    [null, alreadyAssigned, 'LIMIT_REACHED'],
  ],
  [
    'companyContactAssignRole',
    ({ contact, role, otherLocation }) => ({ contactId: contact, roleId: role, locationId: otherLocation }),
    ['companyLocationId', "The company location doesn't exist.", 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyContactAssignRoles',
    ({ contact, role, location, second }) => ({
      contactId: contact,
      roles: [
        { companyContactRoleId: role, companyLocationId: location },
        { companyContactRoleId: unknown('CompanyContactRole'), companyLocationId: second },
        { companyContactRoleId: role, companyLocationId: unknown('CompanyLocation') },
      ],
    }),
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1.companyContactRoleId', notThere, 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
  ],
  ['companyContactCreate', onCompany({}), [null, 'Company contact create input is empty.', 'NO_INPUT']],
  [
    'companyContactCreate',
    onCompany({ email: 'RUBY@example.com.au' }),
    ['input.email', 'Email address has already been taken.', 'TAKEN'],
  ],
  [
    'companyContactDelete',
    ({ busyContact }) => ({ contactId: busyContact }),
    [
      'companyContactId',
      'Cannot delete a company contact with existing orders or draft orders.',
      'FAILED_TO_DELETE',
    ],
  ],
  ['companyContactUpdate', onContact({}), [null, 'Company contact update input is empty.', 'NO_INPUT']],
  [
    'companyContactUpdate',
    onContact({ email: 'tama@example.co.nz' }),
    ['input.email', 'Email address has already been taken.', 'TAKEN'],
  ],
  [
    'companyContactUpdate',
    onContact({ email: 'stillbad@' }),
    ['input.email', 'Email address is invalid', 'INVALID'],
  ],
  [
    'companyContactUpdate',
    onContact({ firstName: null, lastName: null, phone: null, email: null }),
    ['input.firstName', 'First name is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.lastName', 'Last name is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.phone', 'Phone is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.phone', 'Phone is invalid', 'INVALID'],
    ['input', 'Unexpected keys given: email', 'INVALID'],
  ],
  [
    'companyContactUpdate',
    onContact({ phone: '0491 570 156' }),
    ['input.phone', 'Phone number has already been taken.', 'TAKEN'],
  ],
  [
    'companyContactUpdate',
    () => ({ contactId: unknown('CompanyContact'), input: { title: 'Owner' } }),
    ['companyContactId', "The company contact doesn't exist.", 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationAssignRoles',
    ({ location, contact, otherContact, role }) => ({
      locationId: location,
      roles: [
        { companyContactId: contact, companyContactRoleId: role },
        { companyContactId: contact, companyContactRoleId: unknown('CompanyContactRole') },
        { companyContactId: otherContact, companyContactRoleId: role },
      ],
    }),
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1', 'Company role does not exist.', 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationAssignRoles',
    () => ({ locationId: unknown('CompanyLocation'), roles: [] }),
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationRevokeRoles',
    () => ({ locationId: unknown('CompanyLocation'), roles: [] }),
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationRevokeRoles',
    ({ location }) => ({ locationId: location, roles: [unknown('CompanyContactRoleAssignment')] }),
    ['rolesToRevoke.0', notThere, 'RESOURCE_NOT_FOUND'],
  ],
  // 12.5: company locations
  [
    'companyLocationAssignAddress',
    ({ location }) => ({
      locationId: location,
      address: { ...address, countryCode: 'ZZ' },
      types: ['SHIPPING'],
    }),
    ['address.countryCode', 'Country code is invalid', 'INVALID'],
  ],
  [
    'companyLocationAssignAddress',
    ({ location }) => ({ locationId: location, address, types: ['SHIPPING', 'SHIPPING'] }),
    [null, 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, address1: '<b>1 Pine</b>' } }),
    ['input.shippingAddress.address1', 'Address1 is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ billingAddress: { ...address, city: 'Sydney 🎉' } }),
    ['input.billingAddress.city', 'City is invalid', 'INVALID'],
  ],
  ['companyLocationCreate', onCompany({}), [null, 'Company location create input is empty.', 'NO_INPUT']],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, countryCode: 'ZZ' } }),
    ['input.shippingAddress.countryCode', 'Country code is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ externalId: 'bad id' }),
    ['input.externalId', badExternalId, 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ externalId: long(65) }),
    ['input.externalId', 'External Id must be 64 characters or less.', 'TOO_LONG'],
  ],
  [
    'companyLocationCreate',
    onCompany({ externalId: 'L1' }),
    ['input.externalId', 'External id has already been taken.', 'TAKEN'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, firstName: '🎉' } }),
    ['input.shippingAddress.firstName', 'First name is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: address, billingAddress: address, billingSameAsShipping: true }),
    ['input.billingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyLocationCreate',
    onCompany({ billingSameAsShipping: true }),
    ['input.shippingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyLocationCreate',
    onCompany({ taxExempt: null }),
    ['input.taxExempt', 'Invalid input.', 'INVALID_INPUT'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, lastName: 'https://example.com' } }),
    ['input.shippingAddress.lastName', 'Last name is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ name: long(256) }),
    ['input.name', 'Name is too long (maximum is 255 characters)', 'TOO_LONG'],
  ],
  [
    'companyLocationCreate',
    onCompany({ note: long(5_001) }),
    ['input.notes', 'Notes is too long (maximum is 5000 characters)', 'TOO_LONG'],
  ],
  [
    'companyLocationCreate',
    onCompany({ phone: 'not-a-phone' }),
    ['input.phone', 'Phone is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, zip: 'abcde' } }),
    ['input.shippingAddress.zip', 'Zip is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, zip: '2899' } }),
    ['input.shippingAddress.zip', 'Zip is invalid', 'INVALID'],
  ],
  [
    'companyLocationCreate',
    onCompany({ shippingAddress: { ...address, zoneCode: 'ZZ' } }),
    ['input.shippingAddress.zoneCode', 'Zone code is invalid', 'INVALID'],
  ],
  [
    'companyLocationDelete',
    ({ otherLocation }) => ({ locationId: otherLocation }),
    ['companyLocationId', 'Failed to delete the company location.', 'FAILED_TO_DELETE'],
  ],
  [
    'companyLocationDelete',
    ({ busyLocation }) => ({ locationId: busyLocation }),
    ['companyLocationId', 'Failed to delete the company location.', 'FAILED_TO_DELETE'],
  ],
  [
    'companyLocationTaxSettingsUpdate',
    () => ({ locationId: unknown('CompanyLocation'), taxExempt: true }),
    ['companyLocationId', "The company location doesn't exist", 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationUpdate',
    onLocation({ buyerExperienceConfiguration: { deposit: { percentage: 50 } } }),
    ['input.buyerExperienceConfiguration.deposit', 'Deposit requires a payment terms template.', 'INVALID'],
  ],
  [
    'companyLocationUpdate',
    onLocation({ externalId: 'bad id' }),
    ['input.externalId', badExternalId, 'INVALID'],
  ],
  [
    'companyLocationUpdate',
    ({ second }) => ({ locationId: second, input: { externalId: 'L1' } }),
    ['input.externalId', 'External id has already been taken.', 'TAKEN'],
  ],
  [
    'companyLocationUpdate',
    onLocation({ buyerExperienceConfiguration: {} }),
    ['input.buyerExperienceConfiguration', 'Invalid input.', 'INVALID_INPUT'],
  ],
  ['companyLocationUpdate', onLocation({ name: '' }), ['input.name', "Name can't be blank", 'BLANK']],
  [
    'companyLocationUpdate',
    onLocation({ name: null }),
    ['input.name', 'Name is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
  ],
  [
    'companyLocationUpdate',
    onLocation({ phone: 'not-a-phone' }),
    ['input.phone', 'Phone is invalid', 'INVALID'],
  ],
  [
    'companyLocationUpdate',
    () => ({ locationId: unknown('CompanyLocation'), input: { name: 'New' } }),
    ['input', "The company location doesn't exist", 'RESOURCE_NOT_FOUND'],
  ],
  [
    'companyLocationsDelete',
    ({ busyLocation }) => ({ ids: [busyLocation, unknown('CompanyLocation')] }),
    ['companyLocationIds.0', 'Failed to delete the company location.', 'FAILED_TO_DELETE'],
    ['companyLocationIds.1', notThere, 'RESOURCE_NOT_FOUND'],
  ],
];

function customerOf(email: string): string {
  return gid('Customer', shop.store.customers().find((each) => each.email === email)?.number ?? 0);
}

describe('a mutation of business customers is refused', () => {
  beforeAll(async () => {
    shop = await startShopifySimulator({ limits: 'off' });
  });
  afterAll(() => shop.close());
  beforeEach(() => {
    world = build();
  });

  test.each(cases.map((each) => [each[0], each] as const))(
    '%s %#',
    async (operation, [, variables, ...expected]) => {
      const before = JSON.stringify(shop.store.companies());
      const { data, errors } = await ask(
        shop,
        `${operations[operation] ?? ''} { ${errorFields} } }`,
        variables(world),
      );
      expect(errors).toEqual([]);
      expect(data[operation]?.['userErrors']).toEqual(
        expected.map(([path, message, code]) => ({ field: path?.split('.') ?? null, message, code })),
      );
      expect(JSON.stringify(shop.store.companies())).toBe(before);
    },
  );

  test('when a batch has more than 50 entries', async () => {
    const companyIds = Array.from({ length: 51 }, () => unknown('Company'));
    const { data } = await ask(shop, `${operations['companiesDelete'] ?? ''} { ${errorFields} } }`, {
      companyIds,
    });
    expect(data['companiesDelete']?.['userErrors']).toMatchObject([
      { field: ['companyIds'], code: 'LIMIT_REACHED' },
    ]);
  });
});
