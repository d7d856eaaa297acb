/**
 * What becomes of everything a run wrote to one record when the run is taken back. Contents are compared, never clocks: what
 * is as the run left it goes back to what was there before; what is neither is somebody's edit and is not touched.
 */
import type { FieldValue, Party, Side } from '../domain/party.ts';
import { accountNameLabel, fieldRules } from '../mapping/field-rules.ts';
import { note, systemNames } from '../mapping/note.ts';
import { canonicalJson, partyHash } from './hashes.ts';
import type { Operation } from './operation-types.ts';
import type { Note } from './plan.ts';
import type { Ids } from './ports.ts';
import type { SideWrites } from './undo-facts.ts';
import { judge, valueNote, type Images } from './undo-judge.ts';
import { contactOf } from './operation-contacts.ts';
import { assignedValues, contactParts } from './undo-contacts.ts';
import { locationParts } from './undo-locations.ts';
import type { CustomerMember, UndoPart } from './undo-part.ts';
import { attachmentNames, peopleParts } from './undo-people.ts';

export interface RecordNow {
  readonly side: Side;
  readonly written: SideWrites;
  /** As it was just read; null when it no longer exists. */
  readonly now: Party | null;
  /** Customers of Shopify whom the run made as contacts, by key, as they were just read. */
  readonly people: ReadonlyMap<string, Party>;
}

/** What is as it was before the run already is no part. */
export function undoParts(record: RecordNow, ids: Ids): readonly UndoPart[] {
  const { side, written, now, people } = record;
  const { before, after } = written;
  if (before === null) return madeParts(record, ids);
  if (now === null) {
    return [
      { what: 'other', side, fate: 'kept', note: note('undoKeptGone', { system: systemNames[side] }) },
      ...peopleParts(side, written, people, () => false),
    ];
  }
  const images = { before, after, now };
  const contacts = contactParts(side, written.writes, images);
  const leave = new Set(
    contacts.flatMap((part) =>
      part.what === 'contactCreated' && part.fate === 'reversed' ? [part.contact] : [],
    ),
  );
  const acts = (key: string): boolean => contactOf(now, key) !== undefined && !leave.has(key);
  return [
    ...statusPart(side, written, images),
    ...valueParts(side, written, images),
    ...locationParts(side, written.writes, images),
    ...contacts,
    ...peopleParts(side, written, people, acts),
    ...unknownParts(side, written),
  ];
}

// ---------------------------------------------------------------------------------------------- a customer the run made

/** The record itself, and of a company the people who came with it. */
function madeParts({ side, written, now, people }: RecordNow, ids: Ids): readonly UndoPart[] {
  const { after, writes } = written;
  const made = createdPart(side, after, now, ids);
  if (made.some(({ fate }) => fate === 'kept')) return made;
  return [
    ...made,
    ...(now === null ? [] : assignedValues(side, writes, { after, now })),
    ...peopleParts(side, written, people, () => false),
  ];
}

/** R15: deleted as long as nothing shows that anybody has done something with it since. */
function createdPart(side: Side, after: Party, now: Party | null, ids: Ids): readonly UndoPart[] {
  if (now === null || isSetInactive(after, now, ids)) return [];
  const kept = whyCreatedStays(side, after, now, ids);
  if (kept !== null) return [{ what: 'created', side, fate: 'kept', note: kept }];
  const { number } = now;
  const inShopify = now.kind === 'company' ? 'undoDeletesCompany' : 'undoDeletesShopify';
  const deleted = note(side === 'erp' ? 'undoDeletesErp' : inShopify, { number });
  return [{ what: 'created', side, fate: 'reversed', note: deleted }];
}

/** What an earlier undo does where the ERP does not delete. */
function isSetInactive(after: Party, now: Party, ids: Ids): boolean {
  return (
    now.side === 'erp' &&
    now.status === 'inactive' &&
    partyHash({ ...after, status: 'inactive' }, ids) === partyHash(now, ids)
  );
}

function whyCreatedStays(side: Side, after: Party, now: Party, ids: Ids): Note | null {
  const attached = now.attached ?? [];
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
    if (operation.kind !== 'updateCustomer') continue;
    const { values, accountName, externalReference, terms } = operation.payload;
    if (terms !== undefined) members.add('terms');
    for (const field of Object.keys(values)) members.add(field as CustomerMember);
    if (accountName !== undefined) members.add('accountName');
    if (externalReference !== undefined) members.add('externalReference');
  }
  return members;
}

function memberOf(party: Party, member: CustomerMember): FieldValue {
  if (member === 'terms') return party.business?.terms ?? null;
  return member === 'accountName' || member === 'externalReference' ? party[member] : party.values[member];
}

function labelOf(member: CustomerMember): string {
  if (member === 'accountName') return accountNameLabel;
  return member === 'externalReference' ? 'Ext. Ref. Nbr.' : fieldRules[member].label;
}

function valueParts(side: Side, written: SideWrites, images: Images): readonly UndoPart[] {
  return [...writtenMembers(written)].flatMap((field): UndoPart[] => {
    const to = memberOf(images.before, field);
    const held = memberOf(images.now, field);
    const verdict = judge(to, memberOf(images.after, field), held);
    if (verdict === 'back') return [];
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
]);

/** Notes, tags and the like are written beside the values; no preview writes them yet. */
function isKnown(operation: Operation): boolean {
  const hasExtras = operation.kind === 'updateCustomer' && operation.payload.extras !== undefined;
  return known.has(operation.kind) && !hasExtras;
}

function unknownParts(side: Side, { writes }: SideWrites): readonly UndoPart[] {
  if (writes.every(({ operation }) => isKnown(operation))) return [];
  return [{ what: 'other', side, fate: 'kept', note: note('undoNotKnown') }];
}
