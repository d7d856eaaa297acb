/** Runs in words. A run with failures never reads as if all were well (L6). */
import { countOf, formatCount, formatDuration, formatLongDateTime } from '../../kit/format.ts';
import type { Run, UndoRun } from '../../../shared/sync/ledger-port.ts';

export function writtenCount({ counts }: Run): number {
  return counts.written.erp + counts.written.shopify;
}

const stateWords: Readonly<Record<Run['state'], string | null>> = {
  running: 'still running',
  stopped: 'stopped by you',
  interrupted: 'interrupted',
  finished: null,
};

/** Whether there is anything to take back; an undo itself is not. */
export function canUndo(run: Run): boolean {
  return run.undoes === undefined && (writtenCount(run) + run.counts.linked > 0 || run.state !== 'finished');
}

/** Rows of an undo that stayed: edited since, left out, or changed at the last moment. */
export function keptCount({ counts }: Run, { rows, reversed }: UndoRun): number {
  return Math.max(0, rows - reversed - counts.failed - counts.waiting);
}

/** `22 of 24 taken back (12 written in MYOB, 10 in Shopify), 2 kept`. */
function undoSummary(run: Run, undoes: UndoRun): string {
  const { counts, state } = run;
  const kept = keptCount(run, undoes);
  const parts = [
    `${formatCount(undoes.reversed)} of ${formatCount(undoes.rows)} taken back (${formatCount(counts.written.erp)} written in MYOB, ${formatCount(counts.written.shopify)} in Shopify)`,
    kept === 0 ? null : `${formatCount(kept)} kept`,
    counts.failed === 0 ? null : `${formatCount(counts.failed)} failed`,
    counts.waiting === 0 ? null : `${formatCount(counts.waiting)} not reached`,
    stateWords[state],
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** `38 written (20 to MYOB, 18 to Shopify), 41 linked, 2 failed, stopped by you`. */
export function runSummary(run: Run): string {
  const { counts, state, undoes } = run;
  if (undoes !== undefined) return undoSummary(run, undoes);
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

export function runVerdict(run: Run): RunVerdict {
  const { state, counts, undoes } = run;
  if (undoes !== undefined && counts.failed === 0 && keptCount(run, undoes) > 0) return 'warn';
  if (counts.failed > 0) return 'danger';
  return state === 'finished' && counts.stale === 0 ? 'good' : 'warn';
}

/** The headline after a run. */
export function runHeadline(run: Run): string {
  const { state, counts, undoes } = run;
  if (undoes !== undefined) return undoHeadline(run, undoes);
  const written = countOf(writtenCount(run), 'change was written', 'changes were written');
  if (state === 'stopped') return `Stopped: ${written}, ${formatCount(counts.waiting)} not reached`;
  if (state === 'interrupted') return `Interrupted: ${written}, ${formatCount(counts.waiting)} not reached`;
  if (state === 'running') return 'The run goes on';
  if (counts.failed > 0) return `${written}, ${formatCount(counts.failed)} failed`;
  return writtenCount(run) === 0 && counts.linked > 0
    ? `${countOf(counts.linked, 'link was stored', 'links were stored')}; nothing had to be written`
    : `All done: ${written}`;
}

function undoHeadline({ state, counts }: Run, { rows, reversed }: UndoRun): string {
  const done = `${formatCount(reversed)} of ${countOf(rows, 'customer')} taken back`;
  if (state === 'stopped') return `Stopped: ${done}`;
  if (state === 'interrupted') return `Interrupted: ${done}`;
  if (state === 'running') return 'The undo goes on';
  if (counts.failed > 0) return `${done}, ${formatCount(counts.failed)} failed`;
  return reversed === rows ? 'All of it is taken back' : done;
}

/** `Undo of the run of Friday 20 November at 4:12 pm`, a trial run, or nothing to add. */
export function runKind({ undoes, firstRowsPerVerb }: Run): string | null {
  if (undoes !== undefined) return `Undo of the run of ${formatLongDateTime(undoes.startedAt)}`;
  return firstRowsPerVerb == null
    ? null
    : `Trial run: the first ${formatCount(firstRowsPerVerb)} of each kind`;
}

export function runDuration({ startedAt, finishedAt }: Run): string {
  return finishedAt === null ? '–' : formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

/** `Friday 20 November at 4:12 pm, took 1 min 04 s.`; a run that has not ended has taken no time that could be told. */
export function runWhen(run: Run): string {
  const began = formatLongDateTime(run.startedAt);
  const kind = runKind(run);
  const when = run.finishedAt === null ? `Began on ${began}.` : `${began}, took ${runDuration(run)}.`;
  return kind === null ? when : `${kind}. ${when}`;
}
