import { Button } from '../../kit/button.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Records } from './records.tsx';
import { RunResult } from './run-result.tsx';
import { runHeadline, runWhen } from './run-sentences.ts';
import { RunsTable } from './runs-table.tsx';

function OneRun({ runId }: { readonly runId: string }) {
  const { profile } = useOverview();
  const showRun = useStore((state) => state.showRun);
  const detail = useAnswer('history.run', { profileId: profile.id, runId });
  const run = detail.value?.run;
  return (
    <Page
      title={run === undefined ? 'Run' : runHeadline(run)}
      lead={run === undefined ? '' : runWhen(run)}
      actions={<Button onPress={() => showRun(null)}>All runs and records</Button>}
    >
      <RunResult runId={runId} version="" />
    </Page>
  );
}

export function History() {
  const shownRun = useStore((state) => state.shownRun);
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
