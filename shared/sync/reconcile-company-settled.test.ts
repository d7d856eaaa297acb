/**
 * Every case of the table of business customers carried out by a whole sync on two systems in memory: what was planned is
 * written, the next preview is empty (L7), and whatever a person decides about what waited, that is settled too.
 */
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { wholeContacts } from '../../tests/support/company-cases/contacts.ts';
import { roleCases } from '../../tests/support/company-cases/roles.ts';
import { termsCases } from '../../tests/support/company-cases/terms.ts';
import {
  contactWorld,
  mainCases,
  mainWorld,
  roleWorld,
  termsWorld,
} from '../../tests/support/company-cases/worlds.ts';
import { erpCompany, shopifyCompany } from '../../tests/support/companies.ts';
import { agreedCompany, termsPairs, type CompanyWorld } from '../../tests/support/company-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { modes, type Mode } from '../../tests/support/reconcile-cases/modes.ts';
import { isAppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import { conflictKeys, noDecision, withProposalsApproved } from './plan.ts';
import type { ReconcileSettings } from './reconcile.ts';

/** A system without any customer would halt the plan (L4); this one is linked and never changes. */
const bystander = {
  erp: erpCompany(2, { name: 'Bystander' }),
  shopify: shopifyCompany(2, { name: 'Bystander' }),
};

/** The customers that the contacts of a Shopify company are; those of one who was removed stays. */
function peopleOf(world: CompanyWorld): readonly Party[] {
  return (world.shopify?.business?.contacts ?? []).map(({ number, values }) =>
    shopifyParty(Number(number), values),
  );
}

async function systemsOf(
  world: CompanyWorld,
  settings: ReconcileSettings,
  always = false,
): Promise<CommitWorld> {
  const { direction, primary, policies } = settings;
  const some = (party: Party | null): readonly Party[] => (party === null ? [] : [party]);
  const systems = createCommitWorld({
    erp: [...some(world.erp), bystander.erp],
    shopify: [...some(world.shopify), bystander.shopify, ...peopleOf(world)],
    customer: { direction: 'export' },
    company: { direction, primary, terms: [...termsPairs], alwaysExportTerms: always },
    policies,
  });
  const own = world.link === null ? [] : [world.link];
  const other = { ...agreedCompany(bystander.erp, bystander.shopify), id: 'link-2' };
  await systems.ledger.saveLinks([...own, other]);
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

interface LeftOver {
  readonly writes: Readonly<Record<Side, number>>;
  readonly link: number;
  readonly asks: number;
  readonly proposals: number;
}

/** What would still be written or asked; a contact that is invalid waits for its remedy and is no matter of decisions. */
async function leftOver(systems: CommitWorld): Promise<LeftOver> {
  const { totals } = await systems.prepare();
  const { byVerb, writes, needPerson, proposals } = totals;
  return { writes, link: byVerb.link, asks: needPerson - byVerb.invalid, proposals };
}

const nothing: LeftOver = { writes: { erp: 0, shopify: 0 }, link: 0, asks: 0, proposals: 0 };

/** Every question of the plan answered in favour of one side, every proposal approved. */
async function decideAll(systems: CommitWorld, winner: Side): Promise<void> {
  for (const row of await systems.rows()) {
    const choices = Object.fromEntries(conflictKeys(row).map((key) => [key, winner]));
    await systems.decide(row.id, withProposalsApproved(row, { ...noDecision, choices }));
  }
}

async function whatIsLeft(
  worldOf: () => CompanyWorld,
  mode: Mode,
  always = false,
): Promise<readonly unknown[]> {
  const left: unknown[] = [];
  for (const settings of modes[mode]) {
    const systems = await systemsOf(worldOf(), settings, always);
    const { asks, proposals } = await leftOver(systems);
    await sync(systems);
    const { asks: asked, proposals: proposed, ...others } = await leftOver(systems);
    left.push({ ...others, asks: asked - asks, proposals: proposed - proposals });
    if (asks + proposals === 0) continue;
    for (const winner of ['erp', 'shopify'] as const) {
      const decided = await systemsOf(worldOf(), settings, always);
      await decided.prepare();
      await decideAll(decided, winner);
      await sync(decided);
      left.push(await leftOver(decided));
    }
  }
  return left.filter((each) => JSON.stringify(each) !== JSON.stringify(nothing));
}

describe('L7 once it was carried out, nothing is left to do:', () => {
  const readable = wholeContacts.filter(([erp, shopify]) => erp !== 'not read' && shopify !== 'not read');

  it.each(readable)('a contact: %s / %s, %s', async (erp, shopify, mode) => {
    expect(await whatIsLeft(() => contactWorld(erp, shopify), mode)).toEqual([]);
  });

  it.each(roleCases)('a role: agreed %s; %s / %s, %s', async (...each) => {
    expect(await whatIsLeft(() => roleWorld(each), each[3])).toEqual([]);
  });

  it.each(termsCases)('terms: %s: %s / %s, %s, %s', async (...each) => {
    const [, , , always, mode] = each;
    const isImport = modes[mode].some(({ direction }) => direction === 'import');
    expect(await whatIsLeft(() => termsWorld(each, isImport), mode, always === 'always')).toEqual([]);
  });

  it.each(mainCases)('the main contact: agreed %s; %s / %s, %s', async (...each) => {
    expect(await whatIsLeft(() => mainWorld(each), each[3])).toEqual([]);
  });
});
