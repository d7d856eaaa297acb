/** The undo on screen: a plan that takes a run back. Its rows are read by the screen itself, page by page. */
import type { StateCreator } from 'zustand';
import { call } from './bridge.ts';
import { undecided } from './decisions.ts';
import { during } from './during.ts';
import type { Store, UndoSlice } from './slices.ts';

export const createUndoSlice: StateCreator<Store, [], [], UndoSlice> = (set, get, store) => ({
  undo: null,
  undoOf: null,
  isUndoing: false,

  prepareUndo: async (runId) => {
    get().showRun(runId);
    set({ undoOf: runId });
    get().announce('Reading what the run wrote. Nothing is written.');
    try {
      await during(store, 'preparing', async (profileId) => {
        const undo = await call('undo.prepare', { profileId, runId, rowIds: null });
        // Somebody may have gone elsewhere in the meantime.
        if (get().shownRun === runId) set({ undo });
        get().announce(`The preview of the undo is ready: ${undo.rowCount} customers.`);
      });
    } finally {
      set({ undoOf: null });
    }
  },

  forgetUndo: () => set({ undo: null }),

  includeInUndo: async (row, isIncluded) => {
    const { undo } = get();
    if (undo === null) return;
    const decision = isIncluded ? null : { ...undecided, include: false };
    try {
      const changed = await call('plan.decide', {
        profileId: undo.profileId,
        planId: undo.id,
        decisions: [{ rowId: row.id, decision }],
      });
      if (get().undo?.id === undo.id) set({ undo: changed });
      get().announce(
        `${row.undo?.name ?? 'The customer'} ${isIncluded ? 'is taken back' : 'stays as it is'}.`,
      );
    } catch (error) {
      get().fail(error);
    }
  },

  commitUndo: async () => {
    const { undo } = get();
    if (undo === null) return;
    get().show('run');
    set({ isUndoing: true });
    get().announce('Taking the run back.');
    await during(store, 'committing', async (profileId) => {
      const run = await call('plan.commit', {
        profileId,
        planId: undo.id,
        sha256: undo.sha256,
        firstRowsPerVerb: null,
      });
      get().announce(run.counts.failed === 0 ? 'The run is taken back.' : `${run.counts.failed} failed.`);
    });
  },
});
