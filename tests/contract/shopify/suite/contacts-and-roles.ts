/** People of companies, and what they may do at which location. */
import type { ContractCase, ExpectedUserError, Step, Subject, Variables } from './case.ts';
import {
  contactAssign,
  contactAssignRole,
  contactAssignRoles,
  contactCreate,
  contactDelete,
  contactUpdate,
  locationAssignRoles,
  locationCreate,
  locationRevokeRoles,
  mainContactAssign,
} from './documents.ts';
import {
  aBusyCompany,
  aCompany,
  aCompanyWithContact,
  aCustomer,
  companyReads,
  companyState,
  customerState,
  nobodyHas,
  removeBusy,
  text,
  unknownId,
} from './steps.ts';

const recorded = '12.4 [REC]';
const notThere = 'Resource requested does not exist.';
const alreadyAssigned = 'Company contact has already been assigned a role in that company location.';

/** A case in a store with B2B. */
function b2b(each: Omit<ContractCase, 'needs'> & Pick<Partial<ContractCase>, 'needs'>): ContractCase {
  return { ...each, needs: [...(each.needs ?? []), 'b2b'] };
}

function refusedCreate(
  what: string,
  input: Variables,
  error: ExpectedUserError,
  basis = recorded,
): ContractCase {
  return b2b({
    name: `companyContactCreate refuses ${what}`,
    basis,
    given: [
      aCompany(),
      aCustomer({ firstName: 'Ben', email: 'contract-{{run}}-Person@example.com', phone: '{{phone}}' }),
    ],
    request: { document: contactCreate, variables: { companyId: '{{company}}', input } },
    answer: { userErrors: [error], payload: { companyContact: null } },
    unchanged: companyState(),
  });
}

function refusedUpdate(
  what: string,
  input: Variables,
  ...errors: readonly ExpectedUserError[]
): ContractCase {
  return b2b({
    name: `companyContactUpdate refuses ${what}`,
    basis: recorded,
    given: [
      aCompanyWithContact({ email: '{{email}}', firstName: 'Ana' }),
      aCustomer({ firstName: 'Ben', email: '{{email2}}', phone: '{{phone}}' }),
    ],
    request: { document: contactUpdate, variables: { companyContactId: '{{contact}}', input } },
    answer: { userErrors: errors, payload: { companyContact: null } },
    unchanged: companyState(),
  });
}

const created: readonly ContractCase[] = [
  b2b({
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
  }),
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
  b2b({
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
  }),
];

const updated: readonly ContractCase[] = [
  b2b({
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
  }),
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
  b2b({
    name: 'companyContactUpdate refuses a contact that does not exist',
    basis: recorded,
    request: {
      document: contactUpdate,
      variables: { companyContactId: unknownId('CompanyContact'), input: { title: 'Owner' } },
    },
    answer: {
      userErrors: [['companyContactId', "The company contact doesn't exist.", 'RESOURCE_NOT_FOUND']],
    },
  }),
];

const loner = aCustomer({ firstName: 'Ben', email: '{{email2}}' });

function refusedAssign(
  what: string,
  given: readonly Step[],
  variables: Variables,
  error: ExpectedUserError,
): ContractCase {
  return b2b({
    name: `companyAssignCustomerAsContact refuses ${what}`,
    basis: recorded,
    given,
    request: { document: contactAssign, variables },
    answer: { userErrors: [error], payload: { companyContact: null } },
    unchanged: companyState(),
  });
}

const assigned: readonly ContractCase[] = [
  b2b({
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
  }),
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
    [aCompany(), aCustomer({ lastName: 'Contract {{run}}' })],
    { companyId: '{{company}}', customerId: '{{customer}}' },
    ['companyId', 'Customer must have an email address.', 'INVALID_INPUT'],
  ),
  b2b({
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
  }),
  b2b({
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
  }),
];

const deleted: readonly ContractCase[] = [
  b2b({
    name: 'companyContactDelete leaves the customer',
    basis: '4.2 [REC]',
    given: [aCompanyWithContact()],
    request: { document: contactDelete, variables: { companyContactId: '{{contact}}' } },
    answer: { userErrors: [], payload: { deletedCompanyContactId: '{{contact}}' } },
    effect: {
      document: 'query Q($id: ID!) { customer(id: $id) { id companyContactProfiles { id } } }',
      variables: { id: '{{person}}' },
      data: { customer: { id: '{{person}}', companyContactProfiles: [] } },
    },
  }),
  b2b({
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
  }),
];

/** A company with a contact who has a role at `location`, and a second location without anybody. */
const staffed: readonly Step[] = [
  aCompanyWithContact(),
  {
    request: {
      document: locationCreate,
      variables: { companyId: '{{company}}', input: { name: 'Second' } },
    },
    save: { second: 'companyLocationCreate.companyLocation.id' },
  },
];
const rival = aCompanyWithContact({ email: '{{email2}}' }, '2');
const roleAt = (location: string, role = '{{role}}'): Variables => ({
  companyContactRoleId: role,
  companyLocationId: location,
});
const roleOf = (contact: string, role = '{{role}}'): Variables => ({
  companyContactRoleId: role,
  companyContactId: contact,
});
const [noRole, noLocation, noContact] = [
  unknownId('CompanyContactRole'),
  unknownId('CompanyLocation'),
  unknownId('CompanyContact'),
];

function refusedRoles(
  what: string,
  document: string,
  variables: Variables,
  ...errors: readonly ExpectedUserError[]
): ContractCase {
  const root = /(\w+)\(\w+: \$/.exec(document.slice(document.indexOf('{')))?.[1] ?? '';
  return b2b({
    name: `${root} refuses ${what}`,
    basis: recorded,
    given: [...staffed, rival],
    request: { document, variables },
    answer: { userErrors: errors },
    unchanged: companyState(),
  });
}

const roles: readonly ContractCase[] = [
  b2b({
    name: 'companyContactAssignRole gives a role at another location',
    basis: '4.2 [REC]',
    given: staffed,
    request: {
      document: contactAssignRole,
      variables: { companyContactId: '{{contact}}', ...roleAt('{{second}}') },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      locations: {
        nodes: [
          { roleAssignments: { nodes: [{ companyContact: { id: '{{contact}}' } }] } },
          { id: '{{second}}', roleAssignments: { nodes: [{ companyContact: { id: '{{contact}}' } }] } },
        ],
      },
    }),
  }),
  refusedRoles(
    'a second role at the same location',
    contactAssignRole,
    { companyContactId: '{{contact}}', ...roleAt('{{location}}') },
    [null, alreadyAssigned, 'LIMIT_REACHED'],
  ),
  ...(
    [
      ['a location that does not exist', noLocation],
      ['a location of another company', '{{location2}}'],
    ] as const
  ).map(([what, location]) =>
    refusedRoles(what, contactAssignRole, { companyContactId: '{{contact}}', ...roleAt(location) }, [
      'companyLocationId',
      "The company location doesn't exist.",
      'RESOURCE_NOT_FOUND',
    ]),
  ),
  refusedRoles(
    'each that is wrong by its place',
    contactAssignRoles,
    {
      companyContactId: '{{contact}}',
      rolesToAssign: [roleAt('{{location}}'), roleAt('{{second}}', noRole), roleAt(noLocation)],
    },
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1.companyContactRoleId', notThere, 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'locations of other companies',
    contactAssignRoles,
    {
      companyContactId: '{{contact}}',
      rolesToAssign: [roleAt('{{location2}}'), roleAt(noLocation)],
    },
    ['rolesToAssign.0.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.1.companyLocationId', notThere, 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'each that is wrong by its place',
    locationAssignRoles,
    {
      companyLocationId: '{{location}}',
      rolesToAssign: [roleOf('{{contact}}'), roleOf('{{contact}}', noRole), roleOf('{{contact2}}')],
    },
    ['rolesToAssign.0', alreadyAssigned, 'LIMIT_REACHED'],
    ['rolesToAssign.1', 'Company role does not exist.', 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.2', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'contacts that do not exist',
    locationAssignRoles,
    { companyLocationId: '{{second}}', rolesToAssign: [roleOf(noContact), roleOf('{{contact2}}')] },
    ['rolesToAssign.0', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
    ['rolesToAssign.1', 'Company contact does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'a location that does not exist',
    locationAssignRoles,
    { companyLocationId: noLocation, rolesToAssign: [roleOf('{{contact}}')] },
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  refusedRoles(
    'a location that does not exist',
    locationRevokeRoles,
    { companyLocationId: noLocation, rolesToRevoke: [unknownId('CompanyContactRoleAssignment')] },
    ['companyLocationId', 'Location does not exist.', 'RESOURCE_NOT_FOUND'],
  ),
  b2b({
    name: 'companyLocationRevokeRoles revokes the others when one does not exist',
    basis: recorded,
    given: [
      ...staffed,
      {
        request: companyState(),
        save: { assignment: 'company.locations.nodes.0.roleAssignments.nodes.0.id' },
      },
    ],
    request: {
      document: locationRevokeRoles,
      variables: {
        companyLocationId: '{{location}}',
        rolesToRevoke: ['{{assignment}}', unknownId('CompanyContactRoleAssignment')],
      },
    },
    answer: {
      userErrors: [['rolesToRevoke.1', notThere, 'RESOURCE_NOT_FOUND']],
      payload: { revokedRoleAssignmentIds: ['{{assignment}}'] },
    },
    effect: companyReads({
      contacts: { nodes: [{ id: '{{contact}}', roleAssignments: { nodes: [] } }] },
    }),
  }),
  b2b({
    name: 'companyContactCreate leaves nobody behind when it is refused',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: {
      document: contactCreate,
      variables: { companyId: '{{company}}', input: { email: '{{email}}', phone: 'not-a-phone' } },
    },
    answer: { userErrors: [['input.phone', 'Phone is invalid', 'INVALID']] },
    effect: nobodyHas('{{email}}'),
  }),
];

export const contactsAndRoles: Subject = {
  name: 'contacts and roles',
  cases: [...created, ...updated, ...assigned, ...deleted, ...roles],
};
