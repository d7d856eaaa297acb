/** Closes a `switch` over a union: the compiler refuses a forgotten case, the run time names an impossible one. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
