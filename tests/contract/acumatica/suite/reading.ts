/** Lists and single records: paging, filters, what comes with them, and how they fail. */
import { anyNumber, anyText, listWith, not } from '../../shape.ts';
import type { ContractCase, Subject } from './case.ts';
import {
  aContact,
  aCustomer,
  aLocation,
  get,
  gone,
  list,
  withContact,
  withLocationContact,
} from './steps.ts';

const byKey = { $filter: `CustomerID eq '{{customer}}'` };
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?/;

function refusedList(what: string, query: Readonly<Record<string, string>>, message?: RegExp): ContractCase {
  return {
    name: `a list is refused with ${what}`,
    basis: '7.3',
    isWrong: true,
    request: list('Customer', { $top: '1', ...query }),
    answer: { status: [400, 422, 500], ...(message === undefined ? {} : { message }) },
  };
}

export const reading: Subject = {
  name: 'reading',
  cases: [
    {
      name: 'a list holds what $select names, in wrappers, and not more records than $top',
      basis: '7.3',
      given: [aCustomer()],
      request: list('Customer', { $select: 'CustomerID,CustomerName', $top: '1' }),
      answer: { records: [{ CustomerID: anyText, CustomerName: anyText, Terms: undefined, rowNumber: 1 }] },
    },
    {
      name: 'a list goes on from a key',
      basis: '7.3',
      given: [aCustomer(), aCustomer({}, 'other')],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `CustomerID ge '{{customer}}' and CustomerID le '{{other}}'`,
      }),
      answer: { records: [{ CustomerID: '{{customer}}' }, { CustomerID: '{{other}}' }] },
    },
    {
      name: 'locations go on from customer and location',
      basis: '7.3 [INF]',
      heldIn: 'electron/connectors/acumatica/walk.ts byLocationId',
      given: [aCustomer(), aLocation()],
      request: list('CustomerLocation', {
        $select: 'Customer,LocationID',
        $filter: `Customer eq '{{customer}}' and (Customer gt '{{customer}}' or (Customer eq '{{customer}}' and LocationID ge 'MAIN'))`,
      }),
      answer: { records: listWith({ Customer: '{{customer}}', LocationID: 'MAIN' }) },
    },
    {
      name: 'texts are compared without regard to case',
      basis: '7.3 [INF]',
      heldIn: 'electron/connectors/acumatica/find.ts decides equality itself',
      given: [aCustomer({ CustomerName: 'Accord Contract {{run}}' })],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `CustomerName eq 'ACCORD CONTRACT {{run}}'`,
      }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'a quote in a text is doubled',
      basis: '7.3 [INF]',
      heldIn: 'electron/connectors/acumatica/list.ts quote',
      given: [aCustomer({ CustomerName: `O'Neil {{run}}` })],
      request: list('Customer', { $select: 'CustomerID', $filter: `CustomerName eq 'O''Neil {{run}}'` }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'a filter reaches into a linked record',
      basis: '7.3',
      given: [aCustomer()],
      request: list('Customer', { $select: 'CustomerID', $filter: `MainContact/Email eq '{{email}}'` }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'a filter finds the end of a phone in a linked record',
      basis: '7.3',
      given: [aCustomer()],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `endswith(MainContact/Phone1,'1234') and CustomerID eq '{{customer}}'`,
      }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'a record is found by its NoteID',
      basis: '7.3',
      given: [
        aCustomer(),
        { request: get('Customer/{{customer}}', { $select: 'NoteID' }), save: { note: 'NoteID' } },
      ],
      request: list('Customer', { $select: 'CustomerID', $filter: `NoteID eq guid'{{note}}'` }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'and may be asked for by it',
      basis: '7.3 [VERIFY]',
      heldIn: 'electron/connectors/acumatica/list.ts get',
      given: [
        aCustomer(),
        { request: get('Customer/{{customer}}', { $select: 'NoteID' }), save: { note: 'NoteID' } },
      ],
      request: get('Customer/{{note}}', { $select: 'CustomerID' }),
      answer: { record: { CustomerID: '{{customer}}' } },
    },
    {
      name: 'a list expands linked records, and what is linked to those',
      basis: '7.3 [VERIFY 9.3]',
      heldIn: 'electron/connectors/acumatica/views.ts expand',
      given: [aCustomer()],
      request: list('Customer', { ...byKey, $expand: 'MainContact,MainContact/Address' }),
      answer: {
        records: [{ MainContact: { Email: '{{email}}', Address: { City: 'Brisbane', Country: 'AU' } } }],
      },
    },
    {
      name: 'a list of locations expands their contacts and addresses',
      basis: '7.3 [VERIFY 9.3]',
      heldIn: 'electron/connectors/acumatica/views.ts expand',
      given: [aCustomer(), aLocation()],
      request: list('CustomerLocation', {
        $filter: `Customer eq '{{customer}}' and LocationID eq '{{location}}'`,
        ...withLocationContact,
      }),
      answer: { records: [{ LocationContact: { Attention: 'Dock', Address: { City: 'Hobart' } } }] },
    },
    {
      name: 'a linked record that was not asked for is not sent',
      basis: '7.3',
      given: [aCustomer()],
      request: list('Customer', byKey),
      answer: { records: [{ CustomerID: '{{customer}}', MainContact: undefined }] },
    },
    {
      name: 'a list leaves detail lists empty, a single record fills them',
      isWrong: true,
      basis: '7.3 [VERIFY 9.3]',
      heldIn: 'simulators/acumatica/customer-schema.ts onLists; the connector expands no detail on a list',
      given: [aCustomer(), aContact()],
      request: list('Customer', { ...byKey, $expand: 'Contacts' }),
      answer: { records: [{ Contacts: [] }] },
      effect: [
        {
          request: get('Customer/{{customer}}', { $expand: 'Contacts' }),
          answer: { record: { Contacts: listWith({ ContactID: '{{contact}}' }) } },
        },
      ],
    },
    {
      name: 'stamps carry their offset',
      basis: '7.3 [VERIFY 9.9]',
      heldIn:
        'simulators/acumatica/options.ts stampsCarryOffset; electron/connectors/acumatica/time-window.ts',
      given: [aCustomer()],
      request: get('Customer/{{customer}}', { $select: 'LastModifiedDateTime' }),
      answer: { record: { LastModifiedDateTime: /(Z|[+-]\d\d:\d\d)$/ } },
    },
    {
      name: 'a filter finds what changed since an instant',
      basis: '7.3',
      given: [aCustomer()],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `CustomerID eq '{{customer}}' and LastModifiedDateTime gt datetimeoffset'{{yesterday}}'`,
      }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'and not what did not',
      basis: '7.3 [VERIFY 9.9]',
      heldIn:
        'simulators/acumatica/options.ts filterHonoursOffset; electron/connectors/acumatica/time-window.ts',
      given: [aCustomer()],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `CustomerID eq '{{customer}}' and LastModifiedDateTime gt datetimeoffset'{{tomorrow}}'`,
      }),
      answer: { records: [] },
    },
    {
      name: 'a filter goes by the stamp of a linked contact',
      basis: '7.3 [INF]',
      heldIn: 'electron/connectors/acumatica/changes.ts customerStamps, which has a fall-back',
      given: [aCustomer()],
      request: list('Customer', {
        $select: 'CustomerID',
        $filter: `CustomerID eq '{{customer}}' and MainContact/LastModifiedDateTime gt datetimeoffset'{{yesterday}}'`,
      }),
      answer: { records: [{ CustomerID: '{{customer}}' }] },
    },
    {
      name: 'the three lists of changes can be filtered',
      basis: '7.3',
      given: [
        aCustomer(),
        aLocation(),
        aContact(),
        {
          request: list('CustomerLocation', {
            $select: 'Customer,LocationID',
            $filter: `Customer eq '{{customer}}' and LastModifiedDateTime gt datetimeoffset'{{yesterday}}'`,
          }),
          answer: { records: listWith({ LocationID: '{{location}}' }, { LocationID: 'MAIN' }) },
        },
      ],
      request: list('Contact', {
        $select: 'ContactID,BusinessAccount,LastModifiedDateTime',
        $filter: `BusinessAccount eq '{{customer}}' and LastModifiedDateTime gt datetimeoffset'{{yesterday}}'`,
      }),
      answer: {
        records: listWith({
          ContactID: '{{contact}}',
          BusinessAccount: '{{customer}}',
          LastModifiedDateTime: stamp,
        }),
      },
    },
    {
      name: 'contacts go on from a number',
      basis: '7.3',
      given: [aCustomer(), aContact()],
      request: list('Contact', { $select: 'ContactID', $filter: 'ContactID ge {{contact}}', $top: '1' }),
      answer: { records: [{ ContactID: anyNumber }] },
    },
    {
      name: 'a record that does not exist is said not to',
      basis: '7.4 [VERIFY]',
      heldIn:
        'simulators/acumatica/options.ts missingRecordStatus; electron/connectors/acumatica/answer.ts isRecordMissing',
      request: get('Customer/NO-SUCH-1'),
      answer: { status: 404, message: /No entity satisfies the condition/ },
    },
    refusedList('a field in $select that there is not', { $select: 'ShoeSize' }),
    refusedList('a condition that is none', { $filter: 'nonsense' }),
    refusedList('a detail in a condition', { $filter: 'Contacts/ContactID eq 1' }),
    {
      name: 'a POST on an entity is not acceptable',
      basis: '7.3',
      isWrong: true,
      request: { method: 'POST', path: 'Customer', body: { CustomerName: 'Accord contract {{run}}' } },
      answer: { status: 406 },
    },
    {
      name: 'an entity that there is not is not found',
      basis: '7.4',
      isWrong: true,
      request: list('ShoeSize'),
      answer: { status: 404 },
    },
    {
      name: 'the guest customer is marked',
      basis: '2',
      given: [aCustomer()],
      request: get('Customer/{{customer}}', { $select: 'IsGuestCustomer' }),
      answer: { record: { IsGuestCustomer: not(true) } },
    },
    {
      name: 'a customer that was deleted is gone',
      basis: '7.3',
      given: [aCustomer()],
      request: { method: 'DELETE', path: 'Customer/{{customer}}' },
      answer: { status: 204 },
      effect: [{ request: get('Customer/{{customer}}', withContact), answer: gone }],
    },
  ],
};
