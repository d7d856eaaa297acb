import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Link, SyncRecord } from '../../shared/sync/ledger-port.ts';
import { makeLedgerFile, removeLedgerFile, reopened } from '../../tests/support/ledger-file.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import { openLedger, type OpenLedger } from './ledger.ts';
import { storageError } from './storage-error.ts';
import { entries, header, intent, run, surnames } from '../../tests/support/ledger-rows.ts';

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
