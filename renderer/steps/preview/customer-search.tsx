import { useEffect, useState } from 'react';
import type { PartySummary, Side } from '../../../shared/domain/party.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { RadioInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { systemNames } from '../../kit/labels.ts';
import { call } from '../../state/bridge.ts';
import { whoText } from '../../state/partner-words.ts';
import { useOverview, useStore } from '../../state/store.ts';

const searchDelay = 250;
const mostShown = 10;

export type NamedRecord = Pick<PartySummary, 'key' | 'name' | 'number'>;

/** Finds any other customer of the same kind in the preview, in one system, with or without a partner. */
export function CustomerSearch({
  side,
  row,
  value,
  onChange,
}: {
  readonly side: Side;
  /** The row that it is not. */
  readonly row: Pick<PlanRow, 'id' | 'entity'>;
  readonly value: NamedRecord | null;
  readonly onChange: (record: NamedRecord | null) => void;
}) {
  const { profile } = useOverview();
  const { id, entity } = row;
  const planId = useStore((state) => state.plan?.id ?? '');
  const fail = useStore((state) => state.fail);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly PartySummary[]>([]);

  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      if (search.trim() === '') return;
      const question = { profileId: profile.id, planId, filter: { search, entity }, offset: 0, limit: 50 };
      void call('plan.rows', question)
        .then(({ items }) => {
          const records = items.flatMap((each) => (each.id === id ? [] : (each[side] ?? [])));
          if (isCurrent) setFound(records.slice(0, mostShown));
        })
        .catch(fail);
    }, searchDelay);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [profile.id, planId, side, id, entity, search, fail]);

  return (
    <div className="stack-small">
      <TextInput
        label={`Find the ${entity} in ${systemNames[side]}`}
        value={search}
        onChange={(text) => {
          setSearch(text);
          onChange(null);
        }}
        placeholder="Name, e-mail, phone, ID"
      />
      <div className="partner-list" aria-live="polite">
        {search.trim() === '' ? null : found.length === 0 ? (
          <p className="muted">Nobody was found.</p>
        ) : (
          <RadioInput
            areCards
            label={`Customers in ${systemNames[side]}`}
            value={value?.key ?? null}
            options={found.map((record) => ({
              id: record.key,
              label: record.name,
              description: whoText(record),
            }))}
            onChange={(key) => onChange(found.find((record) => record.key === key) ?? null)}
          />
        )}
      </div>
    </div>
  );
}
