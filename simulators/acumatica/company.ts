import type { CompanyData } from './company-data.ts';
import { nextGuid } from './company-data.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { EntitySchema } from './entity-schema.ts';
import type { LookUpName } from './look-up-schemas.ts';
import type { AcumaticaOptions, Features } from './options.ts';
import { normaliseKey } from './records.ts';
import type { ContactRow, CustomerRow, LocationRow, Row, Scalar, Values } from './records.ts';

/** One tenant at work: its data, the instance's options and the features switched on at the moment. */
export interface Company {
  readonly data: CompanyData;
  readonly options: AcumaticaOptions;
  readonly features: () => Features;
}

/** Fields that must hold a value of a reference list. */
const references: Readonly<Record<string, LookUpName>> = {
  CustomerClass: 'CustomerClass',
  TaxZone: 'TaxZone',
  ShipVia: 'ShipVia',
  ShippingTerms: 'ShippingTerm',
  PriceClassID: 'CustomerPriceClass',
  PriceClass: 'CustomerPriceClass',
  CurrencyID: 'Currency',
  WarehouseID: 'Warehouse',
  Warehouse: 'Warehouse',
  ShippingBranch: 'CompaniesStructure',
};

/** Notes an error at every field whose value is not in its reference list. */
export function checkReferences(company: Company, values: Values, errors: FieldErrors): void {
  for (const [name, value] of Object.entries(values)) {
    const list = Object.hasOwn(references, name) ? references[name] : undefined;
    if (typeof value !== 'string') continue;
    const known =
      list === undefined
        ? name !== 'Terms' || company.data.terms.has(normaliseKey(value))
        : company.data.lookUps[list].has(normaliseKey(value));
    if (!known) errors.set(name, `'${name}' cannot be found in the system.`);
  }
}

/** The list value as the ERP spells it. */
function canonical(name: string, value: Scalar): Scalar {
  const isReference = Object.hasOwn(references, name) || name === 'Terms';
  return isReference && typeof value === 'string' ? normaliseKey(value) : value;
}

/** Writes the named fields that are not read-only. Equal values are skipped, so the answer says whether anything changed. */
export function writeFields(
  schema: EntitySchema,
  row: Row,
  values: Values,
  names: (name: string) => boolean = () => true,
): boolean {
  let changed = false;
  for (const [name, value] of Object.entries(values)) {
    const field = schema.fields[name];
    if (field === undefined || field.readOnly || value === undefined || !names(name)) continue;
    const next = canonical(name, value);
    if ((field.read(row) ?? null) === next) continue;
    field.write(row, next);
    changed = true;
  }
  return changed;
}

/** The note of a record, which is no field of it. */
export function writeNote(row: Row, { note }: EntityInput): boolean {
  if (note === undefined || note === (row.note ?? '')) return false;
  row.note = note;
  return true;
}

export function createContact(
  company: Company,
  person: boolean,
  values: Values,
  address: Values,
): ContactRow {
  company.data.counters.contact += 1;
  return {
    id: nextGuid(company.data),
    contactId: company.data.counters.contact,
    person,
    values,
    address: { id: nextGuid(company.data), values: address },
    roles: [],
    modifiedAt: company.options.clock.now(),
  };
}

export function touchContact(company: Company, contact: ContactRow): void {
  contact.modifiedAt = company.options.clock.now();
}

export function touchCustomer(company: Company, customer: CustomerRow): void {
  customer.modifiedAt = company.options.clock.now();
}

export function touchLocation(company: Company, location: LocationRow): void {
  location.modifiedAt = company.options.clock.now();
  if (company.options.customerStampMovesOnLocationEdit) touchCustomer(company, location.customer);
}
