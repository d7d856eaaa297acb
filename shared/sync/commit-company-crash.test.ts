/** L5 of business customers: kill at any instant, resume: the company is made once, with all its parts (P3, P6). */
import { describe, expect, it } from 'vitest';
import { AppError } from '../domain/app-error.ts';
import type { Contact, ContactRole } from '../domain/contact.ts';
import type { Location, Party } from '../domain/party.ts';
import type { Run } from './ledger-port.ts';
import {
  companiesOf,
  contactGid,
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
import { killAtEveryStep, previewAnewAtEveryStep, revive } from '../../tests/support/kill-at.ts';

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

/** Somebody lets Ben order at Depot 1, where the ERP has him as admin. */
function withRoleOfBen(party: Party, role: ContactRole): Party {
  const { business, locations } = party;
  const depot = locations.find(({ name }) => name === 'Depot 1')?.key ?? '';
  const contacts = (business?.contacts ?? []).map((contact) =>
    contact.values.firstName === 'Ben'
      ? {
          ...contact,
          roles: [{ key: 'gid://shopify/CompanyContactRoleAssignment/1', locationKey: depot, role }],
        }
      : contact,
  );
  return { ...party, ...(business !== undefined && { business: { ...business, contacts } }) };
}

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
    const { scene, whole, steps } = await killAtEveryStep({
      prepare: async () => ({ world: await preparedWorld() }),
      carryOut: ({ world }) => world.commit(),
      goOn: ({ world }) => goOn(world),
      endOf: ({ world }) => endOf(world),
    });
    expect(whole.counts).toMatchObject({ written: { erp: 1, shopify: 1 }, failed: 0, stale: 0, waiting: 0 });
    expect(steps).toBeGreaterThan(30);
    expect(scene.world.erp.parties()).toHaveLength(2);
    expect(companiesOf(scene.world.shopify)).toHaveLength(2);
  });

  it('P6 makes nothing twice where the run is never resumed: the next preview goes on from what was written', async () => {
    expect(await previewAnewAtEveryStep(preparedWorld)).toBeGreaterThan(30);
  });

  describe('R10 uses what is inactive in the ERP again, and so does another preview in place of a resume', () => {
    const traits = {
      company: { direction: 'bidirectional', primary: 'shopify' },
      policies: { conflicts: 'primary' },
    } as const;
    const erp = (contact: Contact, depot: Location) =>
      erpCompany(1, { locations: [erpSite(0), depot, erpSite(2)], contacts: [contact] });
    const shopify = (contact: Contact, depot: Location) =>
      shopifyCompany(1, {
        locations: [shopifySite(101, 0), depot, shopifySite(103, 2)],
        contacts: [contact],
      });
    /** Something that is written before the contact is. */
    const renamed = shopifySite(102, 1, { name: 'Wharf' });

    it('a contact whom the two systems have for the first time', async () => {
      const steps = await previewAnewAtEveryStep(async () => {
        const world = createCommitWorld({
          erp: [erp(erpContact(1, { active: false }), erpSite(1))],
          shopify: [shopify(shopifyContact(1), renamed)],
          ...traits,
        });
        await world.prepare();
        return world;
      });
      expect(steps).toBeGreaterThan(8);
    });

    it('a contact and a location that were deactivated, and added again in Shopify', async () => {
      const steps = await previewAnewAtEveryStep(async () => {
        const world = createCommitWorld({
          erp: [erp(erpContact(1), erpSite(1))],
          shopify: [shopify(shopifyContact(1), shopifySite(102, 1))],
          ...traits,
        });
        await world.sync();
        const { key } = world.erp.parties()[0] ?? { key: '' };
        world.erp.edit(key, ({ locations, business, ...party }) => ({
          ...party,
          locations: locations.map((each) => (each.isDefault ? each : { ...each, active: false })),
          ...(business && {
            business: {
              ...business,
              contacts: business.contacts.map((each) => ({ ...each, active: false })),
            },
          }),
        }));
        world.shopify.edit(companiesOf(world.shopify)[0]?.key ?? '', ({ business, ...party }) => ({
          ...party,
          locations: [
            shopifySite(101, 0, { name: 'Wharf', isDefault: true }),
            shopifySite(202, 1),
            shopifySite(203, 2),
          ],
          ...(business && {
            business: {
              ...business,
              contacts: [{ ...shopifyContact(1), key: contactGid(99) }],
              mainContactKey: contactGid(99),
            },
          }),
        }));
        await world.prepare();
        return world;
      });
      expect(steps).toBeGreaterThan(8);
    });
  });

  it('L3 takes what it had begun of a contact\u2019s roles for its own, and what a person changed there meanwhile for theirs', async () => {
    /** Killed once Shopify has taken Ben's own role away, before he gets the one that the ERP has; then somebody acts. */
    async function cutOffBetweenRoles(act: (party: Party) => Party): Promise<Run['counts']> {
      const world = createCommitWorld({ erp: [fromErp], company: {} });
      await saveRows(world, [creationRow('shopify', fromErp)]);
      let roles = 0;
      const killed = new AppError('STORAGE_FAILED', { params: { file: 'ledger', reason: 'killed' } });
      world.shopify.fault = ({ kind }) => {
        if (kind === 'setContactRoles') roles += 1;
        return roles > 1 ? killed : null;
      };
      world.ledger.beforeWrite = () => {
        if (roles > 1) throw killed;
      };
      await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
      revive(world);
      const [company] = companiesOf(world.shopify);
      if (company === undefined) throw new Error('The company was made before its roles');
      world.shopify.edit(company.key, act);
      return (await goOn(world)).counts;
    }
    const others = await cutOffBetweenRoles((party) => party);
    expect(others).toMatchObject({ written: { erp: 0, shopify: 1 }, stale: 0, failed: 0 });
    const renamed = await cutOffBetweenRoles((party) => ({ ...party, accountName: 'Harbour Supplies Pty' }));
    expect(renamed).toMatchObject({ stale: 1, failed: 0 });
    const given = await cutOffBetweenRoles((party) => withRoleOfBen(party, 'orderingOnly'));
    expect(given).toMatchObject({ stale: 1, failed: 0 });
  });
});
