import { useState } from 'react';
import { otherSide, type Side } from '../../../shared/domain/party.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { systemNames } from '../../kit/labels.ts';
import { decisionOf, isReplanned, isUnlinked } from '../../state/decisions.ts';
import { isByHand, rowName } from '../../state/sentences.ts';
import { useStore } from '../../state/store.ts';
import { PartnerDialog } from './partner-dialog.tsx';

function isGuestRow({ notes }: PlanRow): boolean {
  return notes.some(({ code }) => code === 'guestCustomer');
}

/** Left alone because it was taken apart from somebody: it can become a customer of its own. */
function isLeftAlone({ notes }: PlanRow): boolean {
  return notes.some(({ code }) => code === 'keptApart' || code === 'linkEnded');
}

/** What a person can say about who this is: link, another partner, unlink, keep apart. */
export function PartnerActions({ row }: { readonly row: PlanRow }) {
  const [side, setSide] = useState<Side | null>(null);
  const { link, decide, announce } = useStore.getState();
  const { erp, shopify } = row;
  if (isGuestRow(row) || isReplanned(row) || (erp === null && shopify === null)) return null;
  const alone = erp === null ? 'shopify' : shopify === null ? 'erp' : null;
  const decision = decisionOf(row);
  const many = row.entity === 'company' ? 'companies' : 'customers';
  const endLink = async () => {
    await decide(row, { ...decision, include: true, unlink: true });
    announce(`The link of ${rowName(row)} ends with the commit. Both ${many} stay as they are.`);
  };
  return (
    <section className="stack-small">
      <h3>{row.entity === 'company' ? 'Which company is this?' : 'Who is this?'}</h3>
      <div className="cluster">
        {alone === null ? (
          <>
            {(['shopify', 'erp'] as const).map((each) => (
              <Button key={each} small onPress={() => setSide(each)}>
                Another partner in {systemNames[each]} …
              </Button>
            ))}
            {row.linkId !== null && !isUnlinked(row, decision) ? (
              <Button small onPress={() => void endLink()}>
                Unlink
              </Button>
            ) : null}
            {row.linkId === null && !isByHand(row) ? (
              <Button small onPress={() => void link(row, 'new')}>
                These are two {many}
              </Button>
            ) : null}
          </>
        ) : (
          <>
            <Button small onPress={() => setSide(otherSide(alone))}>
              Link to a {row.entity} in {systemNames[otherSide(alone)]} …
            </Button>
            {isLeftAlone(row) ? (
              <Button small onPress={() => void link(row, 'new')}>
                Create it in {systemNames[otherSide(alone)]}
              </Button>
            ) : null}
          </>
        )}
      </div>
      {side === null ? null : <PartnerDialog row={row} side={side} onClose={() => setSide(null)} />}
    </section>
  );
}
