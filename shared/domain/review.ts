/** A preview that was made on another computer and opened here from a file, to be looked at. Plain data. */

/** Whose preview it is. All null where it was redacted. */
export interface PlanOrigin {
  readonly profile: string | null;
  readonly store: string | null;
  readonly company: string | null;
  /** Account name of whoever exported it. */
  readonly person: string | null;
}

export interface Review {
  /** Takes the place of a profile's id where rows are read and decided. */
  readonly id: string;
  /** Name of the file it came from. */
  readonly file: string;
  /** ISO 8601 UTC, as the two below. */
  readonly openedAt: string;
  readonly exportedAt: string;
  /** When the preview was made. */
  readonly madeAt: string;
  readonly origin: PlanOrigin;
  /** Everything personal is masked: it can be read and not decided. */
  readonly redacted: boolean;
  readonly planId: string;
  readonly sha256: string;
  readonly rowCount: number;
  /**
   * Customers were linked by hand in it before the export: its SHA-256 then stands for rows together with those that they
   * replaced, and could not be worked out again from the file.
   */
  readonly rowsReplaced: boolean;
}
