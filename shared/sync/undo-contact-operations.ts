/** The writes that take contacts, their roles and the main contact back. */
import type { Party, Side } from '../domain/party.ts';
import type { ContactPatch, RoleChange } from './contact-ports.ts';
import { idToBeMade, keyToBeMade } from './key-to-be-made.ts';
import { contactOf, placesWithRole, rolesOperations } from './operation-contacts.ts';
import type { Operation } from './operation-types.ts';
import type { ContactPart, UndoPart } from './undo-part.ts';

type PartWith<What extends ContactPart['what']> = Extract<ContactPart, { readonly what: What }>;

function having<What extends ContactPart['what']>(
  parts: readonly UndoPart[],
  what: What,
): readonly PartWith<What>[] {
  return parts.filter((part): part is PartWith<What> => part.what === what);
}

/** Keys as they will be: what was taken away is made anew, under another key. */
interface Keys {
  readonly contact: (key: string) => string;
  readonly location: (key: string) => string;
}

function keysOf(parts: readonly UndoPart[]): Keys {
  const people = new Set(having(parts, 'contactRemoved').map(({ contact }) => contact));
  const places = new Set(parts.flatMap((part) => (part.what === 'locationDeleted' ? [part.key] : [])));
  return {
    contact: (key) => (people.has(key) ? keyToBeMade(key) : key),
    location: (key) => (places.has(key) ? keyToBeMade(key) : key),
  };
}

/** People are there again before they get their roles, and have them before one becomes the main contact. */
export function contactsBack(
  side: Side,
  parts: readonly UndoPart[],
  record: Party | null,
): readonly Operation[] {
  const keys = keysOf(parts);
  return [
    ...having(parts, 'contactRemoved').map(({ contact, values, personKey }): Operation => ({
      side,
      kind: 'createContact',
      locationId: null,
      contactId: contact,
      payload: { values, externalReference: null, roles: [], personKey },
    })),
    ...contactPatches(side, parts, keys, record),
    ...mainContact(side, parts, keys),
  ];
}

/**
 * Shopify: a role that the run gave at a location that it made goes with the location. Should Shopify keep that location, for an order
 * placed there since, whoever orders there keeps the role.
 */
function goesWith(
  { side, at, to }: Pick<PartWith<'contactRole'>, 'side' | 'at' | 'to'>,
  locationKey: string,
): boolean {
  return side === 'shopify' && to === null && at === locationKey;
}

function rolesByContact(parts: readonly UndoPart[], keys: Keys): ReadonlyMap<string, readonly RoleChange[]> {
  const roles = new Map<string, readonly RoleChange[]>();
  const leaving = parts.flatMap((part) => (part.what === 'locationCreated' ? [part.key] : []));
  for (const part of having(parts, 'contactRole')) {
    if (leaving.some((key) => goesWith(part, key))) continue;
    const { contact, at, to } = part;
    roles.set(contact, [...(roles.get(contact) ?? []), { locationKey: keys.location(at), role: to }]);
  }
  return roles;
}

function contactPatches(
  side: Side,
  parts: readonly UndoPart[],
  keys: Keys,
  record: Party | null,
): readonly Operation[] {
  const patches = new Map<string, ContactPatch>();
  const patchOf = (contact: string): ContactPatch => patches.get(contact) ?? { values: {} };
  for (const { contact, to } of having(parts, 'contactStatus')) {
    if (to) patches.set(contact, { ...patchOf(contact), active: true });
  }
  for (const { contact, field, to } of having(parts, 'contactValue')) {
    const patch = patchOf(contact);
    patches.set(
      contact,
      field === 'externalReference'
        ? { ...patch, externalReference: to }
        : { ...patch, values: { ...patch.values, [field]: to } },
    );
  }
  const roles = rolesByContact(parts, keys);
  if (side === 'erp') {
    for (const [contact, changes] of roles) patches.set(contact, { ...patchOf(contact), roles: changes });
  }
  const target = { side, locationId: null } as const;
  return [
    ...[...patches].map(([contactId, patch]): Operation => ({
      ...target,
      kind: 'updateContact',
      contactId,
      payload: { key: contactId, patch },
    })),
    ...(side === 'erp' ? [] : [...roles]).flatMap(([contactId, changes]) =>
      rolesOperations(
        contactId,
        keys.contact(contactId),
        changes,
        side,
        placesWithRole(contactOf(record, contactId)),
      ),
    ),
  ];
}

function mainContact(side: Side, parts: readonly UndoPart[], keys: Keys): readonly Operation[] {
  return having(parts, 'mainContact').flatMap(({ contact }): readonly Operation[] =>
    contact === null
      ? []
      : [
          {
            side,
            kind: 'setMainContact',
            locationId: null,
            contactId: contact,
            payload: { key: keys.contact(contact) },
          },
        ],
  );
}

export function contactsTakenAway(side: Side, parts: readonly UndoPart[]): readonly Operation[] {
  const inactive = having(parts, 'contactStatus').filter(({ to }) => !to);
  return [...having(parts, 'contactCreated'), ...inactive].map(({ contact }) => ({
    side,
    kind: 'removeContact',
    locationId: null,
    contactId: contact,
    payload: { key: contact },
  }));
}

/** Once nobody acts for the company any more who did so only through the run. */
export function peopleDeleted(side: Side, parts: readonly UndoPart[]): readonly Operation[] {
  return having(parts, 'personMade').map(({ contact, person }) => ({
    side,
    kind: 'deletePerson',
    locationId: null,
    contactId: contact,
    payload: person,
  }));
}

/** Whether an operation takes this part of a contact back, where it is of that contact. */
export function takesContactBack(operation: Operation, part: ContactPart): boolean {
  if (operation.kind === 'removeLocation') {
    return part.what === 'contactRole' && goesWith(part, operation.payload.key);
  }
  if (operation.contactId !== part.contact) return false;
  const { kind } = operation;
  switch (part.what) {
    case 'contactCreated':
      return kind === 'removeContact';
    case 'contactRemoved':
      return kind === 'createContact';
    case 'contactStatus':
      return kind === (part.to ? 'updateContact' : 'removeContact');
    case 'contactValue':
      return kind === 'updateContact';
    case 'contactRole':
      return part.side === 'erp' ? kind === 'updateContact' : givesRole(operation, part);
    case 'personMade':
      return kind === 'deletePerson';
    case 'mainContact':
      return kind === 'setMainContact';
  }
}

/** Shopify: of several writes to the roles of a contact the one that leaves this role there. */
function givesRole({ kind, payload }: Operation, { at, to }: PartWith<'contactRole'>): boolean {
  if (kind !== 'setContactRoles') return false;
  return payload.roles.some(
    ({ locationKey, role }) => role === to && (locationKey === at || idToBeMade(locationKey) === at),
  );
}
