/**
 * What one row of a run did to links. Mostly to one of them; a row that a person linked by hand also ends the links that its
 * records had, and keeps in mind who was taken apart.
 */
import { separate } from './link-end.ts';
import type { Link, LinkChange } from './ledger-port.ts';

/** A change is of one link: both images have its id. */
export function changedLinkId({ before, after }: LinkChange): string {
  return (after ?? before)?.id ?? '';
}

export function isSamePair(one: Link, other: Link): boolean {
  return one.erpKey === other.erpKey && one.shopifyKey === other.shopifyKey;
}

/** The change of the row's own link: the one it made or went on with, else the one it ended. The others went with it. */
export function ownChange(changes: readonly LinkChange[]): LinkChange | null {
  return changes.find(({ after }) => after !== null && after.ended === undefined) ?? changes[0] ?? null;
}

/** Whether the link's old pair was taken apart and another one has its id; a partner that was made again is the same pair. */
export function isGivenAway({ before, after }: LinkChange, changes: readonly LinkChange[]): boolean {
  if (before === null || after === null || after.ended !== undefined) return false;
  const { id } = separate(before, '', null);
  return !isSamePair(before, after) && changes.some((change) => changedLinkId(change) === id);
}

/** Links that hold again when the change is taken back, and did not hold after it. */
function revived({ before, after }: LinkChange): readonly Link[] {
  if (before === null || after === null || before.ended !== undefined) return [];
  return after.ended === undefined && isSamePair(before, after) ? [] : [before];
}

export function revivesAny(changes: readonly LinkChange[]): boolean {
  return changes.some((change) => revived(change).length > 0);
}

/** Whether a row's links, taken back, need records that the links after the undo leave to somebody else. */
export function needsTaken(
  changes: readonly LinkChange[],
  holders: ReadonlyMap<string, readonly string[]>,
): boolean {
  const own = new Set(changes.map(changedLinkId));
  const isTaken = (key: string) => (holders.get(key) ?? []).some((id) => !own.has(id));
  return changes.flatMap(revived).some(({ erpKey, shopifyKey }) => isTaken(erpKey) || isTaken(shopifyKey));
}

/** Links by the keys of both records, those that hold and are not in `without`; the two systems' keys never look alike. */
export function holdersOf(
  links: Iterable<Link>,
  without: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const { id, erpKey, shopifyKey, ended } of links) {
    if (ended !== undefined || without.has(id)) continue;
    for (const key of [erpKey, shopifyKey]) holders.set(key, [...(holders.get(key) ?? []), id]);
  }
  return holders;
}

/** Ids of links that the run made and that are gone once it is taken back. */
export function madeLinkIds(changes: readonly LinkChange[]): readonly string[] {
  return changes
    .filter(
      ({ before, after }) =>
        after !== null && after.ended === undefined && (before === null || !isSamePair(before, after)),
    )
    .map(changedLinkId);
}
