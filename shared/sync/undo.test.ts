/** Taking a run back: what it made goes, what it changed is as it was, and what anybody edited since stays. */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
  type WorldParts,
} from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../domain/app-error.ts';
import { joinName, type Party, type Side } from '../domain/party.ts';
import { hasEnded } from './link-end.ts';
import { noDecision, type PlanRow } from './plan.ts';
import type { Run } from './ports.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz', phone: '+6493001234' };

const erpPlaces = (...numbers: readonly number[]) =>
  numbers.map((number, index) =>
    makeAddress(index === 0 ? 'MAIN' : `L00000${index}`, number, {
      isDefault: index === 0,
      inherits: index === 0,
      name: index === 0 ? 'Primary Location' : null,
    }),
  );
const shopifyPlaces = (...numbers: readonly number[]) =>
  numbers.map((number, index) => makeAddress(addressKey(number), number, { isDefault: index === 0 }));

const erpKey = erpParty(1).key;
const shopifyKey = 'gid://shopify/Customer/1';

/** Mia in both systems, linked and in agreement, with these places. */
async function linkedMia(parts: WorldParts = {}, ...places: readonly number[]): Promise<CommitWorld> {
  const world = createCommitWorld({
    ...parts,
    erp: [erpParty(1, { ...mia, locations: erpPlaces(...places) }), ...(parts.erp ?? [])],
    shopify: [shopifyParty(1, { ...mia, locations: shopifyPlaces(...places) }), ...(parts.shopify ?? [])],
  });
  await world.sync();
  return world;
}

/** Somebody else, so that no side is ever empty. */
const withTane: WorldParts = { erp: [erpParty(2, tane)], shopify: [shopifyParty(2, tane)] };

async function rowOfMia(world: CommitWorld): Promise<string> {
  return (await world.rows()).find(({ erp, shopify }) => (erp ?? shopify)?.name === 'Mia Nguyen')?.id ?? '';
}

/** As a person does: Shopify's display name follows by itself. */
function setValues(world: CommitWorld, side: Side, values: Partial<Party['values']>): void {
  world[side].edit(side === 'erp' ? erpKey : shopifyKey, (party) => {
    const edited = { ...party.values, ...values };
    const accountName = side === 'erp' ? party.accountName : joinName(edited.firstName, edited.lastName);
    return { ...party, values: edited, accountName };
  });
}

/** What a preview shows, without what only runs add to it. */
async function previewOf(world: CommitWorld): Promise<readonly PlanRow[]> {
  await world.prepare();
  return (await world.rows()).map((row) => ({ ...row, decision: null }));
}

interface Before {
  readonly rows: readonly PlanRow[];
  readonly erp: readonly string[];
  readonly shopify: readonly string[];
}

async function lookAt(world: CommitWorld): Promise<Before> {
  const rows = await previewOf(world);
  return { rows, erp: contentOf(world.erp, 'erp'), shopify: contentOf(world.shopify, 'shopify') };
}

async function notesOf(world: CommitWorld, run: Run): Promise<readonly (readonly string[])[]> {
  const rows = await world.rowsOf(await world.prepareUndo(run.id));
  return rows.map(({ undo }) => [
    ...(undo?.parts ?? []).map(({ fate, note }) => `${fate} ${note.code}`),
    ...(undo?.link === null || undo === undefined ? [] : [`${undo.link.fate} ${undo.link.note.code}`]),
  ]);
}

/** Everything the run did is gone, and the next preview shows row by row what it showed before. */
async function expectAsBefore(world: CommitWorld, before: Before): Promise<void> {
  expect(await lookAt(world)).toEqual(before);
}

describe('what a run made', () => {
  it.each(['erp', 'shopify'] as const)('R15 a customer that it made in %s is deleted again', async (made) => {
    const world = createCommitWorld(
      made === 'erp'
        ? { shopify: [shopifyParty(1, { ...mia, locations: shopifyPlaces(11, 12) })] }
        : { erp: [erpParty(1, { ...mia, locations: erpPlaces(11, 12) })] },
    );
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world[made].parties()).toHaveLength(1);

    const plan = await world.prepareUndo(run.id);
    expect(plan).toMatchObject({
      undoes: { runId: run.id, startedAt: run.startedAt },
      rowCount: 1,
      totals: { byVerb: { reverse: 1, keep: 0 }, deletes: { [made]: 1 } },
    });
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({
      state: 'finished',
      undoes: { runId: run.id, rows: 1, reversed: 1 },
      counts: { written: { [made]: 1 }, failed: 0, stale: 0, waiting: 0 },
    });
    expect(await world.ledger.links()).toEqual([]);
    await expectAsBefore(world, before);
  });

  it('R15 a customer that the ERP uses on documents is set Inactive instead, and that is said before', async () => {
    const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    const [made] = world.erp.parties();
    world.erp.useOnDocument(made?.key ?? '');
    expect(await notesOf(world, run)).toEqual([['reversed undoDeletesErp', 'reversed undoUnlinks']]);
    const plan = await world.prepareUndo(run.id);
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ undoes: { reversed: 1 }, counts: { written: { erp: 1 }, failed: 0 } });
    expect(world.erp.parties()[0]?.status).toBe('inactive');
    // L12: afterwards it is said what was done, not what was tried.
    expect((await world.rowsOf(plan))[0]?.ended).toMatchObject({
      status: 'processed',
      operation: 'Taken back: Set Inactive in MYOB',
    });
    // It is still there, so it is not made a second time: it stands beside the other as any inactive customer does.
    await world.prepare();
    expect((await world.rows()).map(({ verb }) => verb)).toEqual(['filtered']);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it.each([
    ['orders', 'undoKeptOrders'],
    ['note', 'undoKeptAdditions'],
    ['tags', 'undoKeptAdditions'],
    ['account', 'undoKeptAdditions'],
  ] as const)(
    'R15 a Shopify customer that has got %s since stays, and so does its link',
    async (what, code) => {
      const world = createCommitWorld({ erp: [erpParty(1, mia)] });
      await world.prepare();
      const run = await world.commit();
      world.shopify.edit(world.shopify.parties()[0]?.key ?? '', (party) => ({ ...party, attached: [what] }));
      expect(await notesOf(world, run)).toEqual([[`kept ${code}`, 'kept undoKeptLink']]);
      await expect(world.undo(run.id)).rejects.toMatchObject({ code: 'PLAN_NOTHING_TO_DO' });
      expect(world.shopify.parties()).toHaveLength(1);
      expect(await world.ledger.links()).toHaveLength(1);
    },
  );

  it('R15 the first order between the preview of the undo and its writing keeps the customer', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)] });
    await world.prepare();
    const run = await world.commit();
    const plan = await world.prepareUndo(run.id);
    // Orders are no content that is synchronised, so only the refusal tells.
    world.shopify.edit(world.shopify.parties()[0]?.key ?? '', (party) => ({
      ...party,
      attached: ['orders'],
    }));
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ undoes: { rows: 1, reversed: 0 }, counts: { stale: 1, failed: 0 } });
    const [row] = await world.rowsOf(plan);
    expect(row?.ended).toMatchObject({
      status: 'stale',
      operation: 'Nothing taken back',
      cause: { code: 'CUSTOMER_HAS_ORDERS' },
    });
    expect(await world.ledger.links()).toHaveLength(1);
  });

  it.each(['erp', 'shopify'] as const)(
    'a customer made in %s and edited there since is kept',
    async (made) => {
      const world = createCommitWorld(
        made === 'erp' ? { shopify: [shopifyParty(1, mia)] } : { erp: [erpParty(1, mia)] },
      );
      await world.prepare();
      const run = await world.commit();
      world[made].edit(world[made].parties()[0]?.key ?? '', (party) => ({
        ...party,
        values: { ...party.values, lastName: 'Tran' },
      }));
      expect(await notesOf(world, run)).toEqual([['kept undoKeptCustomer', 'kept undoKeptLink']]);
    },
  );

  it('a link that it made is removed, and nothing is written', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    const before = await lookAt(world);
    const run = await world.commit();
    expect(run.counts).toMatchObject({ linked: 1 });
    const writes = world.writes();
    const plan = await world.prepareUndo(run.id);
    const [row] = await world.rowsOf(plan);
    // Nobody was read for it, so its name comes from the history.
    expect(row?.undo).toMatchObject({ name: 'Mia Nguyen', number: 'C000001', parts: [] });
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { linked: 1 }, undoes: { reversed: 1 } });
    expect(world.writes()).toBe(writes);
    await expectAsBefore(world, before);
  });

  it.each(['erp', 'shopify'] as const)('a location that it made in %s is deleted', async (made) => {
    const world = await linkedMia({}, 11, 12);
    const other = made === 'erp' ? 'shopify' : 'erp';
    world[other].edit(other === 'erp' ? erpKey : shopifyKey, (party) => ({
      ...party,
      locations: [...party.locations, makeAddress(other === 'erp' ? 'L000009' : addressKey(13), 13)],
    }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world[made].parties()[0]?.locations).toHaveLength(3);
    await world.undo(run.id);
    expect(world[made].parties()[0]?.locations).toHaveLength(2);
    await expectAsBefore(world, before);
  });

  it('a location that the ERP uses on documents is set Inactive instead', async () => {
    const world = await linkedMia({}, 11);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: [...party.locations, makeAddress(addressKey(13), 13)],
    }));
    await world.prepare();
    const run = await world.commit();
    const made = world.erp.parties()[0]?.locations.find(({ key }) => key !== 'MAIN');
    world.erp.useOnDocument(erpKey, made?.key ?? '');
    const undone = await world.undo(run.id);
    expect(undone.counts).toMatchObject({ failed: 0, written: { erp: 1 } });
    expect(world.erp.party(erpKey)?.locations.map(({ key, active }) => [key, active])).toEqual([
      ['MAIN', true],
      [made?.key, false],
    ]);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
  });

  it('a location that it made and somebody edited stays, the rest of the row does not', async () => {
    const world = await linkedMia({}, 11);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Tran' },
      locations: [...party.locations, makeAddress(addressKey(13), 13)],
    }));
    await world.prepare();
    const run = await world.commit();
    world.erp.edit(erpKey, (party) => ({
      ...party,
      locations: party.locations.map((location) =>
        location.key === 'MAIN' ? location : { ...location, values: { ...location.values, city: 'Perth' } },
      ),
    }));
    await world.undo(run.id);
    const erp = world.erp.party(erpKey);
    expect(erp?.values.lastName).toBe('Nguyen');
    expect(erp?.locations.map(({ values }) => values.city)).toEqual(['Sydney', 'Perth']);
    const [link] = await world.ledger.links();
    expect(link?.locations).toHaveLength(2);
    expect(link?.agreed.lastName).toEqual({ erp: 'Nguyen', shopify: 'Nguyen' });
  });
});

describe('what a run changed', () => {
  it.each(['erp', 'shopify'] as const)(
    'values in %s go back, cleared ones too, in one update',
    async (written) => {
      const world = await linkedMia({}, 11);
      setValues(world, 'erp', { phone: '+61299998888' });
      setValues(world, 'shopify', { phone: '+61299998888' });
      await world.prepare();
      const edited = written === 'erp' ? 'shopify' : 'erp';
      setValues(world, edited, { lastName: 'Tran', phone: null });
      const before = await lookAt(world);
      const run = await world.commit();
      expect(world[written].parties()[0]?.values).toMatchObject({ lastName: 'Tran', phone: null });
      const writes = world.writes();
      const undone = await world.undo(run.id);
      expect(world.writes()).toBe(writes + 1);
      expect(undone.counts.written).toEqual({ erp: 0, shopify: 0, [written]: 1 });
      await expectAsBefore(world, before);
    },
  );

  it('R29 the account name and the reference of the ERP go back with the name', async () => {
    const world = await linkedMia();
    setValues(world, 'shopify', { lastName: 'Tran' });
    await world.prepare();
    const run = await world.commit();
    expect(world.erp.party(erpKey)).toMatchObject({
      accountName: 'Mia Tran',
      externalReference: '1 - Harbour',
    });
    await world.undo(run.id);
    expect(world.erp.party(erpKey)).toMatchObject({ accountName: 'Mia Nguyen', externalReference: null });
  });

  it('a value that was edited since stays, and the next preview passes that edit on', async () => {
    const world = await linkedMia();
    setValues(world, 'shopify', { lastName: 'Tran', firstName: 'Maya' });
    await world.prepare();
    const run = await world.commit();
    setValues(world, 'erp', { lastName: 'Singh' });
    expect(await notesOf(world, run)).toEqual([
      [
        'reversed undoValue',
        'kept undoKeptValue',
        'reversed undoValue',
        'reversed undoBlank',
        'reversed undoAgreed',
      ],
    ]);
    await world.undo(run.id);
    expect(world.erp.party(erpKey)?.values).toMatchObject({ firstName: 'Mia', lastName: 'Singh' });
    await world.prepare();
    const [row] = await world.rows();
    expect(row?.fields.map(({ field, action }) => [field, action])).toEqual([
      ['firstName', 'writeErp'],
      ['lastName', 'writeShopify'],
    ]);
  });

  it('values of a location go back', async () => {
    const world = await linkedMia({}, 11, 12);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: party.locations.map((location) => ({
        ...location,
        values: { ...location.values, address2: 'Unit 4', postcode: null },
      })),
    }));
    const before = await lookAt(world);
    const run = await world.commit();
    await world.undo(run.id);
    await expectAsBefore(world, before);
  });

  it('a row that flowed both ways goes back on both sides', async () => {
    const world = await linkedMia({}, 11);
    setValues(world, 'shopify', { lastName: 'Tran' });
    setValues(world, 'erp', { phone: '+61299998888' });
    const before = await lookAt(world);
    const run = await world.commit();
    expect(run.counts.written).toEqual({ erp: 1, shopify: 1 });
    const undone = await world.undo(run.id);
    expect(undone).toMatchObject({
      counts: { written: { erp: 1, shopify: 1 } },
      undoes: { rows: 1, reversed: 1 },
    });
    await expectAsBefore(world, before);
  });

  it('the default goes back before the location that took its place is deleted', async () => {
    const world = await linkedMia({}, 11, 12);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: [
        ...party.locations.map((location) => ({ ...location, isDefault: false })),
        makeAddress(addressKey(13), 13, { isDefault: true }),
      ],
    }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world.erp.party(erpKey)?.locations.find(({ isDefault }) => isDefault)?.values.address1).toBe(
      '13 Wharf Street',
    );
    const writes = world.writes();
    const undone = await world.undo(run.id);
    expect(undone.counts).toMatchObject({ failed: 0 });
    expect(world.erp.writes.slice(writes - world.shopify.writes.length).map(({ kind }) => kind)).toEqual([
      'setDefaultLocation',
      'deleteLocation',
    ]);
    await expectAsBefore(world, before);
  });

  it('a default that was chosen since stays, and so does the location that has it', async () => {
    const world = await linkedMia({}, 11, 12);
    const moveDefault = (side: Side, key: string) =>
      world[side].edit(side === 'erp' ? erpKey : shopifyKey, (party) => ({
        ...party,
        locations: party.locations.map((location) => ({ ...location, isDefault: location.key === key })),
      }));
    moveDefault('shopify', addressKey(12));
    await world.prepare();
    const run = await world.commit();
    world.erp.edit(erpKey, (party) => ({
      ...party,
      locations: [
        ...party.locations.map((location) => ({ ...location, isDefault: false })),
        makeAddress('L000009', 19, { isDefault: true }),
      ],
    }));
    expect(await notesOf(world, run)).toEqual([['kept undoKeptDefault']]);
  });
});

describe('what a run took away', () => {
  const approving: WorldParts = { policies: { approveDeactivations: true } };

  it('an inactive location of the ERP is set active again', async () => {
    const world = await linkedMia(approving, 11, 12);
    world.shopify.edit(shopifyKey, (party) => ({ ...party, locations: party.locations.slice(0, 1) }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world.erp.party(erpKey)?.locations[1]?.active).toBe(false);
    expect(await notesOf(world, run)).toEqual([['reversed undoActivatesLocation', 'reversed undoAgreed']]);
    await world.undo(run.id);
    await expectAsBefore(world, before);
  });

  it('a deleted default location of the ERP comes back as the default', async () => {
    const world = await linkedMia(approving, 11, 12);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: party.locations.slice(1).map((location) => ({ ...location, isDefault: true })),
    }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world.erp.party(erpKey)?.locations.map(({ active, isDefault }) => [active, isDefault])).toEqual([
      [false, false],
      [true, true],
    ]);
    const undone = await world.undo(run.id);
    expect(undone.counts.failed).toBe(0);
    await expectAsBefore(world, before);
  });

  it('a deleted address of Shopify is made again; it looks the same, and the link follows its new id', async () => {
    const world = await linkedMia(approving, 11, 12);
    world.erp.edit(erpKey, (party) => ({ ...party, locations: party.locations.slice(0, 1) }));
    const before = await lookAt(world);
    const run = await world.commit();
    expect(world.shopify.party(shopifyKey)?.locations).toHaveLength(1);
    await world.undo(run.id);
    const after = await lookAt(world);
    expect(after.shopify).toEqual(before.shopify);
    const [link] = await world.ledger.links();
    const again = world.shopify.party(shopifyKey)?.locations[1]?.key;
    expect(again).not.toBe(addressKey(12));
    expect(link?.locations[1]).toMatchObject({ shopifyKey: again, state: 'linked' });
    // The stated exception: the address has a new id, so the row names it by that. It proposes the same.
    expect(after.rows[0]?.locations.map(({ verb, proposed }) => [verb, proposed])).toEqual(
      before.rows[0]?.locations.map(({ verb, proposed }) => [verb, proposed]),
    );
  });

  it('an address that somebody added again since is enough', async () => {
    const world = await linkedMia(approving, 11, 12);
    world.erp.edit(erpKey, (party) => ({ ...party, locations: party.locations.slice(0, 1) }));
    await world.prepare();
    const run = await world.commit();
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: [...party.locations, makeAddress(addressKey(99), 12)],
    }));
    const undone = await world.undo(run.id);
    expect(undone.counts.written).toEqual({ erp: 0, shopify: 0 });
    expect(world.shopify.party(shopifyKey)?.locations).toHaveLength(2);
  });

  it.each(['active', 'onHold'] as const)(
    'R32 an ended link holds again, and the customer has the status %s it had',
    async (status) => {
      const world = await linkedMia(withTane, 11, 12);
      world.erp.edit(erpKey, (party) => ({ ...party, status }));
      world.shopify.remove(shopifyKey);
      const before = await lookAt(world);
      await world.decide(await rowOfMia(world), { deletion: 'endLinkAndDeactivate' });
      const run = await world.commit();
      expect(world.erp.party(erpKey)?.status).toBe('inactive');
      expect((await world.ledger.links()).some(hasEnded)).toBe(true);
      expect(await notesOf(world, run)).toEqual([['reversed undoStatus', 'reversed undoRelinks']]);
      await world.undo(run.id);
      expect((await world.ledger.links()).some(hasEnded)).toBe(false);
      await expectAsBefore(world, before);
    },
  );

  it('a customer that it made again is deleted, and the link remembers the one that was gone', async () => {
    const world = await linkedMia(withTane, 11, 12);
    world.shopify.remove(shopifyKey);
    const before = await lookAt(world);
    await world.decide(await rowOfMia(world), { deletion: 'createAgain' });
    const run = await world.commit();
    expect(world.shopify.parties()).toHaveLength(2);
    await world.undo(run.id);
    expect(world.shopify.parties()).toHaveLength(1);
    await expectAsBefore(world, before);
  });
});

describe('an undo as a whole', () => {
  async function committed(): Promise<{ world: CommitWorld; run: Run }> {
    const world = createCommitWorld({
      erp: [erpParty(2, tane)],
      shopify: [shopifyParty(1, mia), shopifyParty(3, { lastName: 'Okafor', phone: '+61412345678' })],
    });
    await world.prepare();
    return { world, run: await world.commit() };
  }

  it('L1 L2 the preview writes nothing, and is no preview of customers', async () => {
    const { world, run } = await committed();
    const plan = await world.ledger.latestPlan();
    const writes = world.writes();
    const undo = await world.prepareUndo(run.id);
    expect(world.writes()).toBe(writes);
    expect(await world.ledger.latestPlan()).toEqual(plan);
    expect(await world.ledger.latestUndo(run.id)).toEqual(undo);
    expect(world.erp.reads.all + world.shopify.reads.all).toBe(2);
  });

  it('L12 every row is in one bucket before and after, and left-out rows are kept', async () => {
    const { world, run } = await committed();
    const plan = await world.prepareUndo(run.id);
    const count = async (bucket: 'toReverse' | 'reversed' | 'kept' | 'errored') =>
      (await world.ledger.planRows(plan.id, { bucket, offset: 0, limit: 100 })).total;
    expect(await count('toReverse')).toBe(3);
    const rows = await world.rowsOf(plan);
    const leftOut = rows.find(({ undo }) => undo?.name === 'Mia Nguyen');
    await world.ledger.saveDecisions(
      plan.id,
      new Map([[leftOut?.id ?? '', { ...noDecision, include: false }]]),
      plan.totals,
    );
    const undone = await world.commitUndo(plan);
    expect(undone.undoes).toMatchObject({ rows: 3, reversed: 2 });
    expect([
      await count('toReverse'),
      await count('reversed'),
      await count('kept'),
      await count('errored'),
    ]).toEqual([0, 2, 1, 0]);
    expect(world.erp.parties().map(({ values }) => values.lastName)).toEqual(['Ngata', 'Nguyen']);
  });

  it('takes chosen rows only, and the others at another time', async () => {
    const { world, run } = await committed();
    const rows = await world.rowsOf(await world.prepareUndo(run.id));
    const chosen = rows.find(({ undo }) => undo?.name === 'Mia Nguyen')?.id ?? '';
    const part = await world.prepareUndo(run.id, [chosen]);
    expect(part.rowCount).toBe(1);
    await world.commitUndo(part);
    expect(world.erp.parties()).toHaveLength(2);
    const rest = await world.prepareUndo(run.id);
    expect(rest.totals.byVerb).toMatchObject({ reverse: 2, keep: 1 });
    const kept = (await world.rowsOf(rest)).find(({ verb }) => verb === 'keep');
    expect(kept).toMatchObject({ id: chosen, notes: [{ code: 'undoAlready' }] });
    await world.commitUndo(rest);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
    await expect(world.prepareUndo(run.id, ['row-unknown'])).rejects.toMatchObject({ code: 'ROW_MISSING' });
  });

  it('is refused for another undo, for a run that changed nothing, for one that is too old or not there', async () => {
    const { world, run } = await committed();
    const undone = await world.undo(run.id);
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({ code: 'UNDO_NOTHING_LEFT' });
    await expect(world.prepareUndo(undone.id)).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    await expect(world.prepareUndo('run-unknown')).rejects.toMatchObject({ code: 'RUN_MISSING' });
    await world.ledger.saveRun({ ...run, id: 'run-empty' });
    await expect(world.prepareUndo('run-empty')).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    await world.ledger.saveRun({ ...run, withoutLinkImages: true });
    await expect(world.prepareUndo(run.id)).rejects.toMatchObject({
      code: 'RUN_NOT_UNDOABLE',
      params: { reason: expect.stringContaining('older version') },
    });
  });

  it('L3 a record that changed after the preview of the undo is kept', async () => {
    const { world, run } = await committed();
    const plan = await world.prepareUndo(run.id);
    const made = world.erp.parties().find(({ values }) => values.lastName === 'Nguyen');
    world.erp.edit(made?.key ?? '', (party) => ({
      ...party,
      values: { ...party.values, phone: '+61299998888' },
    }));
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { stale: 1, failed: 0 }, undoes: { rows: 3, reversed: 2 } });
    expect(world.erp.party(made?.key ?? '')?.values.phone).toBe('+61299998888');
  });

  it('L6 one refusal is its own row, and says nothing about the attempts of the sync', async () => {
    const { world, run } = await committed();
    world.shopify.fault = () => new AppError('WRITE_REFUSED', { params: { message: 'not today' } });
    const plan = await world.prepareUndo(run.id);
    const undone = await world.commitUndo(plan);
    expect(undone).toMatchObject({ counts: { failed: 1 }, undoes: { rows: 3, reversed: 2 } });
    world.shopify.fault = null;
    const record = (await world.records()).find(({ name }) => name === 'Tane Ngata');
    expect(record).toMatchObject({ status: 'failed', attempts: 0 });
    const [errored] = (await world.ledger.planRows(plan.id, { bucket: 'errored', offset: 0, limit: 9 }))
      .items;
    expect(errored?.undo?.name).toBe('Tane Ngata');
    // What went wrong can be tried again: the rest of it is still there.
    expect(await world.undo(run.id)).toMatchObject({
      undoes: { rows: 3, reversed: 1 },
      counts: { failed: 0 },
    });
  });

  it('a later run that used a link keeps it; taken back first, it no longer stands in the way', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    const first = await world.sync();
    setValues(world, 'shopify', { lastName: 'Tran' });
    const second = await world.sync();
    expect(await notesOf(world, first)).toEqual([['kept undoKeptLinkUsed']]);
    await world.undo(second.id);
    expect(await notesOf(world, first)).toEqual([['reversed undoUnlinks']]);
    await world.undo(first.id);
    expect(await world.ledger.links()).toEqual([]);
    expect(world.erp.party(erpKey)?.values.lastName).toBe('Nguyen');
  });

  it('a preview that was made before an undo is out of date after it', async () => {
    const { world, run } = await committed();
    await world.prepare();
    await world.undo(run.id);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
  });

  it('of a trial run leaves the rest of the preview to a new one', async () => {
    const world = createCommitWorld({
      shopify: [shopifyParty(1, mia), shopifyParty(3, { lastName: 'Okafor', phone: '+61412345678' })],
    });
    await world.prepare();
    const trial = await world.commit(1);
    await world.undo(trial.id);
    expect(world.erp.parties()).toHaveLength(0);
    await expect(world.commit()).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
    expect((await world.sync()).counts.written).toEqual({ erp: 2, shopify: 0 });
  });

  describe('L5 of a run that was killed', () => {
    async function killedAt(
      fault: 'lostAnswer' | 'lostRequest',
    ): Promise<{ world: CommitWorld; runId: string }> {
      const world = createCommitWorld({ shopify: [shopifyParty(1, mia)] });
      await world.prepare();
      let isDead = false;
      world.erp.fault = () => {
        isDead = true;
        return fault;
      };
      world.ledger.beforeWrite = () => {
        if (isDead) throw new Error('killed');
      };
      await world.commit().catch(() => undefined);
      world.erp.fault = null;
      world.ledger.beforeWrite = null;
      return { world, runId: (await world.ledger.runs())[0]?.id ?? '' };
    }

    it('finds out first what it has written, and takes that back', async () => {
      const { world, runId } = await killedAt('lostAnswer');
      expect(world.erp.parties()).toHaveLength(1);
      await world.undo(runId);
      expect(world.erp.parties()).toHaveLength(0);
      await expect(world.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    });

    it('says that there is nothing to take back where nothing had arrived', async () => {
      const { world, runId } = await killedAt('lostRequest');
      await expect(world.prepareUndo(runId)).rejects.toMatchObject({ code: 'RUN_NOT_UNDOABLE' });
    });
  });
});
