import { checkAddress } from './address-rules.ts';
import { findLocation, insertLocation, nextGuid, removeLocation } from './company-data.ts';
import {
  checkReferences,
  createContact,
  touchContact,
  touchCustomer,
  touchLocation,
  writeFields,
  writeNote,
} from './company.ts';
import type { Company } from './company.ts';
import { addressSchema, contactSchema } from './contact-schema.ts';
import { checkCustom, writeCustom } from './custom-fields.ts';
import { locationSchema } from './customer-schema.ts';
import { emptyInput } from './entity-input.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import { exception } from './failure.ts';
import { nextId, problemOf } from './numbering.ts';
import { normaliseKey } from './records.ts';
import type { CustomerRow, LocationRow, Values } from './records.ts';
import { planLocationRoles } from './roles.ts';

/** What the form says when somebody tries to deactivate the default location. */
const defaultMustBeActive = 'The default location cannot be inactive. Select another default location first.';

/** A location's key as stored: only the first characters of the segmented key count (acumatica.md 7.3, to check: 9.8). */
export function locationKey(company: Company, locationId: string): string {
  return normaliseKey(normaliseKey(locationId).slice(0, company.options.numbering.location.keyLength));
}

function newLocationId(
  company: Company,
  customer: CustomerRow,
  input: EntityInput,
  errors: FieldErrors,
): string {
  const numbering = company.options.numbering.location;
  const wanted = input.values['LocationID'];
  if (typeof wanted === 'string') {
    const problem = problemOf(numbering, locationKey(company, wanted));
    if (problem !== undefined) errors.set('LocationID', problem);
    return locationKey(company, wanted);
  }
  if (numbering.mode === 'manual') {
    errors.set('LocationID', `'Location ID' cannot be empty.`);
    return '';
  }
  const next = nextId(
    numbering,
    company.data.counters.location,
    (id) => findLocation(customer, id) !== undefined,
  );
  if (errors.size === 0) company.data.counters.location = next.last;
  return next.id;
}

/** Whether the location is active after the request; a label that does not exist is an error. */
function wantedActive(input: EntityInput, existing: LocationRow | null, errors: FieldErrors): boolean {
  const status = input.values['Status'];
  if (status !== undefined && status !== 'Active' && status !== 'Inactive')
    errors.set('Status', `The '${String(status)}' value is not valid for the Status field.`);
  if (status === 'Active' || status === 'Inactive') return status === 'Active';
  const active = input.values['Active'];
  return typeof active === 'boolean' ? active : existing === null || existing.values['Status'] !== 'Inactive';
}

function checkLocation(
  company: Company,
  input: EntityInput,
  existing: LocationRow | null,
  errors: FieldErrors,
): boolean {
  const name = input.values['LocationName'];
  if (name === null || (existing === null && name === undefined))
    errors.set('LocationName', `'Location Name' cannot be empty.`);
  checkReferences(company, input.values, errors);
  checkCustom(company, 'CustomerLocation', input, errors);
  const active = wantedActive(input, existing, errors);
  const becomesDefault = input.values['Default'] === true;
  const isDefault = existing !== null && existing.customer.defaultLocation === existing;
  if (!active && becomesDefault && !isDefault) errors.set('Default', defaultMustBeActive);
  else if (!active && isDefault)
    errors.set(input.values['Status'] === undefined ? 'Active' : 'Status', defaultMustBeActive);
  return active;
}

/** Switches the two override boxes. On starts from the customer's own values; off drops what was entered. */
function writeOverrides(company: Company, location: LocationRow, input: EntityInput): boolean {
  const { mainContact } = location.customer;
  let changed = false;
  const contactOverride = input.values['ContactOverride'];
  if (typeof contactOverride === 'boolean' && contactOverride !== (location.contact !== null)) {
    location.contact = contactOverride ? createContact(company, false, { ...mainContact.values }, {}) : null;
    changed = true;
  }
  const addressOverride = input.values['AddressOverride'];
  if (typeof addressOverride === 'boolean' && addressOverride !== (location.address !== null)) {
    location.address = addressOverride
      ? { id: nextGuid(company.data), values: { ...mainContact.address.values } }
      : null;
    changed = true;
  }
  return changed;
}

/** Writes what belongs to the location itself, with the override boxes as they are now; the rest is dropped. */
function writeOwnContact(
  company: Company,
  location: LocationRow,
  contact: EntityInput,
  address: Values,
): boolean {
  const contactChanged =
    location.contact !== null && writeFields(contactSchema, location.contact, contact.values);
  const addressChanged = location.address !== null && writeFields(addressSchema, location.address, address);
  if (
    location.contact !== null &&
    (contactChanged || (addressChanged && company.options.contactStampMovesOnAddressEdit))
  )
    touchContact(company, location.contact);
  return contactChanged || addressChanged;
}

/**
 * Creates or changes a location by the rules of form AR303020. Contact and address are taken only with their override on,
 * otherwise dropped without a word, as the screen's disabled fields do. With errors noted nothing is changed and the answer is null.
 */
export function saveLocation(
  company: Company,
  customer: CustomerRow,
  input: EntityInput,
  existing: LocationRow | null,
  errors: FieldErrors,
): LocationRow | null {
  const active = checkLocation(company, input, existing, errors);
  const contact = input.links['LocationContact'] ?? emptyInput;
  const address = checkAddress(
    contact.links['Address'] ?? emptyInput,
    existing?.address ?? null,
    company.options.validation,
    'LocationContact/Address',
    errors,
  );
  const giveRoles = planLocationRoles(company, customer, existing, input, errors);
  const id = existing === null ? newLocationId(company, customer, input, errors) : '';
  if (errors.size > 0) return null;
  const now = company.options.clock.now();
  // A further location gets no shipping or tax settings by itself (AR303020).
  const location: LocationRow = existing ?? {
    id: nextGuid(company.data),
    customer,
    values: { LocationID: id, Status: 'Active' },
    contact: null,
    address: null,
    roles: [],
    createdAt: now,
    modifiedAt: now,
    usedOnDocuments: false,
  };
  let changed = writeOverrides(company, location, input);
  changed =
    writeFields(
      locationSchema,
      location,
      input.values,
      (name) => !['LocationID', 'Active', 'Status'].includes(name),
    ) || changed;
  changed = writeFields(locationSchema, location, { Active: active }) || changed;
  changed = writeCustom(company, 'CustomerLocation', location, input) || changed;
  changed = writeNote(location, input) || changed;
  const contactChanged = writeOwnContact(company, location, contact, address);
  if (existing === null) insertLocation(company.data, location);
  if (changed || existing === null || (contactChanged && company.options.locationStampMovesOnContactEdit))
    touchLocation(company, location);
  giveRoles(location);
  if (input.values['Default'] === true) makeDefault(company, location);
  return location;
}

/** Makes an active location its customer's default; the customer's own row changes. Whether `Default` does this by PUT is to be checked (acumatica.md 9.6). */
export function makeDefault(company: Company, location: LocationRow): void {
  const { customer } = location;
  if (customer.defaultLocation === location) return;
  const previous = customer.defaultLocation;
  customer.defaultLocation = location;
  touchLocation(company, location);
  if (previous !== null) touchLocation(company, previous);
  touchCustomer(company, customer);
}

/** Deletes a location; the default one and one used on documents stay. Throws a ServiceFailure (500). */
export function deleteLocation(company: Company, location: LocationRow): void {
  if (location.customer.defaultLocation === location)
    throw exception(500, 'The default location cannot be deleted.');
  if (location.usedOnDocuments)
    throw exception(
      500,
      'The location cannot be deleted because it is used on documents. Deactivate it instead.',
    );
  removeLocation(company.data, location);
  if (company.options.customerStampMovesOnLocationEdit) touchCustomer(company, location.customer);
}
