/** Of which links a preview has read the records. The others are no links of something that is missing (L4). */
import type { CompanyPause } from '../domain/company-gate.ts';
import { legacyId } from '../domain/ids.ts';
import { summarise, type Party, type PartySummary, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import type { OtherContact } from './company-directory.ts';
import { hasEnded } from './link-end.ts';
import { kindOf } from './match-kinds.ts';
import type { Surroundings } from './plan-records.ts';
import type { KnownCompanies, Link } from './ledger-port.ts';

/** Links of entities that are off or paused stand by: they match nothing, and nothing is proposed for them. */
export function linksRead(
  links: readonly Link[],
  { customer, company }: Pick<Profile, 'customer' | 'company'>,
  companyPaused: CompanyPause | undefined,
): readonly Link[] {
  const isRead = { individual: customer.active, company: company.active && companyPaused === undefined };
  return links.filter((link) => isRead[kindOf(link)]);
}

/** A company that is not read, in the words of one that is. */
function summaryOf({ key, number, name }: Pick<PartySummary, 'key' | 'number' | 'name'>): PartySummary {
  return {
    key,
    number,
    name,
    email: null,
    phone: null,
    locationCount: 0,
    status: 'active',
    country: null,
  };
}

/** People who were contacts when the companies were last in agreement. */
function contactsInLinks(links: readonly Link[]): readonly OtherContact[] {
  return links.flatMap((link): OtherContact[] =>
    (link.contacts ?? []).flatMap(({ agreed, state }) => {
      const email = agreed.email?.shopify ?? null;
      if (email === null || state !== 'linked') return [];
      const key = link.shopifyKey;
      const name = link.agreed.accountName?.shopify ?? link.erpNumber;
      return [{ side: 'shopify', email, company: summaryOf({ key, number: legacyId(key), name }) }];
    }),
  );
}

/** People who were contacts when the companies were last read, whether these are linked or not. */
function contactsKnown({ shopify }: KnownCompanies): readonly OtherContact[] {
  return shopify.flatMap((company): OtherContact[] => {
    const summary = summaryOf(company);
    return company.people.map((personKey) => ({
      side: 'shopify',
      email: null,
      personKey,
      company: summary,
    }));
  });
}

/**
 * What is known of paused companies without reading them: their contacts are customers in Shopify, and where the feature is off they
 * themselves look like persons in the ERP. Neither must be taken for a new customer.
 */
export function pausedRecords(
  links: readonly Link[],
  known: KnownCompanies | undefined,
): Required<Pick<Surroundings, 'otherContacts' | 'pausedKeys'>> {
  const companies = links.filter((link) => kindOf(link) === 'company' && !hasEnded(link));
  return {
    otherContacts: [...contactsInLinks(companies), ...(known === undefined ? [] : contactsKnown(known))],
    pausedKeys: new Set([...companies.map(({ erpKey }) => erpKey), ...(known?.erpKeys ?? [])]),
  };
}

/**
 * What is remembered of companies after a reading of them.
 * @param isWhole whether every company was read; one that was not stays as it was known.
 */
export function companiesAfter(
  before: KnownCompanies | undefined,
  { erp, shopify }: Readonly<Record<Side, readonly Party[]>>,
  isWhole: boolean,
): KnownCompanies {
  const read = {
    erp: new Set(erp.map(({ key }) => key)),
    shopify: new Set(shopify.map(({ key }) => key)),
  };
  const isCompany = ({ kind }: Party): boolean => kind === 'company';
  const kept = isWhole ? undefined : before;
  return {
    erpKeys: [
      ...(kept?.erpKeys ?? []).filter((key) => !read.erp.has(key)),
      ...erp.filter(isCompany).map(({ key }) => key),
    ],
    shopify: [
      ...(kept?.shopify ?? []).filter(({ key }) => !read.shopify.has(key)),
      ...shopify.filter(isCompany).map((party) => {
        const { key, number, name } = summarise(party);
        const people = (party.business?.contacts ?? []).flatMap(({ personKey }) => personKey ?? []);
        return { key, number, name, people };
      }),
    ],
  };
}
