import type { StateCreator } from 'zustand';
import type { AppInfo, CheckResult, ProfileOverview } from '../../shared/ipc/contract.ts';
import type { WireError } from '../../shared/ipc/errors.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Preferences, Profile } from '../../shared/domain/settings.ts';
import { call, problemOf } from './bridge.ts';
import type { Store } from './store.ts';
import type { View } from './views.ts';

export interface SessionSlice {
  readonly view: View;
  /** Null until the program has answered. */
  readonly info: AppInfo | null;
  readonly profiles: readonly Profile[];
  /** The open profile; null before one exists. */
  readonly overview: ProfileOverview | null;
  /** What went wrong last and was not put away; shown above every screen. */
  readonly problem: WireError | null;
  /** Read out by screen readers as it changes. */
  readonly announcement: string;
  /** Results of the connection doctor in this session, for the open profile. */
  readonly checks: Readonly<Partial<Record<Side, CheckResult>>>;
  /** The run whose detail the History step shows; null shows all runs. */
  readonly shownRun: string | null;

  readonly show: (view: View) => void;
  /** Opens a run's detail in the History step; null goes back to all runs. */
  readonly showRun: (runId: string | null) => void;
  readonly announce: (text: string) => void;
  readonly fail: (thrown: unknown) => void;
  readonly dismissProblem: () => void;
  readonly start: () => Promise<void>;
  readonly reloadProfiles: () => Promise<void>;
  readonly openProfile: (profileId: string) => Promise<void>;
  /** Reads the open profile again, after anything that changed its counts. */
  readonly refreshOverview: () => Promise<void>;
  readonly setOverview: (overview: ProfileOverview) => void;
  readonly setCheck: (result: CheckResult) => void;
  readonly closeProfile: () => void;
  readonly savePreferences: (preferences: Preferences) => Promise<void>;
}

export const createSessionSlice: StateCreator<Store, [], [], SessionSlice> = (set, get) => ({
  view: 'home',
  info: null,
  profiles: [],
  overview: null,
  problem: null,
  announcement: '',
  checks: {},
  shownRun: null,

  show: (view) => set({ view, problem: null, shownRun: null }),
  showRun: (shownRun) => set({ view: 'history', problem: null, shownRun }),
  // A sentence that comes twice is read twice: the no-break space makes it a new one.
  announce: (text) =>
    set(({ announcement }) => ({ announcement: announcement === text ? `${text}\u00a0` : text })),
  fail: (thrown) => set({ problem: problemOf(thrown) }),
  dismissProblem: () => set({ problem: null }),

  start: async () => {
    try {
      const [info, profiles] = await Promise.all([call('app.info', {}), call('profile.list', {})]);
      set({ info, profiles });
      const last = profiles.find((profile) => profile.id === info.preferences.lastProfileId) ?? profiles[0];
      if (last !== undefined) await get().openProfile(last.id);
    } catch (error) {
      get().fail(error);
    }
  },

  reloadProfiles: async () => set({ profiles: await call('profile.list', {}) }),

  openProfile: async (profileId) => {
    const overview = await call('profile.open', { profileId });
    get().forgetActivity();
    get().forgetPreview();
    set({ overview, checks: {}, problem: null });
    if (overview.plan !== null) get().setPlan(overview.plan);
    await get().refreshStatus();
  },

  refreshOverview: async () => {
    const profileId = get().overview?.profile.id;
    if (profileId === undefined) return;
    const overview = await call('profile.open', { profileId });
    if (get().overview?.profile.id === profileId) set({ overview });
  },

  setOverview: (overview) => set({ overview }),
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
