import { describe, expect, it } from 'vitest';
import type { Run } from '../../../shared/sync/ports.ts';
import { runDuration, runHeadline, runSummary, runVerdict, runWhen } from './run-sentences.ts';
import { stageStates } from '../run/stage-states.ts';

const run: Run = {
  id: 'run-1',
  profileId: 'a',
  planId: 'plan-1',
  planSha256: '',
  state: 'finished',
  startedAt: '2026-11-20T05:12:00Z',
  finishedAt: '2026-11-20T05:13:04Z',
  counts: { written: { erp: 20, shopify: 18 }, linked: 41, failed: 0, stale: 0, waiting: 0 },
};

describe('a run in words', () => {
  it('adds up both systems', () => {
    expect(runSummary(run)).toBe('38 written (20 to MYOB, 18 to Shopify), 41 linked');
    expect(runHeadline(run)).toBe('All done: 38 changes were written');
    expect(runDuration(run)).toBe('1 min 04 s');
    expect(runVerdict(run)).toBe('good');
  });

  it('never looks green with failures (L6)', () => {
    const failed = { ...run, counts: { ...run.counts, failed: 2 } };
    expect(runVerdict(failed)).toBe('danger');
    expect(runHeadline(failed)).toBe('38 changes were written, 2 failed');
  });

  it('says what a stopped run did not reach', () => {
    const stopped: Run = { ...run, state: 'stopped', counts: { ...run.counts, waiting: 12 } };
    expect(runHeadline(stopped)).toBe('Stopped: 38 changes were written, 12 not reached');
    expect(runVerdict(stopped)).toBe('warn');
  });
});

describe('stageStates', () => {
  const progress = { failed: 0, secondsLeft: null };
  const order = ['connect', 'readShopify', 'readErp', 'match'] as const;

  it('shows both readings at once', () => {
    const states = stageStates(order, {
      connect: { stage: 'connect', done: 2, total: 2, ...progress },
      readShopify: { stage: 'readShopify', done: 398, total: 398, ...progress },
      readErp: { stage: 'readErp', done: 10, total: null, ...progress },
    });
    expect(states.map(({ state }) => state)).toEqual(['done', 'done', 'now', 'later']);
  });

  it('begins with the first stage before anything is heard', () => {
    expect(stageStates(order, {}).map(({ state }) => state)).toEqual(['now', 'later', 'later', 'later']);
  });
});

it('a run that has not ended says when it began, and no time that it took', () => {
  expect(runWhen(run)).toMatch(/, took .+\.$/);
  expect(runWhen({ ...run, state: 'stopped', finishedAt: null })).toMatch(/^Began on [^,–]*[^–]*\.$/);
  expect(runWhen({ ...run, state: 'stopped', finishedAt: null })).not.toContain('took');
});
