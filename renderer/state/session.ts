import type { StateCreator } from 'zustand';
import { call, problemOf } from './bridge.ts';
import type { SessionSlice, Store } from './slices.ts';

export const createSessionSlice: StateCreator<Store, [], [], SessionSlice> = (set, get) => ({
  view: 'home',
  info: null,
  profiles: [],
  overview: null,
  problem: null,
  announcement: '',
  checks: {},
  signingIn: null,
  shownRun: null,

  show: (view) => set({ view, problem: null, shownRun: null, undo: null }),
  showRun: (shownRun) => set({ view: 'history', problem: null, shownRun, undo: null }),
  // A sentence that comes twice is read twice: the no-break space makes it a new one.
  announce: (text) =>
    set(({ announcement }) => ({ announcement: announcement === text ? `${text}\u00a0` : text })),
  fail: (thrown) => set({ problem: problemOf(thrown) }),
  dismissProblem: () => set({ problem: null }),

  start: async () => {
    try {
      const [info, profiles] = await Promise.all([call('app.info', {}), call('profile.list', {})]);
      set({ info, profiles });
      const present = profiles.filter(({ archived }) => !archived);
      const last = present.find(({ id }) => id === info.preferences.lastProfileId) ?? present[0];
      if (last !== undefined) await get().openProfile(last.id);
    } catch (error) {
      get().fail(error);
    }
  },

  reloadProfiles: async () => set({ profiles: await call('profile.list', {}) }),

  openProfile: async (profileId, view) => {
    const overview = await call('profile.open', { profileId });
    get().forgetActivity();
    get().forgetPreview();
    set({ overview, checks: {}, problem: null });
    if (overview.plan !== null) get().setPlan(overview.plan);
    // With the profile and not after it: somebody may be a step further by then.
    if (view !== undefined) get().show(view);
    await get().refreshStatus();
  },

  refreshOverview: async () => {
    const profileId = get().overview?.profile.id;
    if (profileId === undefined) return;
    const overview = await call('profile.open', { profileId });
    if (get().overview?.profile.id === profileId) set({ overview });
  },

  setOverview: (overview) => set({ overview }),

  signIn: async (profileId, side) => {
    set({ signingIn: { profileId, side }, problem: null });
    get().announce('Finish in your browser.');
    try {
      const overview = await call('connection.signIn', { profileId, side });
      if (get().overview?.profile.id === profileId) set({ overview });
      get().announce('You are signed in.');
      return true;
    } catch (error) {
      // Whoever cancelled knows it.
      if (problemOf(error).code === 'SIGN_IN_CANCELLED') get().announce('The sign-in was cancelled.');
      else get().fail(error);
      return false;
    } finally {
      set({ signingIn: null });
    }
  },
  cancelSignIn: async () => {
    const { signingIn } = get();
    if (signingIn === null) return;
    try {
      await call('connection.cancelSignIn', { profileId: signingIn.profileId });
    } catch (error) {
      get().fail(error);
    }
  },

  setCheck: (result) => set(({ checks }) => ({ checks: { ...checks, [result.side]: result } })),

  closeProfile: () => {
    get().forgetActivity();
    get().forgetPreview();
    set({ overview: null, checks: {} });
  },

  savePreferences: async (preferences) => {
    const saved = await call('preferences.save', preferences);
    set(({ info }) => (info === null ? {} : { info: { ...info, preferences: saved } }));
  },
});
