/** Which rows of a plan a person asked to see. The ledger's SQL and the tests' in-memory ledger answer the same. */
import { shownSuggestions, undoBucketOf, waitsForPerson, type PlanRow } from './plan.ts';
import { otherSide, type Side } from '../domain/party.ts';
import type { RowQuery } from './ledger-port.ts';

/** Everything a search looks into, lower case: names, e-mails, phones and numbers of the row's records and candidates. */
export function searchText(row: PlanRow): string {
  const summaries = [row.erp, row.shopify, ...row.candidates.map((candidate) => candidate.summary)];
  const known = summaries.flatMap((summary) =>
    summary === null ? [] : [summary.name, summary.email, summary.phone, summary.number],
  );
  return [...known, ...(row.undo === undefined ? [] : [row.undo.name, row.undo.number])]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();
}

/** Whether the row holds a record of this side that has no partner: alone, or among those of a question. */
export function holdsUnmatched(row: PlanRow, side: Side): boolean {
  if (row.verb !== 'ambiguous') return row[side] !== null && row[otherSide(side)] === null;
  return row[side] !== null || row.candidates.some((candidate) => candidate.side === side);
}

export function isSuggested(row: PlanRow): boolean {
  return shownSuggestions(row).length > 0;
}

/** Offset and limit are the caller's business: this judges one row. */
export function matchesRow(row: PlanRow, query: Omit<RowQuery, 'offset' | 'limit'>): boolean {
  if (query.verbs !== undefined && !query.verbs.includes(row.verb)) return false;
  if (query.needPerson === true && !waitsForPerson(row)) return false;
  if (query.suggested === true && !isSuggested(row)) return false;
  if (query.unmatched !== undefined && !holdsUnmatched(row, query.unmatched)) return false;
  if (query.target !== undefined && row.target !== query.target && row.target !== 'both') return false;
  if (query.entity !== undefined && row.entity !== query.entity) return false;
  if (query.bucket !== undefined && undoBucketOf(row) !== query.bucket) return false;
  const wanted = query.search?.trim().toLowerCase() ?? '';
  return wanted === '' || searchText(row).includes(wanted);
}
