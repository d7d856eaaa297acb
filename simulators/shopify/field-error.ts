/** One entry of a payload's `userErrors`; `code` is left out of error types that have none. */
export interface FieldError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code: string | null;
}

/** An error at `path`, a dotted path inside the input; no path means `field: null`. */
export function fieldError(path: string | null, message: string, code: string | null = null): FieldError {
  return { field: path === null ? null : path.split('.'), message, code };
}

/** The same errors, found below `prefix` of the arguments. An error without a field names the prefix itself. */
export function below(prefix: string, errors: readonly FieldError[]): readonly FieldError[] {
  const start = prefix.split('.');
  return errors.map((error) => ({ ...error, field: [...start, ...(error.field ?? [])] }));
}

/** What a rule answers: a value, or what is wrong with the input. */
export type Checked<T> = { readonly value: T } | { readonly errors: readonly FieldError[] };
