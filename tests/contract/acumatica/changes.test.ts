import { describe, expect, it } from 'vitest';
import type { AcumaticaConnector } from '../../../electron/connectors/acumatica/index.ts';
import type { Party } from '../../../shared/domain/party.ts';
import type { Clock, ReadSummary } from '../../../shared/sync/ports.ts';
import {
  createManualClock,
  type AcumaticaOptions as SimulatorOptions,
  type AcumaticaSimulator,
  type ManualClock,
} from '../../../simulators/acumatica/index.ts';
import { addCustomers, connect, never, readAll, startSimulator } from './support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.parse('2026-01-05T00:00:00Z');
const iso = (time: number) => new Date(time).toISOString();

interface World {
  readonly simulator: AcumaticaSimulator;
  readonly connector: AcumaticaConnector;
  /** The ERP's clock; ours goes with it, `ourClockAhead` milliseconds ahead. */
  readonly clock: ManualClock;
}

async function createWorld(
  customers: number,
  { ourClockAhead = 0, ...options }: Partial<SimulatorOptions> & { readonly ourClockAhead?: number } = {},
): Promise<World> {
  const clock = createManualClock(start - day);
  const ours: Clock = {
    now: () => iso(clock.now() + ourClockAhead),
    elapsed: () => performance.now() * 1000,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 1000)),
  };
  const simulator = await startSimulator({ clock, ...options });
  addCustomers(simulator, customers);
  // A day later, so that what was there from the beginning lies in no overlap.
  clock.advance(day);
  return { simulator, clock, connector: await connect(simulator, { clock: ours }) };
}

async function changesSince(
  { connector }: World,
  since: string,
): Promise<{
  readonly parties: readonly Party[];
  readonly numbers: readonly string[];
  readonly summary: ReadSummary;
}> {
  const parties: Party[] = [];
  const summary = await connector.source.readChanged(since, (page) => parties.push(...page.parties), never);
  return { parties, numbers: parties.map(({ number }) => number).toSorted(), summary };
}

/** Reads everything, lets a day pass, and answers when that was. */
async function readThenWait(world: World): Promise<string> {
  const { summary } = await readAll(world.connector.source);
  world.clock.advance(day);
  return summary.asOf;
}

const c = (number: number) => `C${String(number).padStart(8, '0')}`;

describe('reading what changed', () => {
  it('reads nothing when nothing did', async () => {
    const world = await createWorld(9);
    const { numbers, summary } = await changesSince(world, await readThenWait(world));
    expect(numbers).toEqual([]);
    expect(summary).toMatchObject({ complete: true, asOf: iso(start + day), points: 0 });
    expect(world.simulator.counters.writesTotal).toBe(0);
  });

  it('brings the customer of each change, whole and once: its own, its main contact’s, a location’s, a contact’s', async () => {
    const world = await createWorld(30);
    const { store } = world.simulator;
    store.editCustomer(c(9), { PrimaryContact: { FirstName: 'Mere', LastName: 'Tane' } });
    const since = await readThenWait(world);
    store.editCustomer(c(1), { CustomerName: 'Renamed' });
    store.editCustomer(c(2), { MainContact: { Email: 'new@example.com' } });
    store.editLocation(c(3), 'L000001', { LocationContact: { Address: { City: 'Perth' } } });
    store.addLocation(c(4), { LocationName: 'New depot' });
    store.editCustomer(c(9), { PrimaryContact: { FirstName: 'Mereana' } });
    store.addCustomer({ CustomerName: 'Somebody New' });
    // One with several changes comes once.
    store.editCustomer(c(3), { MainContact: { Phone1: '02 9550 9999' } });
    store.editLocation(c(3), 'L000002', { LocationName: 'Other' });

    const { parties, numbers, summary } = await changesSince(world, since);
    expect(numbers).toEqual([c(1), c(2), c(3), c(4), c(9), c(31)]);
    expect(summary.complete).toBe(true);
    const whole = new Map(
      (await readAll(world.connector.source)).parties.map((party) => [party.number, party]),
    );
    for (const party of parties) expect(party).toEqual(whole.get(party.number));
  });

  it.each<[string, Partial<SimulatorOptions>, string]>([
    ['a main contact', { customerStampMovesOnContactEdit: false }, c(2)],
    ['a location’s own contact', { locationStampMovesOnContactEdit: false }, c(3)],
  ])('sees the edit of %s also where it moves no other stamp', async (_, options, number) => {
    const world = await createWorld(3, options);
    const since = await readThenWait(world);
    if (number === c(2))
      world.simulator.store.editCustomer(c(2), { MainContact: { Phone1: '0412 345 678' } });
    else world.simulator.store.editLocation(c(3), 'L000001', { LocationContact: { Attention: 'Dock' } });
    expect((await changesSince(world, since)).numbers).toEqual([number]);
  });

  it('does not see an edit that the ERP stamps nowhere: only a full reading does', async () => {
    const world = await createWorld(3, {
      customerStampMovesOnContactEdit: false,
      contactStampMovesOnAddressEdit: false,
    });
    const since = await readThenWait(world);
    world.simulator.store.editCustomer(c(2), { MainContact: { Address: { City: 'Perth' } } });
    expect((await changesSince(world, since)).numbers).toEqual([]);
    const { parties } = await readAll(world.connector.source);
    expect(parties[1]?.locations[0]?.values.city).toBe('Perth');
  });

  it('leaves business customers and accounts that are no customers out', async () => {
    const world = await createWorld(2);
    const { store } = world.simulator;
    store.addCustomer({
      CustomerID: 'KAURI',
      CustomerName: 'Kauri Joinery',
      CustomerCategory: 'Organization',
    });
    const since = await readThenWait(world);
    store.editCustomer('KAURI', { CustomerName: 'Kauri Joinery Ltd' });
    store.addLocation('KAURI', { LocationName: 'Depot' });
    store.addPerson({ LastName: 'Buyer', BusinessAccount: 'KAURI' });
    store.addPerson({ LastName: 'Nobody’s contact' });
    store.editCustomer(c(1), { CustomerName: 'Renamed' });
    const { numbers, summary } = await changesSince(world, since);
    expect(numbers).toEqual([c(1)]);
    expect(summary.complete).toBe(true);
  });

  it('walks more changes than a page holds', async () => {
    const world = await createWorld(1100);
    const since = iso(start - day - hour);
    const { parties, summary } = await changesSince(world, since);
    expect(new Set(parties.map(({ key }) => key)).size).toBe(1100);
    expect(parties).toHaveLength(1100);
    expect(summary.complete).toBe(true);
  });

  it('stops when it is told to', async () => {
    const world = await createWorld(3);
    const stop = new AbortController();
    stop.abort();
    await expect(
      world.connector.source.readChanged(iso(start), () => undefined, stop.signal),
    ).rejects.toMatchObject({ code: 'STOPPED' });
  });
});

describe('the window of a reading', () => {
  it('ends when the reading began: what changes meanwhile comes the next time, and is not lost', async () => {
    const world = await createWorld(3);
    const { store } = world.simulator;
    const since = await readThenWait(world);
    store.editCustomer(c(1), { CustomerName: 'Before' });
    const parties: Party[] = [];
    const first = await world.connector.source.readChanged(
      since,
      (page) => {
        parties.push(...page.parties);
        world.clock.advance(minute);
        store.editCustomer(c(2), { CustomerName: 'Meanwhile' });
      },
      never,
    );
    expect(parties.map(({ number }) => number)).toEqual([c(1)]);
    expect(first.asOf).toBe(iso(start + day));
    world.clock.advance(minute);
    expect((await changesSince(world, first.asOf)).numbers).toContain(c(2));
  });

  it('overlaps the one before, as a record is stamped before it can be read', async () => {
    const world = await createWorld(3);
    const { summary } = await readAll(world.connector.source);
    world.simulator.store.addCustomer({ CustomerName: 'Late', history: { modifiedAt: start - 2 * minute } });
    world.clock.advance(minute);
    expect((await changesSince(world, summary.asOf)).numbers).toContain(c(4));
  });

  it.each([20 * minute, -20 * minute, 30 * hour])(
    'goes by the ERP’s clock, also where ours is %i ms ahead',
    async (ourClockAhead) => {
      const world = await createWorld(3, { ourClockAhead });
      const { summary } = await readAll(world.connector.source);
      expect(summary.asOf).toBe(iso(start));
      world.clock.advance(2 * hour);
      world.simulator.store.editCustomer(c(2), { CustomerName: 'Renamed' });
      world.clock.advance(minute);
      const changed = await changesSince(world, summary.asOf);
      expect(changed.numbers).toContain(c(2));
      expect(changed.summary.asOf).toBe(iso(start + 2 * hour + minute));
    },
  );

  // Where the zone is not told the window is a day wider, and brings what did not change in it as well.
  it.each<[Partial<SimulatorOptions>, readonly string[]]>([
    [{ timeZoneOffset: 600 }, [c(2)]],
    [{ timeZoneOffset: 780 }, [c(2)]],
    [{ timeZoneOffset: -210 }, [c(2)]],
    [{ timeZoneOffset: 0 }, [c(2)]],
    [{ timeZoneOffset: 600, filterHonoursOffset: false }, [c(2)]],
    [{ timeZoneOffset: -210, filterHonoursOffset: false }, [c(2)]],
    [{ timeZoneOffset: 600, stampsCarryOffset: false }, [c(1), c(2)]],
    [{ timeZoneOffset: 780, stampsCarryOffset: false, filterHonoursOffset: false }, [c(1), c(2)]],
    [{ timeZoneOffset: -210, stampsCarryOffset: false, filterHonoursOffset: false }, [c(1), c(2)]],
  ])('finds the change in any zone: %j brings %j', async (options, expected) => {
    const world = await createWorld(3, options);
    world.simulator.store.editCustomer(c(1), { CustomerName: 'Before' });
    world.clock.advance(8 * hour);
    const since = (await readAll(world.connector.source)).summary.asOf;
    world.clock.advance(hour);
    world.simulator.store.editCustomer(c(2), { CustomerName: 'Renamed' });
    world.clock.advance(minute);
    const { numbers, summary } = await changesSince(world, since);
    expect(numbers).toEqual(expected);
    expect(summary.complete).toBe(true);
  });
});

describe('trouble while reading changes', () => {
  it('goes by the records’ own stamps where the ERP cannot filter by those of linked contacts', async () => {
    const world = await createWorld(6);
    const since = await readThenWait(world);
    world.simulator.store.editCustomer(c(1), { CustomerName: 'Renamed' });
    world.simulator.store.editLocation(c(3), 'L000001', { LocationName: 'Renamed' });
    world.simulator.faults.add({ kind: 'optimization', trigger: 'filterOnLink', times: null });
    const { numbers, summary } = await changesSince(world, since);
    expect(numbers).toEqual([c(1), c(3)]);
    expect(summary.complete).toBe(true);
  });

  it.each([
    { kind: 'earlyEnd', entity: 'Customer' },
    { kind: 'earlyEnd', entity: 'CustomerLocation' },
    { kind: 'earlyEnd', entity: 'CustomerLocation', after: 5 },
    { kind: 'earlyEnd', entity: 'Contact' },
    { kind: 'sessionExpired', after: 2 },
    { kind: 'connectionCut', after: 3 },
    { kind: 'serverError', after: 4 },
  ] as const)('gets over %j', async (fault) => {
    const world = await createWorld(12);
    const since = await readThenWait(world);
    const { store } = world.simulator;
    for (const number of [1, 2, 3, 6, 9])
      store.editCustomer(c(number), { CustomerName: `Renamed ${number}` });
    store.addLocation(c(12), { LocationName: 'New depot' });
    store.addPerson({ LastName: 'Helper', BusinessAccount: c(5) });
    world.simulator.faults.add(fault);
    const { parties, numbers, summary } = await changesSince(world, since);
    expect(numbers).toEqual([c(1), c(2), c(3), c(5), c(6), c(9), c(12)]);
    expect(parties.map(({ locations }) => locations.length).toSorted((a, b) => a - b)).toEqual([
      1, 1, 1, 3, 3, 3, 4,
    ]);
    expect(summary.complete).toBe(true);
  });

  it('is not complete where a list keeps ending early', async () => {
    const world = await createWorld(12);
    const since = await readThenWait(world);
    for (const number of [1, 2, 3, 6, 9]) {
      world.simulator.store.editCustomer(c(number), { CustomerName: `Renamed ${number}` });
    }
    world.simulator.faults.add({ kind: 'earlyEnd', entity: 'CustomerLocation', times: null });
    expect((await changesSince(world, since)).summary.complete).toBe(false);
  });

  it('names the form that may not be read', async () => {
    const world = await createWorld(3);
    world.simulator.faults.add({ kind: 'forbidden', entity: 'Contact' });
    await expect(changesSince(world, iso(start))).rejects.toMatchObject({
      code: 'ERP_NO_RIGHTS',
      params: { form: 'the form Contacts (CR302000)' },
    });
  });
});

describe('what a reading of changes costs', () => {
  it('is under 60 requests for 50 changed customers of many', async () => {
    const world = await createWorld(2000);
    const since = await readThenWait(world);
    const { store } = world.simulator;
    for (let index = 1; index <= 50; index += 1) {
      const number = c(index * 39);
      if (index % 5 === 0) store.addLocation(number, { LocationName: 'New depot' });
      else if (index % 5 === 1) store.addPerson({ LastName: 'Helper', BusinessAccount: number });
      else store.editCustomer(number, { CustomerName: `Renamed ${index}` });
    }
    world.simulator.resetCounters();
    const { numbers, summary } = await changesSince(world, since);
    expect(numbers).toHaveLength(50);
    expect(summary.complete).toBe(true);
    // Signing in again after a day is among them.
    expect(world.simulator.counters.requests).toBeLessThan(60);
  });
});
