/** The page's state: three slices, one store. */
import { create } from 'zustand';
import { createActivitySlice, type ActivitySlice } from './activity.ts';
import { createPreviewSlice, type PreviewSlice } from './preview.ts';
import { createSessionSlice, type SessionSlice } from './session.ts';

export type Store = SessionSlice & ActivitySlice & PreviewSlice;

export const useStore = create<Store>()((...tools) => ({
  ...createSessionSlice(...tools),
  ...createActivitySlice(...tools),
  ...createPreviewSlice(...tools),
}));

/** The open profile's overview, for screens that exist only with one. */
export function useOverview() {
  const overview = useStore((state) => state.overview);
  if (overview === null) throw new Error('This screen needs an open profile.');
  return overview;
}
