import { findCustomer, findLocation, removeLookUp, setLookUp } from './company-data.ts';
import type { Company } from './company.ts';
import { contactSchema } from './contact-schema.ts';
import { customerSchema, locationSchema } from './customer-schema.ts';
import { deleteCustomer, saveCustomer } from './customers.ts';
import { readEntity } from './entity-input.ts';
import type { FieldErrors } from './entity-input.ts';
import type { EntitySchema } from './entity-schema.ts';
import { ServiceFailure } from './failure.ts';
import { deleteLocation, locationKey, makeDefault, saveLocation } from './locations.ts';
import type { LookUpName } from './look-up-schemas.ts';
import { savePerson } from './persons.ts';
import type { ContactRow, CustomerRow, LocationRow, Values, SalesOrderRow } from './records.ts';
import { addSalesOrder } from './sales-orders.ts';
import type { SalesOrderSeed } from './sales-orders.ts';
import { loadSnapshot, takeSnapshot } from './snapshot.ts';
import type { CompanySnapshot } from './snapshot.ts';

type Text = string | null;

/** An address as typed into a form; names are the contract's. */
export interface AddressSeed {
  readonly AddressLine1?: Text;
  readonly AddressLine2?: Text;
  readonly City?: Text;
  readonly State?: Text;
  readonly PostalCode?: Text;
  readonly Country?: Text;
}

export interface ContactSeed {
  readonly FirstName?: Text;
  readonly LastName?: Text;
  readonly Attention?: Text;
  readonly FullName?: Text;
  readonly Email?: Text;
  readonly Phone1?: Text;
  readonly Phone2?: Text;
  readonly Active?: boolean;
  readonly BusinessAccount?: Text;
  readonly ExtRefNbr?: Text;
  readonly Address?: AddressSeed;
  /** Of a business customer's contact. */
  readonly RoleAssignments?: readonly { readonly LocationCD: string; readonly Role: 'Admin' | 'User' }[];
  readonly NoMarketing?: boolean;
  readonly DoNotEmail?: boolean;
  readonly LanguageOrLocale?: string;
}

/** What only a seed can set: stamps in epoch milliseconds and use on documents. */
export interface RowHistory {
  readonly createdAt?: number;
  readonly modifiedAt?: number;
  readonly usedOnDocuments?: boolean;
}

export interface LocationEdit {
  readonly LocationName?: Text;
  readonly ExtRefNbr?: Text;
  readonly Active?: boolean;
  readonly Default?: boolean;
  /** With an address given and this absent, the box is ticked. */
  readonly AddressOverride?: boolean;
  /** With contact fields given and this absent, the box is ticked. */
  readonly ContactOverride?: boolean;
  readonly LocationContact?: ContactSeed;
  readonly TaxZone?: Text;
  readonly TaxRegistrationID?: Text;
  readonly TaxExemptionNbr?: Text;
  readonly PriceClass?: Text;
  readonly ShipVia?: Text;
  readonly ShippingTerms?: Text;
  readonly Warehouse?: Text;
  readonly ShippingBranch?: Text;
}

export interface LocationSeed extends LocationEdit {
  readonly LocationID?: string;
  readonly history?: RowHistory;
}

export interface CustomerEdit {
  readonly CustomerName?: string;
  readonly CustomerClass?: string;
  readonly CustomerCategory?: 'Individual' | 'Organization';
  readonly Status?: 'Active' | 'On Hold' | 'Credit Hold' | 'Inactive' | 'One-Time';
  readonly AccountRef?: Text;
  readonly Terms?: Text;
  readonly TaxZone?: Text;
  readonly TaxRegistrationID?: Text;
  readonly PriceClassID?: Text;
  readonly ShipVia?: Text;
  readonly ShippingTerms?: Text;
  readonly WarehouseID?: Text;
  readonly CurrencyID?: Text;
  readonly MainContact?: ContactSeed;
  readonly PrimaryContact?: ContactSeed;
  /** One of the customer's contacts. */
  readonly PrimaryContactID?: number;
  readonly Attributes?: readonly { readonly AttributeID: string; readonly Value: string }[];
}

export interface CustomerSeed extends CustomerEdit {
  readonly CustomerID?: string;
  readonly CustomerName: string;
  /** A location with LocationID MAIN changes the one every customer starts with. */
  readonly locations?: readonly LocationSeed[];
  readonly isGuest?: boolean;
  readonly history?: RowHistory;
}

/** The data as a person at the ERP's screens handles it: the same rules as the API, none of it counted as an API write. */
export interface AcumaticaStore {
  /** Every method that changes something throws an Error with the form's reasons when the form would refuse. */
  readonly addCustomer: (seed: CustomerSeed) => CustomerRow;
  readonly editCustomer: (customerId: string, edit: CustomerEdit) => CustomerRow;
  readonly deleteCustomer: (customerId: string) => void;
  readonly addLocation: (customerId: string, seed: LocationSeed) => LocationRow;
  readonly editLocation: (customerId: string, locationId: string, edit: LocationEdit) => LocationRow;
  readonly setDefaultLocation: (customerId: string, locationId: string) => void;
  readonly deactivateLocation: (customerId: string, locationId: string) => void;
  readonly deleteLocation: (customerId: string, locationId: string) => void;
  /** Marks a customer, or one of its locations, as used on an invoice or order. */
  readonly useOnDocument: (customerId: string, locationId?: string) => void;
  /** Enters a sales order of a customer. */
  readonly addSalesOrder: (seed: SalesOrderSeed) => SalesOrderRow;
  readonly addPerson: (seed: ContactSeed) => ContactRow;
  readonly editPerson: (contact: ContactRow, edit: ContactSeed) => ContactRow;
  /** All customers in order of CustomerID. */
  readonly customers: () => readonly CustomerRow[];
  readonly customer: (customerId: string) => CustomerRow | undefined;
  readonly location: (customerId: string, locationId: string) => LocationRow | undefined;
  /** Values of a reference list. */
  readonly lookUp: (name: LookUpName) => readonly Values[];
  /** Adds or replaces a value of a reference list; a customer class takes its attributes as well. */
  readonly setLookUp: (name: LookUpName, values: Values, attributes?: readonly Values[]) => void;
  readonly removeLookUp: (name: LookUpName, key: string) => void;
  readonly snapshot: () => CompanySnapshot;
  readonly load: (snapshot: CompanySnapshot) => void;
}

/** Ticks the override boxes a person would tick before typing into the fields behind them. */
function withOverrides(edit: LocationEdit): LocationEdit {
  const { Address: address, ...contact } = edit.LocationContact ?? {};
  return {
    ...(address === undefined ? {} : { AddressOverride: true }),
    ...(Object.keys(contact).length === 0 ? {} : { ContactOverride: true }),
    ...edit,
  };
}

function applyHistory(
  row: { createdAt: number; modifiedAt: number; usedOnDocuments: boolean },
  history: RowHistory | undefined,
): void {
  if (history?.createdAt !== undefined) row.createdAt = history.createdAt;
  if (history?.modifiedAt !== undefined) row.modifiedAt = history.modifiedAt;
  if (history?.usedOnDocuments !== undefined) row.usedOnDocuments = history.usedOnDocuments;
}

/** Endpoint level above every field's: the screens show all of them. */
const screenLevel = Number.MAX_SAFE_INTEGER;

export function createStore(company: Company): AcumaticaStore {
  const { data, options } = company;
  const read = (schema: EntitySchema, seed: object, errors: FieldErrors) =>
    readEntity(schema, seed, {
      level: screenLevel,
      offsetMinutes: options.timeZoneOffset,
      wrapped: false,
      lengths: options.lengths,
      errors,
    });
  const saved = <R>(row: R | null, what: string, errors: FieldErrors): R => {
    if (row === null)
      throw new Error(
        `The form refuses ${what}: ${[...errors].map(([path, error]) => `${path}: ${error}`).join(' ')}`,
      );
    return row;
  };
  const customerOf = (customerId: string): CustomerRow => {
    const customer = findCustomer(data, customerId);
    if (customer === undefined) throw new Error(`There is no customer ${customerId}.`);
    return customer;
  };
  const locationOf = (customerId: string, locationId: string): LocationRow => {
    const location = findLocation(customerOf(customerId), locationId);
    if (location === undefined) throw new Error(`Customer ${customerId} has no location ${locationId}.`);
    return location;
  };
  const unless = (action: () => void): void => {
    try {
      action();
    } catch (failure) {
      throw failure instanceof ServiceFailure ? new Error(failure.message, { cause: failure }) : failure;
    }
  };
  const editLocation = (customerId: string, locationId: string, edit: LocationEdit): LocationRow => {
    const errors: FieldErrors = new Map();
    const location = locationOf(customerId, locationId);
    return saved(
      saveLocation(
        company,
        location.customer,
        read(locationSchema, withOverrides(edit), errors),
        location,
        errors,
      ),
      `location ${customerId}/${locationId}`,
      errors,
    );
  };
  const addLocation = (customerId: string, { history, ...seed }: LocationSeed): LocationRow => {
    const errors: FieldErrors = new Map();
    const customer = customerOf(customerId);
    if (
      seed.LocationID !== undefined &&
      findLocation(customer, locationKey(company, seed.LocationID)) !== undefined
    )
      throw new Error(`Customer ${customerId} already has a location ${seed.LocationID}.`);
    const location = saved(
      saveLocation(company, customer, read(locationSchema, withOverrides(seed), errors), null, errors),
      `a location of ${customerId}`,
      errors,
    );
    applyHistory(location, history);
    return location;
  };
  const addCustomer = ({ locations, isGuest, history, ...seed }: CustomerSeed): CustomerRow => {
    const errors: FieldErrors = new Map();
    if (seed.CustomerID !== undefined && findCustomer(data, seed.CustomerID) !== undefined)
      throw new Error(`There is already a customer ${seed.CustomerID}.`);
    const customer = saved(
      saveCustomer(company, read(customerSchema, seed, errors), null, errors),
      seed.CustomerName,
      errors,
    );
    const customerId = String(customer.values['CustomerID']);
    if (isGuest !== undefined) customer.values['IsGuestCustomer'] = isGuest;
    for (const location of locations ?? []) {
      const existing =
        location.LocationID === undefined ? undefined : findLocation(customer, location.LocationID);
      if (existing === undefined) addLocation(customerId, location);
      else {
        const { LocationID: locationId, history: locationHistory, ...edit } = location;
        applyHistory(editLocation(customerId, String(locationId), edit), locationHistory);
      }
    }
    applyHistory(customer, history);
    return customer;
  };
  return {
    addCustomer,
    addSalesOrder: (seed) => addSalesOrder(company, seed),
    editCustomer: (customerId, edit) => {
      const errors: FieldErrors = new Map();
      return saved(
        saveCustomer(company, read(customerSchema, edit, errors), customerOf(customerId), errors),
        `customer ${customerId}`,
        errors,
      );
    },
    deleteCustomer: (customerId) => unless(() => deleteCustomer(company, customerOf(customerId))),
    addLocation,
    editLocation,
    setDefaultLocation: (customerId, locationId) => {
      const location = locationOf(customerId, locationId);
      if (location.values['Status'] === 'Inactive')
        throw new Error('An inactive location cannot be the default location.');
      makeDefault(company, location);
    },
    deactivateLocation: (customerId, locationId) =>
      void editLocation(customerId, locationId, { Active: false }),
    deleteLocation: (customerId, locationId) =>
      unless(() => deleteLocation(company, locationOf(customerId, locationId))),
    useOnDocument: (customerId, locationId) => {
      if (locationId === undefined) customerOf(customerId).usedOnDocuments = true;
      else locationOf(customerId, locationId).usedOnDocuments = true;
    },
    addPerson: (seed) => {
      const errors: FieldErrors = new Map();
      return saved(
        savePerson(company, read(contactSchema, seed, errors), null, errors),
        'the contact',
        errors,
      );
    },
    editPerson: (contact, edit) => {
      const errors: FieldErrors = new Map();
      return saved(
        savePerson(company, read(contactSchema, edit, errors), contact, errors),
        'the contact',
        errors,
      );
    },
    customers: () => data.customers,
    customer: (customerId) => findCustomer(data, customerId),
    location: (customerId, locationId) => {
      const customer = findCustomer(data, customerId);
      return customer === undefined ? undefined : findLocation(customer, locationId);
    },
    lookUp: (name) => [...data.lookUps[name].values()].map((row) => row.values),
    setLookUp: (name, values, attributes) => setLookUp(data, name, values, attributes),
    removeLookUp: (name, key) => removeLookUp(data, name, key),
    snapshot: () => takeSnapshot(data),
    load: (snapshot) => loadSnapshot(data, snapshot),
  };
}
