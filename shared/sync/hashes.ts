/**
 * Content hashes: of a record (is it still what the preview showed? L3), of the settings (would the same preview come
 * out again?), of a plan (is this the preview that was on screen?). Never of clocks: revisions are left out.
 */
import type { Filter } from '../domain/filter.ts';
import {
  customerFields,
  locationFields,
  type Business,
  type Location,
  type Party,
  type Site,
} from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { canonicalGroup } from '../mapping/filter-canonical.ts';
import { usedFurtherFields } from '../mapping/named-fields.ts';
import type { PlanHeader, PlanRow } from './plan.ts';
import type { Ids } from './ports.ts';

/** `"name":`, remembered: a plan has few names of members and millions of members. */
const memberNames = new Map<string, string>();

function memberName(key: string): string {
  const known = memberNames.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (memberNames.size < 1000) memberNames.set(key, text);
  return text;
}

/** JSON with sorted keys, so that equal data has equal text. Undefined members are left out, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? '' : ',') + canonicalJson(item);
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member !== undefined) text += (text === '' ? '' : ',') + memberName(key) + canonicalJson(member);
  }
  return `{${text}}`;
}

function locationContent(location: Location): readonly unknown[] {
  return [
    location.key,
    location.isDefault,
    location.active,
    location.inherits,
    location.name,
    ...locationFields.map((field) => location.values[field]),
    ...(location.site === undefined ? [] : [siteContent(location.site)]),
  ];
}

function siteContent({ taxId, taxExempt, terms, billing }: Site): readonly unknown[] {
  return [taxId, taxExempt, terms, billing === null ? null : locationFields.map((field) => billing[field])];
}

function inOrder<T extends { readonly key: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function businessContent({ contacts, mainContactKey, terms }: Business): readonly unknown[] {
  const people = inOrder(contacts).map(({ key, values, active, personKey = null, roles }) => [
    key,
    active,
    personKey,
    ...customerFields.map((field) => values[field]),
    roles.map(({ locationKey, role }) => `${locationKey} ${role ?? ''}`).toSorted(),
  ]);
  return [mainContactKey, terms, people];
}

/**
 * Hash of what a sync reads of a record: names, values, what the profile opts into, status, guest flag, locations and contacts in any
 * order. Not the revision,
 * not the external reference (Accord's own mark), not the facts that are only shown.
 */
export function partyHash(party: Party, ids: Ids): string {
  const locations = party.locations.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(locationContent);
  return ids.sha256(
    JSON.stringify([
      party.side,
      party.key,
      party.number,
      party.status,
      party.isGuest,
      party.accountName,
      ...customerFields.map((field) => party.values[field]),
      locations,
      ...(party.business === undefined ? [] : [businessContent(party.business)]),
      ...(party.optIn === undefined ? [] : [canonicalJson(party.optIn)]),
    ]),
  );
}

/** The two systems as addresses; those of a demo's twins are left out, which are the same systems at other ports after each start. */
function systemsOf({ shopify, erp, demo }: Profile) {
  return {
    shopify: shopify === null ? null : { domain: shopify.domain, url: demo ? null : shopify.url },
    erp: erp === null ? null : { url: demo ? '' : erp.url, tenant: erp.tenant, branch: erp.branch },
  };
}

/** Hash of which store and which company a profile is connected to: are these still the two that a run wrote to? (L4) */
export function systemsHash(profile: Profile, ids: Ids): string {
  return ids.sha256(canonicalJson(systemsOf(profile)));
}

/** A filter as what it means: its name, and the order of its conditions, are only for people. */
function meaningOf(filters: Profile['filters']) {
  const meaning = (filter: Filter | null) => (filter === null ? null : canonicalGroup(filter.where));
  const ofEntity = ({ import: importing, export: exporting }: Profile['filters']['customer']) => ({
    import: meaning(importing),
    export: meaning(exporting),
  });
  return { customer: ofEntity(filters.customer), company: ofEntity(filters.company) };
}

/** Hash of every setting that a plan depends on. What the systems call themselves and the profile's looks are not among them. */
export function settingsHash(profile: Profile, ids: Ids): string {
  const { homeCountry, customer, company, defaults, policies, guards } = profile;
  const { filters, fieldMappings, defaultRules, substitutions } = profile;
  const further = [...usedFurtherFields(profile, 'erp'), ...usedFurtherFields(profile, 'shopify')];
  const systems = systemsOf(profile);
  const shopify =
    systems.shopify === null ? null : { ...systems.shopify, storeErpId: profile.shopify?.storeErpId };
  return ids.sha256(
    canonicalJson({
      ...systems,
      shopify,
      homeCountry,
      customer,
      company,
      defaults,
      policies,
      guards,
      filters: meaningOf(filters),
      fieldMappings,
      defaultRules,
      substitutions,
      // What a value of a field is taken for; its label is for people.
      ...(further.length === 0 ? {} : { further: further.map(({ key, type }) => ({ key, type })) }),
    }),
  );
}

/** Hash of a row as the plan made it, without decisions and without what runs did since. */
export function rowHash(row: PlanRow, ids: Ids): string {
  const { decision: _, ended: __, ...undecided } = row;
  return ids.sha256(canonicalJson(undecided));
}

/** What the hash of a plan stands for: not its totals, which move with decisions, nor a person's word on its guards. */
type HashedHeader = Omit<PlanHeader, 'sha256' | 'totals' | 'guardOverride'>;

/**
 * SHA-256 of a plan: over its header and the hashes of its rows in order. A hash
 * of hashes, so that a plan of 100,000 rows never is one text.
 */
export function planHash(header: HashedHeader, rowHashes: readonly string[], ids: Ids): string {
  return ids.sha256(`${canonicalJson(header)}\n${rowHashes.join('\n')}`);
}

/** `planHash` of a stored plan as it is now: its own SHA-256, unless rows were replaced since it was made. */
export function contentHash(plan: PlanHeader, rowHashes: readonly string[], ids: Ids): string {
  const { sha256: _, totals: __, guardOverride: ___, ...hashed } = plan;
  return planHash(hashed, rowHashes, ids);
}

/**
 * SHA-256 of a plan of which one row was replaced: over its new header, the hash it had, and what came in place of which
 * row. It still stands for every row, and costs only the replaced ones.
 */
export function replacedHash(
  header: HashedHeader,
  change: { readonly sha256: string; readonly rowId: string; readonly rowHashes: readonly string[] },
  ids: Ids,
): string {
  return planHash(header, [change.sha256, change.rowId, ...change.rowHashes], ids);
}
