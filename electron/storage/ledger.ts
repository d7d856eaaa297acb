/** Everything Accord remembers about one profile, in one SQLite file. */
import {
  recordStatuses,
  type Ledger,
  type Link,
  type LinkChange,
  type RecordStatus,
  type Run,
  type SyncRecord,
} from '../../shared/sync/ledger-port.ts';
import { type Clock } from '../../shared/sync/ports.ts';
import { hasEnded } from '../../shared/sync/link-end.ts';
import { jsonOf, likePattern, openDatabase, textOf, type Database } from './database.ts';
import { journalLedger } from './ledger-journal.ts';
import { linkChangeLedger } from './ledger-link-changes.ts';
import { endPlanRow, planLedger } from './ledger-plans.ts';
import { migrations } from './ledger-schema.ts';

export interface OpenLedger extends Ledger {
  close(): void;
}

type LinkLedger = Pick<
  Ledger,
  'links' | 'endedLinks' | 'linksByIds' | 'linkSerial' | 'saveLinks' | 'changeLinks' | 'linkChanges'
>;
type RunLedger = Pick<Ledger, 'saveRun' | 'run' | 'runs'>;
type RecordLedger = Pick<Ledger, 'saveRecords' | 'endRows' | 'records' | 'recordsByIds' | 'recordCounts'>;

function linkLedger(database: Database, file: string): LinkLedger {
  const { sql, read, write } = database;
  const { keep, linkChanges } = linkChangeLedger(database, file);
  const save = (link: Link) => {
    sql('INSERT OR REPLACE INTO links (id, ended, json) VALUES (?, ?, ?)').run(
      link.id,
      Number(hasEnded(link)),
      JSON.stringify(link),
    );
  };
  const raiseSerial = () => {
    sql("UPDATE counters SET value = value + 1 WHERE name = 'linkSerial'").run();
  };
  return {
    links: async () =>
      read(() =>
        sql('SELECT json FROM links')
          .all()
          .map((row) => jsonOf<Link>(row)),
      ),
    endedLinks: async () =>
      read(() =>
        sql('SELECT json FROM links WHERE ended = 1')
          .all()
          .map((row) => jsonOf<Link>(row)),
      ),
    linksByIds: async (ids) =>
      read(() =>
        ids.flatMap((id) => {
          const row = sql('SELECT json FROM links WHERE id = ?').get(id);
          return row === undefined ? [] : [jsonOf<Link>(row)];
        }),
      ),
    linkSerial: async () =>
      read(() => Number(sql("SELECT value FROM counters WHERE name = 'linkSerial'").get()?.['value'])),
    saveLinks: async (links) => {
      if (links.length === 0) return;
      write(() => {
        for (const link of links) save(link);
        raiseSerial();
      });
    },
    changeLinks: async (runId, changes: readonly LinkChange[]) => {
      if (changes.length === 0) return;
      write(() => {
        for (const change of changes) {
          keep(runId, change);
          if (change.after !== null) save(change.after);
          else if (change.before !== null) sql('DELETE FROM links WHERE id = ?').run(change.before.id);
        }
        raiseSerial();
      });
    },
    linkChanges,
  };
}

function runLedger({ sql, read, write }: Database): RunLedger {
  return {
    saveRun: async (run) =>
      write(() => {
        sql(
          'INSERT INTO runs (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
        ).run(run.id, JSON.stringify(run));
      }),
    run: async (id) =>
      read(() => {
        const row = sql('SELECT json FROM runs WHERE id = ?').get(id);
        return row === undefined ? null : jsonOf<Run>(row);
      }),
    /** Newest first. */
    runs: async () =>
      read(() =>
        sql('SELECT json FROM runs ORDER BY seq DESC')
          .all()
          .map((row) => jsonOf<Run>(row)),
      ),
  };
}

const recordText = (record: SyncRecord): string =>
  [record.name, record.erpNumber, record.shopifyKey]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();

function recordLedger(database: Database): RecordLedger {
  const { sql, read, write } = database;
  const save = (record: SyncRecord) => {
    sql('INSERT OR REPLACE INTO records (id, status, updated_at, search, json) VALUES (?, ?, ?, ?, ?)').run(
      record.id,
      record.status,
      record.updatedAt,
      recordText(record),
      JSON.stringify(record),
    );
  };
  return {
    saveRecords: async (records) => {
      if (records.length === 0) return;
      write(() => {
        for (const record of records) save(record);
      });
    },

    endRows: async (planId, records) => {
      if (records.length === 0) return;
      write(() => {
        for (const record of records) {
          save(record);
          endPlanRow(database, planId, record);
        }
      });
    },

    /** Last changed first. */
    records: async ({ statuses, search, offset, limit }) =>
      read(() => {
        const text = search?.trim() ?? '';
        const parts = [
          ...(statuses === undefined ? [] : [`status IN (${statuses.map(() => '?').join(', ')})`]),
          ...(text === '' ? [] : ["search LIKE ? ESCAPE '\\'"]),
        ];
        const values = [...(statuses ?? []), ...(text === '' ? [] : [likePattern(text)])];
        const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
        const total = sql(`SELECT count(*) AS total FROM records ${where}`).get(...values);
        const page = sql(
          `SELECT json FROM records ${where} ORDER BY updated_at DESC, id LIMIT ? OFFSET ?`,
        ).all(...values, limit, offset);
        return { items: page.map((row) => jsonOf<SyncRecord>(row)), total: Number(total?.['total']) };
      }),

    recordsByIds: async (ids) =>
      read(() => {
        const found = new Map<string, SyncRecord>();
        for (const id of ids) {
          const row = sql('SELECT json FROM records WHERE id = ?').get(id);
          if (row !== undefined) found.set(id, jsonOf<SyncRecord>(row));
        }
        return found;
      }),

    recordCounts: async () =>
      read(() => {
        const counts = Object.fromEntries(recordStatuses.map((status) => [status, 0]));
        for (const row of sql('SELECT status, count(*) AS total FROM records GROUP BY status').all()) {
          counts[textOf(row, 'status')] = Number(row['total']);
        }
        return counts as Record<RecordStatus, number>;
      }),
  };
}

/**
 * Opens a profile's ledger, or makes a new one.
 * @throws AppError LEDGER_CORRUPT when the file is no ledger, is damaged or newer; DISK_FULL; STORAGE_FAILED. Nothing is
 * overwritten then.
 */
export async function openLedger(file: string, clock: Clock): Promise<OpenLedger> {
  const database = openDatabase(file, migrations);
  return {
    ...linkLedger(database, file),
    ...planLedger(database),
    ...runLedger(database),
    ...journalLedger(database, file, clock),
    ...recordLedger(database),
    close: () => database.close(),
  };
}
