import { useId } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import {
  roleChoiceKey,
  type ContactChange,
  type PlanRow,
  type RoleJudgement,
} from '../../../shared/sync/plan.ts';
import { noteText, systemNames } from '../../kit/labels.ts';
import { nameOfContact, placeOf, roleText } from '../../state/company-sentences.ts';
import { withChoice, writtenSide } from '../../state/decisions.ts';
import { writtenRole } from '../../state/result-sentence.ts';
import { useReview } from '../../state/store.ts';
import { DiffTable, type DiffLine } from './diff-table.tsx';

function RoleCell({
  role,
  choiceKey,
  side,
  place,
  decision,
  name,
  onChange,
}: {
  readonly role: RoleJudgement;
  readonly choiceKey: string;
  readonly side: Side;
  readonly place: string;
  readonly decision: DecisionInput;
  readonly name: string;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const isReadOnly = useReview()?.redacted === true;
  const text = roleText(side, role[side]);
  if (role.action === 'conflict' && !isReadOnly) {
    return (
      <label className="pick">
        <input
          type="radio"
          name={name}
          checked={decision.choices[choiceKey] === side}
          onChange={() => onChange(withChoice(decision, choiceKey, side))}
          aria-label={`Role at ${place}: use ${text} from ${systemNames[side]}`}
        />
        <span>{text}</span>
      </label>
    );
  }
  if (writtenSide(role, choiceKey, decision) !== side) return <>{text}</>;
  return (
    <>
      {role[side] === null ? null : (
        <>
          <del className="loses">{text}</del>{' '}
        </>
      )}
      <ins className="wins">{roleText(side, writtenRole(role, choiceKey, decision))}</ins>
    </>
  );
}

/** Location by location: what the contact may do in each system, and what it will be. */
export function RoleDiff({
  row,
  contact,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly contact: ContactChange;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const group = useId();
  if (contact.roles.length === 0) return null;
  const lines = contact.roles.map((role): DiffLine => {
    const key = roleChoiceKey(contact.id, role.locationId);
    const place = placeOf(row, role);
    return {
      key,
      title: place,
      note: role.notes.map(noteText).join(' '),
      cell: (side) => (
        <RoleCell
          role={role}
          choiceKey={key}
          side={side}
          place={place}
          decision={decision}
          name={`${group}-${key}`}
          onChange={onChange}
        />
      ),
    };
  });
  return <DiffTable caption={`Roles of ${nameOfContact(contact)}`} heading="Role at" lines={lines} />;
}
