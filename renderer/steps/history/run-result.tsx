import { useState } from 'react';
import type { Input, Run, RunDetail } from '../../../shared/ipc/contract.ts';
import { Banner, ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { countOf, formatCount, formatLongDateTime } from '../../kit/format.ts';
import { EmptyState, Panel } from '../../kit/page.tsx';
import { call } from '../../state/bridge.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { runSummary, runVerdict } from './run-sentences.ts';
import { UndoRows, type UndoView } from './undo-rows.tsx';

/** Failures with one cause together: what it is, what to do, and once more. */
function Causes({ detail, onRetried }: { readonly detail: RunDetail; readonly onRetried: () => void }) {
  const { profile } = useOverview();
  const { announce, fail, refreshOverview } = useStore.getState();
  async function retry(causeCode: string) {
    try {
      const { reset } = await call('history.retry', { profileId: profile.id, causeCode });
      announce(`${countOf(reset, 'record is', 'records are')} tried again with the next preview.`);
      await refreshOverview();
      onRetried();
    } catch (error) {
      fail(error);
    }
  }
  if (detail.causes.length === 0) return null;
  const failed = detail.causes.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel title={`${formatCount(failed)} could not be written`}>
      <table className="lines">
        <thead className="sr-only">
          <tr>
            <th scope="col">Cause and remedy</th>
            <th scope="col">Records</th>
            <th scope="col">Action</th>
          </tr>
        </thead>
        <tbody>
          {detail.causes.map((cause) => (
            <tr key={cause.code}>
              <td>
                <b>{cause.title}</b> <span className="muted">{cause.text}</span>
              </td>
              <td className="nowrap">{countOf(cause.count, 'record')}</td>
              <td className="actions">
                <Button small onPress={() => void retry(cause.code)} label={`Retry: ${cause.title}`}>
                  Retry
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const formats: readonly (readonly [Input<'report.write'>['format'], string])[] = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
];

function Report({ runId }: { readonly runId: string }) {
  const { profile } = useOverview();
  const { announce, fail } = useStore.getState();
  const [saved, setSaved] = useState<string | null>(null);
  async function write(format: Input<'report.write'>['format']) {
    try {
      const { name, rows } = await call('report.write', { profileId: profile.id, runId, format });
      const sentence = `${name} was saved with ${countOf(rows, 'row')}.`;
      setSaved(sentence);
      announce(sentence);
    } catch (error) {
      fail(error);
    }
  }
  const openFolder = () =>
    void call('open', { profileId: profile.id, kind: 'reportFolder', id: null }).catch(fail);
  return (
    <Panel title="Report">
      <div className="panel-body">
        <p className="muted">
          Every row of the run with what was written and what was answered, to keep or to send on. It names
          the preview it came from.
        </p>
        <div className="cluster">
          {formats.map(([format, label]) => (
            <Button key={format} onPress={() => void write(format)} label={`Save the report as ${label}`}>
              {label}
            </Button>
          ))}
          {saved === null ? null : (
            <>
              <span className="good">{saved}</span>
              <Button kind="quiet" onPress={openFolder}>
                Open the folder
              </Button>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

const verdictTitles = {
  good: 'Everything approved was written',
  warn: 'Written as far as it went',
  danger: 'Some customers could not be written',
} as const;
const trialTitles = { ...verdictTitles, good: 'The first rows of each kind were written' } as const;

const undoTitles = {
  good: 'Everything the run did is taken back',
  warn: 'Taken back in part',
  danger: 'Some of it could not be taken back',
} as const;

/** The customers of an undo by what became of them. */
const outcomes: readonly UndoView[] = [
  {
    id: 'reversed',
    label: 'taken back',
    filter: { bucket: 'reversed' },
    icon: 'check',
    tone: 'create',
    empty: 'Nothing was taken back.',
  },
  {
    id: 'kept',
    label: 'kept',
    filter: { bucket: 'kept' },
    icon: 'minus',
    tone: 'link',
    empty: 'Nothing had to stay.',
  },
  {
    id: 'errored',
    label: 'failed',
    filter: { bucket: 'errored' },
    icon: 'cross',
    tone: 'danger',
    empty: 'Nothing failed.',
  },
];
const notReached: UndoView = {
  id: 'toReverse',
  label: 'not reached',
  filter: { bucket: 'toReverse' },
  icon: 'clock',
  tone: 'warn',
  empty: 'Every customer was reached.',
};

/** Undos of this run, so that nobody takes its result for how things stand. */
function UndoneBy({ undoneBy }: { readonly undoneBy: RunDetail['undoneBy'] }) {
  const showRun = useStore((state) => state.showRun);
  return undoneBy.map((undo) => (
    <Banner
      key={undo.id}
      tone="info"
      title={`Taken back on ${formatLongDateTime(undo.startedAt)}`}
      actions={
        <Button small onPress={() => showRun(undo.id)}>
          Open the undo
        </Button>
      }
    >
      {runSummary(undo)}.
    </Banner>
  ));
}

function titlesOf({ undoes, firstRowsPerVerb }: Run) {
  if (undoes !== undefined) return undoTitles;
  return firstRowsPerVerb === null ? verdictTitles : trialTitles;
}

/** A run from its end: what was done, what failed and why, and the report. */
export function RunResult({ runId, version }: { readonly runId: string; readonly version: string }) {
  const { profile } = useOverview();
  const detail = useAnswer('history.run', { profileId: profile.id, runId }, version);
  if (detail.problem !== null) return <ProblemBanner problem={detail.problem} />;
  if (detail.value === null) return <EmptyState title="Reading the run…" />;
  const { run, undoneBy } = detail.value;
  const { undoes } = run;
  const verdict = runVerdict(run);
  return (
    <>
      <UndoneBy undoneBy={undoneBy} />
      <Banner tone={verdict} title={titlesOf(run)[verdict]}>
        {runSummary(run)}.
        {run.counts.stale === 0 || undoes !== undefined
          ? ''
          : ' Customers that changed since the preview were left alone and come back in the next one.'}
      </Banner>
      {undoes === undefined ? (
        <Causes detail={detail.value} onRetried={detail.reload} />
      ) : (
        <UndoRows
          key={`${run.id}/${run.state}`}
          plan={{ profileId: profile.id, planId: run.planId }}
          views={run.state === 'finished' ? outcomes : [...outcomes, notReached]}
        />
      )}
      <Report runId={runId} />
      <p className="faint">
        {undoes === undefined ? 'Preview' : 'Undo'} {run.planSha256.slice(0, 16)} · run {run.id}
      </p>
    </>
  );
}
