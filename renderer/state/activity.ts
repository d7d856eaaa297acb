import type { StateCreator } from 'zustand';
import type { RunStatus } from '../../shared/ipc/contract.ts';
import { call, problemOf } from './bridge.ts';
import type { ActivitySlice, Store } from './slices.ts';

const idle: RunStatus = { activity: 'idle', run: null, resumable: null, progress: null };

export const createActivitySlice: StateCreator<Store, [], [], ActivitySlice> = (set, get) => {
  const profileId = () => get().overview?.profile.id ?? null;

  /** Shows an activity while it lasts; whatever happens, the real state is read again afterwards. */
  async function during(activity: 'preparing' | 'committing', work: (id: string) => Promise<void>) {
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
    } catch (error) {
      get().fail(error);
    }
  }

  return {
    status: idle,
    stages: {},

    refreshStatus: async () => {
      const id = profileId();
      if (id !== null) get().setStatus(await call('run.status', { profileId: id }));
    },
    setStatus: (status) => {
      set({ status });
      if (status.progress !== null) get().setProgress(status.progress);
    },
    setProgress: (progress) =>
      set(({ status, stages }) => ({
        status: { ...status, progress },
        stages: { ...stages, [progress.stage]: progress },
      })),
    forgetActivity: () => set({ status: idle, stages: {} }),

    prepare: async () => {
      get().show('preview');
      get().announce('Reading both systems. Nothing is written.');
      await during('preparing', async (id) => {
        const plan = await call('plan.prepare', { profileId: id });
        get().forgetPreview();
        get().setPlan(plan);
        get().announce(
          `The preview is ready: ${plan.rowCount} customers, ${plan.totals.needPerson} need you.`,
        );
      });
    },

    commit: async (firstRowsPerVerb) => {
      const { plan } = get();
      if (plan === null) return;
      get().show('run');
      get().announce('Writing the approved changes.');
      await during('committing', async (id) => {
        const run = await call('plan.commit', {
          profileId: id,
          planId: plan.id,
          sha256: plan.sha256,
          firstRowsPerVerb,
        });
        get().announce(run.counts.failed === 0 ? 'The run is finished.' : `${run.counts.failed} failed.`);
      });
    },

    resume: async (runId) => {
      get().show('run');
      await during('committing', async (id) => {
        await call('run.resume', { profileId: id, runId });
        get().announce('The run is finished.');
      });
    },

    stop: async () => {
      const id = profileId();
      if (id === null) return;
      set(({ status }) => ({ status: { ...status, activity: 'stopping' } }));
      get().announce('Stopping.');
      try {
        await call('run.stop', { profileId: id });
      } catch (error) {
        get().fail(error);
      }
    },
  };
};
