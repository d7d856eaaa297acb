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

/** A person on one side, a company on the other (L9): nobody is turned into the other kind, so there is nobody to choose. */
function isAcrossKinds({ notes }: PlanRow): boolean {
  return notes.some(({ code }) => code === 'personOrCompany');
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
  const isKindQuestion = isAcrossKinds(row);
  // Without a record of its own, the row asks which of several equals goes on (R11); none is no answer then.
  const question = anchor === null ? 'Which of these goes on?' : `Which one is ${rowName(row)}?`;
  const apart = {
    id: 'new',
    label: isKindQuestion ? 'Keep them apart' : 'None of these: keep them apart',
    description: isKindQuestion
      ? 'The person stays a customer and the company a company; each is synchronised as what it is'
      : `Each is treated as a ${row.entity} of its own`,
  };
  if (isKindQuestion) {
    return (
      <section className="stack-small">
        <h3>A person here, a company there</h3>
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
        <RadioInput
          areCards
          label="What should happen?"
          value={decision.partner}
          options={[apart]}
          onChange={(partner) => onChange({ ...decision, include: true, partner })}
        />
        <p className="muted">
          Or leave both as they are (S). To make them one, first change the kind in one system: in MYOB the
          category of the customer, in Shopify a company instead of a customer. Then check again.
        </p>
      </section>
    );
  }
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
