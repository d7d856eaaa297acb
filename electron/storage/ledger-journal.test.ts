/** The journal of a ledger (L5): chained, synced line by line, refused once a line was changed. */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/domain/app-error.ts';
import { describeError } from '../../shared/domain/error-catalogue.ts';
import { erpParty } from '../../tests/support/parties.ts';
import { makeLedgerFile, removeLedgerFile, reopened } from '../../tests/support/ledger-file.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import { openDatabase } from './database.ts';
import { migrations } from './ledger-schema.ts';
import { openLedger, type OpenLedger } from './ledger.ts';
import { intent } from '../../tests/support/ledger-rows.ts';

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
