/**
 * Writes to the contacts of a business customer: made new, changed, given roles, made the main one, taken away. The ERP takes a
 * contact with its roles in one request; in Shopify roles are requests of their own.
 */
import type { Contact, ContactRole } from '../domain/contact.ts';
import type { CustomerField, CustomerValues, FieldValue, Party, Side } from '../domain/party.ts';
import { customerFields, otherSide } from '../domain/party.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { keyToBeMade } from './key-to-be-made.ts';
import { blankCustomer } from './operation-customer.ts';
import { isDeletedAndEdited, winnerOf } from './operation-locations.ts';
import { firstSite } from './operation-sites.ts';
import { isApproved, referenceTo, type Operation, type RowContext } from './operation-types.ts';
import { contactWrites } from './operation-values.ts';
import {
  mainContactChangeOf,
  roleChoiceKey,
  type ContactChange,
  type PlanRow,
  type RoleJudgement,
} from './plan.ts';
import type { ContactDraft, ContactPatch, RoleChange } from './contact-ports.ts';
import { targetOf } from './reconcile-field.ts';
import { writesTo } from './reconcile-types.ts';

export function contactOf(party: Party | null, key: string | undefined): Contact | undefined {
  return party?.business?.contacts.find((contact) => contact.key === key);
}

export function roleAt(contact: Contact | undefined, locationKey: string): ContactRole | null {
  return contact?.roles.find((held) => held.locationKey === locationKey)?.role ?? null;
}

function contactsOf({ contacts = [] }: PlanRow): readonly ContactChange[] {
  return contacts;
}

/** `<customer id> - <store>` in the ERP; Shopify keeps no reference with its contacts. */
export function contactReference(
  { settings }: RowContext,
  held: Contact | undefined,
  side: Side,
): FieldValue {
  return side === 'erp' ? referenceTo(held?.personKey, settings) : null;
}

// ---------------------------------------------------------------------------------------------- roles

/** The role that the row gives on `side`; undefined where it leaves it as it is. */
export function roleWrittenTo(
  { decision, settings }: Pick<RowContext, 'decision' | 'settings'>,
  change: Pick<ContactChange, 'id'>,
  judgement: RoleJudgement,
  side: Side,
): ContactRole | null | undefined {
  if (judgement.action !== 'conflict') {
    return targetOf(judgement.action) === side ? judgement.result : undefined;
  }
  const winner = decision?.choices[roleChoiceKey(change.id, judgement.locationId)];
  if (winner !== otherSide(side) || !writesTo(settings.direction, side)) return undefined;
  return judgement[winner] === judgement[side] ? undefined : judgement[winner];
}

function roleWrites(context: RowContext, change: ContactChange, side: Side): readonly RoleChange[] {
  return change.roles.flatMap((judgement) => {
    const role = roleWrittenTo(context, change, judgement, side);
    if (role === undefined) return [];
    const location = context.row.locations.find(({ id }) => id === judgement.locationId);
    return [{ locationKey: location?.[side]?.key ?? keyToBeMade(judgement.locationId), role }];
  });
}

/**
 * Sets the roles of a contact; nothing where there are none to set. Shopify takes each away, and gives each, by a request of its
 * own: each is a write of its own, so that one that is cut off is all there or not at all (L5).
 * @param held keys of the locations where the contact has a role by then.
 */
export function rolesOperations(
  contactId: string,
  key: string,
  roles: readonly RoleChange[],
  side: Side,
  held: ReadonlySet<string>,
): readonly Operation[] {
  if (roles.length === 0) return [];
  const target = { side, locationId: null, contactId } as const;
  if (side === 'erp')
    return [{ ...target, kind: 'updateContact', payload: { key, patch: { values: {}, roles } } }];
  return roles
    .flatMap((change) =>
      change.role !== null && held.has(change.locationKey) ? [{ ...change, role: null }, change] : [change],
    )
    .map((change): Operation => ({ ...target, kind: 'setContactRoles', payload: { key, roles: [change] } }));
}

/**
 * Sets the roles of a contact that came with its company. Shopify has given it "Ordering only" at the first location by itself: where
 * no such role is wanted it is taken away in the same commit, so that nobody may order by accident (R18).
 * @param first id of the location that came with the company.
 */
export function rolesOfMainOperations(
  contactId: string,
  roles: readonly RoleChange[],
  first: string | null,
  side: Side,
): readonly Operation[] {
  const key = keyToBeMade(contactId);
  if (side === 'erp' || first === null) return rolesOperations(contactId, key, roles, side, noRoles);
  const locationKey = keyToBeMade(first);
  const wanted = roles.find((change) => change.locationKey === locationKey)?.role ?? null;
  const others = roles.filter((change) => change.locationKey !== locationKey);
  const due = wanted === 'orderingOnly' ? others : [{ locationKey, role: wanted }, ...others];
  return rolesOperations(contactId, key, due, side, new Set([locationKey]));
}

const noRoles: ReadonlySet<string> = new Set();

export function placesWithRole(contact: Contact | undefined): ReadonlySet<string> {
  return new Set(
    (contact?.roles ?? []).flatMap(({ locationKey, role }) => (role === null ? [] : [locationKey])),
  );
}

// ---------------------------------------------------------------------------------------------- made new

export interface MainContact {
  readonly id: string;
  readonly draft: ContactDraft;
}

/** The change of the contact that becomes the main one on `side`. */
function mainChange({ row, decision }: RowContext, side: Side): ContactChange | undefined {
  const moved = mainContactChangeOf(row, decision);
  const contacts = contactsOf(row);
  if (moved !== undefined) {
    return moved.side === side ? contacts.find(({ id }) => id === moved.contactId) : undefined;
  }
  return contacts.find((change) => change[otherSide(side)]?.isMain === true);
}

/**
 * The main contact that is made in one write with its company; null where there is none, or where Shopify has the person as a
 * customer already.
 */
export function mainContactOfNew(context: RowContext, side: Side): MainContact | null {
  const change = mainChange(context, side);
  if (change?.verb !== 'create' || change.target !== side || change.proposed) return null;
  if (side === 'shopify' && change.personKey !== null) return null;
  return { id: change.id, draft: { ...newContact(context, change, side), roles: [] } };
}

function newContact(context: RowContext, change: ContactChange, side: Side): ContactDraft {
  const held = contactOf(context.records[otherSide(side)], change[otherSide(side)]?.key);
  return {
    values: { ...blankCustomer, ...contactWrites(context, change, side) },
    externalReference: contactReference(context, held, side),
    roles: roleWrites(context, change, side),
  };
}

/** All values of a contact of the other side, as they are written to `side`. */
export function copiedContactValues({ settings }: RowContext, held: Contact, side: Side): CustomerValues {
  const values: Record<CustomerField, FieldValue> = { ...blankCustomer };
  for (const field of customerFields) {
    values[field] = writtenValue(field, held.values[field], side, settings.homeCountry);
  }
  return values;
}

/** All of a contact as the other side has it, where it is to be made again (R16). */
function copiedContact(context: RowContext, change: ContactChange, side: Side): ContactDraft | null {
  const from = otherSide(side);
  const held = contactOf(context.records[from], change[from]?.key);
  if (held === undefined) return null;
  const roles = held.roles.flatMap(({ locationKey, role }) => {
    const location = context.row.locations.find((each) => each[from]?.key === locationKey);
    const key = location?.[side]?.key;
    return role === null || key === undefined ? [] : [{ locationKey: key, role }];
  });
  return {
    values: copiedContactValues(context, held, side),
    externalReference: contactReference(context, held, side),
    roles,
  };
}

export function contactCreation(
  change: Pick<ContactChange, 'id' | 'personKey'>,
  draft: ContactDraft,
  side: Side,
): readonly Operation[] {
  const { id: contactId, personKey } = change;
  const roles = side === 'erp' ? draft.roles : [];
  return [
    {
      side,
      kind: 'createContact',
      locationId: null,
      contactId,
      payload: { ...draft, roles, personKey: side === 'shopify' ? personKey : null },
    },
    ...(side === 'shopify'
      ? rolesOperations(contactId, keyToBeMade(contactId), draft.roles, side, noRoles)
      : []),
  ];
}

// ---------------------------------------------------------------------------------------------- changed

/** Everything that a row does to contacts on one side but for the main one and for taking away. */
export function contactOperations(context: RowContext, side: Side): readonly Operation[] {
  const along = context.records[side] === null ? mainContactOfNew(context, side) : null;
  return contactsOf(context.row).flatMap((change) =>
    change.id === along?.id ? alongOperations(context, change, side) : contactWork(context, change, side),
  );
}

/** What a contact that comes with its company gets besides: its roles. */
function alongOperations(context: RowContext, change: ContactChange, side: Side): readonly Operation[] {
  const first = firstSite(context.row, side)?.id ?? null;
  return rolesOfMainOperations(change.id, roleWrites(context, change, side), first, side);
}

function contactWork(context: RowContext, change: ContactChange, side: Side): readonly Operation[] {
  if (change.proposed) return [];
  if (isDeletedAndEdited(change)) {
    const wins = change[side] === null && winnerOf(context, change) === otherSide(side);
    const draft =
      wins && writesTo(context.settings.direction, side) ? copiedContact(context, change, side) : null;
    return draft === null ? [] : contactCreation(change, draft, side);
  }
  if (change.verb === 'create' && change.target === side) {
    const [created, ...roles] = contactCreation(change, newContact(context, change, side), side);
    return created === undefined ? [] : [created, ...personUpdate(context, change, side), ...roles];
  }
  if (change.verb !== 'update' && change.verb !== 'conflict') return [];
  return contactUpdate(context, change, side);
}

/** A customer who becomes a contact keeps what it has, but for what is written. */
function personUpdate(context: RowContext, change: ContactChange, side: Side): readonly Operation[] {
  const values = contactWrites(context, change, side);
  if (side === 'erp' || change.personKey === null || Object.keys(values).length === 0) return [];
  const payload = { key: keyToBeMade(change.id), patch: { values } };
  return [{ side, kind: 'updateContact', locationId: null, contactId: change.id, payload }];
}

function contactUpdate(context: RowContext, change: ContactChange, side: Side): readonly Operation[] {
  const held = contactOf(context.records[side], change[side]?.key);
  if (held === undefined) return [];
  const values = contactWrites(context, change, side);
  const roles = roleWrites(context, change, side);
  const target = { side, locationId: null, contactId: change.id } as const;
  const { key } = held;
  const hasValues = Object.keys(values).length > 0;
  if (side === 'shopify') {
    return [
      ...(hasValues
        ? [{ ...target, kind: 'updateContact', payload: { key, patch: { values } } } as const]
        : []),
      ...rolesOperations(change.id, key, roles, side, placesWithRole(held)),
    ];
  }
  // R10: who was deactivated and is a contact again.
  const active = !held.active && change.notes.some(({ code }) => code === 'contactRevived');
  if (!hasValues && roles.length === 0 && !active) return [];
  const partner = contactOf(context.records.shopify, change.shopify?.key);
  const reference = held.externalReference === null ? contactReference(context, partner, side) : null;
  const patch: ContactPatch = {
    values,
    ...(reference === null ? {} : { externalReference: reference }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(active ? { active } : {}),
  };
  return [{ ...target, kind: 'updateContact', payload: { key, patch } }];
}

export function mainContactOperations(context: RowContext, side: Side): readonly Operation[] {
  const { row, records, decision } = context;
  const change = mainChange(context, side);
  const isNew = records[side] === null;
  if (change === undefined || (mainContactChangeOf(row, decision) === undefined && !isNew)) return [];
  if (isNew && mainContactOfNew(context, side)?.id === change.id) return [];
  const isMade = change.verb === 'create' && change.target === side;
  const held = change[side];
  if (held?.isMain === true || (held === null && !isMade)) return [];
  const key = held?.key ?? keyToBeMade(change.id);
  return [{ side, kind: 'setMainContact', locationId: null, contactId: change.id, payload: { key } }];
}

// ---------------------------------------------------------------------------------------------- taken away

/** Whether a person or the profile lets this contact be taken away from `side`. */
function isRemoved(context: RowContext, change: ContactChange, side: Side): boolean {
  if (change[side] === null || !writesTo(context.settings.direction, side)) return false;
  if (isDeletedAndEdited(change)) return winnerOf(context, change) === otherSide(side);
  const verb = side === 'erp' ? 'deactivate' : 'delete';
  return change.verb === verb && isApproved(context, change.id);
}

export function contactRemovals(context: RowContext, side: Side): readonly Operation[] {
  return contactsOf(context.row).flatMap((change): readonly Operation[] => {
    const held = change[side];
    if (held === null || !isRemoved(context, change, side)) return [];
    const payload = { key: held.key };
    return [{ side, kind: 'removeContact', locationId: null, contactId: change.id, payload }];
  });
}
