import type { Note, NoteCode } from '../domain/note-catalogue.ts';
import type { Side } from '../domain/party.ts';

export function note(code: NoteCode, params: Readonly<Record<string, string>> = {}): Note {
  return { code, params };
}

/** What people call the two systems; the value of `{system}` and `{source}` in notes. */
export const systemNames: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };
