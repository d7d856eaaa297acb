/** Days as people count them, as moments. */

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/u;
const millisecondsOfDay = 86_400_000;

/** Midnight of a day in UTC, in milliseconds; null for what is no day, such as 30 February. */
function midnightOf(day: string): number | null {
  if (!dayPattern.test(day)) return null;
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(midnight)) return null;
  return new Date(midnight).toISOString().startsWith(day) ? midnight : null;
}

/** Whether a text is a day, `2026-03-01`. */
export function isDay(text: string): boolean {
  return midnightOf(text) !== null;
}

export function dayAfter(day: string): string {
  return new Date((midnightOf(day) ?? Number.NaN) + millisecondsOfDay).toISOString().slice(0, 10);
}

/** By how many milliseconds a zone is ahead of UTC at a moment. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - moment;
}

/** The moment at which a day begins in a zone, in milliseconds. Clocks are changed at night, so the offset is asked for twice. */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = midnightOf(day) ?? Number.NaN;
  const guess = midnight - offsetAt(midnight, timeZone);
  return midnight - offsetAt(guess, timeZone);
}

/** Where most customers of a home country live. [VERIFY] The profile has no zone of its own: Perth's day begins up to three hours later. */
export const timeZones: Readonly<Record<'AU' | 'NZ', string>> = {
  AU: 'Australia/Sydney',
  NZ: 'Pacific/Auckland',
};
