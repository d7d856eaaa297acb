import { describe, expect, it } from 'vitest';
import type { Review } from '../../shared/domain/review.ts';
import { reviewOrigin } from './review-words.ts';

const review = {
  redacted: false,
  origin: { profile: 'Harbour', store: 'Harbour & Pine', company: 'HARBOUR', person: 'jdoe' },
} as Review;

describe('whose preview it is', () => {
  it('names store, company and person, as far as the file does', () => {
    expect(reviewOrigin(review)).toBe('Harbour, Harbour & Pine, MYOB company HARBOUR, exported by jdoe');
    const origin = { profile: 'Harbour', store: null, company: null, person: null };
    expect(reviewOrigin({ ...review, origin })).toBe('Harbour');
  });

  it('of a redacted one says that it cannot be said', () => {
    const origin = { profile: null, store: null, company: null, person: null };
    expect(reviewOrigin({ ...review, redacted: true, origin })).toContain('does not say whose');
  });
});
