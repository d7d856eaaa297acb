import type { CSSProperties } from 'react';
import type { PartySummary } from '../../../shared/domain/party.ts';
import { shownSuggestions, waitsForPerson, type PlanRow } from '../../../shared/sync/plan.ts';
import { countOf } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { VerbBadge } from '../../kit/verb-badge.tsx';
import { companyCounts } from '../../state/company-sentences.ts';
import { canInclude, isIncluded } from '../../state/decisions.ts';
import { locationsText, rowLook, rowName, rowSentence } from '../../state/sentences.ts';
import { useReview } from '../../state/store.ts';
import { toggleIncluded } from './pane-actions.ts';

/** Where a line lies and whether the keyboard is on it. */
export interface Place {
  readonly line: number;
  readonly top: number;
  readonly height: number;
  readonly isCursor: boolean;
}

export function placed({ line, top, height, isCursor }: Place) {
  const style: CSSProperties = { height, translate: `0 ${top}px` };
  return { 'aria-rowindex': line + 2, 'data-line': line, tabIndex: isCursor ? 0 : -1, style };
}

/** The box of a row. The row has the keyboard (Space); the box is for the mouse and says its state. */
export function Box({
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

function Who({
  row,
  party,
  other,
}: {
  readonly row: PlanRow;
  readonly party: PartySummary;
  readonly other: string;
}) {
  return (
    <>
      {row.entity === 'company' ? (
        <span className="company-mark" title="Company">
          <Icon name="building" />
          <span className="sr-only">Company </span>
        </span>
      ) : null}
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
  return <Who row={row} party={row.shopify} other={row.shopify.email ?? row.shopify.phone ?? ''} />;
}

function ErpSide({ row }: { readonly row: PlanRow }) {
  if (row.erp === null) return <Absent row={row} side="erp" />;
  return <Who row={row} party={row.erp} other={row.erp.number} />;
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
      <td className="locations-cell muted">{childrenText(row)}</td>
    </>
  );
}

/** Locations, and of a company also its contacts: what is under the row, and what of it changes. */
function childrenText(row: PlanRow): string {
  if (isLeftOut(row)) return 'left out';
  return row.contacts === undefined ? locationsText(row) : companyCounts(row);
}

export function isLeftOut({ decision }: PlanRow): boolean {
  return decision !== null && !decision.include;
}

/** Whether lines come under the row when it is opened. */
function hasLines(row: PlanRow | null): boolean {
  return row !== null && (row.locations.length > 0 || (row.contacts ?? []).length > 0);
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
      aria-level={1}
      {...(hasLines(row) ? { 'aria-expanded': isOpen } : {})}
      aria-selected={isOpen}
      aria-label={row === null ? 'Being read' : rowSentence(row, waitsForPerson(row))}
    >
      {row === null ? <td className="faint">…</td> : <CustomerCells row={row} />}
    </tr>
  );
}
