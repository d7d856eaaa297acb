/** Previews as files: saved for somebody else, or opened from somebody else. The program asks for the file. */
import type { StateCreator } from 'zustand';
import { countOf } from '../kit/format.ts';
import { call, problemOf } from './bridge.ts';
import type { ReviewSlice, Store } from './slices.ts';

export const createReviewSlice: StateCreator<Store, [], [], ReviewSlice> = (set, get) => ({
  reviews: [],
  taken: null,

  reloadReviews: async () => {
    try {
      set({ reviews: await call('review.list', {}) });
    } catch (error) {
      get().fail(error);
    }
  },

  openReviewFile: async () => {
    try {
      const review = await call('review.open', {});
      if (review === null) return;
      await get().reloadReviews();
      await get().openReview(review.id);
    } catch (error) {
      get().fail(error);
    }
  },

  openReview: async (reviewId) => {
    try {
      await get().openProfile(reviewId, 'preview');
      get().announce('The preview from the file is open. Nothing can be written from it.');
    } catch (error) {
      get().fail(error);
    }
  },

  closeReview: async () => {
    const { profiles, info } = get();
    const last = profiles.find(({ id }) => id === info?.preferences.lastProfileId) ?? profiles[0];
    try {
      if (last !== undefined) return await get().openProfile(last.id, 'home');
      get().closeProfile();
      get().show('home');
    } catch (error) {
      get().fail(error);
    }
  },

  removeReview: async (reviewId) => {
    try {
      await call('review.remove', { reviewId });
      await get().reloadReviews();
      get().announce('The preview was removed from this computer.');
    } catch (error) {
      get().fail(error);
    }
  },

  exportPlan: async (redacted) => {
    const { plan, overview } = get();
    if (plan === null || overview === null) return { name: null, problem: null };
    try {
      const saved = await call('plan.export', {
        profileId: overview.profile.id,
        planId: plan.id,
        redacted,
      });
      if (saved !== null) get().announce(`Saved as ${saved.name}.`);
      return { name: saved?.name ?? null, problem: null };
    } catch (error) {
      return { name: null, problem: problemOf(error) };
    }
  },

  takeDecisions: async () => {
    const { plan, overview } = get();
    if (plan === null || overview === null) return;
    try {
      const answer = await call('plan.takeDecisions', { profileId: overview.profile.id, planId: plan.id });
      if (answer === null) return;
      const { plan: decided, ...taken } = answer;
      set({ overview: { ...overview, plan: decided }, taken: { planId: plan.id, ...taken } });
      await get().refreshPreview();
      get().announce(`Taken over from the file: ${countOf(taken.taken, 'decision')}.`);
    } catch (error) {
      get().fail(error);
    }
  },
});
