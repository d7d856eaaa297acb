/** Set-up that many cases share, and short ways of writing requests. */
import type { Answer, EntityCall, Plain, Step } from './case.ts';

export const withContact = { $expand: 'MainContact,MainContact/Address,PrimaryContact' };
export const withLocationContact = { $expand: 'LocationContact,LocationContact/Address' };

export function list(entity: string, query: Readonly<Record<string, string>> = {}): EntityCall {
  return { method: 'GET', path: entity, query };
}

export function get(path: string, query: Readonly<Record<string, string>> = {}): EntityCall {
  return { method: 'GET', path, query };
}

export function put(
  entity: string,
  body: Plain,
  query: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): EntityCall {
  return { method: 'PUT', path: entity, body, query, headers };
}

/** Only where it is there. */
export const updateOnly = { 'If-Match': '*' };
/** Only where it is not. */
export const insertOnly = { 'If-None-Match': '*' };

/** A customer with an address in Brisbane, saved as `customer`. */
export function aCustomer(fields: Plain = {}, name = 'customer'): Step {
  return {
    request: put('Customer', {
      CustomerName: 'Accord contract {{run}}',
      MainContact: {
        Email: '{{email}}',
        Phone1: '+61 7 5550 1234',
        Address: {
          AddressLine1: '1 Contract Street',
          City: 'Brisbane',
          State: 'QLD',
          PostalCode: '4000',
          Country: 'AU',
        },
      },
      ...fields,
    }),
    save: { [name]: 'CustomerID' },
  };
}

/** A further location of the customer with an address of its own, saved as `location`. */
export function aLocation(fields: Plain = {}, name = 'location'): Step {
  return {
    request: put('CustomerLocation', {
      Customer: '{{customer}}',
      LocationName: 'Depot {{run}}',
      AddressOverride: true,
      ContactOverride: true,
      LocationContact: {
        Attention: 'Dock',
        Phone1: '+61 3 5550 1234',
        Address: {
          AddressLine1: '2 Wharf Road',
          City: 'Hobart',
          State: 'TAS',
          PostalCode: '7000',
          Country: 'AU',
        },
      },
      ...fields,
    }),
    save: { [name]: 'LocationID' },
  };
}

/** A person of the customer, saved as `contact`. */
export function aContact(fields: Plain = {}): Step {
  return {
    request: put('Contact', {
      BusinessAccount: '{{customer}}',
      FirstName: 'Mere',
      LastName: 'Contract {{run}}',
      Email: '{{email}}',
      ...fields,
    }),
    save: { contact: 'ContactID' },
  };
}

export const customerNow = (record: unknown): Step => ({
  request: get('Customer/{{customer}}', withContact),
  answer: { record },
});

export const locationNow = (record: unknown, key = '{{location}}'): Step => ({
  request: get(`CustomerLocation/{{customer}}/${key}`, withLocationContact),
  answer: { record },
});

export const gone: Answer = { status: [404, 500] };
