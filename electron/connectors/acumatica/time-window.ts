/**
 * A window of change stamps, as a condition that means the same whatever the server makes of its time zone. Stamps come in the
 * tenant's local time with its offset; whether a filter honours an offset or compares the local time alone is not documented
 * [VERIFY, acumatica.md 9.9]. A literal in the tenant's own offset is right in both cases.
 */
import type { ErpLists } from './list.ts';
import { stampView } from './views.ts';
import { textOf } from './wire.ts';

const minute = 60_000;

/**
 * How far a window reaches back before the reading it goes on from: a record is stamped when its transaction begins and can be read
 * only when it ends, and a change of the clock for daylight saving moves local times by an hour.
 */
const overlap = 65 * minute;

/** Where stamps carry no offset the tenant may be anywhere: UTC+14 is the largest there is. */
const unknownOffsetOverlap = 14 * 60 * minute;

/** Minutes that the tenant's local time is ahead of UTC, by the offset of a stamp; null where it carries none. */
export function offsetOf(stamp: string): number | null {
  const match = /(?:(Z)|([+-])(\d{2}):(\d{2}))$/.exec(stamp);
  if (match === null) return null;
  const [, utc, sign, hours, minutes] = match;
  if (utc !== undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The tenant's offset, by the stamp of any customer; null where there is none to be seen. */
export async function readOffset(lists: ErpLists, signal: AbortSignal): Promise<number | null> {
  const [customer] = await lists.list(stampView, { top: 1 }, signal);
  const stamp = customer === undefined ? null : textOf(customer, 'LastModifiedDateTime');
  return stamp === null ? null : offsetOf(stamp);
}

export interface TimeWindow {
  /** Milliseconds since 1970: stamps after this one … */
  readonly after: number;
  /** … up to and with this one. */
  readonly upTo: number;
  /** Minutes ahead of UTC in which the two are written. */
  readonly offset: number;
}

/**
 * What changed since an earlier reading, up to now. Both in ISO 8601. A `since` that lies ahead of the server's clock counts as now.
 */
export function windowSince(since: string, now: string, offset: number | null): TimeWindow {
  const upTo = Date.parse(now);
  const start = Math.min(Date.parse(since), upTo) - overlap;
  return offset === null
    ? { after: start - unknownOffsetOverlap, upTo: upTo + unknownOffsetOverlap, offset: 0 }
    : { after: start, upTo, offset };
}

/** `datetimeoffset'2024-07-15T10:31:28.402+03:00'` */
function literal(time: number, offset: number): string {
  const local = new Date(time + offset * minute).toISOString().slice(0, -1);
  const digits = (count: number) => String(count).padStart(2, '0');
  const distance = Math.abs(offset);
  const zone = `${digits(Math.floor(distance / 60))}:${digits(distance % 60)}`;
  return `datetimeoffset'${local}${offset < 0 ? '-' : '+'}${zone}'`;
}

/** The condition that any of these stamps lies in the window. It can stand beside others. */
export function changedWithin(stamps: readonly string[], { after, upTo, offset }: TimeWindow): string {
  const parts = stamps.map(
    (stamp) => `(${stamp} gt ${literal(after, offset)} and ${stamp} le ${literal(upTo, offset)})`,
  );
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' or ')})`;
}
