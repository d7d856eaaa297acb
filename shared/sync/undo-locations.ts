/** What becomes of the locations that a run made, changed or took away, and of the default, when the run is taken back. */
import type { FieldValue, Location, Party, Side } from '../domain/party.ts';
import { joinName, locationFields } from '../domain/party.ts';
import { fieldRules } from '../mapping/field-rules.ts';
import { note, systemNames } from '../mapping/note.ts';
import { contactOf } from './operation-contacts.ts';
import type { Note } from './plan.ts';
import { roleTexts } from '../domain/role-texts.ts';
import type { Write } from './undo-facts.ts';
import { judge, valueNote, type Images } from './undo-judge.ts';
import type { LocationMember, UndoPart } from './undo-part.ts';

/** What the writes of a run named, by location key. */
interface Touched {
  readonly created: ReadonlySet<string>;
  /** Shopify: addresses it deleted. */
  readonly deleted: ReadonlySet<string>;
  /** ERP: locations it set active or Inactive. */
  readonly switched: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ReadonlySet<LocationMember>>;
}

export function locationParts(side: Side, writes: readonly Write[], images: Images): readonly UndoPart[] {
  const touched = touchedBy(side, writes);
  const standing = [
    ...[...touched.switched].flatMap((key) => statusPart(side, key, images)),
    ...[...touched.deleted].flatMap((key) => deletedPart(side, key, images)),
  ];
  const moved = defaultPart(side, images, standing);
  return [
    ...standing,
    ...[...touched.values].flatMap(([key, members]) => valueParts(side, key, members, images)),
    ...moved,
    ...[...touched.created].flatMap((key) => createdPart(side, key, images, moved)),
  ];
}

function touchedBy(side: Side, writes: readonly Write[]): Touched {
  const created = new Set<string>();
  const deleted = new Set<string>();
  const switched = new Set<string>();
  const values = new Map<string, ReadonlySet<LocationMember>>();
  for (const { operation, createdKey } of writes) {
    if (operation.kind === 'createLocation' && createdKey !== null) created.add(createdKey);
    if (operation.kind === 'removeLocation') {
      (side === 'erp' ? switched : deleted).add(operation.payload.key);
    }
    if (operation.kind !== 'updateLocation') continue;
    const { key, patch } = operation.payload;
    const members = new Set([
      ...(values.get(key) ?? []),
      ...(Object.keys(patch.values) as LocationMember[]),
      ...(Object.keys(patch.site ?? {}) as LocationMember[]),
    ]);
    if (patch.name !== undefined) members.add('name');
    if (patch.externalReference !== undefined) members.add('externalReference');
    if (patch.activate === true) switched.add(key);
    if (members.size > 0) values.set(key, members);
  }
  return { created, deleted, switched, values };
}

// ---------------------------------------------------------------------------------------------- one location

function find(party: Party, key: string): Location | undefined {
  return party.locations.find((location) => location.key === key);
}

/** People know ERP locations by their id, and Shopify's addresses by what they say. */
function labelOf(side: Side, location: Location | undefined): string {
  if (location === undefined) return side === 'erp' ? 'The location' : 'The address';
  if (side === 'erp') return location.key;
  if (location.site !== undefined && location.name !== null) return location.name;
  const address = [location.values.address1, location.values.city].filter((part) => part !== null);
  return address.length === 0 ? 'The address' : address.join(', ');
}

function gone(side: Side, key: string, { before, after }: Images) {
  const location = labelOf(side, find(after, key) ?? find(before, key));
  return note('undoKeptLocationGone', { location, system: systemNames[side] });
}

function statusPart(side: Side, key: string, images: Images): readonly UndoPart[] {
  const [before, after, now] = [find(images.before, key), find(images.after, key), find(images.now, key)];
  if (before === undefined || after === undefined || before.active === after.active) return [];
  const to = before.active;
  if (now === undefined) {
    return [{ what: 'locationStatus', side, key, to, fate: 'kept', note: gone(side, key, images) }];
  }
  if (now.active === before.active) return [];
  const part = { what: 'locationStatus', side, key, to } as const;
  if (isEdited(before, after, now)) return [{ ...part, fate: 'kept', note: edited(side, now) }];
  const said = to ? 'undoActivatesLocation' : 'undoDeactivatesLocation';
  return [{ ...part, fate: 'reversed', note: note(said, { location: key }) }];
}

/**
 * A location is one thing: half of an address that somebody corrected and half of an old one is no address. Set Inactive, it
 * was edited too; which one is the default is no matter of its own.
 */
function isEdited(before: Location, after: Location, now: Location): boolean {
  const edited = (member: LocationMember): boolean =>
    judge(memberOf(before, member), memberOf(after, member), memberOf(now, member)) === 'kept';
  return (
    judge(before.active, after.active, now.active) === 'kept' ||
    edited('name') ||
    locationFields.some(edited) ||
    siteMembers.some(edited)
  );
}

const siteMembers = ['taxId', 'taxExempt', 'terms'] as const;

function edited(side: Side, now: Location): Note {
  return note('undoKeptLocation', { location: labelOf(side, now), system: systemNames[side] });
}

function hasSameText(one: Location, other: Location): boolean {
  return (
    locationFields.every((field) => one.values[field] === other.values[field]) &&
    siteMembers.every((member) => memberOf(one, member) === memberOf(other, member))
  );
}

/** Whether a location is one that was there before; those of a company may have one address, and go by their names. */
export function isSameLocation(one: Location, other: Location): boolean {
  return hasSameText(one, other) && (one.site === undefined || one.name === other.name);
}

/** Shopify refuses an exact duplicate, and nobody needs one: an address that was added again is enough. */
function deletedPart(side: Side, key: string, images: Images): readonly UndoPart[] {
  const before = find(images.before, key);
  if (before === undefined || images.now.locations.some((each) => isSameLocation(each, before))) return [];
  const { values, name, externalReference, site } = before;
  const location = labelOf(side, before);
  const part = { what: 'locationDeleted', side, key, values, fate: 'reversed' } as const;
  if (site === undefined) return [{ ...part, note: note('undoMakesAddress', { location }) }];
  return [
    {
      ...part,
      held: { name, externalReference, site },
      note: note('undoMakesLocation', { location }),
    },
    // What people might do there comes back with it.
    ...(images.before.business?.contacts ?? []).flatMap(({ key: contact, values: person, roles }) =>
      roles.flatMap(({ locationKey, role }): readonly UndoPart[] => {
        const isThere = contactOf(images.now, contact) !== undefined;
        if (locationKey !== key || role === null || !isThere) return [];
        const named = {
          contact: joinName(person.firstName, person.lastName) ?? person.email ?? '',
          location,
          system: systemNames[side],
        };
        const text = roleTexts[side][role];
        const said = note('undoRole', { ...named, role: text });
        return [{ what: 'contactRole', side, contact, at: key, to: role, fate: 'reversed', note: said }];
      }),
    ),
  ];
}

function memberOf(location: Location, member: LocationMember): FieldValue {
  switch (member) {
    case 'name':
    case 'externalReference':
      return location[member];
    case 'taxId':
    case 'terms':
      return location.site?.[member] ?? null;
    case 'taxExempt':
      return location.site?.taxExempt === true ? 'yes' : null;
    default:
      return location.values[member];
  }
}

function memberLabel(member: LocationMember): string {
  if (member === 'name') return 'Location name';
  return member === 'externalReference' ? 'External ID' : fieldRules[member].label;
}

function valueParts(
  side: Side,
  key: string,
  members: ReadonlySet<LocationMember>,
  images: Images,
): readonly UndoPart[] {
  const [before, after, now] = [find(images.before, key), find(images.after, key), find(images.now, key)];
  // A location that the run made in the same row goes as a whole.
  if (before === undefined || after === undefined) return [];
  return [...members].flatMap((field): UndoPart[] => {
    const to = memberOf(before, field);
    const part = { what: 'locationValue', side, key, field, to } as const;
    if (now === undefined) return [{ ...part, fate: 'kept', note: gone(side, key, images) }];
    const held = memberOf(now, field);
    const verdict = judge(to, memberOf(after, field), held);
    if (verdict === 'back') return [];
    if (verdict === 'kept' || isEdited(before, after, now)) {
      return [{ ...part, fate: 'kept', note: edited(side, now) }];
    }
    const label = `${memberLabel(field)} of ${labelOf(side, now)}`;
    return [{ ...part, fate: 'reversed', note: valueNote('reversed', label, side, to, held) }];
  });
}

/**
 * Whether somebody made it the default since. Shopify chooses another one by itself where the default is deleted: after an earlier undo
 * did that, it is nobody's choice, unless it was the default before. After somebody else did, nothing tells whose choice it was.
 */
function wasMadeDefault(after: Location, now: Location, images: Images): boolean {
  if (!now.isDefault || after.isDefault) return false;
  const { earlierUndo } = images;
  const former = defaultOf(images.after);
  const hasFormer = (party: Party): boolean => former !== null && find(party, former) !== undefined;
  const found = earlierUndo?.found ?? null;
  const isGoneByUndo = found !== null && hasFormer(found) && !hasFormer(earlierUndo?.left ?? found);
  return !isGoneByUndo || defaultOf(found) === now.key;
}

/** Whether somebody has done something with a location that the run made. */
function isUsed(after: Location, now: Location, images: Images): boolean {
  return now.name !== after.name || !hasSameText(now, after) || wasMadeDefault(after, now, images);
}

function createdPart(
  side: Side,
  key: string,
  images: Images,
  moved: readonly UndoPart[],
): readonly UndoPart[] {
  const [after, now] = [find(images.after, key), find(images.now, key)];
  // Inactive is what an earlier undo leaves where the ERP does not delete.
  if (after === undefined || now === undefined || (after.active && !now.active)) return [];
  const part = { what: 'locationCreated', side, key } as const;
  const label = { location: labelOf(side, now), system: systemNames[side] };
  if (isUsed(after, now, images)) return [{ ...part, fate: 'kept', note: edited(side, now) }];
  const losesDefault = now.isDefault && !moved.some(({ fate }) => fate === 'reversed');
  // Shopify chooses another default by itself, and needs none.
  if (side === 'erp' && losesDefault) {
    return [{ ...part, fate: 'kept', note: note('undoKeptDefaultNeeded', label) }];
  }
  const ofCompany = now.site !== undefined;
  if (side === 'shopify' && ofCompany && images.now.locations.length === 1) {
    return [{ ...part, fate: 'kept', note: note('undoKeptOnlyLocation', { location: label.location }) }];
  }
  const removed = ofCompany ? 'undoRemovesLocation' : 'undoDeletesAddress';
  const deleted = side === 'erp' ? 'undoDeletesLocation' : removed;
  return [{ ...part, fate: 'reversed', note: note(deleted, { location: label.location }) }];
}

// ---------------------------------------------------------------------------------------------- the default

function defaultOf(party: Party): string | null {
  return party.locations.find(({ isDefault }) => isDefault)?.key ?? null;
}

/** Whether the default before the run is there to be the default again: it still is, or this undo brings it back. */
function isAvailable(key: string, now: Party, standing: readonly UndoPart[]): boolean {
  return (
    find(now, key)?.active === true ||
    standing.some((part) => 'key' in part && part.key === key && part.fate === 'reversed')
  );
}

function defaultPart(side: Side, images: Images, standing: readonly UndoPart[]): readonly UndoPart[] {
  const key = defaultOf(images.before);
  if (key === null || key === defaultOf(images.after)) return [];
  const verdict = judge(key, defaultOf(images.after), defaultOf(images.now));
  if (verdict === 'back') return [];
  const part = { what: 'default', side, key } as const;
  const label = { location: labelOf(side, find(images.before, key)), system: systemNames[side] };
  if (verdict === 'kept') return [{ ...part, fate: 'kept', note: note('undoKeptDefault', label) }];
  return isAvailable(key, images.now, standing)
    ? [{ ...part, fate: 'reversed', note: note('undoDefault', label) }]
    : [{ ...part, fate: 'kept', note: note('undoKeptDefaultGone', label) }];
}
