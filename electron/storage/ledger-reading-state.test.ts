import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTestClock } from '../../tests/support/test-ports.ts';
import type { ReadingState } from '../../shared/sync/ledger-port.ts';
import { openLedger } from './ledger.ts';

it('how far the systems were read is kept for the next start, the last word only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'accord-reading-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'ledger.db');
  const state: ReadingState = {
    settingsHash: 'a',
    fullAt: '2026-03-02T00:00:00.000Z',
    lastRunId: null,
    asOf: { erp: '2026-03-02T00:00:00.000Z', shopify: '2026-03-02T00:00:01.000Z' },
    counts: { erp: 3, shopify: 4 },
    open: [{ rowId: 'row-1', keys: { erp: ['e1'], shopify: [] }, closes: true }],
    decisions: [],
  };
  const first = await openLedger(file, createTestClock());
  expect(await first.readingState()).toBeNull();
  await first.saveReadingState(state);
  await first.saveReadingState({ ...state, settingsHash: 'b' });
  first.close();
  const second = await openLedger(file, createTestClock());
  expect(await second.readingState()).toEqual({ ...state, settingsHash: 'b' });
  second.close();
});
