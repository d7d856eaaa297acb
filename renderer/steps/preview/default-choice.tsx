import type { Side } from '../../../shared/domain/party.ts';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import { defaultChoiceKey, type PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { systemNames } from '../../kit/labels.ts';
import { withChoice } from '../../state/decisions.ts';

const sides: readonly Side[] = ['shopify', 'erp'];

/** Each side chose another default location since they agreed: whose choice counts in both (ADR 18). */
export function DefaultChoice({
  row,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const { defaultConflict } = row;
  if (defaultConflict === undefined) return null;
  const options = sides.map((side) => {
    const location = row.locations.find(({ id }) => id === defaultConflict[side]);
    const number = side === 'erp' ? `${location?.erp?.key ?? ''} ` : '';
    return {
      id: side,
      label: `${number}${location?.[side]?.label ?? ''}`,
      description: `Chosen in ${systemNames[side]}`,
    };
  });
  return (
    <RadioInput
      areCards
      isLabelShown
      label="Which location is the default?"
      value={decision.choices[defaultChoiceKey] ?? null}
      options={options}
      onChange={(side) => onChange(withChoice(decision, defaultChoiceKey, side))}
    />
  );
}
