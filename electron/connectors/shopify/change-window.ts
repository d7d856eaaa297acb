/** The stretch of time an incremental reading asks for. */

/**
 * A reading begins this long before the end of the one it follows: clocks differ, and Shopify's search index takes a while to
 * show a change. Which of the two documented readings of `updated_at` holds, a moment or a whole day, is [VERIFY] (domain facts 2.3);
 * the overlap and dropping doubles serve both.
 */
export const overlapMilliseconds = 10 * 60_000;

/** The search text for records whose own stamp lies between two moments, both included. ISO 8601 UTC. */
export function changesBetween(since: string, until: string): string {
  const from = new Date(Date.parse(since) - overlapMilliseconds).toISOString();
  return `updated_at:>='${from}' updated_at:<='${until}'`;
}
