import { useEffect, useRef } from 'react';

/** A new screen is announced by moving the reading position to its heading; the first one is left to whoever opened it. */
export function useHeadingFocus(screen: string): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true });
  }, [screen]);
}
