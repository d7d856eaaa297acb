import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/domain/app-error.ts';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import { summarise } from '../../shared/domain/party.ts';
import {
  noDecision,
  verbs,
  type PlanHeader,
  type PlanRow,
  type PlanRowRecords,
} from '../../shared/sync/plan.ts';
import type { Intent, Link, RowQuery, Run, SyncRecord } from '../../shared/sync/ledger-port.ts';
import { identitiesOf } from '../../shared/sync/row-identities.ts';
import { matchesRow } from '../../shared/sync/row-filter.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import { openDatabase } from './database.ts';
import { migrations } from './ledger-schema.ts';
import { openLedger, type OpenLedger } from './ledger.ts';
import { storageError } from './storage-error.ts';

let folder: string;
let file: string;
let ledger: OpenLedger;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-ledger-'));
  file = join(folder, 'profiles', 'harbour', 'ledger.sqlite');
  ledger = await openLedger(file, createTestClock());
});
afterEach(async () => {
  ledger.close();
  await rm(folder, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  ledger.close();
  ledger = await openLedger(file, createTestClock());
}

const surnames = ['Ngata', 'Nguyen', 'O’Brien', '100%', 'under_score', 'Rossi'];

function entry(number: number): { row: PlanRow; records: PlanRowRecords } {
  const person = {
    firstName: `Ann${number}`,
    lastName: surnames[number % surnames.length] ?? null,
    email: `ann${number}@example.com`,
  };
  const erp = number % 3 === 0 ? null : erpParty(number, person);
  const shopify = erp === null || number % 2 === 0 ? shopifyParty(number, person) : null;
  const row: PlanRow = {
    id: `row-${number}`,
    entity: number % 3 === 0 ? 'company' : 'customer',
    verb: verbs[number % verbs.length] ?? 'equal',
    target: (['erp', 'shopify', 'both', 'none'] as const)[number % 4] ?? 'none',
    erp: erp === null ? null : summarise(erp),
    shopify: shopify === null ? null : summarise(shopify),
    linkId: null,
    fields: [],
    locations: [],
    defaultChange: null,
    evidence: [],
    candidates: [],
    ...(number % 5 === 0
      ? {
          suggestions: [
            { side: 'erp' as const, summary: summarise(erpParty(900, person)), score: 0.9, fields: [] },
          ],
        }
      : {}),
    notes: [],
    newNumber: null,
    beforeHash: { erp: erp?.key ?? null, shopify: shopify?.key ?? null },
    cost: { erpRequests: 1, shopifyPoints: 0 },
    decision: number % 7 === 0 ? { ...noDecision, include: false } : null,
  };
  return { row, records: { erp, shopify, candidates: [] } };
}

const entries = (count: number) => Array.from({ length: count }, (_, number) => entry(number));
const header = (id: string) => ({ id, profileId: 'harbour', sha256: id }) as PlanHeader;

const run = (id: string, state: Run['state'], planId = 'plan-1'): Run => ({
  id,
  profileId: 'harbour',
  planId,
  planSha256: 'hash',
  state,
  startedAt: '2026-03-02T00:00:00.000Z',
  finishedAt: null,
  counts: { written: { erp: 0, shopify: 0 }, linked: 0, failed: 0, stale: 0, waiting: 0 },
  firstRowsPerVerb: null,
  cause: null,
});

const intent: Intent = {
  runId: 'run-1',
  rowId: 'row-1',
  step: 0,
  side: 'erp',
  kind: 'updateCustomer',
  key: 'key',
  payload: { values: { firstName: 'Mia' } },
  before: erpParty(1),
};

describe('openLedger', () => {
  it('keeps links and counts their changes', async () => {
    const link = { id: 'link-1', erpKey: 'e', shopifyKey: 's', agreed: {}, locations: [] } as unknown as Link;
    const serial = await ledger.linkSerial();
    await ledger.saveLinks([link]);
    await ledger.saveLinks([{ ...link, erpNumber: 'C1' }]);
    await ledger.saveLinks([]);
    await reopen();
    expect(await ledger.links()).toEqual([{ ...link, erpNumber: 'C1' }]);
    expect(await ledger.linkSerial()).toBe(serial + 2);
    expect(await ledger.endedLinks()).toEqual([]);
    expect(await ledger.linksByIds(['link-1', 'none'])).toEqual([{ ...link, erpNumber: 'C1' }]);
    const ended = { ...link, id: 'link-2', ended: { at: '2026-03-02', survivorHash: 'hash' } };
    await ledger.saveLinks([ended]);
    expect(await ledger.endedLinks()).toEqual([ended]);
    await ledger.saveLinks([{ ...link, id: 'link-2' }]);
    expect(await ledger.endedLinks()).toEqual([]);
  });

  it('pages through rows exactly as the filter says, for any question', async () => {
    const all = entries(300);
    await ledger.savePlan(header('plan-1'), all);
    await ledger.savePlan(header('plan-2'), entries(5));
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            verbs: fc.subarray([...verbs]),
            entity: fc.constantFrom('customer' as const, 'company' as const),
            needPerson: fc.boolean(),
            suggested: fc.boolean(),
            unmatched: fc.constantFrom('erp' as const, 'shopify' as const),
            target: fc.constantFrom('erp' as const, 'shopify' as const),
            search: fc.constantFrom('ann1', 'NGUYEN', '%', '_', 'o’b', '  rossi ', 'C0000', 'zzz', "'"),
          },
          { requiredKeys: [] },
        ),
        fc.integer({ min: 0, max: 320 }),
        fc.integer({ min: 1, max: 120 }),
        async (filter, offset, limit) => {
          const query: RowQuery = { ...filter, offset, limit };
          const wanted = all.map(({ row }) => row).filter((row) => matchesRow(row, query));
          const page = await ledger.planRows('plan-1', query);
          expect(page.total).toBe(wanted.length);
          expect(page.items).toEqual(wanted.slice(offset, offset + limit));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('visits all rows with their records in plan order, and finds one by its id', async () => {
    const all = entries(600);
    await ledger.savePlan(header('plan-1'), all);
    const visited: { row: PlanRow; records: PlanRowRecords }[] = [];
    await ledger.eachPlanRow('plan-1', async (row, records) => void visited.push({ row, records }));
    expect(visited).toEqual(all);
    expect(await ledger.planRow('plan-1', 'row-77')).toEqual(all[77]);
    expect(await ledger.planRow('plan-1', 'none')).toBeNull();
    expect(await ledger.plan('plan-1')).toEqual(header('plan-1'));
    expect(await ledger.plan('none')).toBeNull();
  });

  const totals = { needPerson: 3, proposals: 1 } as PlanHeader['totals'];

  it('stores decisions, takes them back, and lists those of the newest plan', async () => {
    await ledger.savePlan(header('plan-1'), entries(14));
    const conflict = entries(14).find(({ row }) => row.verb === 'conflict')?.row.id ?? '';
    const decision = { ...noDecision, include: false };
    await ledger.saveDecisions(
      'plan-1',
      new Map([
        [conflict, decision],
        ['row-7', null],
        ['none', decision],
      ]),
      totals,
    );
    expect((await ledger.latestPlan())?.totals).toEqual(totals);
    await reopen();
    expect((await ledger.planRow('plan-1', conflict))?.row.decision).toEqual(decision);
    const waiting = await ledger.planRows('plan-1', { needPerson: true, offset: 0, limit: 50 });
    expect(waiting.items.map(({ id }) => id)).not.toContain(conflict);
    const decided = await ledger.decisions();
    expect([...decided.keys()].toSorted()).toEqual([conflict, 'row-0'].toSorted());
    const { row } = entries(14).find((each) => each.row.id === conflict) ?? entry(0);
    expect(decided.get(conflict)).toMatchObject({
      beforeHash: row.beforeHash,
      keys: { erp: row.erp?.key ?? null, shopify: row.shopify?.key ?? null },
    });
  });

  it('keeps a person\u2019s word on the guards with its plan, also when rows are decided afterwards', async () => {
    await ledger.savePlan(header('plan-1'), entries(3));
    await ledger.savePlan(header('plan-2'), entries(3));
    const word = { sha256: 'plan-1', guards: ['massUpdate' as const], by: 'rosa', at: '2026-03-02' };
    await ledger.saveGuardOverride('plan-1', word);
    await ledger.saveGuardOverride('none', word);
    await ledger.saveDecisions('plan-1', new Map([['row-0', null]]), totals);
    await reopen();
    expect(await ledger.plan('plan-1')).toEqual({ ...header('plan-1'), totals, guardOverride: word });
    expect(await ledger.plan('plan-2')).toEqual(header('plan-2'));
  });

  it('puts rows in the place of one, again and again, and stores the header with them', async () => {
    const all = entries(20);
    await ledger.savePlan(header('plan-1'), all);
    await ledger.replaceRow({ ...header('plan-1'), sha256: 'second' }, 'row-4', [entry(104), entry(105)]);
    await ledger.replaceRow({ ...header('plan-1'), sha256: 'third' }, 'row-104', [
      entry(204),
      entry(205),
      entry(206),
    ]);
    await ledger.replaceRow({ ...header('plan-1'), sha256: 'fourth' }, 'row-19', [entry(219), entry(220)]);
    await reopen();
    const wanted = [
      ...all.slice(0, 4),
      ...[204, 205, 206, 105].map(entry),
      ...all.slice(5, 19),
      ...[219, 220].map(entry),
    ];
    const visited: { row: PlanRow; records: PlanRowRecords }[] = [];
    await ledger.eachPlanRow('plan-1', (row, records) => void visited.push({ row, records }));
    expect(visited).toEqual(wanted);
    const page = await ledger.planRows('plan-1', { offset: 4, limit: 5 });
    expect(page.items).toEqual(wanted.slice(4, 9).map(({ row }) => row));
    expect(page.total).toBe(wanted.length);
    expect((await ledger.latestPlan())?.sha256).toBe('fourth');
    await expect(ledger.replaceRow(header('plan-1'), 'row-4', [])).rejects.toMatchObject({
      code: 'ROW_MISSING',
    });
    // Two rows become one; when one of them is missing, nothing has changed.
    const both = ledger.replaceRow(header('plan-1'), 'row-6', [entry(306)], ['row-8', 'none']);
    await expect(both).rejects.toMatchObject({ code: 'ROW_MISSING' });
    expect((await ledger.planRows('plan-1', { offset: 0, limit: 1 })).total).toBe(wanted.length);
    await ledger.replaceRow(header('plan-1'), 'row-6', [entry(306)], ['row-8']);
    const ids = (await ledger.planRows('plan-1', { offset: 8, limit: 4 })).items.map(({ id }) => id);
    expect(ids).toEqual(['row-5', 'row-306', 'row-7', 'row-9']);
  });

  it('tells of every row what another one may have to know', async () => {
    const all = entries(20);
    await ledger.savePlan(header('plan-1'), all);
    const told = await ledger.planIdentities('plan-1');
    expect(new Map(told.map((each) => [each.id, each]))).toEqual(
      new Map(all.map(({ row }) => [row.id, identitiesOf(row)])),
    );
  });

  it('goes on with a plan that a ledger of the first form holds', async () => {
    ledger.close();
    const old = openDatabase(join(folder, 'old.sqlite'), migrations.slice(0, 1));
    const { row } = entry(3);
    old
      .sql(
        `INSERT INTO plan_rows (plan_id, position, row_id, verb, to_erp, to_shopify, needs_person, search, json)
         VALUES ('plan-1', 0, ?, ?, 0, 0, 0, '', ?)`,
      )
      .run(row.id, row.verb, JSON.stringify(row));
    old.close();
    ledger = await openLedger(join(folder, 'old.sqlite'), createTestClock());
    expect(await ledger.planIdentities('plan-1')).toMatchObject([{ id: row.id, erp: row.erp }]);
    expect(await ledger.endedLinks()).toEqual([]);
  });

  it('replaces a plan of the same id, and keeps three plans and the one a run still needs', async () => {
    await ledger.savePlan(header('plan-1'), entries(3));
    await ledger.savePlan(header('plan-1'), entries(2));
    expect((await ledger.planRows('plan-1', { offset: 0, limit: 10 })).total).toBe(2);
    await ledger.saveRun(run('run-1', 'stopped'));
    for (const id of ['plan-2', 'plan-3', 'plan-4', 'plan-5']) await ledger.savePlan(header(id), entries(2));
    const kept = async () => {
      const plans = await Promise.all(
        ['plan-1', 'plan-2', 'plan-3', 'plan-4', 'plan-5', 'plan-6'].map((id) => ledger.plan(id)),
      );
      return plans.flatMap((plan) => plan?.id ?? []);
    };
    expect(await kept()).toEqual(['plan-1', 'plan-3', 'plan-4', 'plan-5']);
    expect((await ledger.planRows('plan-2', { offset: 0, limit: 10 })).total).toBe(0);
    await ledger.saveRun(run('run-1', 'finished'));
    await ledger.savePlan(header('plan-6'), entries(1));
    expect(await kept()).toEqual(['plan-4', 'plan-5', 'plan-6']);
    expect((await ledger.latestPlan())?.id).toBe('plan-6');
  });

  it('keeps the last whole reading, however many smaller previews come after it', async () => {
    const whole = {
      complete: true,
      count: 2,
      locationCount: 0,
      asOf: '2026-03-01T00:00:00.000Z',
      requests: 1,
      points: 0,
    };
    const read = { erp: whole, shopify: whole };
    await ledger.savePlan({ ...header('plan-1'), read }, entries(2));
    for (const id of ['plan-2', 'plan-3', 'plan-4', 'plan-5']) {
      await ledger.savePlan({ ...header(id), read, scope: { asked: { kind: 'changes' } } }, entries(1));
    }
    await ledger.savePlan({ ...header('plan-6'), read: { ...read, erp: { ...whole, complete: false } } }, []);
    expect((await ledger.latestReading())?.id).toBe('plan-1');
    const records: unknown[] = [];
    await ledger.eachPlanRecords('plan-1', (each) => void records.push(each));
    expect(records).toHaveLength(2);
    const scope = { asked: { kind: 'changes' }, forced: 'age' } as const;
    await ledger.savePlan({ ...header('plan-7'), read, scope }, entries(1));
    expect((await ledger.latestReading())?.id).toBe('plan-7');
    expect(await ledger.plan('plan-1')).toBeNull();
  });

  it('a plan that fails halfway leaves the plan before it', async () => {
    await ledger.savePlan(header('plan-1'), entries(3));
    function* broken() {
      yield* entries(2);
      throw new Error('the reader failed');
    }
    await expect(ledger.savePlan(header('plan-2'), broken())).rejects.toThrow('the reader failed');
    expect((await ledger.latestPlan())?.id).toBe('plan-1');
    expect((await ledger.planRows('plan-1', { offset: 0, limit: 10 })).total).toBe(3);
  });

  it('lists runs with the newest first', async () => {
    await ledger.saveRun(run('run-1', 'running'));
    await ledger.saveRun(run('run-2', 'running'));
    await ledger.saveRun(run('run-1', 'finished'));
    expect((await ledger.runs()).map(({ id, state }) => [id, state])).toEqual([
      ['run-2', 'running'],
      ['run-1', 'finished'],
    ]);
    expect(await ledger.run('none')).toBeNull();
  });

  it('keeps records, finds them by status and text, and counts every status', async () => {
    const record = (number: number, status: SyncRecord['status']): SyncRecord => ({
      id: `row-${number}`,
      name: surnames[number % surnames.length] ?? '',
      erpNumber: `C${number}`,
      erpKey: null,
      shopifyKey: null,
      status,
      lastOperation: '',
      cause: null,
      attempts: 0,
      lastRunId: null,
      updatedAt: new Date(Date.UTC(2026, 0, 1 + number)).toISOString(),
    });
    const records = Array.from({ length: 12 }, (_, number) =>
      record(number, number % 2 === 0 ? 'failed' : 'processed'),
    );
    await ledger.saveRecords(records);
    await ledger.saveRecords([record(2, 'aborted')]);
    await reopen();
    expect(await ledger.recordCounts()).toMatchObject({ failed: 5, processed: 6, aborted: 1, stale: 0 });
    const page = await ledger.records({ statuses: ['failed', 'aborted'], offset: 1, limit: 2 });
    expect(page).toMatchObject({ total: 6, items: [{ id: 'row-8' }, { id: 'row-6' }] });
    expect((await ledger.records({ search: '100%', offset: 0, limit: 10 })).total).toBe(2);
    expect([...(await ledger.recordsByIds(['row-1', 'none'])).values()]).toEqual([records[1]]);
  });

  describe('L5 the journal', () => {
    it('remembers intents and their results, the last result last', async () => {
      const first = await ledger.appendIntent(intent);
      const second = await ledger.appendIntent({ ...intent, step: 1 });
      await ledger.appendIntent({ ...intent, runId: 'run-2' });
      const unknown = { seq: first, status: 'unknown', after: null, createdKey: null, cause: null } as const;
      await ledger.appendResult(unknown);
      await ledger.appendResult({ ...unknown, status: 'done', after: erpParty(1) });
      await reopen();
      const journal = await ledger.journal('run-1');
      expect(journal).toEqual([
        {
          ...intent,
          seq: first,
          at: expect.any(String),
          result: { ...unknown, status: 'done', after: erpParty(1) },
        },
        { ...intent, step: 1, seq: second, at: expect.any(String), result: null },
      ]);
      expect(second).toBeGreaterThan(first);
      expect(await ledger.journalWrites('run-1')).toEqual([
        { seq: first, rowId: intent.rowId, side: intent.side, status: 'done' },
        { seq: second, rowId: intent.rowId, side: intent.side, status: null },
      ]);
      expect(await ledger.journalEntries([second, first])).toEqual(journal.toReversed());
    });

    describe('that is not as it was written is refused, and says what to do', () => {
      /** What somebody with the file open could do to the second run's journal. */
      async function altered(sql: string): Promise<unknown> {
        const first = await ledger.appendIntent(intent);
        await ledger.appendIntent({ ...intent, runId: 'run-2' });
        await ledger.appendResult({ seq: first, status: 'done', after: null, createdKey: null, cause: null });
        await ledger.appendIntent({ ...intent, step: 1 });
        expect(await ledger.journal('run-1')).toHaveLength(2);
        ledger.close();
        const other = new DatabaseSync(file);
        other.exec(sql);
        other.close();
        ledger = await openLedger(file, createTestClock());
        const thrown = await ledger.journal('run-1').catch((error: unknown) => error);
        // What a resume asks is refused as well: nothing is said of a journal that is not whole.
        expect(await ledger.journalWrites('run-1').catch((error: unknown) => error)).toEqual(thrown);
        expect(await ledger.journal('run-2')).toHaveLength(1);
        return thrown;
      }

      it.each([
        [
          'an intent was changed',
          "UPDATE journal_lines SET json = replace(json, 'Mia', 'Max') WHERE seq = 1",
          'line 1 was changed',
        ],
        [
          'a result was changed',
          "UPDATE journal_lines SET json = replace(json, 'done', 'refused') WHERE seq = 3",
          'line 2 was changed',
        ],
        [
          'a line is torn',
          'UPDATE journal_lines SET json = substr(json, 1, 20) WHERE seq = 4',
          'line 3 was changed',
        ],
        ['a line was removed', 'DELETE FROM journal_lines WHERE seq = 3', 'line 2 is missing'],
        [
          'its last line was removed',
          'DELETE FROM journal_lines WHERE seq = 4',
          'lines after line 2 are missing',
        ],
        [
          'all of it was removed',
          "DELETE FROM journal_lines WHERE run_id = 'run-1'",
          'lines after line 0 are missing',
        ],
        [
          'a line of another run was put in',
          'UPDATE journal_lines SET json = (SELECT json FROM journal_lines WHERE seq = 2), checksum = (SELECT checksum FROM journal_lines WHERE seq = 2) WHERE seq = 1',
          'line 1 was changed',
        ],
        [
          'two lines were exchanged',
          'UPDATE journal_lines SET number = 4 WHERE seq = 1; UPDATE journal_lines SET number = 1 WHERE seq = 4; UPDATE journal_lines SET number = 3 WHERE seq = 1',
          'line 1 was changed',
        ],
        [
          'a result was given to another write',
          'UPDATE journal_lines SET intent = 4 WHERE seq = 3',
          'line 2 was changed',
        ],
      ])('%s', async (_what, sql, reason) => {
        const thrown = await altered(sql);
        expect(thrown).toMatchObject({
          code: 'LEDGER_CORRUPT',
          params: { file, reason: `${reason} in the journal of run run-1` },
        });
        const { params } = thrown as AppError;
        expect(describeError('LEDGER_CORRUPT', params).text).toMatch(
          /run-1.*Restore it from a backup, or move it away/,
        );
      });
    });

    it('of a ledger of the second form goes on, and a line changed there is refused', async () => {
      ledger.close();
      const old = (name: string, changed: boolean) => {
        const database = openDatabase(join(folder, name), migrations.slice(0, 2));
        const sum = (owner: string, text: string) => hash('sha256', `${owner}\n${text}`);
        const text = JSON.stringify({ ...intent, at: 'then' });
        const result = JSON.stringify({ seq: 7, status: 'done', after: null, createdKey: null, cause: null });
        database
          .sql('INSERT INTO journal (seq, run_id, json, checksum) VALUES (7, ?, ?, ?)')
          .run('run-1', changed ? text.replace('Mia', 'Max') : text, sum('run-1', text));
        database
          .sql('INSERT INTO journal_results (seq, json, checksum) VALUES (7, ?, ?)')
          .run(result, sum('7', result));
        database.close();
        return openLedger(join(folder, name), createTestClock());
      };
      await expect(old('changed.sqlite', true)).rejects.toMatchObject({ code: 'LEDGER_CORRUPT' });
      ledger = await old('old.sqlite', false);
      const [entry] = await ledger.journal('run-1');
      expect(entry).toMatchObject({ ...intent, at: 'then', result: { seq: entry?.seq, status: 'done' } });
      await ledger.appendIntent({ ...intent, step: 1 });
      expect(await ledger.journal('run-1')).toHaveLength(2);
    });

    it('syncs every line to the disk before it is acknowledged', () => {
      const database = openDatabase(file, migrations);
      const setting = (name: string) => database.sql(`PRAGMA ${name}`).get()?.[name];
      // 2 is FULL: a commit returns once the log is on the disk (https://www.sqlite.org/pragma.html#pragma_synchronous).
      expect([setting('synchronous'), setting('journal_mode')]).toEqual([2, 'wal']);
      database.close();
    });

    it('has every line that was acknowledged, although the process was killed', async () => {
      ledger.close();
      const script = `
        const { openLedger } = await import(${JSON.stringify(new URL('ledger.ts', import.meta.url).href)});
        const ledger = await openLedger(${JSON.stringify(file)}, { now: () => '' });
        for (;;) {
          const seq = await ledger.appendIntent(${JSON.stringify(intent)});
          process.stdout.write(seq + '\\n');
        }`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.length > 100) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      ledger = await openLedger(file, createTestClock());
      const kept = (await ledger.journal('run-1')).map(({ seq }) => seq);
      const acknowledged = said.split('\n').slice(0, -1).map(Number);
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged);
    });
  });

  describe('trouble with the file', () => {
    it('is for its owner alone', async () => {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    });

    it('refuses what is no ledger and leaves it as it is', async () => {
      const other = join(folder, 'other.sqlite');
      await writeFile(other, 'This is a letter, not a ledger. '.repeat(400));
      const before = await readFile(other, 'utf8');
      await expect(openLedger(other, createTestClock())).rejects.toMatchObject({
        code: 'LEDGER_CORRUPT',
        params: { file: other },
      });
      expect(await readFile(other, 'utf8')).toBe(before);
    });

    it('refuses a ledger of a newer Accord', async () => {
      ledger.close();
      const other = new DatabaseSync(file);
      other.exec('PRAGMA user_version = 99');
      other.close();
      await expect(openLedger(file, createTestClock())).rejects.toMatchObject({ code: 'LEDGER_CORRUPT' });
    });

    it('refuses a damaged ledger instead of reading nothing from it (L4)', async () => {
      await ledger.savePlan(header('plan-1'), entries(400));
      ledger.close();
      const bytes = await readFile(file);
      bytes.fill(0x5a, 4096 * 3, bytes.length);
      await writeFile(file, bytes);
      const read = async () => {
        ledger = await openLedger(file, createTestClock());
        await ledger.links();
        await ledger.planRows('plan-1', { offset: 0, limit: 500 });
      };
      await expect(read()).rejects.toMatchObject({ code: 'LEDGER_CORRUPT' });
    });

    it('names the file that cannot be opened', async () => {
      await expect(openLedger(folder, createTestClock())).rejects.toMatchObject({
        code: 'STORAGE_FAILED',
        params: { file: folder },
      });
    });

    it('knows a full disk and a write-protected one by SQLite\u2019s and by the system\u2019s word for it', () => {
      const small = new DatabaseSync(':memory:');
      small.exec('PRAGMA max_page_count = 3; CREATE TABLE filler (text TEXT)');
      const fill = () => small.exec('INSERT INTO filler VALUES (hex(randomblob(50000)))');
      let thrown: unknown;
      try {
        fill();
      } catch (error) {
        thrown = error;
      }
      small.close();
      expect(storageError('ledger', thrown)).toMatchObject({ code: 'DISK_FULL' });
      for (const code of ['ENOSPC', 'EDQUOT']) {
        expect(storageError('ledger', Object.assign(new Error(code), { code }))).toMatchObject({
          code: 'DISK_FULL',
        });
      }
      expect(storageError('ledger', Object.assign(new Error('EROFS'), { code: 'EROFS' }))).toMatchObject({
        code: 'DISK_READ_ONLY',
        params: { file: 'ledger' },
      });
      expect(storageError('ledger', new Error('odd'))).toMatchObject({
        code: 'STORAGE_FAILED',
        params: { file: 'ledger', reason: 'odd' },
      });
    });

    it.runIf(process.platform === 'linux')(
      'a disk that takes no more loses nothing that was acknowledged',
      async () => {
        ledger.close();
        const script = `
        const { openLedger } = await import(${JSON.stringify(new URL('ledger.ts', import.meta.url).href)});
        const ledger = await openLedger(${JSON.stringify(file)}, { now: () => '' });
        const intent = ${JSON.stringify({ ...intent, payload: 'x'.repeat(4000) })};
        let last = 0;
        for (;;) {
          try {
            last = await ledger.appendIntent(intent);
          } catch (error) {
            process.stdout.write(JSON.stringify({ last, code: error.code }));
            process.exit();
          }
        }`;
        // The shell limits how large a file may grow, in KiB; the write beyond it fails as on a bad disk.
        const child = spawn(
          'bash',
          ['-c', 'ulimit -f 1500; exec "$0" --input-type=module -e "$1"', process.execPath, script],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        );
        let said = '';
        child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
        await once(child, 'exit');
        const { last, code } = JSON.parse(said) as { last: number; code: string };
        expect(['STORAGE_FAILED', 'DISK_FULL']).toContain(code);
        ledger = await openLedger(file, createTestClock());
        expect((await ledger.journal('run-1')).filter(({ seq }) => seq <= last)).toHaveLength(last);
      },
    );
  });
});
