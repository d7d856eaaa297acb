/** What was said by hand about the locations and contacts of a row, as the next word on it takes it along. Pure. */
import type { Side } from '../../shared/domain/party.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { LocationTie, PlanRow } from '../../shared/sync/plan.ts';

/** @param partner null for one that has none. */
export function tieOf(side: Side, key: string, partner: string | null): LocationTie {
  return side === 'erp' ? { erpKey: key, shopifyKey: partner } : { erpKey: partner, shopifyKey: key };
}

/** Two that were one until now, and go on without a partner: neither is created anew. */
export function tiesToNone(side: Side, key: string, left: string | null): readonly LocationTie[] {
  const other = side === 'erp' ? 'shopify' : 'erp';
  return [tieOf(side, key, null), ...(left === null ? [] : [tieOf(other, left, null)])];
}

/** These in the place of whatever either of the two was tied to. */
export function withTies(before: readonly LocationTie[], ties: readonly LocationTie[]): LocationTie[] {
  const keys = new Set(ties.flatMap(({ erpKey, shopifyKey }) => [erpKey, shopifyKey]));
  const kept = before.filter(
    ({ erpKey, shopifyKey }) => !keys.has(erpKey ?? '') && !keys.has(shopifyKey ?? ''),
  );
  return [...kept, ...ties];
}

/** Where locations go that belong to another customer. */
export function movesOf({ decision }: PlanRow): Input<'plan.arrange'>['moves'] {
  return (decision?.moves ?? []).map(({ side, locationKey, to }) => ({ side, locationKey, to: to.key }));
}
