/** What the connection doctor says about the licence: seats, requests a minute, and what earlier runs learned of them. */
import type { ErpConnection, LearnedLicence } from '../../../shared/domain/settings.ts';
import type { CheckStatus } from '../../../shared/ipc/contract.ts';

interface Finding {
  readonly status: Exclude<CheckStatus, 'skipped'>;
  readonly found: string;
  readonly remedy: string | null;
}

const whereToLook = 'the form License Monitoring (SM604000)';

/** `2026-11-25T04:12:00.000Z` -> `25 November 2026` */
function dayOf(stamp: string): string {
  return new Date(stamp).toLocaleDateString('en-AU', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** After a sign-in that found a seat. */
export function seatFinding({ apiUsers }: ErpConnection, learned: LearnedLicence | null): Finding {
  const noSeatAt = learned?.noSeatAt ?? null;
  const found = [
    apiUsers === null
      ? 'A seat was free.'
      : `A seat was free; Accord takes one of the ${apiUsers} you entered.`,
    ...(noSeatAt === null ? [] : [`None was on ${dayOf(noSeatAt)}.`]),
  ].join(' ');
  if (apiUsers === 1) {
    return {
      status: 'warning',
      found: 'A seat was free: the only one of your licence.',
      remedy: 'While Accord works, no other integration can sign in. Run it when the others do not.',
    };
  }
  return { status: 'ok', found, remedy: null };
}

function observations({ concurrency, secondsPerWrite, declinedAt }: LearnedLicence): readonly string[] {
  return [
    ...(secondsPerWrite === null
      ? []
      : [`Writing a record takes about ${secondsPerWrite.toFixed(1)} seconds.`]),
    ...(concurrency === null ? [] : [`More than ${concurrency} at once made it no faster.`]),
    ...(declinedAt === null ? [] : [`Requests were last declined on ${dayOf(declinedAt)}.`]),
  ];
}

/** @param limit requests a minute that will be sent. */
export function speedFinding(
  { requestsPerMinute, useWholeLicence }: ErpConnection,
  learned: LearnedLicence | null,
  limit: number,
): Finding {
  const used = `At most ${limit} requests a minute will be sent.`;
  const seen = learned === null ? [] : observations(learned);
  const found = (...sentences: readonly string[]): string => [...sentences, ...seen].join(' ');
  const slowedAt = learned?.slowedAt ?? null;
  if (requestsPerMinute !== null) {
    if (slowedAt === null || slowedAt > limit) return { status: 'ok', found: found(used), remedy: null };
    return {
      status: 'warning',
      found: found(used, `MYOB grew slower at about ${slowedAt} a minute.`),
      remedy: `Compare the ${requestsPerMinute} requests a minute you entered with ${whereToLook}; other integrations use them too.`,
    };
  }
  if (learned?.requestsPerMinute == null) {
    return {
      status: 'warning',
      found: found('The licence is not known.', used),
      remedy: `Enter the requests per minute that ${whereToLook} shows. Otherwise Accord begins slowly and finds out while it writes.`,
    };
  }
  const known = slowedAt === null ? 'at least' : 'about';
  const whole = useWholeLicence ? '' : ' Half is left to others.';
  return {
    status: 'ok',
    found: found(
      `The licence has ${known} ${learned.requestsPerMinute} requests a minute, as learned. ${used}${whole}`,
    ),
    remedy: null,
  };
}
