/** Payment terms in conflict: whichever side a person takes, the other one gets them in its own words, and is not asked about again. */
import { describe, expect, it } from 'vitest';
import {
  companiesOf,
  erpCompany,
  erpSite,
  shopifyCompany,
  shopifySite,
} from '../../tests/support/companies.ts';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import type { Side } from '../domain/party.ts';

const days30 = 'gid://shopify/PaymentTermsTemplate/4';
const days60 = 'gid://shopify/PaymentTermsTemplate/7';
const table = [
  { shopify: days30, erp: '30D' },
  { shopify: days60, erp: '60D' },
];

type Terms = readonly [erp: string | null, shopify: string | null];

const termsIn = (world: CommitWorld): Terms => [
  world.erp.parties()[0]?.business?.terms ?? null,
  companiesOf(world.shopify)[0]?.locations[0]?.site?.terms ?? null,
];

/** A company that both systems have; 30 days in both, and linked, unless they have just met. */
async function worldWith([erp, shopify]: Terms, isLinked: boolean): Promise<CommitWorld> {
  const [known, knownThere]: Terms = isLinked ? ['30D', days30] : [erp, shopify];
  const world = createCommitWorld({
    erp: [erpCompany(1, { locations: [erpSite(0)], terms: known })],
    shopify: [shopifyCompany(1, { locations: [shopifySite(501, 0, { site: { terms: knownThere } })] })],
    customer: { active: false },
    company: { terms: table },
  });
  if (!isLinked) return world;
  await world.sync();
  world.erp.edit(world.erp.parties()[0]?.key ?? '', (party) => ({
    ...party,
    ...(party.business === undefined ? {} : { business: { ...party.business, terms: erp } }),
  }));
  world.shopify.edit(companiesOf(world.shopify)[0]?.key ?? '', (party) => ({
    ...party,
    locations: party.locations.map((each) =>
      each.site === undefined ? each : { ...each, site: { ...each.site, terms: shopify } },
    ),
  }));
  return world;
}

const cases: readonly (readonly [held: Terms, isLinked: boolean, winner: Side, left: Terms])[] = [
  [['60D', days30], false, 'shopify', ['30D', days30]],
  [['60D', days30], false, 'erp', ['60D', days60]],
  [[null, days60], true, 'shopify', ['60D', days60]],
  [[null, days60], true, 'erp', [null, null]],
];

describe('payment terms in conflict', () => {
  it.each(cases)('%j, linked %s: %s is taken', async (held, isLinked, winner, left) => {
    const world = await worldWith(held, isLinked);
    await world.prepare();
    const [row] = await world.rows();
    expect(row?.fields).toMatchObject([{ field: 'terms', action: 'conflict' }]);
    await world.decide(row?.id ?? '', { choices: { terms: winner } });
    const run = await world.commit();
    expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
    expect(termsIn(world)).toEqual(left);
    const { totals } = await world.prepare();
    expect({ writes: totals.writes, asked: totals.needPerson }).toEqual({
      writes: { erp: 0, shopify: 0 },
      asked: 0,
    });
  });

  it.each<Terms>([
    ['60D', null],
    ['COD', days60],
  ])('%s and %s are no question: what would be chosen could not be written', async (...held) => {
    const world = await worldWith(held, true);
    const { totals } = await world.prepare();
    expect([totals.needPerson, totals.writes]).toEqual([0, { erp: 0, shopify: 0 }]);
  });
});
