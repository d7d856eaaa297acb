/** What the ledger keeps so that a run can be taken back and a preview gone on with. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../tests/support/memory-ledger.ts';
import { makeLedgerFile, removeLedgerFile, reopened } from '../../tests/support/ledger-file.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import { noDecision, undoBuckets, type PlanHeader, type PlanRow } from '../../shared/sync/plan.ts';
import type { Ledger, Link, Run, StoredRow, SyncRecord } from '../../shared/sync/ledger-port.ts';
import { openDatabase } from './database.ts';
import { migrations } from './ledger-schema.ts';
import { openLedger, type OpenLedger } from './ledger.ts';

let folder: string;
let file: string;
let ledger: OpenLedger;

beforeEach(async () => {
  ({ folder, file, ledger } = await makeLedgerFile());
});
afterEach(() => removeLedgerFile({ folder, ledger }));

async function reopen(): Promise<void> {
  ledger = await reopened({ file, ledger });
}

const link = (number: number, erpNumber = 'C1') =>
  ({
    id: `link-row-${number}`,
    erpKey: 'e',
    erpNumber,
    shopifyKey: 's',
    agreed: {},
    locations: [],
  }) as unknown as Link;

const totals = { needPerson: 0, proposals: 0 } as PlanHeader['totals'];
const header = (id: string, undoes?: string) =>
  ({
    id,
    profileId: 'harbour',
    sha256: id,
    totals,
    ...(undoes === undefined ? {} : { undoes: { runId: undoes, startedAt: '2026-03-02T00:00:00.000Z' } }),
  }) as PlanHeader;

function undoRow(number: number, verb: 'reverse' | 'keep'): StoredRow {
  const row: PlanRow = {
    id: `row-${number}`,
    entity: 'customer',
    verb,
    target: verb === 'reverse' ? 'erp' : 'none',
    erp: null,
    shopify: null,
    linkId: null,
    fields: [],
    locations: [],
    defaultChange: null,
    evidence: [],
    candidates: [],
    notes: [],
    newNumber: null,
    beforeHash: { erp: null, shopify: null },
    cost: { erpRequests: 0, shopifyPoints: 0 },
    decision: null,
    undo: { name: `Ann Number${number}`, number: `C00${number}`, parts: [], link: null },
  };
  return { row, records: { erp: null, shopify: null, candidates: [] } };
}

const record = (
  number: number,
  status: SyncRecord['status'],
  lastRunId: string | null = 'run-2',
): SyncRecord => ({
  id: `row-${number}`,
  name: `Ann Number${number}`,
  erpNumber: null,
  erpKey: null,
  shopifyKey: null,
  status,
  lastOperation: '',
  cause: null,
  attempts: 0,
  lastRunId,
  updatedAt: '2026-03-02T00:00:00.000Z',
});

const run = (id: string, planId: string): Run => ({
  id,
  profileId: 'harbour',
  planId,
  planSha256: planId,
  state: 'finished',
  startedAt: '2026-03-02T00:00:00.000Z',
  finishedAt: '2026-03-02T00:01:00.000Z',
  counts: { written: { erp: 0, shopify: 0 }, linked: 0, failed: 0, stale: 0, waiting: 0 },
  firstRowsPerVerb: null,
  cause: null,
});

describe('what runs did to links', () => {
  it('is kept with the first image before and the last one after, and links come and go with it', async () => {
    const serial = await ledger.linkSerial();
    await ledger.saveLinks([link(2, 'old')]);
    await ledger.changeLinks('run-1', [
      { rowId: 'row-1', before: null, after: link(1, 'half') },
      { rowId: 'row-2', before: link(2, 'old'), after: link(2, 'new') },
    ]);
    // A run that was killed comes by again, and finds the link as it had left it itself.
    await ledger.changeLinks('run-1', [{ rowId: 'row-1', before: link(1, 'half'), after: link(1, 'whole') }]);
    await ledger.changeLinks('run-1', []);
    await reopen();
    expect(await ledger.linkChanges('run-1')).toEqual([
      { rowId: 'row-1', before: null, after: link(1, 'whole') },
      { rowId: 'row-2', before: link(2, 'old'), after: link(2, 'new') },
    ]);
    const links = (await ledger.links()).toSorted((one, other) => one.id.localeCompare(other.id));
    expect(links).toEqual([link(1, 'whole'), link(2, 'new')]);
    expect(await ledger.linkSerial()).toBe(serial + 3);

    await ledger.changeLinks('run-2', [{ rowId: 'row-1', before: link(1, 'whole'), after: null }]);
    expect(await ledger.links()).toEqual([link(2, 'new')]);
    expect(await ledger.linkChanges('run-2')).toEqual([
      { rowId: 'row-1', before: link(1, 'whole'), after: null },
    ]);
    expect(await ledger.linkChanges('run-3')).toEqual([]);
  });

  it('L5 is noticed when it was changed', async () => {
    await ledger.changeLinks('run-1', [{ rowId: 'row-1', before: null, after: link(1) }]);
    ledger.close();
    const other = new DatabaseSync(file);
    other.exec("UPDATE link_changes SET json = replace(json, 'C1', 'C2')");
    other.close();
    ledger = await openLedger(file, createTestClock());
    await expect(ledger.linkChanges('run-1')).rejects.toMatchObject({ code: 'LEDGER_CORRUPT' });
  });
});

describe('how rows ended', () => {
  async function fill(each: Ledger): Promise<void> {
    await each.savePlan(header('undo-1', 'run-1'), [
      ...[1, 2, 3, 4, 5, 6].map((number) => undoRow(number, 'reverse')),
      undoRow(7, 'keep'),
    ]);
    const leave = { ...noDecision, include: false };
    await each.saveDecisions('undo-1', new Map([['row-6', leave]]), totals);
    await each.endRows('undo-1', [
      record(1, 'processed'),
      record(2, 'failed'),
      record(3, 'aborted'),
      record(4, 'stale'),
      record(9, 'processed'),
    ]);
  }

  async function bucketsOf(each: Ledger): Promise<readonly (readonly string[])[]> {
    return Promise.all(
      undoBuckets.map(async (bucket) =>
        (await each.planRows('undo-1', { bucket, offset: 0, limit: 10 })).items.map(({ id }) => id),
      ),
    );
  }

  it('L12 puts each row of an undo into one bucket, as the ledger in memory does', async () => {
    await fill(ledger);
    await reopen();
    const memory = createMemoryLedger();
    await fill(memory);
    expect(await bucketsOf(ledger)).toEqual([
      ['row-5'],
      ['row-1'],
      ['row-4', 'row-6', 'row-7'],
      ['row-2', 'row-3'],
    ]);
    expect(await bucketsOf(memory)).toEqual(await bucketsOf(ledger));
    expect((await ledger.planRow('undo-1', 'row-2'))?.row.ended).toEqual({
      runId: 'run-2',
      status: 'failed',
      operation: '',
      cause: null,
    });
    expect((await ledger.recordsByIds(['row-9'])).get('row-9')?.status).toBe('processed');
    const found = await ledger.planRows('undo-1', { search: 'number5', offset: 0, limit: 10 });
    expect(found.items.map(({ id }) => id)).toEqual(['row-5']);
  });

  it('a run that is resumed gets those that it ended, and visits only the others', async () => {
    await ledger.savePlan(
      header('plan-1'),
      [1, 2, 3].map((number) => undoRow(number, 'reverse')),
    );
    await ledger.endRows('plan-1', [record(1, 'processed', 'run-2'), record(2, 'failed', 'run-1')]);
    expect(await ledger.endedRows('plan-1', 'run-2')).toEqual([
      { rowId: 'row-1', verb: 'reverse', status: 'processed' },
    ]);
    const visited: string[] = [];
    await ledger.eachPlanRow('plan-1', ({ id }) => void visited.push(id), 'run-2');
    expect(visited).toEqual(['row-2', 'row-3']);
  });

  it('others get their turn while all rows are visited', async () => {
    await ledger.savePlan(
      header('plan-1'),
      Array.from({ length: 620 }, (_, index) => undoRow(index + 1, 'reverse')),
    );
    const visited: string[] = [];
    let visitedAtTurn = 0;
    setImmediate(() => (visitedAtTurn = visited.length));
    await ledger.eachPlanRow('plan-1', ({ id }) => void visited.push(id));
    expect(visited).toHaveLength(620);
    expect(visitedAtTurn).toBeLessThan(620);
    expect(visitedAtTurn).toBeGreaterThan(0);
  });

  it('a record that no run has touched says nothing of a row', async () => {
    await ledger.savePlan(header('plan-1'), [undoRow(1, 'reverse')]);
    await ledger.endRows('plan-1', [record(1, 'processed', null)]);
    expect((await ledger.planRow('plan-1', 'row-1'))?.row).not.toHaveProperty('ended');
  });
});

describe('plans that take runs back', () => {
  it('are no previews, are found by their run, and stay once they were carried out', async () => {
    await ledger.savePlan(header('plan-1'), []);
    await ledger.savePlan(header('undo-1', 'run-1'), [undoRow(1, 'reverse')]);
    await ledger.saveRun(run('run-2', 'undo-1'));
    for (const id of ['undo-2', 'undo-3', 'undo-4', 'undo-5']) await ledger.savePlan(header(id, 'run-1'), []);
    expect((await ledger.latestPlan())?.id).toBe('plan-1');
    expect((await ledger.latestUndo('run-1'))?.id).toBe('undo-5');
    expect(await ledger.latestUndo('run-2')).toBeNull();
    const ids = ['plan-1', 'undo-1', 'undo-2', 'undo-3', 'undo-4', 'undo-5'];
    const kept = await Promise.all(ids.map((id) => ledger.plan(id)));
    expect(kept.flatMap((plan) => plan?.id ?? [])).toEqual([
      'plan-1',
      'undo-1',
      'undo-3',
      'undo-4',
      'undo-5',
    ]);
  });
});

describe('a ledger from before runs could be taken back', () => {
  it('marks its runs, and counts in its plan what was not counted then', async () => {
    ledger.close();
    const old = openDatabase(join(folder, 'old.sqlite'), migrations.slice(0, 2));
    const plan = { ...header('plan-1'), totals: { byVerb: { link: 4 } } };
    old.sql('INSERT INTO plans (id, json) VALUES (?, ?)').run('plan-1', JSON.stringify(plan));
    old.sql('INSERT INTO runs (id, json) VALUES (?, ?)').run('run-1', JSON.stringify(run('run-1', 'plan-1')));
    old.close();
    ledger = await openLedger(join(folder, 'old.sqlite'), createTestClock());
    expect(await ledger.run('run-1')).toEqual({ ...run('run-1', 'plan-1'), withoutLinkImages: true });
    expect((await ledger.latestPlan())?.totals).toEqual({
      byVerb: { link: 4 },
      linkOnly: 4,
      deletes: { erp: 0, shopify: 0 },
    });
  });
});

describe('a ledger from before a resume looked up how rows ended', () => {
  it('knows it of the rows that it has', async () => {
    ledger.close();
    const old = openDatabase(join(folder, 'old.sqlite'), migrations.slice(0, 5));
    const insert = old.sql(
      `INSERT INTO plan_rows
         (rowid, plan_id, position, row_id, verb, to_erp, to_shopify, needs_person, search, ended, json)
       VALUES (?, 'plan-1', ?, ?, 'create', 1, 0, 0, '', ?, ?)`,
    );
    for (const number of [1, 2, 3]) {
      const ended = { runId: number === 1 ? 'run-1' : 'run-0', status: 'failed', operation: '', cause: null };
      const text = number === 3 ? null : JSON.stringify(ended);
      const { row, records } = undoRow(number, 'reverse');
      insert.run(number, number, row.id, text, JSON.stringify(row));
      old.sql('INSERT INTO plan_records (row, json) VALUES (?, ?)').run(number, JSON.stringify(records));
    }
    old.close();
    ledger = await openLedger(join(folder, 'old.sqlite'), createTestClock());
    expect(await ledger.endedRows('plan-1', 'run-1')).toEqual([
      { rowId: 'row-1', verb: 'create', status: 'failed' },
    ]);
    const visited: string[] = [];
    await ledger.eachPlanRow('plan-1', ({ id }) => void visited.push(id), 'run-1');
    expect(visited).toEqual(['row-2', 'row-3']);
  });
});

describe('the journal, line by line', () => {
  it('is visited in its order, whatever its length', async () => {
    for (let step = 0; step < 620; step += 1) {
      await ledger.appendIntent({
        runId: step % 31 === 0 ? 'run-2' : 'run-1',
        rowId: 'row-1',
        step,
        side: 'erp',
        kind: 'updateCustomer',
        key: 'key',
        payload: null,
        before: null,
      });
    }
    const visited: number[] = [];
    await ledger.eachJournalEntry('run-1', ({ seq }) => void visited.push(seq));
    expect(visited).toEqual((await ledger.journal('run-1')).map(({ seq }) => seq));
    expect(visited).toHaveLength(600);
  });
});
