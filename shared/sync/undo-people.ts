/**
 * Customers of Shopify who are, or were, contacts of a company that a run wrote to. Whom a run made so that they could be contacts is
 * taken back by a write of its own (R15), as Shopify keeps them when their company is deleted and when they leave it. Who was a
 * customer before stays one, and may act for another company by now: Shopify allows one.
 */
import type { Attachment, Party, Side } from '../domain/party.ts';
import { customerFields } from '../domain/party.ts';
import { personName, type Person } from '../domain/person.ts';
import { note } from '../mapping/note.ts';
import { contactOf } from './operation-contacts.ts';
import type { Note } from './plan.ts';
import type { NamedCompany } from './ports.ts';
import type { SideWrites, Write } from './undo-facts.ts';
import type { ContactPart } from './undo-part.ts';

interface MadePerson {
  /** Key of the contact. */
  readonly contact: string;
  readonly person: Person;
}

/** These people as they were just read, by the gid of their customer. */
export interface People {
  /** Customers of Shopify; one that is missing no longer exists. */
  readonly records: ReadonlyMap<string, Party>;
  /** The company each acts for; who acts for none is missing. */
  readonly companies: ReadonlyMap<string, NamedCompany>;
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

/** The people of whom it matters what they are now: those whom a run made, and those whose part in the company it ended. */
export function peopleTouched(written: SideWrites): readonly string[] {
  const released = written.writes.flatMap(({ operation: { kind, payload } }) =>
    kind === 'removeContact' ? (contactOf(written.before, payload.key)?.personKey ?? []) : [],
  );
  return [...peopleMade(written).map(({ person }) => person.key), ...released];
}

/** The company that a person acts for by now, where it is another one than this. */
export function otherCompanyOf(
  { companies }: People,
  personKey: string,
  companyKey: string,
): NamedCompany | null {
  const company = companies.get(personKey);
  return company === undefined || company.key === companyKey ? null : company;
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

/** @param acts whether a contact acts for the company once the row is taken back. */
export function peopleParts(
  side: Side,
  written: SideWrites,
  people: People,
  acts: (contact: string) => boolean,
): readonly ContactPart[] {
  return peopleMade(written).flatMap(({ contact, person }): readonly ContactPart[] => {
    const now = people.records.get(person.key);
    if (now === undefined || acts(contact)) return [];
    const part = { what: 'personMade', side, contact, person } as const;
    const name = personName(person);
    const other = otherCompanyOf(people, person.key, written.after.key);
    if (other !== null) {
      const named = { contact: name, company: other.name };
      return [{ ...part, fate: 'kept', note: note('undoKeptPersonActs', named) }];
    }
    const held = whatHolds(person, now);
    return held === null
      ? [{ ...part, fate: 'reversed', note: note('undoDeletesPerson', { contact: name }) }]
      : [{ ...part, fate: 'kept', note: keptNote(held, name) }];
  });
}
