/** What a commit may do to the two systems, and whether it kept to that. */
import type { Party, Side } from '../../shared/domain/party.ts';
import { workOf, type OperationSettings } from '../../shared/sync/operations.ts';
import type { Ledger } from '../../shared/sync/ledger-port.ts';
import type { MemoryTwin, TwinWrite } from '../support/memory-twin.ts';
import { ownValuesOf, sharedContentOf } from './content.ts';

type Twins = Readonly<Record<Side, MemoryTwin>>;
const sides: readonly Side[] = ['erp', 'shopify'];

interface Watch {
  /** The laws that were broken, in words. `late` are records that were edited after the preview. */
  judge(late: readonly Party[]): readonly string[];
  /** P7, of a run that came to its end: every row that was to be written has ended, and what failed is listed with its cause. */
  judgeEnds(): Promise<readonly string[]>;
}

/** To be called before a commit; its verdict afterwards. */
export async function watchCommit(
  twins: Twins,
  ledger: Ledger,
  planId: string,
  settings: OperationSettings,
): Promise<Watch> {
  /** Writes that the preview showed, per side: `kind key`; `new` for a record that the same row creates. */
  const shown: Record<Side, string[]> = { erp: [], shopify: [] };
  const toWrite = new Set<string>();
  /** The records as the preview read them. */
  const read = new Map<string, Party>();
  await ledger.eachPlanRow(planId, (row, records) => {
    const work = workOf(row, records, row.decision, settings);
    if (work !== null) toWrite.add(row.id);
    for (const party of [records.erp, records.shopify]) {
      if (party !== null) read.set(party.key, party);
    }
    for (const { side, kind, payload } of work?.operations ?? []) {
      const key = kind === 'deletePerson' ? payload.key : records[side]?.key;
      shown[side].push(`${kind} ${key ?? 'new'}`);
    }
  });
  const before = {
    erp: { writes: twins.erp.writes.length, keys: keysOf(twins.erp) },
    shopify: { writes: twins.shopify.writes.length, keys: keysOf(twins.shopify) },
  };

  function judgeSide(side: Side): readonly string[] {
    const { writes, keys } = before[side];
    const made = twins[side].writes.slice(writes);
    const told = ({ kind, key }: TwinWrite) => `${kind} ${key !== null && keys.has(key) ? key : 'new'}`;
    const allowed = new Set(shown[side]);
    const unshown = made.map(told).filter((write) => !allowed.has(write));
    const creates = made.filter(({ kind }) => kind === 'createCustomer').length;
    const createsShown = shown[side].filter((write) => write.startsWith('createCustomer ')).length;
    const held = keysOf(twins[side]);
    // Only an undo deletes, and it says so.
    const isDeleted = (key: string) =>
      allowed.has(`deleteCustomer ${key}`) || allowed.has(`deletePerson ${key}`);
    const lost = [...keys].filter((key) => !held.has(key) && !isDeleted(key));
    return [
      ...unshown.map((write) => `P2: ${write} in ${side} was not shown`),
      ...(creates > createsShown ? [`P6: ${creates} created in ${side}, ${createsShown} shown`] : []),
      ...lost.map((key) => `P5: ${key} is gone from ${side}`),
    ];
  }

  /** An edit of a field that no rule names makes no row stale, so that the rest of the record may be written. */
  function isEditLost(edited: Party, now: Party): boolean {
    const before = read.get(edited.key);
    const isShared = before === undefined || sharedContentOf(before) !== sharedContentOf(edited);
    if (isShared && sharedContentOf(now) !== sharedContentOf(edited)) return true;
    const [was, is, held] = [before ?? edited, edited, now].map(ownValuesOf);
    const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
    return [...keys].some((key) => was?.get(key) !== is?.get(key) && held?.get(key) !== is?.get(key));
  }

  return {
    judge: (late) => {
      const overwritten = late.filter((edited) => {
        const now = twins[edited.side].party(edited.key);
        return now !== null && isEditLost(edited, now);
      });
      return [
        ...sides.flatMap(judgeSide),
        ...overwritten.map(({ side, key }) => `P9: the late edit of ${key} in ${side} was overwritten`),
      ];
    },
    judgeEnds: async () => {
      const { items } = await ledger.planRows(planId, { offset: 0, limit: 10_000 });
      const records = await ledger.recordsByIds(items.map(({ id }) => id));
      const isListed = (id: string): boolean => {
        const record = records.get(id);
        return record?.cause != null && (record.status === 'failed' || record.status === 'aborted');
      };
      return [
        ...items
          .filter(({ id, ended }) => toWrite.has(id) && ended === undefined)
          .map(({ id }) => `P7: ${id} was left behind`),
        ...items
          .filter(({ id, ended }) => ended?.status === 'failed' && !isListed(id))
          .map(({ id }) => `P7: ${id} failed and is not listed`),
      ];
    },
  };
}

function keysOf(twin: MemoryTwin): ReadonlySet<string> {
  return new Set(twin.parties().map(({ key }) => key));
}
