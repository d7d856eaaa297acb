/**
 * Tells from how long writes take whether the ERP is slower than when it was calm. Reads are not judged: their size differs too
 * much. Each kind of write is held against its own kind, as a new customer takes longer than a new phone.
 */

/** Answers to writes between two looks at how fast they come. */
const answersPerLook = 10;
/** Answers of a kind until it is known what it takes in calm times. */
const answersToKnow = 20;
/** Slow is both: so many times as long, and so many milliseconds longer. Single answers differ by a third, ten of them by a tenth. */
const slowRatio = 1.35;
const slowExcess = 75;
/** How far a calm look moves what is taken for calm, so that a few quick answers at the start do not count for ever. */
const drift = 0.05;

interface Calm {
  answers: number;
  /** Milliseconds. */
  mean: number;
}

export interface Look {
  readonly isSlow: boolean;
  /** Milliseconds that an answer took beyond what was expected, the licence's own delay taken off. */
  readonly excess: number;
}

export class AnswerTimes {
  readonly #calm = new Map<string, Calm>();
  /** Of this look: all answers, and those whose kind is known with what they took and what was expected. */
  #answers = 0;
  #judged = 0;
  #taken = 0;
  #expected = 0;

  /**
   * Takes note of one answer. Answers a verdict with every tenth, once enough is known.
   * @param delay milliseconds that the licence is known to add
   */
  add(kind: string, milliseconds: number, delay: number): Look | null {
    const calm = this.#calm.get(kind) ?? { answers: 0, mean: 0 };
    this.#calm.set(kind, calm);
    if (calm.answers < answersToKnow) {
      calm.answers += 1;
      calm.mean += (milliseconds - calm.mean) / calm.answers;
    } else {
      this.#judged += 1;
      this.#taken += milliseconds;
      this.#expected += calm.mean;
    }
    this.#answers += 1;
    return this.#answers < answersPerLook ? null : this.#look(delay);
  }

  /** Seconds that a write takes in calm times; null while too few were sent. */
  secondsPerWrite(): number | null {
    const known = [...this.#calm.values()].filter(({ answers }) => answers >= answersToKnow);
    if (known.length === 0) return null;
    const milliseconds = known.reduce((sum, { mean }) => sum + mean, 0) / known.length;
    return Math.round(milliseconds) / 1000;
  }

  #look(delay: number): Look | null {
    const judged = this.#judged;
    const expected = this.#expected;
    // Within the delay of the licence an answer is as quick as it can be.
    const excess = Math.max(this.#taken - expected - delay * judged, Math.min(0, this.#taken - expected));
    this.#answers = 0;
    this.#judged = 0;
    this.#taken = 0;
    this.#expected = 0;
    if (judged < answersPerLook / 2 || expected === 0) return null;
    if (excess > slowExcess * judged && excess > (slowRatio - 1) * expected) {
      return { isSlow: true, excess: excess / judged };
    }
    for (const calm of this.#calm.values()) {
      if (calm.answers >= answersToKnow) calm.mean *= 1 + (drift * excess) / expected;
    }
    return { isSlow: false, excess: excess / judged };
  }
}
