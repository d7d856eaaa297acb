/**
 * Every case of the three-way table carried out by a whole sync on two systems in memory: what was planned is written, the next
 * preview is empty (L7), and whatever a person decides about what waited, that is settled too.
 */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { wholeCustomers } from '../../tests/support/reconcile-cases/customers.ts';
import { defaultLocations, wholeLocations } from '../../tests/support/reconcile-cases/locations.ts';
import { modes, type Case } from '../../tests/support/reconcile-cases/modes.ts';
import {
  agreedBlanks,
  agreedDifferences,
  agreedValues,
  firstMeetings,
  requiredValues,
} from '../../tests/support/reconcile-cases/values.ts';
import {
  customerWorld,
  defaultWorld,
  locationWorld,
  valueWorld,
  type CaseWorld,
} from '../../tests/support/reconcile-cases/worlds.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { agreedLink } from '../../tests/support/preview-world.ts';
import { isAppError } from '../domain/app-error.ts';
import type { Side } from '../domain/party.ts';
import { conflictKeys, noDecision, withProposalsApproved } from './plan.ts';
import type { ReconcileSettings } from './reconcile.ts';
import type { Both } from './reconcile-types.ts';

/** A system without any customer would halt the plan (L4); this one is linked and never changes. */
const bystander = { lastName: 'Ngata', email: 'tane@example.co.nz' };

async function systemsOf(world: CaseWorld, settings: ReconcileSettings): Promise<CommitWorld> {
  const { direction, primary, policies } = settings;
  const systems = createCommitWorld({
    erp: [...(world.erp === null ? [] : [world.erp]), erpParty(2, bystander)],
    shopify: [...(world.shopify === null ? [] : [world.shopify]), shopifyParty(2, bystander)],
    customer: { direction, primary, withLocations: world.withLocations },
    policies,
  });
  const own = world.link === null ? [] : [world.link];
  await systems.ledger.saveLinks([...own, agreedLink(erpParty(2, bystander), shopifyParty(2, bystander))]);
  return systems;
}

async function sync(systems: CommitWorld): Promise<void> {
  try {
    const run = await systems.commit();
    expect(run).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0 } });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PLAN_NOTHING_TO_DO') throw error;
  }
}

/** What a person could still be asked or what would still be written, as the preview shows it. */
async function leftOver(systems: CommitWorld): Promise<LeftOver> {
  const { totals } = await systems.prepare();
  const { byVerb, writes, needPerson, proposals } = totals;
  const { link, conflict, invalid } = byVerb;
  return { writes, link, conflict, asks: needPerson - invalid, proposals };
}

interface LeftOver {
  readonly writes: Both<number>;
  readonly link: number;
  readonly conflict: number;
  readonly asks: number;
  readonly proposals: number;
}

const nothing: LeftOver = { writes: { erp: 0, shopify: 0 }, link: 0, conflict: 0, asks: 0, proposals: 0 };

/** Every question of the plan answered in favour of one side, every proposal approved. */
async function decideAll(systems: CommitWorld, winner: Side): Promise<void> {
  for (const row of await systems.rows()) {
    const choices = Object.fromEntries(conflictKeys(row).map((key) => [key, winner]));
    await systems.decide(row.id, withProposalsApproved(row, { ...noDecision, choices }));
  }
}

function eachCase<State extends string>(
  cases: readonly Case<State>[],
  worldOf: (erp: State, shopify: State) => CaseWorld,
): void {
  const readable = cases.filter(([erp, shopify]) => erp !== 'not read' && shopify !== 'not read');
  it.each(readable)('%s / %s, %s', async (erp, shopify, mode) => {
    for (const settings of modes[mode]) {
      const systems = await systemsOf(worldOf(erp, shopify), settings);
      const { conflict, asks, proposals } = await leftOver(systems);
      await sync(systems);
      expect(await leftOver(systems)).toEqual({ ...nothing, conflict, asks, proposals });

      if (asks + proposals === 0) continue;
      for (const winner of ['erp', 'shopify'] as const) {
        const decided = await systemsOf(worldOf(erp, shopify), settings);
        await decided.prepare();
        await decideAll(decided, winner);
        await sync(decided);
        expect({ winner, ...(await leftOver(decided)) }).toEqual({ winner, ...nothing });
      }
    }
  });
}

describe('L7 once it was carried out, nothing is left to do:', () => {
  describe.each(['email', 'company'] as const)('a value (%s)', (level) => {
    eachCase(agreedValues, (erp, shopify) => valueWorld(level, { erp: 'a', shopify: 'a' }, erp, shopify));
    eachCase(agreedBlanks, (erp, shopify) => valueWorld(level, { erp: null, shopify: null }, erp, shopify));
    eachCase(agreedDifferences, (erp, shopify) =>
      valueWorld(level, { erp: 'a', shopify: 'b' }, erp, shopify),
    );
    eachCase(firstMeetings, (erp, shopify) => valueWorld(level, null, erp, shopify));
  });
  describe('a name', () => {
    eachCase(requiredValues, (erp, shopify) =>
      valueWorld('lastName', { erp: 'a', shopify: 'a' }, erp, shopify),
    );
  });
  describe('a location', () => {
    eachCase(wholeLocations, locationWorld);
  });
  describe('the default location', () => {
    eachCase(defaultLocations, defaultWorld);
  });
  describe('a customer', () => {
    eachCase(wholeCustomers, customerWorld);
  });
});
