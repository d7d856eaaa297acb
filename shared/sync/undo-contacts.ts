/** What becomes of the contacts that a run made, changed or took away, of their roles, and of the main contact, when it is taken back. */
import type { Contact, ContactRole } from '../domain/contact.ts';
import type { Party, Side } from '../domain/party.ts';
import { customerFields, joinName } from '../domain/party.ts';
import { fieldRules } from '../mapping/field-rules.ts';
import { note, systemNames } from '../mapping/note.ts';
import { contactOf, roleAt } from './operation-contacts.ts';
import type { Note } from './plan.ts';
import { roleTexts } from '../domain/role-texts.ts';
import type { Write } from './undo-facts.ts';
import { judge, valueNote, type Images } from './undo-judge.ts';
import type { ContactMember, ContactPart } from './undo-part.ts';
import { otherCompanyOf, type People } from './undo-people.ts';

/** What the writes of a run named, by contact key. */
interface Touched {
  readonly created: ReadonlySet<string>;
  /** Shopify: those of them who were customers before. */
  readonly assigned: ReadonlySet<string>;
  /** Shopify: those whose part in the company ended. */
  readonly removed: ReadonlySet<string>;
  /** ERP: those it set active or inactive. */
  readonly switched: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ReadonlySet<ContactMember>>;
  /** Shopify: customers who became contacts, as they were before the run wrote to them. */
  readonly joined: ReadonlyMap<string, Contact>;
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
  readonly main: boolean;
}

function touchedBy(side: Side, writes: readonly Write[]): Touched {
  const created = new Set<string>();
  const assigned = new Set<string>();
  const removed = new Set<string>();
  const switched = new Set<string>();
  const values = new Map<string, ReadonlySet<ContactMember>>();
  const joined = new Map<string, Contact>();
  const roles = new Map<string, ReadonlySet<string>>();
  let main = false;
  const addRoles = (key: string, changes: readonly { readonly locationKey: string }[]) =>
    roles.set(key, new Set([...(roles.get(key) ?? []), ...changes.map(({ locationKey }) => locationKey)]));
  for (const { operation, createdKey, before = null } of writes) {
    const { kind, payload } = operation;
    if (kind === 'createContact' && createdKey !== null) {
      created.add(createdKey);
      if (payload.personKey !== null) assigned.add(createdKey);
    }
    if (kind === 'removeContact') (side === 'erp' ? switched : removed).add(payload.key);
    if (kind === 'setMainContact') main = true;
    if (kind === 'setContactRoles') addRoles(payload.key, payload.roles);
    if (kind !== 'updateContact') continue;
    const { key, patch } = payload;
    const members = new Set([...(values.get(key) ?? []), ...(Object.keys(patch.values) as ContactMember[])]);
    if (patch.externalReference !== undefined) members.add('externalReference');
    if (members.size > 0) values.set(key, members);
    const held = created.has(key) && !joined.has(key) ? contactOf(before, key) : undefined;
    if (held !== undefined) joined.set(key, held);
    if (patch.active !== undefined) switched.add(key);
    addRoles(key, patch.roles ?? []);
  }
  return { created, assigned, removed, switched, values, joined, roles, main };
}

export function contactParts(
  side: Side,
  writes: readonly Write[],
  images: Images,
  people: People,
): readonly ContactPart[] {
  const touched = touchedBy(side, writes);
  const standing = [
    ...[...touched.switched].flatMap((key) => statusPart(side, key, images)),
    ...[...touched.removed].flatMap((key) => removedParts(side, key, images, people)),
  ];
  const made = [...touched.created].flatMap((key) =>
    createdPart(side, key, images, touched.assigned.has(key)),
  );
  return [
    ...standing,
    ...[...touched.values].flatMap(([key, members]) =>
      valueParts(side, key, members, images, touched.joined.get(key)),
    ),
    ...[...touched.roles].flatMap(([key, places]) => roleParts(side, key, places, images)),
    ...returnedRoles(side, images),
    ...(touched.main || touched.removed.size > 0 ? mainPart(side, images, [...standing, ...made]) : []),
    ...made,
  ];
}

/**
 * Of a company that the run made, and that goes as a whole: values of those who were customers before it, which go back before
 * they stop to act for it.
 */
export function assignedValues(
  side: Side,
  writes: readonly Write[],
  { after, now }: Pick<Images, 'after' | 'now'>,
): readonly ContactPart[] {
  const { assigned, values, joined } = touchedBy(side, writes);
  const images = { before: { ...after, business: noBusiness }, after, now };
  return [...assigned].flatMap((key) =>
    valueParts(side, key, values.get(key) ?? new Set(), images, joined.get(key)),
  );
}

const noBusiness = { contacts: [], mainContactKey: null, terms: null };

function nameOf(contact: Contact | undefined): string {
  if (contact === undefined) return 'The contact';
  const { firstName, lastName, email } = contact.values;
  return joinName(firstName, lastName) ?? email ?? contact.number;
}

function find(
  images: Images,
  key: string,
): Readonly<Record<'before' | 'after' | 'now', Contact | undefined>> {
  const { before, after, now } = images;
  return { before: contactOf(before, key), after: contactOf(after, key), now: contactOf(now, key) };
}

function gone(side: Side, contact: Contact | undefined): Note {
  return note('undoKeptContactGone', { contact: nameOf(contact), system: systemNames[side] });
}

function edited(side: Side, contact: Contact): Note {
  return note('undoKeptContact', { contact: nameOf(contact), system: systemNames[side] });
}

// ---------------------------------------------------------------------------------------------- there, or not

/** Set inactive, somebody is no longer what the run left; values and roles are questions of their own. */
function statusPart(side: Side, key: string, images: Images): readonly ContactPart[] {
  const { before, after, now } = find(images, key);
  if (before === undefined || after === undefined || before.active === after.active) return [];
  const part = { what: 'contactStatus', side, contact: key, to: before.active } as const;
  if (now === undefined) return [{ ...part, fate: 'kept', note: gone(side, after) }];
  if (now.active === before.active) return [];
  const said = before.active ? 'undoActivatesContact' : 'undoDeactivatesContact';
  return [{ ...part, fate: 'reversed', note: note(said, { contact: nameOf(now) }) }];
}

/** Why somebody cannot be a contact of the company again; null where nothing is in the way. */
function whyNotBack({ key }: Party, contact: string, personKey: string, people: People): Note | null {
  const other = otherCompanyOf(people, personKey, key);
  if (other !== null) return note('undoKeptContactElsewhere', { contact, company: other.name });
  return people.records.has(personKey) ? null : note('undoKeptContactNobody', { contact });
}

/** Shopify: the person is a customer still and becomes a contact again, with the roles of before. */
function removedParts(side: Side, key: string, images: Images, people: People): readonly ContactPart[] {
  const { before } = find(images, key);
  const { personKey } = before ?? {};
  if (before === undefined || personKey === undefined) return [];
  const isBack = (images.now.business?.contacts ?? []).some((contact) => contact.personKey === personKey);
  if (isBack) return [];
  const contact = nameOf(before);
  const removed = {
    what: 'contactRemoved',
    side,
    contact: key,
    values: before.values,
    personKey,
  } as const;
  const inTheWay = whyNotBack(images.now, contact, personKey, people);
  if (inTheWay !== null) return [{ ...removed, fate: 'kept', note: inTheWay }];
  return [
    { ...removed, fate: 'reversed', note: note('undoAddsContact', { contact }) },
    ...before.roles.flatMap(({ locationKey, role }): readonly ContactPart[] => {
      if (role === null) return [];
      const part = { what: 'contactRole', side, contact: key, at: locationKey, to: role } as const;
      if (isGoneSince(images, locationKey)) {
        return [{ ...part, fate: 'kept', note: placeGone(side, images.after, locationKey) }];
      }
      return [{ ...part, fate: 'reversed', note: roleNote(side, before, locationKey, role, images.before) }];
    }),
  ];
}

/** A location that the run left, and that somebody took away since. One that the run took away is made again with the undo. */
function isGoneSince({ after, now }: Images, locationKey: string): boolean {
  const has = (party: Party): boolean => party.locations.some(({ key }) => key === locationKey);
  return has(after) && !has(now);
}

function isUsed(after: Contact, now: Contact): boolean {
  const rolesOf = ({ roles }: Contact): string =>
    roles
      .map(({ locationKey, role }) => `${locationKey} ${role ?? ''}`)
      .toSorted()
      .join('\n');
  return (
    customerFields.some((field) => after.values[field] !== now.values[field]) ||
    rolesOf(after) !== rolesOf(now)
  );
}

function createdPart(side: Side, key: string, images: Images, isAssigned: boolean): readonly ContactPart[] {
  const { after, now } = find(images, key);
  // Inactive is what an earlier undo leaves in the ERP.
  if (after === undefined || now === undefined || (after.active && !now.active)) return [];
  const part = { what: 'contactCreated', side, contact: key } as const;
  if (isUsed(after, now)) return [{ ...part, fate: 'kept', note: edited(side, now) }];
  const inShopify = isAssigned ? 'undoReleasesContact' : 'undoRemovesContact';
  const said = side === 'erp' ? 'undoInactivatesContact' : inShopify;
  return [{ ...part, fate: 'reversed', note: note(said, { contact: nameOf(now) }) }];
}

// ---------------------------------------------------------------------------------------------- values and roles

function memberOf(contact: Contact, member: ContactMember) {
  return member === 'externalReference' ? contact.externalReference : contact.values[member];
}

function valueParts(
  side: Side,
  key: string,
  members: ReadonlySet<ContactMember>,
  images: Images,
  joined: Contact | undefined,
): readonly ContactPart[] {
  const { before = joined, after, now } = find(images, key);
  // A contact that the run made in the same row goes as a whole; a customer who became one stays, and gets its values back.
  if (before === undefined || after === undefined) return [];
  return [...members].flatMap((field): readonly ContactPart[] => {
    const to = memberOf(before, field);
    const part = { what: 'contactValue', side, contact: key, field, to } as const;
    if (now === undefined) return [{ ...part, fate: 'kept', note: gone(side, after) }];
    const held = memberOf(now, field);
    const verdict = judge(to, memberOf(after, field), held);
    if (verdict === 'back') return [];
    const member = field === 'externalReference' ? 'External ID' : fieldRules[field].label;
    return [
      { ...part, fate: verdict, note: valueNote(verdict, `${member} of ${nameOf(now)}`, side, to, held) },
    ];
  });
}

function placeName(party: Party, key: string): string {
  return party.locations.find((location) => location.key === key)?.name ?? key;
}

function placeGone(side: Side, after: Party, at: string): Note {
  return note('undoKeptLocationGone', { location: placeName(after, at), system: systemNames[side] });
}

function roleNote(side: Side, contact: Contact, at: string, to: ContactRole | null, party: Party): Note {
  const named = { contact: nameOf(contact), location: placeName(party, at), system: systemNames[side] };
  return to === null ? note('undoNoRole', named) : note('undoRole', { ...named, role: roleTexts[side][to] });
}

/** Roles that went with a contact or a location which the run took away, and which is there again without them. */
function returnedRoles(side: Side, images: Images): readonly ContactPart[] {
  const { before, after, now } = images;
  const placesIn = ({ locations }: Party): ReadonlySet<string> => new Set(locations.map(({ key }) => key));
  const [placesThen, placesNow] = [placesIn(after), placesIn(now)];
  return (before.business?.contacts ?? []).flatMap(({ key, roles }): readonly ContactPart[] => {
    if (contactOf(now, key) === undefined) return [];
    const isBack = contactOf(after, key) === undefined;
    const places = roles
      .map(({ locationKey }) => locationKey)
      .filter((at) => placesNow.has(at) && (isBack || !placesThen.has(at)));
    return rolesBack(side, key, new Set(places), images);
  });
}

function roleParts(
  side: Side,
  key: string,
  places: ReadonlySet<string>,
  images: Images,
): readonly ContactPart[] {
  const { before, after } = find(images, key);
  return before === undefined || after === undefined ? [] : rolesBack(side, key, places, images);
}

/** Shopify takes a role away before it gives another: an undo that was cut off there left none. */
function isHalfBack({ earlierUndo }: Images, now: Contact, at: string): boolean {
  const left = contactOf(earlierUndo?.left ?? null, now.key);
  return left !== undefined && roleAt(left, at) === null && roleAt(now, at) === null;
}

function rolesBack(
  side: Side,
  key: string,
  places: ReadonlySet<string>,
  images: Images,
): readonly ContactPart[] {
  const { before, after, now } = find(images, key);
  return [...places].flatMap((at): readonly ContactPart[] => {
    const to = roleAt(before, at);
    const part = { what: 'contactRole', side, contact: key, at, to } as const;
    if (now === undefined) return [{ ...part, fate: 'kept', note: gone(side, after) }];
    const verdict = judge(to, roleAt(after, at), roleAt(now, at));
    if (verdict === 'back') return [];
    if (isGoneSince(images, at)) {
      return [{ ...part, fate: 'kept', note: placeGone(side, images.after, at) }];
    }
    if (verdict === 'reversed' || isHalfBack(images, now, at)) {
      return [{ ...part, fate: 'reversed', note: roleNote(side, now, at, to, images.before) }];
    }
    const named = { contact: nameOf(now), location: placeName(images.now, at), system: systemNames[side] };
    return [{ ...part, fate: 'kept', note: note('undoKeptRole', named) }];
  });
}

// ---------------------------------------------------------------------------------------------- the main contact

function mainPart(side: Side, images: Images, standing: readonly ContactPart[]): readonly ContactPart[] {
  const mainOf = ({ business }: Party) => business?.mainContactKey ?? null;
  const contact = mainOf(images.before);
  const verdict = judge(contact, mainOf(images.after), mainOf(images.now));
  if (verdict === 'back' || contact === mainOf(images.after)) return [];
  const part = { what: 'mainContact', side, contact } as const;
  const system = systemNames[side];
  // The one that the run made leaves the company, or is inactive in the ERP.
  const leaves = standing.some(
    (each) =>
      each.what === 'contactCreated' && each.contact === mainOf(images.now) && each.fate === 'reversed',
  );
  const held = contactOf(images.now, mainOf(images.now) ?? undefined);
  if (contact === null && (leaves || held?.active === false)) return [];
  if (contact === null) {
    return [{ ...part, fate: 'kept', note: note('undoKeptOnlyMainContact', { system }) }];
  }
  const named = { contact: nameOf(contactOf(images.before, contact)), system };
  if (verdict === 'kept') return [{ ...part, fate: 'kept', note: note('undoKeptMainContact', { system }) }];
  const comesBack = standing.some(
    (each) => each.what === 'contactRemoved' && each.contact === contact && each.fate === 'reversed',
  );
  if (contactOf(images.now, contact) === undefined && !comesBack) {
    return [{ ...part, fate: 'kept', note: note('undoKeptMainContactGone', named) }];
  }
  return [{ ...part, fate: 'reversed', note: note('undoMainContact', named) }];
}
