/** Numbers, dates and durations as people here write them. Times are shown in the person's own zone. */

const locale = 'en-AU';
const wholeNumber = new Intl.NumberFormat(locale);
const shortDateTime = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});
const longDateTime = new Intl.DateTimeFormat(locale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
});

export function formatCount(count: number): string {
  return wholeNumber.format(count);
}

/** `1 customer`, `2 customers`, `1,200 customers`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function formatDateTime(iso: string): string {
  return shortDateTime.format(new Date(iso));
}

export function formatLongDateTime(iso: string): string {
  return longDateTime.format(new Date(iso));
}

/** `12 s`, `2 min 41 s`, `about 3 h 5 min`: exact where people can feel it. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    const rest = whole % 60;
    return rest === 0 ? `${minutes} min` : `${minutes} min ${String(rest).padStart(2, '0')} s`;
  }
  const restMinutes = minutes % 60;
  return restMinutes === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${restMinutes} min`;
}

/** An estimate in words a person can plan with: `a few seconds`, `about 2 min`. */
export function formatEstimate(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} s`;
  if (seconds < 3600) return `about ${Math.round(seconds / 60)} min`;
  return `about ${formatDuration(Math.round(seconds / 60) * 60)}`;
}

/** How long ago, for "Read 2 minutes ago". */
export function formatAge(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${countOf(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${countOf(hours, 'hour')} ago`;
  return `on ${formatDateTime(iso)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
