/** The contract's names of the fields that are written, and ours: an error at `MainContact/Address/State` is one of the State. */
import type { FieldName } from '../../../shared/domain/party.ts';

/** Where a person corrects a value. */
type Origin = 'record' | 'defaults' | 'storeName' | 'erp';

const origins: Readonly<Record<Origin, string>> = {
  record: 'Shopify',
  defaults: 'the defaults in Accord',
  storeName: 'the name of the store',
  erp: 'MYOB Acumatica',
};

interface WrittenField {
  /** Null for what is no field of a customer or location. */
  readonly name: FieldName | null;
  /** As the screens of both programs say it. */
  readonly label: string;
  readonly origin: Origin;
}

const ours = (name: FieldName, label: string): WrittenField => ({ name, label, origin: 'record' });
const setting = (label: string): WrittenField => ({ name: null, label, origin: 'defaults' });

/** By the last name of the path. */
const writtenFields: Readonly<Record<string, WrittenField>> = {
  FirstName: ours('firstName', 'First name'),
  LastName: ours('lastName', 'Last name'),
  Email: ours('email', 'E-mail'),
  Phone1: ours('phone', 'Phone 1'),
  Phone2: ours('phone', 'Phone 2'),
  Attention: ours('attention', 'Attention'),
  FullName: ours('company', 'Company'),
  AddressLine1: ours('address1', 'Address line 1'),
  AddressLine2: ours('address2', 'Address line 2'),
  City: ours('city', 'Suburb or city'),
  State: ours('province', 'State'),
  PostalCode: ours('postcode', 'Postcode'),
  Country: ours('country', 'Country'),
  LanguageOrLocale: ours('erpLanguage', 'Language/Locale'),
  NoMarketing: ours('noMarketing', 'No marketing'),
  DoNotEmail: ours('doNotEmail', 'Do not e-mail'),
  TaxExemptionNumber: ours('taxExemptionNumber', 'Tax exemption number'),
  CustomerName: { name: null, label: 'Account name', origin: 'record' },
  LocationName: { name: null, label: 'Location name', origin: 'record' },
  CustomerID: setting('Customer ID'),
  LocationID: setting('Location ID'),
  CustomerClass: setting('Customer class'),
  TaxZone: setting('Tax zone'),
  ShipVia: setting('Ship via'),
  ShippingTerms: setting('Shipping terms'),
  Terms: setting('Terms'),
  ShippingBranch: setting('Branch'),
  AccountRef: { name: null, label: 'Ext. Ref. Nbr.', origin: 'storeName' },
  ExtRefNbr: { name: null, label: 'External ID', origin: 'storeName' },
};

/** `StatementCycleID` -> `Statement cycle ID` */
function spaced(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').split(' ');
  return words
    .map((word, index) => (index === 0 || /^[A-Z]+$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

export interface FieldError {
  /** Our field, else what people call it. */
  readonly key: string;
  readonly label: string;
  readonly message: string;
  /** Where to correct it, for "Correct it in …". */
  readonly source: string;
}

export function fieldErrorAt(path: string, message: string): FieldError {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const field = writtenFields[name] ?? { name: null, label: spaced(name), origin: 'erp' };
  return { key: field.name ?? field.label, label: field.label, message, source: origins[field.origin] };
}
