/** P4, P6 for business customers: any two sets of company trees agree after a commit, and a second preview is empty (L7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import {
  applyCompanyEdit,
  companyEdits,
  partiesOfCompanies,
  randomCompanies,
  termsTable,
} from '../../tests/support/random-companies.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import type { Party } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { PlanHeader, PlanRow } from './plan.ts';

const directions = fc.constantFrom<Direction>('import', 'export', 'bidirectional');

function worldOf(
  erp: Parameters<typeof partiesOfCompanies>[0],
  shopify: Parameters<typeof partiesOfCompanies>[0],
  direction: Direction,
): CommitWorld {
  return createCommitWorld({
    erp: partiesOfCompanies(erp, 'erp'),
    shopify: partiesOfCompanies(shopify, 'shopify'),
    company: { direction, terms: [...termsTable] },
    customer: { direction },
  });
}

/** The tree as people see it: sites, people, and who may do what where. */
function treeOf({ accountName, locations, business }: Party): unknown {
  const nameAt = (key: string) => locations.find((location) => location.key === key)?.name ?? key;
  const alive = locations.filter(({ active }) => active);
  return {
    accountName,
    sites: alive
      .map(({ name, values, site }) => `${name ?? ''} ${values.address1 ?? ''} ${site?.taxId ?? ''}`)
      .toSorted(),
    people: (business?.contacts ?? [])
      .filter(({ active }) => active)
      .map(({ values, roles }) =>
        [
          `${values.firstName ?? ''} ${values.lastName ?? ''} ${values.email ?? ''}`,
          ...roles.map(({ role, locationKey }) => `${role ?? ''} at ${nameAt(locationKey)}`).toSorted(),
        ].join(', '),
      )
      .toSorted(),
  };
}

/** Companies of rows in which the two agree, and what each system holds of them. */
async function pairsOf(world: CommitWorld): Promise<readonly (readonly [unknown, unknown])[]> {
  const links = (await world.ledger.links()).filter(
    ({ kind, ended }) => kind === 'company' && ended === undefined,
  );
  return links.flatMap(({ erpKey, shopifyKey }) => {
    const [erp, shopify] = [world.erp.party(erpKey), world.shopify.party(shopifyKey)];
    return erp === null || shopify === null ? [] : [[treeOf(erp), treeOf(shopify)] as const];
  });
}

/** Something of the row waits: a question, or a proposal. */
function isOpen({ verb, locations, contacts = [] }: PlanRow): boolean {
  const closed = new Set(['equal', 'link', 'create', 'update']);
  return verb !== 'equal' || [...locations, ...contacts].some((part) => !closed.has(part.verb));
}

async function sync(world: CommitWorld): Promise<PlanHeader> {
  const plan = await world.prepare();
  const { writes, linkOnly } = plan.totals;
  if (writes.erp + writes.shopify + linkOnly === 0) return plan;
  const run = await world.commit();
  const records = await world.records();
  const failures = records.filter(({ status }) => status === 'failed' || status === 'aborted');
  expect(failures).toEqual([]);
  expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0, waiting: 0 } });
  return plan;
}

describe('companies in a whole sync', () => {
  it('P4 P6 for any two systems: no duplicates, nothing failed, both sides equal, and the second preview is empty', async () => {
    await fc.assert(
      fc.asyncProperty(randomCompanies, randomCompanies, directions, async (erp, shopify, direction) => {
        const world = worldOf(erp, shopify, direction);
        const before = { erp: world.erp.parties().length, shopify: world.shopify.parties().length };
        const first = await sync(world);
        expect(first.totals.records).toEqual(before);
        const companies = world.erp.parties().length;
        expect(companies).toBe(before.erp + first.totals.creates.erp);
        const second = await world.prepare();
        expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
        expect(second.totals.linkOnly).toBe(0);
        const rows = (await world.rows()).filter(({ entity }) => entity === 'company');
        if (direction !== 'bidirectional' || rows.some(isOpen)) return;
        for (const [one, other] of await pairsOf(world)) expect(one).toEqual(other);
      }),
      { numRuns: runsOf(100) },
    );
  });

  it('P4 P8 whatever people edit in between, a commit leaves no write behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomCompanies,
        randomCompanies,
        directions,
        companyEdits,
        async (erp, shopify, direction, edits) => {
          const world = worldOf(erp, shopify, direction);
          await sync(world);
          for (const edit of edits) applyCompanyEdit(world[edit.side], edit);
          await sync(world);
          await sync(world);
          const last = await world.prepare();
          expect(last.totals.writes).toEqual({ erp: 0, shopify: 0 });
        },
      ),
      { numRuns: runsOf(100) },
    );
  });
});
