/**
 * What the ledger may write down as agreed.
 *
 * One rule for all: a field that a reconcile does not list is in agreement, so what both sides hold now is agreed; a
 * field that was written is agreed as both sides answered; a field that was kept or waits keeps its old base, so that
 * the same question can be asked again.
 */
import type {
  CompanyField,
  CustomerField,
  FieldName,
  FieldValue,
  LocationField,
  OptInField,
  Party,
  Side,
  SiteField,
} from '../domain/party.ts';
import { companyFields, customerFields, locationFields, siteFields } from '../domain/fields.ts';
import { sameValue } from '../mapping/compare.ts';
import { optInMadeOf } from '../mapping/opt-in.ts';
import type { JudgedContact } from './contacts-main.ts';
import type { JudgedLocation } from './locations-default.ts';
import { siteValuesOf } from './locations-site.ts';
import type { AgreedValue, FieldChange } from './plan.ts';
import type { ContactLink, Link, LocationLink } from './ledger-port.ts';
import { targetOf } from './reconcile-field.ts';
import { sharedTerms } from './reconcile-terms.ts';

type Agreed<F extends FieldName> = Readonly<Partial<Record<F, AgreedValue>>>;
type Values<F extends FieldName> = Readonly<Record<F, FieldValue>>;

interface AgreedInput<F extends FieldName> {
  /** The judged fields, with the base they were judged on. A conflict that was settled and written counts as the write it became. */
  readonly fields: readonly FieldChange[];
  /** What both sides hold now. */
  readonly erp: Values<F>;
  readonly shopify: Values<F>;
}

export function agreedCustomerValues(input: AgreedInput<CustomerField>): Agreed<CustomerField> {
  return agreedValues(customerFields, input);
}

/** What a record or null has of fields that the profile opts into. */
export function optInValues(party: Party | null, fields: readonly OptInField[]): Values<OptInField> {
  const values = fields.map((field) => [field, party?.optIn?.[field] ?? null]);
  return Object.fromEntries(values) as Values<OptInField>;
}

/** Of the fields that the profile opts into. */
export function agreedOptInValues(
  names: readonly OptInField[],
  input: AgreedInput<OptInField>,
): Agreed<OptInField> {
  return agreedValues(names, input);
}

export function agreedLocationValues(input: AgreedInput<LocationField>): Agreed<LocationField> {
  return agreedValues(locationFields, input);
}

function agreedValues<F extends FieldName>(names: readonly F[], input: AgreedInput<F>): Agreed<F> {
  const { fields, erp, shopify } = input;
  const result: Partial<Record<F, AgreedValue>> = {};
  for (const name of names) {
    const change = fields.find(({ field }) => field === name);
    const open = change !== undefined && targetOf(change.action) === null;
    const value = open ? change.base : { erp: erp[name], shopify: shopify[name] };
    if (value !== null) result[name] = value;
  }
  return result;
}

/** What a company itself holds of the fields that it agrees on. */
export function companyValuesOf(party: Party): Values<CompanyField> {
  const terms = party.side === 'erp' ? (party.business?.terms ?? null) : sharedTerms(party);
  return { accountName: party.accountName, terms };
}

export function agreedCompanyValues(input: AgreedInput<CompanyField>): Agreed<CompanyField> {
  return agreedValues(companyFields, input);
}

/** Of a location of a business customer, beside its address. */
export function agreedSiteValues(input: AgreedInput<SiteField>): Agreed<SiteField> {
  return agreedValues(siteFields, input);
}

export interface RefreshInput {
  readonly link: Link;
  readonly erp: Party;
  readonly shopify: Party;
  readonly fields: readonly FieldChange[];
  readonly locations: readonly JudgedLocation[];
  /** Of a business customer only. */
  readonly contacts?: readonly JudgedContact[];
  readonly withLocations: boolean;
  readonly homeCountry: string;
}

/**
 * The link as it may be stored before anything is committed, or null when that changes nothing: equal edits on both
 * sides (L10), and locations that are gone and were dealt with. Fields that would be written keep their old base.
 */
export function refreshLink(input: RefreshInput): Link | null {
  const { link, erp, shopify, fields } = input;
  const listed = new Set(fields.map(({ field }) => field));
  const agreed =
    input.contacts === undefined
      ? refreshValues(customerFields, link.agreed, listed, erp.values, shopify.values, input.homeCountry)
      : refreshValues(
          companyFields,
          link.agreed,
          listed,
          companyValuesOf(erp),
          companyValuesOf(shopify),
          input.homeCountry,
        );
  const known: Agreed<OptInField> = { ...link.agreed, ...agreed };
  const optedInto = [...optInMadeOf(erp), ...optInMadeOf(shopify)];
  const optIn = refreshValues(
    optedInto,
    known,
    listed,
    optInValues(erp, optedInto),
    optInValues(shopify, optedInto),
    input.homeCountry,
  );
  const company = input.contacts === undefined ? null : refreshCompany(input, input.contacts);
  const locations = input.withLocations ? refreshLocations(input) : null;
  const agreedDefault = input.withLocations ? refreshDefault(input) : null;
  const parts = [agreed, optIn, locations, agreedDefault, company];
  if (parts.every((part) => part === null)) return null;
  return {
    ...link,
    ...company,
    agreed: { ...link.agreed, ...agreed, ...optIn },
    locations: locations ?? link.locations,
    agreedDefault: agreedDefault ?? link.agreedDefault,
  };
}

function refreshValues<F extends FieldName>(
  names: readonly F[],
  agreed: Agreed<F>,
  listed: ReadonlySet<FieldName>,
  erp: Values<F>,
  shopify: Values<F>,
  country: string,
): Agreed<F> | null {
  let refreshed: Partial<Record<F, AgreedValue>> | null = null;
  for (const name of names) {
    if (listed.has(name)) continue;
    const base = agreed[name];
    const known =
      base !== undefined &&
      sameValue(name, base.erp, erp[name], country) &&
      sameValue(name, base.shopify, shopify[name], country);
    if (known) continue;
    refreshed ??= { ...agreed };
    refreshed[name] = { erp: erp[name], shopify: shopify[name] };
  }
  return refreshed;
}

function refreshLocations(input: RefreshInput): readonly LocationLink[] | null {
  const byLink = new Map(input.locations.map((entry) => [entry.pair.link, entry]));
  let changed = false;
  const locations: LocationLink[] = [];
  for (const link of input.link.locations) {
    const entry = byLink.get(link);
    const refreshed =
      entry === undefined && waitsForTie(link, input.locations)
        ? link
        : refreshLocation(link, entry, input.homeCountry);
    if (refreshed !== link) changed = true;
    if (refreshed !== null) locations.push(refreshed);
  }
  return changed ? locations : null;
}

/** One of the two was found again under another key, but that cannot be stored yet: until then the old link tells who it is. */
function waitsForTie(link: LocationLink, locations: readonly JudgedLocation[]): boolean {
  return locations.some(
    ({ pair, change }) =>
      (change.verb === 'invalid' || change.verb === 'conflict') &&
      (pair.erp?.key === link.erpKey || pair.shopify?.key === link.shopifyKey),
  );
}

function refreshLocation(
  link: LocationLink,
  entry: JudgedLocation | undefined,
  homeCountry: string,
): LocationLink | null {
  if (entry === undefined) return link.state === 'deleted' ? link : null; // both are gone, or tied to others
  const { pair, change } = entry;
  if (change.verb === 'endLink') return { ...link, state: 'deleted' };
  if (pair.pairing !== 'linked' || pair.erp === null || pair.shopify === null) return link;
  const listed = new Set(change.fields.map(({ field }) => field));
  const agreed = refreshValues(
    locationFields,
    link.agreed,
    listed,
    pair.erp.values,
    pair.shopify.values,
    homeCountry,
  );
  if (pair.erp.site === undefined) return agreed === null ? link : { ...link, agreed };
  const known: LocationLink['agreed'] = agreed ?? link.agreed;
  const [erp, shopify] = [siteValuesOf(pair.erp), siteValuesOf(pair.shopify)];
  const ofSite = refreshValues<SiteField>(siteFields, known, listed, erp, shopify, homeCountry);
  return agreed === null && ofSite === null ? link : { ...link, agreed: { ...known, ...ofSite } };
}

/** Contacts, their roles and which is the main one, where both sides now hold the same or a contact that is gone was dealt with. */
function refreshCompany(
  input: RefreshInput,
  judged: readonly JudgedContact[],
): Pick<Link, 'contacts' | 'agreedMainContact'> | null {
  if (!input.withLocations) return null;
  const known = input.link.contacts ?? [];
  const contacts = known.flatMap((link) => {
    const entry = judged.find(({ pair }) => pair.link === link);
    return refreshContact(link, entry, input) ?? [];
  });
  const contactsMoved =
    contacts.length !== known.length || contacts.some((link, index) => link !== known[index]);
  const main = refreshMain(input, judged);
  if (!contactsMoved && main === null) return null;
  return { contacts, ...(main === null ? {} : { agreedMainContact: main }) };
}

function refreshContact(
  link: ContactLink,
  entry: JudgedContact | undefined,
  { homeCountry, locations }: RefreshInput,
): ContactLink | null {
  // Both are gone, or one was found again under another key, which cannot be stored before a commit.
  if (entry === undefined) return link;
  const { pair, change } = entry;
  if (change.verb === 'endLink') return { ...link, state: 'deleted' };
  const { erp, shopify } = pair;
  if (pair.pairing !== 'linked' || erp === null || shopify === null || change.proposed) return link;
  if (change.verb === 'leave') return link;
  const listed = new Set(change.fields.map(({ field }) => field));
  const agreed = refreshValues(customerFields, link.agreed, listed, erp.values, shopify.values, homeCountry);
  // A contact that cannot be written says nothing of its roles.
  const agreedRoles = change.verb === 'invalid' ? null : refreshRoles(link, entry, locations);
  if (agreed === null && agreedRoles === null) return link;
  return { ...link, agreed: agreed ?? link.agreed, agreedRoles: agreedRoles ?? link.agreedRoles };
}

function refreshRoles(
  link: ContactLink,
  { pair, change }: JudgedContact,
  locations: readonly JudgedLocation[],
): ContactLink['agreedRoles'] | null {
  const listed = new Set(change.roles.map(({ locationId }) => locationId));
  let refreshed: Record<string, ContactLink['agreedRoles'][string]> | null = null;
  for (const { pair: location, change: at } of locations) {
    const { erp, shopify } = location;
    if (erp === null || shopify === null || location.pairing !== 'linked' || listed.has(at.id)) continue;
    const roleIn = (side: Side, key: string) =>
      pair[side]?.roles.find(({ locationKey }) => locationKey === key)?.role ?? null;
    const now = { erp: roleIn('erp', erp.key), shopify: roleIn('shopify', shopify.key) };
    const base = link.agreedRoles[erp.key] ?? { erp: null, shopify: null };
    if (base.erp === now.erp && base.shopify === now.shopify) continue;
    refreshed ??= { ...link.agreedRoles };
    refreshed[erp.key] = now;
  }
  return refreshed;
}

type MainContacts = NonNullable<Link['agreedMainContact']>;

/** Both sides now have the same main contact, or none. */
function refreshMain(
  { link, erp, shopify }: RefreshInput,
  judged: readonly JudgedContact[],
): MainContacts | null {
  const now = mainContactsNow(erp, shopify);
  const known = link.agreedMainContact;
  if (known?.erp === now.erp && known.shopify === now.shopify) return null;
  const isSame = judged.some(
    ({ pair }) => pair.pairing === 'linked' && pair.erp?.key === now.erp && pair.shopify?.key === now.shopify,
  );
  return isSame || (now.erp === null && now.shopify === null) ? now : null;
}

/** Keys of the main contacts now, for a link that is stored after a commit. */
export function mainContactsNow(erp: Party, shopify: Party): MainContacts {
  return {
    erp: erp.business?.mainContactKey ?? null,
    shopify: shopify.business?.mainContactKey ?? null,
  };
}

/** Both sides now have the same default: that is agreed, whoever moved. */
function refreshDefault(input: RefreshInput): Link['agreedDefault'] | null {
  const entry = input.locations.find(
    ({ pair }) => pair.erp?.isDefault === true && pair.shopify?.isDefault === true,
  );
  const erp = entry?.pair.erp?.key;
  const shopify = entry?.pair.shopify?.key;
  if (entry?.pair.pairing !== 'linked' || erp === undefined || shopify === undefined) return null;
  const { agreedDefault } = input.link;
  return agreedDefault.erp === erp && agreedDefault.shopify === shopify ? null : { erp, shopify };
}

/** Location keys that are the default now, for a link that is stored after a commit. */
export function defaultsNow(erp: Party, shopify: Party): Link['agreedDefault'] {
  return { erp: defaultKey(erp), shopify: defaultKey(shopify) };
}

function defaultKey(party: Party): Readonly<Record<Side, string | null>>[Side] {
  return party.locations.find(({ isDefault }) => isDefault)?.key ?? null;
}
