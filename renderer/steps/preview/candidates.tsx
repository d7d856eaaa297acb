import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { systemNames } from '../../kit/labels.ts';
import { candidateText, evidenceText, rowName } from '../../state/sentences.ts';

/** Who it could be, to be read: in somebody else's preview nobody is linked. */
export function CandidateList({ row }: { readonly row: PlanRow }) {
  return (
    <section className="stack-small">
      <h3>Who it could be</h3>
      <ul className="notes">
        {row.candidates.map((candidate) => (
          <li key={candidate.summary.key}>
            <b>{candidate.summary.name}</b> in {systemNames[candidate.side]}
            <br />
            <span className="muted">
              {[candidateText(candidate), ...candidate.evidence.map(evidenceText)].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">
        Leave this row, and tell whoever made the preview which of them it is: links are made there only.
      </p>
    </section>
  );
}

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
  const anchor = row.shopify === null ? (row.erp === null ? null : 'erp') : 'shopify';
  const options = row.candidates
    .filter(({ side }) => side !== anchor)
    .map((candidate) => ({
      id: candidate.summary.key,
      label: `${candidate.summary.name} in ${systemNames[candidate.side]}`,
      description: [candidateText(candidate), ...candidate.evidence.map(evidenceText)].join(' · '),
    }));
  // Without a record of its own, the row asks which of several equals goes on (R11); none is no answer then.
  const question = anchor === null ? 'Which of these goes on?' : `Which one is ${rowName(row)}?`;
  const apart = {
    id: 'new',
    label: 'None of these: keep them apart',
    description: 'Each is treated as a customer of its own',
  };
  return (
    <section className="stack-small">
      <h3>{question}</h3>
      <RadioInput
        areCards
        label={question}
        value={decision.partner}
        options={anchor === null ? options : [...options, apart]}
        onChange={(partner) => onChange({ ...decision, include: true, partner })}
      />
    </section>
  );
}
