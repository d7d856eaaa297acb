import { describe, expect, it } from 'vitest';
import {
  childHeight,
  lineAt,
  lineCount,
  lineOf,
  linesInSight,
  linesToDraw,
  pagesOf,
  pagesToDrop,
  rowHeight,
  topOf,
} from './row-window.ts';

const opening = { index: 3, children: 2 };

describe('pages', () => {
  it('covers rows across a page boundary', () => {
    expect(pagesOf(190, 405)).toEqual([0, 1, 2]);
    expect(pagesOf(-5, 10)).toEqual([0]);
  });

  it('forgets the farthest pages and never the one of the opened row', () => {
    const pages = Array.from({ length: 26 }, (_, page) => page);
    expect(pagesToDrop(pages, 25, 0)).toEqual([1, 2]);
    expect(pagesToDrop(pages.slice(0, 24), 3, null)).toEqual([]);
  });
});

describe('lines', () => {
  it('puts the locations of the opened customer right under it', () => {
    expect(lineCount(10, opening)).toBe(12);
    expect([2, 3, 4, 5, 6].map((line) => lineAt(line, opening))).toEqual([
      { index: 2, child: null },
      { index: 3, child: null },
      { index: 3, child: 0 },
      { index: 3, child: 1 },
      { index: 4, child: null },
    ]);
  });

  it('finds the line of every customer again', () => {
    for (let index = 0; index < 10; index++) {
      expect(lineAt(lineOf(index, opening), opening)).toEqual({ index, child: null });
    }
  });

  it('stacks the heights without gap or overlap', () => {
    const heights = Array.from({ length: 12 }, (_, line) => topOf(line + 1, opening) - topOf(line, opening));
    expect(heights.map((height) => height === childHeight)).toEqual(
      Array.from({ length: 12 }, (_, line) => line === 4 || line === 5),
    );
    expect(topOf(12, opening)).toBe(10 * rowHeight + 2 * childHeight);
  });

  it('draws every line that is in sight, wherever it is scrolled to', () => {
    const count = lineCount(1000, opening);
    for (const top of [0, 130, 165, 190, 230, 9000, topOf(count, opening) - 500]) {
      const { first, last } = linesInSight(top, 500, count, opening);
      expect(topOf(first, opening)).toBeLessThanOrEqual(top);
      expect(last === count - 1 || topOf(last + 1, opening) >= top + 500).toBe(true);
    }
  });

  it('always draws the line with the keyboard, in order', () => {
    expect(linesToDraw({ first: 5, last: 7 }, 6)).toEqual([5, 6, 7]);
    expect(linesToDraw({ first: 5, last: 7 }, 1)).toEqual([1, 5, 6, 7]);
    expect(linesToDraw({ first: 5, last: 7 }, 90)).toEqual([5, 6, 7, 90]);
    expect(linesToDraw({ first: 0, last: -1 }, 0)).toEqual([]);
  });
});
