import { useEffect, useRef } from 'react';
import { EmptyState } from '../../kit/page.tsx';
import { lineAt, lineCount, linesInSight, linesToDraw, topOf } from '../../state/row-window.ts';
import { useStore } from '../../state/store.ts';
import { CustomerRow } from './grid-row.tsx';
import { TreeRow } from './tree-row.tsx';
import {
  cursorLineOf,
  useFocusOnCursor,
  useGridEvents,
  useLinesUnder,
  useOpening,
  useScrollWindow,
  useSteadyScroll,
} from './use-grid.ts';

/** A table whose rows are worked with and open: with this role, its rows and cells become those of an ARIA tree grid. */
const interactive = { role: 'treegrid' };

/** The rows of the filter. Only those in sight are drawn, read from the ledger page by page. */
export function PreviewGrid() {
  const total = useStore((state) => state.total);
  const cursor = useStore((state) => state.cursor);
  const ensureRows = useStore((state) => state.ensureRows);
  const rowAt = useStore((state) => state.rowAt);
  // Pages arrive by themselves: the grid is drawn again with each.
  const pages = useStore((state) => state.pages);
  const lines = useLinesUnder();
  const opening = useOpening(lines);
  const hasCompanies = useStore((state) => state.plan?.totals.companies !== undefined);
  const scroll = useRef<HTMLDivElement>(null);
  const { top, height } = useScrollWindow(scroll);
  const count = lineCount(total ?? 0, opening);
  const cursorLine = cursorLineOf(cursor, opening, count);
  const sight = linesInSight(top, height, count, opening);
  useSteadyScroll(scroll, opening);
  useGridEvents(scroll);
  useFocusOnCursor(scroll, cursorLine);

  const first = lineAt(sight.first, opening).index;
  const last = lineAt(sight.last, opening).index;
  useEffect(() => {
    if (total !== null && total > 0) ensureRows(first, last);
  }, [ensureRows, first, last, total, pages]);

  return (
    <div ref={scroll} className="grid-scroll">
      <table
        {...interactive}
        className={hasCompanies ? 'grid with-companies' : 'grid'}
        aria-label="Customers in this preview"
        aria-rowcount={count + 1}
        aria-busy={total === null}
      >
        <thead>
          <tr aria-rowindex={1} className="grid-row grid-head">
            <th>
              <span className="sr-only">Included</span>
            </th>
            <th>Shopify</th>
            <th className="middle">What will happen</th>
            <th>MYOB Acumatica</th>
            <th className="locations-cell">{hasCompanies ? 'Locations, contacts' : 'Locations'}</th>
          </tr>
        </thead>
        <tbody className="grid-space" style={{ height: topOf(count, opening) }}>
          {linesToDraw(sight, cursorLine).map((line) => {
            const { index, child } = lineAt(line, opening);
            const row = rowAt(index);
            const place = {
              line,
              top: topOf(line, opening),
              height: topOf(line + 1, opening) - topOf(line, opening),
              isCursor: line === cursorLine,
            };
            const under = child === null ? undefined : lines[child];
            // Keyed by place, not by record: a row keeps its element, and so the focus, when its page arrives.
            return row === null || under === undefined ? (
              <CustomerRow key={index} row={row} place={place} isOpen={opening?.index === index} />
            ) : (
              <TreeRow key={`${index}/${under.id}`} row={row} line={under} place={place} />
            );
          })}
        </tbody>
      </table>
      {total === 0 ? <NoRows /> : null}
    </div>
  );
}

function NoRows() {
  const { facet, search } = useStore((state) => state.filter);
  if (search.trim() !== '') {
    return (
      <EmptyState title="Nothing found">
        No row here has “{search.trim()}”. Look under “all”, or search for less.
      </EmptyState>
    );
  }
  if (facet === 'need') {
    return (
      <EmptyState title="Nothing needs you">
        Every row is either clear or left alone. You can commit.
      </EmptyState>
    );
  }
  return <EmptyState title="No rows here">There is nothing of this kind in the preview.</EmptyState>;
}
