/** From records to planned rows: match, then reconcile each pair with what is known about all others. Pure. */
import { legacyId } from '../domain/ids.ts';
import { summarise, type Party, type PartyKind, type PartySummary, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { defaultsNote } from '../mapping/default-rules.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { note } from '../mapping/note.ts';
import { phoneCountryOf, phoneCountryOfPair } from '../mapping/phone-country.ts';
import { ruleTexts } from '../mapping/projection.ts';
import { locationKey } from '../mapping/site-keys.ts';
import { ambiguousRow, holderNote, replacedPartnerRow } from './ambiguous-row.ts';
import {
  claimPhones,
  createCompanyDirectory,
  type CompanyDirectory,
  type OtherContact,
} from './company-directory.ts';
import type { IdentityField, IdentityIndex } from './identity-index.ts';
import { endedByKey, isLeftAlone, isSeparation, separate } from './link-end.ts';
import { findSwaps, type IdentitySwap } from './identity-swap.ts';
import type { MoveWithState } from './location-choices.ts';
import { addressFingerprint } from '../mapping/fingerprint.ts';
import { matchCompanies } from './match-companies.ts';
import { askAcrossKinds, convertedRecords, recordsOfKind } from './match-kinds.ts';
import {
  matchParties,
  type AmbiguousGroup,
  type BrokenLink,
  type MatchedPair,
  type MatchResult,
} from './match.ts';
import { setApart, type Apart } from './match-buckets.ts';
import type { Choices } from './match-choices.ts';
import type { FieldChange, Note } from './plan.ts';
import type { Link } from './ledger-port.ts';
import { targetOf } from './reconcile-field.ts';
import { otherStoreExclusion } from './other-store.ts';
import { filterExclusion, statusExclusion, type Exclusion } from './record-filter.ts';
import {
  reconcileSettingsOf,
  writesTo,
  type PlannedRow,
  type ReconcileContext,
  type ReconcileSettings,
} from './reconcile-types.ts';
import { reconcilePair } from './reconcile.ts';

/** What must be known about records outside of those that are planned. */
export interface Surroundings {
  readonly identities: IdentityIndex;
  readonly nextNumber: () => string | null;
  readonly nextLocationNumber: () => string | null;
  readonly complete: Readonly<Record<Side, boolean>>;
  /** True where only some records were read: a partner that was not found is then no lost one (L4). */
  readonly isPart?: boolean;
  readonly contentHash: (party: Party) => string;
  /** Keys of business customers that are paused, and may look like persons meanwhile; absent where none are. */
  readonly pausedKeys?: ReadonlySet<string>;
  /** Contacts of business customers outside of those that are planned; absent where all are planned. */
  readonly otherContacts?: readonly OtherContact[];
}

export interface RecordsToPlan extends Choices {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
  /** All of the ledger, the ended ones too. */
  readonly links: readonly Link[];
}

export interface PlannedRecords {
  readonly match: MatchResult;
  /** Who was not to be matched with whom. */
  readonly apart: Apart;
  /** In the order of the match: pairs, broken links, singles, groups. */
  readonly rows: readonly PlannedRow[];
}

function comparable(party: Party, field: IdentityField, homeCountry: string): string | null {
  const text = party.values[field];
  if (text === null) return null;
  return field === 'email'
    ? normaliseEmail(text)
    : normalisePhone(text, phoneCountryOf(party, homeCountry)).e164;
}

/** Whether this pair may give the ERP's value to Shopify: it is new there, or was changed in the ERP. */
function claims(pair: MatchedPair, field: IdentityField, homeCountry: string): boolean {
  const { erp, shopify, link } = pair;
  if (erp === null || shopify === null || erp.isGuest) return false;
  if (link === null && statusExclusion(erp) !== null) return false;
  // Equal texts are the common case, and reading phones is dear.
  if (erp.values[field] === shopify.values[field]) return false;
  const agreed = link?.agreed[field];
  if (agreed !== undefined && agreed.erp === erp.values[field]) return false;
  return comparable(erp, field, homeCountry) !== comparable(shopify, field, homeCountry);
}

function addClaims(
  match: MatchResult,
  identities: IdentityIndex,
  settings: ReconcileSettings,
  isLeft: (party: Party) => boolean,
  isOutside: (pair: Pick<MatchedPair, Side>) => boolean,
): void {
  if (!writesTo(settings.direction, 'shopify')) return;
  for (const field of ['email', 'phone'] as const) {
    for (const pair of match.pairs) {
      if (pair.erp !== null && claims(pair, field, settings.homeCountry) && !isOutside(pair)) {
        identities.claim(field, summarise(pair.erp));
      }
    }
    for (const party of match.singles.erp) {
      if (party.isGuest || statusExclusion(party) !== null || isLeft(party)) continue;
      if (isOutside({ erp: party, shopify: null })) continue;
      identities.claim(field, summarise(party));
    }
  }
}

/** What `reconcilePair` may ask while it looks at this pair. */
function contextOf(
  pair: MatchedPair,
  isWanted: boolean,
  surroundings: Surroundings,
  excluded: Exclusion,
  filter: Exclusion,
): ReconcileContext {
  const { identities, complete, isPart = false, nextNumber, nextLocationNumber, contentHash } = surroundings;
  const asking = { erp: pair.erp?.key ?? null, shopify: pair.shopify?.key ?? null };
  return {
    // The ERP takes two customers with one e-mail; a person who keeps them apart wants exactly that.
    emailOwner: (side, email) =>
      isWanted && side === 'erp' ? null : identities.owner(side, 'email', email, asking),
    phoneOwner: (side, e164) =>
      isWanted && side === 'erp' ? null : identities.owner(side, 'phone', e164, asking),
    isFiltered: (party, isLinked) => excluded(party) ?? (isLinked ? null : filter(party)),
    isComplete: (side, what) => complete[side] && !(isPart && what === 'records'),
    nextNumber,
    nextLocationNumber,
    contentHash,
  };
}

function withSwap(planned: PlannedRow, erp: Party, swap: IdentitySwap): PlannedRow {
  const { row } = planned;
  const swapped = note('identitySwap', {
    name: summarise(erp).name,
    other: summarise(swap.other).name,
    field: swap.field === 'email' ? 'e-mail' : 'phone',
  });
  return {
    ...planned,
    row: { ...row, verb: 'invalid', target: 'none', notes: [...row.notes, swapped] },
    agreedRefresh: null,
  };
}

/** Who is never matched with whom: by what was decided in this preview, and by links that a person ended. */
function apartOf({ apart, links }: RecordsToPlan): Apart {
  const separations = links.filter(isSeparation);
  if (separations.length === 0) return apart;
  const all = new Map([...apart].map(([key, others]) => [key, new Set(others)]));
  for (const { erpKey, shopifyKey } of separations) setApart(all, erpKey, shopifyKey);
  return all;
}

/** Says with whom a link ended because one of the two was linked to somebody else by hand. */
function withReplaced(planned: PlannedRow, pair: MatchedPair): PlannedRow {
  const { replaced = [] } = pair;
  if (replaced.length === 0) return planned;
  const notes = replaced.map((link) =>
    note('linkReplaced', {
      other: link.erpKey === pair.erp?.key ? legacyId(link.shopifyKey) : link.erpNumber,
    }),
  );
  const replacedLinkIds = replaced.map(({ id }) => id);
  return {
    ...planned,
    row: { ...planned.row, replacedLinkIds, notes: [...notes, ...planned.row.notes] },
  };
}

/** L12: the preview says which values a rule of the mapping made. */
function withRuleNotes(planned: PlannedRow, texts: ReadonlyMap<string, string>): PlannedRow {
  if (texts.size === 0) return planned;
  const noted = (change: FieldChange, key: string): FieldChange => {
    const rule = texts.get(key);
    if (rule === undefined || targetOf(change.action) === null) return change;
    return { ...change, notes: [...change.notes, note('mappedValue', { rule })] };
  };
  const { row } = planned;
  return {
    ...planned,
    row: {
      ...row,
      fields: row.fields.map((change) => noted(change, change.field)),
      locations: row.locations.map((location) => ({
        ...location,
        fields: location.fields.map((change) => noted(change, locationKey(change.field))),
      })),
    },
  };
}

/** L12: the preview says what a customer that is created in the ERP gets by its country. */
function withDefaultsNote(planned: PlannedRow, { defaultRules }: Profile): PlannedRow {
  const { row, records } = planned;
  if (row.verb !== 'create' || row.target !== 'erp' || records.shopify === null) return planned;
  const given = defaultsNote(records.shopify, defaultRules);
  return given === null ? planned : { ...planned, row: { ...row, notes: [...row.notes, given] } };
}

/** Nobody is asked who is who where it makes no difference: all that the group holds of one side is outside its filter. */
function withoutQuestion(
  planned: PlannedRow,
  { erp, shopify }: AmbiguousGroup,
  excluded: Exclusion,
): PlannedRow {
  const outside = [erp, shopify].find(
    (parties) => parties.length > 0 && parties.every((party) => excluded(party) !== null),
  );
  const [first] = outside ?? [];
  const reason = first === undefined ? null : excluded(first);
  return reason === null
    ? planned
    : { ...planned, row: { ...planned.row, verb: 'filtered', notes: [reason] } };
}

/** Whether each location that belongs to somebody else is with them by now. */
function movesOf(
  pair: MatchedPair,
  records: RecordsToPlan,
  find: (side: Side, key: string) => Party | undefined,
): readonly MoveWithState[] {
  const moves = records.locations.get(pair.erp?.key ?? pair.shopify?.key ?? '')?.moves ?? [];
  return moves.map((move) => {
    const held = pair[move.side]?.locations.find(({ key }) => key === move.locationKey);
    const place = held === undefined ? null : addressFingerprint(held.values);
    const there = find(move.side, move.to.key)?.locations ?? [];
    const hasArrived =
      place !== null && there.some(({ active, values }) => active && addressFingerprint(values) === place);
    return { ...move, hasArrived };
  });
}

function without(records: readonly Party[], left: ReadonlySet<Party>): readonly Party[] {
  return left.size === 0 ? records : records.filter((party) => !left.has(party));
}

/** With records of the ERP that took no part in the match. */
function withSingles(match: MatchResult, erp: readonly Party[]): MatchResult {
  if (erp.length === 0) return match;
  return { ...match, singles: { ...match.singles, erp: [...match.singles.erp, ...erp] } };
}

function joined(one: MatchResult, other: MatchResult): MatchResult {
  return {
    pairs: [...one.pairs, ...other.pairs],
    broken: [...one.broken, ...other.broken],
    singles: {
      erp: [...one.singles.erp, ...other.singles.erp],
      shopify: [...one.singles.shopify, ...other.singles.shopify],
    },
    groups: [...one.groups, ...other.groups],
    released: new Map([...one.released, ...other.released]),
  };
}

/** Every record given is in exactly one row of the answer. */
export function planRecords(
  records: RecordsToPlan,
  surroundings: Surroundings,
  profile: Profile,
): PlannedRecords {
  const { homeCountry } = profile;
  const { identities, isPart = false } = surroundings;
  const complete = isPart ? { erp: false, shopify: false } : surroundings.complete;
  const apart = apartOf(records);
  const converted = convertedRecords(records, apart);
  const asked = new Set(converted.flatMap(({ erp, shopify }) => [...erp, ...shopify]));
  const { pausedKeys } = surroundings;
  const paused = records.erp.filter(({ key }) => pausedKeys?.has(key) === true);
  for (const party of paused) asked.add(party);
  const left = {
    ...records,
    erp: without(records.erp, asked),
    shopify: without(records.shopify, asked),
  };
  const people = recordsOfKind(left, 'individual');
  const companies = recordsOfKind(left, 'company');
  const shared = { manual: records.manual, apart, complete, homeCountry };
  const ofOtherStore = otherStoreExclusion(profile);
  const notExported: Exclusion = (party) => statusExclusion(party) ?? ofOtherStore(party);
  const company = matchCompanies({ ...companies, ...shared });
  const excluded = filterExclusion(profile);
  const directory = createCompanyDirectory({
    companies,
    people: people.shopify,
    pairs: company.pairs,
    others: surroundings.otherContacts ?? [],
    identities,
    takesPart: (party) => !party.isGuest && (excluded(party) ?? notExported(party)) === null,
  });
  const { ofContact, ofClaimed } = contactFilters(profile, directory, pausedKeys !== undefined);
  const contactNote = (party: Party): Note | null =>
    pausedKeys?.has(party.key) === true ? note('businessPaused') : ofContact(party);
  const takesPart = (party: Party): boolean =>
    !party.isGuest && (excluded(party) ?? notExported(party) ?? contactNote(party)) === null;
  const matches = askAcrossKinds(
    {
      individual: matchParties({
        ...people,
        ...shared,
        asksBySharedIdentity: profile.policies.sameEmail === 'ask',
        isSetAside: (party) => ofOtherStore(party) !== null,
      }),
      company,
    },
    apart,
    takesPart,
  );
  const matched = { ...matches, individual: withSingles(matches.individual, paused) };
  const of = (kind: PartyKind): readonly PlannedRow[] =>
    planKind(
      { kind, match: matched[kind], contactNote, claimNote: ofClaimed, excluded, notExported, directory },
      records,
      surroundings,
      profile,
    );
  const individuals = of('individual');
  if (writesTo(profile.company.direction, 'shopify')) {
    const taking = company.pairs.filter(
      (pair) => ![pair.erp, pair.shopify].some((party) => party !== null && excluded(party) !== null),
    );
    const paired = new Set(taking.map(({ erp }) => erp));
    claimPhones(companies.erp, identities, { isMatched: (party) => paired.has(party), takesPart });
  }
  const planned = [...individuals, ...of('company')];
  return {
    match: joined(matched.individual, matched.company),
    apart,
    rows: [...planned, ...converted.map(ambiguousRow)],
  };
}

/**
 * A customer of Shopify who acts for a company is no customer of its own, unless the profile says so or it has bought something: who is
 * a contact in Shopify, and, where companies are exported, who is one in the ERP. Such a person is about to become a contact in Shopify;
 * or is inactive in the ERP, and the run that ended their part in the company must not make a customer of them in the next one (L7).
 */
function contactFilters(
  { company }: Profile,
  directory: CompanyDirectory,
  isPaused: boolean,
): Readonly<Record<'ofContact' | 'ofClaimed', (party: Party) => Note | null>> {
  const isLeft = ({ side, kind, attached }: Party): boolean =>
    company.active &&
    side === 'shopify' &&
    kind === 'individual' &&
    !company.contactsAsCustomers &&
    attached?.includes('orders') !== true;
  const named = ({ name, number }: PartySummary) => ({ company: `${name} (${number})` });
  return {
    ofContact: (party) => {
      const owner = isLeft(party) ? directory.companyOfCustomer(party) : null;
      if (owner === null) return null;
      return note(isPaused ? 'contactOfPaused' : 'contactOfCompany', named(owner));
    },
    ofClaimed: (party) => {
      if (!writesTo(company.direction, 'shopify') || !isLeft(party)) return null;
      const claimant = directory.claimantOfCustomer(party);
      return claimant === null ? null : note('contactInErp', named(claimant));
    },
  };
}

interface KindToPlan {
  readonly kind: PartyKind;
  readonly match: MatchResult;
  readonly contactNote: (party: Party) => Note | null;
  /** Who is a contact in the ERP and no customer there. */
  readonly claimNote: (party: Party) => Note | null;
  /** By the profile's own filters. */
  readonly excluded: Exclusion;
  /** By status, or as another store's: nothing new is done with them. */
  readonly notExported: Exclusion;
  readonly directory: CompanyDirectory;
}

function planKind(
  { kind, match, contactNote, claimNote, excluded, notExported, directory }: KindToPlan,
  records: RecordsToPlan,
  surroundings: Surroundings,
  profile: Profile,
): readonly PlannedRow[] {
  const settings = reconcileSettingsOf(profile, kind);
  const { homeCountry } = settings;
  const isPerson = kind === 'individual';
  const ended = endedByKey(records.links);
  const texts = ruleTexts(profile, isPerson ? 'customer' : 'company');
  /** What ended applies to records without a partner only, and not to those that a person wants. */
  const endOf = ({ key }: Party): Link | null => {
    if (records.wanted.has(key)) return null;
    const released = match.released.get(key);
    return released === undefined ? (ended.get(key) ?? null) : separate(released, '', null);
  };
  const byKey = new Map<string, Party>();
  const find = (side: Side, key: string): Party | undefined => {
    if (byKey.size === 0)
      for (const party of [...records.erp, ...records.shopify]) byKey.set(party.key, party);
    const party = byKey.get(key);
    return party?.side === side ? party : undefined;
  };
  const isOutside = ({ erp, shopify }: Pick<MatchedPair, Side>): boolean =>
    [erp, shopify].some((party) => party !== null && excluded(party) !== null);
  if (isPerson) {
    addClaims(
      match,
      surroundings.identities,
      settings,
      (party) => isLeftAlone(endOf(party)) || contactNote(party) !== null || notExported(party) !== null,
      isOutside,
    );
  }
  const swaps = isPerson ? findSwaps(match.pairs, homeCountry) : new Map<string, IdentitySwap>();

  function plan(pair: MatchedPair): PlannedRow {
    const alone = pair.erp ?? pair.shopify;
    const isWanted = alone !== null && records.wanted.has(alone.key);
    // Whoever has a partner is a customer of its own already.
    const filter = (party: Party): Note | null =>
      notExported(party) ??
      (pair.shopify === null || (pair.erp === null && !isWanted)
        ? (contactNote(party) ?? claimNote(party))
        : null);
    const own = contextOf(pair, isWanted, surroundings, excluded, filter);
    const context = isPerson ? own : { ...own, companies: directory.context };
    const country = phoneCountryOfPair(pair.erp, pair.shopify, homeCountry);
    const said = records.locations.get(alone?.key ?? '');
    const contacts = records.contacts.get(alone?.key ?? '');
    const planned = reconcilePair({
      ...pair,
      settings: { ...settings, homeCountry: country },
      context,
      ...(said === undefined ? {} : { locations: { ...said, moves: movesOf(pair, records, find) } }),
      ...(contacts === undefined ? {} : { contacts }),
    });
    const swap = pair.erp === null || isOutside(pair) ? undefined : swaps.get(pair.erp.key);
    const row = withReplaced(withDefaultsNote(withRuleNotes(planned, texts), profile), pair);
    return pair.erp === null || swap === undefined ? row : withSwap(row, pair.erp, swap);
  }

  function planBroken(broken: BrokenLink): PlannedRow {
    const question = isOutside(broken) ? null : replacedPartnerRow(broken);
    if (question !== null) return question;
    const planned = plan(broken);
    const held = holderNote(broken);
    if (held === null || planned.row.verb !== 'delete') return planned;
    return { ...planned, row: { ...planned.row, notes: [...planned.row.notes, held] } };
  }

  const alone = (party: Party): MatchedPair => ({
    erp: party.side === 'erp' ? party : null,
    shopify: party.side === 'shopify' ? party : null,
    link: endOf(party),
    evidence: [],
  });
  return [
    ...match.pairs.map(plan),
    ...match.broken.map(planBroken),
    ...match.singles.shopify.map((party) => plan(alone(party))),
    ...match.singles.erp.map((party) => plan(alone(party))),
    ...match.groups.map((group) => withoutQuestion(ambiguousRow(group), group, excluded)),
  ];
}
