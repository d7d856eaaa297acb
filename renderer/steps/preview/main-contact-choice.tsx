import type { Side } from '../../../shared/domain/party.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import { mainContactChoiceKey, type PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { systemNames } from '../../kit/labels.ts';
import { withChoice } from '../../state/decisions.ts';

const sides: readonly Side[] = ['shopify', 'erp'];

/** Each side made another contact the main one since they agreed: whose choice counts in both. */
export function MainContactChoice({
  row,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const { contacts = [], mainContactConflict } = row;
  if (mainContactConflict === undefined) return null;
  const options = sides.map((side) => {
    const contact = contacts.find(({ id }) => id === mainContactConflict[side]);
    return {
      id: side,
      label: contact?.[side]?.name ?? '',
      description: `Chosen in ${systemNames[side]}`,
    };
  });
  return (
    <RadioInput
      areCards
      isLabelShown
      label="Who is the main contact?"
      value={decision.choices[mainContactChoiceKey] ?? null}
      options={options}
      onChange={(side) => onChange(withChoice(decision, mainContactChoiceKey, side))}
    />
  );
}
