/** A field's plain value. Date-times are epoch milliseconds; they get the instance's offset only on the wire. */
export type Scalar = string | number | boolean | null;

/** Contract field name to value; a field that was never set is absent. */
export type Values = Record<string, Scalar | undefined>;

/** What every stored record has. `id` is the contract's bare `id` and the NoteID. */
export interface Row {
  readonly id: string;
  readonly values: Values;
  note?: string;
  custom?: Record<string, Values>;
}

/** A role of a person at one location of its account. The same object is listed at the location and at the person. */
export interface RoleRow extends Row {
  readonly createdAt: number;
  modifiedAt: number;
}

/** A contact and its address. `person` tells a contact of form CR302000 from the contact block of an account or location. */
export interface ContactRow extends Row {
  readonly contactId: number;
  readonly person: boolean;
  address: Row;
  roles: RoleRow[];
  modifiedAt: number;
}

/** One location of a customer. `contact` and `address` are null while the customer's own are used (override off). */
export interface LocationRow extends Row {
  readonly customer: CustomerRow;
  contact: ContactRow | null;
  address: Row | null;
  roles: RoleRow[];
  createdAt: number;
  modifiedAt: number;
  usedOnDocuments: boolean;
}

/** A sales order (form SO301000), as far as it says whose it is and where it stands. Not part of the published subset. */
export interface SalesOrderRow extends Row {
  readonly modifiedAt: number;
}

/** One customer with everything that hangs on it. `locations` is sorted by LocationID and holds MAIN from the start. */
export interface CustomerRow extends Row {
  readonly accountId: number;
  mainContact: ContactRow;
  primaryContact: ContactRow | null;
  contacts: ContactRow[];
  locations: LocationRow[];
  defaultLocation: LocationRow | null;
  attributes: Row[];
  salespersons: Row[];
  createdAt: number;
  modifiedAt: number;
  usedOnDocuments: boolean;
}

/** The customer's default location: every stored customer has one from its creation on. */
export function defaultLocationOf(customer: CustomerRow): LocationRow {
  if (customer.defaultLocation === null)
    throw new Error(`customer ${String(customer.values['CustomerID'])} has no default location`);
  return customer.defaultLocation;
}

/** The contact a location shows: its own where overridden, else the customer's, each with the address that applies. */
export function effectiveContact(location: LocationRow): ContactRow {
  const contact = location.contact ?? location.customer.mainContact;
  const address = location.address ?? location.customer.mainContact.address;
  return contact.address === address ? contact : { ...contact, address };
}

/** A key as the ERP stores it: upper case, no blanks at the end. */
export function normaliseKey(value: string): string {
  return value.trimEnd().toUpperCase();
}
