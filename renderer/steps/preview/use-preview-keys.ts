import { useEffect, type RefObject } from 'react';
import { useStore } from '../../state/store.ts';
import { applyDraft, leaveBoth } from './pane-actions.ts';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)))
  );
}

/** Opens the next row that waits, or says that there is none. */
export async function goToWaiting(from: number, step: 1 | -1): Promise<void> {
  const { findWaiting, openRow, announce } = useStore.getState();
  const index = await findWaiting(from, step);
  if (index === null) {
    announce(step === 1 ? 'No further row needs you here.' : 'No row before this one needs you.');
    return;
  }
  await openRow(index);
}

/**
 * The letters of the review: J, K, A, S, / and Esc. They work while the focus is anywhere on the preview's page, and never
 * while something is typed. When the preview replaces the progress of preparing, its heading takes the focus.
 */
export function usePreviewKeys(
  frame: RefObject<HTMLDivElement | null>,
  search: RefObject<HTMLInputElement | null>,
): void {
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { opened, closeRow } = useStore.getState();
      const actions: Readonly<Record<string, () => void>> = {
        j: () => void goToWaiting(opened?.index ?? -1, 1),
        k: () => void goToWaiting(opened?.index ?? 0, -1),
        a: () => void applyDraft(),
        s: () => void leaveBoth(),
        '/': () => search.current?.focus(),
        Escape: () => {
          closeRow();
          element.querySelector<HTMLElement>('[data-line][tabindex="0"]')?.focus();
        },
      };
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (action === undefined || (event.key === 'Escape' && opened === null)) return;
      event.preventDefault();
      action();
    };
    const page = element.closest('main') ?? element;
    if (document.activeElement === document.body) page.querySelector('h1')?.focus({ preventScroll: true });
    page.addEventListener('keydown', onKey);
    return () => page.removeEventListener('keydown', onKey);
  }, [frame, search]);
}
