import { useState } from 'react';
import { otherSide, type Side } from '../../../shared/domain/party.ts';
import type { ContactChange, PlanRow } from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { RadioInput } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { systemNames } from '../../kit/labels.ts';
import { nameOfContact } from '../../state/company-sentences.ts';
import { useStore } from '../../state/store.ts';
import { movesOf, tieOf, tiesToNone, withTies } from '../../state/ties.ts';

const nobody = 'nobody';

/** Says of one contact who it is among the people of the same company in the other system, or that it is nobody there. */
export function ContactDialog({
  row,
  contact,
  onClose,
}: {
  readonly row: PlanRow;
  readonly contact: ContactChange;
  readonly onClose: () => void;
}) {
  const side: Side = contact.erp === null ? 'shopify' : 'erp';
  const own = contact[side];
  const other = otherSide(side);
  const [choice, setChoice] = useState<string>(contact[other]?.key ?? nobody);
  const { arrange, announce } = useStore.getState();
  if (own === null) return null;
  // Who is inactive in MYOB is linked to nobody before that is corrected there; a link that stands can still be ended.
  const partners = (row.contacts ?? []).flatMap((each) => {
    const partner = each[other];
    const isFit = partner !== null && (each.id === contact.id || (partner.active && own.active));
    return isFit ? [partner] : [];
  });

  async function use() {
    if (own === null) return;
    onClose();
    const ties =
      choice === nobody
        ? tiesToNone(side, own.key, contact[other]?.key ?? null)
        : [tieOf(side, own.key, choice)];
    await arrange(row, {
      ties: [...(row.decision?.ties ?? [])],
      moves: movesOf(row),
      contactTies: withTies(row.decision?.contactTies ?? [], ties),
    });
    announce('Noted. Nothing is written before you commit.');
  }

  return (
    <Dialog
      title={`Who is ${nameOfContact(contact)}?`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={() => void use()}>
            Use this
          </Button>
        </>
      }
    >
      <RadioInput
        areCards
        label={`Who this is in ${systemNames[other]}`}
        value={choice}
        options={[
          ...partners.map((partner) => ({
            id: partner.key,
            label: partner.name,
            description: `${partner.email ?? 'no e-mail'}, the same person in ${systemNames[other]}`,
          })),
          {
            id: nobody,
            label: `Nobody in ${systemNames[other]}`,
            description: own.active
              ? 'The contact is left as it is, now and in later previews'
              : `The contact is inactive in ${systemNames[side]}: activate it there before it is linked to anybody else`,
          },
        ]}
        onChange={setChoice}
      />
    </Dialog>
  );
}
