import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import type { WireError } from '../../shared/ipc/errors.ts';

/** Puts the program's sentences beside their fields. @returns true when at least one had a field of this form. */
export function showFieldProblems<T extends FieldValues>(
  problem: WireError,
  known: readonly Path<T>[],
  setError: UseFormSetError<T>,
): boolean {
  let isShown = false;
  for (const [name, message] of Object.entries(problem.fields)) {
    const path = known.find((each) => name === each || name.endsWith(`.${each}`));
    if (path === undefined) continue;
    setError(path, { type: 'program', message }, { shouldFocus: !isShown });
    isShown = true;
  }
  return isShown;
}
