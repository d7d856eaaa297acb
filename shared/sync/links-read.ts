/** Of which links a preview has read the records. The others are no links of something that is missing (L4). */
import type { CompanyPause } from '../domain/company-gate.ts';
import { legacyId } from '../domain/ids.ts';
import type { Profile } from '../domain/settings.ts';
import type { OtherContact } from './company-directory.ts';
import { hasEnded } from './link-end.ts';
import { kindOf } from './match-kinds.ts';
import type { Surroundings } from './plan-records.ts';
import type { Link } from './ports.ts';

/** Links of entities that are off or paused stand by: they match nothing, and nothing is proposed for them. */
export function linksRead(
  links: readonly Link[],
  { customer, company }: Pick<Profile, 'customer' | 'company'>,
  companyPaused: CompanyPause | undefined,
): readonly Link[] {
  const isRead = { individual: customer.active, company: company.active && companyPaused === undefined };
  return links.filter((link) => isRead[kindOf(link)]);
}

/** People who were contacts when the companies were last in agreement. */
function contactsInLinks(links: readonly Link[]): readonly OtherContact[] {
  return links.flatMap((link): OtherContact[] =>
    (link.contacts ?? []).flatMap(({ agreed, state }) => {
      const email = agreed.email?.shopify ?? null;
      if (email === null || state !== 'linked') return [];
      const company = {
        key: link.shopifyKey,
        number: legacyId(link.shopifyKey),
        name: link.agreed.accountName?.shopify ?? link.erpNumber,
        email: null,
        phone: null,
        locationCount: link.locations.length,
        status: 'active',
        country: null,
      } as const;
      return [{ side: 'shopify', email, company }];
    }),
  );
}

/**
 * What is known of paused companies without reading them: their contacts are customers in Shopify, and where the feature is off they
 * themselves look like persons in the ERP. Neither must be taken for a new customer.
 */
export function pausedRecords(links: readonly Link[]): Pick<Surroundings, 'otherContacts' | 'pausedKeys'> {
  const companies = links.filter((link) => kindOf(link) === 'company' && !hasEnded(link));
  return {
    otherContacts: contactsInLinks(companies),
    pausedKeys: new Set(companies.map(({ erpKey }) => erpKey)),
  };
}
