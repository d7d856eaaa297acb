/** Locations of companies: their addresses, tax settings and terms. */
import type { ContractCase, ExpectedUserError, Step, Subject, Variables } from './case.ts';
import {
  locationAssignAddress,
  locationCreate,
  locationDelete,
  locationsDelete,
  locationTaxUpdate,
  locationUpdate,
} from './documents.ts';
import {
  aBusyCompany,
  aCompany,
  companyReads,
  companyState,
  removeBusy,
  externalIdMessage,
  notThere,
  office,
} from './company-steps.ts';
import { text, unknownId } from './steps.ts';

const recorded = '12.5 [REC]';
const missing = "The company location doesn't exist";

const takenLocation = { company: {}, companyLocation: { name: 'Main', externalId: 'L-{{run}}-{{case}}' } };

function refusedCreate(
  what: string,
  input: Variables,
  error: ExpectedUserError,
  basis = recorded,
): ContractCase {
  return {
    name: `companyLocationCreate refuses ${what}`,
    basis,
    given: [aCompany(takenLocation)],
    request: { document: locationCreate, variables: { companyId: '{{company}}', input } },
    answer: { userErrors: [error], payload: { companyLocation: null } },
    unchanged: companyState(),
  };
}

function refusedUpdate(what: string, input: Variables, error: ExpectedUserError): ContractCase {
  return {
    name: `companyLocationUpdate refuses ${what}`,
    basis: recorded,
    given: [aCompany(takenLocation, '2'), aCompany()],
    request: { document: locationUpdate, variables: { companyLocationId: '{{location}}', input } },
    answer: { userErrors: [error], payload: { companyLocation: null } },
    unchanged: companyState(),
  };
}

const created: readonly ContractCase[] = [
  {
    name: 'companyLocationCreate adds a location with what it is given',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: {
      document: locationCreate,
      variables: {
        companyId: '{{company}}',
        input: {
          name: 'Depot',
          externalId: 'L-{{run}}-{{case}}',
          note: 'Dock 4',
          locale: 'en-AU',
          phone: '02 9876 5432',
          shippingAddress: office,
          billingSameAsShipping: true,
        },
      },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      locationsCount: { count: 2 },
      locations: {
        nodes: [
          {},
          {
            name: 'Depot',
            externalId: 'L-{{run}}-{{case}}',
            note: 'Dock 4',
            locale: 'en-AU',
            phone: '+61298765432',
            shippingAddress: office,
            billingAddress: office,
          },
        ],
      },
    }),
  },
  refusedCreate('an empty input', {}, [null, 'Company location create input is empty.', 'NO_INPUT']),
  ...(
    [
      [
        'HTML',
        { shippingAddress: { ...office, address1: '<b>1 Pine</b>' } },
        'shippingAddress.address1',
        'Address1',
      ],
      ['an emoji', { billingAddress: { ...office, city: 'Sydney 🎉' } }, 'billingAddress.city', 'City'],
      [
        'an emoji as a first name',
        { shippingAddress: { ...office, firstName: '🎉' } },
        'shippingAddress.firstName',
        'First name',
      ],
      [
        'a web address as a last name',
        { shippingAddress: { ...office, lastName: 'https://example.com' } },
        'shippingAddress.lastName',
        'Last name',
      ],
      [
        'a country that is none',
        { shippingAddress: { ...office, countryCode: 'ZZ' } },
        'shippingAddress.countryCode',
        'Country code',
      ],
      [
        'a zone that is none',
        { shippingAddress: { ...office, zoneCode: 'ZZ' } },
        'shippingAddress.zoneCode',
        'Zone code',
      ],
      [
        'a postcode that is none',
        { shippingAddress: { ...office, zip: 'abcde' } },
        'shippingAddress.zip',
        'Zip',
      ],
    ] as const
  ).map(([what, input, path, label]) =>
    refusedCreate(`${what} in an address`, input, [`input.${path}`, `${label} is invalid`, 'INVALID']),
  ),
  refusedCreate(
    'a postcode of Norfolk Island in Australia',
    { shippingAddress: { ...office, zip: '2899' } },
    ['input.shippingAddress.zip', 'Zip is invalid', 'INVALID'],
    '3 [worldwide]',
  ),
  refusedCreate('an external id with a blank', { externalId: 'bad id' }, [
    'input.externalId',
    externalIdMessage,
    'INVALID',
  ]),
  refusedCreate('an external id of more than 64 characters', { externalId: text(65) }, [
    'input.externalId',
    'External Id must be 64 characters or less.',
    'TOO_LONG',
  ]),
  refusedCreate('the external id of another location', { externalId: 'L-{{run}}-{{case}}' }, [
    'input.externalId',
    'External id has already been taken.',
    'TAKEN',
  ]),
  refusedCreate(
    'a billing address beside "same as shipping"',
    { shippingAddress: office, billingAddress: office, billingSameAsShipping: true },
    ['input.billingAddress', 'Invalid input.', 'INVALID_INPUT'],
  ),
  refusedCreate('"same as shipping" without a shipping address', { billingSameAsShipping: true }, [
    'input.shippingAddress',
    'Invalid input.',
    'INVALID_INPUT',
  ]),
  refusedCreate('null as the tax exemption', { taxExempt: null }, [
    'input.taxExempt',
    'Invalid input.',
    'INVALID_INPUT',
  ]),
  refusedCreate('a name of more than 255 characters', { name: text(256) }, [
    'input.name',
    'Name is too long (maximum is 255 characters)',
    'TOO_LONG',
  ]),
  refusedCreate('a note of more than 5,000 characters', { note: text(5_001) }, [
    'input.notes',
    'Notes is too long (maximum is 5000 characters)',
    'TOO_LONG',
  ]),
  refusedCreate('a phone number that is none', { phone: 'not-a-phone' }, [
    'input.phone',
    'Phone is invalid',
    'INVALID',
  ]),
];

/** Payment terms that the store has, saved as `terms`. */
const someTerms: Step = {
  request: { document: '{ paymentTermsTemplates(paymentTermsType: NET) { id } }' },
  save: { terms: 'paymentTermsTemplates.0.id' },
};

const updated: readonly ContractCase[] = [
  {
    name: 'companyLocationUpdate changes what is sent and leaves the rest',
    basis: '4.2 [REC]',
    given: [aCompany(takenLocation)],
    request: {
      document: locationUpdate,
      variables: { companyLocationId: '{{location}}', input: { note: 'Dock 4', locale: 'not-a-locale' } },
    },
    answer: { userErrors: [] },
    // Unlike a contact's, the locale of a location is not looked at.
    effect: companyReads({
      locations: {
        nodes: [{ name: 'Main', externalId: 'L-{{run}}-{{case}}', note: 'Dock 4', locale: 'not-a-locale' }],
      },
    }),
  },
  {
    name: 'companyLocationUpdate sets payment terms of the store',
    basis: '4.1 [SCHEMA]',
    given: [aCompany(), someTerms],
    request: {
      document: locationUpdate,
      variables: {
        companyLocationId: '{{location}}',
        input: {
          buyerExperienceConfiguration: { paymentTermsTemplateId: '{{terms}}', checkoutToDraft: true },
        },
      },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      locations: {
        nodes: [
          {
            buyerExperienceConfiguration: {
              checkoutToDraft: true,
              paymentTermsTemplate: { id: '{{terms}}' },
            },
          },
        ],
      },
    }),
  },
  {
    name: 'companyLocationUpdate leaves the stamp of the company',
    basis: '13.2 [VERIFY]',
    isOpen: true,
    given: [aCompany(), { request: companyState(), save: { before: 'company.updatedAt' } }],
    pause: 1.1,
    request: {
      document: locationUpdate,
      variables: { companyLocationId: '{{location}}', input: { note: 'Dock 4' } },
    },
    answer: { userErrors: [] },
    effect: companyReads({ updatedAt: '{{before}}' }),
  },
  refusedUpdate(
    'a deposit without payment terms',
    { buyerExperienceConfiguration: { deposit: { percentage: 50 } } },
    ['input.buyerExperienceConfiguration.deposit', 'Deposit requires a payment terms template.', 'INVALID'],
  ),
  refusedUpdate('an empty buyer experience', { buyerExperienceConfiguration: {} }, [
    'input.buyerExperienceConfiguration',
    'Invalid input.',
    'INVALID_INPUT',
  ]),
  refusedUpdate('an external id with a blank', { externalId: 'bad id' }, [
    'input.externalId',
    externalIdMessage,
    'INVALID',
  ]),
  refusedUpdate('the external id of another location', { externalId: 'L-{{run}}-{{case}}' }, [
    'input.externalId',
    'External id has already been taken.',
    'TAKEN',
  ]),
  refusedUpdate('a blank name', { name: '' }, ['input.name', "Name can't be blank", 'BLANK']),
  refusedUpdate('null as the name', { name: null }, [
    'input.name',
    'Name is of unexpected type NilClass',
    'UNEXPECTED_TYPE',
  ]),
  refusedUpdate('a phone number that is none', { phone: 'not-a-phone' }, [
    'input.phone',
    'Phone is invalid',
    'INVALID',
  ]),
  {
    name: 'companyLocationUpdate refuses a location that does not exist',
    basis: recorded,
    request: {
      document: locationUpdate,
      variables: { companyLocationId: unknownId('CompanyLocation'), input: { name: 'New' } },
    },
    answer: { userErrors: [['input', missing, 'RESOURCE_NOT_FOUND']] },
  },
];

const assignment = (addressTypes: readonly string[], more: Variables = {}): Variables => ({
  locationId: '{{location}}',
  address: { ...office, ...more },
  addressTypes,
});

/** A location with an address for both purposes, saved as `before`. */
const addressed: readonly Step[] = [
  aCompany({ companyLocation: { shippingAddress: office, billingSameAsShipping: true } }),
  { request: companyState(), save: { before: 'company.locations.nodes.0.shippingAddress.id' } },
];

const addressedCases: readonly ContractCase[] = [
  {
    name: 'companyLocationAssignAddress keeps the id of the address',
    basis: '4.2 [REC]',
    given: [
      aCompany({ companyLocation: { shippingAddress: office } }),
      { request: companyState(), save: { before: 'company.locations.nodes.0.shippingAddress.id' } },
    ],
    request: {
      document: locationAssignAddress,
      variables: assignment(['SHIPPING'], { address1: '2 High St' }),
    },
    answer: { userErrors: [], payload: { addresses: [{ id: '{{before}}' }] } },
    effect: companyReads({
      locations: { nodes: [{ shippingAddress: { id: '{{before}}', address1: '2 High St' } }] },
    }),
  },
  {
    name: 'companyLocationAssignAddress fills an empty place',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: { document: locationAssignAddress, variables: assignment(['BILLING']) },
    answer: { userErrors: [] },
    effect: companyReads({
      locations: { nodes: [{ billingAddress: office, shippingAddress: null }] },
    }),
  },
  {
    name: 'companyLocationAssignAddress refuses a country that is none',
    basis: recorded,
    given: addressed,
    request: {
      document: locationAssignAddress,
      variables: assignment(['SHIPPING'], { countryCode: 'ZZ' }),
    },
    answer: { userErrors: [['address.countryCode', 'Country code is invalid', 'INVALID']] },
    unchanged: companyState(),
  },
  {
    name: 'companyLocationAssignAddress refuses the same purpose twice',
    basis: recorded,
    given: addressed,
    request: { document: locationAssignAddress, variables: assignment(['SHIPPING', 'SHIPPING']) },
    answer: { userErrors: [[null, 'Invalid input.', 'INVALID_INPUT']] },
    unchanged: companyState(),
  },
  {
    name: 'companyAddressDelete takes the address away',
    basis: '4.1 [SCHEMA]',
    given: addressed,
    request: {
      document:
        'mutation M($id: ID!) { companyAddressDelete(addressId: $id) { deletedAddressId userErrors { field message code } } }',
      variables: { id: '{{before}}' },
    },
    answer: { userErrors: [], payload: { deletedAddressId: '{{before}}' } },
    effect: companyReads({ locations: { nodes: [{ shippingAddress: null }] } }),
  },
  {
    name: 'companyAddressDelete refuses an address that does not exist',
    basis: '12.3 [REC]',
    request: {
      document:
        'mutation M($id: ID!) { companyAddressDelete(addressId: $id) { deletedAddressId userErrors { field message code } } }',
      variables: { id: unknownId('CompanyAddress') },
    },
    answer: { userErrors: [['addressId', 'Company address was not found.', 'RESOURCE_NOT_FOUND']] },
  },
];

const taxed: readonly ContractCase[] = [
  {
    name: 'companyLocationTaxSettingsUpdate changes the tax settings',
    basis: '4.2 [REC]',
    given: [aCompany()],
    request: {
      document: locationTaxUpdate,
      variables: { companyLocationId: '{{location}}', taxExempt: true, taxRegistrationId: '51824753556' },
    },
    answer: { userErrors: [] },
    effect: companyReads({
      locations: { nodes: [{ taxSettings: { taxExempt: true, taxRegistrationId: '51824753556' } }] },
    }),
  },
  {
    name: 'companyLocationTaxSettingsUpdate refuses a location that does not exist',
    basis: recorded,
    request: {
      document: locationTaxUpdate,
      variables: { companyLocationId: unknownId('CompanyLocation'), taxExempt: true },
    },
    answer: { userErrors: [['companyLocationId', missing, 'RESOURCE_NOT_FOUND']] },
  },
];

const secondLocation: Step = {
  request: { document: locationCreate, variables: { companyId: '{{company}}', input: { name: 'Second' } } },
  save: { second: 'companyLocationCreate.companyLocation.id' },
};

const deleted: readonly ContractCase[] = [
  {
    name: 'companyLocationDelete removes a location that is not the only one',
    basis: '4.2 [REC]',
    given: [aCompany(), secondLocation],
    request: { document: locationDelete, variables: { companyLocationId: '{{second}}' } },
    answer: { userErrors: [], payload: { deletedCompanyLocationId: '{{second}}' } },
    effect: companyReads({ locationsCount: { count: 1 } }),
  },
  {
    name: "companyLocationDelete refuses a company's only location",
    basis: recorded,
    given: [aCompany()],
    request: { document: locationDelete, variables: { companyLocationId: '{{location}}' } },
    answer: {
      userErrors: [['companyLocationId', 'Failed to delete the company location.', 'FAILED_TO_DELETE']],
    },
    unchanged: companyState(),
  },
  {
    name: 'companyLocationDelete refuses a location with orders',
    basis: recorded,
    needs: ['simulator'],
    given: [
      aBusyCompany('company'),
      { request: companyState(), save: { location: 'company.locations.nodes.0.id' } },
    ],
    request: { document: locationDelete, variables: { companyLocationId: '{{location}}' } },
    answer: {
      userErrors: [['companyLocationId', 'Failed to delete the company location.', 'FAILED_TO_DELETE']],
    },
    unchanged: companyState(),
    cleanup: [removeBusy('company')],
  },
  {
    name: 'companyLocationsDelete deletes the others when one does not exist',
    basis: recorded,
    given: [
      aCompany(),
      secondLocation,
      { ...secondLocation, save: { third: 'companyLocationCreate.companyLocation.id' } },
    ],
    request: {
      document: locationsDelete,
      variables: { companyLocationIds: ['{{second}}', '{{third}}', unknownId('CompanyLocation')] },
    },
    answer: {
      userErrors: [['companyLocationIds.2', notThere, 'RESOURCE_NOT_FOUND']],
      payload: { deletedCompanyLocationIds: ['{{second}}', '{{third}}'] },
    },
    effect: companyReads({ locationsCount: { count: 1 } }),
  },
];

export const companyLocations: Subject = {
  name: 'company locations',
  needs: ['b2b'],
  cases: [...created, ...updated, ...addressedCases, ...taxed, ...deleted],
};
