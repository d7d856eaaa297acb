/**
 * What requests cost, and the page sizes that follow from it. The formula was derived from recorded answers (domain facts
 * 6.1): it predicts, so that requests are paced before they are sent; the answer's own figures then decide.
 */

/** Weight of a page of `first` objects: a page of 250 weighs 11 times one object, which is why large pages are cheap. */
export function pageWeight(first: number): number {
  return first <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(first)));
}

/** Points of a connection whose objects cost `perObject` each. */
export function connectionCost(first: number, perObject: number): number {
  return 2 + pageWeight(first) * (1 + perObject);
}

/** More than this in one query is refused with MAX_COST_EXCEEDED. */
export const maximumQueryCost = 1000;

/** A list can be paged to this many objects, and no further; then a new list has to start behind the last id. */
export const maximumListLength = 25_000;

/**
 * Weights are whole numbers, so the page just below the next weight reads the most for its points: these are the largest
 * pages of their price.
 */
export const fullPages: readonly number[] = Array.from({ length: 10 }, (_, index) =>
  Math.ceil(Math.exp((index + 2) / 2) - 1),
);

/** The largest of them: with up to 12 addresses each, 244 customers are 92 points. The largest page, 250, would be 101. */
export const customersPerPage = 244;

/** Addresses asked for with each customer until the store has shown how many its customers have. */
export const addressesPerCustomer = 12;

/** Addresses of a customer who has more than came along: 9 points, and nearly all end with it. */
export const addressesPerFollowUp = 33;

/** The largest page, for the few that need it. */
export const addressesPerPage = 250;

/**
 * Customers read again in one request. The formula charges one id like many [VERIFY]; were each charged for itself, this
 * many would still stay under the maximum.
 */
export const customersPerLookUp = 50;

/** Identities looked up in one request, a point each. */
export const identifiersPerLookUp = 20;
