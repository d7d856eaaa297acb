import { useState } from 'react';
import type { PlanHeader } from '../../../shared/sync/plan.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { formatAge, formatLongDateTime } from '../../kit/format.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { useStore } from '../../state/store.ts';
import {
  deletedText,
  deletesAnything,
  undoButton,
  undoDetails,
  undoHeadline,
  undoRefusal,
} from '../../state/undo-sentences.ts';
import { StageList } from '../run/stage-list.tsx';
import { UndoRows, type UndoView } from './undo-rows.tsx';

const views: readonly UndoView[] = [
  {
    id: 'reverse',
    label: 'can be taken back',
    filter: { verbs: ['reverse'] },
    icon: 'undo',
    tone: 'update',
    canChoose: true,
    empty: 'Nothing of this run can be taken back: everything it did was edited since.',
  },
  {
    id: 'keep',
    label: 'kept',
    filter: { verbs: ['keep'] },
    icon: 'minus',
    tone: 'link',
    empty: 'Nobody has edited anything since the run.',
  },
];

/** While the records that the run wrote are read. */
export function PreparingUndo() {
  const activity = useStore((state) => state.status.activity);
  const stop = useStore((state) => state.stop);
  return (
    <Page
      title="Looking at what the run wrote"
      lead="Accord reads the customers that the run wrote, and only those. Nothing is written."
      actions={
        <Button
          onPress={() => void stop()}
          disabledReason={activity === 'stopping' ? 'It stops as soon as the present request ends.' : null}
        >
          {activity === 'stopping' ? 'Stopping…' : 'Stop'}
        </Button>
      }
    >
      <Panel title="Progress">
        <StageList stages={['connect', 'readShopify', 'readErp', 'plan']} />
      </Panel>
    </Page>
  );
}

function AskToDelete({ undo, onClose }: { readonly undo: PlanHeader; readonly onClose: () => void }) {
  const commitUndo = useStore((state) => state.commitUndo);
  return (
    <Dialog
      title={`Delete ${deletedText(undo)}?`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button kind="danger" onPress={() => void commitUndo()}>
            Delete and take back
          </Button>
        </>
      }
    >
      <p>
        The run made them, and nobody has edited them since. Deleted customers cannot be fetched back; a new
        preview would make them again, with new numbers.
      </p>
      <p className="muted">{undoHeadline(undo)}</p>
    </Dialog>
  );
}

function UndoBar({ undo }: { readonly undo: PlanHeader }) {
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const commitUndo = useStore((state) => state.commitUndo);
  const [isAsking, setIsAsking] = useState(false);
  const refusal = undoRefusal(undo, isBusy);
  return (
    <>
      <p className="say">
        <b>{undoHeadline(undo)}</b> <span className="muted">{refusal ?? undoDetails(undo)}</span>
      </p>
      <Button
        kind="primary"
        onPress={() => (deletesAnything(undo) ? setIsAsking(true) : void commitUndo())}
        disabledReason={refusal}
      >
        {undoButton(undo)}
      </Button>
      {isAsking ? <AskToDelete undo={undo} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

/** What taking the run back would do, customer by customer; nothing is written until the button is pressed. */
export function UndoPreview({ undo }: { readonly undo: PlanHeader }) {
  const { forgetUndo, prepareUndo } = useStore.getState();
  const now = useNow();
  const resumable = useStore((state) => state.status.resumable);
  const runId = undo.undoes?.runId ?? '';
  return (
    <Page
      title={`Take back the run of ${formatLongDateTime(undo.undoes?.startedAt ?? undo.createdAt)}`}
      lead={`Read ${formatAge(undo.createdAt, now)}. Nothing has been written. What is as the run left it goes back to what it was before; what anybody edited since stays.`}
      actions={
        <>
          <Button onPress={() => void prepareUndo(runId)}>Look again</Button>
          <Button onPress={forgetUndo}>Back to the run</Button>
        </>
      }
      bar={<UndoBar undo={undo} />}
    >
      {resumable?.id === runId ? (
        <Banner tone="warn" title="That run was not finished">
          Once it is taken back, it cannot be gone on with. What it did not get to is in the next preview.
        </Banner>
      ) : null}
      <UndoRows key={undo.id} plan={{ profileId: undo.profileId, planId: undo.id }} views={views} />
    </Page>
  );
}
