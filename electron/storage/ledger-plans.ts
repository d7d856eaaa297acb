/** Plans, their rows and their decisions in the ledger. A page costs the rows it shows, not the rows there are. */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/domain/app-error.ts';
import {
  undoBucketOf,
  waitsForPerson,
  type Decision,
  type PlanHeader,
  type PlanRow,
  type PlanRowRecords,
  type RowEnded,
} from '../../shared/sync/plan.ts';
import type {
  EndedRow,
  Ledger,
  ReadingState,
  RowQuery,
  Run,
  SyncRecord,
} from '../../shared/sync/ledger-port.ts';
import { rowEndedOf } from '../../shared/sync/row-ended.ts';
import { holdsUnmatched, isSuggested, searchText } from '../../shared/sync/row-filter.ts';
import { identitiesOf, type RowIdentities } from '../../shared/sync/row-identities.ts';
import { jsonOf, likePattern, textOf, type Database } from './database.ts';

type PlanLedger = Pick<
  Ledger,
  | 'savePlan'
  | 'plan'
  | 'latestPlan'
  | 'latestReading'
  | 'latestUndo'
  | 'planRows'
  | 'planRow'
  | 'eachPlanRow'
  | 'eachPlanRecords'
  | 'endedRows'
  | 'planIdentities'
  | 'replaceRow'
  | 'saveDecisions'
  | 'saveGuardOverride'
  | 'decisions'
  | 'readingState'
  | 'saveReadingState'
>;

type Row = Readonly<Record<string, unknown>>;

/** Older plans are removed with their rows: a preview is remade, never looked up. So is an undo that was not carried out. */
const plansKept = 3;

/** Rows fetched at once for a visit of all. */
const chunkSize = 250;

function planRowOf(row: Row): PlanRow {
  const decision = row['decision'] === null ? null : jsonOf<Decision>(row, 'decision');
  const ended = row['ended'] === null ? {} : { ended: jsonOf<RowEnded>(row, 'ended') };
  return { ...jsonOf<PlanRow>(row), decision, ...ended };
}

const rowColumns = 'plan_rows.json AS json, decision, ended';

/** Notes on a row of a plan how it ended; inside a transaction. */
export function endPlanRow({ sql }: Database, planId: string, record: SyncRecord): void {
  const ended = rowEndedOf(record);
  const found = sql(`SELECT rowid, ${rowColumns} FROM plan_rows WHERE plan_id = ? AND row_id = ?`).get(
    planId,
    record.id,
  );
  if (ended === null || found === undefined) return;
  sql('UPDATE plan_rows SET ended = ?, ended_in = ?, ended_as = ?, bucket = ? WHERE rowid = ?').run(
    JSON.stringify(ended),
    ended.runId,
    ended.status,
    undoBucketOf({ ...planRowOf(found), ended }),
    Number(found['rowid']),
  );
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function conditions(planId: string, query: RowQuery): Condition {
  const search = query.search?.trim() ?? '';
  const parts: Condition[] = [{ sql: 'plan_id = ?', values: [planId] }];
  if (query.verbs !== undefined) {
    parts.push({ sql: `verb IN (${query.verbs.map(() => '?').join(', ')})`, values: query.verbs });
  }
  if (query.needPerson === true) parts.push({ sql: 'needs_person = 1', values: [] });
  if (query.suggested === true) parts.push({ sql: 'suggested = 1', values: [] });
  if (query.unmatched === 'erp') parts.push({ sql: 'free_erp = 1', values: [] });
  if (query.unmatched === 'shopify') parts.push({ sql: 'free_shopify = 1', values: [] });
  // As text, so that the index of companies serves.
  if (query.entity !== undefined) parts.push({ sql: `entity = '${query.entity}'`, values: [] });
  if (query.target === 'erp') parts.push({ sql: 'to_erp = 1', values: [] });
  if (query.target === 'shopify') parts.push({ sql: 'to_shopify = 1', values: [] });
  if (query.bucket !== undefined) parts.push({ sql: 'bucket = ?', values: [query.bucket] });
  if (search !== '') parts.push({ sql: "search LIKE ? ESCAPE '\\'", values: [likePattern(search)] });
  return {
    sql: parts.map((part) => part.sql).join(' AND '),
    values: parts.flatMap((part) => part.values),
  };
}

export function planLedger(database: Database): PlanLedger {
  const { sql, read, write } = database;

  function insertRow(planId: string, position: number, row: PlanRow, records: PlanRowRecords): void {
    const { decision, ended, ...undecided } = row;
    const { lastInsertRowid } = sql(
      `INSERT INTO plan_rows (plan_id, position, row_id, verb, to_erp, to_shopify, needs_person, suggested,
         free_erp, free_shopify, search, decision, ended, ended_in, ended_as, bucket, identities, entity, json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      planId,
      position,
      row.id,
      row.verb,
      Number(row.target === 'erp' || row.target === 'both'),
      Number(row.target === 'shopify' || row.target === 'both'),
      Number(waitsForPerson(row)),
      Number(isSuggested(row)),
      Number(holdsUnmatched(row, 'erp')),
      Number(holdsUnmatched(row, 'shopify')),
      searchText(row),
      decision === null ? null : JSON.stringify(decision),
      ended === undefined ? null : JSON.stringify(ended),
      ended?.runId ?? null,
      ended?.status ?? null,
      undoBucketOf(row),
      JSON.stringify(identitiesOf(row)),
      row.entity,
      JSON.stringify(undecided),
    );
    sql('INSERT INTO plan_records (row, json) VALUES (?, ?)').run(lastInsertRowid, JSON.stringify(records));
  }

  function removePlan(planId: string): void {
    sql('DELETE FROM plan_records WHERE row IN (SELECT rowid FROM plan_rows WHERE plan_id = ?)').run(planId);
    sql('DELETE FROM plan_rows WHERE plan_id = ?').run(planId);
    sql('DELETE FROM plans WHERE id = ?').run(planId);
  }

  /** A preview of less than everything holds a few records only, however completely those were read. */
  function latestReadingId(): string | null {
    const found = sql(
      `SELECT id FROM plans
       WHERE undoes IS NULL AND (json -> '$.scope' IS NULL OR json -> '$.scope.forced' IS NOT NULL)
         AND json ->> '$.read.erp.complete' AND json ->> '$.read.shopify.complete'
       ORDER BY seq DESC LIMIT 1`,
    ).get();
    return found === undefined ? null : textOf(found, 'id');
  }

  /** The newest run may still be resumed, and then needs its plan. */
  function planInUse(): string | null {
    const newest = sql('SELECT json FROM runs ORDER BY seq DESC LIMIT 1').get();
    if (newest === undefined) return null;
    const run = jsonOf<Run>(newest);
    return run.state === 'finished' ? null : run.planId;
  }

  function removeOldPlans(): void {
    const previews = sql('SELECT id FROM plans WHERE undoes IS NULL ORDER BY seq DESC LIMIT -1 OFFSET ?').all(
      plansKept,
    );
    // The rows of an undo that was carried out are its evidence: no journal says what was kept, and why.
    const undos = sql(
      `SELECT id FROM plans
       WHERE undoes IS NOT NULL AND id NOT IN (SELECT json_extract(json, '$.planId') FROM runs)
       ORDER BY seq DESC LIMIT -1 OFFSET ?`,
    ).all(plansKept);
    // Rules are tried on the last whole reading, however many small previews came since.
    const needed = [planInUse(), latestReadingId()];
    for (const row of [...previews, ...undos]) {
      const id = textOf(row, 'id');
      if (!needed.includes(id)) removePlan(id);
    }
  }

  const idOf = (row: Row | undefined): string | null => (row === undefined ? null : textOf(row, 'id'));
  const latestId = (): string | null =>
    idOf(sql('SELECT id FROM plans WHERE undoes IS NULL ORDER BY seq DESC LIMIT 1').get());

  const header = (id: string | null): PlanHeader | null => {
    const row = id === null ? undefined : sql('SELECT json FROM plans WHERE id = ?').get(id);
    return row === undefined ? null : jsonOf<PlanHeader>(row);
  };

  function saveDecision(planId: string, rowId: string, decision: Decision | null): void {
    const found = sql(`SELECT rowid, ${rowColumns} FROM plan_rows WHERE plan_id = ? AND row_id = ?`).get(
      planId,
      rowId,
    );
    if (found === undefined) return;
    const row: PlanRow = { ...planRowOf(found), decision };
    sql('UPDATE plan_rows SET decision = ?, needs_person = ?, bucket = ? WHERE rowid = ?').run(
      decision === null ? null : JSON.stringify(decision),
      Number(waitsForPerson(row)),
      undoBucketOf(row),
      Number(found['rowid']),
    );
  }

  function saveHeader(plan: PlanHeader): void {
    sql('UPDATE plans SET json = ? WHERE id = ?').run(JSON.stringify(plan), plan.id);
  }

  /** Removes a row and answers its place: from its own position up to the next row's. */
  function removeRow(planId: string, rowId: string): { readonly first: number; readonly next: number } {
    const found = sql('SELECT rowid, position FROM plan_rows WHERE plan_id = ? AND row_id = ?').get(
      planId,
      rowId,
    );
    if (found === undefined) throw new AppError('ROW_MISSING', { params: { row: rowId } });
    const first = Number(found['position']);
    const after = sql(
      'SELECT min(position) AS position FROM plan_rows WHERE plan_id = ? AND position > ?',
    ).get(planId, first);
    sql('DELETE FROM plan_records WHERE row = ?').run(Number(found['rowid']));
    sql('DELETE FROM plan_rows WHERE rowid = ?').run(Number(found['rowid']));
    return { first, next: Number(after?.['position'] ?? first + 1) };
  }

  return {
    savePlan: async (plan, rows) =>
      write(() => {
        removePlan(plan.id);
        sql('INSERT INTO plans (id, undoes, json) VALUES (?, ?, ?)').run(
          plan.id,
          plan.undoes?.runId ?? null,
          JSON.stringify(plan),
        );
        let position = 0;
        for (const { row, records } of rows) insertRow(plan.id, position++, row, records);
        removeOldPlans();
      }),

    plan: async (id) => read(() => header(id)),
    latestPlan: async () => read(() => header(latestId())),
    latestReading: async () => read(() => header(latestReadingId())),
    latestUndo: async (runId) =>
      read(() =>
        header(idOf(sql('SELECT id FROM plans WHERE undoes = ? ORDER BY seq DESC LIMIT 1').get(runId))),
      ),

    planRows: async (planId, query) =>
      read(() => {
        const where = conditions(planId, query);
        const total = sql(`SELECT count(*) AS total FROM plan_rows WHERE ${where.sql}`).get(...where.values);
        // The inner query walks an index alone; only the rows of the page are fetched whole.
        const page = sql(
          `SELECT ${rowColumns} FROM plan_rows JOIN
             (SELECT rowid AS wanted FROM plan_rows WHERE ${where.sql} ORDER BY position LIMIT ? OFFSET ?)
             ON rowid = wanted
           ORDER BY position`,
        ).all(...where.values, query.limit, query.offset);
        return { items: page.map(planRowOf), total: Number(total?.['total']) };
      }),

    planRow: async (planId, rowId) =>
      read(() => {
        const found = sql(
          `SELECT ${rowColumns}, plan_records.json AS records
           FROM plan_rows JOIN plan_records ON plan_records.row = plan_rows.rowid
           WHERE plan_id = ? AND row_id = ?`,
        ).get(planId, rowId);
        return found === undefined
          ? null
          : { row: planRowOf(found), records: jsonOf<PlanRowRecords>(found, 'records') };
      }),

    eachPlanRow: async (planId, visit, exceptEndedIn = '') => {
      let last = -1;
      for (;;) {
        const chunk = read(() =>
          sql(
            `SELECT position, ${rowColumns}, plan_records.json AS records
             FROM plan_rows JOIN
               (SELECT rowid AS wanted FROM plan_rows
                WHERE plan_id = ? AND position > ? AND ended_in IS NOT ? ORDER BY position LIMIT ?)
               ON plan_rows.rowid = wanted
             JOIN plan_records ON plan_records.row = wanted ORDER BY position`,
          ).all(planId, last, exceptEndedIn, chunkSize),
        );
        for (const found of chunk) {
          await visit(planRowOf(found), jsonOf<PlanRowRecords>(found, 'records'));
          last = Number(found['position']);
        }
        if (chunk.length < chunkSize) return;
        // Whoever waits for an answer meanwhile, a request under way or the window, gets it between two chunks.
        await setImmediate();
      }
    },

    eachPlanRecords: async (planId, visit) => {
      let last = -1;
      for (;;) {
        const chunk = read(() =>
          sql(
            `SELECT position, plan_records.json AS records
             FROM plan_rows JOIN plan_records ON plan_records.row = plan_rows.rowid
             WHERE plan_id = ? AND position > ? ORDER BY position LIMIT ?`,
          ).all(planId, last, chunkSize),
        );
        for (const found of chunk) {
          await visit(jsonOf<PlanRowRecords>(found, 'records'));
          last = Number(found['position']);
        }
        if (chunk.length < chunkSize) return;
      }
    },

    endedRows: async (planId, runId) =>
      read(
        () =>
          sql(
            `SELECT row_id AS rowId, verb, ended_as AS status FROM plan_rows WHERE plan_id = ? AND ended_in = ?`,
          ).all(planId, runId) as unknown as readonly EndedRow[],
      ),

    // Rows from before there was such a column say the same with all they have.
    planIdentities: async (planId) =>
      read(() =>
        sql('SELECT coalesce(identities, json) AS json FROM plan_rows WHERE plan_id = ?')
          .all(planId)
          .map((row) => jsonOf<RowIdentities>(row)),
      ),

    replaceRow: async (plan, rowId, entries, others = []) =>
      write(() => {
        for (const other of others) removeRow(plan.id, other);
        const place = removeRow(plan.id, rowId);
        const rows = [...entries];
        for (const [index, { row, records }] of rows.entries()) {
          const position = place.first + ((place.next - place.first) * index) / rows.length;
          insertRow(plan.id, position, row, records);
        }
        saveHeader(plan);
      }),

    saveDecisions: async (planId, decisions, totals) =>
      write(() => {
        for (const [rowId, decision] of decisions) saveDecision(planId, rowId, decision);
        const plan = header(planId);
        if (plan !== null) saveHeader({ ...plan, totals });
      }),

    saveGuardOverride: async (planId, guardOverride) =>
      write(() => {
        const plan = header(planId);
        if (plan !== null) saveHeader({ ...plan, guardOverride });
      }),

    readingState: async () =>
      read(() => {
        const row = sql('SELECT json FROM reading_state').get();
        return row === undefined ? null : jsonOf<ReadingState>(row);
      }),
    saveReadingState: async (state) =>
      write(() => {
        sql('INSERT OR REPLACE INTO reading_state (only, json) VALUES (1, ?)').run(JSON.stringify(state));
      }),

    decisions: async () =>
      read(() => {
        const planId = latestId();
        const decided =
          planId === null
            ? []
            : sql(`SELECT ${rowColumns} FROM plan_rows WHERE plan_id = ? AND decision IS NOT NULL`).all(
                planId,
              );
        return new Map(
          decided.map(planRowOf).flatMap(({ id, decision, beforeHash, erp, shopify }) => {
            const keys = { erp: erp?.key ?? null, shopify: shopify?.key ?? null };
            return decision === null ? [] : [[id, { decision, keys, beforeHash }] as const];
          }),
        );
      }),
  };
}
