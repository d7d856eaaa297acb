/** The version whose schema is served, whatever version a request is answered as. */
export const apiVersion = '2026-10';

/** Versions appear every quarter and are served for a year and about two weeks: 2026-10 until 2027-10-16. */
const releaseMonths = ['01', '04', '07', '10'];

function servedUntil(version: string): number {
  return Date.parse(`${Number(version.slice(0, 4)) + 1}${version.slice(4)}-16T00:00:00Z`);
}

function following(version: string): string {
  const index = releaseMonths.indexOf(version.slice(5));
  const year = Number(version.slice(0, 4));
  return index === releaseMonths.length - 1
    ? `${year + 1}-${releaseMonths[0] ?? ''}`
    : `${year}-${releaseMonths[index + 1] ?? ''}`;
}

/**
 * The version a request for `requested` is answered as: itself while it is served, afterwards the oldest still served. Undefined for
 * what is no version or not yet one. A shop whose clock stands before 2026-10 serves that version all the same.
 */
export function servedVersion(requested: string, now: Date): string | undefined {
  if (!/^\d{4}-(?:01|04|07|10)$/.test(requested)) return undefined;
  const isReleased = Date.parse(`${requested}-01T00:00:00Z`) <= now.getTime();
  if (requested > apiVersion && !isReleased) return undefined;
  let version = requested;
  while (servedUntil(version) <= now.getTime()) version = following(version);
  return version;
}
