/** Creating and changing customers: one request for customer, main contact and MAIN; defaults of the class; refusals by field. */
import { anyNumber, anyText, not } from '../../shape.ts';
import type { ContractCase, Plain, Subject } from './case.ts';
import {
  aCustomer,
  customerNow,
  get,
  gone,
  insertOnly,
  list,
  locationNow,
  put,
  updateOnly,
  withContact,
} from './steps.ts';

const named = (fields: Plain): Plain => ({ CustomerName: 'Accord contract {{run}}', ...fields });
const nobody = {
  request: list('Customer', { $select: 'CustomerID', $filter: `MainContact/Email eq '{{email}}'` }),
  answer: { records: [] },
};

/** A create that is refused at a field, after which there is no customer. */
function refused(
  what: string,
  fields: Plain,
  errors: Readonly<Record<string, RegExp>>,
  open: Pick<ContractCase, 'heldIn'> & { readonly basis?: string } = {},
): ContractCase {
  const { basis = '7.4', ...held } = open;
  const contact = fields['MainContact'] as Plain | undefined;
  return {
    name: `a create is refused with ${what}, and nothing is made`,
    basis,
    ...held,
    request: put('Customer', named({ ...fields, MainContact: { Email: '{{email}}', ...contact } })),
    answer: { errors },
    effect: [nobody],
    save: { customer: 'CustomerID' },
  };
}

const anyError = /./;

export const customers: Subject = {
  name: 'customers',
  cases: [
    {
      name: 'one request makes customer, main contact, primary contact and MAIN',
      basis: '7.3 [VERIFY 9.10]',
      heldIn: 'electron/connectors/acumatica/bodies.ts newCustomerBody',
      request: put(
        'Customer',
        named({
          MainContact: {
            Email: '{{email}}',
            Phone1: '+61 7 5550 1234',
            Phone2: '+61 7 5550 9876',
            Address: {
              AddressLine1: '1 Contract Street',
              City: 'Brisbane',
              State: 'QLD',
              PostalCode: '4000',
              Country: 'AU',
            },
          },
          PrimaryContact: { FirstName: 'Mere', LastName: 'Tane' },
          LocationName: 'Shop {{run}}',
          AccountRef: '6001 - Contract {{run}}',
        }),
        withContact,
      ),
      answer: {
        record: {
          CustomerID: anyText,
          CustomerName: 'Accord contract {{run}}',
          AccountRef: '6001 - Contract {{run}}',
          Status: 'Active',
          MainContact: {
            Email: '{{email}}',
            Phone1: anyText,
            Address: { City: 'Brisbane', PostalCode: '4000' },
          },
          PrimaryContact: { FirstName: 'Mere', LastName: 'Tane' },
        },
      },
      save: { customer: 'CustomerID' },
      effect: [
        locationNow(
          {
            LocationID: 'MAIN',
            LocationName: 'Shop {{run}}',
            Default: true,
            Status: 'Active',
            AddressOverride: false,
            ContactOverride: false,
            LocationContact: { Address: { AddressLine1: '1 Contract Street' } },
          },
          'MAIN',
        ),
      ],
    },
    {
      name: 'the ERP numbers a customer that brings no id',
      basis: '2 [VERIFY 9.5]',
      heldIn: 'simulators/acumatica/options.ts numbering.customer.mode',
      request: put('Customer', named({ MainContact: { Email: '{{email}}' } })),
      answer: { record: { CustomerID: anyText, BAccountID: anyNumber, NoteID: anyText } },
      save: { customer: 'CustomerID' },
    },
    {
      name: 'a customer is an individual unless it says otherwise',
      basis: '3.4 [VERIFY 9.2]',
      heldIn: 'electron/connectors/acumatica/parse.ts labels',
      needs: ['b2b'],
      given: [aCustomer()],
      request: get('Customer/{{customer}}', { $select: 'CustomerCategory,Status' }),
      answer: { record: { CustomerCategory: 'Individual', Status: 'Active' } },
    },
    {
      name: 'a business customer has the category Organization',
      basis: '4 [VERIFY 9.2]',
      heldIn: 'electron/connectors/acumatica/parse.ts labels',
      needs: ['b2b'],
      given: [aCustomer({ CustomerCategory: 'Organization' })],
      request: get('Customer/{{customer}}', { $select: 'CustomerCategory' }),
      answer: { record: { CustomerCategory: 'Organization' } },
    },
    {
      name: 'a customer without address has the country of its class and blank lines',
      basis: '2',
      given: [
        {
          request: put('Customer', named({ MainContact: { Email: '{{email}}' } })),
          save: { customer: 'CustomerID' },
        },
      ],
      request: get('Customer/{{customer}}', withContact),
      answer: {
        record: { MainContact: { Address: { AddressLine1: null, City: null, Country: /^[A-Z]{2}$/ } } },
      },
    },
    {
      name: 'the address of the customer is that of MAIN',
      basis: '7.8',
      given: [aCustomer()],
      request: put(
        'Customer',
        { CustomerID: '{{customer}}', MainContact: { Address: { City: 'Perth' } } },
        withContact,
        updateOnly,
      ),
      answer: { record: { MainContact: { Address: { City: 'Perth', AddressLine1: '1 Contract Street' } } } },
      effect: [locationNow({ LocationContact: { Address: { City: 'Perth' } } }, 'MAIN')],
    },
    {
      name: 'e-mail and account name are one field under several names',
      basis: '7.8',
      given: [aCustomer()],
      request: put(
        'Customer',
        {
          CustomerID: '{{customer}}',
          Email: 'new-{{email}}',
          MainContact: { CompanyName: 'Company {{run}}' },
        },
        withContact,
        updateOnly,
      ),
      answer: {
        record: {
          Email: 'new-{{email}}',
          MainContact: { Email: 'new-{{email}}', FullName: 'Company {{run}}' },
        },
      },
    },
    {
      name: 'an empty text empties a field',
      basis: '7.3 [VERIFY]',
      heldIn: 'electron/connectors/acumatica/wire.ts nothing',
      given: [aCustomer({ AccountRef: '6001 - Contract' })],
      request: put(
        'Customer',
        {
          CustomerID: '{{customer}}',
          AccountRef: '',
          MainContact: { Phone1: '', Address: { State: '', AddressLine1: '' } },
        },
        withContact,
        updateOnly,
      ),
      answer: {
        record: {
          AccountRef: null,
          MainContact: { Phone1: null, Address: { State: null, AddressLine1: null } },
        },
      },
      effect: [customerNow({ MainContact: { Phone1: null, Address: { State: null, City: 'Brisbane' } } })],
    },
    {
      name: 'fields that are not sent stay as they are',
      basis: '7.3',
      given: [aCustomer({ AccountRef: '6001 - Contract' })],
      request: put(
        'Customer',
        { CustomerID: '{{customer}}', CustomerName: 'Renamed {{run}}' },
        {},
        updateOnly,
      ),
      answer: { record: { CustomerName: 'Renamed {{run}}', AccountRef: '6001 - Contract' } },
    },
    {
      name: 'insert only is refused where the customer is there',
      basis: '7.3 [VERIFY 9.1]',
      heldIn: 'electron/connectors/acumatica/client.ts put',
      given: [aCustomer()],
      request: put(
        'Customer',
        named({ CustomerID: '{{customer}}', CustomerName: 'Taken over' }),
        {},
        insertOnly,
      ),
      answer: { status: 412 },
      effect: [customerNow({ CustomerName: 'Accord contract {{run}}' })],
    },
    {
      name: 'update only is refused where the customer is not there',
      basis: '7.3 [VERIFY 9.1]',
      heldIn: 'electron/connectors/acumatica/client.ts put',
      request: put('Customer', named({ CustomerID: 'NO-SUCH-1' }), {}, updateOnly),
      answer: { status: 412 },
      effect: [{ request: get('Customer/NO-SUCH-1'), answer: gone }],
    },
    {
      name: 'a customer is found by its id instead of its key',
      basis: '7.3',
      given: [aCustomer(), { request: get('Customer/{{customer}}'), save: { guid: 'id' } }],
      request: put('Customer', { id: '{{guid}}', AccountRef: '6002 - Contract' }),
      answer: { record: { CustomerID: '{{customer}}', AccountRef: '6002 - Contract' } },
    },
    refused(
      'a country that is none',
      { MainContact: { Address: { Country: 'ZQ' } } },
      {
        'MainContact/Address/Country': anyError,
      },
    ),
    refused('a class that there is not', { CustomerClass: 'NO-SUCH' }, { CustomerClass: anyError }),
    refused('a tax zone that there is not', { TaxZone: 'NO-SUCH' }, { TaxZone: anyError }),
    refused('a status that there is not', { Status: 'Asleep' }, { Status: anyError }),
    refused('a blank name', { CustomerName: '' }, { CustomerName: /empty/i }),
    refused(
      'a primary contact without last name',
      { PrimaryContact: { FirstName: 'Cher' } },
      {
        'PrimaryContact/LastName': /empty/i,
      },
    ),
    refused(
      'a name of 51 characters',
      { CustomerName: 'x'.repeat(51) },
      { CustomerName: anyError },
      { basis: '3.8 [VERIFY 9.8]', heldIn: 'simulators/acumatica/customer-schema.ts unverifiedLengths' },
    ),
    refused(
      'an address line of 51 characters',
      { MainContact: { Address: { AddressLine1: 'x'.repeat(51) } } },
      { 'MainContact/Address/AddressLine1': anyError },
      { basis: '3.8 [VERIFY 9.8]', heldIn: 'shared/mapping/limits.ts' },
    ),
    {
      name: 'a state is not looked at by default',
      basis: '3.8 [VERIFY]',
      heldIn: 'simulators/acumatica/default-options.ts validation',
      request: put(
        'Customer',
        named({
          MainContact: { Email: '{{email}}', Address: { Country: 'NZ', State: 'ANY', City: 'Nelson' } },
        }),
        withContact,
      ),
      answer: { record: { MainContact: { Address: { State: 'ANY' } } } },
      save: { customer: 'CustomerID' },
    },
    {
      name: 'a customer is set inactive and active again',
      basis: '3.4 [VERIFY 9.2]',
      heldIn: 'electron/connectors/acumatica/parse.ts labels',
      given: [
        aCustomer(),
        {
          request: put('Customer', { CustomerID: '{{customer}}', Status: 'Inactive' }, {}, updateOnly),
          answer: { record: { Status: 'Inactive' } },
        },
      ],
      request: put('Customer', { CustomerID: '{{customer}}', Status: 'Active' }, {}, updateOnly),
      answer: { record: { Status: 'Active' } },
    },
    {
      name: 'PATCH changes what is there',
      basis: '7.3 [VERIFY 9.1]',
      isWrong: true,
      heldIn: 'simulators/acumatica/entity-requests.ts PATCH',
      needs: ['patch'],
      given: [aCustomer()],
      request: {
        method: 'PATCH',
        path: 'Customer',
        body: { CustomerID: '{{customer}}', CustomerName: 'Patched {{run}}' },
      },
      answer: { record: { CustomerName: 'Patched {{run}}' } },
    },
    {
      name: 'PATCH makes nothing',
      basis: '7.3 [VERIFY 9.1]',
      isWrong: true,
      heldIn: 'simulators/acumatica/entity-requests.ts PATCH',
      needs: ['patch'],
      request: { method: 'PATCH', path: 'Customer', body: named({ CustomerID: 'NO-SUCH-1' }) },
      answer: { status: 404 },
    },
    {
      name: 'PATCH is not known',
      basis: '7.3 [VERIFY 9.1]',
      isWrong: true,
      heldIn: 'simulators/acumatica/entity-requests.ts PATCH',
      needs: ['noPatch'],
      given: [aCustomer()],
      request: {
        method: 'PATCH',
        path: 'Customer',
        body: { CustomerID: '{{customer}}', CustomerName: 'Patched {{run}}' },
      },
      answer: { status: [404, 405] },
      effect: [customerNow({ CustomerName: not('Patched {{run}}') })],
    },
  ],
};
