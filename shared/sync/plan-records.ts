/** From records to planned rows: match, then reconcile each pair with what is known about all others. Pure. */
import { summarise, type Party, type Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { note } from '../mapping/note.ts';
import { phoneCountryOf, phoneCountryOfPair } from '../mapping/phone-country.ts';
import { ambiguousRow } from './ambiguous-row.ts';
import type { IdentityField, IdentityIndex } from './identity-index.ts';
import { endedByKey, hasEnded, isLeftAlone } from './link-end.ts';
import { findSwaps, type IdentitySwap } from './identity-swap.ts';
import { matchParties, type ManualPairing, type MatchedPair, type MatchResult } from './match.ts';
import type { Note } from './plan.ts';
import type { Link } from './ports.ts';
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
  readonly contentHash: (party: Party) => string;
}

export interface RecordsToPlan {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
  /** All of the ledger, the ended ones too. */
  readonly links: readonly Link[];
  readonly manual: readonly ManualPairing[];
  readonly apart: ReadonlySet<string>;
}

export interface PlannedRecords {
  readonly match: MatchResult;
  /** In the order of the match: pairs, broken links, singles, groups. */
  readonly rows: readonly PlannedRow[];
}

const statusNames = {
  active: 'Active',
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: 'Inactive',
  oneTime: 'One-Time',
} as const;

/** R19: customers of the ERP that nothing new is done with. Filters of the profile will join here. */
function filterNote(party: Party): Note | null {
  if (party.side !== 'erp' || (party.status !== 'inactive' && party.status !== 'oneTime')) return null;
  return note('statusNotExported', { status: statusNames[party.status] });
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
  if (link === null && filterNote(erp) !== null) return false;
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
): void {
  if (!writesTo(settings.direction, 'shopify')) return;
  for (const field of ['email', 'phone'] as const) {
    for (const pair of match.pairs) {
      if (pair.erp !== null && claims(pair, field, settings.homeCountry)) {
        identities.claim(field, summarise(pair.erp));
      }
    }
    for (const party of match.singles.erp) {
      if (party.isGuest || filterNote(party) !== null || isLeft(party)) continue;
      identities.claim(field, summarise(party));
    }
  }
}

/** What `reconcilePair` may ask while it looks at this pair. */
function contextOf(pair: MatchedPair, isApart: boolean, surroundings: Surroundings): ReconcileContext {
  const { identities, complete, nextNumber, nextLocationNumber, contentHash } = surroundings;
  const asking = { erp: pair.erp?.key ?? null, shopify: pair.shopify?.key ?? null };
  return {
    // The ERP takes two customers with one e-mail; a person who keeps them apart wants exactly that.
    emailOwner: (side, email) =>
      isApart && side === 'erp' ? null : identities.owner(side, 'email', email, asking),
    phoneOwner: (side, e164) => identities.owner(side, 'phone', e164, asking),
    isFiltered: (party) => (pair.link === null || hasEnded(pair.link) ? filterNote(party) : null),
    isComplete: (side) => complete[side],
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

/** Every record given is in exactly one row of the answer. */
export function planRecords(
  records: RecordsToPlan,
  surroundings: Surroundings,
  profile: Profile,
): PlannedRecords {
  const settings = reconcileSettingsOf(profile);
  const { homeCountry } = settings;
  const match = matchParties({ ...records, homeCountry });
  const ended = endedByKey(records.links);
  /** What ended applies to records without a partner only; who is kept apart by a person is wanted. */
  const endOf = ({ key }: Party): Link | null => (records.apart.has(key) ? null : (ended.get(key) ?? null));
  addClaims(match, surroundings.identities, settings, (party) => isLeftAlone(endOf(party)));
  const swaps = findSwaps(match.pairs, homeCountry);

  function plan(pair: MatchedPair): PlannedRow {
    const alone = pair.erp ?? pair.shopify;
    const isApart = alone !== null && records.apart.has(alone.key);
    const context = contextOf(pair, isApart, surroundings);
    const country = phoneCountryOfPair(pair.erp, pair.shopify, homeCountry);
    const planned = reconcilePair({ ...pair, settings: { ...settings, homeCountry: country }, context });
    const swap = pair.erp === null ? undefined : swaps.get(pair.erp.key);
    return pair.erp === null || swap === undefined ? planned : withSwap(planned, pair.erp, swap);
  }

  const alone = (party: Party): MatchedPair => ({
    erp: party.side === 'erp' ? party : null,
    shopify: party.side === 'shopify' ? party : null,
    link: endOf(party),
    evidence: [],
  });
  return {
    match,
    rows: [
      ...match.pairs.map(plan),
      ...match.broken.map(plan),
      ...match.singles.shopify.map((party) => plan(alone(party))),
      ...match.singles.erp.map((party) => plan(alone(party))),
      ...match.groups.map(ambiguousRow),
    ],
  };
}
