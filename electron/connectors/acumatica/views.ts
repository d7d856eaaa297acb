/** Which fields of which entity are asked for: only what the neutral record needs, as lists fail more easily when wide. */
import type { Capabilities } from './endpoint.ts';

/** The fields and linked records of one kind of question about an entity. */
export interface View {
  readonly entity: string;
  readonly select: readonly string[];
  readonly expand: readonly string[];
}

const addressFields = ['AddressLine1', 'AddressLine2', 'City', 'State', 'PostalCode', 'Country'];
const blockFields = ['Email', 'Phone1', 'Phone2', 'Attention', 'FullName'];

function contactBlock(name: string): readonly string[] {
  return [
    ...blockFields.map((field) => `${name}/${field}`),
    ...addressFields.map((field) => `${name}/Address/${field}`),
  ];
}

/** Fields of the customer that are shown as facts, or copied to further locations. */
export const customerFacts = {
  CustomerClass: 'Class',
  Terms: 'Terms',
  TaxZone: 'Tax zone',
  ShipVia: 'Ship via',
  ShippingTerms: 'Shipping terms',
  PriceClassID: 'Price class',
  TaxRegistrationID: 'Tax registration',
} as const;

/** The same fields, by the keys that filters and mappings know them by (`shared/mapping/party-fields.ts`). */
export const customerAttributes = {
  CustomerClass: 'customerClass',
  Terms: 'terms',
  TaxZone: 'taxZone',
  ShipVia: 'shipVia',
  ShippingTerms: 'shippingTerms',
  PriceClassID: 'priceClass',
  TaxRegistrationID: 'taxRegistration',
} as const satisfies Readonly<Record<keyof typeof customerFacts, string>>;

/** A whole customer, without its locations. */
export const customerView: View = {
  entity: 'Customer',
  select: [
    'NoteID',
    'CustomerID',
    'CustomerName',
    'CustomerCategory',
    'Status',
    'AccountRef',
    'IsGuestCustomer',
    'LocationName',
    'CreatedDateTime',
    'LastModifiedDateTime',
    ...Object.keys(customerFacts),
    ...contactBlock('MainContact'),
    'PrimaryContact/FirstName',
    'PrimaryContact/LastName',
  ],
  expand: ['MainContact', 'MainContact/Address', 'PrimaryContact'],
};

/** When any customer changed, in the tenant's own time. */
export const stampView: View = { entity: 'Customer', select: ['NoteID', 'LastModifiedDateTime'], expand: [] };

/** Whose location it is. */
export const locationKeyView: View = {
  entity: 'CustomerLocation',
  select: ['NoteID', 'Customer', 'LocationID'],
  expand: [],
};

/** Whose contact it is: the account's id, also where the account is no customer. */
export const contactKeyView: View = {
  entity: 'Contact',
  select: ['ContactID', 'BusinessAccount'],
  expand: [],
};

/**
 * What is needed to tell whether a customer has an e-mail or number. Customer.Email is the main contact's (acumatica.md 7.8), and asks
 * for no linked record: the address stays short enough for thirty customers.
 */
export const emailView: View = {
  entity: 'Customer',
  select: ['NoteID', 'CustomerID', 'CustomerCategory', 'Email'],
  expand: [],
};

/** The same where phones are asked for too. */
export const identityView: View = {
  entity: 'Customer',
  select: ['NoteID', 'CustomerID', 'CustomerCategory', 'Email', 'MainContact/Phone1', 'MainContact/Phone2'],
  expand: ['MainContact'],
};

/** A whole location. */
export function locationViewOf({ externalReferences }: Capabilities): View {
  return {
    entity: 'CustomerLocation',
    select: [
      'NoteID',
      'Customer',
      'LocationID',
      'LocationName',
      'Status',
      'Default',
      'AddressOverride',
      'ContactOverride',
      'LastModifiedDateTime',
      ...(externalReferences ? ['ExtRefNbr'] : []),
      ...contactBlock('LocationContact'),
    ],
    expand: ['LocationContact', 'LocationContact/Address'],
  };
}
