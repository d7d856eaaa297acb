/** People of companies: made, changed, assigned and taken away. */
import type { ContractCase, ExpectedUserError, Step, Subject, Variables } from './case.ts';
import {
  contactAssign,
  contactCreate,
  contactDelete,
  contactUpdate,
  mainContactAssign,
} from './documents.ts';
import {
  aBusyCompany,
  aCompany,
  aCompanyWithContact,
  companyReads,
  companyState,
  removeBusy,
} from './company-steps.ts';
import { aCustomer, customerState, nobodyHas, text, unknownId } from './steps.ts';

const recorded = '12.4 [REC]';

function refusedCreate(
  what: string,
  input: Variables,
  error: ExpectedUserError,
  basis = recorded,
): ContractCase {
  return {
    name: `companyContactCreate refuses ${what}`,
    basis,
    given: [
      aCompany(),
      aCustomer({ firstName: 'Ben', email: 'contract-{{run}}-Person@example.com', phone: '{{phone}}' }),
    ],
    request: { document: contactCreate, variables: { companyId: '{{company}}', input } },
    answer: { userErrors: [error], payload: { companyContact: null } },
    unchanged: companyState(),
  };
}

function refusedUpdate(
  what: string,
  input: Variables,
  ...errors: readonly ExpectedUserError[]
): ContractCase {
  return {
    name: `companyContactUpdate refuses ${what}`,
    basis: recorded,
    given: [
      aCompanyWithContact({ email: '{{email}}', firstName: 'Ana' }),
      aCustomer({ firstName: 'Ben', email: '{{email2}}', phone: '{{phone}}' }),
    ],
    request: { document: contactUpdate, variables: { companyContactId: '{{contact}}', input } },
    answer: { userErrors: errors, payload: { companyContact: null } },
    unchanged: companyState(),
  };
}

const created: readonly ContractCase[] = [
  {
    name: 'companyContactCreate makes the customer too, and not the main contact',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: {
      document: contactCreate,
      variables: {
        companyId: '{{company}}',
        input: { email: '{{email}}', firstName: 'Ana', lastName: 'Ito', phone: '{{phone}}', title: 'Buyer' },
      },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      mainContact: null,
      contacts: {
        nodes: [
          {
            title: 'Buyer',
            isMainContact: false,
            customer: {
              firstName: 'Ana',
              lastName: 'Ito',
              defaultEmailAddress: { emailAddress: '{{email}}' },
              defaultPhoneNumber: { phoneNumber: '{{phone}}' },
            },
            roleAssignments: { nodes: [] },
          },
        ],
      },
    }),
  },
  refusedCreate('an empty input', {}, [null, 'Company contact create input is empty.', 'NO_INPUT']),
  refusedCreate(
    'an e-mail address that a customer has, whatever its case',
    { email: 'CONTRACT-{{run}}-person@example.com' },
    ['input.email', 'Email address has already been taken.', 'TAKEN'],
  ),
  refusedCreate(
    'a phone number that a customer has',
    { email: '{{email}}', phone: '{{spacedPhone}}' },
    ['input.phone', 'Phone number has already been taken.', 'TAKEN'],
    '4.2 [REC]',
  ),
  {
    name: 'companyContactCreate refuses a contact without an e-mail address',
    basis: '4.2 [REC], path [VERIFY]',
    isOpen: true,
    given: [aCompany()],
    request: {
      document: contactCreate,
      variables: { companyId: '{{company}}', input: { firstName: 'Ana', phone: '{{phone}}' } },
    },
    answer: {
      userErrors: [['input', 'Either the attribute email or customer_id must be provided', 'INVALID']],
    },
    unchanged: companyState(),
  },
  {
    name: 'companyContactCreate leaves nobody behind when it is refused',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: {
      document: contactCreate,
      variables: { companyId: '{{company}}', input: { email: '{{email}}', phone: 'not-a-phone' } },
    },
    answer: { userErrors: [['input.phone', 'Phone is invalid', 'INVALID']] },
    effect: nobodyHas('{{email}}'),
  },
];

const updated: readonly ContractCase[] = [
  {
    name: 'companyContactUpdate writes through to the customer',
    basis: '4.2 [REC]',
    given: [aCompanyWithContact({ email: '{{email}}', firstName: 'Ana' })],
    request: {
      document: contactUpdate,
      variables: {
        companyContactId: '{{contact}}',
        input: { firstName: 'Anna', email: '{{email2}}', phone: '{{spacedPhone}}', title: 'Owner' },
      },
    },
    answer: { userErrors: [] },
    effect: {
      ...customerState('{{person}}'),
      data: {
        customer: {
          firstName: 'Anna',
          defaultEmailAddress: { emailAddress: '{{email2}}' },
          defaultPhoneNumber: { phoneNumber: '{{phone}}' },
        },
      },
    },
  },
  refusedUpdate('an empty input', {}, [null, 'Company contact update input is empty.', 'NO_INPUT']),
  refusedUpdate('an e-mail address that another has', { email: '{{email2}}' }, [
    'input.email',
    'Email address has already been taken.',
    'TAKEN',
  ]),
  refusedUpdate('an e-mail address that is none', { email: 'stillbad@' }, [
    'input.email',
    'Email address is invalid',
    'INVALID',
  ]),
  refusedUpdate('a phone number that another has, however it is written', { phone: '{{spacedPhone}}' }, [
    'input.phone',
    'Phone number has already been taken.',
    'TAKEN',
  ]),
  refusedUpdate(
    'null for names, phone and e-mail',
    { firstName: null, lastName: null, phone: null, email: null },
    ['input.firstName', 'First name is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.lastName', 'Last name is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.phone', 'Phone is of unexpected type NilClass', 'UNEXPECTED_TYPE'],
    ['input.phone', 'Phone is invalid', 'INVALID'],
    ['input', 'Unexpected keys given: email', 'INVALID'],
  ),
  {
    ...refusedUpdate('a locale that is none', { locale: 'not-a-locale' }, [
      'input.locale',
      'Locale is invalid',
      'INVALID',
    ]),
    basis: '4.2 [REC]',
  },
  {
    ...refusedUpdate('a title of more than 255 characters', { title: text(256) }, [
      'input.title',
      'Title is too long (maximum is 255 characters)',
      'TOO_LONG',
    ]),
    basis: '4.1 [SCHEMA], wording [VERIFY]',
    isOpen: true,
  },
  {
    name: 'companyContactUpdate refuses a contact that does not exist',
    basis: recorded,
    request: {
      document: contactUpdate,
      variables: { companyContactId: unknownId('CompanyContact'), input: { title: 'Owner' } },
    },
    answer: {
      userErrors: [['companyContactId', "The company contact doesn't exist.", 'RESOURCE_NOT_FOUND']],
    },
  },
];

const loner = aCustomer({ firstName: 'Ben', email: '{{email2}}' });

function refusedAssign(
  what: string,
  given: readonly Step[],
  variables: Variables,
  error: ExpectedUserError,
): ContractCase {
  return {
    name: `companyAssignCustomerAsContact refuses ${what}`,
    basis: recorded,
    given,
    request: { document: contactAssign, variables },
    answer: { userErrors: [error], payload: { companyContact: null } },
    unchanged: companyState(),
  };
}

const assigned: readonly ContractCase[] = [
  {
    name: 'companyAssignCustomerAsContact makes a contact of a customer',
    basis: '4.2 [REC]',
    given: [aCompany(), loner],
    request: {
      document: contactAssign,
      variables: { companyId: '{{company}}', customerId: '{{customer}}' },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      mainContact: null,
      contacts: { nodes: [{ customer: { id: '{{customer}}' }, isMainContact: false }] },
    }),
  },
  refusedAssign(
    'a company that does not exist',
    [aCompany(), loner],
    { companyId: unknownId('Company'), customerId: '{{customer}}' },
    ['companyId', 'Company does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedAssign(
    'a customer that does not exist',
    [aCompany()],
    { companyId: '{{company}}', customerId: unknownId('Customer') },
    ['customerId', 'Customer does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedAssign(
    'a customer who is a contact already',
    [aCompanyWithContact()],
    { companyId: '{{company}}', customerId: '{{person}}' },
    ['companyId', 'Customer is already associated with a company contact.', 'INVALID_INPUT'],
  ),
  {
    ...refusedAssign(
      'a contact of another company',
      [aCompanyWithContact(), aCompany({}, '2')],
      { companyId: '{{company2}}', customerId: '{{person}}' },
      ['companyId', 'Customer is already associated with a company contact.', 'INVALID_INPUT'],
    ),
    basis: '13.6 [VERIFY]',
    isOpen: true,
  },
  refusedAssign(
    'a customer without an e-mail address',
    [aCompany(), aCustomer({ lastName: 'Contract {{run}} {{case}}' })],
    { companyId: '{{company}}', customerId: '{{customer}}' },
    ['companyId', 'Customer must have an email address.', 'INVALID_INPUT'],
  ),
  {
    name: 'companyAssignMainContact makes a contact the main one',
    basis: '4.2 [REC]',
    given: [
      aCompanyWithContact(),
      {
        request: {
          document: contactCreate,
          variables: { companyId: '{{company}}', input: { email: '{{email2}}' } },
        },
        save: { second: 'companyContactCreate.companyContact.id' },
      },
    ],
    request: {
      document: mainContactAssign,
      variables: { companyId: '{{company}}', companyContactId: '{{second}}' },
    },
    answer: { userErrors: [] },
    effect: companyReads({ mainContact: { id: '{{second}}' } }),
  },
  {
    name: 'companyAssignMainContact refuses a contact of another company',
    basis: recorded,
    given: [aCompanyWithContact(), aCompanyWithContact({ email: '{{email2}}' }, '2')],
    request: {
      document: mainContactAssign,
      variables: { companyId: '{{company}}', companyContactId: '{{contact2}}' },
    },
    answer: {
      userErrors: [
        ['companyContactId', 'The company contact does not belong to the company.', 'INVALID_INPUT'],
      ],
    },
    unchanged: companyState(),
  },
];

const profiles = 'query Q($id: ID!) { customer(id: $id) { id companyContactProfiles { id } } }';
/** Afterwards the person is a customer still, and belongs to no company. */
const onlyCustomer: ContractCase['effect'] = {
  document: profiles,
  variables: { id: '{{person}}' },
  data: { customer: { id: '{{person}}', companyContactProfiles: [] } },
};

const deleted: readonly ContractCase[] = [
  {
    name: 'companyContactRemoveFromCompany leaves the customer',
    basis: '4.2 [SCHEMA]',
    given: [aCompanyWithContact()],
    request: {
      document: `mutation M($id: ID!) { companyContactRemoveFromCompany(companyContactId: $id) {
        removedCompanyContactId userErrors { field message code } } }`,
      variables: { id: '{{contact}}' },
    },
    answer: { userErrors: [], payload: { removedCompanyContactId: '{{contact}}' } },
    effect: onlyCustomer,
  },
  {
    name: 'companyContactsDelete deletes several contacts',
    basis: '4.2 [SCHEMA]',
    given: [aCompanyWithContact()],
    request: {
      document: `mutation M($ids: [ID!]!) { companyContactsDelete(companyContactIds: $ids) {
        deletedCompanyContactIds userErrors { field message code } } }`,
      variables: { ids: ['{{contact}}'] },
    },
    answer: { userErrors: [], payload: { deletedCompanyContactIds: ['{{contact}}'] } },
    effect: onlyCustomer,
  },
  {
    name: 'companyRevokeMainContact leaves the contact a contact',
    basis: '4.2 [SCHEMA]',
    given: [aCompanyWithContact()],
    request: {
      document:
        'mutation M($id: ID!) { companyRevokeMainContact(companyId: $id) { company { id } userErrors { field message code } } }',
      variables: { id: '{{company}}' },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      mainContact: null,
      contacts: { nodes: [{ id: '{{contact}}', isMainContact: false }] },
    }),
  },
  {
    name: 'companyContactDelete leaves the customer',
    basis: '4.2 [REC]',
    given: [aCompanyWithContact()],
    request: { document: contactDelete, variables: { companyContactId: '{{contact}}' } },
    answer: { userErrors: [], payload: { deletedCompanyContactId: '{{contact}}' } },
    effect: onlyCustomer,
  },
  {
    name: 'companyContactDelete refuses a contact with orders',
    basis: recorded,
    needs: ['simulator'],
    given: [
      aBusyCompany('company'),
      { request: companyState(), save: { contact: 'company.contacts.nodes.0.id' } },
    ],
    request: { document: contactDelete, variables: { companyContactId: '{{contact}}' } },
    answer: {
      userErrors: [
        [
          'companyContactId',
          'Cannot delete a company contact with existing orders or draft orders.',
          'FAILED_TO_DELETE',
        ],
      ],
    },
    unchanged: companyState(),
    cleanup: [removeBusy('company')],
  },
];

export const contacts: Subject = {
  name: 'contacts',
  needs: ['b2b'],
  cases: [...created, ...updated, ...assigned, ...deleted],
};
