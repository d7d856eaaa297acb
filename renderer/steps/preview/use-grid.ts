import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
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
import { toggleIncluded } from './pane-actions.ts';

/** The opened row and how many locations lie under it. */
function openingOf({ opened, rowAt }: Store): Opening | null {
  if (opened === null) return null;
  return { index: opened.index, children: rowAt(opened.index)?.locations.length ?? 0 };
}

export function useOpening(): Opening | null {
  const index = useStore((state) => openingOf(state)?.index ?? null);
  const children = useStore((state) => openingOf(state)?.children ?? 0);
  return index === null ? null : { index, children };
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

/** Opening a row brings its locations in and takes another row's out: the opened row stays where the eyes are. */
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

/** Space: a customer into the commit or out of it; a proposed location approved or off. */
function act({ index, child }: GridLine): void {
  const { rowAt, decide } = useStore.getState();
  const row = rowAt(index);
  if (row === null) return;
  const location = child === null ? undefined : row.locations[child];
  if (location === undefined) void toggleIncluded(row);
  else if (location.proposed) {
    const decision = decisionOf(row);
    void decide(row, withProposal(decision, location.id, !decision.approvedProposals.includes(location.id)));
  }
}

/**
 * Mouse and keyboard of the grid, heard once for all rows: rows come and go while scrolling, the listeners stay.
 * One tab stop; arrows, Home, End and the Page keys move it, Enter opens, Space decides.
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
      } else if (event.key === 'Enter') void state.openRow(state.cursor.index);
      else if (event.key === ' ' && !(event.target instanceof HTMLInputElement)) act(state.cursor);
      else return;
      event.preventDefault();
    };
    element.addEventListener('click', onClick);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('click', onClick);
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
