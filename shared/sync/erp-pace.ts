/**
 * How fast the ERP is asked (facts: acumatica.md 7.5, limits.md 2). One model for the pacer, which sends, and for the
 * estimate, which tells beforehand how long that takes; a test holds the two together.
 */
import type { ErpConnection, LearnedLicence } from '../domain/settings.ts';

/** Taken for the licence while it is neither entered nor learned. MYOB publishes none; a trial tenant has no limit. [VERIFY] */
const assumedLicence = 50;

/** Milliseconds. A second longer than the licence's minute, so that travelling time cannot squeeze more requests into one. */
export const paceWindow = 61_000;

export type PaceSettings = Pick<ErpConnection, 'requestsPerMinute' | 'useWholeLicence' | 'concurrency'>;

/** Requests a minute that the licence has: as entered, else as learned, else assumed. */
export function licenceOf(settings: PaceSettings, learned: LearnedLicence | null): number {
  return settings.requestsPerMinute ?? learned?.requestsPerMinute ?? assumedLicence;
}

/**
 * Requests that Accord allows itself in any minute: half of the licence, above which the ERP slows down everybody's requests,
 * or all of it.
 */
export function allowedRequests(licence: number, useWholeLicence: boolean): number {
  return Math.max(1, useWholeLicence ? licence : Math.floor(licence / 2));
}

export interface Spacing {
  /** Requests that may go at once after a pause. */
  readonly burst: number;
  /** Milliseconds from one to the next after those. */
  readonly interval: number;
}

/** Evenly after a small burst: what is allowed in a minute is never spent in its first seconds. */
export function spacingOf(allowed: number): Spacing {
  return {
    burst: Math.min(10, Math.max(1, Math.floor(allowed / 5))),
    interval: paceWindow / allowed,
  };
}

/**
 * Milliseconds that the ERP itself adds to an answer above half of its licence: (time left / requests left), which for evenly
 * spread requests is the time from one to the next.
 */
export function delayOfLicence(licence: number, useWholeLicence: boolean): number {
  return useWholeLicence ? 60_000 / licence : 0;
}

/**
 * Seconds until the last of so many requests is answered. What was learned of their duration counts too, as slow answers and few
 * requests at once can be the narrower gate; while it is unknown, the licence alone.
 */
export function secondsToSend(
  requests: number,
  settings: PaceSettings,
  learned: LearnedLicence | null,
): number {
  if (requests <= 0) return 0;
  const licence = licenceOf(settings, learned);
  const allowed = allowedRequests(licence, settings.useWholeLicence);
  const { burst, interval } = spacingOf(allowed);
  const windows = Math.floor((requests - 1) / allowed);
  const inLast = requests - windows * allowed;
  const lastStart = windows * paceWindow + Math.max(0, inLast - burst) * interval;
  const each = (learned?.secondsPerWrite ?? 0) * 1000;
  const atOnce = Math.min(settings.concurrency, learned?.concurrency ?? settings.concurrency);
  const isDelayed = requests > licence / 2;
  // Half of the requests of a minute are delayed, the other half is not.
  const duration = each + (isDelayed ? delayOfLicence(licence, settings.useWholeLicence) / 2 : 0);
  const byWidth = each === 0 ? 0 : ((requests - 1) * duration) / atOnce;
  return (Math.max(lastStart, byWidth) + duration) / 1000;
}
