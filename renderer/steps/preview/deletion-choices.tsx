import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import type { DeletionChoice, PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput, type Option } from '../../kit/choice.tsx';

function optionsFor(row: PlanRow): readonly Option<DeletionChoice>[] {
  const isGoneFromShopify = row.shopify === null;
  const stays = isGoneFromShopify ? 'MYOB' : 'Shopify';
  const gone = isGoneFromShopify ? 'Shopify' : 'MYOB';
  return [
    { id: 'endLink', label: 'End the link', description: `The ${row.entity} stays in ${stays} as it is` },
    ...(isGoneFromShopify
      ? [
          {
            id: 'endLinkAndDeactivate' as const,
            label: 'End the link and set inactive in MYOB',
            description: 'It keeps its history and can be set active again',
          },
        ]
      : []),
    {
      id: 'createAgain',
      label: `Create it again in ${gone}`,
      description: `With the values it has in ${stays}`,
    },
  ];
}

/** A linked customer is gone from one side: what becomes of the rest (R12, R32). */
export function DeletionChoices({
  row,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  return (
    <section className="stack-small">
      <h3>What should happen?</h3>
      <RadioInput
        areCards
        label="What should happen?"
        value={decision.deletion}
        options={optionsFor(row)}
        onChange={(deletion) => onChange({ ...decision, include: true, deletion })}
      />
    </section>
  );
}
