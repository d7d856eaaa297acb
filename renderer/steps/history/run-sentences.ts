/** Runs in words. A run with failures never reads as if all were well (L6). */
import { countOf, formatCount, formatDuration, formatLongDateTime } from '../../kit/format.ts';
import type { Run } from '../../../shared/sync/ports.ts';

export function writtenCount({ counts }: Run): number {
  return counts.written.erp + counts.written.shopify;
}

const stateWords: Readonly<Record<Run['state'], string | null>> = {
  running: 'still running',
  stopped: 'stopped by you',
  interrupted: 'interrupted',
  finished: null,
};

/** `38 written (20 to MYOB, 18 to Shopify), 41 linked, 2 failed, stopped by you`. */
export function runSummary(run: Run): string {
  const { counts, state } = run;
  const parts = [
    `${formatCount(writtenCount(run))} written (${formatCount(counts.written.erp)} to MYOB, ${formatCount(counts.written.shopify)} to Shopify)`,
    counts.linked === 0 ? null : `${formatCount(counts.linked)} linked`,
    counts.failed === 0 ? null : `${formatCount(counts.failed)} failed`,
    counts.stale === 0 ? null : `${formatCount(counts.stale)} changed since the preview`,
    state === 'finished' || counts.waiting === 0 ? null : `${formatCount(counts.waiting)} not reached`,
    stateWords[state],
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export type RunVerdict = 'good' | 'warn' | 'danger';

export function runVerdict({ state, counts }: Run): RunVerdict {
  if (counts.failed > 0) return 'danger';
  return state === 'finished' && counts.stale === 0 ? 'good' : 'warn';
}

/** The headline after a run. */
export function runHeadline(run: Run): string {
  const { state, counts } = run;
  const written = countOf(writtenCount(run), 'change was written', 'changes were written');
  if (state === 'stopped') return `Stopped: ${written}, ${formatCount(counts.waiting)} not reached`;
  if (state === 'interrupted') return `Interrupted: ${written}, ${formatCount(counts.waiting)} not reached`;
  if (state === 'running') return 'The run goes on';
  if (counts.failed > 0) return `${written}, ${formatCount(counts.failed)} failed`;
  return writtenCount(run) === 0 && counts.linked > 0
    ? `${countOf(counts.linked, 'link was stored', 'links were stored')}; nothing had to be written`
    : `All done: ${written}`;
}

export function runDuration({ startedAt, finishedAt }: Run): string {
  return finishedAt === null ? '–' : formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

/** `Friday 20 November at 4:12 pm, took 1 min 04 s.`; a run that has not ended has taken no time that could be told. */
export function runWhen(run: Run): string {
  const began = formatLongDateTime(run.startedAt);
  return run.finishedAt === null ? `Began on ${began}.` : `${began}, took ${runDuration(run)}.`;
}
