/** What a bench answers. */
export type Figures = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

export interface BenchResult {
  readonly figures: Figures;
  /** What the figures are held against. */
  readonly limits: Readonly<Record<string, number>>;
  /** Figure divided by limit. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The greatest ratio that was aimed for, by name; for the text only. */
  readonly aims: Readonly<Record<string, number>>;
  /** What is wrong with the outcome, in words; empty when it is right. Being slow is not wrong. */
  readonly faults: readonly string[];
}

/** Text for people, on the error stream. */
export type Say = (line: string) => void;
