/** Requests that are wrong as a whole: the answer has `errors` and nothing is done. */
import type { ContractCase, Request, Step, Subject } from './case.ts';
import { customerByIdentifier, customerCreate } from './documents.ts';
import { anyText } from '../../shape.ts';

const recorded = '12.7 [REC]';

function fails(
  what: string,
  request: Request,
  message: string | RegExp,
  extensions: Readonly<Record<string, unknown>>,
): ContractCase {
  return {
    name: `a request fails for ${what}`,
    basis: recorded,
    request,
    answer: { error: { message, extensions } },
  };
}

const schemaErrors: readonly ContractCase[] = [
  fails(
    'a field that does not exist, such as the code of a plain userError',
    { document: 'mutation { customerCreate(input: {firstName: "Ana"}) { userErrors { code } } }' },
    "Field 'code' doesn't exist on type 'UserError'",
    { code: 'undefinedField', typeName: 'UserError', fieldName: 'code' },
  ),
  fails(
    'an argument that does not exist',
    { document: '{ shop(id: 1) { id } }' },
    "Field 'shop' doesn't accept argument 'id'",
    { code: 'argumentNotAccepted', name: 'shop', typeName: 'Field', argumentName: 'id' },
  ),
  fails(
    'missing arguments',
    { document: 'mutation { customerAddressCreate { address { id } } }' },
    "Field 'customerAddressCreate' is missing required arguments: address, customerId",
    { code: 'missingRequiredArguments', className: 'Field', arguments: 'address, customerId' },
  ),
  fails(
    'an input without a required field',
    { document: 'mutation { customerDelete(input: {}) { deletedCustomerId } }' },
    "Argument 'id' on InputObject 'CustomerDeleteInput' is required. Expected type ID!",
    {
      code: 'missingRequiredInputObjectAttribute',
      argumentName: 'id',
      argumentType: 'ID!',
      inputObjectType: 'CustomerDeleteInput',
    },
  ),
  fails(
    'a literal of the wrong type',
    { document: '{ customers(first: "ten") { nodes { id } } }' },
    "Argument 'first' on Field 'customers' has an invalid value (\"ten\"). Expected type 'Int'.",
    { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: 'first' },
  ),
  fails(
    'a malformed id in the text of a query',
    { document: '{ customer(id: "abc") { id } }' },
    "Invalid global id 'abc'",
    { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
  ),
  fails(
    'a malformed id in the text of a mutation',
    {
      document: 'mutation { tagsAdd(id: "abc", tags: ["a"]) { userErrors { message } } }',
    },
    "Invalid global id 'abc'",
    { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
  ),
  fails(
    'an object without a selection',
    { document: '{ shop }' },
    "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
    { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
  ),
  fails(
    'a variable that is not used',
    { document: 'query Q($unused: Int) { shop { id } }' },
    'Variable $unused is declared by Q but not used',
    { code: 'variableNotUsed', variableName: 'unused' },
  ),
  {
    name: 'a request fails with the place of the wrong field in the document',
    basis: recorded,
    request: { document: 'query Page { customers(first: 1) { nodes { shoeSize } } }' },
    answer: {
      error: {
        message: "Field 'shoeSize' doesn't exist on type 'Customer'",
        extensions: { code: 'undefinedField' },
        path: ['query Page', 'customers', 'nodes', 'shoeSize'],
      },
    },
  },
];

const problem = (path: readonly (string | number)[], explanation: string): unknown => ({ path, explanation });
const consentUpdate = `mutation M($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) { customer { id } } }`;

const variableErrors: readonly ContractCase[] = [
  fails(
    'a field of a variable that nobody knows',
    { document: customerCreate, variables: { input: { shoeSize: 44 } } },
    'Variable $input of type CustomerInput! was provided invalid value for shoeSize (Field is not defined on CustomerInput)',
    {
      code: 'INVALID_VARIABLE',
      value: { shoeSize: 44 },
      problems: [problem(['shoeSize'], 'Field is not defined on CustomerInput')],
    },
  ),
  fails(
    'a variable that is missing',
    { document: customerCreate },
    'Variable $input of type CustomerInput! was provided invalid value',
    {
      code: 'INVALID_VARIABLE',
      value: null,
      problems: [problem([], 'Expected value to not be null')],
    },
  ),
  fails(
    'a variable without a required field',
    {
      document:
        'mutation M($input: CustomerDeleteInput!) { customerDelete(input: $input) { deletedCustomerId } }',
      variables: { input: {} },
    },
    'Variable $input of type CustomerDeleteInput! was provided invalid value for id (Expected value to not be null)',
    { code: 'INVALID_VARIABLE', problems: [problem(['id'], 'Expected value to not be null')] },
  ),
  fails(
    'a word that is not one of the choices',
    { document: customerCreate, variables: { input: { addresses: [{ countryCode: 'XX' }] } } },
    /^Variable \$input of type CustomerInput! was provided invalid value for addresses\.0\.countryCode \(Expected "XX" to be one of: /,
    { code: 'INVALID_VARIABLE' },
  ),
  fails(
    'a time that is none',
    {
      document: consentUpdate,
      variables: {
        input: {
          customerId: 'gid://shopify/Customer/1',
          emailMarketingConsent: { marketingState: 'SUBSCRIBED', consentUpdatedAt: 'soon' },
        },
      },
    },
    /for emailMarketingConsent\.consentUpdatedAt \(invalid DateTime 'soon'\)$/,
    { code: 'INVALID_VARIABLE' },
  ),
  fails(
    'an identifier that is empty',
    { document: customerByIdentifier, variables: { identifier: {} } },
    'Variable $identifier of type CustomerIdentifierInput! was provided invalid value',
    {
      code: 'INVALID_VARIABLE',
      problems: [
        problem([], "'CustomerIdentifierInput' requires exactly one argument, but 0 were provided."),
      ],
    },
  ),
  {
    ...fails(
      'a malformed id in a variable',
      { document: 'query Q($id: ID!) { customer(id: $id) { id } }', variables: { id: 'abc' } },
      'Variable $id of type ID! was provided invalid value',
      {
        code: 'INVALID_VARIABLE',
        value: 'abc',
        problems: [problem([], "Invalid global id 'abc'")],
      },
    ),
  },
  fails(
    'a malformed id inside a variable',
    { document: customerByIdentifier, variables: { identifier: { id: 'abc' } } },
    "Variable $identifier of type CustomerIdentifierInput! was provided invalid value for id (Invalid global id 'abc')",
    { code: 'INVALID_VARIABLE', problems: [problem(['id'], "Invalid global id 'abc'")] },
  ),
];

const documentErrors: readonly ContractCase[] = [
  fails(
    'a text that ends too early',
    { document: 'query {' },
    'syntax error, unexpected end of file at [1, 8]',
    { code: 'PARSE_ERROR' },
  ),
  fails(
    'several operations without the name of one',
    { document: 'query A { shop { id } } query B { shop { id } }' },
    'An operation name is required',
    {},
  ),
  fails(
    'the name of an operation that is not there',
    { document: 'query A { shop { id } } query B { shop { id } }', operationName: 'Missing' },
    'No operation named "Missing"',
    {},
  ),
  {
    name: 'a request runs the operation that it names',
    basis: '12.7 [REC]',
    request: {
      document: 'query A { shop { id } } query B { shop { name } }',
      operationName: 'B',
    },
    answer: { data: { shop: { name: anyText } } },
  },
];

const serverErrors: readonly ContractCase[] = [
  {
    ...fails(
      'a fault of the server, with HTTP 200',
      { document: '{ shop { id } }' },
      'Something went wrong',
      { code: 'INTERNAL_SERVER_ERROR' },
    ),
    needs: ['simulator'],
    given: [{ request: { control: 'POST /faults', body: { kind: 'internalError' } } }],
  },
];

/** A token with this scope alone, saved as `limited`. */
const limitedToken = (scope: string): readonly Step[] => [
  {
    request: {
      method: 'GET',
      path: `/admin/oauth/authorize?client_id={{app.clientId}}&redirect_uri={{app.redirectUri}}&scope=${scope}`,
    },
    answer: { status: 302 },
    save: { code: 'location.code' },
  },
  {
    request: {
      method: 'POST',
      path: '/admin/oauth/access_token',
      form: { client_id: '{{app.clientId}}', client_secret: '{{app.clientSecret}}', code: '{{code}}' },
    },
    save: { limited: 'body.access_token' },
  },
];

const accessErrors: readonly ContractCase[] = [
  {
    name: 'a mutation is denied to an app without its scope, and not carried out',
    basis: recorded,
    needs: ['simulator', 'authorization app'],
    given: limitedToken('read_customers'),
    request: {
      document: customerCreate,
      variables: { input: { email: '{{email}}' } },
      token: '{{limited}}',
    },
    answer: {
      error: {
        message: 'Access denied for customerCreate field. Required access: `write_customers` access scope.',
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: anyText,
          requiredAccess: '`write_customers` access scope.',
        },
      },
    },
    effect: {
      document: customerByIdentifier,
      variables: { identifier: { emailAddress: '{{email}}' } },
      data: { customerByIdentifier: null },
    },
  },
  {
    name: 'a scope to write is a scope to read',
    basis: '5 [DOC]',
    needs: ['simulator', 'authorization app'],
    given: limitedToken('write_customers'),
    request: { document: '{ customersCount(limit: 1) { precision } }', token: '{{limited}}' },
    answer: { data: { customersCount: { precision: anyText } } },
  },
  {
    name: 'a company is denied in a store without business customers',
    basis: '4.3 [DOC]',
    needs: ['simulator', 'b2b'],
    given: [{ request: { control: 'POST /switches', body: { b2b: false } } }],
    request: { document: '{ companiesCount { count } }' },
    answer: {
      error: {
        message: /^Access denied for companiesCount field\./,
        extensions: { code: 'ACCESS_DENIED' },
      },
    },
    effect: {
      document: '{ shop { entitlements { b2b { enabled } } } }',
      data: { shop: { entitlements: { b2b: { enabled: false } } } },
    },
  },
  {
    name: 'a customer is denied to an app that is not approved for personal data',
    basis: '5 [DOC]',
    needs: ['simulator'],
    given: [{ request: { control: 'POST /switches', body: { protectedData: 'denied' } } }],
    request: { document: '{ customers(first: 1) { nodes { id } } }' },
    answer: {
      error: {
        message: 'This app is not approved to access the Customer object.',
        extensions: { code: 'ACCESS_DENIED' },
      },
    },
  },
];

export const topLevelErrors: Subject = {
  name: 'top-level errors',
  cases: [...schemaErrors, ...variableErrors, ...documentErrors, ...serverErrors, ...accessErrors],
};
