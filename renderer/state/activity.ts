import type { StateCreator } from 'zustand';
import type { RunStatus } from '../../shared/ipc/contract.ts';
import { call } from './bridge.ts';
import { during } from './during.ts';
import type { ActivitySlice, Store } from './slices.ts';

const idle: RunStatus = { activity: 'idle', run: null, resumable: null, progress: null };

export const createActivitySlice: StateCreator<Store, [], [], ActivitySlice> = (set, get, store) => {
  const profileId = () => get().overview?.profile.id ?? null;

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

    prepare: async (scope) => {
      get().show('preview');
      get().announce('Reading both systems. Nothing is written.');
      await during(store, 'preparing', async (id) => {
        const plan = await call('plan.prepare', {
          profileId: id,
          ...(scope === undefined ? {} : { scope }),
        });
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
      set({ isUndoing: false });
      get().announce('Writing the approved changes.');
      await during(store, 'committing', async (id) => {
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
      const { resumable } = get().status;
      get().show('run');
      set({ isUndoing: resumable?.undoes !== undefined });
      await during(store, 'committing', async (id) => {
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
