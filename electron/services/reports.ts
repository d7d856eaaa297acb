/** The evidence of a run: what was approved, what was sent, and what the systems answered (L12: answers, not intentions). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { AppError } from '../../shared/domain/app-error.ts';
import { describeError, fillText } from '../../shared/domain/error-catalogue.ts';
import { noteCatalogue } from '../../shared/domain/note-catalogue.ts';
import { nameOf } from '../../shared/domain/party.ts';
import { changeSentence } from '../../shared/domain/record-change.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { legacyId } from '../../shared/domain/ids.ts';
import { fieldLabel } from '../../shared/mapping/field-rules.ts';
import { isSeparation } from '../../shared/sync/link-end.ts';
import type { PlanRow } from '../../shared/sync/plan.ts';
import type {
  JournalEntry,
  Ledger,
  Link,
  OperationKind,
  Run,
  SyncRecord,
} from '../../shared/sync/ledger-port.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import { partOf } from './journal-parts.ts';

const operationNames: Readonly<Record<OperationKind, string>> = {
  createCustomer: 'Customer created',
  updateCustomer: 'Customer updated',
  createLocation: 'Location created',
  updateLocation: 'Location updated',
  setDefaultLocation: 'Default location set',
  removeLocation: 'Location deactivated or deleted',
  deactivateCustomer: 'Customer set inactive',
  activateCustomer: 'Customer set active again',
  deleteCustomer: 'Customer deleted',
  deleteLocation: 'Location deleted',
  createContact: 'Contact created',
  updateContact: 'Contact updated',
  removeContact: 'Contact deactivated or removed',
  setContactRoles: 'Role of a contact set',
  setMainContact: 'Main contact set',
  deletePerson: 'Person deleted',
  addTags: 'Tags added',
  removeTags: 'Tags removed',
  setEmailConsent: 'Consent to marketing set',
  setFurther: 'Metafields or attributes set',
};

export interface ReportLine {
  readonly time: string;
  readonly system: string;
  readonly operation: string;
  readonly customer: string;
  readonly number: string;
  /** Which location or contact of it; empty for the customer itself. */
  readonly part: string;
  readonly outcome: string;
  readonly reason: string;
}

const columns: readonly (readonly [keyof ReportLine, string])[] = [
  ['time', 'Time (UTC)'],
  ['system', 'System'],
  ['operation', 'What was done'],
  ['customer', 'Customer'],
  ['number', 'Number'],
  ['outcome', 'Outcome'],
  ['reason', 'Reason'],
  // Came later: whoever reads the file by position finds the others where they were.
  ['part', 'Location or contact'],
];

function outcomeOf(entry: JournalEntry): string {
  if (entry.result === null) return 'Not known yet: resume the run';
  switch (entry.result.status) {
    case 'done':
      return 'Done';
    case 'refused':
      return 'Refused';
    case 'unknown':
      return 'Not known yet: resume the run';
  }
}

function lineOf(entry: JournalEntry, records: ReadonlyMap<string, SyncRecord>): ReportLine {
  const party = entry.result?.after ?? entry.before;
  const cause = entry.result?.cause ?? null;
  return {
    time: entry.at,
    system: entry.side === 'erp' ? 'MYOB Acumatica' : 'Shopify',
    operation: operationNames[entry.kind],
    customer: party === null ? (records.get(entry.rowId)?.name ?? '') : nameOf(party),
    number: party?.number ?? '',
    part: partOf(entry),
    outcome: outcomeOf(entry),
    reason: cause === null ? '' : describeError(cause.code, cause.params).text,
  };
}

/** Links as the run left them, whatever became of them since. Of a run of an older version only those of today are known. */
async function linksOf(run: Run, ledger: Ledger): Promise<readonly Link[]> {
  if (run.withoutLinkImages === true) return ledger.links();
  return (await ledger.linkChanges(run.id)).flatMap(({ after }) => after ?? []);
}

/** Links that a person made or ended in this run: nothing was sent for them, so the journal does not know them. */
function linesByHand(
  run: Run,
  links: readonly Link[],
  records: readonly SyncRecord[],
): readonly ReportLine[] {
  return links.flatMap((link) => {
    const isEnd = isSeparation(link);
    const made = isEnd ? link.ended?.byHand : link.byHand;
    if (made?.runId !== run.id) return [];
    const record = records.find(
      ({ erpKey, shopifyKey }) => erpKey === link.erpKey || shopifyKey === link.shopifyKey,
    );
    return [
      {
        time: (isEnd ? link.ended?.at : link.agreedAt) ?? '',
        system: 'Accord',
        operation: `${isEnd ? 'Unlinked' : 'Linked'} by ${made.person}`,
        customer: record?.name ?? '',
        number: link.erpNumber,
        part: '',
        outcome: 'Done',
        reason: `Shopify customer ${legacyId(link.shopifyKey)}`,
      },
    ];
  });
}

async function allRecords(ledger: Ledger): Promise<SyncRecord[]> {
  const records: SyncRecord[] = [];
  for (;;) {
    const page = await ledger.records({ offset: records.length, limit: 500 });
    records.push(...page.items);
    if (page.items.length === 0 || records.length >= page.total) return records;
  }
}

/** Why a row of an undo was kept: somebody left it out, it changed at the last moment, or what its parts say. */
function whyKept({ decision, ended, notes, undo }: PlanRow): string {
  if (decision?.include === false) return 'Left out by a person.';
  if (ended?.cause != null) return describeError(ended.cause.code, ended.cause.params).text;
  const kept = [...(undo?.parts ?? []), ...(undo?.link == null ? [] : [undo.link])]
    .filter(({ fate }) => fate === 'kept')
    .map(({ note }) => note);
  return [
    ...new Set([...notes, ...kept].map((note) => fillText(noteCatalogue[note.code], note.params))),
  ].join(' ');
}

/** What an undo left as it was: the journal says nothing of it, and the evidence must (L12). */
async function keptLines(ledger: Ledger, run: Run): Promise<readonly ReportLine[]> {
  if (run.undoes === undefined) return [];
  const lines: ReportLine[] = [];
  for (;;) {
    const query = { bucket: 'kept', offset: lines.length, limit: 500 } as const;
    const page = await ledger.planRows(run.planId, query);
    for (const row of page.items) {
      lines.push({
        time: run.finishedAt ?? run.startedAt,
        system: '',
        operation: 'Nothing taken back',
        customer: row.undo?.name ?? '',
        number: row.undo?.number ?? '',
        part: '',
        outcome: 'Kept',
        reason: whyKept(row),
      });
    }
    if (page.items.length === 0 || lines.length >= page.total) return lines;
  }
}

const changesOf = ({ changes = [] }: SyncRecord): readonly string[] =>
  changes.map((change) => changeSentence(change, fieldLabel));

/** Customers that the run came too late for: nothing was sent for them, and the report says what had changed (L3). */
function staleLines(run: Run, records: readonly SyncRecord[]): readonly ReportLine[] {
  return records
    .filter(({ lastRunId, changes }) => lastRunId === run.id && changes !== undefined)
    .map((record) => ({
      time: run.finishedAt ?? run.startedAt,
      system: '',
      operation: 'Nothing written',
      customer: record.name,
      number: record.erpNumber ?? '',
      part: '',
      outcome: 'Changed since the preview',
      reason: changesOf(record).join(' '),
    }));
}

async function document(profile: Profile, run: Run, ledger: Ledger) {
  const records = await allRecords(ledger);
  const byId = new Map(records.map((record) => [record.id, record]));
  const written = (await ledger.journal(run.id)).map((entry) => lineOf(entry, byId));
  const byHand = linesByHand(run, await linksOf(run, ledger), records);
  const stale = staleLines(run, records);
  const lines = [...written, ...byHand, ...stale, ...(await keptLines(ledger, run))];
  const waiting = records.filter((record) => record.status !== 'processed');
  return {
    title: run.undoes === undefined ? 'Accord run report' : 'Accord undo report',
    profile: { name: profile.name, store: profile.shopify?.domain, company: profile.erp?.tenant },
    run,
    plan: await ledger.plan(run.planId),
    lines,
    waiting: waiting.map((record) => {
      const { name, erpNumber, shopifyKey, status, cause } = record;
      const reason = cause === null ? null : describeError(cause.code, cause.params).text;
      return { name, erpNumber, shopifyKey, status, reason, changes: changesOf(record) };
    }),
  };
}

type Report = Awaited<ReturnType<typeof document>>;

const writers: Readonly<Record<'json' | 'csv' | 'xlsx', (report: Report) => Promise<string | Buffer>>> = {
  json: async (report) => `${JSON.stringify(report, null, 2)}\n`,
  // The byte order mark makes Excel read UTF-8; cells that could be taken for formulas are written as text.
  csv: async ({ lines }) =>
    stringify([...lines], {
      header: true,
      bom: true,
      escape_formulas: true,
      columns: columns.map(([key, header]) => ({ key, header })),
    }),
  xlsx: async ({ lines }) => {
    // Loaded by whoever wants such a file: a run that is resumed does not wait for it.
    const { default: writeXlsxFile } = await import('write-excel-file/node');
    return writeXlsxFile([
      columns.map(([, header]) => ({ value: header, fontWeight: 'bold' as const })),
      ...lines.map((line) => columns.map(([key]) => ({ value: line[key], type: String }))),
    ]).toBuffer();
  },
};

export function createReportServices({ sessions, paths }: JobRuntime): Pick<JobServices, 'report.write'> {
  return {
    'report.write': async ({ profileId, runId, format }, { profile }) => {
      const { ledger } = await sessions.open(profileId);
      const run = await ledger.run(runId);
      if (run === null) throw new AppError('RUN_MISSING', { params: { run: runId } });
      const report = await document(profile, run, ledger);
      const folder = paths.reportsFolder(profileId);
      const name = `run-${run.startedAt.replaceAll(/[:.]/g, '-')}.${format}`;
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), await writers[format](report), { mode: 0o600 });
      return { name, rows: report.lines.length };
    },
  };
}
