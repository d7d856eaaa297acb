import type { CSSProperties } from 'react';
import type { PartySummary } from '../../../shared/domain/party.ts';
import {
  shownSuggestions,
  waitsForPerson,
  type LocationChange,
  type LocationSnapshot,
  type PlanRow,
} from '../../../shared/sync/plan.ts';
import { countOf } from '../../kit/format.ts';
import { VerbBadge } from '../../kit/verb-badge.tsx';
import { canInclude, decisionOf, isIncluded, withProposal } from '../../state/decisions.ts';
import {
  locationLook,
  locationSentence,
  locationsText,
  rowLook,
  rowName,
  rowSentence,
} from '../../state/sentences.ts';
import { useReview, useStore } from '../../state/store.ts';
import { toggleIncluded } from './pane-actions.ts';

/** Where a line lies and whether the keyboard is on it. */
export interface Place {
  readonly line: number;
  readonly top: number;
  readonly height: number;
  readonly isCursor: boolean;
}

function placed({ line, top, height, isCursor }: Place) {
  const style: CSSProperties = { height, translate: `0 ${top}px` };
  return { 'aria-rowindex': line + 2, 'data-line': line, tabIndex: isCursor ? 0 : -1, style };
}

/** The box of a row. The row has the keyboard (Space); the box is for the mouse and says its state. */
function Box({
  isOn,
  label,
  onChange,
}: {
  readonly isOn: boolean;
  readonly label: string;
  readonly onChange: () => void;
}) {
  return (
    <input
      type="checkbox"
      className="grid-check"
      checked={isOn}
      onChange={onChange}
      aria-label={label}
      tabIndex={-1}
    />
  );
}

function Who({ party, other }: { readonly party: PartySummary; readonly other: string }) {
  return (
    <>
      {party.name} <span className="second">{other}</span>
    </>
  );
}

function Absent({ row, side }: { readonly row: PlanRow; readonly side: 'erp' | 'shopify' }) {
  const candidates = row.candidates.filter((candidate) => candidate.side === side);
  if (candidates.length > 0) return <>{countOf(candidates.length, 'candidate')}</>;
  if (row.verb === 'create') {
    const number = side === 'erp' && row.newNumber !== null ? `, ${row.newNumber}` : '';
    const near = shownSuggestions(row).length;
    return (
      <span className="faint">
        new{number}
        {near === 0 ? '' : ` · ${countOf(near, 'look-alike')}`}
      </span>
    );
  }
  return <span className="faint">{row.verb === 'delete' ? 'gone' : '–'}</span>;
}

function ShopifySide({ row }: { readonly row: PlanRow }) {
  if (row.shopify === null) return <Absent row={row} side="shopify" />;
  return <Who party={row.shopify} other={row.shopify.email ?? row.shopify.phone ?? ''} />;
}

function ErpSide({ row }: { readonly row: PlanRow }) {
  if (row.erp === null) return <Absent row={row} side="erp" />;
  return <Who party={row.erp} other={row.erp.number} />;
}

function CustomerCells({ row }: { readonly row: PlanRow }) {
  const isReadOnly = useReview()?.redacted === true;
  return (
    <>
      <td className="cell-check">
        {canInclude(row) && !isReadOnly ? (
          <Box
            isOn={isIncluded(row)}
            label={`Include ${rowName(row)}`}
            onChange={() => void toggleIncluded(row)}
          />
        ) : (
          <span className="sr-only">nothing to tick</span>
        )}
      </td>
      <td>
        <ShopifySide row={row} />
      </td>
      <td className="middle">
        <VerbBadge look={rowLook(row)} />
      </td>
      <td>
        <ErpSide row={row} />
      </td>
      <td className="locations-cell muted">{isLeftOut(row) ? 'left out' : locationsText(row)}</td>
    </>
  );
}

function isLeftOut({ decision }: PlanRow): boolean {
  return decision !== null && !decision.include;
}

/** A customer; null while the page it is on is being read. */
export function CustomerRow({
  row,
  place,
  isOpen,
}: {
  readonly row: PlanRow | null;
  readonly place: Place;
  readonly isOpen: boolean;
}) {
  return (
    <tr
      {...placed(place)}
      className={row !== null && isLeftOut(row) ? 'grid-row left-out' : 'grid-row'}
      aria-selected={isOpen}
      aria-label={row === null ? 'Being read' : rowSentence(row, waitsForPerson(row))}
    >
      {row === null ? <td className="faint">…</td> : <CustomerCells row={row} />}
    </tr>
  );
}

function Snapshot({
  snapshot,
  absent,
}: {
  readonly snapshot: LocationSnapshot | null;
  readonly absent: string;
}) {
  if (snapshot === null) return <span className="faint">{absent}</span>;
  return (
    <>
      {snapshot.label}
      {snapshot.isDefault ? ' · default' : ''}
      {snapshot.active ? '' : ' · inactive'}
    </>
  );
}

export function ChildRow({
  row,
  location,
  place,
}: {
  readonly row: PlanRow;
  readonly location: LocationChange;
  readonly place: Place;
}) {
  const decide = useStore((state) => state.decide);
  const decision = decisionOf(row);
  const isApproved = decision.approvedProposals.includes(location.id);
  const isNew = location.verb === 'create';
  const isReadOnly = useReview()?.redacted === true;
  return (
    <tr
      {...placed(place)}
      className="grid-row child"
      aria-label={locationSentence(location, rowName(row), isApproved)}
    >
      <td className="cell-check">
        {location.proposed && !isReadOnly ? (
          <Box
            isOn={isApproved}
            label={`Approve: ${locationLook(location).text}`}
            onChange={() => void decide(row, withProposal(decision, location.id, !isApproved))}
          />
        ) : (
          <span className="sr-only">nothing to tick</span>
        )}
      </td>
      <td>
        <Snapshot snapshot={location.shopify} absent={isNew ? 'new address' : 'no address'} />
      </td>
      <td className="middle">
        <VerbBadge look={locationLook(location)} />
      </td>
      <td>
        {location.erp === null ? null : <b>{location.erp.key} </b>}
        <Snapshot
          snapshot={location.erp}
          absent={isNew ? `new${location.newKey === null ? '' : `, ${location.newKey}`}` : 'no location'}
        />
      </td>
      <td className="locations-cell">
        {location.proposed ? (isApproved ? 'approved' : 'proposed, off') : '\u00a0'}
      </td>
    </tr>
  );
}
