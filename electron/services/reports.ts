/** The evidence of a run: what was approved, what was sent, and what the systems answered (L12: answers, not intentions). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { AppError } from '../../shared/domain/app-error.ts';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import { nameOf } from '../../shared/domain/party.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { JournalEntry, Ledger, OperationKind, Run, SyncRecord } from '../../shared/sync/ports.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';

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
};

export interface ReportLine {
  readonly time: string;
  readonly system: string;
  readonly operation: string;
  readonly customer: string;
  readonly number: string;
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
    outcome: outcomeOf(entry),
    reason: cause === null ? '' : describeError(cause.code, cause.params).text,
  };
}

async function allRecords(ledger: Ledger): Promise<SyncRecord[]> {
  const records: SyncRecord[] = [];
  for (;;) {
    const page = await ledger.records({ offset: records.length, limit: 500 });
    records.push(...page.items);
    if (page.items.length === 0 || records.length >= page.total) return records;
  }
}

async function document(profile: Profile, run: Run, ledger: Ledger) {
  const records = await allRecords(ledger);
  const byId = new Map(records.map((record) => [record.id, record]));
  const lines = (await ledger.journal(run.id)).map((entry) => lineOf(entry, byId));
  const waiting = records.filter((record) => record.status !== 'processed');
  return {
    title: 'Accord run report',
    profile: { name: profile.name, store: profile.shopify?.domain, company: profile.erp?.tenant },
    run,
    plan: await ledger.plan(run.planId),
    lines,
    waiting: waiting.map(({ name, erpNumber, shopifyKey, status, cause }) => ({
      name,
      erpNumber,
      shopifyKey,
      status,
      reason: cause === null ? null : describeError(cause.code, cause.params).text,
    })),
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
  xlsx: async ({ lines }) =>
    writeXlsxFile([
      columns.map(([, header]) => ({ value: header, fontWeight: 'bold' as const })),
      ...lines.map((line) => columns.map(([key]) => ({ value: line[key], type: String }))),
    ]).toBuffer(),
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
