/** Previews in the ledger: paged, decided, replaced, kept as long as something needs them. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  noDecision,
  verbs,
  type PlanHeader,
  type PlanRow,
  type PlanRowRecords,
} from '../../shared/sync/plan.ts';
import type { RowQuery } from '../../shared/sync/ledger-port.ts';
import { identitiesOf } from '../../shared/sync/row-identities.ts';
import { matchesRow } from '../../shared/sync/row-filter.ts';
import { makeLedgerFile, removeLedgerFile, reopened } from '../../tests/support/ledger-file.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import { openDatabase } from './database.ts';
import { migrations } from './ledger-schema.ts';
import { openLedger, type OpenLedger } from './ledger.ts';
import { entries, entry, header, run } from '../../tests/support/ledger-rows.ts';

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

describe('the plans of a ledger', () => {
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
});
