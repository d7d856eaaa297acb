/** Addresses of customers, one by one and nested in a customer. */
import { not } from '../../shape.ts';
import type { ContractCase, ExpectedUserError, Step, Subject, Variables } from './case.ts';
import {
  addressCreate,
  addressDelete,
  addressUpdate,
  customerCreate,
  customerUpdate,
  defaultAddressUpdate,
} from './documents.ts';
import { aCustomer, customerReads, customerState, nobodyHas, text, unknownId } from './steps.ts';

const sydney = {
  address1: '1 High St',
  city: 'Sydney',
  provinceCode: 'NSW',
  zip: '2000',
  countryCode: 'AU',
};
const dunedin = {
  address1: '9 Low Rd',
  city: 'Dunedin',
  provinceCode: 'OTA',
  zip: '9016',
  countryCode: 'NZ',
};
const unknownAddress = `${unknownId('MailingAddress')}?model_name=CustomerAddress`;

/** A customer with an address in Sydney, saved as `customer` and `address`. */
const resident: readonly Step[] = [
  aCustomer({ firstName: 'Ana', lastName: 'Ito', email: '{{email}}', addresses: [sydney] }),
  { request: customerState(), save: { address: 'customer.defaultAddress.id' } },
];

/** Another address of the customer, saved under a name. */
function anotherAddress(address: Variables, name: string): Step {
  return {
    request: { document: addressCreate, variables: { customerId: '{{customer}}', address } },
    save: { [name]: 'customerAddressCreate.address.id' },
  };
}

/** Another customer with an address, saved as `other` and `otherAddress`. */
const neighbour: readonly Step[] = [
  aCustomer({ firstName: 'Ben', addresses: [dunedin] }, 'other'),
  { request: customerState('{{other}}'), save: { otherAddress: 'customer.defaultAddress.id' } },
];

function refusedAddress(
  what: string,
  address: Variables,
  error: ExpectedUserError,
  basis = '12.2 [REC]',
): ContractCase {
  return {
    name: `customerAddressCreate refuses ${what}`,
    basis,
    given: resident,
    request: { document: addressCreate, variables: { customerId: '{{customer}}', address } },
    answer: { userErrors: [error], payload: { address: null } },
    unchanged: customerState(),
  };
}

function keptAddress(what: string, address: Variables, reads: Variables): ContractCase {
  return {
    name: `customerAddressCreate ${what}`,
    basis: '2.5 [REC]',
    given: [aCustomer({ firstName: 'Ana', lastName: 'Ito', email: '{{email}}' })],
    request: { document: addressCreate, variables: { customerId: '{{customer}}', address } },
    answer: { userErrors: [] },
    effect: customerReads({ addressesV2: { nodes: [reads] } }),
  };
}

const created: readonly ContractCase[] = [
  keptAddress('keeps an address with the names of country and province', sydney, {
    address1: '1 High St',
    city: 'Sydney',
    zip: '2000',
    province: 'New South Wales',
    provinceCode: 'NSW',
    country: 'Australia',
    countryCodeV2: 'AU',
  }),
  keptAddress(
    'makes a blank address of an empty one, with the name of the customer',
    {},
    { address1: null, city: null, zip: null, firstName: 'Ana', lastName: 'Ito' },
  ),
  keptAddress(
    'believes the country code more than the country',
    { address1: '1 High St', country: 'Canada', countryCode: 'NZ' },
    { countryCodeV2: 'NZ', country: 'New Zealand' },
  ),
  keptAddress(
    'ignores the province of a country without provinces',
    { address1: '1 Orchard Rd', countryCode: 'SG', provinceCode: 'NSW' },
    { countryCodeV2: 'SG', provinceCode: null },
  ),
  keptAddress(
    'does not look at the postcode',
    { ...sydney, zip: 'not-a-postal-code' },
    { zip: 'not-a-postal-code' },
  ),
  keptAddress(
    'stores a phone number that is none as it was sent',
    { ...sydney, phone: 'not a phone' },
    { phone: 'not a phone' },
  ),
  keptAddress(
    'gives a number that is too short the calling code of the country',
    { address1: '1 Main St', city: 'Ottawa', countryCode: 'CA', provinceCode: 'ON', phone: '450-4538' },
    { phone: '+14504538' },
  ),
  {
    name: 'customerAddressCreate leaves the first address the default',
    basis: '2.5 [REC]',
    given: [aCustomer({ firstName: 'Ana', email: '{{email}}' }), anotherAddress(sydney, 'first')],
    request: {
      document: addressCreate,
      variables: { customerId: '{{customer}}', address: dunedin, setAsDefault: false },
    },
    answer: { userErrors: [] },
    effect: customerReads({ defaultAddress: { id: '{{first}}' } }),
  },
  {
    name: 'customerAddressCreate makes a later address the default when it is told so',
    basis: '2.5 [REC]',
    given: resident,
    request: {
      document: addressCreate,
      variables: { customerId: '{{customer}}', address: dunedin, setAsDefault: true },
    },
    answer: { userErrors: [] },
    effect: customerReads({ defaultAddress: { id: not('{{address}}') } }),
  },
  {
    name: 'customerAddressCreate moves the stamp of the customer',
    basis: '13.2 [VERIFY]',
    isOpen: true,
    given: [...resident, { request: customerState(), save: { before: 'customer.updatedAt' } }],
    pause: 1.1,
    request: { document: addressCreate, variables: { customerId: '{{customer}}', address: dunedin } },
    answer: { userErrors: [] },
    effect: customerReads({ updatedAt: not('{{before}}') }),
  },
  refusedAddress('a first line of more than 255 characters', { address1: text(256) }, [
    'address.address1',
    'Address1 is too long (maximum is 255 characters)',
  ]),
  refusedAddress('a province code that is none', { countryCode: 'AU', provinceCode: 'XX' }, [
    'address.province',
    'Province is invalid',
  ]),
  refusedAddress('the province of another country', { countryCode: 'AU', province: 'Bavaria' }, [
    'address.province',
    'Province is invalid',
  ]),
  refusedAddress('a web address as the postcode', { zip: 'H0H 0H0 https://x' }, [
    'address.zip',
    'Zip cannot contain URL',
  ]),
  refusedAddress('HTML', { address2: '<b>Suite</b>' }, ['address.address2', /HTML/], '2.5 [REC]'),
  refusedAddress('HTML in the phone number', { phone: '<a>+1 613' }, ['address.phone', /HTML/], '2.5 [REC]'),
  refusedAddress('an emoji', { city: 'Sydney 🎉' }, ['address.city', /emoji/i], '2.5 [REC]'),
  {
    ...refusedAddress(
      'an address the customer has already',
      sydney,
      ['address', /exist/],
      '2.5 [REC], wording [VERIFY]',
    ),
    isOpen: true,
  },
];

const guessed: readonly ContractCase[] = [
  {
    name: 'customerAddressCreate refuses a customer that does not exist',
    basis: '2.2 [INF], wording [VERIFY]',
    isOpen: true,
    request: {
      document: addressCreate,
      variables: { customerId: unknownId('Customer'), address: sydney },
    },
    answer: { userErrors: [['customerId', 'Customer does not exist']] },
  },
  {
    name: 'customerCreate refuses a blank nested address',
    basis: '2.5 [INF], wording [VERIFY]',
    isOpen: true,
    request: {
      document: customerCreate,
      variables: { input: { email: '{{email}}', addresses: [{ address1: ' ' }] } },
    },
    answer: { userErrors: [['addresses.0', 'Customer address cannot be blank.']] },
    effect: nobodyHas('{{email}}'),
  },
];

const updated: readonly ContractCase[] = [
  {
    name: 'customerAddressUpdate changes a part and keeps the id',
    basis: '2.2 [REC]',
    given: resident,
    request: {
      document: addressUpdate,
      variables: { customerId: '{{customer}}', addressId: '{{address}}', address: { city: 'Newtown' } },
    },
    answer: { userErrors: [], payload: { address: { id: '{{address}}' } } },
    effect: customerReads({
      addressesV2: {
        nodes: [{ id: '{{address}}', address1: '1 High St', city: 'Newtown', provinceCode: 'NSW' }],
      },
    }),
  },
  {
    name: 'customerAddressUpdate never demotes the default',
    basis: '2.5 [REC]',
    given: resident,
    request: {
      document: addressUpdate,
      variables: {
        customerId: '{{customer}}',
        addressId: '{{address}}',
        address: { city: 'Newtown' },
        setAsDefault: false,
      },
    },
    answer: { userErrors: [] },
    effect: customerReads({ defaultAddress: { id: '{{address}}' } }),
  },
  {
    name: 'customerAddressUpdate refuses the province of another country',
    basis: '12.2 [REC]',
    given: resident,
    request: {
      document: addressUpdate,
      variables: {
        customerId: '{{customer}}',
        addressId: '{{address}}',
        address: { countryCode: 'US', provinceCode: 'ON' },
      },
    },
    answer: { userErrors: [['address.province', 'Province is invalid']], payload: { address: null } },
    unchanged: customerState(),
  },
  {
    name: 'customerUpdateDefaultAddress makes another address the default',
    basis: '2.2 [REC]',
    given: [...resident, anotherAddress(dunedin, 'second')],
    request: {
      document: defaultAddressUpdate,
      variables: { customerId: '{{customer}}', addressId: '{{second}}' },
    },
    answer: { userErrors: [] },
    effect: customerReads({ defaultAddress: { id: '{{second}}' } }),
  },
  {
    name: 'customerUpdateDefaultAddress refuses the address of another customer',
    basis: '12.2 [REC]',
    given: [...resident, ...neighbour],
    request: {
      document: defaultAddressUpdate,
      variables: { customerId: '{{customer}}', addressId: '{{otherAddress}}' },
    },
    answer: { userErrors: [['addressId', 'Address does not exist']] },
    unchanged: customerState(),
  },
  {
    name: 'customerUpdateDefaultAddress refuses a customer that does not exist',
    basis: '12.2 [REC]',
    given: resident,
    request: {
      document: defaultAddressUpdate,
      variables: { customerId: unknownId('Customer'), addressId: '{{address}}' },
    },
    answer: { userErrors: [['customerId', 'Customer does not exist']] },
    unchanged: customerState(),
  },
];

const deleted: readonly ContractCase[] = [
  {
    name: 'customerAddressDelete promotes another address when the default goes',
    basis: '2.5 [REC]',
    given: [...resident, anotherAddress(dunedin, 'second')],
    request: {
      document: addressDelete,
      variables: { customerId: '{{customer}}', addressId: '{{address}}' },
    },
    answer: { userErrors: [], payload: { deletedAddressId: '{{address}}' } },
    effect: customerReads({
      defaultAddress: { id: '{{second}}' },
      addressesV2: { nodes: [{ id: '{{second}}' }] },
    }),
  },
  {
    name: 'customerAddressDelete refuses the address of another customer',
    basis: '12.2 [REC]',
    given: [...resident, ...neighbour],
    request: {
      document: addressDelete,
      variables: { customerId: '{{customer}}', addressId: '{{otherAddress}}' },
    },
    answer: { userErrors: [['addressId', 'Address does not exist']], payload: { deletedAddressId: null } },
    unchanged: customerState('{{other}}'),
  },
];

/** An address nobody has, or nobody has any more, is an error of the whole request. */
const missing: readonly ContractCase[] = (
  [
    ['customerAddressUpdate', addressUpdate, { address: { city: 'Newtown' } }],
    ['customerAddressDelete', addressDelete, {}],
    ['customerUpdateDefaultAddress', defaultAddressUpdate, {}],
  ] as const
).flatMap(([mutation, document, more]): readonly ContractCase[] => [
  {
    name: `${mutation} fails for an address that never existed`,
    basis: '12.7 [REC]',
    given: resident,
    request: {
      document,
      variables: { customerId: '{{customer}}', addressId: unknownAddress, ...more },
    },
    answer: {
      error: { message: `Invalid id: ${unknownAddress}`, extensions: { code: 'RESOURCE_NOT_FOUND' } },
    },
    unchanged: customerState(),
  },
  {
    name: `${mutation} fails for an address that was deleted`,
    basis: '12.7 [REC]',
    given: [
      ...resident,
      anotherAddress(dunedin, 'gone'),
      {
        request: {
          document: addressDelete,
          variables: { customerId: '{{customer}}', addressId: '{{gone}}' },
        },
      },
    ],
    request: { document, variables: { customerId: '{{customer}}', addressId: '{{gone}}', ...more } },
    answer: { error: { message: 'invalid id', extensions: { code: 'RESOURCE_NOT_FOUND' } } },
    unchanged: customerState(),
  },
]);

function refusedNested(what: string, address: Variables, ...error: ExpectedUserError): ContractCase {
  return {
    name: `customerCreate refuses ${what}`,
    basis: '12.1 [REC]',
    request: {
      document: customerCreate,
      variables: { input: { email: '{{email}}', addresses: [address] } },
    },
    answer: { userErrors: [error], payload: { customer: null } },
    effect: nobodyHas('{{email}}'),
  };
}

const nested: readonly ContractCase[] = [
  {
    name: 'customerCreate takes addresses along, the first as the default',
    basis: '2.2 [REC]',
    request: {
      document: `mutation M($input: CustomerInput!) { customerCreate(input: $input) {
        customer { id defaultAddress { address1 } addressesV2(first: 5) { nodes { address1 } } } userErrors { field message } } }`,
      variables: { input: { email: '{{email}}', addresses: [sydney, dunedin] } },
    },
    answer: {
      userErrors: [],
      payload: {
        customer: {
          defaultAddress: { address1: '1 High St' },
          addressesV2: { nodes: [{ address1: '1 High St' }, { address1: '9 Low Rd' }] },
        },
      },
    },
  },
  {
    name: 'customerCreate takes more than a hundred addresses along',
    basis: '13.5 [VERIFY]',
    isOpen: true,
    request: {
      document: `mutation M($input: CustomerInput!) { customerCreate(input: $input) {
        customer { id addressesV2(first: 250) { nodes { id } pageInfo { hasNextPage } } } userErrors { field message } } }`,
      variables: {
        input: {
          email: '{{email}}',
          addresses: Array.from({ length: 110 }, (_, index) => ({
            ...sydney,
            address1: `${index + 1} High St`,
          })),
        },
      },
    },
    answer: {
      userErrors: [],
      payload: {
        customer: {
          addressesV2: { nodes: Array.from({ length: 110 }, () => ({})), pageInfo: { hasNextPage: false } },
        },
      },
    },
  },
  refusedNested(
    'a nested address with a line of more than 255 characters',
    { address1: text(256) },
    'addresses.0.address1',
    'Address1 is too long (maximum is 255 characters)',
  ),
  refusedNested(
    'a nested address with an id',
    { id: unknownAddress, city: 'Perth' },
    'addresses.0.id',
    'Cannot specify address ID on creation',
  ),
  refusedNested(
    'a nested address in no country of this world',
    { country: 'Atlantis' },
    'addresses.0.country',
    'Country is invalid',
  ),
  {
    name: 'customerUpdate refuses a nested address with an id nobody has',
    basis: '12.1 [REC]',
    given: resident,
    request: {
      document: customerUpdate,
      variables: { input: { id: '{{customer}}', addresses: [{ id: unknownAddress, city: 'Perth' }] } },
    },
    answer: { userErrors: [['addresses.0.id', 'Customer address does not exist']] },
    unchanged: customerState(),
  },
  {
    name: 'customerUpdate refuses a nested address with the province of another country',
    basis: '12.1 [REC]',
    given: resident,
    request: {
      document: customerUpdate,
      variables: { input: { id: '{{customer}}', addresses: [{ countryCode: 'AU', province: 'Otago' }] } },
    },
    answer: { userErrors: [['addresses.0.province', 'Province is invalid']] },
    unchanged: customerState(),
  },
];

export const addresses: Subject = {
  name: 'addresses',
  cases: [...created, ...updated, ...deleted, ...missing, ...nested, ...guessed],
};
