/** One question, asked of every value that a run wrote: is it as the run left it, as it was before, or neither? */
import type { FieldValue, Party, Side } from '../domain/party.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { Note } from './plan.ts';
import type { EarlierUndo } from './undo-facts.ts';

/** One record three times: before the run, as the run left it, and now. */
export interface Images {
  readonly before: Party;
  readonly after: Party;
  readonly now: Party;
  /** See `SideWrites`. */
  readonly earlierUndo?: EarlierUndo;
}

/** `back`: it is what it was before, so there is nothing to do. `kept`: somebody edited it since. */
export type Verdict = 'reversed' | 'kept' | 'back';

/** Texts compare exactly: even another spelling of the same value is an edit. */
export function judge<T>(before: T, after: T, now: T): Verdict {
  if (now === before) return 'back';
  return now === after ? 'reversed' : 'kept';
}

/** What is said of a value. `to` was there before the run, `now` is there now. */
export function valueNote(
  verdict: 'reversed' | 'kept',
  field: string,
  side: Side,
  to: FieldValue,
  now: FieldValue,
): Note {
  const system = systemNames[side];
  if (verdict === 'reversed') {
    return to === null ? note('undoBlank', { field, system }) : note('undoValue', { field, system, to });
  }
  return now === null
    ? note('undoKeptBlank', { field, system })
    : note('undoKeptValue', { field, system, now });
}
