/** Creating, updating, finding and deleting customers. */
import { not } from '../../shape.ts';
import type { ContractCase, ExpectedUserError, Subject, Variables } from './case.ts';
import { customerByIdentifier, customerCreate, customerDelete, customerUpdate } from './documents.ts';
import { aCustomer, customerReads, customerState, nobodyHas, text, unknownId } from './steps.ts';

const recorded = '12.1 [REC]';
const identityMissing = 'A name, phone number, or email address must be present';
const emailTaken = 'Email has already been taken';
const phoneTaken = 'Phone has already been taken';

function refusedCreate(what: string, input: Variables, ...error: ExpectedUserError): ContractCase {
  return {
    name: `customerCreate refuses ${what}`,
    basis: recorded,
    request: { document: customerCreate, variables: { input } },
    answer: { userErrors: [error], payload: { customer: null } },
    ...(input['email'] === '{{email}}' ? { effect: nobodyHas('{{email}}') } : {}),
  };
}

function refusedUpdate(what: string, input: Variables, ...error: ExpectedUserError): ContractCase {
  return {
    name: `customerUpdate refuses ${what}`,
    basis: recorded,
    given: [aCustomer({ firstName: 'Ana', email: '{{email}}' })],
    request: { document: customerUpdate, variables: { input: { id: '{{customer}}', ...input } } },
    answer: { userErrors: [error], payload: { customer: null } },
    unchanged: customerState(),
  };
}

const created: readonly ContractCase[] = [
  {
    name: 'customerCreate keeps what it is given, in its own spelling',
    basis: '2.5 [REC]',
    request: {
      document: customerCreate,
      variables: {
        input: {
          firstName: 'Ana',
          lastName: 'Ito',
          email: ' contract-{{run}}-Spelling @example.com ',
          phone: '{{phone}}',
          tags: ['wholesale', 'b,a', 'B'],
          note: 'Rings twice',
          taxExempt: true,
          locale: 'en',
        },
      },
    },
    answer: { userErrors: [] },
    effect: {
      document: `query Q($identifier: CustomerIdentifierInput!) { customerByIdentifier(identifier: $identifier) {
        firstName lastName displayName tags note taxExempt locale defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } }`,
      variables: { identifier: { emailAddress: 'contract-{{run}}-spelling@example.com' } },
      data: {
        customerByIdentifier: {
          firstName: 'Ana',
          lastName: 'Ito',
          displayName: 'Ana Ito',
          tags: ['a', 'b', 'wholesale'],
          note: 'Rings twice',
          taxExempt: true,
          locale: 'en',
          defaultEmailAddress: { emailAddress: /^contract-\w+-spelling@example\.com$/i },
          defaultPhoneNumber: { phoneNumber: '{{phone}}' },
        },
      },
    },
  },
  ...(
    [
      ['a first name', { firstName: 'Contract {{run}} {{case}}' }],
      ['a last name', { lastName: 'Contract {{run}} {{case}}' }],
      ['an e-mail address', { email: '{{email}}' }],
      ['a phone number', { phone: '{{phone}}' }],
    ] as const
  ).map(([what, input]): ContractCase => ({
    name: `customerCreate is content with ${what}`,
    basis: '2.5 [REC]',
    request: { document: customerCreate, variables: { input } },
    answer: { userErrors: [], payload: { customer: { id: /^gid:\/\/shopify\/Customer\/\d+$/ } } },
  })),
  {
    name: 'customerCreate makes a formatted international phone number E.164',
    basis: '2.5 [REC]',
    request: {
      document: customerCreate,
      variables: { input: { firstName: 'Contract {{run}} {{case}}', phone: '{{spacedPhone}}' } },
    },
    answer: { userErrors: [] },
    effect: {
      document: `query Q($identifier: CustomerIdentifierInput!) {
        customerByIdentifier(identifier: $identifier) { defaultPhoneNumber { phoneNumber } } }`,
      variables: { identifier: { phoneNumber: '{{phone}}' } },
      data: { customerByIdentifier: { defaultPhoneNumber: { phoneNumber: '{{phone}}' } } },
    },
  },
  {
    name: 'customerCreate reads a national phone number with the country of the address',
    basis: '13.4 [VERIFY]',
    isOpen: true,
    request: {
      document: `mutation M($input: CustomerInput!) { customerCreate(input: $input) {
        customer { id defaultPhoneNumber { phoneNumber } } userErrors { field message } } }`,
      variables: {
        input: {
          firstName: 'Contract {{run}} {{case}}',
          phone: '0491 570 110',
          addresses: [
            { address1: '1 High St', city: 'Sydney', provinceCode: 'NSW', zip: '2000', countryCode: 'AU' },
          ],
        },
      },
    },
    answer: {
      userErrors: [],
      payload: { customer: { defaultPhoneNumber: { phoneNumber: '+61491570110' } } },
    },
  },
  refusedCreate('a customer without name, phone or e-mail', { tags: ['a'] }, null, identityMissing),
  {
    name: 'customerCreate refuses an e-mail address that another has, whatever its case and blanks',
    basis: recorded,
    given: [aCustomer({ firstName: 'Ana', email: 'contract-{{run}}-Taken@example.com' })],
    request: {
      document: customerCreate,
      variables: { input: { firstName: 'Ben', email: ' CONTRACT-{{run}}-taken@Example .com ' } },
    },
    answer: { userErrors: [['email', emailTaken]], payload: { customer: null } },
    unchanged: customerState(),
  },
  {
    name: 'customerCreate refuses a phone number that another has, however it is written',
    basis: '2.5 [REC]',
    given: [aCustomer({ firstName: 'Ana', phone: '{{phone}}' })],
    request: {
      document: customerCreate,
      variables: { input: { firstName: 'Ben', phone: '{{spacedPhone}}' } },
    },
    answer: { userErrors: [['phone', phoneTaken]], payload: { customer: null } },
    unchanged: customerState(),
  },
  ...['foo@', '@bar.com', 'foo@bar', 'foo@@bar.com'].map((email) =>
    refusedCreate(`the e-mail address ${email}`, { email }, 'email', 'Email is invalid'),
  ),
  refusedCreate(
    'an e-mail address of more than 255 characters',
    { email: `${text(250)}@example.com` },
    'email',
    'Email is too long (maximum is 255 characters)',
  ),
  ...['abc', '+1234abcd'].map((phone) =>
    refusedCreate(`the phone number ${phone}`, { email: '{{email}}', phone }, 'phone', 'Phone is invalid'),
  ),
  refusedCreate(
    'a first name of more than 255 characters',
    { email: '{{email}}', firstName: text(256) },
    'firstName',
    'First name is too long (maximum is 255 characters)',
  ),
  refusedCreate(
    'a last name of more than 255 characters',
    { email: '{{email}}', lastName: text(256) },
    'lastName',
    'Last name is too long (maximum is 255 characters)',
  ),
  refusedCreate(
    'a note of more than 5,000 characters',
    { email: '{{email}}', note: text(5_001) },
    'note',
    'Note is too long (maximum is 5000 characters)',
  ),
  refusedCreate(
    'a locale that is none',
    { email: '{{email}}', locale: 'not-a-locale' },
    'locale',
    'Locale is invalid',
  ),
  refusedCreate(
    'more than 250 tags',
    { email: '{{email}}', tags: [Array.from({ length: 251 }, (_, index) => `tag${index}`).join(',')] },
    'tags',
    'Tags cannot be more than 250',
  ),
  refusedCreate(
    'a tag of more than 255 characters',
    { email: '{{email}}', tags: [text(256)] },
    'tags',
    'Tags is too long (maximum is 255 characters)',
  ),
];

const updated: readonly ContractCase[] = [
  {
    name: 'customerUpdate changes what is sent and leaves the rest',
    basis: '2.2 [REC]',
    given: [
      aCustomer({ firstName: 'Ana', lastName: 'Ito', email: '{{email}}', note: 'Old', tags: ['a', 'b'] }),
    ],
    request: {
      document: customerUpdate,
      variables: { input: { id: '{{customer}}', lastName: 'Brown', tags: ['c'] } },
    },
    answer: { userErrors: [] },
    effect: customerReads({ firstName: 'Ana', lastName: 'Brown', note: 'Old', tags: ['c'] }),
  },
  {
    name: 'customerUpdate says when the customer was changed last',
    basis: '2.1 [SCHEMA]',
    given: [
      aCustomer({ firstName: 'Ana', email: '{{email}}' }),
      {
        request: {
          document: 'query Q($id: ID!) { customer(id: $id) { updatedAt } }',
          variables: { id: '{{customer}}' },
        },
        save: { before: 'customer.updatedAt' },
      },
    ],
    pause: 1.1,
    request: { document: customerUpdate, variables: { input: { id: '{{customer}}', lastName: 'Brown' } } },
    answer: { userErrors: [] },
    effect: customerReads({ updatedAt: not('{{before}}') }),
  },
  {
    name: 'customerUpdate refuses a customer that does not exist',
    basis: recorded,
    request: {
      document: customerUpdate,
      variables: { input: { id: unknownId('Customer'), firstName: 'Ana' } },
    },
    answer: { userErrors: [['id', 'Customer does not exist']], payload: { customer: null } },
  },
  {
    name: 'customerUpdate refuses an e-mail address that another has',
    basis: recorded,
    given: [
      aCustomer({ firstName: 'Ana', email: '{{email}}' }),
      aCustomer({ firstName: 'Ben', email: 'contract-{{run}}-Update@example.com' }, 'other'),
    ],
    request: {
      document: customerUpdate,
      variables: { input: { id: '{{customer}}', email: 'CONTRACT-{{run}}-update@example.com' } },
    },
    answer: { userErrors: [['email', emailTaken]], payload: { customer: null } },
    unchanged: customerState(),
  },
  {
    name: 'customerUpdate refuses a phone number that another has',
    basis: recorded,
    given: [
      aCustomer({ firstName: 'Ana', email: '{{email}}' }),
      aCustomer({ firstName: 'Ben', phone: '{{phone}}' }, 'other'),
    ],
    request: {
      document: customerUpdate,
      variables: { input: { id: '{{customer}}', phone: '{{phone}}' } },
    },
    answer: { userErrors: [['phone', phoneTaken]], payload: { customer: null } },
    unchanged: customerState(),
  },
  refusedUpdate('an e-mail address that is none', { email: 'not-an-email' }, 'email', 'Email is invalid'),
  refusedUpdate('a phone number that is none', { phone: 'abc' }, 'phone', 'Phone is invalid'),
  refusedUpdate('a locale that is none', { locale: 'not-a-locale' }, 'locale', 'Locale is invalid'),
  refusedUpdate(
    'a first name of more than 255 characters',
    { firstName: text(256) },
    'firstName',
    'First name is too long (maximum is 255 characters)',
  ),
  refusedUpdate(
    'a note of more than 5,000 characters',
    { note: text(5_001) },
    'note',
    'Note is too long (maximum is 5000 characters)',
  ),
  refusedUpdate(
    'consent to text messages, which has a mutation of its own',
    { smsMarketingConsent: { marketingState: 'SUBSCRIBED' } },
    'smsMarketingConsent',
    'To update smsMarketingConsent, please use the customerSmsMarketingConsentUpdate Mutation instead',
  ),
  refusedUpdate(
    'consent to WhatsApp messages, which has a mutation of its own',
    { whatsAppMarketingConsent: { state: 'SUBSCRIBED' } },
    'whatsAppMarketingConsent',
    'To update whatsAppMarketingConsent, please use the customerWhatsAppMarketingConsentUpdate Mutation instead',
  ),
];

const found: readonly ContractCase[] = [
  ...(
    [
      ['id', { id: '{{customer}}' }],
      ['e-mail address in capitals', { emailAddress: 'CONTRACT-{{run}}-Find@Example.com' }],
      ['phone number', { phoneNumber: '{{phone}}' }],
    ] as const
  ).map(([what, identifier]): ContractCase => ({
    name: `customerByIdentifier finds a new customer at once by ${what}`,
    basis: '2.3 [REC]',
    given: [aCustomer({ email: 'contract-{{run}}-find@example.com', phone: '{{phone}}' })],
    request: { document: customerByIdentifier, variables: { identifier } },
    answer: { data: { customerByIdentifier: { id: '{{customer}}' } } },
  })),
  {
    name: 'customerByIdentifier finds nobody by an e-mail address that only begins the same',
    basis: '2.3 [REC]',
    given: [aCustomer({ email: 'contract-{{run}}-find.smith@example.com' })],
    request: {
      document: customerByIdentifier,
      variables: { identifier: { emailAddress: 'contract-{{run}}-find@example.com' } },
    },
    answer: { data: { customerByIdentifier: null } },
  },
];

const deleted: readonly ContractCase[] = [
  {
    name: 'customerDelete removes a customer without orders',
    basis: '2.2 [REC]',
    given: [aCustomer({ email: '{{email}}' })],
    request: { document: customerDelete, variables: { input: { id: '{{customer}}' } } },
    answer: { userErrors: [], payload: { deletedCustomerId: '{{customer}}' } },
    effect: customerReads(null),
  },
  {
    name: 'customerDelete refuses a customer that does not exist',
    basis: recorded,
    request: { document: customerDelete, variables: { input: { id: unknownId('Customer') } } },
    answer: { userErrors: [['id', "Customer can't be found"]], payload: { deletedCustomerId: null } },
  },
  {
    name: 'customerDelete refuses a customer with orders',
    basis: recorded,
    needs: ['simulator'],
    given: [
      {
        request: {
          control: 'POST /edits',
          body: { edit: 'addCustomer', arguments: [{ firstName: 'Ana', numberOfOrders: 2 }] },
        },
        save: { customer: '0' },
      },
    ],
    request: { document: customerDelete, variables: { input: { id: '{{customer}}' } } },
    answer: {
      userErrors: [['id', 'Customer can’t be deleted because they have associated orders']],
      payload: { deletedCustomerId: null },
    },
    effect: customerReads({ canDelete: false }),
    cleanup: [
      { request: { control: 'POST /edits', body: { edit: 'deleteCustomer', arguments: ['{{customer}}'] } } },
    ],
  },
];

export const customers: Subject = {
  name: 'customers',
  cases: [...created, ...updated, ...found, ...deleted],
};
