/** Something that is wrong with a setting, and where. */
export interface Problem {
  /** Names of members and places in lists with dots between, such as `parts.1.values.0`. */
  readonly path: string;
  /** A sentence for a person, with the remedy. */
  readonly message: string;
}
