import { checkAddress } from './address-rules.ts';
import {
  findCustomer,
  insertCustomer,
  insertLocation,
  insertPerson,
  nextGuid,
  removeCustomer,
} from './company-data.ts';
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
import { customerSchema, defaultLocationFields } from './customer-schema.ts';
import { emptyInput } from './entity-input.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import { exception } from './failure.ts';
import type { CustomerClassRow } from './look-up-schemas.ts';
import { nextId, problemOf } from './numbering.ts';
import { defaultLocationOf, normaliseKey } from './records.ts';
import type { ContactRow, CustomerRow, LocationRow, Row, Scalar, Values } from './records.ts';

/** Drop-down labels; their literal values are to be checked on a real tenant (acumatica.md 9.2). */
const customerStatuses: readonly string[] = ['Active', 'On Hold', 'Credit Hold', 'Inactive', 'One-Time'];
const customerCategories: readonly string[] = ['Individual', 'Organization'];

/** Name of the location every customer starts with. */
const mainLocation = { id: 'MAIN', name: 'Primary Location' } as const;

const belongsToDefaultLocation = new Set(defaultLocationFields.map(([name]) => name));

function classOf(company: Company, classId: string): CustomerClassRow | undefined {
  return company.data.lookUps.CustomerClass.get(normaliseKey(classId)) as CustomerClassRow | undefined;
}

/** The ID a new customer gets, or an error at CustomerID. */
function newCustomerId(company: Company, input: EntityInput, errors: FieldErrors): string {
  const numbering = company.options.numbering.customer;
  const wanted = input.values['CustomerID'];
  if (typeof wanted === 'string') {
    const problem = problemOf(numbering, normaliseKey(wanted));
    if (problem !== undefined) errors.set('CustomerID', problem);
    if (wanted.length > numbering.keyLength)
      errors.set(
        'CustomerID',
        `The string value exceeds the maximum length of ${numbering.keyLength} characters.`,
      );
    return normaliseKey(wanted);
  }
  if (numbering.mode === 'manual') {
    errors.set('CustomerID', `'Customer ID' cannot be empty.`);
    return '';
  }
  const next = nextId(numbering, company.data.counters.customer, (id) => company.data.customersById.has(id));
  if (errors.size === 0) company.data.counters.customer = next.last;
  return next.id;
}

/** Finds everything the screen would refuse, before anything is changed. */
function checkCustomer(
  company: Company,
  input: EntityInput,
  existing: CustomerRow | null,
  errors: FieldErrors,
): void {
  const { values } = input;
  if (
    existing === null
      ? values['CustomerName'] === undefined || values['CustomerName'] === null
      : values['CustomerName'] === null
  )
    errors.set('CustomerName', `'Customer Name' cannot be empty.`);
  if (values['CustomerClass'] === null) errors.set('CustomerClass', `'Customer Class' cannot be empty.`);
  if (values['Status'] !== undefined && !customerStatuses.includes(String(values['Status'])))
    errors.set('Status', `The '${String(values['Status'])}' value is not valid for the Status field.`);
  const category = values['CustomerCategory'];
  if (company.features().b2b && category !== undefined && !customerCategories.includes(String(category)))
    errors.set(
      'CustomerCategory',
      `The '${String(category)}' value is not valid for the Customer Category field.`,
    );
  checkReferences(company, values, errors);
  const parent = values['ParentRecord'];
  if (typeof parent === 'string' && findCustomer(company.data, parent) === undefined)
    errors.set('ParentRecord', `'Parent Account' cannot be found in the system.`);
  const primaryId = values['PrimaryContactID'];
  if (
    typeof primaryId === 'number' &&
    existing?.contacts.some(({ contactId }) => contactId === primaryId) !== true
  )
    errors.set('PrimaryContactID', `'Primary Contact' cannot be found in the system.`);
  const primary = input.links['PrimaryContact'];
  if (primary !== undefined && Object.keys(primary.values).length > 0) {
    const lastName =
      primary.values['LastName'] === undefined
        ? existing?.primaryContact?.values['LastName']
        : primary.values['LastName'];
    if (lastName === undefined || lastName === null)
      errors.set('PrimaryContact/LastName', `'Last Name' cannot be empty.`);
  }
  checkAttributes(company, input, existing, errors);
  checkCustom(company, 'Customer', input, errors);
  if (existing === null) checkClassRequirements(company, input, errors);
}

const attributeIdOf = ({ values }: Pick<Row, 'values'>) => normaliseKey(String(values['AttributeID'] ?? ''));

/** The attributes that a customer can have: those of its class, and those that it has had from another. */
function attributesOfCustomer(
  company: Company,
  classId: Scalar | undefined,
  existing: CustomerRow | null,
): ReadonlyMap<string, Row> {
  const ofClass = classOf(company, String(classId ?? company.options.defaultClass))?.attributes ?? [];
  return new Map([...ofClass, ...(existing?.attributes ?? [])].map((row) => [attributeIdOf(row), row]));
}

/** No document says what becomes of an attribute that the class does not have; a selector refuses what is not in its list. */
function checkAttributes(
  company: Company,
  input: EntityInput,
  existing: CustomerRow | null,
  errors: FieldErrors,
): void {
  const classId = input.values['CustomerClass'] ?? existing?.values['CustomerClass'];
  const known = attributesOfCustomer(company, classId, existing);
  for (const [index, line] of (input.details['Attributes'] ?? []).entries()) {
    if (known.has(attributeIdOf(line))) continue;
    errors.set(`Attributes/${index}/AttributeID`, `'Attribute' cannot be found in the system.`);
  }
}

function checkClassRequirements(company: Company, input: EntityInput, errors: FieldErrors): void {
  const classRow = classOf(company, String(input.values['CustomerClass'] ?? company.options.defaultClass));
  if (classRow === undefined) return;
  if (
    classRow.values['RequireTaxZone'] === true &&
    (input.values['TaxZone'] ?? classRow.values['TaxZoneID'] ?? null) === null
  )
    errors.set('TaxZone', `'Tax Zone' cannot be empty.`);
  if (
    classRow.values['RequireEntityUsageType'] === true &&
    (input.values['EntityUsageType'] ?? classRow.values['EntityUsageType'] ?? null) === null
  )
    errors.set('EntityUsageType', `'Entity Usage Type' cannot be empty.`);
  for (const { values } of classRow.attributes) {
    const id = String(values['AttributeID']);
    const given = (input.details['Attributes'] ?? []).some(
      (line) => line.values['AttributeID'] === id && (line.values['Value'] ?? null) !== null,
    );
    // Whether a missing required attribute stops a create is to be checked on a real tenant (acumatica.md 9.10).
    if (
      values['Required'] === true &&
      values['Active'] !== false &&
      (values['DefaultValue'] ?? null) === null &&
      !given
    )
      errors.set('', `'${String(values['Description'] ?? id)}' cannot be empty.`);
  }
}

/** The salesperson of a class as the first line of a customer's list. */
function salespersonsOf(company: Company, id: Scalar): Row[] {
  const known = typeof id === 'string' ? company.data.lookUps.Salesperson.get(normaliseKey(id)) : undefined;
  if (known === undefined) return [];
  const values = { SalespersonID: known.values['SalespersonID'], Name: known.values['Name'], Default: true };
  return [{ id: nextGuid(company.data), values }];
}

/** A new customer with what its class supplies and its MAIN location, not yet in any index. */
function createCustomer(company: Company, id: string, classId: string): CustomerRow {
  const classRow = classOf(company, classId);
  const from = (name: string) => classRow?.values[name] ?? null;
  const now = company.options.clock.now();
  const values: Values = {
    CustomerID: id,
    CustomerName: null,
    CustomerClass: normaliseKey(classId),
    CustomerCategory: company.features().b2b ? 'Individual' : null,
    Status: 'Active',
  };
  for (const name of [
    'Terms',
    'StatementCycleID',
    'StatementType',
    'CurrencyID',
    'CurrencyRateType',
    'CreditVerification',
    'CreditLimit',
    'CreditDaysPastDue',
    'EnableCurrencyOverride',
    'EnableRateOverride',
    'EnableWriteOffs',
    'WriteOffLimit',
    'MultiCurrencyStatements',
    'AutoApplyPayments',
    'ApplyOverdueCharges',
    'PrintInvoices',
    'PrintStatements',
    'PrintDunningLetters',
    'SendInvoicesbyEmail',
    'SendDunningLettersbyEmail',
  ])
    values[name] = from(name);
  values['SendStatementsbyEmail'] = from('SendStatementsByEmail');
  values['IsGuestCustomer'] = false;
  company.data.counters.account += 1;
  const customer: CustomerRow = {
    id: nextGuid(company.data),
    accountId: company.data.counters.account,
    values,
    mainContact: createContact(company, false, {}, { Country: from('Country') }),
    primaryContact: null,
    contacts: [],
    locations: [],
    defaultLocation: null,
    attributes: (classRow?.attributes ?? []).map(({ values: attribute }) =>
      attributeRow(company, attribute, attribute['DefaultValue']),
    ),
    salespersons: salespersonsOf(company, from('SalespersonID')),
    createdAt: now,
    modifiedAt: now,
    usedOnDocuments: false,
  };
  const main: LocationRow = {
    id: nextGuid(company.data),
    customer,
    values: {
      LocationID: mainLocation.id,
      LocationName: mainLocation.name,
      Status: 'Active',
      TaxZone: from('TaxZoneID'),
      ShipVia: from('ShipVia'),
      ShippingTerms: from('ShippingTerms'),
      ShippingRule: from('ShippingRule'),
      EntityUsageType: from('EntityUsageType'),
    },
    contact: null,
    address: null,
    roles: [],
    createdAt: now,
    modifiedAt: now,
    usedOnDocuments: false,
  };
  customer.defaultLocation = main;
  insertLocation(company.data, main);
  return customer;
}

/** A line means the attribute that it names; the others stay. */
function writeAttributes(company: Company, customer: CustomerRow, lines: readonly EntityInput[]): boolean {
  const ofClass = attributesOfCustomer(company, customer.values['CustomerClass'], null);
  let changed = false;
  for (const line of lines) {
    const id = attributeIdOf(line);
    const value = line.values['Value'] ?? null;
    const known = customer.attributes.find((row) => attributeIdOf(row) === id);
    if (line.values['Value'] === undefined || (known?.values['Value'] ?? null) === value) continue;
    const attribute = ofClass.get(id);
    if (known !== undefined) known.values['Value'] = value;
    else if (attribute !== undefined)
      customer.attributes.push(attributeRow(company, attribute.values, value));
    changed = true;
  }
  return changed;
}

/** A customer's line for an attribute of its class. */
function attributeRow(company: Company, attribute: Values, value: Scalar | undefined): Row {
  return {
    id: nextGuid(company.data),
    values: {
      AttributeID: attribute['AttributeID'],
      AttributeDescription: attribute['Description'],
      Required: attribute['Required'],
      IsActive: true,
      Value: value,
    },
  };
}

/** Writes a contact block and its address, both already checked; the contact's stamp moves with what changed. */
export function writeContact(
  company: Company,
  contact: ContactRow,
  input: EntityInput,
  address: Values,
): boolean {
  const contactChanged = writeFields(contactSchema, contact, input.values);
  const addressChanged = writeFields(addressSchema, contact.address, address);
  if (contactChanged || (addressChanged && company.options.contactStampMovesOnAddressEdit))
    touchContact(company, contact);
  return contactChanged || addressChanged;
}

function writePrimaryContact(company: Company, customer: CustomerRow, input: EntityInput): boolean {
  const address = input.links['Address']?.values ?? {};
  const known = customer.primaryContact;
  if (known !== null) {
    writeContact(company, known, input, address);
    return false;
  }
  const contact = createContact(
    company,
    true,
    { Active: true, Status: 'Active', BusinessAccount: customer.values['CustomerID'] ?? null },
    {},
  );
  writeContact(company, contact, input, address);
  customer.contacts.push(contact);
  customer.primaryContact = contact;
  insertPerson(company.data, contact);
  return true;
}

/**
 * Creates or changes a customer by the rules of form AR303000: class defaults and MAIN at creation, equal values skipped,
 * fields of the default location and of the main contact written where they live. With errors noted nothing is changed and the answer is null.
 */
export function saveCustomer(
  company: Company,
  input: EntityInput,
  existing: CustomerRow | null,
  errors: FieldErrors,
): CustomerRow | null {
  checkCustomer(company, input, existing, errors);
  const main = input.links['MainContact'] ?? emptyInput;
  const address = checkAddress(
    main.links['Address'] ?? emptyInput,
    existing?.mainContact.address ?? null,
    company.options.validation,
    'MainContact/Address',
    errors,
  );
  const id = existing === null ? newCustomerId(company, input, errors) : '';
  if (errors.size > 0) return null;
  const customer =
    existing ??
    createCustomer(company, id, String(input.values['CustomerClass'] ?? company.options.defaultClass));
  if (existing === null) customer.mainContact.values['FullName'] = input.values['CustomerName'] ?? null;

  const { CustomerID: _, ...values } = input.values;
  if (!company.features().b2b) delete values['CustomerCategory'];
  let customerChanged = writeFields(
    customerSchema,
    customer,
    values,
    (name) => !belongsToDefaultLocation.has(name) && name !== 'Email',
  );
  customerChanged = writeCustom(company, 'Customer', customer, input) || customerChanged;
  customerChanged = writeNote(customer, input) || customerChanged;
  customerChanged = writeAttributes(company, customer, input.details['Attributes'] ?? []) || customerChanged;
  const contactChanged = writeContact(company, customer.mainContact, main, address);
  const emailChanged = writeFields(customerSchema, customer, values, (name) => name === 'Email');
  const location = defaultLocationOf(customer);
  if (writeFields(customerSchema, customer, values, (name) => belongsToDefaultLocation.has(name)))
    touchLocation(company, location);
  const primary = input.links['PrimaryContact'];
  if (primary !== undefined && Object.keys(primary.values).length > 0)
    customerChanged = writePrimaryContact(company, customer, primary) || customerChanged;

  if (emailChanged) touchContact(company, customer.mainContact);
  if (
    customerChanged ||
    ((contactChanged || emailChanged) && company.options.customerStampMovesOnContactEdit)
  )
    touchCustomer(company, customer);
  if (existing === null) insertCustomer(company.data, customer);
  return customer;
}

/** Deletes a customer; one used on documents stays. Throws a ServiceFailure (500). */
export function deleteCustomer(company: Company, customer: CustomerRow): void {
  if (customer.usedOnDocuments || customer.locations.some((location) => location.usedOnDocuments))
    throw exception(500, 'The customer cannot be deleted because it is used on documents.');
  removeCustomer(company.data, customer);
}
