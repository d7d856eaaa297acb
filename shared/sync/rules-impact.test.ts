import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { noFilters, type Filter } from '../domain/filter.ts';
import type { Profile } from '../domain/settings.ts';
import { createImpactCounter } from './rules-impact.ts';

const buys: Filter = {
  name: 'Buyers',
  where: { join: 'and', parts: [{ field: 'orders', operator: 'isGreaterThan', values: [0] }] },
};
const filtered = (profile: Profile): Profile => ({
  ...profile,
  filters: { ...noFilters, customer: { import: buys, export: null } },
});

/** Three customers that were imported and linked, of whom one has bought something. */
async function linkedWorld(): Promise<CommitWorld> {
  const here = createCommitWorld({
    customer: { direction: 'import' },
    shopify: [0, 0, 4].map((orders, index) => ({
      ...shopifyParty(index + 1, { lastName: `Number ${index}`, email: `n${index}@example.com` }),
      attributes: { orders },
    })),
  });
  await here.sync();
  return here;
}

async function impactOf(here: CommitWorld, before: Profile, after: Profile) {
  const counter = createImpactCounter(before, after);
  const plan = await here.ledger.latestReading();
  await here.ledger.eachPlanRow(plan?.id ?? '', (row, records) => counter.add({ row, records }));
  return counter.result();
}

describe('what other settings mean for linked customers', () => {
  it('counts those who leave a filter, names them, and says that nothing is deleted', async () => {
    const here = await linkedWorld();
    for (const read of ['just linked', 'read again']) {
      if (read === 'read again') await here.prepare();
      const { leaving, sample, sentences, linked } = await impactOf(
        here,
        here.profile,
        filtered(here.profile),
      );
      expect({ linked, leaving, names: sample.map(({ name }) => name) }).toEqual({
        linked: 3,
        leaving: 2,
        names: ['Number 0', 'Number 1'],
      });
      expect(sentences).toEqual(['2 linked customers fall out of scope; nothing will be deleted.']);
    }
  });

  it('counts those who come back', async () => {
    const here = await linkedWorld();
    await here.prepare();
    const { returning, sentences } = await impactOf(here, filtered(here.profile), here.profile);
    expect(returning).toBe(2);
    expect(sentences).toEqual(['2 linked customers that took no part do again.']);
  });

  it('says what stops and what begins to flow with another direction', async () => {
    const here = await linkedWorld();
    const { profile } = here;
    const turned: Profile = { ...profile, customer: { ...profile.customer, direction: 'export' } };
    const { sentences } = await impactOf(here, profile, turned);
    expect(sentences).toEqual([
      'What is changed in Shopify no longer reaches MYOB, for 3 linked customers. They stay linked, and nothing will be deleted.',
      'What is changed in MYOB is copied to Shopify as well, for 3 linked customers. The preview shows each change before it is written.',
    ]);
  });

  it('says what is left alone when an entity or its locations are switched off', async () => {
    const here = await linkedWorld();
    const { profile } = here;
    const off: Profile = { ...profile, customer: { ...profile.customer, active: false } };
    expect((await impactOf(here, profile, off)).sentences[0]).toContain('not looked at while this is off');
    const bare: Profile = { ...profile, customer: { ...profile.customer, withLocations: false } };
    expect((await impactOf(here, profile, bare)).sentences[0]).toContain('no longer copied either way');
  });

  it('says nothing where nothing changes', async () => {
    const here = await linkedWorld();
    expect((await impactOf(here, here.profile, here.profile)).sentences).toEqual([]);
  });
});
