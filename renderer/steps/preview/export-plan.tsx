import { useState } from 'react';
import type { WireError } from '../../../shared/ipc/errors.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';
import { Banner, ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { RadioInput } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { countOf } from '../../kit/format.ts';
import { useStore } from '../../state/store.ts';

type Kind = 'whole' | 'redacted';

const kinds = [
  {
    id: 'whole',
    label: 'With personal data, for somebody who shall decide',
    description:
      'They open it in Accord on their own computer, decide row by row, and send it back; you then take their decisions over. It holds names, e-mails, phones and addresses: hand it only to whom you would show these customers.',
  },
  {
    id: 'redacted',
    label: 'Redacted, for an e-mail',
    description:
      'Names, e-mails, phones, addresses and numbers are replaced by meaningless words, the same word for the same value. What would be written, where and why can still be seen. It can be read, not decided.',
  },
] as const;

function ExportDialog({ plan, onClose }: { readonly plan: PlanHeader; readonly onClose: () => void }) {
  const exportPlan = useStore((state) => state.exportPlan);
  const [kind, setKind] = useState<Kind>('whole');
  const [saved, setSaved] = useState<string | null>(null);
  const [problem, setProblem] = useState<WireError | null>(null);

  async function save() {
    const answer = await exportPlan(kind === 'redacted');
    setSaved(answer.name);
    setProblem(answer.problem);
  }

  return (
    <Dialog
      title="Export this preview"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{saved === null ? 'Cancel' : 'Close'}</Button>
          <Button kind="primary" onPress={() => void save()}>
            Choose where to save it…
          </Button>
        </>
      }
    >
      <p>One file with all {countOf(plan.rowCount, 'row')}, as they are decided now.</p>
      <RadioInput
        areCards
        label="What goes into it"
        value={kind}
        options={kinds}
        onChange={(chosen) => {
          setKind(chosen);
          setSaved(null);
        }}
      />
      {problem === null ? null : <ProblemBanner problem={problem} />}
      {saved === null ? null : <Banner tone="good" title={`Saved as ${saved}`} />}
    </Dialog>
  );
}

/** Saves the preview as a file. */
export function ExportPlan({ plan }: { readonly plan: PlanHeader }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Export…</Button>
      {isOpen ? <ExportDialog plan={plan} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
