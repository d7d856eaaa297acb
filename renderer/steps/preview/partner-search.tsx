import { useEffect, useState } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import type { PossiblePartner } from '../../../shared/ipc/contract.ts';
import { likenessText } from '../../../shared/domain/suggestion.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { systemNames } from '../../kit/labels.ts';
import { call } from '../../state/bridge.ts';
import { scoreWords, warningsText, whoText } from '../../state/partner-words.ts';
import { useOverview, useStore } from '../../state/store.ts';

/** Typing is answered when the hand rests. */
const searchDelay = 250;
const mostShown = 12;

interface Found {
  readonly items: readonly PossiblePartner[];
  readonly more: boolean;
}

/** Finds one of the records of a side that have no partner yet, the most alike first. */
export function PartnerSearch({
  rowId,
  side,
  value,
  onChange,
}: {
  readonly rowId: string;
  readonly side: Side;
  readonly value: PossiblePartner | null;
  readonly onChange: (partner: PossiblePartner | null) => void;
}) {
  const { profile } = useOverview();
  const planId = useStore((state) => state.plan?.id ?? '');
  const fail = useStore((state) => state.fail);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<Found | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const ask = () =>
      void call('plan.partners', { profileId: profile.id, planId, rowId, side, search, limit: mostShown })
        .then((answer) => {
          if (isCurrent) setFound(answer);
        })
        .catch(fail);
    const timer = setTimeout(ask, search === '' ? 0 : searchDelay);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [profile.id, planId, rowId, side, search, fail]);

  return (
    <div className="stack-small">
      <TextInput
        label={`Find in ${systemNames[side]}`}
        value={search}
        onChange={(text) => {
          setSearch(text);
          setFound(null);
          onChange(null);
        }}
        placeholder="Name, e-mail, phone, ID"
      />
      <div className="partner-list" aria-live="polite">
        {found === null ? (
          <p className="muted">Looking …</p>
        ) : found.items.length === 0 ? (
          <p className="muted">
            {found.more
              ? 'Nobody there looks like this customer.'
              : 'Nobody without a partner was found there. Somebody who has one must be unlinked first.'}
          </p>
        ) : (
          <RadioInput
            areCards
            label={`Customers in ${systemNames[side]} without a partner`}
            value={value?.summary.key ?? null}
            options={found.items.map((partner) => ({
              id: partner.summary.key,
              label: partner.summary.name,
              description: [
                whoText(partner.summary),
                `${scoreWords(partner.score)}${partner.fields.length === 0 ? '' : `: ${likenessText(partner.fields)}`}`,
                warningsText(partner),
              ]
                .filter((part) => part !== '')
                .join(' — '),
            }))}
            onChange={(key) => onChange(found.items.find(({ summary }) => summary.key === key) ?? null)}
          />
        )}
        {found?.more === true ? (
          <p className="muted">There are others: type a part of the name, e-mail or number.</p>
        ) : null}
      </div>
    </div>
  );
}
