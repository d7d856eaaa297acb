/** Companies themselves: made with their first location, changed, found and deleted. */
import { listOf } from '../../shape.ts';
import type { ContractCase, ExpectedUserError, Subject, Variables } from './case.ts';
import { companiesDelete, companyCreate, companyDelete, companyUpdate } from './documents.ts';
import {
  aBusyCompany,
  aCompany,
  aCompanyWithContact,
  companyReads,
  companyState,
  removeBusy,
  externalIdMessage,
  notThere,
  office,
} from './company-steps.ts';
import { nobodyHas, text, unknownId } from './steps.ts';

const recorded = '12.3 [REC]';

interface Parts {
  readonly company?: Variables;
  readonly companyContact?: Variables;
  readonly companyLocation?: Variables;
}

function refusedCreate(what: string, parts: Parts, error: ExpectedUserError): ContractCase {
  const company = { name: 'Contract {{run}} {{case}}', ...parts.company };
  return {
    name: `companyCreate refuses ${what}`,
    basis: recorded,
    request: { document: companyCreate, variables: { input: { ...parts, company } } },
    answer: { userErrors: [error], payload: { company: null } },
  };
}

function refusedUpdate(what: string, input: Variables, error: ExpectedUserError): ContractCase {
  return {
    name: `companyUpdate refuses ${what}`,
    basis: recorded,
    given: [aCompany()],
    request: { document: companyUpdate, variables: { companyId: '{{company}}', input } },
    answer: { userErrors: [error], payload: { company: null } },
    unchanged: companyState(),
  };
}

const created: readonly ContractCase[] = [
  {
    name: 'companyCreate makes a location of the same name and two roles',
    basis: '4.2 [REC]',
    request: {
      document: `mutation M($input: CompanyCreateInput!) { companyCreate(input: $input) { company {
        id name externalId customerSince mainContact { id } defaultRole { name }
        contactRoles(first: 5) { nodes { name } } locations(first: 5) { nodes { name } } } userErrors { field message code } } }`,
      variables: {
        input: {
          company: {
            name: ' Contract {{run}} {{case}} ',
            externalId: 'C-{{run}}-{{case}}',
            customerSince: '2020-02-01T00:00:00Z',
          },
        },
      },
    },
    answer: {
      userErrors: [],
      payload: {
        company: {
          name: 'Contract {{run}} {{case}}',
          externalId: 'C-{{run}}-{{case}}',
          customerSince: '2020-02-01T00:00:00Z',
          mainContact: null,
          defaultRole: { name: 'Ordering only' },
          contactRoles: { nodes: listOf({ name: 'Location admin' }, { name: 'Ordering only' }) },
          locations: { nodes: [{ name: 'Contract {{run}} {{case}}' }] },
        },
      },
    },
  },
  {
    name: 'companyCreate makes its contact the main one, who may order at the location',
    basis: '4.2 [REC]',
    given: [aCompanyWithContact({ email: '{{email}}', firstName: 'Ana', title: 'Owner' })],
    request: {
      document: `query Q($id: ID!) { customer(id: $id) { firstName companyContactProfiles { id isMainContact title company { id } } } }`,
      variables: { id: '{{person}}' },
    },
    answer: {
      data: {
        customer: {
          firstName: 'Ana',
          companyContactProfiles: [
            { id: '{{contact}}', isMainContact: true, title: 'Owner', company: { id: '{{company}}' } },
          ],
        },
      },
    },
    effect: companyReads({
      mainContact: { id: '{{contact}}' },
      contactsCount: { count: 1 },
      locations: {
        nodes: [
          {
            id: '{{location}}',
            roleAssignments: {
              nodes: [{ role: { name: 'Ordering only' }, companyContact: { id: '{{contact}}' } }],
            },
          },
        ],
      },
    }),
  },
  {
    name: 'companyCreate takes the location along, billed where it is shipped to',
    basis: '4.2 [REC]',
    given: [
      aCompany({
        companyLocation: {
          name: 'Main',
          externalId: 'L-{{run}}-{{case}}',
          phone: '02 9876 5432',
          shippingAddress: office,
          billingSameAsShipping: true,
          taxExempt: true,
          taxRegistrationId: '51824753556',
        },
      }),
    ],
    request: companyState(),
    answer: {
      data: {
        company: {
          locations: {
            nodes: [
              {
                name: 'Main',
                externalId: 'L-{{run}}-{{case}}',
                phone: '+61298765432',
                shippingAddress: { ...office, address2: null },
                billingAddress: office,
                taxSettings: { taxExempt: true, taxRegistrationId: '51824753556' },
              },
            ],
          },
        },
      },
    },
  },
  {
    name: 'companyCreate makes nothing when a part of it is refused',
    basis: '4.2 [REC]',
    request: {
      document: companyCreate,
      variables: {
        input: {
          company: { name: 'Contract {{run}} {{case}}' },
          companyContact: { email: '{{email}}' },
          companyLocation: { shippingAddress: { ...office, zip: 'abcde' } },
        },
      },
    },
    answer: {
      userErrors: [['input.companyLocation.shippingAddress.zip', 'Zip is invalid', 'INVALID']],
      payload: { company: null },
    },
    effect: nobodyHas('{{email}}'),
  },
  refusedCreate('a contact without an e-mail address', { companyContact: { firstName: 'Ana' } }, [
    'input.companyContact',
    'Either the attribute email or customer_id must be provided',
    'INVALID',
  ]),
  refusedCreate('an external id with a blank', { company: { externalId: 'bad id' } }, [
    'input.company.externalId',
    externalIdMessage,
    'INVALID',
  ]),
  ...['A+1', 'A=1', 'A|1'].map((externalId) => ({
    ...refusedCreate(`the external id ${externalId}`, { company: { externalId } }, [
      'input.company.externalId',
      externalIdMessage,
      'INVALID',
    ]),
    basis: '4.2 [REC]',
  })),
  refusedCreate('an external id of more than 64 characters', { company: { externalId: text(65) } }, [
    'input.company.externalId',
    'External Id must be 64 characters or less.',
    'TOO_LONG',
  ]),
  {
    name: 'companyCreate refuses the external id of another company',
    basis: '4.2 [REC]',
    given: [aCompany({ company: { externalId: 'C-{{run}}-{{case}}' } })],
    request: {
      document: companyCreate,
      variables: {
        input: { company: { name: 'Contract {{run}} {{case}} other', externalId: 'C-{{run}}-{{case}}' } },
      },
    },
    answer: {
      userErrors: [['input.company.externalId', 'External id has already been taken.', 'TAKEN']],
      payload: { company: null },
    },
    unchanged: companyState(),
  },
  refusedCreate(
    'a billing address beside "same as shipping"',
    {
      companyLocation: { shippingAddress: office, billingAddress: office, billingSameAsShipping: true },
    },
    ['input.companyLocation.billingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ),
  ...[{ shippingAddress: null }, {}].map((shipping) =>
    refusedCreate(
      `"same as shipping" with the shipping address ${'shippingAddress' in shipping ? 'null' : 'left out'}`,
      { companyLocation: { ...shipping, billingSameAsShipping: true } },
      ['input.companyLocation.shippingAddress', 'Invalid input.', 'INVALID_INPUT'],
    ),
  ),
  refusedCreate('null as the tax exemption', { companyLocation: { taxExempt: null } }, [
    'input.companyLocation.taxExempt',
    'Invalid input.',
    'INVALID_INPUT',
  ]),
  refusedCreate('a blank name', { company: { name: '' } }, [
    'input.company.name',
    "Name can't be blank",
    'BLANK',
  ]),
  refusedCreate('a name of more than 255 characters', { company: { name: text(256) } }, [
    'input.company.name',
    'Name is too long (maximum is 255 characters)',
    'TOO_LONG',
  ]),
  refusedCreate('a note of more than 5,000 characters', { company: { note: text(5_001) } }, [
    'input.company.notes',
    'Notes is too long (maximum is 5000 characters)',
    'TOO_LONG',
  ]),
  refusedCreate('a phone number that is none', { companyLocation: { phone: 'not-a-phone' } }, [
    'input.companyLocation.phone',
    'Phone is invalid',
    'INVALID',
  ]),
];

const updated: readonly ContractCase[] = [
  {
    name: 'companyUpdate changes what is sent and leaves the rest',
    basis: '4.2 [REC]',
    given: [aCompany({ company: { externalId: 'C-{{run}}-{{case}}', note: 'Old' } })],
    request: {
      document: companyUpdate,
      variables: { companyId: '{{company}}', input: { name: 'Contract {{run}} {{case}} renamed' } },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      name: 'Contract {{run}} {{case}} renamed',
      externalId: 'C-{{run}}-{{case}}',
      note: 'Old',
    }),
  },
  refusedUpdate('an empty input', {}, [
    'input',
    'At least one attribute to change must be present',
    'INVALID',
  ]),
  refusedUpdate('an external id with a blank', { externalId: 'bad id' }, [
    'input.externalId',
    externalIdMessage,
    'INVALID',
  ]),
  refusedUpdate('an external id of more than 64 characters', { externalId: text(65) }, [
    'input.externalId',
    'External Id must be 64 characters or less.',
    'TOO_LONG',
  ]),
  refusedUpdate('a blank name', { name: '' }, ['input.name', "Name can't be blank", 'BLANK']),
  ...(['2020-01-01T00:00:00Z', null] as const).map((customerSince) =>
    refusedUpdate(`the date of the first contact, ${customerSince ?? 'null'}`, { customerSince }, [
      'input.customerSince',
      'This field may only be set on creation.',
      'INVALID_INPUT',
    ]),
  ),
  {
    name: 'companyUpdate refuses a company that does not exist',
    basis: recorded,
    request: {
      document: companyUpdate,
      variables: { companyId: unknownId('Company'), input: { name: 'Contract {{run}} {{case}}' } },
    },
    answer: { userErrors: [['companyId', notThere, 'RESOURCE_NOT_FOUND']] },
  },
];

const failedAt = (path: string): ExpectedUserError => [
  path,
  'Failed to delete the company.',
  'FAILED_TO_DELETE',
];

const deleted: readonly ContractCase[] = [
  {
    name: 'companyDelete takes the locations along and leaves the people',
    basis: '4.2 [REC]',
    given: [aCompanyWithContact()],
    request: { document: companyDelete, variables: { id: '{{company}}' } },
    answer: { userErrors: [], payload: { deletedCompanyId: '{{company}}' } },
    effect: {
      document: `query Q($location: ID!, $person: ID!) { companyLocation(id: $location) { id }
        customer(id: $person) { id companyContactProfiles { id } } }`,
      variables: { location: '{{location}}', person: '{{person}}' },
      data: { companyLocation: null, customer: { id: '{{person}}', companyContactProfiles: [] } },
    },
  },
  {
    name: 'companyDelete refuses a company with orders',
    basis: recorded,
    needs: ['simulator'],
    given: [aBusyCompany('company')],
    request: { document: companyDelete, variables: { id: '{{company}}' } },
    answer: { userErrors: [failedAt('id')], payload: { deletedCompanyId: null } },
    unchanged: companyState(),
    cleanup: [removeBusy('company')],
  },
  {
    name: 'companiesDelete refuses those with orders, each by its place',
    basis: recorded,
    needs: ['simulator'],
    given: [aBusyCompany('first'), aBusyCompany('second'), aBusyCompany('third'), aCompany()],
    request: {
      document: companiesDelete,
      variables: { companyIds: ['{{first}}', '{{second}}', '{{third}}', '{{company}}'] },
    },
    answer: {
      userErrors: [0, 1, 2].map((index) => failedAt(`companyIds.${index}`)),
      payload: { deletedCompanyIds: ['{{company}}'] },
    },
    cleanup: ['first', 'second', 'third'].map(removeBusy),
  },
  {
    name: 'companiesDelete deletes the others when one does not exist',
    basis: recorded,
    given: [aCompany(), aCompany({}, '2'), aCompany({}, '3')],
    request: {
      document: companiesDelete,
      variables: {
        companyIds: [
          '{{company}}',
          unknownId('Company'),
          '{{company2}}',
          '{{company3}}',
          unknownId('Company', 999_999_999_998),
        ],
      },
    },
    answer: {
      userErrors: [
        ['companyIds.1', notThere, 'RESOURCE_NOT_FOUND'],
        ['companyIds.4', notThere, 'RESOURCE_NOT_FOUND'],
      ],
      payload: { deletedCompanyIds: ['{{company}}', '{{company2}}', '{{company3}}'] },
    },
  },
  {
    name: 'companiesDelete refuses more than 50 at once',
    basis: '4.2 [REC], wording [VERIFY]',
    isOpen: true,
    request: {
      document: companiesDelete,
      variables: {
        companyIds: Array.from({ length: 51 }, (_, index) => unknownId('Company', 999_999_999_900 + index)),
      },
    },
    answer: { userErrors: [['companyIds', /50/, 'LIMIT_REACHED']] },
  },
];

export const companies: Subject = {
  name: 'companies',
  needs: ['b2b'],
  cases: [...created, ...updated, ...deleted],
};
