/** Previews of some records: what they look at, what they conclude from it, and when they look at everything all the same. */
import { describe, expect, it } from 'vitest';
import { shopifyCompany, shopifyContact } from '../../tests/support/companies.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { worldOf, type World } from '../../tests/support/random-world.ts';
import { AppError } from '../domain/app-error.ts';
import type { Party } from '../domain/party.ts';
import type { Scope } from '../domain/scope.ts';
import { noDecision } from './plan.ts';
import { isSettled } from './reading-state.ts';

const changes: Scope = { kind: 'changes' };
const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };
const ravi = { firstName: 'Ravi', lastName: 'Singh', email: 'ravi@example.com' };

/** Mia and Tane are linked and in agreement, and that was read. */
async function calmWorld(
  extra: readonly Party[] = [],
  direction: 'bidirectional' | 'import' = 'bidirectional',
): Promise<World> {
  const world = worldOf(
    [erpParty(1, mia), erpParty(2, tane)],
    [shopifyParty(11, mia), shopifyParty(12, tane), ...extra],
    direction,
  );
  await world.commit(await world.prepare());
  await world.prepare();
  return world;
}

const rename = (lastName: string) => (party: Party) => ({ ...party, values: { ...party.values, lastName } });
const keyOf = (world: World, side: 'erp' | 'shopify', number: string): string =>
  world[side].parties().find((party) => party.number === number)?.key ?? '';

async function rowsOf(world: World) {
  return (await world.rows()).map(({ erp, shopify, verb }) => [
    verb,
    erp?.number ?? null,
    shopify?.number ?? null,
  ]);
}

describe('a preview of changes', () => {
  it('looks at what changed and its partner, and at nothing else', async () => {
    const world = await calmWorld();
    world.shopify.edit(keyOf(world, 'shopify', '11'), rename('Tran'));
    const reads = world.erp.reads.all;
    const plan = await world.prepare(changes);
    expect(plan.scope).toEqual({ asked: changes });
    expect(await rowsOf(world)).toEqual([['update', 'C000001', '11']]);
    expect(plan.totals.records).toEqual({ erp: 1, shopify: 1 });
    expect([plan.read.erp.count, plan.read.shopify.count]).toEqual([1, 1]);
    expect(world.erp.reads.all).toBe(reads);
  });

  it('L7 is empty where nothing changed, and after its own commit writes nothing', async () => {
    const world = await calmWorld();
    expect((await world.prepare(changes)).rowCount).toBe(0);
    world.shopify.edit(keyOf(world, 'shopify', '11'), rename('Tran'));
    await world.commit(await world.prepare(changes));
    const echo = await world.prepare(changes);
    expect(echo.totals.writes).toEqual({ erp: 0, shopify: 0 });
    expect((await world.prepare(changes)).rowCount).toBe(0);
  });

  it('sees an address that was added, changed or taken away', async () => {
    const address = {
      address1: '1 Wharf Street',
      city: 'Sydney',
      province: 'NSW',
      postcode: '2000',
      country: 'AU',
    };
    const places = [
      makeLocation('gid://shopify/MailingAddress/1?model_name=CustomerAddress', address, { isDefault: true }),
      makeLocation('gid://shopify/MailingAddress/2?model_name=CustomerAddress', {
        ...address,
        address1: '2 Wharf Street',
      }),
    ];
    const world = worldOf([], [shopifyParty(11, { ...mia, locations: places })], 'import');
    await world.commit(await world.prepare());
    await world.prepare();
    world.shopify.edit(keyOf(world, 'shopify', '11'), (party) => ({
      ...party,
      locations: places.slice(0, 1),
    }));
    const plan = await world.prepare(changes);
    expect(plan.totals.locations.deactivate).toBe(1);
  });

  it('L9 finds the partner of a new record that did not change itself', async () => {
    const world = await calmWorld([], 'import');
    // In the ERP alone for long: outside of the direction, so nothing waits for it.
    world.erp.put(erpParty(5, { firstName: 'Ana', lastName: 'Reid', email: 'ana@example.com' }));
    await world.prepare();
    expect((await world.prepare(changes)).rowCount).toBe(0);
    world.shopify.put(shopifyParty(15, { firstName: 'Ana', lastName: 'Reid', email: 'Ana@Example.com' }));
    await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['link', 'C000005', '15']]);
  });

  it('L9 two of one side with one e-mail wait, also where only one is new', async () => {
    const world = worldOf([erpParty(1, ravi)], [], 'import');
    await world.prepare();
    world.erp.put(erpParty(2, ravi));
    await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['ambiguous', null, null]]);
  });

  it('L4 concludes nothing from a partner that is not there; a full preview does', async () => {
    const world = await calmWorld();
    world.shopify.remove(keyOf(world, 'shopify', '11'));
    world.erp.edit(keyOf(world, 'erp', 'C000001'), rename('Tran'));
    const plan = await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['skip', 'C000001', null]]);
    expect(plan.guards).toEqual([]);
    expect((await world.rows())[0]?.notes.map(({ code }) => code)).toContain('partnerNotRead');
    // It stays in sight until a full reading says what became of it.
    await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['skip', 'C000001', null]]);
    expect((await world.prepare()).totals.byVerb.delete).toBe(1);
  });

  it('L4 a list that ends early cannot be committed, and its records come again', async () => {
    const world = await calmWorld();
    for (const number of ['11', '12']) world.shopify.edit(keyOf(world, 'shopify', number), rename('Tran'));
    world.shopify.complete = false;
    const plan = await world.prepare(changes);
    expect(plan.guards.map(({ code }) => code)).toEqual(['incompleteRead']);
    world.shopify.complete = true;
    expect((await world.prepare(changes)).totals.byVerb.update).toBe(2);
  });

  it('L6 brings back what failed, until it succeeds', async () => {
    const world = await calmWorld();
    world.shopify.edit(keyOf(world, 'shopify', '11'), rename('Tran'));
    const plan = await world.prepare(changes);
    world.erp.fault = () =>
      new AppError('VALUE_REFUSED', {
        params: { system: 'MYOB', record: 'C000001', field: 'x', message: 'No', source: 'x' },
      });
    expect((await world.commit(plan)).counts.failed).toBe(1);
    world.erp.fault = null;
    await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['update', 'C000001', '11']]);
    const again = await world.prepare(changes);
    expect((await world.commit(again)).counts.failed).toBe(0);
    await world.prepare(changes);
    expect((await world.prepare(changes)).rowCount).toBe(0);
  });

  it('L6 brings back what nobody decided, and what was decided for it', async () => {
    const world = await calmWorld();
    world.shopify.edit(keyOf(world, 'shopify', '11'), rename('Tran'));
    world.erp.edit(keyOf(world, 'erp', 'C000001'), rename('Reid'));
    const first = await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['conflict', 'C000001', '11']]);
    const [row] = await world.rows();
    const decision = { ...noDecision, choices: { lastName: 'erp' as const } };
    await world.ledger.saveDecisions(first.id, new Map([[row?.id ?? '', decision]]), first.totals);
    // Another preview in between that does not look at it.
    await world.prepare({ kind: 'chosen', records: [{ side: 'erp', key: keyOf(world, 'erp', 'C000002') }] });
    expect(await rowsOf(world)).toEqual([['equal', 'C000002', '12']]);
    await world.prepare(changes);
    expect((await world.rows())[0]?.decision).toEqual(decision);
  });

  it('L6 brings back who acts for a company no more, though the person did not change', async () => {
    const firm = shopifyCompany(7, { contacts: [shopifyContact(1)] });
    // Copied the other way only: the company has no link that would know its people.
    const world = worldOf([erpParty(2, tane)], [shopifyParty(12, tane), firm], 'import', {
      direction: 'export',
    });
    await world.commit(await world.prepare());
    expect((await world.prepare(changes)).totals.writes).toEqual({ erp: 0, shopify: 0 });
    world.shopify.edit(firm.key, (party) => ({
      ...party,
      business: { contacts: [], mainContactKey: null, terms: null },
    }));
    await world.prepare(changes);
    const person = shopifyContact(1).number;
    expect(await rowsOf(world)).toContainEqual(['create', null, person]);
    // And again, as long as nobody has committed it.
    await world.prepare(changes);
    expect(await rowsOf(world)).toContainEqual(['create', null, person]);
  });

  it('brings back records whose link a run has moved since, though neither changed', async () => {
    const world = await calmWorld();
    const [link] = await world.ledger.links();
    if (link === undefined) throw new Error('No link');
    const runs = await world.ledger.runs();
    const [run] = runs;
    if (run === undefined) throw new Error('No run');
    await world.ledger.saveRun({ ...run, id: 'undo-of-links' });
    await world.ledger.changeLinks('undo-of-links', [{ rowId: 'row', before: link, after: null }]);
    await world.prepare(changes);
    expect(await rowsOf(world)).toEqual([['link', link.erpNumber, '11']]);
  });

  it('L11 measures deactivations against the whole side, not against the few that changed', async () => {
    const address = {
      address1: '1 Wharf Street',
      city: 'Sydney',
      province: 'NSW',
      postcode: '2000',
      country: 'AU',
    };
    const numbers = Array.from({ length: 120 }, (_, index) => index + 1);
    const placesOf = (number: number) =>
      [1, 2].map((place) =>
        makeLocation(
          `gid://shopify/MailingAddress/${number}${place}?model_name=CustomerAddress`,
          { ...address, address1: `${place} Wharf Street` },
          { isDefault: place === 1 },
        ),
      );
    const world = worldOf(
      [],
      numbers.map((number) =>
        shopifyParty(number, { ...mia, email: `c${number}@example.com`, locations: placesOf(number) }),
      ),
      'import',
    );
    await world.commit(await world.prepare());
    await world.prepare();
    const take = async (count: number) => {
      for (const number of numbers.slice(0, count)) {
        world.shopify.edit(keyOf(world, 'shopify', String(number)), (party) => ({
          ...party,
          locations: party.locations.slice(0, 1),
        }));
      }
      return (await world.prepare(changes)).guards.map(({ code }) => code);
    };
    expect(await take(11)).toEqual([]);
    expect(await take(20)).toEqual(['massDeactivation']);
  });
});

describe('everything is read all the same', () => {
  it('where no complete reading is remembered', async () => {
    const world = worldOf([erpParty(1, mia)], [], 'bidirectional');
    const plan = await world.prepare(changes);
    expect(plan.scope).toEqual({ asked: changes, forced: 'first' });
    expect(plan.totals.byVerb.create).toBe(1);
    world.erp.complete = false;
    expect((await world.prepare({ kind: 'full' })).scope).toBeUndefined();
  });

  it('where an incomplete reading is all there was', async () => {
    const world = worldOf([erpParty(1, mia), erpParty(2, tane)], [], 'bidirectional');
    world.erp.complete = false;
    await world.prepare();
    world.erp.complete = true;
    expect((await world.prepare(changes)).scope?.forced).toBe('first');
  });

  it('where the settings are others now', async () => {
    const world = await calmWorld();
    const state = await world.ledger.readingState();
    if (state === null) throw new Error('No state');
    await world.ledger.saveReadingState({ ...state, settingsHash: 'other' });
    expect((await world.prepare(changes)).scope?.forced).toBe('settings');
    expect((await world.prepare(changes)).scope?.forced).toBeUndefined();
  });

  it('where the last full reading is more than a week old', async () => {
    const world = await calmWorld();
    const state = await world.ledger.readingState();
    if (state === null) throw new Error('No state');
    await world.ledger.saveReadingState({ ...state, fullAt: '2025-12-01T00:00:00.000Z' });
    expect((await world.prepare(changes)).scope?.forced).toBe('age');
  });

  it('where so many wait that they are not listed', async () => {
    const world = await calmWorld();
    const state = await world.ledger.readingState();
    if (state === null) throw new Error('No state');
    await world.ledger.saveReadingState({ ...state, open: null });
    expect((await world.prepare(changes)).scope?.forced).toBe('waiting');
  });
});

describe('a preview of chosen records', () => {
  it('is about them, and leaves what else changed to the next one', async () => {
    const world = await calmWorld();
    for (const number of ['11', '12']) world.shopify.edit(keyOf(world, 'shopify', number), rename('Tran'));
    const plan = await world.prepare({
      kind: 'chosen',
      records: [{ side: 'shopify', key: keyOf(world, 'shopify', '12') }],
    });
    expect(plan.scope).toEqual({ asked: { kind: 'chosen', records: 1 } });
    expect(await rowsOf(world)).toEqual([['update', 'C000002', '12']]);
    await world.commit(plan);
    const rest = await world.prepare(changes);
    expect(rest.totals.byVerb.update).toBe(1);
  });
});

describe('a preview of a date range', () => {
  it('is about records last changed in it', async () => {
    const world = await calmWorld();
    world.shopify.edit(keyOf(world, 'shopify', '11'), rename('Tran'));
    const at = world.shopify.party(keyOf(world, 'shopify', '11'))?.revision ?? '';
    world.shopify.edit(keyOf(world, 'shopify', '12'), rename('Reid'));
    const before = new Date(Date.parse(at) - 500).toISOString();
    await world.prepare({ kind: 'dates', from: before, to: at });
    expect(await rowsOf(world)).toEqual([['update', 'C000001', '11']]);
  });
});

describe('a preview of what open orders need', () => {
  it('says how many orders wait for whom, and is about exactly these', async () => {
    const world = await calmWorld([shopifyParty(13, ravi)], 'import');
    world.shopify.put(shopifyParty(14, { firstName: 'Ana', lastName: 'Reid', email: 'ana@example.com' }));
    world.shopify.put(shopifyParty(15, { firstName: 'Noor', lastName: 'Ali', email: 'noor@example.com' }));
    const order = (number: string, customer: string | null) => ({
      number,
      customer: customer === null ? null : { key: keyOf(world, 'shopify', customer) },
    });
    world.shopify.orders = [
      order('#1', '11'),
      order('#2', '14'),
      order('#3', '14'),
      order('#4', null),
      { number: '#5', customer: { key: 'gid://shopify/Customer/404' } },
    ];
    const plan = await world.prepare({ kind: 'orders', of: 'shopify' });
    expect(plan.scope?.orders).toEqual({
      of: 'shopify',
      open: 5,
      waiting: 2,
      customers: 1,
      guests: 1,
      unknown: 1,
    });
    expect(await rowsOf(world)).toEqual([
      ['create', null, '14'],
      ['equal', 'C000001', '11'],
    ]);
    await world.commit(plan);
    const after = await world.prepare({ kind: 'orders', of: 'shopify' });
    expect(after.scope?.orders).toMatchObject({ open: 5, waiting: 0, customers: 0 });
  });

  it('finds the customers of sales orders by their CustomerID', async () => {
    const world = await calmWorld();
    world.erp.put(erpParty(7, ravi));
    world.erp.orders = [
      { number: 'SO000001', customer: { number: 'c000007' } },
      { number: 'SO000002', customer: { number: 'NOBODY' } },
    ];
    const plan = await world.prepare({ kind: 'orders', of: 'erp' });
    expect(plan.scope?.orders).toMatchObject({ open: 2, waiting: 1, customers: 1, unknown: 1 });
    expect(await rowsOf(world)).toEqual([['create', 'C000007', null]]);
  });
});

describe('a settled row', () => {
  it('is one that only a change of its own records can move', async () => {
    const world = await calmWorld();
    await world.prepare();
    const [row] = await world.rows();
    if (row === undefined) throw new Error('No row');
    expect(isSettled(row)).toBe(true);
    expect(isSettled({ ...row, verb: 'update' })).toBe(false);
    expect(isSettled({ ...row, decision: { ...noDecision, include: false } })).toBe(false);
    expect(isSettled({ ...row, notes: [{ code: 'partnerNotRead', params: {} }] })).toBe(false);
  });
});
