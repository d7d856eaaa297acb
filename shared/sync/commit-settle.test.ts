import { describe, expect, it } from 'vitest';
import { createMemoryTwin } from '../../tests/support/memory-twin.ts';
import { addressKey, createCommitWorld, makeAddress } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { createTestClock, type TestClock } from '../../tests/support/test-ports.ts';
import { AppError } from '../domain/app-error.ts';
import type { Party } from '../domain/party.ts';
import { landingTime, settleWrite, type OpenWrite } from './commit-settle.ts';
import type { Source } from './ports.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };

function creation(clock: TestClock): OpenWrite {
  const values = { ...mia, phone: null };
  return {
    operation: {
      side: 'erp',
      kind: 'createCustomer',
      locationId: null,
      payload: { values, accountName: 'Mia Nguyen', number: null, externalReference: null, main: null },
    },
    before: null,
    sentAt: clock.now(),
  };
}

/** An ERP in which the customer appears while somebody waits. */
function sourceThatLands(clock: TestClock, after: number, party: Party): Source {
  const twin = createMemoryTwin({ side: 'erp' });
  const landsAt = clock.elapsed() + after;
  return {
    ...twin.source,
    findByIdentities: (identities, signal) => {
      if (clock.elapsed() >= landsAt && twin.parties().length === 0) twin.put(party);
      return twin.source.findByIdentities(identities, signal);
    },
  };
}

describe('a create whose answer was lost (L5)', () => {
  const { signal } = new AbortController();

  it('that lands after its sender has gone is found, and not sent again', async () => {
    const clock = createTestClock();
    const source = sourceThatLands(clock, 8000, erpParty(1, mia));
    const settled = await settleWrite(creation(clock), source, 'AU', { clock, signal });
    expect(settled).toMatchObject({ status: 'done', after: { values: mia } });
    expect(clock.elapsed()).toBe(landingTime);
  });

  it('that is there at once is not waited for', async () => {
    const clock = createTestClock();
    const source = sourceThatLands(clock, 0, erpParty(1, mia));
    expect(await settleWrite(creation(clock), source, 'AU', { clock, signal })).toMatchObject({
      status: 'done',
    });
    expect(clock.elapsed()).toBe(0);
  });

  it('of an address that Shopify had already is done once that one is the default, which is all that was sent', async () => {
    const clock = createTestClock();
    const known = [makeAddress(addressKey(1), 21, { isDefault: true }), makeAddress(addressKey(2), 22)];
    const before = shopifyParty(1, { ...mia, locations: known });
    const twin = createMemoryTwin({ side: 'shopify', parties: [before] });
    const write: OpenWrite = {
      operation: {
        side: 'shopify',
        kind: 'createLocation',
        locationId: null,
        payload: {
          key: null,
          values: makeAddress('', 22).values,
          name: null,
          externalReference: null,
          makeDefault: true,
        },
      },
      before,
      sentAt: clock.now(),
    };
    const settle = () => settleWrite(write, twin.source, 'AU', { clock, signal });
    expect(await settle()).toEqual({ status: 'notLanded' });
    twin.edit(before.key, (party) => ({
      ...party,
      locations: known.map((each) => ({ ...each, isDefault: each.key === addressKey(2) })),
    }));
    expect(await settle()).toMatchObject({ status: 'done', createdKey: addressKey(2) });
  });

  it('that was sent long ago and is not there did not land', async () => {
    const clock = createTestClock();
    const write = creation(clock);
    clock.advance(landingTime);
    const { source } = createMemoryTwin({ side: 'erp' });
    expect(await settleWrite(write, source, 'AU', { clock, signal })).toEqual({ status: 'notLanded' });
    expect(clock.elapsed()).toBe(landingTime);
  });

  it('waits the whole time after a clock was set back', async () => {
    const clock = createTestClock();
    const write = { ...creation(clock), sentAt: '2027-01-01T00:00:00.000Z' };
    const { source } = createMemoryTwin({ side: 'erp' });
    expect(await settleWrite(write, source, 'AU', { clock, signal })).toEqual({ status: 'notLanded' });
    expect(clock.elapsed()).toBe(landingTime);
  });

  it('stays open when it is stopped while it waits', async () => {
    const clock = createTestClock();
    const stopping = new AbortController();
    const impatient = {
      ...clock,
      sleep: async () => stopping.abort(),
    };
    const { source } = createMemoryTwin({ side: 'erp' });
    const settling = settleWrite(creation(clock), source, 'AU', {
      clock: impatient,
      signal: stopping.signal,
    });
    await expect(settling).rejects.toMatchObject({ code: 'STOPPED' });
  });
});

describe('a new customer whose default address could not be made (R17)', () => {
  it('gets it as the default with the next commit', async () => {
    const world = createCommitWorld({
      erp: [
        erpParty(1, {
          ...mia,
          locations: [
            makeAddress('L000001', 21),
            makeAddress('MAIN', 22, { isDefault: true, inherits: true }),
          ],
        }),
      ],
    });
    let isRefusing = true;
    world.shopify.fault = ({ kind, payload }) =>
      isRefusing && kind === 'createLocation' && JSON.stringify(payload).includes('22 Wharf Street')
        ? new AppError('SERVER_ERROR', { params: { system: 'Shopify' }, retry: 'later' })
        : null;
    expect((await world.sync()).counts.failed).toBe(1);
    const defaultStreet = () =>
      world.shopify.parties()[0]?.locations.find(({ isDefault }) => isDefault)?.values.address1;
    expect(defaultStreet()).toBe('21 Wharf Street');
    isRefusing = false;
    await world.sync();
    expect(defaultStreet()).toBe('22 Wharf Street');
    const { writes } = (await world.prepare()).totals;
    expect(writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('is not confused with two customers that are linked for the first time: no default moves', async () => {
    const world = createCommitWorld({
      erp: [
        erpParty(1, {
          ...mia,
          locations: [
            makeAddress('MAIN', 21, { isDefault: true, inherits: true }),
            makeAddress('L000001', 22),
          ],
        }),
      ],
      shopify: [
        shopifyParty(1, { ...mia, locations: [makeAddress(addressKey(1), 22, { isDefault: true })] }),
      ],
    });
    let refusals = 2;
    world.shopify.fault = ({ kind }) => {
      if (kind !== 'createLocation' || refusals === 0) return null;
      refusals -= 1;
      return new AppError('SERVER_ERROR', { params: { system: 'Shopify' }, retry: 'later' });
    };
    await world.sync();
    await world.sync();
    expect(world.shopify.parties()[0]?.locations).toHaveLength(2);
    expect(world.shopify.parties()[0]?.locations.find(({ isDefault }) => isDefault)?.values.address1).toBe(
      '22 Wharf Street',
    );
  });
});

describe('two customers whose first commit failed half-way', () => {
  it('are proposed the same the second time: a name is one value until both parts are agreed (R2)', async () => {
    const world = createCommitWorld({
      customer: { direction: 'export' },
      erp: [erpParty(1, { lastName: 'Ngata', email: 'a@example.com', phone: '+61491570014' })],
      shopify: [
        shopifyParty(1, {
          firstName: 'Ruby',
          lastName: 'Ngata',
          email: 'a@example.com',
          phone: '+61491570015',
        }),
      ],
    });
    await world.prepare();
    const proposed = async () =>
      (await world.rows()).flatMap(({ fields }) => fields.map(({ field, action }) => [field, action]));
    const first = await proposed();
    world.shopify.fault = () =>
      new AppError('SERVER_ERROR', { params: { system: 'Shopify' }, retry: 'later' });
    expect((await world.commit()).counts.failed).toBe(1);
    world.shopify.fault = null;
    await world.prepare();
    expect(await proposed()).toEqual(first);
    expect(first).toEqual([
      ['firstName', 'writeShopify'],
      ['phone', 'writeShopify'],
    ]);
  });
});
