import { describe, expect, it } from 'vitest';
import { knownFeatures, undetectedFeatures, unansweredFeatures, type FeatureState } from './erp-features.ts';

describe('what is known of a feature', () => {
  it.each<[FeatureState, FeatureState | null, FeatureState]>([
    ['on', null, 'on'],
    ['off', 'on', 'off'],
    ['unknown', 'on', 'on'],
    ['unknown', 'off', 'off'],
    ['unknown', 'unknown', 'unknown'],
    ['unknown', null, 'unknown'],
  ])('seen as %s and answered with %s: %s', (seen, answer, known) => {
    expect(
      knownFeatures(
        { ...undetectedFeatures, businessToBusiness: seen },
        { ...unansweredFeatures, businessToBusiness: answer },
      ).businessToBusiness,
    ).toBe(known);
  });
});
