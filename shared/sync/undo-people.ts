/**
 * Customers of Shopify whom a run made so that they could be contacts. Shopify keeps them when their company is deleted and when
 * they leave it, so each is taken back by a write of its own (R15). Who was a customer before stays one.
 */
import type { Attachment, Party, Side } from '../domain/party.ts';
import { customerFields } from '../domain/party.ts';
import { personName, type Person } from '../domain/person.ts';
import { note } from '../mapping/note.ts';
import { contactOf } from './operation-contacts.ts';
import type { Note } from './plan.ts';
import type { SideWrites, Write } from './undo-facts.ts';
import type { ContactPart } from './undo-part.ts';

interface MadePerson {
  /** Key of the contact. */
  readonly contact: string;
  readonly person: Person;
}

/** Key of the contact whose customer a write made. */
function contactMadeBy({ operation, createdKey, after }: Write): string | null {
  const { kind, payload } = operation;
  if (kind === 'createContact') return payload.personKey === null ? createdKey : null;
  const comesAlong = kind === 'createCustomer' && payload.business?.mainContact != null;
  return comesAlong ? (after?.business?.mainContactKey ?? null) : null;
}

/** The people a run made, as it left them. */
export function peopleMade({ writes, after }: SideWrites): readonly MadePerson[] {
  return writes.flatMap((write) => {
    const made = contactMadeBy(write);
    const left = made === null ? undefined : contactOf(after, made);
    return left?.personKey === undefined
      ? []
      : [{ contact: left.key, person: { key: left.personKey, values: left.values } }];
  });
}

/** Why a person may not be deleted; null where nothing shows that anybody has done something with it since. */
export type PersonHeld = Attachment | 'edited' | null;

export function whatHolds({ values }: Person, now: Party): PersonHeld {
  const { attached = [], locations } = now;
  if (attached.includes('orders')) return 'orders';
  const isEdited =
    locations.length > 0 || customerFields.some((field) => values[field] !== now.values[field]);
  return attached[0] ?? (isEdited ? 'edited' : null);
}

/** What people call what somebody added to a customer. */
export const attachmentNames: Readonly<Record<Exclude<Attachment, 'orders'>, string>> = {
  note: 'a note',
  tags: 'tags',
  account: 'an account',
};

function keptNote(held: Exclude<PersonHeld, null>, contact: string): Note {
  if (held === 'orders') return note('undoKeptPersonOrders', { contact });
  if (held === 'edited') return note('undoKeptPerson', { contact });
  return note('undoKeptPersonAdditions', { contact, what: attachmentNames[held] });
}

/**
 * @param people customers of Shopify by key, as they were just read; one that is missing no longer exists.
 * @param acts whether a contact acts for the company once the row is taken back.
 */
export function peopleParts(
  side: Side,
  written: SideWrites,
  people: ReadonlyMap<string, Party>,
  acts: (contact: string) => boolean,
): readonly ContactPart[] {
  return peopleMade(written).flatMap(({ contact, person }): readonly ContactPart[] => {
    const now = people.get(person.key);
    if (now === undefined || acts(contact)) return [];
    const part = { what: 'personMade', side, contact, person } as const;
    const held = whatHolds(person, now);
    const name = personName(person);
    return held === null
      ? [{ ...part, fate: 'reversed', note: note('undoDeletesPerson', { contact: name }) }]
      : [{ ...part, fate: 'kept', note: keptNote(held, name) }];
  });
}
