/** A preview under review: who says who is who, and what the plan says then. */
import { expect } from 'vitest';
import type { PlanRow } from '../../shared/sync/plan.ts';
import { arrangeLocations, chooseCandidate, forgetChoice } from '../../shared/sync/sync.ts';
import { createCommitWorld, type CommitWorld, type WorldParts } from './commit-world.ts';

/** A world with the steps of a person who reviews its preview. */
export function reviewed(parts: WorldParts) {
  const world = createCommitWorld(parts);
  const base = async (rowId: string) => ({
    planId: (await world.ledger.latestPlan())?.id ?? '',
    rowId,
    profile: world.profile,
    ledger: world.ledger,
    ids: world.ports().ids,
    person: 'anna',
  });
  const rowOf = async (number: string): Promise<PlanRow> => {
    const row = (await world.rows()).find(({ erp, shopify, candidates }) =>
      [erp, shopify, ...candidates.map(({ summary }) => summary)].some((each) => each?.number === number),
    );
    if (row === undefined) throw new Error(`No row for ${number}`);
    return row;
  };
  return {
    world,
    rowOf,
    choose: async (number: string, partner: string) =>
      chooseCandidate({ ...(await base((await rowOf(number)).id)), partner }),
    forget: async (number: string) => forgetChoice(await base((await rowOf(number)).id)),
    arrange: async (number: string, said: Pick<Parameters<typeof arrangeLocations>[0], 'ties' | 'moves'>) =>
      arrangeLocations({ ...(await base((await rowOf(number)).id)), ...said }),
    outline: async () =>
      (await world.rows()).map(
        ({ verb, erp, shopify }) => `${verb} ${erp?.number ?? '-'} ${shopify?.number ?? '-'}`,
      ),
  };
}

/** L12: a header that says what its rows say. */
export async function totalsAddUp(world: CommitWorld): Promise<void> {
  const plan = await world.ledger.latestPlan();
  const rows = await world.rows();
  expect(plan?.rowCount).toBe(rows.length);
  const counts: readonly number[] = Object.values(plan?.totals.byVerb ?? {});
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  expect(plan?.totals.records).toEqual({ erp: plan?.read.erp.count, shopify: plan?.read.shopify.count });
}
