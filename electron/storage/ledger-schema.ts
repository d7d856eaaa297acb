import { chainOldLines } from './journal-chain.ts';
import type { Migration } from './database.ts';

/**
 * The ledger's tables, as steps from one version to the next (`PRAGMA user_version`). A step is never changed once it was
 * released; a change is a further step.
 *
 * Whole records are JSON in one column; only what is searched, sorted or joined by has a column of its own.
 */
export const migrations: readonly Migration[] = [
  `
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO counters VALUES ('linkSerial', 0);

  CREATE TABLE links (id TEXT PRIMARY KEY, json TEXT NOT NULL);

  CREATE TABLE plans (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);

  CREATE TABLE plan_rows (
    rowid INTEGER PRIMARY KEY,
    plan_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    row_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    to_erp INTEGER NOT NULL,
    to_shopify INTEGER NOT NULL,
    needs_person INTEGER NOT NULL,
    search TEXT NOT NULL,
    decision TEXT,
    json TEXT NOT NULL
  );
  CREATE UNIQUE INDEX plan_rows_by_id ON plan_rows (plan_id, row_id);
  CREATE INDEX plan_rows_in_order
    ON plan_rows (plan_id, position, verb, needs_person, to_erp, to_shopify, search);
  CREATE INDEX plan_rows_by_verb ON plan_rows (plan_id, verb, position, needs_person, to_erp, to_shopify);
  CREATE INDEX plan_rows_that_wait ON plan_rows (plan_id, position) WHERE needs_person = 1;
  CREATE INDEX plan_rows_decided ON plan_rows (plan_id) WHERE decision IS NOT NULL;

  CREATE TABLE plan_records (row INTEGER PRIMARY KEY, json TEXT NOT NULL);

  CREATE TABLE runs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    json TEXT NOT NULL,
    checksum TEXT NOT NULL
  );
  CREATE INDEX journal_by_run ON journal (run_id, seq);
  CREATE TABLE journal_results (seq INTEGER PRIMARY KEY, json TEXT NOT NULL, checksum TEXT NOT NULL);

  CREATE TABLE records (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    search TEXT NOT NULL,
    json TEXT NOT NULL
  );
  CREATE INDEX records_by_status ON records (status, updated_at DESC, id);
  CREATE INDEX records_by_time ON records (updated_at DESC, id, status, search);
  `,
  // A row that is replaced by several leaves them its place: from here on, positions also lie between whole numbers.
  `
  ALTER TABLE plan_rows ADD COLUMN identities TEXT;
  ALTER TABLE links ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX links_that_ended ON links (id) WHERE ended = 1;
  `,
  // Rows of plans from before say neither; the next preview does.
  `
  ALTER TABLE plan_rows ADD COLUMN suggested INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE plan_rows ADD COLUMN free_erp INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE plan_rows ADD COLUMN free_shopify INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX plan_rows_suggested ON plan_rows (plan_id, position) WHERE suggested = 1;
  `,
  // The lines of a run's journal hold on to each other: results are lines of their own, and the end of each run is known.
  (connection, file) => {
    connection.exec(`
      CREATE TABLE journal_lines (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        intent INTEGER,
        json TEXT NOT NULL,
        checksum TEXT NOT NULL
      );
      CREATE UNIQUE INDEX journal_lines_by_run ON journal_lines (run_id, number);
      CREATE INDEX journal_results_by_intent ON journal_lines (intent, seq) WHERE intent IS NOT NULL;
      CREATE TABLE journal_ends (
        run_id TEXT PRIMARY KEY, number INTEGER NOT NULL, checksum TEXT NOT NULL
      ) WITHOUT ROWID;
    `);
    chainOldLines(connection, file);
    connection.exec('DROP TABLE journal_results; DROP TABLE journal;');
  },
  // Taking runs back: what links were like before a run, how rows ended, and plans that undo instead of sync. Of the runs so
  // far nobody knows what the links were like before.
  `
  CREATE TABLE link_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    json TEXT NOT NULL,
    checksum TEXT NOT NULL
  );
  CREATE UNIQUE INDEX link_changes_by_run ON link_changes (run_id, link_id);
  UPDATE runs SET json = json_set(json, '$.withoutLinkImages', json('true'));

  ALTER TABLE plans ADD COLUMN undoes TEXT;
  UPDATE plans SET json = json_set(
    json,
    '$.totals.linkOnly', json_extract(json, '$.totals.byVerb.link'),
    '$.totals.deletes', json('{"erp":0,"shopify":0}')
  ) WHERE json_extract(json, '$.totals') IS NOT NULL;

  ALTER TABLE plan_rows ADD COLUMN ended TEXT;
  ALTER TABLE plan_rows ADD COLUMN bucket TEXT;
  CREATE INDEX plan_rows_by_bucket ON plan_rows (plan_id, bucket, position) WHERE bucket IS NOT NULL;
  `, // How rows ended stands behind their contents, which may be kilobytes: a resume finds what is left without reading those.
  `
  ALTER TABLE plan_rows ADD COLUMN ended_in TEXT;
  ALTER TABLE plan_rows ADD COLUMN ended_as TEXT;
  UPDATE plan_rows SET ended_in = ended ->> 'runId', ended_as = ended ->> 'status' WHERE ended IS NOT NULL;
  CREATE INDEX plan_rows_ended ON plan_rows (plan_id, position, ended_in, ended_as, row_id, verb);
  `,
  // Business customers, which came later, are asked for by themselves.
  `
  ALTER TABLE plan_rows ADD COLUMN entity TEXT NOT NULL DEFAULT 'customer';
  CREATE INDEX plan_rows_of_companies ON plan_rows (plan_id, position) WHERE entity = 'company';
  `,
  // How far the two systems were read: one state, replaced with every preview.
  `
  CREATE TABLE reading_state (only INTEGER PRIMARY KEY CHECK (only = 1), json TEXT NOT NULL);
  `,
];
