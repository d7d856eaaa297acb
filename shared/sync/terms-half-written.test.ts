/** L6 for payment terms, which Shopify takes location by location: what failed at one of them comes back, and nothing else. */
import { describe, expect, it } from 'vitest';
import {
  companiesOf,
  erpCompany,
  erpSite,
  shopifyCompany,
  shopifySite,
  siteGid,
} from '../../tests/support/companies.ts';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { AppError } from '../domain/app-error.ts';

const days30 = 'gid://shopify/PaymentTermsTemplate/4';
const days60 = 'gid://shopify/PaymentTermsTemplate/7';
const others = 'gid://shopify/PaymentTermsTemplate/9';
const table = [
  { shopify: days30, erp: '30D' },
  { shopify: days60, erp: '60D' },
];

const termsOf = (world: CommitWorld) =>
  companiesOf(world.shopify).flatMap(({ locations }) => locations.map(({ site }) => site?.terms ?? null));

/** A company in both systems, with these terms at each of its locations in Shopify. */
function newWorld(inErp: string, inShopify: string): CommitWorld {
  const site = { terms: inShopify };
  return createCommitWorld({
    erp: [erpCompany(1, { locations: [0, 1, 2].map((number) => erpSite(number)), terms: inErp })],
    shopify: [
      shopifyCompany(1, {
        locations: [0, 1, 2].map((number) => shopifySite(501 + number, number, { site })),
      }),
    ],
    customer: { active: false },
    company: { terms: table },
    policies: { conflicts: 'primary' },
  });
}

/** Both have 30 days everywhere, and know it of each other. */
async function linkedWorld(): Promise<CommitWorld> {
  const world = newWorld('30D', days30);
  await world.sync();
  return world;
}

function failAt(world: CommitWorld, location: string): void {
  const refusal = new AppError('WRITE_REFUSED', {
    params: { system: 'Shopify', record: 'the location', message: 'No' },
  });
  world.shopify.fault = ({ payload }) => (JSON.stringify(payload).includes(location) ? refusal : null);
}

function setErpTerms(world: CommitWorld, terms: string | null): void {
  const [company] = world.erp.parties();
  world.erp.edit(company?.key ?? '', (party) => ({
    ...party,
    ...(party.business === undefined ? {} : { business: { ...party.business, terms } }),
  }));
}

function setShopifyTerms(world: CommitWorld, location: string, terms: string): void {
  const [company] = companiesOf(world.shopify);
  world.shopify.edit(company?.key ?? '', (party) => ({
    ...party,
    locations: party.locations.map((each) =>
      each.key === location && each.site !== undefined ? { ...each, site: { ...each.site, terms } } : each,
    ),
  }));
}

/** The ERP gave 60 days, and one location in Shopify did not take them. */
async function halfWritten(): Promise<CommitWorld> {
  const world = await linkedWorld();
  setErpTerms(world, '60D');
  failAt(world, siteGid(502));
  expect(await world.sync()).toMatchObject({ counts: { failed: 1 } });
  expect(termsOf(world)).toEqual([days60, days30, days60]);
  world.shopify.fault = null;
  return world;
}

const agreedTerms = async (world: CommitWorld) => (await world.ledger.links())[0]?.agreed.terms;

describe('terms that one location did not take', () => {
  it('are not agreed, and the next preview writes them there and nowhere else', async () => {
    const world = await halfWritten();
    expect(await agreedTerms(world)).toEqual({ erp: null, shopify: days30 });
    const { length } = world.shopify.writes;
    await world.sync();
    expect(world.shopify.writes.slice(length)).toMatchObject([
      { kind: 'updateLocation', payload: { key: siteGid(502), patch: { site: { terms: days60 } } } },
    ]);
    expect(await agreedTerms(world)).toEqual({ erp: '60D', shopify: days60 });
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('come back also where they were to be taken away', async () => {
    const world = await linkedWorld();
    setErpTerms(world, null);
    failAt(world, siteGid(502));
    expect(await world.sync()).toMatchObject({ counts: { failed: 1 } });
    expect(termsOf(world)).toEqual([null, days30, null]);
    world.shopify.fault = null;
    expect(await world.sync()).toMatchObject({ counts: { failed: 0 } });
    expect(termsOf(world)).toEqual([null, null, null]);
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('come back as often as they fail', async () => {
    const world = await halfWritten();
    failAt(world, siteGid(502));
    expect(await world.sync()).toMatchObject({ counts: { failed: 1 } });
    world.shopify.fault = null;
    expect(await world.sync()).toMatchObject({ counts: { failed: 0 } });
    expect(termsOf(world)).toEqual([days60, days60, days60]);
  });

  it('are left alone, and said to differ, where the ERP has moved back meanwhile', async () => {
    const world = await halfWritten();
    setErpTerms(world, '30D');
    expect((await world.prepare()).totals.writes.shopify).toBe(0);
    const notes = (await world.rows()).flatMap(({ locations }) =>
      locations.flatMap((location) => location.notes.map(({ code }) => code)),
    );
    expect(notes).toContain('termsDiffer');
  });

  it('R23 are left alone once somebody has given a location others', async () => {
    const world = await halfWritten();
    setShopifyTerms(world, siteGid(503), others);
    const { totals } = await world.prepare();
    expect(totals.writes.shopify).toBe(0);
    expect(termsOf(world)).toEqual([days60, days30, others]);
  });

  it('come back also where the two have just met', async () => {
    const world = newWorld('30D', days60);
    failAt(world, siteGid(502));
    expect(await world.sync()).toMatchObject({ counts: { failed: 1 } });
    world.shopify.fault = null;
    expect(await agreedTerms(world)).toEqual({ erp: null, shopify: days60 });
    await world.sync();
    expect(termsOf(world)).toEqual([days30, days30, days30]);
  });
});

describe('terms of locations that a person made differ', () => {
  it('R23 are left alone when the ERP moves to those of one of them', async () => {
    const world = await linkedWorld();
    setShopifyTerms(world, siteGid(502), days60);
    setErpTerms(world, '60D');
    expect((await world.prepare()).totals.writes.shopify).toBe(0);
  });
});
