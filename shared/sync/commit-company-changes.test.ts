/**
 * L5 of business customers that are in both systems and were edited in both: cut off at any instant, the run ends as if nothing had
 * happened once it is resumed, and so does a new preview in its place; and it can be taken back as a whole.
 */
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
import { contentOf, createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { endOf, goOn, isEmpty } from '../../tests/support/crash-world.ts';
import {
  anewAtEveryStepOfUndo,
  killAt,
  previewAnewAtEveryStep,
  revive,
  undoInsteadAtEveryStep,
} from '../../tests/support/kill-at.ts';
import { AppError } from '../domain/app-error.ts';
import type { Contact, ContactRole } from '../domain/contact.ts';
import type { Location, Party } from '../domain/party.ts';

const terms = [{ shopify: 'gid://shopify/PaymentTermsTemplate/4', erp: '30D' }];

function editSites(party: Party, key: string, change: (location: Location) => Location): Party {
  return { ...party, locations: party.locations.map((each) => (each.key === key ? change(each) : each)) };
}

function editPeople(party: Party, change: (contact: Contact, index: number) => Contact): Party {
  const { business } = party;
  return business === undefined
    ? party
    : { ...party, business: { ...business, contacts: business.contacts.map(change) } };
}

function withRole(contact: Contact, locationKey: string, role: ContactRole): Contact {
  const others = contact.roles.filter((each) => each.locationKey !== locationKey);
  return { ...contact, roles: [...others, { key: `${contact.key} ${locationKey} new`, locationKey, role }] };
}

/** In agreement; then the ERP gives people other roles and the company terms, and Shopify changes everything of the head office. */
async function preparedWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({
    erp: [
      erpCompany(1, {
        locations: [erpSite(0), erpSite(1)],
        contacts: [
          erpContact(1, { roles: { MAIN: 'orderingOnly', L000001: 'locationAdmin' } }),
          erpContact(2, { roles: { L000001: 'orderingOnly' } }),
          erpContact(3),
        ],
      }),
    ],
    shopify: [
      shopifyCompany(1, {
        locations: [shopifySite(501, 0), shopifySite(502, 1)],
        contacts: [
          shopifyContact(1, { roles: { [siteGid(501)]: 'orderingOnly', [siteGid(502)]: 'locationAdmin' } }),
          shopifyContact(2, { roles: { [siteGid(502)]: 'orderingOnly' } }),
          shopifyContact(3),
        ],
      }),
    ],
    customer: { active: false },
    company: { terms },
    policies: { approveDeactivations: true },
  });
  await world.sync();
  const [erp] = world.erp.parties();
  const shopify = world.shopify.parties().find(({ kind }) => kind === 'company');
  world.erp.edit(erp?.key ?? '', (party) => {
    const given = editPeople(party, (contact, index) => {
      if (index === 0) return withRole(withRole(contact, 'MAIN', 'locationAdmin'), 'L000001', 'orderingOnly');
      return index === 1 ? withRole({ ...contact, roles: [] }, 'MAIN', 'orderingOnly') : contact;
    });
    return given.business === undefined ? given : { ...given, business: { ...given.business, terms: '30D' } };
  });
  world.shopify.edit(shopify?.key ?? '', (party) => {
    const moved = editSites(party, siteGid(501), (location) => ({
      ...location,
      name: 'Head office',
      values: { ...location.values, address1: '1 Quay Street', phone: '+61392041234' },
      ...(location.site !== undefined && { site: { ...location.site, taxId: '51824753556' } }),
    }));
    return editPeople(moved, (contact, index) =>
      index === 2 ? { ...contact, values: { ...contact.values, lastName: 'Parkinson' } } : contact,
    );
  });
  await world.prepare();
  return world;
}

const contents = (world: CommitWorld) => [contentOf(world.erp, 'erp'), contentOf(world.shopify, 'shopify')];

/** Stops as a person does, once so many writes were carried out. */
function stopAfter(world: CommitWorld, count: number): void {
  let writes = 0;
  const counting = () => {
    writes += 1;
    if (writes === count) world.stop.abort();
    return null;
  };
  world.erp.fault = counting;
  world.shopify.fault = counting;
}

function goOnLater(world: CommitWorld): void {
  world.stop = new AbortController();
  revive(world);
}

describe('L5 changes of a company in both systems', () => {
  it('P3 end the same, ended at each of its steps, carried out or not, and can all be taken back', async () => {
    const plain = await preparedWorld();
    const before = contents(plain);
    const counted = killAt(plain, Number.POSITIVE_INFINITY, 'before');
    await plain.commit();
    const total = counted.steps();
    const wanted = await endOf(plain);
    // Both addresses of roles that change, each by two requests; the head office in the ERP by two.
    expect(plain.shopify.writes.filter(({ kind }) => kind === 'setContactRoles')).toHaveLength(6);
    expect(plain.erp.writes.filter(({ kind }) => kind === 'updateLocation')).toHaveLength(2);
    expect(await isEmpty(plain)).toBe(true);
    for (const instant of ['before', 'after'] as const) {
      for (let nth = 1; nth <= total; nth += 1) {
        const hint = `killed ${instant} step ${nth} of ${total}`;
        const world = await preparedWorld();
        killAt(world, nth, instant);
        await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
        revive(world);
        const run = await goOn(world);
        const { state, counts } = run;
        expect({ hint, state, stale: counts.stale, ...(await endOf(world)) }).toEqual({
          hint,
          state: 'finished',
          stale: 0,
          ...wanted,
        });
        const undone = await world.undo(run.id);
        expect({ hint, undone: undone.counts.failed, contents: contents(world) }).toEqual({
          hint,
          undone: 0,
          contents: before,
        });
      }
    }
  });

  it('P3 end the same, killed at each of their steps and never resumed: the next preview goes on from what was written', async () => {
    expect(await previewAnewAtEveryStep(preparedWorld)).toBeGreaterThan(30);
  });

  it('P10 are as before where the run is taken back in place of being resumed', async () => {
    expect(await undoInsteadAtEveryStep(preparedWorld)).toBeGreaterThan(30);
  });

  it('P10 end the same, killed at each step of being taken back, and taken back or previewed anew in its place', async () => {
    expect(await anewAtEveryStepOfUndo(preparedWorld)).toBeGreaterThan(20);
  });

  it('R18 holds when the run that made the company was killed, and another preview is made in its place', async () => {
    const world = createCommitWorld({
      erp: [erpCompany(1, { contacts: [erpContact(1)] })],
      customer: { active: false },
      company: {},
    });
    await world.prepare();
    let writes = 0;
    const killed = new AppError('STORAGE_FAILED', { params: { file: 'ledger', reason: 'killed' } });
    world.shopify.fault = () => {
      writes += 1;
      return writes > 1 ? killed : null;
    };
    world.ledger.beforeWrite = () => {
      if (writes > 1) throw killed;
    };
    await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    goOnLater(world);
    await world.sync();
    // Shopify's own "Ordering only" at the first location does not come to the ERP as if somebody had given it.
    expect(world.erp.parties()[0]?.business?.contacts[0]?.roles).toEqual([]);
    expect(companiesOf(world.shopify)[0]?.business?.contacts[0]?.roles).toEqual([]);
  });

  it('end the same after a stop at any write, resumed or previewed anew: nothing is left, and nobody is asked', async () => {
    const plain = await preparedWorld();
    await plain.commit();
    const wanted = contents(plain);
    const total = plain.writes();
    for (let count = 1; count < total; count += 1) {
      for (const isResumed of [true, false]) {
        const hint = `${isResumed ? 'resumed' : 'previewed anew'} after ${count} of ${total} writes`;
        const world = await preparedWorld();
        stopAfter(world, count);
        expect({ hint, state: (await world.commit()).state }).toEqual({ hint, state: 'stopped' });
        goOnLater(world);
        const { counts } = await (isResumed ? goOn(world) : world.sync());
        expect({ hint, stale: counts.stale, contents: contents(world) }).toEqual({
          hint,
          stale: 0,
          contents: wanted,
        });
        const { totals } = await world.prepare();
        expect({ hint, writes: totals.writes, asks: totals.needPerson }).toEqual({
          hint,
          writes: { erp: 0, shopify: 0 },
          asks: 0,
        });
      }
    }
  });
});
