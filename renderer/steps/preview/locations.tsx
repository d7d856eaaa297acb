import { useState } from 'react';
import type { DecisionInput } from '../../../shared/ipc/contract.ts';
import {
  defaultChangeOf,
  type LocationChange,
  type LocationSnapshot,
  type PlanRow,
} from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Tag } from '../../kit/chip.tsx';
import { noteText, systemNames } from '../../kit/labels.ts';
import { VerbBadge } from '../../kit/verb-badge.tsx';
import { withProposal } from '../../state/decisions.ts';
import { locationLook } from '../../state/sentences.ts';
import { useReview, useStore } from '../../state/store.ts';
import { DefaultChoice } from './default-choice.tsx';
import { FieldDiff } from './field-diff.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { useShortened } from './shortened.tsx';
import { SiteFacts } from './site-facts.tsx';

function Half({
  snapshot,
  absent,
  becomesDefault,
  withKey,
}: {
  readonly snapshot: LocationSnapshot | null;
  readonly absent: string;
  readonly becomesDefault: boolean;
  readonly withKey: boolean;
}) {
  return (
    <div>
      {snapshot === null ? (
        <span className="faint">{absent}</span>
      ) : (
        <>
          {withKey ? <b>{snapshot.key} </b> : null}
          {snapshot.label} {snapshot.isDefault ? <Tag>default</Tag> : null}{' '}
          {snapshot.active ? null : <Tag>inactive</Tag>}
          {snapshot.inherits ? <Tag>as the customer</Tag> : null}
        </>
      )}{' '}
      {becomesDefault ? <Tag>becomes default</Tag> : null}
    </div>
  );
}

const joints: Readonly<Record<LocationChange['target'], string>> = {
  erp: '→',
  shopify: '←',
  both: '↔',
  none: '=',
};

function jointOf({ verb, target }: LocationChange): string {
  return verb === 'leave' ||
    verb === 'endLink' ||
    verb === 'untie' ||
    verb === 'invalid' ||
    verb === 'conflict'
    ? '·'
    : joints[target];
}

/** Only a customer in both systems has locations to tie; one that comes from elsewhere is decided there. */
function canArrange(row: PlanRow, { erp, shopify }: LocationChange): boolean {
  return row.erp !== null && row.shopify !== null && (erp !== null || shopify !== null);
}

/** Which address is which location, which is MAIN or the default, and what becomes inactive. */
export function Locations({
  row,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const isReview = useReview() !== null;
  const moved = defaultChangeOf(row, decision);
  const [arranged, setArranged] = useState<string | null>(null);
  const open = row.locations.find(({ id }) => id === arranged);
  const isCompany = row.entity === 'company';
  const { shown, more } = useShortened(row.locations, 'location');
  const records = useStore((state) => (state.records?.rowId === row.id ? state.records.records : null));
  const inShopify = isCompany ? 'location' : 'address';
  return (
    <section className="stack-small">
      <h3>Locations</h3>
      {open === undefined ? null : (
        <LocationDialog key={open.id} row={row} location={open} onClose={() => setArranged(null)} />
      )}
      <DefaultChoice row={row} decision={decision} onChange={onChange} />
      {moved === null ? null : <p className="muted">The default in {systemNames[moved.side]} changes.</p>}
      <div className="location-pair faint" aria-hidden="true">
        <span>Shopify {inShopify}</span>
        <span />
        <span>MYOB location</span>
      </div>
      <ul className="stack-small">
        {(isCompany ? shown : row.locations).map((location) => {
          const becomesDefault = (side: 'erp' | 'shopify') =>
            moved?.side === side && moved.locationId === location.id;
          const differing = location.fields.filter((change) => change.action !== 'keep');
          const isNew = location.verb === 'create';
          const newKey = location.newKey === null ? '' : ` ${location.newKey}`;
          return (
            <li key={location.id} className="location-block">
              <div className="location-pair">
                <Half
                  snapshot={location.shopify}
                  absent={`${isNew ? 'new' : 'no'} ${inShopify}`}
                  becomesDefault={becomesDefault('shopify')}
                  withKey={false}
                />
                <span aria-hidden="true">{jointOf(location)}</span>
                <Half
                  snapshot={location.erp}
                  absent={isNew ? `new location${newKey}` : 'no location'}
                  becomesDefault={becomesDefault('erp')}
                  withKey
                />
              </div>
              <div className="cluster">
                <VerbBadge look={locationLook(location)} />
                {canArrange(row, location) && !isReview ? (
                  <Button
                    small
                    kind="quiet"
                    label={`Belongs to …: ${location.erp?.key ?? location.shopify?.label ?? ''}`}
                    onPress={() => setArranged(location.id)}
                  >
                    Belongs to …
                  </Button>
                ) : null}
                {location.proposed ? (
                  <Checkbox
                    isOn={decision.approvedProposals.includes(location.id)}
                    onChange={(isOn) => onChange(withProposal(decision, location.id, isOn))}
                  >
                    Approve
                    <span className="sr-only">
                      : {locationLook(location).text}, {location.erp?.key ?? location.shopify?.label ?? ''}
                    </span>
                  </Checkbox>
                ) : null}
              </div>
              {isCompany ? <SiteFacts location={location} records={records} /> : null}
              {location.notes.length === 0 ? null : (
                <ul className="notes muted">
                  {location.notes.map((note) => (
                    <li key={note.code}>{noteText(note)}</li>
                  ))}
                </ul>
              )}
              {differing.length === 0 || location.verb === 'create' ? null : (
                <FieldDiff
                  caption={`Fields of ${location.erp?.key ?? location.shopify?.label ?? 'the location'}`}
                  fields={differing}
                  child={location}
                  decision={decision}
                  onChange={onChange}
                />
              )}
            </li>
          );
        })}
      </ul>
      {isCompany ? more : null}
    </section>
  );
}
