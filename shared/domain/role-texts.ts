/** What the two systems call the roles of a contact. */
import type { ContactRole } from './contact.ts';
import type { Side } from './party.ts';

export const roleTexts: Readonly<Record<Side, Readonly<Record<ContactRole, string>>>> = {
  erp: { orderingOnly: 'User', locationAdmin: 'Admin' },
  shopify: { orderingOnly: 'Ordering only', locationAdmin: 'Location admin' },
};
