/** How old what a preview shows is: customers may have been edited since both systems were read. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds after which a preview says by itself that it is old, and offers to be prepared again. */
export const oldAfter = hour;

interface Reading {
  readonly read: Readonly<Record<'erp' | 'shopify', { readonly asOf: string }>>;
}

/** When the first of the two readings began, ISO 8601 UTC: nothing that is shown is older. */
export function readAt({ read }: Reading): string {
  return read.erp.asOf < read.shopify.asOf ? read.erp.asOf : read.shopify.asOf;
}

/** @param now milliseconds since 1970. */
export function isOldReading(reading: Reading, now: number): boolean {
  return now - Date.parse(readAt(reading)) > oldAfter;
}

/** `just now`, `3 hours ago`, `2 days ago` */
export function agoText(iso: string, now: number): string {
  const passed = now - Date.parse(iso);
  const counted = (unit: number, name: string): string => {
    const count = Math.floor(passed / unit);
    return `${count} ${count === 1 ? name : `${name}s`} ago`;
  };
  if (passed < minute) return 'just now';
  if (passed < hour) return counted(minute, 'minute');
  return passed < day ? counted(hour, 'hour') : counted(day, 'day');
}
