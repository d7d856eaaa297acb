/** Where the reading position of a grid goes for a key. Pure, so that it can be tested without a page. */

/** @returns the new index, or null when the key is not one that moves. `pageRows`: rows that fit on the screen. */
export function moveCursor(key: string, index: number, count: number, pageRows: number): number | null {
  if (count === 0) return null;
  const clamp = (next: number) => Math.min(count - 1, Math.max(0, next));
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return clamp(index - 1);
    case 'PageDown':
      return clamp(index + Math.max(1, pageRows - 1));
    case 'PageUp':
      return clamp(index - Math.max(1, pageRows - 1));
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
