import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask, list } from './test-client.ts';

/**
 * The recorded errors of the modelled mutations (domain reference, sections 12.1 and 12.2), and errors for rules of section 2.5.
 * `field` is compared as the API sends it: a list of texts, or null.
 */
const long = (length: number): string => 'x'.repeat(length);
const unknownCustomer = 'gid://shopify/Customer/1';
const customerId = '<customer>';
const otherId = '<other>';
const orderedId = '<ordered>';
const addressId = '<address>';
const otherAddressId = '<other address>';

interface Row {
  readonly mutation: keyof typeof documents;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly field: string | null;
  readonly message: string;
  readonly code?: string | null;
}

const documents = {
  customerCreate:
    'mutation M($input: CustomerInput!) { result: customerCreate(input: $input) { userErrors { field message } } }',
  customerUpdate:
    'mutation M($input: CustomerInput!) { result: customerUpdate(input: $input) { userErrors { field message } } }',
  customerSet: `mutation M($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) {
    result: customerSet(input: $input, identifier: $identifier) { userErrors { field message code } } }`,
  customerDelete:
    'mutation M($input: CustomerDeleteInput!) { result: customerDelete(input: $input) { userErrors { field message } } }',
  customerAddressCreate: `mutation M($customerId: ID!, $address: MailingAddressInput!) {
    result: customerAddressCreate(customerId: $customerId, address: $address) { userErrors { field message } } }`,
  customerAddressUpdate: `mutation M($customerId: ID!, $addressId: ID!, $address: MailingAddressInput!) {
    result: customerAddressUpdate(customerId: $customerId, addressId: $addressId, address: $address) { userErrors { field message } } }`,
  customerAddressDelete: `mutation M($customerId: ID!, $addressId: ID!) {
    result: customerAddressDelete(customerId: $customerId, addressId: $addressId) { userErrors { field message } } }`,
  customerUpdateDefaultAddress: `mutation M($customerId: ID!, $addressId: ID!) {
    result: customerUpdateDefaultAddress(customerId: $customerId, addressId: $addressId) { userErrors { field message } } }`,
  customerEmailMarketingConsentUpdate: `mutation M($input: CustomerEmailMarketingConsentUpdateInput!) {
    result: customerEmailMarketingConsentUpdate(input: $input) { userErrors { field message code } } }`,
  customerSmsMarketingConsentUpdate: `mutation M($input: CustomerSmsMarketingConsentUpdateInput!) {
    result: customerSmsMarketingConsentUpdate(input: $input) { userErrors { field message code } } }`,
  customerAddTaxExemptions: `mutation M($customerId: ID!, $taxExemptions: [TaxExemption!]!) {
    result: customerAddTaxExemptions(customerId: $customerId, taxExemptions: $taxExemptions) { userErrors { field message } } }`,
  customerRemoveTaxExemptions: `mutation M($customerId: ID!, $taxExemptions: [TaxExemption!]!) {
    result: customerRemoveTaxExemptions(customerId: $customerId, taxExemptions: $taxExemptions) { userErrors { field message } } }`,
  customerReplaceTaxExemptions: `mutation M($customerId: ID!, $taxExemptions: [TaxExemption!]!) {
    result: customerReplaceTaxExemptions(customerId: $customerId, taxExemptions: $taxExemptions) { userErrors { field message } } }`,
  metafieldsSet: `mutation M($metafields: [MetafieldsSetInput!]!) {
    result: metafieldsSet(metafields: $metafields) { userErrors { field message code } } }`,
} as const;

const create = (input: Readonly<Record<string, unknown>>, field: string | null, message: string): Row => ({
  mutation: 'customerCreate',
  variables: { input },
  field,
  message,
});
const update = (input: Readonly<Record<string, unknown>>, field: string, message: string): Row => ({
  mutation: 'customerUpdate',
  variables: { input: { id: customerId, ...input } },
  field,
  message,
});
const set = (
  input: Readonly<Record<string, unknown>>,
  identifier: Readonly<Record<string, unknown>> | null,
  field: string,
  message: string,
  code?: string,
): Row => ({
  mutation: 'customerSet',
  variables: { input, identifier },
  field,
  message,
  ...(code === undefined ? {} : { code }),
});
const address = (input: Readonly<Record<string, unknown>>, field: string, message: string): Row => ({
  mutation: 'customerAddressCreate',
  variables: { customerId, address: input },
  field,
  message,
});
const at = (addresses: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  email: 'new@example.com',
  addresses: [addresses],
});
const emailConsent = (
  consent: Readonly<Record<string, unknown>>,
  field: string | null,
  message: string,
  code: string | null,
  customer: string = customerId,
): Row => ({
  mutation: 'customerEmailMarketingConsentUpdate',
  variables: { input: { customerId: customer, emailMarketingConsent: consent } },
  field,
  message,
  code,
});
const smsConsent = (
  consent: Readonly<Record<string, unknown>>,
  field: string | null,
  message: string,
  code: string | null,
  customer: string = customerId,
): Row => ({
  mutation: 'customerSmsMarketingConsentUpdate',
  variables: { input: { customerId: customer, smsMarketingConsent: consent } },
  field,
  message,
  code,
});

const rows: readonly Row[] = [
  create({ tags: ['a'] }, null, 'A name, phone number, or email address must be present'),
  create(
    at({ address1: long(256) }),
    'addresses.0.address1',
    'Address1 is too long (maximum is 255 characters)',
  ),
  create(
    {
      firstName: 'Ada',
      emailMarketingConsent: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' },
    },
    'emailMarketingConsent',
    'An email address is required to set the email marketing consent state.',
  ),
  create(at({ id: addressId, city: 'Perth' }), 'addresses.0.id', 'Cannot specify address ID on creation'),
  create(at({ country: 'Atlantis' }), 'addresses.0.country', 'Country is invalid'),
  create(at({ countryCode: 'AU', provinceCode: 'AUK' }), 'addresses.0.province', 'Province is invalid'),
  create(
    at({ address1: '1 Main 😀', countryCode: 'AU' }),
    'addresses.0.address1',
    'Address1 cannot contain emojis',
  ),
  create(at({ address1: ' ' }), 'addresses.0', 'Customer address cannot be blank.'),
  create({ email: ' MIA@example .com.au ' }, 'email', 'Email has already been taken'),
  ...['foo@', '@bar.com', 'foo@bar', 'foo@@bar.com'].map((email) =>
    create({ email }, 'email', 'Email is invalid'),
  ),
  create({ email: `${long(250)}@example.com` }, 'email', 'Email is too long (maximum is 255 characters)'),
  create({ firstName: long(256) }, 'firstName', 'First name is too long (maximum is 255 characters)'),
  create({ lastName: long(256) }, 'lastName', 'Last name is too long (maximum is 255 characters)'),
  create({ firstName: 'Ada', locale: 'not-a-locale' }, 'locale', 'Locale is invalid'),
  create({ firstName: 'Ada', note: long(5001) }, 'note', 'Note is too long (maximum is 5000 characters)'),
  ...['abc', '+1234abcd'].map((phone) => create({ phone }, 'phone', 'Phone is invalid')),
  create({ phone: '0412 345 678' }, 'phone', 'Phone has already been taken'),
  create(
    { firstName: 'Ada', tags: [Array.from({ length: 251 }, (_, index) => `tag${index}`).join(',')] },
    'tags',
    'Tags cannot be more than 250',
  ),
  create({ firstName: 'Ada', tags: [long(256)] }, 'tags', 'Tags is too long (maximum is 255 characters)'),

  {
    mutation: 'customerDelete',
    variables: { input: { id: unknownCustomer } },
    field: 'id',
    message: "Customer can't be found",
  },
  {
    mutation: 'customerDelete',
    variables: { input: { id: orderedId } },
    field: 'id',
    message: 'Customer can’t be deleted because they have associated orders',
  },

  set({ email: '' }, null, 'input', 'A name, phone number, or email address must be present'),
  set({ email: 'MIA@example.com.au' }, null, 'input.email', 'Email has already been taken', 'TAKEN'),
  set(
    { email: `${long(250)}@example.com` },
    null,
    'input.email',
    'Email is too long (maximum is 255 characters)',
  ),
  set(
    { firstName: 'Ada', note: long(5001) },
    null,
    'input.note',
    'Note is too long (maximum is 5000 characters)',
  ),
  set({ phone: '+61412345678' }, null, 'input.phone', 'Phone has already been taken', 'TAKEN'),
  set(
    { firstName: 'Ada', addresses: [{ countryCode: 'NZ', provinceCode: 'NSW' }] },
    null,
    'input.addresses.0.province',
    'Province is invalid',
  ),
  set(
    { firstName: 'Ada' },
    { id: unknownCustomer },
    'input',
    'Resource matching the identifier was not found.',
    'NOT_FOUND',
  ),
  set(
    { taxExempt: null },
    { id: customerId },
    'input.taxExempt',
    'Tax exempt is of unexpected type NilClass',
  ),
  set(
    { id: customerId },
    { id: customerId },
    'input',
    'The id field is not allowed if identifier is provided.',
    'ID_NOT_ALLOWED',
  ),
  set(
    { email: 'a@example.com' },
    { email: 'b@example.com' },
    'input',
    'The identifier value does not match the value of the corresponding field in the input.',
  ),
  set(
    { firstName: 'Ada' },
    { email: 'b@example.com' },
    'input',
    'The input field corresponding to the identifier is required.',
  ),

  update(
    { addresses: [{ id: 'gid://shopify/MailingAddress/1' }] },
    'addresses.0.id',
    'Customer address does not exist',
  ),
  { ...update({ id: unknownCustomer }, 'id', 'Customer does not exist') },
  update({ email: 'Noah@Example.com.au' }, 'email', 'Email has already been taken'),
  update({ email: 'not-an-email' }, 'email', 'Email is invalid'),
  update({ firstName: long(256) }, 'firstName', 'First name is too long (maximum is 255 characters)'),
  update({ locale: 'not-a-locale' }, 'locale', 'Locale is invalid'),
  update({ note: long(5001) }, 'note', 'Note is too long (maximum is 5000 characters)'),
  update({ phone: '+61 2 9876 5432' }, 'phone', 'Phone has already been taken'),
  update({ phone: 'abc' }, 'phone', 'Phone is invalid'),
  update(
    { addresses: [{ countryCode: 'AU', province: 'Otago' }] },
    'addresses.0.province',
    'Province is invalid',
  ),
  update(
    { smsMarketingConsent: { marketingState: 'SUBSCRIBED' } },
    'smsMarketingConsent',
    'To update smsMarketingConsent, please use the customerSmsMarketingConsentUpdate Mutation instead',
  ),
  update(
    { whatsAppMarketingConsent: { state: 'SUBSCRIBED' } },
    'whatsAppMarketingConsent',
    'To update whatsAppMarketingConsent, please use the customerWhatsAppMarketingConsentUpdate Mutation instead',
  ),

  address({ address1: long(256) }, 'address.address1', 'Address1 is too long (maximum is 255 characters)'),
  address({ countryCode: 'AU', provinceCode: 'XX' }, 'address.province', 'Province is invalid'),
  address({ countryCode: 'AU', province: 'Bavaria' }, 'address.province', 'Province is invalid'),
  address({ zip: 'H0H 0H0 https://x' }, 'address.zip', 'Zip cannot contain URL'),
  address({ address2: '<b>Suite</b>' }, 'address.address2', 'Address2 cannot contain HTML tags'),
  address({ phone: '<a>+1 613' }, 'address.phone', 'Phone cannot contain HTML tags'),
  address(
    { address1: '1 High St', city: 'Sydney', countryCode: 'AU', provinceCode: 'NSW', zip: '2000' },
    'address',
    'Address already exists',
  ),
  {
    mutation: 'customerAddressCreate',
    variables: { customerId: unknownCustomer, address: {} },
    field: 'customerId',
    message: 'Customer does not exist',
  },
  {
    mutation: 'customerAddressDelete',
    variables: { customerId, addressId: otherAddressId },
    field: 'addressId',
    message: 'Address does not exist',
  },
  {
    mutation: 'customerAddressUpdate',
    variables: { customerId, addressId, address: { countryCode: 'US', provinceCode: 'ON' } },
    field: 'address.province',
    message: 'Province is invalid',
  },
  {
    mutation: 'customerUpdateDefaultAddress',
    variables: { customerId, addressId: otherAddressId },
    field: 'addressId',
    message: 'Address does not exist',
  },
  {
    mutation: 'customerUpdateDefaultAddress',
    variables: { customerId: unknownCustomer, addressId },
    field: 'customerId',
    message: 'Customer does not exist',
  },

  emailConsent(
    {
      marketingState: 'SUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      consentUpdatedAt: '2999-01-01T00:00:00Z',
    },
    'input.emailMarketingConsent.consentUpdatedAt',
    'Consent updated at must not be in the future',
    'INVALID',
  ),
  emailConsent(
    { marketingState: 'PENDING', marketingOptInLevel: 'SINGLE_OPT_IN' },
    'input.emailMarketingConsent.marketingOptInLevel',
    'Marketing opt in level must be confirmed opt-in for pending consent state',
    'INVALID',
  ),
  smsConsent(
    { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' },
    'input.smsMarketingConsent',
    'A phone number is required to set the SMS consent state.',
    'INVALID',
    orderedId,
  ),
  smsConsent(
    {
      marketingState: 'SUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      consentUpdatedAt: '2999-01-01T00:00:00Z',
    },
    'input.smsMarketingConsent.consentUpdatedAt',
    'Consent updated at must not be in the future',
    'INVALID',
  ),
  smsConsent({ marketingState: 'UNSUBSCRIBED' }, null, 'Customer not found', null, unknownCustomer),
  smsConsent(
    { marketingState: 'SUBSCRIBED' },
    'input.smsMarketingConsent.marketingOptInLevel',
    'Marketing opt in level must exist',
    'MISSING_ARGUMENT',
  ),
  ...(
    ['customerAddTaxExemptions', 'customerRemoveTaxExemptions', 'customerReplaceTaxExemptions'] as const
  ).map((mutation): Row => ({
    mutation,
    variables: { customerId: unknownCustomer, taxExemptions: [] },
    field: 'customerId',
    message: 'Customer does not exist.',
  })),
  {
    mutation: 'metafieldsSet',
    variables: { metafields: [{ ownerId: unknownCustomer, key: 'k', type: 'json', value: '{}' }] },
    field: 'metafields.0.ownerId',
    message: 'Owner does not exist.',
    code: 'INVALID',
  },
  {
    mutation: 'metafieldsSet',
    variables: { metafields: [{ ownerId: customerId, key: 'k', type: 'json', value: '{' }] },
    field: 'metafields.0.value',
    message: 'Value is invalid JSON.',
    code: 'INVALID_VALUE',
  },
];

describe('userErrors', () => {
  let simulator: ShopifySimulator;
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    simulator = await startShopifySimulator({ limits: 'off' });
    const { store } = simulator;
    const high = {
      address1: '1 High St',
      city: 'Sydney',
      countryCode: 'AU',
      provinceCode: 'NSW',
      zip: '2000',
    };
    const mia = store.addCustomer({
      firstName: 'Mia',
      email: 'mia@example.com.au',
      phone: '+61412345678',
      addresses: [high],
    });
    const noah = store.addCustomer({
      firstName: 'Noah',
      email: 'noah@example.com.au',
      phone: '+61298765432',
    });
    ids = new Map([
      [customerId, mia],
      [otherId, noah],
      [orderedId, store.addCustomer({ firstName: 'Isla', email: 'isla@example.co.nz', numberOfOrders: 2 })],
      [
        addressId,
        `gid://shopify/MailingAddress/${store.customer(mia)?.addresses[0]?.number}?model_name=CustomerAddress`,
      ],
      [otherAddressId, store.addAddress(noah, { address1: '9 Low Rd', countryCode: 'NZ' })],
    ]);
  });
  afterAll(() => simulator.close());

  /** The variables with the placeholders replaced by real ids. */
  const filled = (variables: Row['variables']): Row['variables'] =>
    JSON.parse(JSON.stringify(variables), (_key, value: unknown) =>
      typeof value === 'string' ? (ids.get(value) ?? value) : value,
    ) as Row['variables'];

  test.each(
    rows.map(
      (row, index) => [`${index} ${row.mutation} ${row.field ?? 'null'}: ${row.message}`, row] as const,
    ),
  )('%s', async (_title, row) => {
    const before = JSON.stringify(simulator.store.customers());
    const answer = await ask(simulator, documents[row.mutation], filled(row.variables));
    expect(answer.errors).toEqual([]);
    const [error, ...others] = list(answer.data['result']?.['userErrors']);
    expect(others).toEqual([]);
    expect(error).toMatchObject({
      field: row.field === null ? null : row.field.split('.'),
      message: row.message,
      ...(row.code === undefined ? {} : { code: row.code }),
    });
    expect(JSON.stringify(simulator.store.customers())).toBe(before);
  });
});
