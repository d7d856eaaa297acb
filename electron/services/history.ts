/** What was done, record by record, and what still waits: failures stay listed until they succeed (L6). */
import { AppError } from '../../shared/domain/app-error.ts';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import { companyGid, rowIdOfLink } from '../../shared/domain/ids.ts';
import type { FailureGroup } from '../../shared/ipc/contract.ts';
import { bringBack, isLeftAlone } from '../../shared/sync/link-end.ts';
import type { Ledger, RecordQuery, SyncRecord } from '../../shared/sync/ledger-port.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import { writtenPart } from './journal-parts.ts';

type HistoryMethod = 'history.runs' | 'history.run' | 'history.records' | 'history.parts' | 'history.retry';

const unsettled = ['failed', 'aborted'] as const;
const pageSize = 500;

async function unsettledRecords(ledger: Ledger): Promise<SyncRecord[]> {
  const records: SyncRecord[] = [];
  for (;;) {
    const page = await ledger.records({ statuses: unsettled, offset: records.length, limit: pageSize });
    records.push(...page.items);
    if (page.items.length === 0 || records.length >= page.total) return records;
  }
}

/** Failures with the same cause together, most frequent first, so that they can be mended together. */
export function groupFailures(records: readonly SyncRecord[]): FailureGroup[] {
  const groups = new Map<string, SyncRecord[]>();
  for (const record of records) {
    if (record.cause === null) continue;
    const group = groups.get(record.cause.code);
    if (group === undefined) groups.set(record.cause.code, [record]);
    else group.push(record);
  }
  return [...groups.values()]
    .map((members) => {
      const cause = members[0]?.cause;
      if (cause == null) throw new Error('a group has at least one cause');
      const { title, text } = describeError(cause.code, cause.params);
      return {
        code: cause.code,
        title,
        text,
        count: members.length,
        recordIds: members.map((record) => record.id),
      };
    })
    .toSorted((one, other) => other.count - one.count || one.code.localeCompare(other.code));
}

/**
 * Records whose link a person ended are left alone until they are named here (R32). Answers those that come back with the
 * next preview.
 */
async function bringBackDeleted(ledger: Ledger, recordIds: readonly string[]): Promise<SyncRecord[]> {
  const named = await ledger.recordsByIds(recordIds);
  const links = (await ledger.endedLinks()).filter(
    (link) => isLeftAlone(link) && named.get(rowIdOfLink(link.id))?.status === 'deleted',
  );
  await ledger.saveLinks(links.map(bringBack));
  return links.flatMap(({ id }) => named.get(rowIdOfLink(id)) ?? []);
}

function isCompany({ shopifyKey }: SyncRecord): boolean {
  return shopifyKey?.startsWith(companyGid('')) === true;
}

export function createHistoryServices({ sessions, clock }: JobRuntime): Pick<JobServices, HistoryMethod> {
  return {
    'history.runs': async ({ profileId }) => (await sessions.open(profileId)).ledger.runs(),

    'history.run': async ({ profileId, runId }) => {
      const { ledger } = await sessions.open(profileId);
      const run = await ledger.run(runId);
      if (run === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
      const failures = (await unsettledRecords(ledger)).filter((record) => record.lastRunId === runId);
      const undoneBy = (await ledger.runs()).filter(({ undoes }) => undoes?.runId === runId);
      return { run, causes: groupFailures(failures), undoneBy };
    },

    'history.records': async ({ profileId, ...query }) => {
      const { ledger } = await sessions.open(profileId);
      const page = await ledger.records(query as RecordQuery);
      const left = (await ledger.endedLinks()).filter(isLeftAlone);
      const ended = new Set(left.map(({ id }) => rowIdOfLink(id)));
      const canRetry = ({ id, status }: SyncRecord): boolean =>
        unsettled.some((each) => each === status) || (status === 'deleted' && ended.has(id));
      return {
        ...page,
        items: page.items.map((record) => ({
          ...record,
          canRetry: canRetry(record),
          hasParts: isCompany(record) && record.lastRunId !== null,
        })),
      };
    },

    'history.parts': async ({ profileId, runId, recordId }) => {
      const { ledger } = await sessions.open(profileId);
      if ((await ledger.run(runId)) === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
      const writes = (await ledger.journalWrites(runId)).filter(({ rowId }) => rowId === recordId);
      return (await ledger.journalEntries(writes.map(({ seq }) => seq))).map(writtenPart);
    },

    'history.retry': async ({ profileId, recordIds, causeCode }) => {
      const { ledger } = await sessions.open(profileId);
      const wanted = recordIds === undefined ? null : new Set(recordIds);
      const unsettledOnes = (await unsettledRecords(ledger)).filter(
        (record) =>
          (wanted === null || wanted.has(record.id)) &&
          (causeCode === undefined || record.cause?.code === causeCode),
      );
      const reset = [...unsettledOnes, ...(await bringBackDeleted(ledger, recordIds ?? []))];
      await ledger.saveRecords(
        reset.map((record) => ({
          ...record,
          status: 'prepared' as const,
          attempts: 0,
          cause: null,
          lastOperation: 'Set back to Prepared by a person',
          updatedAt: clock.now(),
        })),
      );
      return { reset: reset.length };
    },
  };
}
