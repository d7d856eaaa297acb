/**
 * Guards look at a whole plan and halt its commit, never its preview, where something is wrong on a large scale: the
 * wrong store, an empty answer, a flood of changes, a wrong clock. Each is a pure judgement over counts (design 4.4, L4, L11).
 */
import type { GuardCode, GuardResult } from '../domain/guard-catalogue.ts';
import { otherSide, type Side } from '../domain/party.ts';
import type { GuardSettings } from '../domain/settings.ts';
import { systemNames } from '../mapping/note.ts';

/** One number for each system. */
export type SideCounts = Readonly<Record<Side, number>>;

export interface GuardInput {
  readonly settings: GuardSettings;
  readonly complete: Readonly<Record<Side, boolean>>;
  /** Only some records were read: nothing follows from what is not among them (L4). */
  readonly isPart?: boolean;
  /** Records read; where only some were, those that a full reading found. */
  readonly read: SideCounts;
  /** Links in the ledger. */
  readonly links: number;
  /** Links whose record of that side was not read. */
  readonly missing: SideCounts;
  /** Records that have no partner. */
  readonly unmatched: SideCounts;
  /** Rows that propose to deactivate or delete something in that system, or whose record there lost its partner. */
  readonly deactivations: SideCounts;
  /** Rows of linked records that would write to that system. */
  readonly updates: SideCounts;
  /** Linked records of that system that are no longer what the two agreed on. */
  readonly changed: SideCounts;
  /** Records that would be created in that system. */
  readonly creates: SideCounts;
  /** No run has copied everything yet: many new records are then what is wanted. */
  readonly isFirstCopy: boolean;
  /** Seconds by which the system's clock is ahead of this computer's; null where it did not tell. */
  readonly clockAhead: Readonly<Record<Side, number | null>>;
}

/** L11: fewer rows than this never halt a plan, whatever their share. */
const deactivationRows = 10;

/** Fewer new customers than this are growth, whatever their share: a small shop may double in a good month. */
const floodRows = 50;

const sides: readonly Side[] = ['erp', 'shopify'];

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** `system` and `side` name the system, `count` of `total` is what made the guard fire. */
function guardResult(code: GuardCode, side: Side, count: number, total: number): GuardResult {
  const params = { system: systemNames[side], side, count: String(count), total: String(total) };
  return { code, params };
}

/** L4: what was not read to its end says nothing about what is missing. */
export function incompleteRead({ complete, read }: GuardInput): readonly GuardResult[] {
  return sides
    .filter((side) => !complete[side])
    .map((side) => guardResult('incompleteRead', side, read[side], read[side]));
}

/** L4: a system that answers "nothing" although records of it are linked. */
export function emptySide({ complete, isPart, read, links }: GuardInput): readonly GuardResult[] {
  if (isPart === true) return [];
  return sides
    .filter((side) => complete[side] && read[side] === 0 && links > 0)
    .map((side) => guardResult('emptySide', side, links, links));
}

/**
 * Most of the linked records of a side are not there: is this the right store, the right company? With few links, only
 * where both systems are full of records that know no partner. Without links it is a first sync, and exempt.
 */
export function wrongStore(input: GuardInput): readonly GuardResult[] {
  const { settings, complete, read, links, missing, unmatched } = input;
  const isMost = (part: number, whole: number): boolean => share(part, whole) > settings.unmatchedShare;
  const strangers = sides.every(
    (side) => read[side] >= settings.minimumRows && isMost(unmatched[side], read[side]),
  );
  if (links < settings.minimumRows && !strangers) return [];
  return sides
    .filter((side) => complete[side] && read[side] > 0 && isMost(missing[side], links))
    .map((side) => guardResult('wrongStore', side, missing[side], links));
}

/** L11: more than ten rows and more than the set share of a side would be deactivated or deleted, decided or not. */
export function massDeactivation({ settings, read, deactivations }: GuardInput): readonly GuardResult[] {
  return sides
    .filter((side) => deactivations[side] > deactivationRows)
    .filter((side) => share(deactivations[side], read[side]) > settings.deactivateShare)
    .map((side) => guardResult('massDeactivation', side, deactivations[side], read[side]));
}

/** A sweep over most of the linked records is more often a mistake in one system than a wish. */
export function massUpdate({ settings, links, updates }: GuardInput): readonly GuardResult[] {
  return sides
    .filter((side) => updates[side] > settings.minimumRows)
    .filter((side) => share(updates[side], links) > settings.updateShare)
    .map((side) => guardResult('massUpdate', side, updates[side], links));
}

/** Every linked record of a side was changed: by an import or another program, hardly by people. */
export function allChanged({ settings, links, missing, changed }: GuardInput): readonly GuardResult[] {
  return sides.flatMap((side) => {
    const known = links - missing[side];
    const isAll = known > settings.minimumRows && share(changed[side], known) >= settings.changedShare;
    return isAll ? [guardResult('allChanged', side, changed[side], known)] : [];
  });
}

/** After a first copy, most of one side missing on the other means that links or records were lost. */
export function createFlood({ settings, read, creates, isFirstCopy }: GuardInput): readonly GuardResult[] {
  if (isFirstCopy) return [];
  return sides.flatMap((side) => {
    const source = otherSide(side);
    const isFlood = creates[side] > floodRows && share(creates[side], read[source]) > settings.createShare;
    if (!isFlood) return [];
    const { code, params } = guardResult('createFlood', side, creates[side], read[source]);
    return [{ code, params: { ...params, source: systemNames[source] } }];
  });
}

/** What changed since a reading is asked for by time; clocks that are apart by more than the overlap would hide some of it. */
export function clockSkew({ settings, clockAhead }: GuardInput): readonly GuardResult[] {
  return sides.flatMap((side) => {
    const seconds = clockAhead[side];
    if (seconds === null || Math.abs(seconds) <= settings.clockSkewSeconds) return [];
    const minutes = Math.round(Math.abs(seconds) / 60);
    const { code, params } = guardResult('clockSkew', side, minutes, minutes);
    const direction = seconds > 0 ? 'ahead of' : 'behind';
    return [{ code, params: { ...params, minutes: minutes.toLocaleString('en-AU'), direction } }];
  });
}

const guards = [
  incompleteRead,
  emptySide,
  wrongStore,
  massDeactivation,
  massUpdate,
  allChanged,
  createFlood,
  clockSkew,
] as const;

/** All guards that fire, in the order a person should read them. */
export function checkGuards(input: GuardInput): readonly GuardResult[] {
  return guards.flatMap((guard) => guard(input));
}
