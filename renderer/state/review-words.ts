import type { Review } from '../../shared/domain/review.ts';

/** `Harbour & Pine, harbour-pine.myshopify.com, MYOB company HARBOUR, exported by jdoe`: as much as the file says. */
export function reviewOrigin({ origin, redacted }: Review): string {
  if (redacted) return 'redacted, so the file does not say whose';
  const { store, profile, company, person } = origin;
  return [
    profile ?? store ?? 'an unnamed store',
    store === profile || profile === null ? null : store,
    company === null ? null : `MYOB company ${company}`,
    person === null ? null : `exported by ${person}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
