import { Button } from '../../kit/button.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { useHeadingFocus } from '../../kit/use-heading-focus.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Records } from './records.tsx';
import { RunResult } from './run-result.tsx';
import { canUndo, runHeadline, runWhen } from './run-sentences.ts';
import { RunsTable } from './runs-table.tsx';
import { PreparingUndo, UndoPreview } from './undo-preview.tsx';

function OneRun({ runId }: { readonly runId: string }) {
  const { profile } = useOverview();
  const { showRun, prepareUndo } = useStore.getState();
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const detail = useAnswer('history.run', { profileId: profile.id, runId });
  const run = detail.value?.run;
  return (
    <Page
      title={run === undefined ? 'Run' : runHeadline(run)}
      lead={run === undefined ? '' : runWhen(run)}
      actions={
        <>
          {run === undefined || !canUndo(run) ? null : (
            <Button
              onPress={() => void prepareUndo(runId)}
              disabledReason={
                isBusy ? 'Something is going on already. Wait until it ends, or stop it.' : null
              }
            >
              Undo this run…
            </Button>
          )}
          <Button onPress={() => showRun(null)}>All runs and records</Button>
        </>
      }
    >
      <RunResult runId={runId} version="" />
    </Page>
  );
}

export function History() {
  const shownRun = useStore((state) => state.shownRun);
  const undo = useStore((state) => state.undo);
  const isPreparing = useStore((state) => state.undoOf !== null && state.undoOf === state.shownRun);
  useHeadingFocus([shownRun ?? 'all', isPreparing ? 'preparing' : (undo?.id ?? '')].join('/'));
  if (isPreparing) return <PreparingUndo />;
  if (undo !== null && undo.undoes?.runId === shownRun) return <UndoPreview undo={undo} />;
  if (shownRun !== null) return <OneRun key={shownRun} runId={shownRun} />;
  return (
    <Page
      title="History"
      lead="Every run, and how each customer stands. A failed customer stays listed until it succeeds."
    >
      <Panel title="Runs">
        <RunsTable limit={10} />
      </Panel>
      <Records />
    </Page>
  );
}
