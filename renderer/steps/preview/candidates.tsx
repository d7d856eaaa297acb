import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { systemNames } from '../../kit/labels.ts';
import { candidateText, evidenceText, rowName } from '../../state/sentences.ts';

/** Who it could be, with the reasons; or nobody of them. */
export function Candidates({
  row,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const options = row.candidates.map((candidate) => ({
    id: candidate.summary.key,
    label: `${candidate.summary.name} in ${systemNames[candidate.side]}`,
    description: [candidateText(candidate), ...candidate.evidence.map(evidenceText)].join(' · '),
  }));
  return (
    <section className="stack-small">
      <h3>Which one is {rowName(row)}?</h3>
      <RadioInput
        areCards
        label={`Which one is ${rowName(row)}?`}
        value={decision.partner}
        options={[
          ...options,
          {
            id: 'new',
            label: 'None of these: keep them apart',
            description: 'Each is treated as a customer of its own',
          },
        ]}
        onChange={(partner) => onChange({ ...decision, include: true, partner })}
      />
    </section>
  );
}
