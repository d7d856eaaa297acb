/**
 * What becomes of everything a run wrote to one record when the run is taken back. Contents are compared, never clocks: what
 * is as the run left it goes back to what was there before; what is neither is somebody's edit and is not touched.
 */
import type { Attachment, FieldValue, FurtherKey, OptInField, Party, Side } from '../domain/party.ts';
import { accountNameLabel, ruleOf } from '../mapping/field-rules.ts';
import { itemsBeside, joinItems } from '../mapping/items.ts';
import { note, systemNames } from '../mapping/note.ts';
import { heldOptIn, isGivenConsent, isOptIn, optInFieldsOf, withHeldOnly } from '../mapping/opt-in.ts';
import { canonicalJson, partyHash } from './hashes.ts';
import { writtenExtras } from './operation-opt-in.ts';
import type { Note } from './plan.ts';
import type { Ids } from './ports.ts';
import type { SideWrites } from './undo-facts.ts';
import { judge, valueNote, type Images } from './undo-judge.ts';
import { contactOf } from './operation-contacts.ts';
import { assignedValues, contactParts } from './undo-contacts.ts';
import { locationParts } from './undo-locations.ts';
import type { CustomerMember, UndoPart } from './undo-part.ts';
import { attachmentNames, peopleParts, type People } from './undo-people.ts';
import { withKeysNow } from './undo-returned.ts';

export interface RecordNow {
  readonly side: Side;
  readonly written: SideWrites;
  /** As it was just read; null when it no longer exists. */
  readonly now: Party | null;
  readonly people: People;
  /** Of what the profile opted into when the run was made: it is read only as long as a rule names it. */
  readonly isUnread: (field: OptInField) => boolean;
}

/** What is as it was before the run already is no part. */
export function undoParts(record: RecordNow, ids: Ids): readonly UndoPart[] {
  const { side, written, now, people, isUnread } = record;
  const { before, after, earlierUndo } = written;
  if (before === null) return madeParts(record, ids);
  if (now === null) {
    return [
      { what: 'other', side, fate: 'kept', note: note('undoKeptGone', { system: systemNames[side] }) },
      ...peopleParts(side, written, people, () => false),
    ];
  }
  const images = {
    before: withKeysNow({ before, after, now }),
    after,
    now,
    ...(earlierUndo === undefined ? {} : { earlierUndo }),
  };
  const contacts = contactParts(side, written.writes, images, people);
  const leave = new Set(
    contacts.flatMap((part) =>
      part.what === 'contactCreated' && part.fate === 'reversed' ? [part.contact] : [],
    ),
  );
  const acts = (key: string): boolean => contactOf(now, key) !== undefined && !leave.has(key);
  return [
    ...statusPart(side, written, images),
    ...valueParts(side, written, images, isUnread),
    ...tagParts(side, written, images),
    ...locationParts(side, written.writes, images),
    ...contacts,
    ...peopleParts(side, written, people, acts),
    ...unknownParts(side, written),
  ];
}

// ---------------------------------------------------------------------------------------------- a customer the run made

/** The record itself, and of a company the people who came with it. */
function madeParts(record: RecordNow, ids: Ids): readonly UndoPart[] {
  const { side, written, now, people } = record;
  const { after, writes } = written;
  const made = createdPart(record, ids);
  if (made.some(({ fate }) => fate === 'kept')) return made;
  return [
    ...made,
    ...(now === null ? [] : assignedValues(side, writes, { after, now })),
    ...peopleParts(side, written, people, () => false),
  ];
}

/** What people add to a customer without any rule naming it, and `Party.attached` tells. */
const addedByPeople: Readonly<Record<Side, readonly OptInField[]>> = { erp: [], shopify: ['note', 'tags'] };

/** R15: deleted as long as nothing shows that anybody has done something with it since. */
function createdPart({ side, written, now, isUnread }: RecordNow, ids: Ids): readonly UndoPart[] {
  const { after } = written;
  if (now === null || isSetInactive(after, now, ids)) return [];
  // What is read no more looks emptied, and shows nothing that anybody has done.
  const fields = optInFieldsOf(after).filter((field) => !isUnread(field));
  const kept = whyCreatedStays(withHeldOnly(after, fields), withHeldOnly(now, fields), ids);
  const part = {
    what: 'created',
    side,
    judgedBy: [...new Set([...fields, ...addedByPeople[side]])],
  } as const;
  if (kept !== null) return [{ ...part, fate: 'kept', note: kept }];
  const { number } = now;
  const inShopify = now.kind === 'company' ? 'undoDeletesCompany' : 'undoDeletesShopify';
  const deleted = note(side === 'erp' ? 'undoDeletesErp' : inShopify, { number });
  return [{ ...part, fate: 'reversed', note: deleted }];
}

/** What an earlier undo does where the ERP does not delete. */
function isSetInactive(after: Party, now: Party, ids: Ids): boolean {
  return (
    now.side === 'erp' &&
    now.status === 'inactive' &&
    partyHash({ ...after, status: 'inactive' }, ids) === partyHash(now, ids)
  );
}

/** A note and tags that the run itself gave the customer, and that are as it gave them. */
function isRunsOwn(attachment: Attachment, after: Party, now: Party): boolean {
  if (attachment !== 'note' && attachment !== 'tags') return false;
  const given = after.extras?.[attachment] ?? null;
  const isGiven = given !== null && given.length > 0;
  return isGiven && canonicalJson(given) === canonicalJson(now.extras?.[attachment] ?? null);
}

/** Both with what the profile opted into as the run saw it: an undo reads records as they are. */
function whyCreatedStays(after: Party, now: Party, ids: Ids): Note | null {
  const { side } = after;
  const attached = (now.attached ?? []).filter((each) => !isRunsOwn(each, after, now));
  if (attached.includes('orders')) return note('undoKeptOrders');
  for (const each of attached) {
    if (each !== 'orders') return note('undoKeptAdditions', { what: attachmentNames[each] });
  }
  // A write to Shopify does not answer the facts, so there they are no image to compare with.
  const isEdited =
    partyHash(now, ids) !== partyHash(after, ids) ||
    (side === 'erp' && canonicalJson(now.facts) !== canonicalJson(after.facts));
  return isEdited ? note('undoKeptCustomer', { system: systemNames[side] }) : null;
}

// ---------------------------------------------------------------------------------------------- status and values

const statusNames: Readonly<Record<Party['status'], string>> = {
  active: 'Active',
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: 'Inactive',
  oneTime: 'One-Time',
};

function statusPart(side: Side, { writes }: SideWrites, { before, after, now }: Images): readonly UndoPart[] {
  if (!writes.some(({ operation }) => operation.kind === 'deactivateCustomer')) return [];
  const verdict = judge(before.status, after.status, now.status);
  if (verdict === 'back') return [];
  const to = before.status;
  return [
    {
      what: 'status',
      side,
      to,
      fate: verdict,
      note:
        verdict === 'reversed'
          ? note('undoStatus', { status: statusNames[to] })
          : note('undoKeptStatus', { status: statusNames[now.status] }),
    },
  ];
}

/** Values that the run wrote to the customer itself. */
function writtenMembers({ writes }: SideWrites): ReadonlySet<CustomerMember> {
  const members = new Set<CustomerMember>();
  for (const { operation } of writes) {
    if (operation.kind === 'setEmailConsent') members.add('emailConsent');
    if (operation.kind === 'setFurther') {
      for (const key of Object.keys(operation.payload.values)) members.add(key as FurtherKey);
    }
    if (operation.kind !== 'updateCustomer') continue;
    const { values, accountName, externalReference, terms, extras = {} } = operation.payload;
    for (const key of Object.keys(extras)) members.add(writtenExtras[key as keyof typeof extras]);
    if (terms !== undefined) members.add('terms');
    for (const field of Object.keys(values)) members.add(field as CustomerMember);
    if (accountName !== undefined) members.add('accountName');
    if (externalReference !== undefined) members.add('externalReference');
  }
  return members;
}

function memberOf(party: Party, member: CustomerMember): FieldValue {
  if (member === 'terms') return party.business?.terms ?? null;
  if (isOptIn(member)) return heldOptIn(party, member);
  return member === 'accountName' || member === 'externalReference' ? party[member] : party.values[member];
}

function labelOf(member: CustomerMember): string {
  if (member === 'accountName') return accountNameLabel;
  return member === 'externalReference' ? 'Ext. Ref. Nbr.' : ruleOf(member).label;
}

function valueParts(
  side: Side,
  written: SideWrites,
  images: Images,
  isUnread: RecordNow['isUnread'],
): readonly UndoPart[] {
  return [...writtenMembers(written)].flatMap((field): UndoPart[] => {
    const to = memberOf(images.before, field);
    if (isOptIn(field) && isUnread(field)) {
      const named = { field: labelOf(field), system: systemNames[side] };
      return [{ what: 'value', side, field, to, fate: 'kept', note: note('undoKeptUnread', named) }];
    }
    const held = memberOf(images.now, field);
    const verdict = judge(to, memberOf(images.after, field), held);
    if (verdict === 'back') return [];
    if (field === 'emailConsent' && !isGivenConsent(to)) {
      return [{ what: 'value', side, field, to, fate: 'kept', note: note('undoKeptConsent') }];
    }
    return [
      {
        what: 'value',
        side,
        field,
        to,
        fate: verdict,
        note: valueNote(verdict, labelOf(field), side, to, held),
      },
    ];
  });
}

/** Tags that the run added go and those that it removed come; what others did to tags stays. */
function tagParts(side: Side, { writes }: SideWrites, { before, after, now }: Images): readonly UndoPart[] {
  if (!writes.some(({ operation: { kind } }) => kind === 'addTags' || kind === 'removeTags')) return [];
  const [was, left, held] = [before, after, now].map(({ extras }) => extras?.tags ?? []);
  const kept = itemsBeside(held ?? [], itemsBeside(left ?? [], was ?? []));
  const missing = itemsBeside(itemsBeside(was ?? [], left ?? []), kept);
  if (kept.length === held?.length && missing.length === 0) return [];
  const to = joinItems([...kept, ...missing]);
  const said = valueNote('reversed', labelOf('tags'), side, to, joinItems(held ?? []));
  return [{ what: 'value', side, field: 'tags', to, fate: 'reversed', note: said }];
}

// ---------------------------------------------------------------------------------------------- kinds not known

/** Every kind of write that is judged above or in `undo-locations.ts`; any other one is not taken back by guessing. */
const known: ReadonlySet<string> = new Set([
  'createCustomer',
  'updateCustomer',
  'deactivateCustomer',
  'createLocation',
  'updateLocation',
  'setDefaultLocation',
  'removeLocation',
  'createContact',
  'updateContact',
  'removeContact',
  'setContactRoles',
  'setMainContact',
  'addTags',
  'removeTags',
  'setEmailConsent',
  'setFurther',
]);

function unknownParts(side: Side, { writes }: SideWrites): readonly UndoPart[] {
  if (writes.every(({ operation }) => known.has(operation.kind))) return [];
  return [{ what: 'other', side, fate: 'kept', note: note('undoNotKnown') }];
}
