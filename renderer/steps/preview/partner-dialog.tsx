import { useState } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import type { PossiblePartner } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { systemNames } from '../../kit/labels.ts';
import { warningsText } from '../../state/partner-words.ts';
import { useStore } from '../../state/store.ts';
import { Likeness } from './likeness.tsx';
import { PartnerSearch } from './partner-search.tsx';

/** "Link to…": finds a record of the other side, shows how alike the two are, and links them in this preview. */
export function PartnerDialog({
  row,
  side,
  onClose,
}: {
  readonly row: PlanRow;
  /** Where the partner is looked for. */
  readonly side: Side;
  readonly onClose: () => void;
}) {
  const [partner, setPartner] = useState<PossiblePartner | null>(null);
  const { link, announce } = useStore.getState();
  const keeper = side === 'erp' ? row.shopify : row.erp;
  const present = row.erp !== null && row.shopify !== null ? row[side] : null;
  const name = keeper?.name ?? '';

  async function use() {
    if (partner === null) return;
    onClose();
    await link(row, partner.summary.key);
    announce(`${name} is linked to ${partner.summary.name} by you. The commit saves it.`);
  }

  return (
    <Dialog
      title={present === null ? `Link ${name} to …` : `Another partner for ${name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            onPress={() => void use()}
            disabledReason={partner === null ? `Choose a ${row.entity} first.` : null}
          >
            Link these two
          </Button>
        </>
      }
    >
      <p className="muted">
        {keeper === null ? '' : `${keeper.number}${keeper.email === null ? '' : ` · ${keeper.email}`}. `}
        Nothing is written before you commit.
        {present === null
          ? ''
          : ` Its link to ${present.name} (${present.number}) ends; that ${row.entity} stays in ${systemNames[side]} as it is and is left alone.`}
      </p>
      <PartnerSearch rowId={row.id} side={side} value={partner} onChange={setPartner} />
      {partner === null ? null : (
        <section className="stack-small">
          <h3>Compared with {partner.summary.name}</h3>
          {partner.warnings.length === 0 ? null : <p className="tone-warn">{warningsText(partner)}</p>}
          <Likeness fields={partner.fields} name={partner.summary.name} />
        </section>
      )}
    </Dialog>
  );
}
