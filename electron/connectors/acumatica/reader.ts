/** What the parts of the reading half work with. It has no way to write (L2). */
import type { Contact } from '../../../shared/domain/contact.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { InUse } from '../../../shared/ipc/contract.ts';
import type { Logger, ReadSummary } from '../../../shared/sync/ports.ts';
import type { Counters } from './client.ts';
import type { ErpLists } from './list.ts';
import type { LocationIndex } from './location-index.ts';
import { parseBusiness } from './business.ts';
import { parseContact } from './contacts.ts';
import { kindOf, type Kinds } from './kind.ts';
import { quote, together } from './list.ts';
import { parseParty, type ParseSettings } from './parse.ts';
import { businessContactView, type View } from './views.ts';
import { keyOf, textOf, type WireRecord } from './wire.ts';

export interface Reader {
  readonly lists: ErpLists;
  readonly customerView: View;
  readonly locationView: View;
  readonly contactView: View;
  readonly kinds: Kinds;
  readonly settings: ParseSettings;
  /** Country whose national phone numbers are understood without a prefix. */
  readonly homeCountry: string;
  readonly logger: Logger;
  readonly counters: () => Counters;
  /** The server's time by its own clock. ISO 8601 in UTC. */
  readonly serverNow: () => string;
  /** What the server's answers told of its clock. */
  readonly clockAhead: () => Pick<ReadSummary, 'clockAhead'>;
  /** Keeps what a whole reading meets of values that the contract has no list of. */
  readonly onValuesInUse: (values: InUse) => void;
}

/** Contacts of the business customers among these, by CustomerID in capitals. */
export interface ContactIndex {
  readonly of: (customer: WireRecord) => readonly Contact[];
  /** False where the list of contacts broke off. */
  readonly isWhole: boolean;
}

const accountKey = (id: string): string => id.trimEnd().toUpperCase();

/**
 * Lists come back with empty detail lists (acumatica.md 7.3), so each contact is asked for by itself. One that is gone by then is left out.
 */
async function withRoles(
  lists: ErpLists,
  view: View,
  contacts: readonly WireRecord[],
  signal: AbortSignal,
): Promise<readonly WireRecord[]> {
  const whole = await together(contacts.map((contact) => lists.get(view, keyOf(contact, 'NoteID'), signal)));
  return whole.filter((contact) => contact !== null);
}

/** Asks for nothing where there is no business customer. */
export async function readContactsOf(
  { lists, contactView, kinds }: Reader,
  customers: readonly WireRecord[],
  signal: AbortSignal,
): Promise<ContactIndex> {
  const businesses = customers.filter((customer) => kindOf(customer, kinds.organization) === 'company');
  if (businesses.length === 0) return { of: () => [], isWhole: true };
  const conditions = businesses.map(
    (customer) => `BusinessAccount eq ${quote(keyOf(customer, 'CustomerID'))}`,
  );
  const { records, isWhole } = await lists.listEvery(businessContactView, 'ContactID', conditions, signal);
  const byAccount = new Map<string, Map<string, Contact>>();
  for (const record of await withRoles(lists, contactView, records, signal)) {
    const account = accountKey(textOf(record, 'BusinessAccount') ?? '');
    const known = byAccount.get(account) ?? new Map<string, Contact>();
    byAccount.set(account, known);
    const contact = parseContact(record);
    known.set(contact.key, contact);
  }
  return {
    of: (customer) => [...(byAccount.get(accountKey(keyOf(customer, 'CustomerID')))?.values() ?? [])],
    isWhole,
  };
}

export function partiesOf(
  { settings, kinds }: Pick<Reader, 'settings' | 'kinds'>,
  customers: readonly WireRecord[],
  locations: LocationIndex,
  contacts: Pick<ContactIndex, 'of'>,
): readonly Party[] {
  return customers.map((customer) =>
    kindOf(customer, kinds.organization) === 'company'
      ? parseBusiness(customer, locations.of(customer), contacts.of(customer), settings)
      : parseParty(customer, locations.of(customer), settings),
  );
}
