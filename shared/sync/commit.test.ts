import { describe, expect, it } from 'vitest';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
} from '../../tests/support/commit-world.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import type { Party } from '../domain/party.ts';
import { commitPlan } from './commit.ts';
import type { Link, Run } from './ledger-port.ts';
import type { Sink } from './ports.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

function people(count: number, from = 1) {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const letters = String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26));
    return { number, firstName: 'Ann', lastName: `Of${letters}`, email: `ann${number}@example.com` };
  });
}

const linkOf = (links: readonly Link[]): Link => {
  const [link] = links;
  if (link === undefined) throw new Error('no link');
  return link;
};

/** Prepares and commits with another way of writing to the ERP. */
async function syncThrough(world: CommitWorld, erp: Sink): Promise<Run> {
  const { id: planId, sha256 } = await world.prepare();
  const ports = world.ports();
  return commitPlan({ ...ports, sinks: { ...ports.sinks, erp }, planId, sha256, firstRowsPerVerb: null });
}

/** An ERP that keeps last names its own way, whatever it is sent. */
function inCapitals({ erp }: CommitWorld): Sink {
  const stored = (party: Party): Party => {
    erp.edit(party.key, ({ values, ...rest }) => ({
      ...rest,
      values: { ...values, lastName: 'NGUYEN (VIC)' },
    }));
    return erp.party(party.key) ?? party;
  };
  return {
    ...erp.sink,
    createCustomer: async (draft, signal) => stored(await erp.sink.createCustomer(draft, signal)),
    updateCustomer: async (...write) => stored(await erp.sink.updateCustomer(...write)),
  };
}

describe('commitPlan', () => {
  it('creates, links and leaves nothing for a second preview (L7)', async () => {
    const world = createCommitWorld({
      shopify: [
        shopifyParty(1, {
          ...mia,
          locations: [makeAddress(addressKey(11), 11, { isDefault: true }), makeAddress(addressKey(12), 12)],
        }),
      ],
      erp: [
        erpParty(2, { ...tane, locations: [makeAddress('MAIN', 21, { isDefault: true, inherits: true })] }),
      ],
    });
    const run = await world.sync();

    expect(run).toMatchObject({ state: 'finished', cause: null });
    expect(run.counts).toEqual({
      written: { erp: 1, shopify: 1 },
      linked: 0,
      failed: 0,
      stale: 0,
      waiting: 0,
    });
    const created = world.erp.parties().find(({ values }) => values.email === mia.email);
    expect(created?.externalReference).toBe('1 - Harbour');
    expect(created?.accountName).toBe('Mia Nguyen');
    expect(created?.locations.map(({ key, externalReference }) => [key, externalReference])).toEqual([
      ['MAIN', null],
      ['L000001', '12 - Harbour'],
    ]);
    const links = await world.ledger.links();
    expect(links).toHaveLength(2);
    const link = links.find(({ shopifyKey }) => shopifyKey === 'gid://shopify/Customer/1');
    expect(link?.locations.map(({ erpKey, shopifyKey, state }) => [erpKey, shopifyKey, state])).toEqual([
      ['MAIN', addressKey(11), 'linked'],
      ['L000001', addressKey(12), 'linked'],
    ]);
    expect(link?.agreedDefault).toEqual({ erp: 'MAIN', shopify: addressKey(11) });

    const writes = world.writes();
    const second = await world.prepare();
    expect(second.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect(second.totals.byVerb.equal).toBe(2);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
    expect(world.writes()).toBe(writes);
  });

  it('links two equal records without a request', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    const run = await world.sync();
    expect(run.counts.linked).toBe(1);
    expect(world.writes()).toBe(0);
    expect(world.erp.reads.byKeys + world.shopify.reads.byKeys).toBe(0);
    expect(linkOf(await world.ledger.links()).agreed.email).toEqual({ erp: mia.email, shopify: mia.email });
    expect((await world.prepare()).totals.byVerb.equal).toBe(1);
  });

  describe('L1 commits only a stored plan as it was shown', () => {
    it('refuses an unknown plan, another hash, and a plan that something overtook', async () => {
      const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
      const plan = await world.prepare();
      const ports = world.ports();
      const asked = { ...ports, firstRowsPerVerb: null };
      await expect(commitPlan({ ...asked, planId: 'other', sha256: plan.sha256 })).rejects.toMatchObject({
        code: 'PLAN_MISSING',
      });
      await expect(commitPlan({ ...asked, planId: plan.id, sha256: 'other' })).rejects.toMatchObject({
        code: 'PLAN_HASH_MISMATCH',
      });
      const profile = { ...ports.profile, homeCountry: 'NZ' as const };
      const other = { ...asked, profile, planId: plan.id, sha256: plan.sha256 };
      await expect(commitPlan(other)).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
      await world.ledger.saveLinks([
        {
          id: 'link-of-others',
          erpKey: erpParty(8).key,
          erpNumber: 'C000008',
          shopifyKey: shopifyParty(8).key,
          agreed: {},
          locations: [],
          agreedDefault: { erp: null, shopify: null },
          createdAt: '2026-03-02T00:00:00.000Z',
          agreedAt: '2026-03-02T00:00:00.000Z',
        },
      ]);
      await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
      expect(world.writes()).toBe(0);
    });

    it('refuses a plan of an incomplete reading (L4)', async () => {
      const world = createCommitWorld({ shopify: people(4).map((each) => shopifyParty(each.number, each)) });
      world.shopify.complete = false;
      await world.prepare();
      await expect(world.commit()).rejects.toMatchObject({
        code: 'PLAN_INCOMPLETE',
        params: { system: 'Shopify' },
      });
    });

    it('leaves out what a person left out, and commits only the first rows when asked to', async () => {
      const world = createCommitWorld({ shopify: people(6).map((each) => shopifyParty(each.number, each)) });
      await world.prepare();
      const [first] = await world.rows();
      await world.decide(first?.id ?? '', { include: false });
      const run = await world.commit(2);
      expect(run.counts).toMatchObject({ written: { erp: 2, shopify: 0 }, waiting: 0 });
      const names = world.erp.parties().map(({ accountName }) => accountName);
      expect(names).not.toContain(first?.shopify?.name);
    });
  });

  describe('L3 does not write what changed after the preview', () => {
    it('a record edited on either side, deleted, or made meanwhile is stale', async () => {
      const [one, two, three, four, five] = people(5);
      if (!one || !two || !three || !four || !five) throw new Error('five people');
      const world = createCommitWorld({
        erp: [one, two, five].map((each) => erpParty(each.number, each)),
        shopify: [one, two, three, four, five].map((each) => shopifyParty(each.number, each)),
      });
      await world.sync();
      for (const { number } of [one, two, five]) {
        world.shopify.edit(`gid://shopify/Customer/${number}`, (party) => ({
          ...party,
          values: { ...party.values, firstName: 'Anna' },
        }));
      }
      world.shopify.put(shopifyParty(6, { firstName: 'New', lastName: 'Comer', email: 'new@example.com' }));
      await world.prepare();
      const writes = world.writes();

      const oneInErp = erpParty(one.number).key;
      world.erp.edit(oneInErp, (party) => ({ ...party, values: { ...party.values, phone: '+61293744000' } }));
      world.shopify.edit(`gid://shopify/Customer/${two.number}`, (party) => ({
        ...party,
        values: { ...party.values, firstName: 'Annabel' },
      }));
      world.erp.remove(erpParty(five.number).key);
      world.erp.put(erpParty(66, { firstName: 'New', lastName: 'Comer', email: 'NEW@example.com' }));

      const run = await world.commit();
      expect(run).toMatchObject({ state: 'finished', counts: { stale: 4, failed: 0 } });
      expect(world.writes()).toBe(writes);
      const stale = (await world.records()).filter(({ status }) => status === 'stale');
      expect(
        stale.map(({ cause }) => cause?.code).toSorted((a, b) => String(a).localeCompare(String(b))),
      ).toEqual(['RECORD_CHANGED', 'RECORD_CHANGED', 'RECORD_EXISTS', 'RECORD_GONE']);
      const second = await world.prepare();
      expect(second.totals.records).toEqual({ erp: 5, shopify: 6 });
    });
  });

  describe('L6 one bad record stops no other', () => {
    it('a refused row fails with its cause and is set aside after too many attempts', async () => {
      const world = createCommitWorld({
        shopify: people(5).map((each) => shopifyParty(each.number, each)),
        customer: { maxFailedAttempts: 2 },
      });
      const refusal = new AppError('VALUE_REFUSED', {
        params: { field: 'E-mail' },
        fields: { email: 'No.' },
      });
      world.erp.fault = ({ payload }) =>
        JSON.stringify(payload).includes('ann3@example.com') ? refusal : null;
      const first = await world.sync();
      expect(first.counts).toMatchObject({ written: { erp: 4, shopify: 0 }, failed: 1, waiting: 0 });
      const failed = (await world.records()).find(({ status }) => status === 'failed');
      expect(failed).toMatchObject({
        attempts: 1,
        cause: { code: 'VALUE_REFUSED', fields: { email: 'No.' } },
      });

      await world.sync();
      expect((await world.records()).find(({ id }) => id === failed?.id)).toMatchObject({
        status: 'aborted',
        attempts: 2,
      });
      const third = await world.prepare();
      expect(third.totals.byVerb).toMatchObject({ create: 0, skip: 1 });
    });

    it('a fault of the program in one record is that record\u2019s, and written down as such', async () => {
      const world = createCommitWorld({ shopify: people(5).map((each) => shopifyParty(each.number, each)) });
      world.erp.fault = ({ payload }) =>
        JSON.stringify(payload).includes('ann3@example.com') ? new TypeError('no such thing') : null;
      const run = await world.sync();
      expect(run).toMatchObject({
        state: 'finished',
        counts: { written: { erp: 4, shopify: 0 }, failed: 1, waiting: 0 },
      });
      const failed = (await world.records()).find(({ status }) => status === 'failed');
      expect(failed).toMatchObject({ attempts: 1, cause: { code: 'INTERNAL' } });
    });

    it('a refused location leaves the rest of the row going, and the next run continues there', async () => {
      const locations = [11, 12, 13].map((number) =>
        makeAddress(addressKey(number), number, { isDefault: number === 11 }),
      );
      const world = createCommitWorld({ shopify: [shopifyParty(1, { ...mia, locations })] });
      world.erp.fault = ({ payload }) =>
        JSON.stringify(payload).includes('12 Wharf Street')
          ? new AppError('VALUE_REFUSED', { params: { field: 'Address line 1' } })
          : null;
      const run = await world.sync();
      expect(run.counts).toMatchObject({ written: { erp: 1 }, failed: 1 });
      expect(linkOf(await world.ledger.links()).locations).toHaveLength(2);
      expect((await world.records())[0]).toMatchObject({
        status: 'failed',
        lastOperation: 'Created in MYOB, Location added in MYOB',
      });

      world.erp.fault = null;
      await world.prepare();
      const [row] = await world.rows();
      expect(row?.verb).toBe('update');
      const again = await world.commit();
      expect(again.counts).toMatchObject({ failed: 0, written: { erp: 1 } });
      expect(world.erp.parties()[0]?.locations).toHaveLength(3);
      const records = await world.records();
      expect(records).toHaveLength(1);
      expect(records[0]).toMatchObject({ status: 'processed', attempts: 0, cause: null });
    });
  });

  describe('L5 an outcome that is not known is settled by reading', () => {
    it('P13 a lost answer of any write leaves one record, a lost request is sent once more', async () => {
      const make = () =>
        createCommitWorld({
          shopify: [
            shopifyParty(1, {
              ...mia,
              locations: [
                makeAddress(addressKey(11), 11, { isDefault: true }),
                makeAddress(addressKey(12), 12),
              ],
            }),
          ],
          erp: [
            erpParty(2, {
              ...tane,
              locations: [makeAddress('MAIN', 21, { isDefault: true, inherits: true })],
            }),
          ],
        });
      const plain = make();
      await plain.sync();
      for (const fault of ['lostAnswer', 'lostRequest'] as const) {
        for (let nth = 0; nth < plain.writes(); nth += 1) {
          const world = make();
          let count = -1;
          const strike = () => ((count += 1) === nth ? fault : null);
          world.erp.fault = strike;
          world.shopify.fault = strike;
          const run = await world.sync();
          expect({ fault, nth, ...run.counts }).toMatchObject({ fault, nth, failed: 0, waiting: 0 });
          expect(contentOf(world.erp, 'erp')).toEqual(contentOf(plain.erp, 'erp'));
          expect(contentOf(world.shopify, 'shopify')).toEqual(contentOf(plain.shopify, 'shopify'));
          expect(world.writes()).toBe(plain.writes());
          expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
        }
      }
    });

    it('a request that is lost twice fails, and nothing was written', async () => {
      const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
      world.erp.fault = () => 'lostRequest';
      const run = await world.sync();
      expect(run.counts.failed).toBe(1);
      expect(world.writes()).toBe(0);
      expect((await world.records())[0]?.cause?.code).toBe('NOT_WRITTEN');
    });

    it('a create without any identity is never sent again on a guess', async () => {
      const world = createCommitWorld({
        shopify: [shopifyParty(1, { firstName: 'Only', lastName: 'Name' })],
      });
      world.erp.fault = () => 'lostAnswer';
      const run = await world.sync();
      expect(run.counts.failed).toBe(1);
      expect(world.erp.parties()).toHaveLength(1);
      world.erp.fault = null;
      await world.sync();
      expect(world.erp.parties()).toHaveLength(1);
      expect((await world.prepare()).totals.byVerb.equal).toBe(1);
    });

    it('a value that the server changed is noted and accepted, and does not come back', async () => {
      const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
      const run = await syncThrough(world, inCapitals(world));
      expect(run.counts.failed).toBe(0);
      expect((await world.records())[0]).toMatchObject({
        status: 'processed',
        cause: { code: 'CHANGED_BY_SERVER', params: { stored: 'NGUYEN (VIC)', sent: 'Nguyen' } },
      });
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
    });

    it('L7 nor does one that the server changed in an update, which would be a conflict for ever', async () => {
      const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
      await world.sync();
      world.shopify.edit('gid://shopify/Customer/1', (party) => ({
        ...party,
        values: { ...party.values, lastName: 'Nguyen-Hart' },
      }));
      const run = await syncThrough(world, inCapitals(world));
      expect(run.counts).toMatchObject({ written: { erp: 1, shopify: 0 }, failed: 0 });
      const { totals } = await world.prepare();
      expect(totals.writes).toEqual({ erp: 0, shopify: 0 });
      expect(totals.byVerb).toMatchObject({ conflict: 0, equal: 1 });
    });
  });

  it('an edit between the last look and the write is seen by the next preview, not swallowed', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    await world.sync();
    world.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...party,
      values: { ...party.values, firstName: 'Mina' },
    }));
    world.erp.fault = () => {
      world.erp.edit(erpParty(1).key, (party) => ({
        ...party,
        values: { ...party.values, phone: '+61293744000' },
      }));
      return null;
    };
    await world.sync();
    world.erp.fault = null;
    await world.prepare();
    const [row] = await world.rows();
    expect(row?.fields.map(({ field, action }) => [field, action])).toEqual([['phone', 'writeShopify']]);
  });

  describe('a run as a whole', () => {
    const many = () =>
      createCommitWorld({ shopify: people(60).map((each) => shopifyParty(each.number, each)) });

    it('stops between two operations when asked to, and goes on where it was', async () => {
      const world = many();
      await world.prepare();
      let writes = 0;
      world.erp.fault = () => {
        if ((writes += 1) === 10) world.stop.abort();
        return null;
      };
      const run = await world.commit();
      expect(run).toMatchObject({ state: 'stopped', finishedAt: null, cause: null });
      expect(run.counts.waiting).toBe(60 - run.counts.written.erp);
      // Rows on their way finish; no further one begins.
      expect(world.writes()).toBeLessThanOrEqual(10 + 6);
      await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });

      world.stop = new AbortController();
      const resumed = await world.resume(run.id);
      expect(resumed).toMatchObject({ state: 'finished', counts: { written: { erp: 60 }, waiting: 0 } });
      expect(world.writes()).toBe(60);
      await expect(world.resume(run.id)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
      await expect(world.resume('none')).rejects.toMatchObject({ code: 'RUN_MISSING' });
    });

    it('remembers that only the first rows were asked for', async () => {
      const world = many();
      await world.prepare();
      world.erp.fault = () => {
        world.stop.abort();
        return null;
      };
      const run = await world.commit(9);
      world.erp.fault = null;
      world.stop = new AbortController();
      const resumed = await world.resume(run.id);
      expect(resumed).toMatchObject({ state: 'finished', counts: { written: { erp: 9 }, waiting: 0 } });
    });

    it('is interrupted by a failure that is no record\u2019s, and spends no attempts', async () => {
      const world = many();
      await world.prepare();
      let writes = 0;
      world.erp.fault = () =>
        (writes += 1) > 10 ? new AppError('ERP_SESSION_EXPIRED', { retry: 'afterSignIn' }) : null;
      const run = await world.commit();
      expect(run).toMatchObject({ state: 'interrupted', cause: { code: 'ERP_SESSION_EXPIRED' } });
      expect((await world.records()).filter(({ attempts }) => attempts > 0)).toEqual([]);
      world.erp.fault = null;
      const resumed = await world.resume(run.id);
      expect(resumed).toMatchObject({
        state: 'finished',
        cause: null,
        counts: { written: { erp: 60 }, failed: 0, waiting: 0 },
      });
      expect(world.writes()).toBe(60);
    });

    it('writes nothing that it cannot record: a full disk stops everything (L5)', async () => {
      const world = many();
      await world.prepare();
      let intents = 0;
      world.ledger.beforeWrite = (write) => {
        if (write === 'appendIntent' && (intents += 1) > 10) throw new AppError('DISK_FULL');
        if (intents > 10) throw new AppError('DISK_FULL');
      };
      await expect(world.commit()).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(world.writes()).toBe(10);
      world.ledger.beforeWrite = null;
      const [run] = await world.ledger.runs();
      const resumed = await world.resume(run?.id ?? '');
      expect(resumed.counts).toMatchObject({ written: { erp: 60 }, failed: 0 });
      expect(world.writes()).toBe(60);
    });

    it('reports progress at most ten times a second, with the time left', async () => {
      const world = many();
      world.erp.fault = () => {
        world.clock.advance(20);
        return null;
      };
      await world.sync();
      const reports = world.progress.filter(({ stage }) => stage === 'commit');
      expect(reports.length).toBeGreaterThan(5);
      expect(reports.length).toBeLessThanOrEqual(60 / 5 + 2);
      expect(reports.at(-1)).toMatchObject({ done: 60, total: 60, failed: 0, secondsLeft: 0 });
    });
  });

  describe('decisions', () => {
    const disputed = async () => {
      const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
      await world.sync();
      world.erp.edit(erpParty(1).key, (party) => ({
        ...party,
        accountName: 'Mina Nguyen',
        values: { ...party.values, firstName: 'Mina', phone: '02 9374 4000' },
      }));
      world.shopify.edit('gid://shopify/Customer/1', (party) => ({
        ...party,
        values: { ...party.values, firstName: 'Maya' },
      }));
      await world.prepare();
      const [row] = await world.rows();
      return { world, id: row?.id ?? '' };
    };

    it('L10 a conflict waits; R31 its undisputed fields can go on', async () => {
      const { world, id } = await disputed();
      await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
      await world.decide(id, { undisputedOnly: true });
      await world.commit();
      expect(world.shopify.party('gid://shopify/Customer/1')?.values).toMatchObject({
        firstName: 'Maya',
        phone: '+61293744000',
      });
      await world.prepare();
      const [row] = await world.rows();
      expect(row?.verb).toBe('conflict');
      expect(row?.fields.map(({ field, action }) => [field, action])).toEqual([['firstName', 'conflict']]);
    });

    it('a chosen conflict is written to the other side', async () => {
      const { world, id } = await disputed();
      await world.decide(id, { choices: { firstName: 'shopify' } });
      const run = await world.commit();
      expect(run.counts.written).toEqual({ erp: 1, shopify: 1 });
      const party = world.erp.party(erpParty(1).key);
      expect(party?.values.firstName).toBe('Maya');
      expect(party?.accountName).toBe('Maya Nguyen'); // R29
      expect((await world.prepare()).totals.byVerb.equal).toBe(1);
    });

    const oneAddress = () => [makeAddress(addressKey(11), 11, { isDefault: true })];
    const twoLocations = () => [
      makeAddress('MAIN', 11, { isDefault: true, inherits: true }),
      makeAddress('L000001', 12),
    ];
    const twoAddresses = () => [...oneAddress(), makeAddress(addressKey(12), 12)];

    const withDeletedAddress = async (key: string) => {
      const world = createCommitWorld({
        erp: [erpParty(1, { ...mia, locations: twoLocations() })],
        shopify: [shopifyParty(1, { ...mia, locations: twoAddresses() })],
      });
      await world.sync();
      await world
        .ports()
        .sinks.shopify.removeLocation(
          world.shopify.parties()[0] ?? shopifyParty(1),
          key,
          new AbortController().signal,
        );
      await world.prepare();
      const [row] = await world.rows();
      return { world, row };
    };

    it('R24 a proposed deactivation is carried out only when approved, and once', async () => {
      const { world, row } = await withDeletedAddress(addressKey(12));
      const proposal = row?.locations.find(({ proposed }) => proposed);
      await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
      await world.decide(row?.id ?? '', { approvedProposals: [proposal?.id ?? ''] });
      await world.commit();
      expect(world.erp.parties()[0]?.locations.map(({ key, active }) => [key, active])).toEqual([
        ['MAIN', true],
        ['L000001', false],
      ]);
      expect(linkOf(await world.ledger.links()).locations.map(({ state }) => state)).toEqual([
        'linked',
        'deleted',
      ]);
      expect((await world.prepare()).totals).toMatchObject({ proposals: 0, writes: { erp: 0, shopify: 0 } });
    });

    it('L11 the default moves to another location before the old one is deactivated', async () => {
      const { world, row } = await withDeletedAddress(addressKey(11));
      const proposal = row?.locations.find(({ proposed }) => proposed);
      await world.decide(row?.id ?? '', { approvedProposals: [proposal?.id ?? ''] });
      const run = await world.commit();
      expect(run.counts.failed).toBe(0);
      expect(
        world.erp.parties()[0]?.locations.map(({ key, active, isDefault }) => [key, active, isDefault]),
      ).toEqual([
        ['MAIN', false, false],
        ['L000001', true, true],
      ]);
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
    });

    it('R10 an address that comes back revives its location', async () => {
      const { world, row } = await withDeletedAddress(addressKey(12));
      await world.decide(row?.id ?? '', { approvedProposals: row?.locations.map(({ id }) => id) ?? [] });
      await world.commit();
      world.shopify.edit('gid://shopify/Customer/1', (party) => ({
        ...party,
        locations: [...party.locations, makeAddress(addressKey(99), 12)],
      }));
      const run = await world.sync();
      expect(run.counts).toMatchObject({ failed: 0, written: { erp: 1 } });
      const revived = world.erp.parties()[0]?.locations.find(({ key }) => key === 'L000001');
      expect(revived).toMatchObject({ active: true, externalReference: '99 - Harbour' });
      expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
    });

    it('R16 a location deleted on one side and edited on the other follows the choice', async () => {
      for (const winner of ['erp', 'shopify'] as const) {
        const world = createCommitWorld({
          erp: [erpParty(1, { ...mia, locations: twoLocations() })],
          shopify: [shopifyParty(1, { ...mia, locations: twoAddresses() })],
        });
        await world.sync();
        const signal = new AbortController().signal;
        const [party] = world.shopify.parties();
        if (party === undefined) throw new Error('no customer');
        await world.shopify.sink.removeLocation(party, addressKey(12), signal);
        world.erp.edit(erpParty(1).key, (customer) => ({
          ...customer,
          locations: customer.locations.map((location) =>
            location.key === 'L000001'
              ? { ...location, values: { ...location.values, city: 'Parramatta' } }
              : location,
          ),
        }));
        await world.prepare();
        const [row] = await world.rows();
        const conflict = row?.locations.find(({ verb }) => verb === 'conflict');
        const field = conflict?.fields[0]?.field ?? '';
        await world.decide(row?.id ?? '', { choices: { [`${conflict?.id ?? ''}/${field}`]: winner } });
        const run = await world.commit();
        expect(run.counts.failed).toBe(0);
        const active = world.erp.parties()[0]?.locations.find(({ key }) => key === 'L000001')?.active;
        const cities = world.shopify.parties()[0]?.locations.map(({ values }) => values.city);
        expect({ winner, active, cities }).toEqual({
          winner,
          active: winner === 'erp',
          cities: winner === 'erp' ? ['Sydney', 'Parramatta'] : ['Sydney'],
        });
        expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      }
    });
  });

  it('R5 a phone that Shopify cannot take is left out, and does not come back', async () => {
    const world = createCommitWorld({
      erp: [
        erpParty(1, {
          ...mia,
          phone: 'ask at the desk',
          locations: [makeLocation('MAIN', {}, { isDefault: true })],
        }),
      ],
    });
    await world.sync();
    expect(world.shopify.parties()[0]?.values.phone).toBeNull();
    expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });
});
