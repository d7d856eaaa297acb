import type { NoteCode } from '../domain/note-catalogue.ts';
import type { Side } from '../domain/party.ts';

/** A sentence for a person, from the note catalogue; the same shape as the plan's `Note`. */
export interface Note {
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string>>;
}

export function note(code: NoteCode, params: Readonly<Record<string, string>> = {}): Note {
  return { code, params };
}

/** What people call the two systems; the value of `{system}` and `{source}` in notes. */
export const systemNames: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };
