/** The rows of a run on their way into its lanes: the first are written while the others are still being read. */
import type { ChosenRow } from './commit-types.ts';

/** Rows to carry out, in plan order. */
export interface RowsToDo {
  /** Null while nobody knows: they are read from the plan as they are visited. */
  readonly count: number | null;
  readonly each: (visit: (row: ChosenRow) => void) => Promise<void>;
}

export function knownRows(rows: readonly ChosenRow[]): RowsToDo {
  return {
    count: rows.length,
    each: async (visit) => {
      for (const row of rows) visit(row);
    },
  };
}

/** Rows of one lane in the order in which they came. Only one may take from it at a time. */
export class RowQueue {
  readonly #rows: ChosenRow[] = [];
  #taken = 0;
  #isComplete = false;
  #wake: () => void = () => undefined;

  add(row: ChosenRow): void {
    this.#rows.push(row);
    this.#wake();
  }

  /** No further row will come. */
  complete(): void {
    this.#isComplete = true;
    this.#wake();
  }

  /** The next `count` rows, once they are there; fewer only at the end, none after it. */
  async take(count: number): Promise<readonly ChosenRow[]> {
    while (this.#rows.length < this.#taken + count && !this.#isComplete) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const rows = this.#rows.slice(this.#taken, this.#taken + count);
    this.#taken += rows.length;
    return rows;
  }
}
