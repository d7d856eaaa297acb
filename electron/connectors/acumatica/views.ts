/** Which fields of which entity are asked for: only what the neutral record needs, as lists fail more easily when wide. */
import type { Capabilities } from './endpoint.ts';
import type { Kinds } from './kind.ts';

/** The fields and linked records of one kind of question about an entity. */
export interface View {
  readonly entity: string;
  readonly select: readonly string[];
  readonly expand: readonly string[];
  /** Fields outside the contract, as `View.Field`; absent means none. */
  readonly custom?: readonly string[];
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

/** What a contact says of its person, by the keys that filters and mappings know it by; read only where one of them names it. */
export const contactAttributes = {
  noMarketing: 'NoMarketing',
  doNotEmail: 'DoNotEmail',
  language: 'LanguageOrLocale',
} as const;
type ContactAttribute = keyof typeof contactAttributes;

/** What the account itself says besides, by the same keys; read only where a rule names it. */
export const accountAttributes = {
  /** Of every entity, beside its fields: it comes unasked. [VERIFY] that lists answer it, also where fields are selected. */
  note: 'note',
  taxExemptionNumber: 'TaxExemptionNumber',
} as const;
type AccountAttribute = keyof typeof accountAttributes;

export type NamedAttribute = ContactAttribute | AccountAttribute;
export const namedAttributes = [
  ...(Object.keys(contactAttributes) as ContactAttribute[]),
  ...(Object.keys(accountAttributes) as AccountAttribute[]),
] as const;

export function isOfContact(key: NamedAttribute): key is ContactAttribute {
  return Object.hasOwn(contactAttributes, key);
}

/**
 * Where it stands: a customer has a contact of the account itself and, mostly, one of its person. Which of the two people keep it with
 * is not documented. [VERIFY] So a flag counts wherever it is ticked, and the person's language comes first.
 */
export const attributeContacts = ['PrimaryContact', 'MainContact'] as const;

function withNamed(view: View, keys: readonly NamedAttribute[]): View {
  if (keys.length === 0) return view;
  const select = keys.flatMap((key): readonly string[] => {
    if (isOfContact(key)) return attributeContacts.map((contact) => `${contact}/${contactAttributes[key]}`);
    return key === 'note' ? [] : [accountAttributes[key]];
  });
  return { ...view, select: [...new Set([...view.select, ...select])] };
}

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

/**
 * A whole customer where business customers are read too. Attributes are asked for where one of them tells the two kinds apart: a list
 * of lists makes every answer longer.
 */
function businessView(withAttributes: boolean): View {
  return {
    entity: 'Customer',
    select: [
      ...customerView.select,
      'PrimaryContactID',
      'TaxExemptionNumber',
      'BillingAddressOverride',
      'BillingContact/Attention',
      ...addressFields.map((field) => `BillingContact/Address/${field}`),
      ...(withAttributes ? ['Attributes/AttributeID', 'Attributes/Value'] : []),
    ],
    expand: [
      ...customerView.expand,
      'BillingContact',
      'BillingContact/Address',
      ...(withAttributes ? ['Attributes'] : []),
    ],
  };
}

const businessViews = { plain: businessView(false), withAttributes: businessView(true) };

/** The view of customers that a reading of these kinds needs. */
export function customerViewFor(
  { companies, organization }: Kinds,
  keys: readonly NamedAttribute[] = [],
): View {
  if (organization.by === 'attribute') return withNamed(businessViews.withAttributes, keys);
  return withNamed(companies ? businessViews.plain : customerView, keys);
}

/** Which contacts there are: a list tells nothing of their roles. */
export const businessContactView: View = {
  entity: 'Contact',
  select: ['NoteID', 'ContactID', 'BusinessAccount'],
  expand: [],
};

/** A contact of a business customer, with its roles; asked for one by one. */
export function contactViewOf({ externalReferences }: Capabilities): View {
  return {
    entity: 'Contact',
    select: [
      'NoteID',
      'ContactID',
      'BusinessAccount',
      'FirstName',
      'LastName',
      'Email',
      'Phone1',
      'Active',
      'LastModifiedDateTime',
      ...(externalReferences ? ['ExtRefNbr'] : []),
      'RoleAssignments/LocationCD',
      'RoleAssignments/Role',
    ],
    expand: ['RoleAssignments'],
  };
}

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

/** The same where references to Shopify are asked for too. */
export const referenceView: View = { ...identityView, select: [...identityView.select, 'AccountRef'] };

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
      'TaxRegistrationID',
      'TaxExemptionNbr',
      ...(externalReferences ? ['ExtRefNbr'] : []),
      ...contactBlock('LocationContact'),
    ],
    expand: ['LocationContact', 'LocationContact/Address'],
  };
}
