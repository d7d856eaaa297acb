/** Minutes east of UTC as the contract writes it: `+10:00`. */
function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(absolute / 60))}:${pad(absolute % 60)}`;
}

/** Epoch milliseconds as the ERP sends them: local time of the instance, with its offset or without one. */
export function formatTimeStamp(epoch: number, offsetMinutes: number, carryOffset: boolean): string {
  const local = new Date(epoch + offsetMinutes * 60_000).toISOString().slice(0, -1);
  return carryOffset ? `${local}${offsetText(offsetMinutes)}` : local;
}

/** A date-time in text to epoch milliseconds; without an offset it is the instance's local time. Undefined when it is none. */
export function parseTimeStamp(text: string, offsetMinutes: number): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, date, time = '00:00:00', zone] = match;
  const epoch = Date.parse(`${date}T${time}${zone ?? offsetText(offsetMinutes)}`);
  return Number.isNaN(epoch) ? undefined : epoch;
}
