import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { countOf, formatCount } from '../../kit/format.ts';
import { EmptyState, Page, Panel } from '../../kit/page.tsx';
import { commitHeadline } from '../../state/commit-sentence.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { standingOf } from '../../state/views.ts';
import { describeError } from '../../../shared/domain/error-catalogue.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';
import type { Run as RunValues } from '../../../shared/sync/ledger-port.ts';
import type { FailureCause } from '../../../shared/domain/failure-cause.ts';
import { RunResult } from '../history/run-result.tsx';
import { runHeadline, runWhen } from '../history/run-sentences.ts';
import { StageList } from './stage-list.tsx';

const commitWords = {
  title: 'Writing the approved changes',
  doing: 'Writing',
  done: 'written',
  stays: 'what is written stays written',
};
const undoWords = {
  title: 'Taking the run back',
  doing: 'Taking back',
  done: 'taken back',
  stays: 'what is taken back stays so',
};

function Writing() {
  const activity = useStore((state) => state.status.activity);
  const progress = useStore((state) => state.stages.commit ?? null);
  const stop = useStore((state) => state.stop);
  const words = useStore((state) => state.isUndoing) ? undoWords : commitWords;
  const isStopping = activity === 'stopping';
  return (
    <Page
      title={progress?.total == null ? words.title : `${words.doing} ${countOf(progress.total, 'customer')}`}
      lead={`You can stop at any time: ${words.stays} and is recorded, the rest waits.`}
      actions={
        <Button
          onPress={() => void stop()}
          disabledReason={
            isStopping ? 'It stops as soon as the writes that are on their way are answered.' : null
          }
        >
          {isStopping ? 'Stopping…' : 'Stop'}
        </Button>
      }
    >
      <Panel title="Progress">
        <StageList stages={['connect', 'commit', 'verify']} />
      </Panel>
      {progress === null || progress.failed === 0 ? null : (
        <Banner tone="danger" title={`${formatCount(progress.failed)} could not be ${words.done} so far`}>
          The others go on. The reasons are listed when the run ends.
        </Banner>
      )}
      {isStopping ? (
        <Banner tone="info" title="Stopping">
          The writes that are on their way are finished and recorded; nothing is left half-known.
        </Banner>
      ) : null}
    </Page>
  );
}

/** What ended the run as a whole, such as a lost connection; no record is to blame. */
function WhyInterrupted({ cause }: { readonly cause: FailureCause }) {
  const { title, text } = describeError(cause.code, cause.params);
  return (
    <Banner tone="danger" title={title}>
      {text}
    </Banner>
  );
}

/** After a trial run: how much of its preview is left, and the way there. */
function Rest({ plan }: { readonly plan: PlanHeader }) {
  return (
    <Banner tone="info" title="The rest of the preview waits for you">
      {commitHeadline(plan)} Look at the first rows in both systems; then go on with the preview and commit
      the others. Nothing has to be checked again.
    </Banner>
  );
}

function Finished({ run }: { readonly run: RunValues }) {
  const overview = useOverview();
  const resumable = useStore((state) => state.status.resumable);
  const { resume, prepare, show } = useStore.getState();
  const canResume = resumable?.id === run.id;
  const { plan } = overview;
  const rest =
    plan !== null && plan.id === run.planId && standingOf(plan, overview) === 'tried' ? plan : null;
  const isMain = canResume || rest !== null;
  return (
    <Page
      title={runHeadline(run)}
      lead={runWhen(run)}
      actions={
        <>
          {canResume ? (
            <Button kind="primary" onPress={() => void resume(run.id)}>
              Go on with this run
            </Button>
          ) : null}
          {rest === null ? null : (
            <Button kind="primary" onPress={() => show('preview')}>
              Go on with the preview
            </Button>
          )}
          <Button kind={isMain ? 'plain' : 'primary'} onPress={() => void prepare()}>
            {run.undoes === undefined ? 'Check what is left' : 'Check what changed'}
          </Button>
        </>
      }
    >
      {run.cause === null ? null : <WhyInterrupted cause={run.cause} />}
      {canResume ? (
        <Banner tone="warn" title={`${countOf(run.counts.waiting, 'row is', 'rows are')} not written yet`}>
          Going on starts with finding out what was written last; nothing is written twice. Checking again
          instead makes a new preview of what is left.
        </Banner>
      ) : null}
      {rest === null ? null : <Rest plan={rest} />}
      <RunResult runId={run.id} version={run.state} />
    </Page>
  );
}

export function Run() {
  const { lastRun } = useOverview();
  const status = useStore((state) => state.status);
  const stages = useStore((state) => state.stages);
  const show = useStore((state) => state.show);
  const isWriting =
    status.activity === 'committing' || (status.activity === 'stopping' && stages.readShopify === undefined);
  if (isWriting) return <Writing />;
  const run = status.run ?? lastRun;
  if (run !== null) return <Finished key={run.id} run={run} />;
  return (
    <Page title="Run">
      <EmptyState
        title="Nothing has been written yet"
        actions={
          <Button kind="primary" onPress={() => show('preview')}>
            Open the preview
          </Button>
        }
      >
        A run writes what you approved in the preview. Its progress and its result are shown here.
      </EmptyState>
    </Page>
  );
}
