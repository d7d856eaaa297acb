/** Marketing consent, tax exemption, tags and metafields of customers. */
import type { ContractCase, ExpectedUserError, Subject, Variables } from './case.ts';
import {
  customerByIdentifier,
  customerCreate,
  customerSet,
  metafieldDefinitionCreate,
  metafieldsSet,
} from './documents.ts';
import { aCustomer, customerReads, customerState, unknownId } from './steps.ts';

const emailConsentUpdate = `mutation M($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) { customer { id } userErrors { field message code } } }`;
const smsConsentUpdate = `mutation M($input: CustomerSmsMarketingConsentUpdateInput!) {
  customerSmsMarketingConsentUpdate(input: $input) { customer { id } userErrors { field message code } } }`;

const person = aCustomer({ firstName: 'Ana', email: '{{email}}', phone: '{{phone}}' });
const subscribed = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' };
const inTheFuture = { ...subscribed, consentUpdatedAt: '2999-01-01T00:00:00Z' };

const emailInput = (emailMarketingConsent: Variables): Variables => ({
  input: { customerId: '{{customer}}', emailMarketingConsent },
});
const smsInput = (smsMarketingConsent: Variables, customerId = '{{customer}}'): Variables => ({
  input: { customerId, smsMarketingConsent },
});

function refusedConsent(
  what: string,
  document: string,
  variables: Variables,
  error: ExpectedUserError,
  given = person,
): ContractCase {
  const kind = document === smsConsentUpdate ? 'Sms' : 'Email';
  return {
    name: `customer${kind}MarketingConsentUpdate refuses ${what}`,
    basis: '12.2 [REC]',
    given: [given],
    request: { document, variables },
    answer: { userErrors: [error] },
    unchanged: customerState(),
  };
}

function unsettable(marketingState: string, document: string, variables: Variables): ContractCase {
  const kind = document === smsConsentUpdate ? 'Sms' : 'Email';
  return {
    name: `customer${kind}MarketingConsentUpdate fails for the state ${marketingState}`,
    basis: '12.7 [REC]',
    given: [person],
    request: { document, variables },
    answer: {
      error: {
        message: `Cannot specify ${marketingState} as a marketing state input`,
        extensions: { code: 'INVALID' },
      },
    },
    unchanged: customerState(),
  };
}

const consent: readonly ContractCase[] = [
  {
    name: 'customerEmailMarketingConsentUpdate subscribes',
    basis: '2.2 [REC]',
    given: [person],
    request: { document: emailConsentUpdate, variables: emailInput(subscribed) },
    answer: { userErrors: [] },
    effect: customerReads({ defaultEmailAddress: subscribed }),
  },
  {
    name: 'customerEmailMarketingConsentUpdate unsubscribes',
    basis: '2.2 [REC]',
    given: [person, { request: { document: emailConsentUpdate, variables: emailInput(subscribed) } }],
    request: {
      document: emailConsentUpdate,
      variables: emailInput({ ...subscribed, marketingState: 'UNSUBSCRIBED' }),
    },
    answer: { userErrors: [] },
    effect: customerReads({ defaultEmailAddress: { marketingState: 'UNSUBSCRIBED' } }),
  },
  {
    name: 'customerSmsMarketingConsentUpdate subscribes',
    basis: '2.2 [REC]',
    given: [person],
    request: { document: smsConsentUpdate, variables: smsInput(subscribed) },
    answer: { userErrors: [] },
    effect: customerReads({ defaultPhoneNumber: { smsMarketingConsent: { state: 'SUBSCRIBED' } } }),
  },
  {
    name: 'customerCreate refuses consent to e-mail without an e-mail address',
    basis: '12.1 [REC]',
    request: {
      document: customerCreate,
      variables: { input: { firstName: 'Ana', emailMarketingConsent: subscribed } },
    },
    answer: {
      userErrors: [
        ['emailMarketingConsent', 'An email address is required to set the email marketing consent state.'],
      ],
      payload: { customer: null },
    },
  },
  refusedConsent('a time in the future', emailConsentUpdate, emailInput(inTheFuture), [
    'input.emailMarketingConsent.consentUpdatedAt',
    'Consent updated at must not be in the future',
    'INVALID',
  ]),
  refusedConsent(
    'a pending consent that nobody confirmed',
    emailConsentUpdate,
    emailInput({ ...subscribed, marketingState: 'PENDING' }),
    [
      'input.emailMarketingConsent.marketingOptInLevel',
      'Marketing opt in level must be confirmed opt-in for pending consent state',
      'INVALID',
    ],
  ),
  refusedConsent(
    'a customer without a phone number',
    smsConsentUpdate,
    smsInput(subscribed),
    ['input.smsMarketingConsent', 'A phone number is required to set the SMS consent state.', 'INVALID'],
    aCustomer({ firstName: 'Ana', email: '{{email}}' }),
  ),
  refusedConsent('a time in the future', smsConsentUpdate, smsInput(inTheFuture), [
    'input.smsMarketingConsent.consentUpdatedAt',
    'Consent updated at must not be in the future',
    'INVALID',
  ]),
  refusedConsent(
    'a customer that does not exist',
    smsConsentUpdate,
    smsInput({ marketingState: 'UNSUBSCRIBED' }, unknownId('Customer')),
    [null, 'Customer not found', null],
  ),
  refusedConsent(
    'a subscription without its level',
    smsConsentUpdate,
    smsInput({ marketingState: 'SUBSCRIBED' }),
    [
      'input.smsMarketingConsent.marketingOptInLevel',
      'Marketing opt in level must exist',
      'MISSING_ARGUMENT',
    ],
  ),
  ...['NOT_SUBSCRIBED', 'INVALID', 'REDACTED'].map((marketingState) =>
    unsettable(marketingState, emailConsentUpdate, emailInput({ marketingState })),
  ),
  ...['NOT_SUBSCRIBED', 'REDACTED'].map((marketingState) =>
    unsettable(marketingState, smsConsentUpdate, smsInput({ marketingState })),
  ),
  {
    name: 'customerCreate fails for inline consent in the state REDACTED',
    basis: '12.7 [REC]',
    request: {
      document: customerCreate,
      variables: { input: { email: '{{email}}', emailMarketingConsent: { marketingState: 'REDACTED' } } },
    },
    answer: {
      error: {
        message: 'Cannot specify REDACTED as a marketing state input',
        extensions: { code: 'INVALID' },
      },
    },
  },
];

function exemptionChange(
  kind: 'Add' | 'Remove' | 'Replace',
  customerId: string,
  exemptions: readonly string[],
): ContractCase['request'] {
  return {
    document: `mutation M($customerId: ID!, $taxExemptions: [TaxExemption!]!) {
      customer${kind}TaxExemptions(customerId: $customerId, taxExemptions: $taxExemptions) { customer { id } userErrors { field message } } }`,
    variables: { customerId, taxExemptions: exemptions },
  };
}

const [statusCard, reseller] = ['CA_STATUS_CARD_EXEMPTION', 'CA_BC_RESELLER_EXEMPTION'] as const;

const tax: readonly ContractCase[] = [
  ...(
    [
      ['Add', [reseller], [statusCard, reseller]],
      ['Remove', [statusCard], []],
      ['Replace', [reseller], [reseller]],
    ] as const
  ).map(([kind, given, expected]): ContractCase => ({
    name: `customer${kind}TaxExemptions changes the list`,
    basis: '2.2 [REC]',
    given: [aCustomer({ firstName: 'Ana', email: '{{email}}', taxExemptions: [statusCard] })],
    request: exemptionChange(kind, '{{customer}}', given),
    answer: { userErrors: [] },
    effect: customerReads({ taxExemptions: expected }),
  })),
  ...(['Add', 'Remove', 'Replace'] as const).map((kind): ContractCase => ({
    name: `customer${kind}TaxExemptions refuses a customer that does not exist`,
    basis: '12.2 [REC]',
    request: exemptionChange(kind, unknownId('Customer'), [reseller]),
    answer: { userErrors: [['customerId', 'Customer does not exist.']] },
  })),
];

const tags: readonly ContractCase[] = [
  {
    name: 'tagsAdd adds tags once, whatever their case',
    basis: '2.5 [REC]',
    given: [aCustomer({ email: '{{email}}', tags: ['b'] })],
    request: {
      document:
        'mutation M($id: ID!) { tagsAdd(id: $id, tags: ["a", "B"]) { node { id } userErrors { field message } } }',
      variables: { id: '{{customer}}' },
    },
    answer: { userErrors: [] },
    effect: customerReads({ tags: ['a', 'b'] }),
  },
  {
    name: 'tagsRemove removes tags, whatever their case',
    basis: '2.5 [REC]',
    given: [aCustomer({ email: '{{email}}', tags: ['a', 'b'] })],
    request: {
      document:
        'mutation M($id: ID!) { tagsRemove(id: $id, tags: ["A", "c"]) { node { id } userErrors { field message } } }',
      variables: { id: '{{customer}}' },
    },
    answer: { userErrors: [] },
    effect: customerReads({ tags: ['b'] }),
  },
];

const namespace = 'contract_{{run}}_{{case}}';

function metafield(patch: Variables): Variables {
  return { ownerId: '{{customer}}', namespace, key: 'links', type: 'json', value: '{"a":1}', ...patch };
}

const metafieldsSetOfOwner = `mutation M($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields { namespace key owner { ... on Customer { id updatedAt } } } userErrors { field message code } } }`;
const metafieldsDelete = `mutation M($metafields: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $metafields) { deletedMetafields { namespace key } userErrors { field message } } }`;

const linksRead = {
  document: `query Q($id: ID!, $namespace: String!) {
    customer(id: $id) { metafield(namespace: $namespace, key: "links") { jsonValue } } }`,
  variables: { id: '{{customer}}', namespace },
};

/** A customer with the metafield `links`, whose digest is saved as `digest`. */
const withLinks = [
  aCustomer({ email: '{{email}}' }),
  {
    request: { document: metafieldsSet, variables: { metafields: [metafield({})] } },
    save: { digest: 'metafieldsSet.metafields.0.compareDigest' },
  },
];

/** The definition of a custom id in a namespace of the run. */
function idDefinition(key: string, more: Variables = {}): ContractCase['request'] {
  const definition = {
    name: 'Contract {{run}} {{case}}',
    namespace,
    key,
    type: 'id',
    ownerType: 'CUSTOMER',
    ...more,
  };
  return { document: metafieldDefinitionCreate, variables: { definition } };
}

const byCustomId = (key: string): Variables => ({ customId: { namespace, key, value: 'C1' } });

const metafields: readonly ContractCase[] = [
  {
    name: 'metafieldsSet writes a value that reads as JSON',
    basis: '2.2 [REC]',
    given: [aCustomer({ email: '{{email}}' })],
    request: { document: metafieldsSet, variables: { metafields: [metafield({})] } },
    answer: { userErrors: [] },
    effect: { ...linksRead, data: { customer: { metafield: { jsonValue: { a: 1 } } } } },
  },
  {
    name: 'metafieldsSet replaces a value whose digest is still the same',
    basis: '2.2 [REC]',
    given: withLinks,
    request: {
      document: metafieldsSet,
      variables: { metafields: [metafield({ value: '{"a":2}', compareDigest: '{{digest}}' })] },
    },
    answer: { userErrors: [] },
    effect: { ...linksRead, data: { customer: { metafield: { jsonValue: { a: 2 } } } } },
  },
  {
    name: 'metafieldsSet refuses to replace a value that changed since it was read',
    basis: '2.2 [REC], wording [VERIFY]',
    isOpen: true,
    given: [
      ...withLinks,
      { request: { document: metafieldsSet, variables: { metafields: [metafield({ value: '{"a":2}' })] } } },
    ],
    request: {
      document: metafieldsSet,
      variables: { metafields: [metafield({ value: '{"a":3}', compareDigest: '{{digest}}' })] },
    },
    answer: { userErrors: [['metafields.0', /updated since it was loaded/, 'STALE_OBJECT']] },
    unchanged: linksRead,
  },
  {
    name: 'metafieldsSet with no digest at all writes only where nothing is',
    basis: '2.2 [REC], wording [VERIFY]',
    isOpen: true,
    given: withLinks,
    request: {
      document: metafieldsSet,
      variables: { metafields: [metafield({ value: '{"a":3}', compareDigest: null })] },
    },
    answer: { userErrors: [['metafields.0', /updated since it was loaded/, 'STALE_OBJECT']] },
    unchanged: linksRead,
  },
  {
    name: 'metafieldsSet refuses an owner that does not exist',
    basis: '2.2 [INF], wording [VERIFY]',
    isOpen: true,
    request: {
      document: metafieldsSet,
      variables: { metafields: [metafield({ ownerId: unknownId('Customer') })] },
    },
    answer: { userErrors: [['metafields.0.ownerId', 'Owner does not exist.', 'INVALID']] },
  },
  {
    name: 'metafieldsSet writes all or none',
    basis: '2.2 [REC], wording [VERIFY]',
    isOpen: true,
    given: withLinks,
    request: {
      document: metafieldsSet,
      variables: { metafields: [metafield({ value: '{"a":2}' }), metafield({ key: 'other', value: '{' })] },
    },
    answer: { userErrors: [['metafields.1.value', /JSON/i, 'INVALID_VALUE']] },
    unchanged: linksRead,
  },
  ...(
    [
      ['number_integer', '1.5'],
      ['number_decimal', '1,5'],
      ['boolean', 'no'],
      ['date', '2023-02-29'],
      ['date_time', 'soon'],
      ['single_line_text_field', 'One\nTwo'],
      ['color', 'red'],
      ['url', 'example'],
      ['list.single_line_text_field', 'Tea, Jam'],
      ['list.number_integer', '[1.5]'],
    ] as const
  ).map(([type, value]): ContractCase => ({
    name: `metafieldsSet refuses what is no ${type}`,
    basis: '2.2 [SCHEMA], wording [VERIFY]',
    isOpen: true,
    given: [aCustomer({ email: '{{email}}' })],
    request: { document: metafieldsSet, variables: { metafields: [metafield({ type, value })] } },
    answer: { userErrors: [['metafields.0.value', /^Value /, 'INVALID_VALUE']] },
    unchanged: linksRead,
  })),
  {
    name: 'metafieldsSet tells of the owner what it is after the write',
    basis: '2.2 [SCHEMA]',
    given: [aCustomer({ email: '{{email}}' })],
    request: { document: metafieldsSetOfOwner, variables: { metafields: [metafield({})] } },
    answer: {
      userErrors: [],
      payload: { metafields: [{ namespace, key: 'links', owner: { id: '{{customer}}' } }] },
    },
  },
  {
    name: 'metafieldsDelete takes one away, and is no error where there is none',
    basis: '2.2 [SCHEMA], the second [VERIFY]',
    isOpen: true,
    given: withLinks,
    request: {
      document: metafieldsDelete,
      variables: {
        metafields: ['links', 'other'].map((key) => ({ ownerId: '{{customer}}', namespace, key })),
      },
    },
    answer: { userErrors: [], payload: { deletedMetafields: [{ namespace, key: 'links' }, null] } },
    effect: { ...linksRead, data: { customer: { metafield: null } } },
  },
  {
    name: 'metafieldsDelete refuses an owner that does not exist',
    basis: '2.2 [INF], wording [VERIFY]',
    isOpen: true,
    request: {
      document: metafieldsDelete,
      variables: { metafields: [{ ownerId: unknownId('Customer'), namespace, key: 'links' }] },
    },
    answer: { userErrors: [['metafields.0.ownerId', 'Owner does not exist.']] },
  },
  {
    name: 'metafieldsSet refuses more than 25 at once',
    basis: '2.2 [REC], wording [VERIFY]',
    isOpen: true,
    given: [aCustomer({ email: '{{email}}' })],
    request: {
      document: metafieldsSet,
      variables: { metafields: Array.from({ length: 26 }, (_, index) => metafield({ key: `key${index}` })) },
    },
    answer: { userErrors: [['metafields', /25/, 'LESS_THAN_OR_EQUAL_TO']] },
    unchanged: linksRead,
  },
  {
    name: 'metafieldDefinitionCreate of type id makes values unique',
    basis: '2.4 [REC], wording [VERIFY]',
    isOpen: true,
    given: [
      { request: idDefinition('unique') },
      aCustomer({ email: '{{email}}' }),
      aCustomer({ email: '{{email2}}' }, 'other'),
      {
        request: {
          document: metafieldsSet,
          variables: { metafields: [metafield({ key: 'unique', type: 'id', value: 'C1' })] },
        },
      },
    ],
    request: {
      document: metafieldsSet,
      variables: {
        metafields: [metafield({ ownerId: '{{other}}', key: 'unique', type: 'id', value: 'C1' })],
      },
    },
    answer: { userErrors: [['metafields.0.value', /already been assigned/, 'TAKEN']] },
  },
  {
    name: 'metafieldDefinitionCreate of type id cannot do without unique values',
    basis: '12.8 [REC]',
    request: idDefinition('refused', { capabilities: { uniqueValues: { enabled: false } } }),
    answer: {
      userErrors: [
        [
          'definition',
          'Capability unique_values is required for type id but is disabled',
          'CAPABILITY_REQUIRED_BUT_DISABLED',
        ],
      ],
    },
  },
  {
    name: 'customerSet ties a customer to a custom id once its definition exists',
    basis: '2.4 [REC]',
    given: [
      { request: idDefinition('number') },
      {
        request: {
          document: customerSet,
          variables: {
            identifier: byCustomId('number'),
            input: { firstName: 'Ana', email: '{{email}}' },
          },
        },
        save: { customer: 'customerSet.customer.id' },
      },
    ],
    request: {
      document: customerSet,
      variables: { identifier: byCustomId('number'), input: { lastName: 'Ito' } },
    },
    answer: { userErrors: [], payload: { customer: { id: '{{customer}}' } } },
    effect: {
      document: customerByIdentifier,
      variables: { identifier: byCustomId('number') },
      data: { customerByIdentifier: { id: '{{customer}}' } },
    },
  },
  ...(
    [
      ['customerSet', customerSet, { input: { email: '{{email}}' } }],
      ['customerByIdentifier', customerByIdentifier, {}],
    ] as const
  ).map(([root, document, more]): ContractCase => ({
    name: `${root} fails for a custom id without its definition`,
    basis: '12.7 [REC]',
    request: { document, variables: { identifier: byCustomId('undefined'), ...more } },
    answer: {
      error: {
        message: "Metafield definition of type 'id' is required when using custom ids.",
        extensions: { code: 'NOT_FOUND' },
      },
    },
  })),
];

export const attributes: Subject = {
  name: 'consent, tax, tags and metafields',
  cases: [...consent, ...tax, ...tags, ...metafields],
};
