import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { moveCursor } from '../../kit/grid-cursor.ts';
import { decisionOf, withProposal } from '../../state/decisions.ts';
import {
  lineAt,
  lineCount,
  lineOf,
  rowHeight,
  topOf,
  type GridLine,
  type Opening,
} from '../../state/row-window.ts';
import type { Store } from '../../state/slices.ts';
import { useStore } from '../../state/store.ts';
import { treeLines, type TreeLine } from '../../state/tree.ts';
import { toggleIncluded } from './pane-actions.ts';

type OpenedPart = Pick<Store, 'opened' | 'expanded' | 'rowAt'>;

/** What lies under the opened row. */
function linesUnder({ opened, expanded, rowAt }: OpenedPart): readonly TreeLine[] {
  const row = opened === null ? null : rowAt(opened.index);
  return row === null ? [] : treeLines(row, expanded);
}

/** The opened row and how many lines lie under it. */
function openingOf(state: OpenedPart): Opening | null {
  const { opened } = state;
  return opened === null ? null : { index: opened.index, children: linesUnder(state).length };
}

/** What lies under the opened row, as it is drawn. */
export function useLinesUnder(): readonly TreeLine[] {
  const opened = useStore((state) => state.opened);
  const expanded = useStore((state) => state.expanded);
  const row = useStore((state) => (opened === null ? null : state.rowAt(opened.index)));
  return useMemo(() => (row === null ? [] : treeLines(row, expanded)), [row, expanded]);
}

export function useOpening(lines: readonly TreeLine[]): Opening | null {
  const index = useStore((state) => state.opened?.index ?? null);
  return index === null ? null : { index, children: lines.length };
}

/** The line of the grid the keyboard is on. */
export function cursorLineOf(cursor: GridLine, opening: Opening | null, count: number): number {
  const isOpen = opening?.index === cursor.index;
  const line = lineOf(cursor.index, opening) + (isOpen && cursor.child !== null ? cursor.child + 1 : 0);
  return Math.min(Math.max(0, count - 1), line);
}

/** Which part of the scrolled space is in sight, in CSS pixels. */
export function useScrollWindow(scroll: RefObject<HTMLElement | null>) {
  const [window, setWindow] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const update = () => setWindow({ top: element.scrollTop, height: element.clientHeight });
    const resized = new ResizeObserver(update);
    resized.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', update);
    };
  }, [scroll]);
  return window;
}

/** Opening a row brings its lines in and takes another row's out: the opened row stays where the eyes are. */
export function useSteadyScroll(scroll: RefObject<HTMLElement | null>, opening: Opening | null): void {
  const before = useRef<Opening | null>(null);
  const index = opening?.index ?? null;
  const children = opening?.children ?? 0;
  useLayoutEffect(() => {
    const now = index === null ? null : { index, children };
    const anchor = index ?? before.current?.index ?? null;
    if (anchor !== null) {
      const topIn = (state: Opening | null) => topOf(lineOf(anchor, state), state);
      scroll.current?.scrollBy({ top: topIn(now) - topIn(before.current), behavior: 'instant' });
    }
    before.current = now;
  }, [scroll, index, children]);
}

/** Brings a line into sight, below the heading that stays in place. */
function reveal(element: HTMLElement, line: number, opening: Opening | null): void {
  const head = element.querySelector('thead')?.clientHeight ?? 0;
  const top = topOf(line, opening);
  const bottom = topOf(line + 1, opening) + head;
  if (top < element.scrollTop) element.scrollTo({ top });
  else if (bottom > element.scrollTop + element.clientHeight)
    element.scrollTo({ top: bottom - element.clientHeight });
}

function lineOfEvent(event: Event): number | null {
  const { target } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  return row === null ? null : Number(row.dataset['line']);
}

/** Space: a customer into the commit or out of it; a proposed location or contact approved or off. */
function act({ index, child }: GridLine): void {
  const state = useStore.getState();
  const row = state.rowAt(index);
  if (row === null) return;
  if (child === null) {
    void toggleIncluded(row);
    return;
  }
  const node = linesUnder(state)[child]?.node;
  const change = node?.kind === 'location' ? node.location : node?.kind === 'contact' ? node.contact : null;
  if (change?.proposed !== true) return;
  const decision = decisionOf(row);
  void state.decide(row, withProposal(decision, change.id, !decision.approvedProposals.includes(change.id)));
}

/** Opens or closes a line of the tree; the keyboard stays on it, though lines under it come and go. */
function toggleLine(at: GridLine, isExpanded?: boolean): void {
  const state = useStore.getState();
  const line = at.child === null ? undefined : linesUnder(state)[at.child];
  if (line === undefined || line.isExpanded === null) return;
  state.setCursor(at);
  state.expandNode(line.id, isExpanded ?? !line.isExpanded);
}

/** Right: opens what is closed, then goes to the first line under it. Left: closes it, then goes to the line above. */
function walkTree(key: string): GridLine | null {
  const state = useStore.getState();
  const { cursor, opened } = state;
  const { index, child } = cursor;
  const lines = linesUnder(state);
  const isRight = key === 'ArrowRight';
  if (child === null) {
    const isOpen = opened?.index === index;
    if (isRight && !isOpen) void state.openRow(index);
    else if (!isRight && isOpen) state.closeRow();
    return isRight && isOpen && lines.length > 0 ? { index, child: 0 } : null;
  }
  const line = lines[child];
  if (line === undefined) return null;
  if (isRight && line.isExpanded === true) return { index, child: child + 1 };
  if (isRight) toggleLine(cursor, true);
  else if (line.isExpanded === true) toggleLine(cursor, false);
  else return { index, child: line.parent };
  return null;
}

/** Enter: the detail of a customer; a line of its tree opens or closes. */
function openAt(cursor: GridLine): void {
  const state = useStore.getState();
  const line = cursor.child === null ? undefined : linesUnder(state)[cursor.child];
  if (line === undefined || line.isExpanded === null) void state.openRow(cursor.index);
  else toggleLine(cursor);
}

/**
 * Mouse and keyboard of the grid, heard once for all rows: rows come and go while scrolling, the listeners stay.
 * One tab stop; arrows, Home, End and the Page keys move it, Enter opens, Space decides, right and left open and close the tree.
 */
export function useGridEvents(scroll: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const onClick = (event: MouseEvent) => {
      const line = lineOfEvent(event);
      if (line === null || event.target instanceof HTMLInputElement) return;
      const state = useStore.getState();
      const at = lineAt(line, openingOf(state));
      if (at.child === null) void state.openRow(at.index);
      else toggleLine(at);
    };
    const onFocus = (event: FocusEvent) => {
      const line = lineOfEvent(event);
      const state = useStore.getState();
      if (line !== null) state.setCursor(lineAt(line, openingOf(state)));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey || event.shiftKey) return;
      const state = useStore.getState();
      const opening = openingOf(state);
      const count = lineCount(state.total ?? 0, opening);
      const line = cursorLineOf(state.cursor, opening, count);
      const next = moveCursor(event.key, line, count, Math.floor(element.clientHeight / rowHeight));
      if (next !== null) {
        state.setCursor(lineAt(next, opening));
        reveal(element, next, opening);
      } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        const to = walkTree(event.key);
        if (to !== null) {
          state.setCursor(to);
          reveal(element, cursorLineOf(to, opening, count), opening);
        }
      } else if (event.key === 'Enter') openAt(state.cursor);
      else if (event.key === ' ' && !(event.target instanceof HTMLInputElement)) act(state.cursor);
      else return;
      event.preventDefault();
    };
    // Two long names may differ only where their column ends.
    const onPointer = ({ target }: MouseEvent) => {
      const cell = target instanceof Element ? target.closest('td') : null;
      if (cell === null) return;
      if (cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText;
      else cell.removeAttribute('title');
    };
    element.addEventListener('click', onClick);
    element.addEventListener('mouseover', onPointer);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('click', onClick);
      element.removeEventListener('mouseover', onPointer);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, [scroll]);
}

/** The focus follows the cursor while it is in the grid; it is never pulled out of the pane. */
export function useFocusOnCursor(scroll: RefObject<HTMLElement | null>, cursorLine: number): void {
  const openIndex = useStore((state) => state.opened?.index ?? null);
  useEffect(() => {
    const element = scroll.current;
    if (element === null || !element.contains(document.activeElement)) return;
    element.querySelector<HTMLElement>(`[data-line="${cursorLine}"]`)?.focus({ preventScroll: true });
  }, [scroll, cursorLine]);
  // A row opened from elsewhere (J, K) comes into sight.
  useEffect(() => {
    if (openIndex === null || scroll.current === null) return;
    const opening = openingOf(useStore.getState());
    reveal(scroll.current, lineOf(openIndex, opening), opening);
  }, [scroll, openIndex]);
}
