/** Which location or contact of a record a write of the journal was about, in the words of the people who know it. */
import { joinName, nameOf } from '../../shared/domain/party.ts';
import type { WrittenPart } from '../../shared/ipc/contract.ts';
import type { JournalEntry } from '../../shared/sync/ledger-port.ts';

/** The key that the write was about, where it was about a part: what it made, or what it was sent for. */
function partKey({ payload, result }: JournalEntry): string | null {
  if (result?.createdKey != null) return result.createdKey;
  const sent: unknown = payload;
  return typeof sent === 'object' && sent !== null && 'key' in sent && typeof sent.key === 'string'
    ? sent.key
    : null;
}

/** What was to be made and was refused has no key; its name is in what was sent. */
function sentName(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return '';
  const { name, values } = payload as { readonly name?: unknown; readonly values?: unknown };
  if (typeof name === 'string') return name;
  if (typeof values !== 'object' || values === null) return '';
  const { firstName, lastName, email, address1 } = values as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return joinName(text(firstName), text(lastName)) ?? text(email) ?? text(address1) ?? '';
}

/** Empty where the write was about the record itself. */
export function partOf(entry: JournalEntry): string {
  if (entry.kind.endsWith('Customer')) return '';
  const key = partKey(entry);
  for (const party of [entry.result?.after ?? null, entry.before]) {
    const location = party?.locations.find((each) => each.key === key);
    if (location !== undefined) return location.name ?? location.values.address1 ?? location.key;
    const contact = party?.business?.contacts.find((each) => each.key === key);
    if (contact !== undefined) {
      return (
        joinName(contact.values.firstName, contact.values.lastName) ?? contact.values.email ?? contact.number
      );
    }
  }
  return sentName(entry.payload);
}

export function writtenPart(entry: JournalEntry): WrittenPart {
  const party = entry.result?.after ?? entry.before;
  return {
    side: entry.side,
    kind: entry.kind,
    part: partOf(entry),
    record: party === null ? null : `${nameOf(party)} (${party.number})`,
    outcome: entry.result?.status ?? 'unknown',
    cause: entry.result?.cause ?? null,
  };
}
