import { useEffect, useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { PlanRow } from '../../../shared/sync/plan.ts';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { formatCount } from '../../kit/format.ts';
import type { IconName } from '../../kit/icon.tsx';
import { EmptyState, Panel } from '../../kit/page.tsx';
import type { Tone } from '../../kit/verb-badge.tsx';
import { useStore } from '../../state/store.ts';
import { undoLines } from '../../state/undo-sentences.ts';
import { useAnswer } from '../../state/use-answer.ts';

const pageLength = 50;
const searchDelay = 250;

/** Some of an undo's rows, under one chip. */
export interface UndoView {
  readonly id: string;
  readonly label: string;
  readonly filter: Input<'plan.rows'>['filter'];
  readonly icon: IconName;
  readonly tone: Tone;
  /** Its rows can be taken in or left out. */
  readonly canChoose?: true;
  /** What to say where it holds no row. */
  readonly empty: string;
}

/** Which undo the rows are of. */
interface UndoPlan {
  readonly profileId: string;
  readonly planId: string;
}

function Lines({ lines, isKept }: { readonly lines: readonly string[]; readonly isKept: boolean }) {
  if (lines.length === 0) return null;
  return (
    <ul className={isKept ? 'notes muted' : 'notes'}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function What({ row }: { readonly row: PlanRow }) {
  const { reversed, kept } = undoLines(row);
  const isMixed = reversed.length > 0;
  return (
    <>
      <Lines lines={reversed} isKept={false} />
      <Lines lines={isMixed ? kept.map((line) => `Stays: ${line}`) : kept} isKept />
    </>
  );
}

function Row({
  row,
  onInclude,
}: {
  readonly row: PlanRow;
  readonly onInclude: ((isIncluded: boolean) => void) | null;
}) {
  const name = row.undo?.name ?? '';
  return (
    <tr>
      {onInclude === null ? null : (
        <td className="cell-check">
          <input
            type="checkbox"
            className="grid-check"
            checked={row.decision?.include !== false}
            onChange={(event) => onInclude(event.target.checked)}
            aria-label={`Take back what was done to ${name}`}
          />
        </td>
      )}
      <td>
        <b>{name}</b> <span className="muted">{row.undo?.number ?? ''}</span>
      </td>
      <td>
        <What row={row} />
      </td>
    </tr>
  );
}

function Pager({
  offset,
  shown,
  total,
  onMove,
}: {
  readonly offset: number;
  readonly shown: number;
  readonly total: number;
  readonly onMove: (offset: number) => void;
}) {
  return (
    <div className="panel-head">
      <span className="muted" aria-live="polite">
        {formatCount(offset + 1)} to {formatCount(offset + shown)} of {formatCount(total)}
      </span>
      <span className="cluster">
        <Button
          small
          onPress={() => onMove(Math.max(0, offset - pageLength))}
          disabledReason={offset === 0 ? 'These are the first.' : null}
        >
          Before
        </Button>
        <Button
          small
          onPress={() => onMove(offset + pageLength)}
          disabledReason={offset + pageLength >= total ? 'These are the last.' : null}
        >
          Next
        </Button>
      </span>
    </div>
  );
}

/** The rows of one view; another view or search is another list, so that no row of the one is ever shown as the other's. */
function ViewRows({
  plan,
  view,
  search,
  turn,
  onChange,
}: {
  readonly plan: UndoPlan;
  readonly view: UndoView;
  readonly search: string;
  readonly turn: number;
  readonly onChange: () => void;
}) {
  const includeInUndo = useStore((state) => state.includeInUndo);
  const [offset, setOffset] = useState(0);
  const filter = { ...view.filter, ...(search === '' ? {} : { search }) };
  const rows = useAnswer('plan.rows', { ...plan, filter, offset, limit: pageLength }, String(turn));
  const page = rows.value;
  if (rows.problem !== null) return <ProblemBanner problem={rows.problem} />;
  if (page === null) return <EmptyState title="Reading…" />;
  if (page.items.length === 0) {
    return (
      <EmptyState title={search === '' ? 'None' : 'Nothing found'}>
        {search === '' ? view.empty : 'No customer here has these letters. Search for less.'}
      </EmptyState>
    );
  }
  const include = (row: PlanRow) => (isIncluded: boolean) =>
    void includeInUndo(row, isIncluded).then(onChange);
  return (
    <>
      <table className="lines undo-lines">
        <thead className="sr-only">
          <tr>
            {view.canChoose ? <th scope="col">Taken back</th> : null}
            <th scope="col">Customer</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          {page.items.map((row) => (
            <Row key={row.id} row={row} onInclude={view.canChoose ? include(row) : null} />
          ))}
        </tbody>
      </table>
      {page.total <= pageLength ? null : (
        <Pager offset={offset} shown={page.items.length} total={page.total} onMove={setOffset} />
      )}
    </>
  );
}

function ViewChip({
  plan,
  view,
  turn,
  isOn,
  onPress,
}: {
  readonly plan: UndoPlan;
  readonly view: UndoView;
  readonly turn: number;
  readonly isOn: boolean;
  readonly onPress: () => void;
}) {
  const question = { ...plan, filter: view.filter, offset: 0, limit: 1 };
  const total = useAnswer('plan.rows', question, String(turn)).value?.total;
  return (
    <Chip count={total ?? 0} isOn={isOn} onPress={onPress} icon={view.icon} tone={view.tone}>
      {view.label}
    </Chip>
  );
}

/** The customers of an undo by what becomes, or became, of them; every one is under exactly one chip (L12). */
export function UndoRows({ plan, views }: { readonly plan: UndoPlan; readonly views: readonly UndoView[] }) {
  const [chosen, setChosen] = useState(views[0]?.id ?? '');
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), searchDelay);
    return () => clearTimeout(timer);
  }, [text]);
  const view = views.find(({ id }) => id === chosen) ?? views[0];
  return (
    <Panel title="Customers of the run">
      <div className="facets record-filter">
        {views.map((each) => (
          <ViewChip
            key={each.id}
            plan={plan}
            view={each}
            turn={turn}
            isOn={each === view}
            onPress={() => setChosen(each.id)}
          />
        ))}
        <div className="search">
          <input
            className="input"
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Name or ID"
            aria-label="Find a customer of the run"
          />
        </div>
      </div>
      {view === undefined ? null : (
        <ViewRows
          key={`${view.id}/${search}`}
          plan={plan}
          view={view}
          search={search}
          turn={turn}
          onChange={() => setTurn((count) => count + 1)}
        />
      )}
    </Panel>
  );
}
