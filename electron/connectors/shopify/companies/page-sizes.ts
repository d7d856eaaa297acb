/**
 * Sizes of the pages that companies are read in, from the cost formula (domain facts 6.1). Companies come without their
 * locations, and locations with no more of their company than its key, in two lists: nested in one another, a page of 10
 * companies would be 226 points, 22 each. A test proves that no other page size reads more per point.
 */

/** 244 companies with their roles and up to 4 contacts each are 152 points, 0.62 a company. */
export const companiesPerPage = 244;

/** Shopify gives every company two roles, and nobody can add one. */
export const rolesPerCompany = 2;

/** Few companies have more contacts; theirs are read by a request of their own. */
export const contactsPerCompany = 4;

/** 244 locations with addresses, tax, terms and up to 4 roles are 152 points too. */
export const locationsPerPage = 244;

export const assignmentsPerLocation = 4;

/**
 * The largest page, for the few companies and locations that need it: 47 points for contacts, 36 for role assignments, 157 for
 * locations. What a page does not hold is refunded.
 */
export const nestedPerPage = 250;

/** Of a company that is read again by its key. */
export const locationsPerCompany = 4;

/**
 * Companies read again in one request of 45 points. The formula charges one id like many [VERIFY]; were each charged for
 * itself, this many would still stay under the maximum.
 */
export const companiesPerLookUp = 20;

/** Customers whose company is asked for in one request; it costs little [VERIFY], and far more are rarely asked about. */
export const peoplePerLookUp = 50;

/** Ids of what changed: 13 points for companies, 24 for locations. */
export const changesPerPage = 250;

/** External IDs looked up in one request of 21 points. */
export const externalIdsPerLookUp = 20;

/** So many of the newest records are looked through for what the search index does not show yet. */
export const newestLookedThrough = 244;
