import type { StoreApi } from 'zustand';
import { problemOf } from './bridge.ts';
import type { Store } from './slices.ts';

/** Shows an activity while it lasts; whatever happens, the real state is read again afterwards. */
export async function during(
  { getState: get, setState: set }: Pick<StoreApi<Store>, 'getState' | 'setState'>,
  activity: 'preparing' | 'committing',
  work: (profileId: string) => Promise<void>,
): Promise<void> {
  const profileId = () => get().overview?.profile.id ?? null;
  const id = profileId();
  if (id === null) return;
  set(({ status }) => ({
    status: { ...status, activity, progress: null, resumable: null },
    stages: {},
    problem: null,
  }));
  try {
    await work(id);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'STOPPED') get().announce('Stopped.');
    else get().fail(error);
  }
  if (profileId() !== id) return;
  try {
    await get().refreshStatus();
    await get().refreshOverview();
    if (activity === 'committing') await get().refreshPreview();
  } catch (error) {
    get().fail(error);
  }
}
