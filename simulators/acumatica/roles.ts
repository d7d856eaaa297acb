import { findCustomer, findLocation, nextGuid } from './company-data.ts';
import { touchLocation } from './company.ts';
import type { Company } from './company.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import type { ContactRow, CustomerRow, LocationRow, RoleRow, Scalar } from './records.ts';

/** Labels of the drop-down; to check on a real tenant (acumatica.md 9.2). */
const roleLabels: readonly Scalar[] = ['Admin', 'User'];

/** A checked line of a list of roles: whom or what it is about, the assignment it means if there is one, and the role; null takes it away. */
interface RoleChange<Other> {
  readonly other: Other;
  readonly known: RoleRow | undefined;
  readonly role: Scalar;
}

/** How the list at one end names the other end. */
interface Side<Other> {
  readonly present: readonly RoleRow[];
  readonly key: 'ContactID' | 'LocationCD';
  readonly find: (key: Scalar | undefined) => Other | undefined;
  readonly missing: string;
}

/**
 * Checks the lines of a list of roles; what is wrong is noted at the record, as the echo of a list has no place for it. A line means an
 * assignment by its id or number, or by who it is about: one person has one role at a location (to check on a real tenant).
 */
function checkLines<Other>(
  company: Company,
  input: EntityInput,
  { present, key, find, missing }: Side<Other>,
  errors: FieldErrors,
): readonly RoleChange<Other>[] {
  // Without the feature the form does not show them, and what is sent for them is dropped.
  const lines = company.features().b2b ? (input.details['RoleAssignments'] ?? []) : [];
  const changes: RoleChange<Other>[] = [];
  for (const line of lines) {
    const number = line.values['RoleAssignmentID'];
    const known = present.find(
      ({ id, values }) =>
        id === line.id ||
        (number !== undefined && values['RoleAssignmentID'] === number) ||
        (line.values[key] !== undefined && values[key] === line.values[key]),
    );
    const other = find(line.values[key] ?? known?.values[key]);
    const role = line.delete === true ? null : (line.values['Role'] ?? known?.values['Role'] ?? null);
    if (other === undefined) errors.set('', missing);
    else if (line.delete === true && known === undefined)
      errors.set('', 'The role assignment cannot be found in the system.');
    else if (line.delete !== true && role === null) errors.set('', `'Role' cannot be empty.`);
    else if (role !== null && !roleLabels.includes(role))
      errors.set('', `The '${String(role)}' value is not valid for the Role field.`);
    else changes.push({ other, known, role });
  }
  return changes;
}

function assign(
  company: Company,
  location: LocationRow,
  contact: ContactRow,
  known: RoleRow | undefined,
  role: Scalar,
): void {
  const now = company.options.clock.now();
  if (known !== undefined && role === null) {
    location.roles = location.roles.filter((other) => other !== known);
    contact.roles = contact.roles.filter((other) => other !== known);
  } else if (known !== undefined) {
    if (known.values['Role'] === role) return;
    known.values['Role'] = role;
    known.modifiedAt = now;
  } else {
    company.data.counters.role += 1;
    const added: RoleRow = {
      id: nextGuid(company.data),
      values: {
        RoleAssignmentID: company.data.counters.role,
        BAccountID: location.customer.accountId,
        ContactID: contact.contactId,
        LocationCD: location.values['LocationID'] ?? null,
        Role: role,
      },
      createdAt: now,
      modifiedAt: now,
    };
    location.roles.push(added);
    contact.roles.push(added);
  }
  if (company.options.locationStampMovesOnRoleEdit) touchLocation(company, location);
}

/** Checks the roles a request writes at a location; the answer gives them, once the location is saved. */
export function planLocationRoles(
  company: Company,
  customer: CustomerRow,
  existing: LocationRow | null,
  input: EntityInput,
  errors: FieldErrors,
): (location: LocationRow) => void {
  const side: Side<ContactRow> = {
    present: existing?.roles ?? [],
    key: 'ContactID',
    find: (key) => customer.contacts.find(({ contactId }) => contactId === key),
    missing: `'Contact' cannot be found in the system.`,
  };
  const changes = checkLines(company, input, side, errors);
  return (location) => {
    for (const { other, known, role } of changes) assign(company, location, other, known, role);
  };
}

/** Checks the roles a request writes at a person; the answer gives them, once the person is saved. */
export function planContactRoles(
  company: Company,
  customer: CustomerRow | undefined,
  existing: ContactRow | null,
  input: EntityInput,
  errors: FieldErrors,
): (contact: ContactRow) => void {
  const side: Side<LocationRow> = {
    present: existing?.roles ?? [],
    key: 'LocationCD',
    find: (key) =>
      customer === undefined || typeof key !== 'string' ? undefined : findLocation(customer, key),
    missing: `'Location' cannot be found in the system.`,
  };
  const changes = checkLines(company, input, side, errors);
  return (contact) => {
    for (const { other, known, role } of changes) assign(company, other, contact, known, role);
  };
}

/** A person that leaves an account leaves the roles it had there. */
export function dropRoles(company: Company, contact: ContactRow, accountId: string): void {
  for (const location of findCustomer(company.data, accountId)?.locations ?? [])
    location.roles = location.roles.filter((role) => !contact.roles.includes(role));
  contact.roles = [];
}
