/** L5 of business customers: kill at any instant, resume: the company is made once, with all its parts (P3, P6). */
import { describe, expect, it } from 'vitest';
import {
  companiesOf,
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { creationRow, saveRows } from '../../tests/support/company-rows.ts';
import { endOf, goOn } from '../../tests/support/crash-world.ts';
import { killAt, revive } from '../../tests/support/kill-at.ts';

const fromErp = erpCompany(1, {
  locations: [erpSite(0), erpSite(1)],
  contacts: [
    erpContact(1, { roles: { L000001: 'locationAdmin' } }),
    erpContact(2, { roles: { MAIN: 'orderingOnly', L000001: 'orderingOnly' } }),
  ],
});
const fromShopify = shopifyCompany(5, {
  locations: [shopifySite(501, 1), shopifySite(502, 2)],
  contacts: [
    shopifyContact(3, { roles: { [siteGid(502)]: 'orderingOnly' } }),
    shopifyContact(4, { roles: { [siteGid(501)]: 'locationAdmin' } }),
  ],
});

/** A company to be made each way. */
async function preparedWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({ erp: [fromErp], shopify: [fromShopify], company: {} });
  await saveRows(world, [
    creationRow('shopify', fromErp),
    creationRow('erp', fromShopify, { id: 'row-2', newNumber: null }),
  ]);
  return world;
}

describe('L5 a commit of companies that is killed', () => {
  it('P3 P6 ends the same, killed at any step, before or after the system carried it out', async () => {
    const plain = await preparedWorld();
    const counted = killAt(plain, Number.POSITIVE_INFINITY, 'before');
    const whole = await plain.commit();
    const total = counted.steps();
    expect(whole.counts).toMatchObject({ written: { erp: 1, shopify: 1 }, failed: 0, stale: 0, waiting: 0 });
    expect(total).toBeGreaterThan(30);
    const wanted = await endOf(plain);
    expect(plain.erp.parties()).toHaveLength(2);
    expect(companiesOf(plain.shopify)).toHaveLength(2);

    for (const instant of ['before', 'after'] as const) {
      for (let nth = 1; nth <= total; nth += 1) {
        const hint = `killed ${instant} step ${nth}`;
        const world = await preparedWorld();
        killAt(world, nth, instant);
        await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
        revive(world);
        const { state, counts } = await goOn(world);
        expect({ hint, state, counts, ...(await endOf(world)) }).toEqual({
          hint,
          state: 'finished',
          counts: whole.counts,
          ...wanted,
        });
      }
    }
  });
});
