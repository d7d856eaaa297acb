/** Finding the right partner of a record, and saying who belongs to whom: customers and their locations. */
import { AppError } from '../../shared/domain/app-error.ts';
import { otherSide, summarise, type Party, type Side } from '../../shared/domain/party.ts';
import type { PartnerWarning, PossiblePartner } from '../../shared/ipc/contract.ts';
import { shownSuggestions } from '../../shared/sync/plan.ts';
import type { Ledger, StoredRow } from '../../shared/sync/ledger-port.ts';
import {
  arrangeLocations,
  chooseCandidate,
  likenessOf,
  forgetChoice,
  isSeparation,
} from '../../shared/sync/sync.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import type { ProfileSession } from './profile-session.ts';
import { personAtComputer } from './system.ts';

export type PartnerMethod = 'plan.partners' | 'plan.link' | 'plan.forget' | 'plan.arrange';

/** Who decides: Accord has no sign-in of its own. */
export const person = personAtComputer() || 'a person';

/** Changes of one profile's plan, one after the other: each starts from the totals that the one before it left. */
export type InTurn = <T>(profileId: string, change: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (profileId, change) => {
    const turn = (last.get(profileId) ?? Promise.resolve()).then(change, change);
    last.set(profileId, turn);
    return turn;
  };
}

/** Score from which somebody is shown whom nobody searched for. */
const slightlyAlike = 0.1;

/** Rows that are looked at for one search; whoever has more hits types more letters. */
const mostRows = 200;

interface Found {
  readonly party: Party;
  readonly entry: StoredRow;
}

/** Unmatched records of a side, with the rows that hold them: near matches of the asked row first, then hits of the search. */
async function findRecords(
  ledger: Ledger,
  planId: string,
  asked: StoredRow,
  side: Side,
  search: string,
): Promise<{ readonly found: readonly Found[]; readonly more: boolean }> {
  const text = search.trim();
  const kind = asked.records[otherSide(side)]?.kind;
  const entity = kind === 'company' ? 'company' : 'customer';
  const page = await ledger.planRows(planId, {
    unmatched: side,
    entity,
    ...(text === '' ? {} : { search: text }),
    offset: 0,
    limit: mostRows,
  });
  const ids = page.items.map(({ id }) => id);
  if (text === '') {
    for (const { summary } of shownSuggestions(asked.row)) {
      const hits = await ledger.planRows(planId, {
        unmatched: side,
        search: summary.number,
        offset: 0,
        limit: 20,
      });
      for (const { id } of hits.items) if (!ids.includes(id)) ids.push(id);
    }
  }
  const found: Found[] = [];
  for (const id of ids) {
    const entry = await ledger.planRow(planId, id);
    if (entry === null) continue;
    const { erp, shopify, candidates } = entry.records;
    for (const party of [erp, shopify, ...candidates]) {
      // Nobody becomes a customer of the other kind by being linked.
      if (party?.side !== side || party.isGuest || party.kind !== kind) continue;
      found.push({ party, entry });
    }
  }
  return { found, more: page.total > page.items.length };
}

function warningsFor(
  { party, entry }: Found,
  asked: StoredRow,
  fields: PossiblePartner['fields'],
  apart: ReadonlySet<string>,
): readonly PartnerWarning[] {
  const differs = (name: (typeof fields)[number]['field']): boolean =>
    fields.some(({ field, contribution }) => field === name && contribution < 0);
  const isLinked = asked.records.erp !== null && asked.records.shopify !== null;
  return [
    ...(differs('name') ? (['otherName'] as const) : []),
    ...(differs('email') ? (['otherEmail'] as const) : []),
    ...(differs('phone') ? (['otherPhone'] as const) : []),
    ...(party.status === 'inactive' || party.status === 'oneTime' ? (['inactive'] as const) : []),
    ...(entry.row.verb === 'ambiguous' && entry.row.id !== asked.row.id ? (['waitsForOthers'] as const) : []),
    ...(apart.has(party.key) ? (['keptApart'] as const) : []),
    ...(isLinked ? (['leavesPartner'] as const) : []),
  ];
}

/** The ledger of a profile with which nothing goes on: a run that is under way needs its rows as they are. */
export function idleLedger({ ledger, activity }: Pick<ProfileSession, 'ledger' | 'activity'>): Ledger {
  if (activity !== null) throw new AppError('RUN_ACTIVE');
  return ledger;
}

export function createPartnerServices(
  { sessions, ids }: JobRuntime,
  inTurn: InTurn,
): Pick<JobServices, PartnerMethod> {
  return {
    'plan.partners': async ({ profileId, planId, rowId, side, search, limit }) => {
      const { ledger } = await sessions.open(profileId);
      const asked = await ledger.planRow(planId, rowId);
      if (asked === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
      const keeper = asked.records[otherSide(side)];
      if (keeper === null) return { items: [], more: false };
      const { found, more } = await findRecords(ledger, planId, asked, side, search);
      const separated = (await ledger.endedLinks())
        .filter(isSeparation)
        .flatMap(({ erpKey, shopifyKey }) => [
          ...(erpKey === keeper.key ? [shopifyKey] : []),
          ...(shopifyKey === keeper.key ? [erpKey] : []),
        ]);
      const apart = new Set([...separated, ...(asked.row.decision?.apartFrom ?? [])]);
      const judged = found.map((each): PossiblePartner => {
        const [erp, shopify] = side === 'erp' ? [each.party, keeper] : [keeper, each.party];
        const { score, fields } = likenessOf(erp, shopify);
        return {
          side,
          summary: summarise(each.party),
          score,
          fields,
          warnings: warningsFor(each, asked, fields, apart),
        };
      });
      const best = judged.toSorted((a, b) => b.score - a.score || (a.summary.name < b.summary.name ? -1 : 1));
      // Without a search only who is a little alike is of interest.
      const shown = search.trim() === '' ? best.filter(({ score }) => score >= slightlyAlike) : best;
      const items = shown.slice(0, limit);
      return { items, more: more || items.length < best.length };
    },

    'plan.link': ({ profileId, ...asked }, { profile }) =>
      inTurn(profileId, async () => {
        const ledger = idleLedger(await sessions.open(profileId));
        return chooseCandidate({ ...asked, profile, ledger, ids, person });
      }),

    'plan.forget': ({ profileId, ...asked }, { profile }) =>
      inTurn(profileId, async () => {
        const ledger = idleLedger(await sessions.open(profileId));
        return forgetChoice({ ...asked, profile, ledger, ids });
      }),

    'plan.arrange': ({ profileId, ...asked }, { profile }) =>
      inTurn(profileId, async () => {
        const ledger = idleLedger(await sessions.open(profileId));
        return arrangeLocations({ ...asked, profile, ledger, ids, person });
      }),
  };
}
