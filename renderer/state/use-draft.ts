import { useState, type Dispatch, type SetStateAction } from 'react';

/**
 * A copy of what is stored, to be edited. As long as nobody has, it follows what is stored: another screen's save can be answered when
 * this one is open already. Compared by content.
 */
export function useDraft<T>(stored: T): readonly [T, Dispatch<SetStateAction<T>>] {
  const [draft, setDraft] = useState(stored);
  const [begun, setBegun] = useState(stored);
  if (begun !== stored) {
    setBegun(stored);
    if (JSON.stringify(draft) === JSON.stringify(begun)) setDraft(stored);
  }
  return [draft, setDraft];
}
