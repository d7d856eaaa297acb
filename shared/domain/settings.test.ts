import { describe, expect, it } from 'vitest';
import { unansweredFeatures, undetectedFeatures } from './erp-features.ts';
import { newProfile, profileSchema } from './settings.ts';

describe('a profile that was saved before the ERP’s features were known', () => {
  it('opens, with nothing detected and nothing answered', () => {
    const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
    const { erpFeatures: _, ...rest } = profile;
    const { erpAddress: _address, erpFeatures: _features, ...seen } = profile.seen;
    expect(profileSchema.parse({ ...rest, seen })).toEqual(profile);
    expect([profile.erpFeatures, profile.seen.erpFeatures, profile.seen.erpAddress]).toEqual([
      unansweredFeatures,
      undetectedFeatures,
      null,
    ]);
  });
});
