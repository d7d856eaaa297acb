/** Locations: their own contact and address or the customer's, the default one, keys, references. */
import { anyText } from '../../shape.ts';
import type { Subject } from './case.ts';
import {
  aCustomer,
  aLocation,
  gone,
  insertOnly,
  locationNow,
  put,
  updateOnly,
  withLocationContact,
} from './steps.ts';

const change = (fields: Readonly<Record<string, unknown>>, key = '{{location}}') =>
  put(
    'CustomerLocation',
    { Customer: '{{customer}}', LocationID: key, ...fields },
    withLocationContact,
    updateOnly,
  );

export const locations: Subject = {
  name: 'locations',
  cases: [
    {
      name: 'the ERP numbers a location that brings no id, and gives it no shipping or tax settings',
      basis: '2 [VERIFY 9.5]',
      heldIn: 'simulators/acumatica/options.ts numbering.location.mode',
      given: [aCustomer(), aLocation()],
      request: { method: 'GET', path: 'CustomerLocation/{{customer}}/{{location}}' },
      answer: {
        record: {
          LocationID: anyText,
          Default: false,
          Status: 'Active',
          ShipVia: null,
          ShippingTerms: null,
          TaxZone: null,
        },
      },
    },
    {
      name: 'a location with both overrides has contact and address of its own',
      basis: '3.3',
      given: [aCustomer(), aLocation()],
      request: {
        method: 'GET',
        path: 'CustomerLocation/{{customer}}/{{location}}',
        query: withLocationContact,
      },
      answer: {
        record: {
          AddressOverride: true,
          ContactOverride: true,
          LocationContact: { Attention: 'Dock', Address: { AddressLine1: '2 Wharf Road', City: 'Hobart' } },
        },
      },
    },
    {
      name: 'without the override an address that is sent is dropped',
      basis: '3.3 [INF]',
      heldIn: 'simulators/acumatica/locations.ts writeOwnContact',
      given: [
        aCustomer(),
        aLocation({
          AddressOverride: false,
          ContactOverride: false,
          LocationContact: { Address: { City: 'Hobart' } },
        }),
      ],
      request: {
        method: 'GET',
        path: 'CustomerLocation/{{customer}}/{{location}}',
        query: withLocationContact,
      },
      answer: { record: { AddressOverride: false, LocationContact: { Address: { City: 'Brisbane' } } } },
    },
    {
      name: 'an address is changed in part',
      basis: '7.3',
      given: [aCustomer(), aLocation()],
      request: change({ LocationContact: { Address: { City: 'Perth', State: 'WA' } } }),
      answer: {
        record: {
          LocationContact: { Address: { AddressLine1: '2 Wharf Road', City: 'Perth', State: 'WA' } },
        },
      },
    },
    {
      name: 'Default makes another location the default, and the former one is none',
      basis: '3.3 [VERIFY 9.6]',
      heldIn: 'electron/connectors/acumatica/write.ts setDefaultLocation',
      given: [aCustomer(), aLocation()],
      request: change({ Default: true }),
      answer: { record: { Default: true } },
      effect: [locationNow({ Default: false }, 'MAIN'), locationNow({ Default: true })],
    },
    {
      name: 'the default location cannot be set inactive',
      basis: '3.3',
      given: [aCustomer()],
      request: change({ Status: 'Inactive' }, 'MAIN'),
      answer: { errors: { '': /default/i } },
      effect: [locationNow({ Status: 'Active', Default: true }, 'MAIN')],
    },
    {
      name: 'another location can, by Status, which is Active under another name',
      basis: '3.3 [VERIFY 9.6]',
      heldIn: 'electron/connectors/acumatica/write.ts removeLocation',
      given: [aCustomer(), aLocation()],
      request: change({ Status: 'Inactive' }),
      answer: { record: { Status: 'Inactive', Active: false } },
      effect: [
        {
          request: change({ Status: 'Active' }),
          answer: { record: { Status: 'Active', Active: true } },
        },
      ],
    },
    {
      name: 'an inactive location cannot become the default',
      basis: '3.3 [INF]',
      heldIn: 'simulators/acumatica/locations.ts checkLocation',
      given: [aCustomer(), aLocation(), { request: change({ Status: 'Inactive' }) }],
      request: change({ Default: true }),
      answer: { errors: { '': /./ } },
      effect: [locationNow({ Default: true }, 'MAIN')],
    },
    {
      name: 'the shipping and tax fields of the customer are those of its default location',
      basis: '7.8',
      given: [
        aCustomer(),
        {
          request: { method: 'GET', path: 'TaxZone', query: { $select: 'TaxZoneID', $top: '1' } },
          save: { zone: '0.TaxZoneID' },
        },
      ],
      request: put('Customer', { CustomerID: '{{customer}}', TaxZone: '{{zone}}' }, {}, updateOnly),
      answer: { record: { TaxZone: '{{zone}}' } },
      effect: [locationNow({ TaxZone: '{{zone}}' }, 'MAIN')],
    },
    {
      name: 'a location carries an external reference',
      basis: '7.1',
      needs: ['externalReferences'],
      given: [aCustomer(), aLocation({ ExtRefNbr: '77 - Contract {{run}}' })],
      request: {
        method: 'GET',
        path: 'CustomerLocation/{{customer}}/{{location}}',
        query: { $select: 'ExtRefNbr' },
      },
      answer: { record: { ExtRefNbr: '77 - Contract {{run}}' } },
    },
    {
      name: 'only the first ten characters of a key count',
      basis: '7.3 [VERIFY 9.8]',
      heldIn: 'simulators/acumatica/options.ts numbering.location.keyLength; electron/services/defaults.ts',
      given: [aCustomer()],
      request: put('CustomerLocation', {
        Customer: '{{customer}}',
        LocationID: 'WAREHOUSE-NORTH',
        LocationName: 'North',
      }),
      answer: { record: { LocationID: 'WAREHOUSE-' } },
    },
    {
      name: 'insert only is refused where the location is there',
      basis: '7.3 [VERIFY 9.1]',
      heldIn: 'electron/connectors/acumatica/client.ts put',
      given: [aCustomer()],
      request: put(
        'CustomerLocation',
        { Customer: '{{customer}}', LocationID: 'MAIN', LocationName: 'Taken over' },
        {},
        insertOnly,
      ),
      answer: { status: 412 },
    },
    {
      name: 'update only is refused where the location is not there',
      basis: '7.3 [VERIFY 9.1]',
      heldIn: 'electron/connectors/acumatica/client.ts put',
      given: [aCustomer()],
      request: change({ LocationName: 'Nowhere' }, 'NOWHERE'),
      answer: { status: 412 },
      effect: [{ request: { method: 'GET', path: 'CustomerLocation/{{customer}}/NOWHERE' }, answer: gone }],
    },
    {
      name: 'a location of a customer that there is not is refused at Customer',
      basis: '7.4',
      request: put('CustomerLocation', { Customer: 'NO-SUCH-1', LocationName: 'Nowhere' }),
      answer: { errors: { Customer: /cannot be found/i } },
    },
    {
      name: 'a location without a name is refused',
      basis: '7.4 [INF]',
      heldIn: 'electron/connectors/acumatica/bodies.ts locationNameOf',
      given: [aCustomer()],
      request: put('CustomerLocation', { Customer: '{{customer}}' }),
      answer: { errors: { LocationName: /empty/i } },
    },
  ],
};
