import { useState } from 'react';
import { otherSide, type Side } from '../../../shared/domain/party.ts';
import type { LocationChange, LocationSnapshot, PlanRow } from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { RadioInput } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { systemNames } from '../../kit/labels.ts';
import { useStore } from '../../state/store.ts';
import { movesOf, tieOf, tiesToNone, withTies } from '../../state/ties.ts';
import { CustomerSearch, type NamedRecord } from './customer-search.tsx';

const noPartner = 'none';
const elsewhere = 'elsewhere';

function nameOf(side: Side, snapshot: LocationSnapshot): string {
  return side === 'erp' ? `${snapshot.key}, ${snapshot.label}` : snapshot.label;
}

/** Says of one location which one of the partner it is, that it has none, or that it belongs to another customer. */
export function LocationDialog({
  row,
  location,
  onClose,
}: {
  readonly row: PlanRow;
  readonly location: LocationChange;
  readonly onClose: () => void;
}) {
  const side: Side = location.erp === null ? 'shopify' : 'erp';
  const own = location[side];
  const other = otherSide(side);
  const [choice, setChoice] = useState<string>(location[other]?.key ?? noPartner);
  const [customer, setCustomer] = useState<NamedRecord | null>(null);
  const { arrange, announce } = useStore.getState();
  if (own === null) return null;
  const isElsewhere = choice === elsewhere;
  const partners = row.locations.flatMap((each) => each[other] ?? []);
  const noun = side === 'erp' || row.entity === 'company' ? 'location' : 'address';

  async function use() {
    if (own === null || (isElsewhere && customer === null)) return;
    onClose();
    const moves = movesOf(row).filter(({ locationKey }) => locationKey !== own.key);
    const before = row.decision?.ties ?? [];
    if (isElsewhere && customer !== null) {
      await arrange(row, {
        ties: [...before],
        moves: [...moves, { side, locationKey: own.key, to: customer.key }],
      });
    } else if (choice === noPartner) {
      const ties = tiesToNone(side, own.key, location[other]?.key ?? null);
      await arrange(row, { ties: withTies(before, ties), moves });
    } else await arrange(row, { ties: withTies(before, [tieOf(side, own.key, choice)]), moves });
    announce('Noted. Nothing is written before you commit.');
  }

  return (
    <Dialog
      title={`Where does ${nameOf(side, own)} belong?`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            onPress={() => void use()}
            disabledReason={isElsewhere && customer === null ? `Choose the other ${row.entity} first.` : null}
          >
            Use this
          </Button>
        </>
      }
    >
      <RadioInput
        areCards
        label={`What this ${noun} is`}
        value={choice}
        options={[
          ...partners.map((partner) => ({
            id: partner.key,
            label: nameOf(other, partner),
            description: `The same place in ${systemNames[other]}`,
          })),
          {
            id: noPartner,
            label: 'It has no partner',
            description: 'It is left as it is, now and in later previews',
          },
          {
            id: elsewhere,
            label: `It belongs to another ${row.entity} in ${systemNames[side]}`,
            description: `${systemNames[side]} cannot hand it over: it is created there first; removing it here is proposed by the next preview`,
          },
        ]}
        onChange={setChoice}
      />
      {isElsewhere ? <CustomerSearch side={side} row={row} value={customer} onChange={setCustomer} /> : null}
    </Dialog>
  );
}
