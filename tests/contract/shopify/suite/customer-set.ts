/** customerSet: creating or updating by an identifier. */
import { not } from '../../shape.ts';
import type { ContractCase, ExpectedUserError, Subject, Variables } from './case.ts';
import { customerSet } from './documents.ts';
import { aCustomer, customerReads, customerState, text, unknownId } from './steps.ts';

const recorded = '12.1 [REC]';
const identityMissing = 'A name, phone number, or email address must be present';
const emailTaken = 'Email has already been taken';
const phoneTaken = 'Phone has already been taken';

function refusedSet(
  what: string,
  variables: { readonly input: Variables; readonly identifier?: Variables },
  ...error: ExpectedUserError
): ContractCase {
  return {
    name: `customerSet refuses ${what}`,
    basis: recorded,
    given: [aCustomer({ firstName: 'Ana', email: '{{email}}', phone: '{{phone}}' })],
    request: { document: customerSet, variables },
    answer: { userErrors: [error], payload: { customer: null } },
    unchanged: customerState(),
  };
}

const addresses = [
  { address1: '1 High St', city: 'Sydney', provinceCode: 'NSW', zip: '2000', countryCode: 'AU' },
  { address1: '2 Queen St', city: 'Auckland', provinceCode: 'AUK', zip: '1010', countryCode: 'NZ' },
];

const cases: readonly ContractCase[] = [
  {
    name: 'customerSet creates by e-mail address, and then updates the same customer',
    basis: '2.2 [REC]',
    given: [
      {
        request: {
          document: customerSet,
          variables: { identifier: { email: '{{email}}' }, input: { email: '{{email}}', firstName: 'Ana' } },
        },
        save: { customer: 'customerSet.customer.id' },
      },
    ],
    request: {
      document: customerSet,
      variables: { identifier: { email: '{{email}}' }, input: { email: '{{email}}', lastName: 'Ito' } },
    },
    answer: { userErrors: [], payload: { customer: { id: '{{customer}}' } } },
    effect: customerReads({ displayName: 'Ana Ito' }),
  },
  {
    name: 'customerSet replaces lists: an address that stays gets a new id, one left out is gone',
    basis: '2.2 [REC]',
    given: [
      aCustomer({ firstName: 'Ana', email: '{{email}}', addresses }),
      {
        request: customerState(),
        save: {
          first: 'customer.addressesV2.nodes.0.id',
          second: 'customer.addressesV2.nodes.1.id',
        },
      },
    ],
    request: {
      document: customerSet,
      variables: { identifier: { id: '{{customer}}' }, input: { addresses: [addresses[1]] } },
    },
    answer: { userErrors: [] },
    effect: customerReads({
      addressesV2: { nodes: [{ id: not('{{second}}'), address1: '2 Queen St' }] },
      defaultAddress: { id: not('{{first}}') },
    }),
  },
  {
    name: 'customerSet leaves lists alone that are not sent',
    basis: '2.2 [REC]',
    given: [aCustomer({ firstName: 'Ana', email: '{{email}}', tags: ['a'], addresses })],
    request: {
      document: customerSet,
      variables: { identifier: { id: '{{customer}}' }, input: { note: 'New' } },
    },
    answer: { userErrors: [] },
    effect: customerReads({
      note: 'New',
      tags: ['a'],
      addressesV2: { nodes: [{ address1: '1 High St' }, { address1: '2 Queen St' }] },
    }),
  },
  refusedSet('a customer without name, phone or e-mail', { input: { email: '' } }, 'input', identityMissing),
  refusedSet(
    'an e-mail address that another has',
    { input: { firstName: 'Ben', email: ' {{email}}' } },
    'input.email',
    emailTaken,
  ),
  refusedSet(
    'a phone number that another has',
    { input: { firstName: 'Ben', phone: '{{phone}}' } },
    'input.phone',
    phoneTaken,
  ),
  refusedSet(
    'an e-mail address of more than 255 characters',
    { input: { email: `${text(250)}@example.com` } },
    'input.email',
    'Email is too long (maximum is 255 characters)',
  ),
  refusedSet(
    'a note of more than 5,000 characters',
    { input: { email: '{{email2}}', note: text(5_001) } },
    'input.note',
    'Note is too long (maximum is 5000 characters)',
  ),
  refusedSet(
    'a province of another country',
    { input: { email: '{{email2}}', addresses: [{ countryCode: 'NZ', provinceCode: 'NSW' }] } },
    'input.addresses.0.province',
    'Province is invalid',
  ),
  refusedSet(
    'an id that no customer has, and creates none',
    { identifier: { id: unknownId('Customer') }, input: { email: '{{email2}}' } },
    'input',
    'Resource matching the identifier was not found.',
    'NOT_FOUND',
  ),
  refusedSet(
    'null as the tax exemption',
    { identifier: { id: '{{customer}}' }, input: { taxExempt: null } },
    'input.taxExempt',
    'Tax exempt is of unexpected type NilClass',
  ),
  refusedSet(
    'an id in the input beside an identifier',
    { identifier: { id: '{{customer}}' }, input: { id: '{{customer}}', firstName: 'Ben' } },
    'input',
    'The id field is not allowed if identifier is provided.',
    'ID_NOT_ALLOWED',
  ),
  refusedSet(
    'an identifier that differs from the input',
    { identifier: { email: '{{email}}' }, input: { email: '{{email2}}' } },
    'input',
    'The identifier value does not match the value of the corresponding field in the input.',
  ),
  refusedSet(
    'an identifier that the input does not repeat',
    { identifier: { email: '{{email}}' }, input: { firstName: 'Ben' } },
    'input',
    'The input field corresponding to the identifier is required.',
  ),
  ...(
    [
      ['an e-mail address that is taken', { email: '{{email}}' }, 'input.email', emailTaken, 'TAKEN'],
      [
        'a phone number that is taken',
        { firstName: 'Ben', phone: '{{phone}}' },
        'input.phone',
        phoneTaken,
        'TAKEN',
      ],
      [
        'a wrong province',
        { email: '{{email2}}', addresses: [{ countryCode: 'NZ', provinceCode: 'NSW' }] },
        'input.addresses.0.province',
        'Province is invalid',
        'INVALID',
      ],
    ] as const
  ).map(([what, input, path, message, code]): ContractCase => ({
    ...refusedSet(`${what}, with a code`, { input }, path, message, code),
    basis: '13.7 [VERIFY]',
    isOpen: true,
  })),
];

export const customersSet: Subject = { name: 'customerSet', cases };
