/** A ledger in a file of its own, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, type OpenLedger } from '../../electron/storage/ledger.ts';
import { createTestClock } from './test-ports.ts';

export interface LedgerFile {
  readonly folder: string;
  readonly file: string;
  readonly ledger: OpenLedger;
}

export async function makeLedgerFile(): Promise<LedgerFile> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-ledger-'));
  const file = join(folder, 'profiles', 'harbour', 'ledger.sqlite');
  return { folder, file, ledger: await openLedger(file, createTestClock()) };
}

export async function removeLedgerFile({
  folder,
  ledger,
}: Pick<LedgerFile, 'folder' | 'ledger'>): Promise<void> {
  ledger.close();
  await rm(folder, { recursive: true, force: true });
}

/** As after a restart. */
export function reopened({ file, ledger }: Pick<LedgerFile, 'file' | 'ledger'>): Promise<OpenLedger> {
  ledger.close();
  return openLedger(file, createTestClock());
}
