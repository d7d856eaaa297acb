/**
 * Contacts of business customers (form CR302000) and their roles at locations. A contact and all its roles are one request.
 * [VERIFY] that a real tenant takes RoleAssignments with a Contact; the contract has them at the location too.
 */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { Contact, ContactRole, RoleAssignment } from '../../../shared/domain/contact.ts';
import { joinName, nameOf, type CustomerValues, type Party } from '../../../shared/domain/party.ts';
import type { ContactPatch, ContactStore, RoleChange } from '../../../shared/sync/contact-ports.ts';
import { system } from './answer.ts';
import type { ErpClient } from './client.ts';
import { flagOf, isWireRecord, keyOf, stampOf, textOf, wrap, type WireRecord } from './wire.ts';

/** Drop-down labels of the contract. [VERIFY] their literal values (acumatica.md 9.2). */
const roleLabels: Readonly<Record<ContactRole, string>> = { orderingOnly: 'User', locationAdmin: 'Admin' };

const roleOf: ReadonlyMap<string, ContactRole> = new Map(
  (Object.keys(roleLabels) as ContactRole[]).map((role) => [roleLabels[role], role]),
);

const expand = ['RoleAssignments'];

function parseRoles(record: WireRecord): readonly RoleAssignment[] {
  const lines: unknown = record['RoleAssignments'];
  const known = Array.isArray(lines) ? lines.filter(isWireRecord) : [];
  return known.map((line) => ({
    key: String(line['id']),
    locationKey: keyOf(line, 'LocationCD'),
    role: roleOf.get(textOf(line, 'Role') ?? '') ?? null,
  }));
}

export function parseContact(record: WireRecord): Contact {
  return {
    key: keyOf(record, 'NoteID').toLowerCase(),
    number: keyOf(record, 'ContactID'),
    values: {
      firstName: textOf(record, 'FirstName'),
      lastName: textOf(record, 'LastName'),
      email: textOf(record, 'Email'),
      phone: textOf(record, 'Phone1'),
    },
    active: flagOf(record, 'Active'),
    externalReference: 'ExtRefNbr' in record ? textOf(record, 'ExtRefNbr') : null,
    roles: parseRoles(record),
    revision: stampOf(record, 'LastModifiedDateTime'),
  };
}

const contactFields = {
  firstName: 'FirstName',
  lastName: 'LastName',
  email: 'Email',
  phone: 'Phone1',
} as const;

/** The named values; of a new contact, those that it has. */
function valueFields(values: Readonly<Partial<CustomerValues>>, isNew: boolean): WireRecord {
  const named = (Object.keys(contactFields) as (keyof CustomerValues)[]).flatMap((field) => {
    const value = values[field];
    return value === undefined || (isNew && value === null)
      ? []
      : [[contactFields[field], wrap(value)] as const];
  });
  return Object.fromEntries(named);
}

/** Lines of the list: a new assignment, one that gets another role, or one that goes. Roles that are as wanted are left out. */
function roleLines(changes: readonly RoleChange[], before: readonly RoleAssignment[]): readonly WireRecord[] {
  return changes.flatMap(({ locationKey, role }): WireRecord[] => {
    const known = before.find((assignment) => assignment.locationKey === locationKey);
    if (role === null) return known === undefined ? [] : [{ id: known.key, delete: true }];
    if (known?.role === role) return [];
    const label = { Role: wrap(roleLabels[role]) };
    return [known === undefined ? { LocationCD: wrap(locationKey), ...label } : { id: known.key, ...label }];
  });
}

function bodyOf(
  { values, externalReference, roles = [], active }: ContactPatch,
  before: Contact | null,
  hasExternalReferences: boolean,
): WireRecord {
  const lines = roleLines(roles, before?.roles ?? []);
  return {
    ...valueFields(values, before === null),
    ...(hasExternalReferences && externalReference !== undefined
      ? { ExtRefNbr: wrap(externalReference) }
      : {}),
    ...(active === undefined ? {} : { Active: wrap(active) }),
    ...(lines.length === 0 ? {} : { RoleAssignments: lines }),
  };
}

function named(owner: Party, { firstName, lastName, email }: CustomerValues, number: string | null): string {
  const person = joinName(firstName, lastName) ?? email ?? number ?? 'a contact';
  return `contact ${number === null ? person : `${number} (${person})`} of customer ${owner.number} (${nameOf(owner)})`;
}

/** The ERP takes no contact without a last name. */
function requireLastName(values: Readonly<Partial<CustomerValues>>, record: string): void {
  if (values.lastName === undefined || (values.lastName !== null && values.lastName.trim() !== '')) return;
  const message = 'a contact has a place in MYOB only with a last name';
  throw new AppError('VALUE_REFUSED', {
    params: { system, record, field: 'Last name', message, source: 'Shopify' },
    fields: { lastName: message },
  });
}

export interface ContactWriter {
  readonly client: ErpClient;
  readonly hasExternalReferences: boolean;
}

export function createContactStore({ client, hasExternalReferences }: ContactWriter): ContactStore {
  return {
    readContact: async (key, signal) => {
      const record = await client.get('Contact', [key], { expand }, signal);
      return record === null ? null : parseContact(record);
    },

    createContact: async (owner, draft, signal) => {
      const record = named(owner, draft.values, null);
      requireLastName(draft.values, record);
      const { externalReference, ...rest } = draft;
      const patch = externalReference === null ? rest : draft;
      const body = { BusinessAccount: wrap(owner.number), ...bodyOf(patch, null, hasExternalReferences) };
      // Without a key nothing that exists can be meant, so no precondition is needed.
      return parseContact(await client.put('Contact', body, { expand, only: null, record }, signal));
    },

    updateContact: async (owner, before, patch, signal) => {
      const record = named(owner, before.values, before.number);
      requireLastName(patch.values, record);
      const body = bodyOf(patch, before, hasExternalReferences);
      if (Object.keys(body).length === 0) return before;
      const key = { ContactID: wrap(Number(before.number)) };
      return parseContact(
        await client.put('Contact', { ...key, ...body }, { expand, only: 'update', record }, signal),
      );
    },
  };
}
