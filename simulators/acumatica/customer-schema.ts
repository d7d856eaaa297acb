import {
  attributeSchema,
  contactSchema,
  creditSchema,
  customerContactSchema,
  emptyDetail,
  levels,
  roleAssignments,
} from './contact-schema.ts';
import { computedField, ownField, ownFields } from './entity-schema.ts';
import type { EntitySchema, FieldSpec, FieldType } from './entity-schema.ts';
import { defaultLocationOf, effectiveContact } from './records.ts';
import type { CustomerRow, LocationRow } from './records.ts';

/**
 * Lengths that are not documented for certain, in one place (to check on a real tenant: acumatica.md 9.8).
 * `customerName` is the reported length; tenants may have more, hence the switch `lengths` of the options.
 */
const unverifiedLengths = { customerName: 50, externalReference: 50, locationName: 60 } as const;

/** Fields of the customer's screen that belong to its default location: contract name there, name here, type. */
export const defaultLocationFields: readonly (readonly [
  customerField: string,
  locationField: string,
  type: FieldType,
])[] = [
  ['LocationName', 'LocationName', 'string'],
  ['TaxZone', 'TaxZone', 'string'],
  ['TaxRegistrationID', 'TaxRegistrationID', 'string'],
  ['TaxExemptionNumber', 'TaxExemptionNbr', 'string'],
  ['EntityUsageType', 'EntityUsageType', 'string'],
  ['PriceClassID', 'PriceClass', 'string'],
  ['ShipVia', 'ShipVia', 'string'],
  ['ShippingTerms', 'ShippingTerms', 'string'],
  ['ShippingRule', 'ShippingRule', 'string'],
  ['ShippingBranch', 'ShippingBranch', 'string'],
  ['ShippingZoneID', 'ShippingZone', 'string'],
  ['WarehouseID', 'Warehouse', 'string'],
  ['FOBPoint', 'FOBPoint', 'string'],
  ['LeadTimedays', 'LeadTimeDays', 'integer'],
  ['OrderPriority', 'OrderPriority', 'integer'],
  ['ResidentialDelivery', 'ResidentialDelivery', 'boolean'],
  ['SaturdayDelivery', 'SaturdayDelivery', 'boolean'],
];

function defaultLocationField(name: string, type: FieldType): FieldSpec<CustomerRow> {
  return {
    type,
    since: 0,
    readOnly: false,
    read: (customer) => defaultLocationOf(customer).values[name],
    write: (customer, value) => {
      defaultLocationOf(customer).values[name] = value;
    },
  };
}

/** A salesperson of a customer; the first comes from its class. */
const customerSalespersonSchema: EntitySchema = {
  name: 'CustomerSalesPerson',
  keys: [],
  fields: {
    ...ownFields('string', ['SalespersonID', 'Name', 'LocationID', 'LocationName']),
    ...ownFields('boolean', ['Default']),
    ...ownFields('decimal', ['Commission']),
  },
  links: {},
  details: {},
};

export const customerSchema: EntitySchema<CustomerRow> = {
  name: 'Customer',
  keys: ['CustomerID'],
  fields: {
    CustomerID: ownField('CustomerID', 'string', { maximum: 30 }),
    CustomerName: ownField('CustomerName', 'string', { maximum: unverifiedLengths.customerName }),
    CustomerClass: ownField('CustomerClass', 'string'),
    CustomerCategory: ownField('CustomerCategory', 'string', {
      since: levels.categoryAndRoles,
      feature: 'b2b',
    }),
    Status: ownField('Status', 'string'),
    AccountRef: ownField('AccountRef', 'string', { maximum: unverifiedLengths.externalReference }),
    BAccountID: computedField('integer', (customer) => customer.accountId),
    NoteID: computedField('guid', (customer) => customer.id),
    CreatedDateTime: computedField('dateTime', (customer) => customer.createdAt),
    LastModifiedDateTime: computedField('dateTime', (customer) => customer.modifiedAt),
    IsGuestCustomer: ownField('IsGuestCustomer', 'boolean', { readOnly: true }),
    PrimaryContactID: {
      type: 'integer',
      since: levels.categoryAndRoles,
      readOnly: false,
      read: (customer) => customer.primaryContact?.contactId,
      // One of the customer's own contacts, which is checked before anything is written.
      write: (customer, value) => {
        customer.primaryContact = customer.contacts.find(({ contactId }) => contactId === value) ?? null;
      },
    },
    Email: {
      type: 'string',
      since: levels.categoryAndRoles,
      readOnly: false,
      maximum: 255,
      read: (customer) => customer.mainContact.values['Email'],
      write: (customer, value) => {
        customer.mainContact.values['Email'] = value;
      },
    },
    ...ownFields<CustomerRow>('string', [
      'CurrencyID',
      'CurrencyRateType',
      'ParentRecord',
      'RestrictVisibilityTo',
      'StatementCycleID',
      'StatementType',
      'Terms',
    ]),
    ...ownFields<CustomerRow>('boolean', [
      'ApplyOverdueCharges',
      'AutoApplyPayments',
      'BillingAddressOverride',
      'BillingContactOverride',
      'EnableCurrencyOverride',
      'EnableRateOverride',
      'EnableWriteOffs',
      'MultiCurrencyStatements',
      'PrintDunningLetters',
      'PrintInvoices',
      'PrintStatements',
      'SendDunningLettersbyEmail',
      'SendInvoicesbyEmail',
      'SendStatementsbyEmail',
      'ShippingAddressOverride',
      'ShippingContactOverride',
    ]),
    ...ownFields<CustomerRow>('decimal', ['CreditLimit', 'WriteOffLimit']),
    ...Object.fromEntries(
      defaultLocationFields.map(([name, locationField, type]) => [
        name,
        defaultLocationField(locationField, type),
      ]),
    ),
  },
  links: {
    MainContact: { since: 0, schema: contactSchema, read: (customer: CustomerRow) => customer.mainContact },
    PrimaryContact: {
      since: 0,
      schema: contactSchema,
      read: (customer: CustomerRow) => customer.primaryContact,
    },
    BillingContact: {
      since: 0,
      schema: contactSchema,
      read: (customer: CustomerRow) => customer.mainContact,
    },
    ShippingContact: {
      since: 0,
      schema: contactSchema,
      read: (customer: CustomerRow) => effectiveContact(defaultLocationOf(customer)),
    },
    CreditVerificationRules: { since: 0, schema: creditSchema, read: (customer: CustomerRow) => customer },
  },
  details: {
    // The official examples fill Attributes on lists; reports say other detail arrays come back empty there (acumatica.md 7.3).
    Attributes: {
      since: 0,
      schema: attributeSchema,
      onLists: true,
      read: (customer: CustomerRow) => customer.attributes,
    },
    Contacts: {
      since: 0,
      schema: customerContactSchema,
      onLists: false,
      read: (customer: CustomerRow) => customer.contacts,
    },
    PaymentInstructions: emptyDetail('BusinessAccountPaymentInstructionDetail'),
    Salespersons: {
      since: 0,
      schema: customerSalespersonSchema,
      onLists: false,
      read: (customer: CustomerRow) => customer.salespersons,
    },
  },
};

const isActive = (location: LocationRow) => location.values['Status'] !== 'Inactive';

export const locationSchema: EntitySchema<LocationRow> = {
  name: 'CustomerLocation',
  keys: ['Customer', 'LocationID'],
  fields: {
    Customer: computedField('string', (location) => location.customer.values['CustomerID']),
    LocationID: ownField('LocationID', 'string'),
    LocationName: ownField('LocationName', 'string', { maximum: unverifiedLengths.locationName }),
    Active: {
      type: 'boolean',
      since: 0,
      readOnly: false,
      read: isActive,
      write: (location, value) => {
        location.values['Status'] = value === true ? 'Active' : 'Inactive';
      },
    },
    Status: {
      ...ownField<LocationRow>('Status', 'string', { since: levels.categoryAndRoles }),
      read: (location) => (isActive(location) ? 'Active' : 'Inactive'),
    },
    Default: computedField(
      'boolean',
      (location) => location.customer.defaultLocation === location,
      levels.categoryAndRoles,
    ),
    ExtRefNbr: ownField('ExtRefNbr', 'string', {
      since: levels.externalReferences,
      maximum: unverifiedLengths.externalReference,
    }),
    AddressOverride: computedField('boolean', (location) => location.address !== null),
    ContactOverride: computedField('boolean', (location) => location.contact !== null),
    NoteID: computedField('guid', (location) => location.id),
    CreatedDateTime: computedField('dateTime', (location) => location.createdAt),
    LastModifiedDateTime: computedField('dateTime', (location) => location.modifiedAt),
    ...Object.fromEntries(
      defaultLocationFields
        .filter(([, name]) => name !== 'LocationName')
        .map(([, name, type]) => [name, ownField<LocationRow>(name, type)]),
    ),
    ...ownFields<LocationRow>('string', ['Calendar', 'DefaultProject']),
    ...ownFields<LocationRow>('boolean', ['FedExGroundCollect', 'Insurance']),
  },
  links: { LocationContact: { since: 0, schema: contactSchema, read: effectiveContact } },
  details: { RoleAssignments: roleAssignments<LocationRow>() },
};
