/** The merge policy of a store: what an equal e-mail means where nothing else says who is who. */
import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { mia, profileWith, worldOf } from '../../tests/support/preview-world.ts';
import { createTestClock, createTestIds, silentLogger } from '../../tests/support/test-ports.ts';
import type { Party } from '../domain/party.ts';
import type { Direction, Policies } from '../domain/settings.ts';
import { commitPlan } from './sync.ts';

function store(
  erp: readonly Party[],
  sameEmail: Policies['sameEmail'],
  direction: Direction = 'bidirectional',
) {
  const plain = profileWith({ direction });
  const profile = { ...plain, policies: { ...plain.policies, sameEmail } };
  return worldOf({ erp, shopify: [shopifyParty(11, mia)], profile });
}

const marked = (reference: string | null) => ({ ...erpParty(1, mia), externalReference: reference });

async function rowsOf(world: ReturnType<typeof store>) {
  await world.prepare();
  return (await world.rows()).map(({ verb, erp, shopify }) => [
    verb,
    erp?.number ?? null,
    shopify?.number ?? null,
  ]);
}

describe('an existing ERP customer with the same e-mail', () => {
  it('is linked, whoever it is, unless the profile says otherwise', async () => {
    expect(await rowsOf(store([marked('77 - Outlet')], 'link'))).toEqual([['link', 'C000001', '11']]);
  });

  it('is asked about where the profile says so', async () => {
    const world = store([marked(null)], 'ask');
    expect(await rowsOf(world)).toEqual([['ambiguous', null, '11']]);
    expect((await world.rows())[0]?.candidates.map(({ summary }) => summary.number)).toEqual(['C000001']);
  });

  it('is never asked about where its own mark names the Shopify customer', async () => {
    expect(await rowsOf(store([marked('11 - Harbour')], 'ask'))).toEqual([['link', 'C000001', '11']]);
  });

  it('is kept apart where it carries the mark of another store, and is not exported to this one', async () => {
    const world = store([marked('77 - Outlet')], 'apart');
    expect(await rowsOf(world)).toEqual([
      ['create', null, '11'],
      ['filtered', 'C000001', null],
    ]);
    const [, other] = await world.rows();
    expect(other?.notes).toContainEqual({ code: 'ofOtherStore', params: { store: 'Outlet' } });
  });

  it.each([
    ['no mark', null],
    ['the mark of this store under an older id', '5 - harbour'],
    ['a mark that names no store', '5'],
  ])('is linked where it carries %s', async (_, reference) => {
    expect(await rowsOf(store([marked(reference)], 'apart'))).toEqual([['link', 'C000001', '11']]);
  });

  it('stays as it is when this store gets a customer of its own, and both are told apart from then on', async () => {
    const world = store([marked('77 - Outlet')], 'apart', 'import');
    const plan = await world.prepare();
    const run = await commitPlan({
      profile: world.profile,
      sources: { erp: world.erp.source, shopify: world.shopify.source },
      sinks: { erp: world.erp.sink, shopify: world.shopify.sink },
      ledger: world.ledger,
      clock: createTestClock(),
      ids: createTestIds(),
      logger: silentLogger,
      onProgress: () => undefined,
      signal: new AbortController().signal,
      planId: plan.id,
      sha256: plan.sha256,
      firstRowsPerVerb: null,
    });
    expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
    expect(world.erp.parties().map(({ externalReference }) => externalReference)).toEqual([
      '77 - Outlet',
      '11 - Harbour',
    ]);
    const second = await world.prepare();
    expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(second.totals.byVerb).toMatchObject({ equal: 1, ambiguous: 0 });
  });

  it('a linked customer stays linked, whatever its mark says', async () => {
    const world = store([marked('77 - Outlet')], 'link');
    await world.prepare();
    const [erp] = world.erp.parties();
    await world.ledger.saveLinks([
      {
        id: 'link-11',
        erpKey: erp?.key ?? '',
        erpNumber: 'C000001',
        shopifyKey: shopifyParty(11, mia).key,
        agreed: {},
        locations: [],
        agreedDefault: { erp: null, shopify: null },
        createdAt: '2026-01-01T00:00:00.000Z',
        agreedAt: '2026-01-01T00:00:00.000Z',
      },
    ]);
    const apart = { ...world.profile, policies: { ...world.profile.policies, sameEmail: 'apart' as const } };
    expect(apart.policies.sameEmail).toBe('apart');
    const again = worldOf({ erp: world.erp.parties(), shopify: world.shopify.parties(), profile: apart });
    await again.ledger.saveLinks(await world.ledger.links());
    await again.prepare();
    expect((await again.rows()).map(({ linkId }) => linkId)).toEqual(['link-11']);
  });
});
