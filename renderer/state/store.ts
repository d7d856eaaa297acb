/** The page's state: five slices, one store. */
import { create } from 'zustand';
import { createActivitySlice } from './activity.ts';
import { createPreviewSlice } from './preview.ts';
import { createSessionSlice } from './session.ts';
import { createReviewSlice } from './reviews.ts';
import type { Store } from './slices.ts';
import { createUndoSlice } from './undo.ts';

export const useStore = create<Store>()((...tools) => ({
  ...createSessionSlice(...tools),
  ...createActivitySlice(...tools),
  ...createPreviewSlice(...tools),
  ...createUndoSlice(...tools),
  ...createReviewSlice(...tools),
}));

/** The open profile's overview, for screens that exist only with one. */
export function useOverview() {
  const overview = useStore((state) => state.overview);
  if (overview === null) throw new Error('This screen needs an open profile.');
  return overview;
}

/** What is open, where that is somebody else's preview; null for a profile. */
export function useReview() {
  return useStore((state) => state.overview?.review ?? null);
}
