import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShopifySimulator } from './index.ts';
import type { ShopifySimulator } from './index.ts';
import { ask } from './test-client.ts';

/** The recorded top-level errors (domain reference, section 12.7). */
const byIdentifier =
  'query Q($identifier: CustomerIdentifierInput!) { customerByIdentifier(identifier: $identifier) { id } }';
const creation = 'mutation M($input: CustomerInput!) { customerCreate(input: $input) { customer { id } } }';
const unknownAddress = 'gid://shopify/MailingAddress/1?model_name=CustomerAddress';

interface Row {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

const rows: readonly Row[] = [
  {
    query: 'mutation { customerCreate(input: {firstName: "Ada"}) { userErrors { code } } }',
    message: "Field 'code' doesn't exist on type 'UserError'",
    extensions: { code: 'undefinedField', typeName: 'UserError', fieldName: 'code' },
  },
  {
    query: '{ shop(id: 1) { id } }',
    message: "Field 'shop' doesn't accept argument 'id'",
    extensions: { code: 'argumentNotAccepted', name: 'shop', typeName: 'Field', argumentName: 'id' },
  },
  {
    query: 'mutation { customerAddressCreate { address { id } } }',
    message: "Field 'customerAddressCreate' is missing required arguments: address, customerId",
    extensions: { code: 'missingRequiredArguments', className: 'Field', arguments: 'address, customerId' },
  },
  {
    query: 'mutation { customerDelete(input: {}) { deletedCustomerId } }',
    message: "Argument 'id' on InputObject 'CustomerDeleteInput' is required. Expected type ID!",
    extensions: {
      code: 'missingRequiredInputObjectAttribute',
      argumentName: 'id',
      argumentType: 'ID!',
      inputObjectType: 'CustomerDeleteInput',
    },
  },
  {
    query: '{ customers(first: "ten") { nodes { id } } }',
    message: "Argument 'first' on Field 'customers' has an invalid value (\"ten\"). Expected type 'Int'.",
    extensions: { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: 'first' },
  },
  {
    query: '{ customer(id: "abc") { id } }',
    message: "Invalid global id 'abc'",
    extensions: { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
  },
  {
    query: '{ shop }',
    message:
      "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
    extensions: { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
  },
  {
    query: 'query Q($unused: Int) { shop { id } }',
    message: 'Variable $unused is declared by Q but not used',
    extensions: { code: 'variableNotUsed', variableName: 'unused' },
  },
  {
    query: creation,
    variables: { input: { shoeSize: 44 } },
    message:
      'Variable $input of type CustomerInput! was provided invalid value for shoeSize (Field is not defined on CustomerInput)',
    extensions: {
      code: 'INVALID_VARIABLE',
      value: { shoeSize: 44 },
      problems: [{ path: ['shoeSize'], explanation: 'Field is not defined on CustomerInput' }],
    },
  },
  {
    query: creation,
    message: 'Variable $input of type CustomerInput! was provided invalid value',
    extensions: {
      code: 'INVALID_VARIABLE',
      value: null,
      problems: [{ path: [], explanation: 'Expected value to not be null' }],
    },
  },
  {
    query: creation,
    variables: { input: { addresses: [{ countryCode: 'XX' }] } },
    message: expect.stringContaining(
      'was provided invalid value for addresses.0.countryCode (Expected "XX" to be one of: AC, AD,',
    ) as string,
    extensions: { code: 'INVALID_VARIABLE' },
  },
  {
    query:
      'mutation M($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) { customer { id } } }',
    variables: {
      input: {
        customerId: 'gid://shopify/Customer/1',
        emailMarketingConsent: { marketingState: 'SUBSCRIBED', consentUpdatedAt: 'soon' },
      },
    },
    message: expect.stringContaining(
      "for emailMarketingConsent.consentUpdatedAt (invalid DateTime 'soon')",
    ) as string,
    extensions: { code: 'INVALID_VARIABLE' },
  },
  {
    query: byIdentifier,
    variables: { identifier: {} },
    message: 'Variable $identifier of type CustomerIdentifierInput! was provided invalid value',
    extensions: {
      code: 'INVALID_VARIABLE',
      problems: [
        {
          path: [],
          explanation: "'CustomerIdentifierInput' requires exactly one argument, but 0 were provided.",
        },
      ],
    },
  },
  {
    query: 'query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 251 }, (_, index) => `gid://shopify/Customer/${index}`) },
    message: 'The input array size of 251 is greater than the maximum allowed of 250.',
    extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
  },
  {
    query: 'query {',
    message: 'syntax error, unexpected end of file at [1, 8]',
    extensions: { code: 'PARSE_ERROR' },
  },
  {
    query: 'query A { shop { id } } query B { shop { id } }',
    message: 'An operation name is required',
    extensions: {},
  },
  {
    query: byIdentifier,
    variables: { identifier: { customId: { key: 'erp_id', value: '1' } } },
    message: "Metafield definition of type 'id' is required when using custom ids.",
    extensions: { code: 'NOT_FOUND' },
  },
  {
    query:
      'mutation { customerCreate(input: {firstName: "A", emailMarketingConsent: {marketingState: REDACTED}}) { customer { id } } }',
    message: 'Cannot specify REDACTED as a marketing state input',
    extensions: { code: 'INVALID' },
  },
  {
    query: `mutation { customerEmailMarketingConsentUpdate(input: {customerId: "gid://shopify/Customer/1",
      emailMarketingConsent: {marketingState: NOT_SUBSCRIBED}}) { customer { id } } }`,
    message: 'Cannot specify NOT_SUBSCRIBED as a marketing state input',
    extensions: { code: 'INVALID' },
  },
  {
    query: `mutation M($id: ID!) { customerAddressDelete(customerId: $id, addressId: "${unknownAddress}") { deletedAddressId } }`,
    variables: { id: '<customer>' },
    message: `Invalid id: ${unknownAddress}`,
    extensions: { code: 'RESOURCE_NOT_FOUND' },
  },
  {
    query: '{ customers { nodes { id } } }',
    message: 'you must provide one of first or last',
    extensions: { code: 'BAD_REQUEST' },
  },
  {
    query: '{ metafieldDefinition(id: "gid://shopify/MetafieldDefinition/1") { id } }',
    message: 'QueryRoot.metafieldDefinition is not modelled by this simulator.',
    extensions: { code: 'NOT_MODELLED' },
  },
  {
    query: '{ shop { accountOwner { id } } }',
    message: "Field 'accountOwner' doesn't exist on type 'Shop'",
    extensions: { code: 'undefinedField' },
  },
  {
    query: '{ shop { description } }',
    message: 'Shop.description is not modelled by this simulator.',
    extensions: { code: 'NOT_MODELLED' },
  },
];

describe('a request that is wrong as a whole', () => {
  let simulator: ShopifySimulator;
  let customer: string;
  beforeAll(async () => {
    simulator = await startShopifySimulator({ limits: 'off' });
    customer = simulator.store.addCustomer({ firstName: 'Mia' });
  });
  afterAll(() => simulator.close());

  test.each(rows.map((row) => [row.query, row] as const))(
    '%s',
    async (_title, { query, variables, message, extensions }) => {
      const sent = variables?.['id'] === '<customer>' ? { id: customer } : variables;
      const { errors } = await ask(simulator, query, sent);
      expect(errors[0]).toMatchObject({ message, extensions });
      expect(errors).toHaveLength(1);
    },
  );

  test('says where a field stands, as Shopify writes a path', async () => {
    const { errors } = await ask(simulator, 'query Page { customers(first: 1) { nodes { shoeSize } } }');
    expect(errors[0]?.path).toEqual(['query Page', 'customers', 'nodes', 'shoeSize']);
    expect(errors[0]?.locations).toEqual([{ line: 1, column: 44 }]);
  });

  test('is not charged', async () => {
    simulator.resetCounters();
    const { extensions } = await ask(simulator, '{ shop }');
    expect(extensions['cost']).toBeUndefined();
    expect(simulator.counters).toMatchObject({ requests: 1, queries: 0, points: 0 });
  });
});
