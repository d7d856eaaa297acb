import { describe, expect, it } from 'vitest';
import { moveCursor } from './grid-cursor.ts';

describe('moveCursor', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 4, 13],
    ['PageDown', 95, 99],
    ['PageUp', 4, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from row %i goes to %i of 100', (key, from, to) => {
    expect(moveCursor(key, from, 100, 10)).toBe(to);
  });

  it('leaves other keys alone and does nothing in an empty grid', () => {
    expect(moveCursor('Enter', 4, 100, 10)).toBeNull();
    expect(moveCursor('ArrowDown', 0, 0, 10)).toBeNull();
  });
});
