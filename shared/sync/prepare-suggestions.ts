/** Near matches on the rows of a preview: a help for whoever reviews it, and never a reason for it to fail. */
import { isAppError } from '../domain/app-error.ts';
import { otherSide, summarise, type Party, type Side } from '../domain/party.ts';
import type { MatchResult } from './match.ts';
import { partyKinds } from './match-kinds.ts';
import type { Apart } from './match-buckets.ts';
import type { PlannedRecords } from './plan-records.ts';
import type { Suggestion } from './plan.ts';
import type { Logger } from './ports.ts';
import type { PlannedRow } from './reconcile-types.ts';
import { subjectOf, type SuggestSubject } from './suggest-subject.ts';
import type { NearMatch, NearMatches, SuggestMatches, SuggestProgress } from './suggest.ts';
import type { SuggestionSummary } from '../domain/suggestion.ts';

/** Of more near matches than these only the best are shown. */
const mostShown = 3;

export interface Suggesting {
  readonly suggest: SuggestMatches;
  readonly onProgress: SuggestProgress;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface SuggestedRows {
  readonly rows: readonly PlannedRow[];
  /** Null when the search could not be made. */
  readonly summary: SuggestionSummary | null;
}

/** Records without partner, those of broken links included: they look for one as well. */
function unmatched({ singles, broken }: MatchResult, side: Side): readonly Party[] {
  const survivors = broken.flatMap((each) => (each.heirs.length === 0 ? (each[side] ?? []) : []));
  return [...singles[side].filter(({ isGuest }) => !isGuest), ...survivors];
}

function keptApart(apart: Apart): ReadonlySet<string> {
  return new Set([...apart].flatMap(([key, others]) => [...others].map((other) => `${key}\n${other}`)));
}

/** The only record of a row that may look for a partner. */
function lonerOf({ records, row }: PlannedRow): Party | null {
  if (row.verb === 'filtered' || row.candidates.length > 0) return null;
  const { erp, shopify } = records;
  return erp !== null && shopify !== null ? null : (erp ?? shopify);
}

function suggestionsFor(
  loner: Party,
  near: readonly NearMatch[],
  others: ReadonlyMap<string, Party>,
): readonly Suggestion[] {
  const side = otherSide(loner.side);
  return near.slice(0, mostShown).flatMap(({ erpKey, shopifyKey, score, fields }) => {
    const party = others.get(side === 'erp' ? erpKey : shopifyKey);
    return party === undefined ? [] : [{ side, summary: summarise(party), score, fields }];
  });
}

/** Persons among persons, companies among companies: never one with the other. */
async function search(
  { erp, shopify }: Readonly<Record<Side, readonly Party[]>>,
  apart: Apart,
  { suggest, onProgress, signal }: Suggesting,
): Promise<NearMatches> {
  const kinds = partyKinds.filter((kind) => [...erp, ...shopify].some((party) => party.kind === kind));
  const found: NearMatches[] = [];
  for (const kind of kinds) {
    const subjects = (parties: readonly Party[]): readonly SuggestSubject[] =>
      parties.filter((party) => party.kind === kind).map(subjectOf);
    const input = { erp: subjects(erp), shopify: subjects(shopify), apart: keptApart(apart) };
    if (input.erp.length > 0 && input.shopify.length > 0) {
      found.push(await suggest(input, onProgress, signal));
    }
  }
  return {
    matches: found.flatMap(({ matches }) => matches),
    compared: found.reduce((sum, { compared }) => sum + compared, 0),
    crowded: found.reduce((sum, { crowded }) => sum + crowded, 0),
  };
}

/** @throws AppError STOPPED; any other failure of the search is logged, and the rows come without suggestions. */
export async function withSuggestions(planned: PlannedRecords, work: Suggesting): Promise<SuggestedRows> {
  const { match, rows, apart } = planned;
  const erp = unmatched(match, 'erp');
  const shopify = unmatched(match, 'shopify');
  if (erp.length === 0 || shopify.length === 0) {
    return { rows, summary: { rows: 0, compared: 0, crowded: 0 } };
  }
  try {
    const found = await search({ erp, shopify }, apart, work);
    const byKey = Map.groupBy(
      found.matches.flatMap((near) => [
        { key: near.erpKey, near },
        { key: near.shopifyKey, near },
      ]),
      ({ key }) => key,
    );
    const others = new Map([...erp, ...shopify].map((party) => [party.key, party]));
    let count = 0;
    const suggested = rows.map((entry) => {
      const loner = lonerOf(entry);
      const near = loner === null ? undefined : byKey.get(loner.key);
      if (loner === null || near === undefined) return entry;
      count += 1;
      const suggestions = suggestionsFor(
        loner,
        near.map((each) => each.near),
        others,
      );
      return { ...entry, row: { ...entry.row, suggestions } };
    });
    return { rows: suggested, summary: { rows: count, compared: found.compared, crowded: found.crowded } };
  } catch (error) {
    if (work.signal.aborted || (isAppError(error) && error.code === 'STOPPED')) throw error;
    work.logger.warn('near matches could not be searched', { error: String(error) });
    return { rows, summary: null };
  }
}
