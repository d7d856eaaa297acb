/** What the thread that searches for near matches says. */
import type { NearMatches } from '../../shared/sync/sync.ts';

export type SuggestMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'found'; readonly found: NearMatches };
