/** Sizes of the pages that companies are read in, from the cost formula (domain facts 6.1); a test proves them the cheapest. */

/** External IDs looked up in one request of 21 points. */
export const externalIdsPerLookUp = 20;

/** So many of the newest records are looked through for what the search index does not show yet. */
export const newestLookedThrough = 244;
