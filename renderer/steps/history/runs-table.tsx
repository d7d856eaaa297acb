import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/banner.tsx';
import { formatCount, formatDateTime } from '../../kit/format.ts';
import { EmptyState } from '../../kit/page.tsx';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import type { Run } from '../../../shared/sync/ledger-port.ts';
import { runDuration, runKind, runSummary, writtenCount } from './run-sentences.ts';

/** What an undo came to: its own words, as its counts are those of another job. */
function UndoOutcome({ run }: { readonly run: Run }) {
  return (
    <>
      <b>{runKind(run)}</b> <span className={run.counts.failed > 0 ? 'bad' : 'muted'}>{runSummary(run)}</span>
    </>
  );
}

function RunOutcome({ run, isUndone }: { readonly run: Run; readonly isUndone: boolean }) {
  const { counts, state } = run;
  const rest = [
    counts.linked > 0 ? `${formatCount(counts.linked)} linked` : null,
    counts.stale > 0 ? `${formatCount(counts.stale)} changed since the preview` : null,
    state !== 'finished' && counts.waiting > 0 ? `${formatCount(counts.waiting)} not reached` : null,
    run.firstRowsPerVerb === null ? null : 'a trial run',
    isUndone ? 'taken back later' : null,
  ].filter((part) => part !== null);
  return (
    <>
      <b>{formatCount(writtenCount(run))} written</b>{' '}
      {counts.failed > 0 ? <span className="bad">{formatCount(counts.failed)} failed </span> : null}
      {state === 'stopped' ? <span className="tone-warn">stopped </span> : null}
      {state === 'interrupted' ? <span className="tone-warn">interrupted </span> : null}
      {state === 'running' ? <span>going on </span> : null}
      {state === 'finished' && counts.failed === 0 ? <span className="good">all done </span> : null}
      <span className="muted">{rest.join(', ')}</span>
    </>
  );
}

/** The newest runs first; `limit` null shows all. */
export function RunsTable({ limit }: { readonly limit: number | null }) {
  const { profile, lastRun } = useOverview();
  const showRun = useStore((state) => state.showRun);
  // Read again when a run begins or ends.
  const newest = lastRun === null ? '' : `${lastRun.id}/${lastRun.state}`;
  const runs = useAnswer('history.runs', { profileId: profile.id }, newest);
  if (runs.problem !== null) return <ProblemBanner problem={runs.problem} />;
  if (runs.value === null) return <EmptyState title="Reading the history…" />;
  if (runs.value.length === 0) {
    return (
      <EmptyState title="No run yet">
        After the first commit, every run is listed here with its result.
      </EmptyState>
    );
  }
  const undone = new Set(runs.value.flatMap(({ undoes }) => undoes?.runId ?? []));
  return (
    <table className="lines">
      <thead className="sr-only">
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Result</th>
          <th scope="col">Took</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        {runs.value.slice(0, limit ?? undefined).map((run) => (
          <tr key={run.id}>
            <td className="nowrap">{formatDateTime(run.startedAt)}</td>
            <td>
              {run.undoes === undefined ? (
                <RunOutcome run={run} isUndone={undone.has(run.id)} />
              ) : (
                <UndoOutcome run={run} />
              )}
            </td>
            <td className="muted nowrap">{runDuration(run)}</td>
            <td className="actions">
              <Button
                small
                onPress={() => showRun(run.id)}
                label={`Open the run of ${formatDateTime(run.startedAt)}`}
              >
                Open
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
