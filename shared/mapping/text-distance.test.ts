import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, jaroWinkler } from './text-distance.ts';

describe('Jaro-Winkler', () => {
  it.each([
    ['martha', 'marhta', 0.961],
    ['dixon', 'dicksonx', 0.813],
    ['dwayne', 'duane', 0.84],
    ['whitlock', 'witlock', 0.967],
    ['abc', 'xyz', 0],
    ['', 'abc', 0],
    ['', '', 1],
  ])('of %s and %s is %d', (left, right, expected) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(expected, 2);
  });

  it('lies between 0 and 1, is 1 for equal texts, and the same both ways', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (left, right) => {
        const likeness = jaroWinkler(left, right);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(jaroWinkler(left, left)).toBe(1);
        expect(jaroWinkler(right, left)).toBeCloseTo(likeness, 10);
      }),
    );
  });
});

/** The definition, slowly. */
function slowDistance(left: string, right: string): number {
  const table = Array.from({ length: left.length + 1 }, (_, row) =>
    Array.from({ length: right.length + 1 }, (_unused, column) =>
      row === 0 ? column : column === 0 ? row : 0,
    ),
  );
  const at = (row: number, column: number): number => table[row]?.[column] ?? 0;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      const edits = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        swapped,
      );
      table[row]?.splice(column, 1, edits);
    }
  }
  return at(left.length, right.length);
}

describe('edits between two texts', () => {
  it.each([
    ['0491570156', '0491570158', 1],
    ['whitlock', 'whitlcok', 1],
    ['ben', 'benn', 1],
    ['ben', 'mia', 3],
  ])('%s and %s: %i', (left, right, expected) => {
    expect(editDistance(left, right, 2)).toBe(expected);
  });

  it('are counted as by the definition, up to the limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 3 }), (left, right, limit) => {
        expect(editDistance(left, right, limit)).toBe(Math.min(slowDistance(left, right), limit + 1));
      }),
    );
  });
});
