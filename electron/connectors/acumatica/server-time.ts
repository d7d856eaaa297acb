/**
 * The server's own time. Change stamps are made by its clock; ours may be minutes off, and a window of changes that is cut
 * by the wrong clock loses some.
 */
import type { Clock } from '../../../shared/sync/ports.ts';
import type { HttpAnswer } from '../http.ts';

/**
 * Milliseconds that the server's clock is ahead of ours, by the Date of an answer; 0 where it does not tell. The Date is cut to
 * the second and is older than its arrival, so the server is never taken to be later than it is.
 * [VERIFY] that the web server and what stamps the records go by one clock.
 */
export function clockSkewOf({ headers }: Pick<HttpAnswer, 'headers'>, clock: Clock): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : date - Date.parse(clock.now());
}

/** ISO 8601 in UTC. */
export function serverTime(clock: Clock, clockSkew: number): string {
  return new Date(Date.parse(clock.now()) + clockSkew).toISOString();
}
