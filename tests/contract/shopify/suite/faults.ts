/** What goes wrong on the way, as only the simulator can be made to show it. */
import type { Answer, ContractCase, Subject } from './case.ts';
import { customerByIdentifier, customerCreate } from './documents.ts';
import { aCompany } from './company-steps.ts';
import { aCustomer, customerState, nobodyHas } from './steps.ts';

function trouble(
  name: string,
  fault: Readonly<Record<string, unknown>>,
  answer: Answer,
  effect: ContractCase['effect'],
): ContractCase {
  return {
    name,
    basis: '9.1',
    needs: ['simulator'],
    given: [{ request: { control: 'POST /faults', body: fault } }],
    request: { document: customerCreate, variables: { input: { email: '{{email}}' } } },
    answer,
    ...(effect ? { effect } : {}),
  };
}

const nobody = nobodyHas('{{email}}');
const somebody: ContractCase['effect'] = {
  document: customerByIdentifier,
  variables: { identifier: { emailAddress: '{{email}}' } },
  data: { customerByIdentifier: { id: /^gid:/ } },
};

const spoilt: readonly ContractCase[] = [
  trouble(
    'a throttled request does nothing',
    { kind: 'throttled' },
    { error: { message: 'Throttled', extensions: { code: 'THROTTLED' } } },
    nobody,
  ),
  trouble(
    'too many requests answer HTTP 429 with the seconds to wait',
    { kind: 'tooManyRequests' },
    { status: 429, headers: { 'retry-after': '2.0' } },
    nobody,
  ),
  ...[502, 503].map((status) =>
    trouble(
      `HTTP ${status} before the request was carried out`,
      { kind: 'serverError', status },
      { status },
      nobody,
    ),
  ),
  trouble(
    'HTTP 502 after the write landed',
    { kind: 'serverError', landed: true },
    { status: 502 },
    somebody,
  ),
  trouble('no answer after the write landed', { kind: 'noAnswer' }, { isBroken: true }, somebody),
  trouble(
    'an answer that breaks off after the write landed',
    { kind: 'cutAnswer' },
    { isBroken: true },
    somebody,
  ),
  trouble(
    'an answer that is no JSON after the write landed',
    { kind: 'malformedJson' },
    { status: 200, body: /^\{"data"/ },
    somebody,
  ),
  trouble(
    'a page of the shop instead of an answer',
    { kind: 'html' },
    { status: 200, headers: { 'content-type': /html/ } },
    nobody,
  ),
];

const twoCustomers = [
  aCustomer({ firstName: 'Contract {{run}} {{case}}', tags: ['contract-{{run}}-{{case}}'] }),
  aCustomer({ firstName: 'Contract {{run}} {{case}}', tags: ['contract-{{run}}-{{case}}'] }, 'second'),
];
const customerPage = {
  document:
    '{ customers(first: 10, query: "tag:contract-{{run}}-{{case}}") { nodes { id } pageInfo { hasNextPage endCursor } } }',
};

const pages: readonly ContractCase[] = [
  {
    name: 'a page that ends early and says it is the last',
    basis: '9.1',
    needs: ['simulator'],
    given: [...twoCustomers, { request: { control: 'POST /faults', body: { kind: 'shortPage' } } }],
    request: customerPage,
    answer: {
      data: { customers: { nodes: [{ id: '{{customer}}' }], pageInfo: { hasNextPage: false } } },
    },
  },
  {
    name: 'a last page that promises another, which is empty',
    basis: '4.2 [REC]',
    needs: ['simulator', 'b2b'],
    given: [
      aCompany(),
      { request: { control: 'POST /faults', body: { kind: 'overstatedPage' } } },
      {
        request: {
          document:
            '{ companies(first: 10, query: "name:\\"Contract {{run}} {{case}}\\"") { nodes { id } pageInfo { hasNextPage endCursor } } }',
        },
        answer: {
          data: { companies: { nodes: [{ id: '{{company}}' }], pageInfo: { hasNextPage: true } } },
        },
        save: { cursor: 'companies.pageInfo.endCursor' },
      },
    ],
    request: {
      document:
        '{ companies(first: 10, query: "name:\\"Contract {{run}} {{case}}\\"", after: "{{cursor}}") { nodes { id } pageInfo { hasNextPage endCursor } } }',
    },
    answer: { data: { companies: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } },
  },
];

const redacted: readonly ContractCase[] = [
  {
    name: 'personal data of a customer are withheld from an app that may not see them',
    basis: '5 [DOC]',
    needs: ['simulator'],
    given: [
      aCustomer({
        firstName: 'Ana',
        lastName: 'Ito',
        email: '{{email}}',
        phone: '{{phone}}',
        note: 'Rings twice',
        addresses: [{ address1: '1 High St', city: 'Sydney', countryCode: 'AU', zip: '2000' }],
      }),
      { request: { control: 'POST /switches', body: { protectedData: 'redacted' } } },
    ],
    request: customerState(),
    answer: {
      data: {
        customer: {
          firstName: null,
          lastName: null,
          displayName: '',
          note: 'Rings twice',
          defaultEmailAddress: null,
          defaultPhoneNumber: null,
          addressesV2: { nodes: [{ firstName: null, address1: null, zip: null, city: 'Sydney' }] },
        },
      },
    },
  },
];

const notModelled: readonly ContractCase[] = [
  {
    name: 'a field that the simulator does not play says so, and invents nothing',
    basis: '9.1',
    needs: ['simulator'],
    request: { document: '{ shop { description } }' },
    answer: {
      error: {
        message: 'Shop.description is not modelled by this simulator.',
        extensions: { code: 'NOT_MODELLED' },
      },
    },
  },
];

export const faults: Subject = {
  name: 'faults',
  cases: [...spoilt, ...pages, ...redacted, ...notModelled],
};
