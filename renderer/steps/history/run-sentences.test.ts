import { describe, expect, it } from 'vitest';
import type { Run } from '../../../shared/sync/ledger-port.ts';
import {
  canUndo,
  runDuration,
  runHeadline,
  runKind,
  runSummary,
  runVerdict,
  runWhen,
} from './run-sentences.ts';
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
  firstRowsPerVerb: null,
  cause: null,
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

describe('an undo in words', () => {
  const undo: Run = {
    ...run,
    counts: { written: { erp: 12, shopify: 10 }, linked: 2, failed: 0, stale: 0, waiting: 0 },
    undoes: { runId: 'run-0', startedAt: '2026-11-20T05:12:00Z', rows: 24, reversed: 24 },
  };
  const undoes = { runId: 'run-0', startedAt: '2026-11-20T05:12:00Z', rows: 24, reversed: 21 };

  it('counts customers that are taken back, and is green only when all are', () => {
    expect(runSummary(undo)).toBe('24 of 24 taken back (12 written in MYOB, 10 in Shopify)');
    expect(runHeadline(undo)).toBe('All of it is taken back');
    expect(runVerdict(undo)).toBe('good');
    expect(runKind(undo)).toMatch(/^Undo of the run of /);
    expect(runWhen(undo)).toMatch(/^Undo of the run of .+\. .+, took 1 min 04 s\.$/);
  });

  it('says how many stay, and how many failed (L6)', () => {
    const kept = { ...undo, undoes };
    expect(runSummary(kept)).toContain('21 of 24 taken back');
    expect(runSummary(kept)).toContain('3 kept');
    expect(runHeadline(kept)).toBe('21 of 24 customers taken back');
    expect(runVerdict(kept)).toBe('warn');
    const failed = { ...kept, counts: { ...kept.counts, failed: 1 } };
    expect(runHeadline(failed)).toBe('21 of 24 customers taken back, 1 failed');
    expect(runSummary(failed)).toContain('2 kept, 1 failed');
    expect(runVerdict(failed)).toBe('danger');
  });

  it('can be had of every run that did something, and of no undo', () => {
    expect(canUndo(run)).toBe(true);
    expect(canUndo(undo)).toBe(false);
    const nothing = { written: { erp: 0, shopify: 0 }, linked: 0, failed: 2, stale: 0, waiting: 0 };
    expect(canUndo({ ...run, counts: nothing })).toBe(false);
    expect(canUndo({ ...run, counts: nothing, state: 'stopped' })).toBe(true);
  });

  it('a trial run says that it is one', () => {
    expect(runKind({ ...run, firstRowsPerVerb: 3 })).toBe('Trial run: the first 3 of each kind');
    expect(runKind(run)).toBeNull();
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
