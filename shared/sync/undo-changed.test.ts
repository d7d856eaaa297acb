/** Taking a run back: what it changed or took away is as it was, and what anybody edited since stays. */
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  makeAddress,
  type CommitWorld,
  type WorldParts,
} from '../../tests/support/commit-world.ts';
import {
  erpKey,
  linkedMia,
  lookAt,
  mia,
  notesOf,
  rowOfMia,
  setValues,
  shopifyKey,
  withTane,
  type Before,
} from '../../tests/support/undo-world.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import type { Location, Party, Side } from '../domain/party.ts';
import { hasEnded } from './link-end.ts';
import type { Operation } from './operation-types.ts';
import type { EarlierUndo } from './undo-facts.ts';
import { undoParts } from './undo-parts.ts';

/** Everything the run did is gone, and the next preview shows row by row what it showed before. */
async function expectAsBefore(world: CommitWorld, before: Before): Promise<void> {
  expect(await lookAt(world)).toEqual(before);
}

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

  it('a location that was edited since stays as a whole: no address is half old and half new', async () => {
    const world = await linkedMia({}, 11, 12);
    const setPlace = (side: Side, key: string, values: Partial<Location['values']>) =>
      world[side].edit(side === 'erp' ? erpKey : shopifyKey, (party) => ({
        ...party,
        locations: party.locations.map((place) =>
          place.key === key ? { ...place, values: { ...place.values, ...values } } : place,
        ),
      }));
    setPlace('shopify', addressKey(12), { address2: 'Unit 4', postcode: '2010' });
    await world.prepare();
    const run = await world.commit();
    setPlace('erp', 'L000001', { city: 'Newtown' });
    expect(await notesOf(world, run)).toEqual([Array(3).fill('kept undoKeptLocation')]);
  });

  it('what a later run agreed on stays agreed', async () => {
    const world = await linkedMia();
    setValues(world, 'shopify', { lastName: 'Tran' });
    await world.prepare();
    const run = await world.commit();
    const phone = '+61299998888';
    setValues(world, 'shopify', { phone });
    await world.sync();
    await world.undo(run.id);
    expect((await world.ledger.links())[0]?.agreed.phone).toEqual({ erp: phone, shopify: phone });
    await world.prepare();
    const [row] = await world.rows();
    expect(row?.fields.map(({ field, action }) => [field, action])).toEqual([['lastName', 'writeErp']]);
  });

  it('an address that became the default as the former one went is nobody\u2019s choice; one that a person chose stays', () => {
    const [first, second] = [
      makeAddress(addressKey(11), 11, { isDefault: true }),
      makeAddress(addressKey(12), 12),
    ];
    const after = shopifyParty(1, { ...mia, locations: [first, second] });
    const writes = [first, second].map(({ key }) => ({
      operation: { side: 'shopify', kind: 'createLocation', payload: null } as unknown as Operation,
      createdKey: key,
    }));
    const before = { ...after, locations: [] };
    const asDefault = { ...second, isDefault: true };
    const removed = { ...after, locations: [asDefault] };
    const chosen = { ...after, locations: [{ ...first, isDefault: false }, asDefault] };
    const fates = (now: Party, earlierUndo?: EarlierUndo) =>
      undoParts(
        {
          side: 'shopify',
          written: { before, after, writes, ...(earlierUndo === undefined ? {} : { earlierUndo }) },
          now,
          people: { records: new Map(), companies: new Map() },
          isUnread: () => false,
        },
        createTestIds(),
      ).map(({ fate, note: { code } }) => `${fate} ${code}`);
    expect(fates(chosen)).toEqual(['reversed undoDeletesAddress', 'kept undoKeptLocation']);
    // An earlier undo removed the former one, and Shopify chose this one by itself.
    expect(fates(removed, { found: after, left: removed })).toEqual(['reversed undoDeletesAddress']);
    expect(fates(removed, { found: chosen, left: removed })).toEqual(['kept undoKeptLocation']);
    // Somebody removed the former one: perhaps after choosing this one, and nothing tells.
    expect(fates(removed)).toEqual(['kept undoKeptLocation']);
    expect(fates(removed, { found: after, left: after })).toEqual(['kept undoKeptLocation']);
  });

  it('a kind of write that the undo does not know is never taken back by guessing', () => {
    const party = erpParty(1, mia);
    const operation = { side: 'erp', kind: 'somethingNew', payload: null } as unknown as Operation;
    const written = { before: party, after: party, writes: [{ operation, createdKey: null }] };
    expect(
      undoParts(
        {
          side: 'erp',
          written,
          now: party,
          people: { records: new Map(), companies: new Map() },
          isUnread: () => false,
        },
        createTestIds(),
      ),
    ).toMatchObject([{ fate: 'kept', note: { code: 'undoNotKnown' } }]);
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

  it.each(['erp', 'shopify'] as const)(
    'ADR 18 a default that %s was to decide goes back, and the question is asked again',
    async (winner) => {
      const world = await linkedMia({}, 11, 12, 13);
      const choose = (side: Side, chosen: number) =>
        world[side].edit(side === 'erp' ? erpKey : shopifyKey, (party) => ({
          ...party,
          locations: party.locations.map((each, index) => ({ ...each, isDefault: index === chosen })),
        }));
      choose('erp', 1);
      choose('shopify', 2);
      const before = await lookAt(world);
      expect(before.rows).toMatchObject([{ verb: 'conflict', target: 'none' }]);
      await world.decide(await rowOfMia(world), { choices: { default: winner } });
      const run = await world.commit();
      const written = winner === 'erp' ? 'shopify' : 'erp';
      expect(run.counts).toMatchObject({ failed: 0, written: { erp: 0, shopify: 0, [written]: 1 } });
      const index = winner === 'erp' ? 1 : 2;
      for (const side of ['erp', 'shopify'] as const) {
        expect(world[side].parties()[0]?.locations.findIndex(({ isDefault }) => isDefault)).toBe(index);
      }
      expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 1, conflict: 0 });
      await world.undo(run.id);
      await expectAsBefore(world, before);
      expect((await world.ledger.latestPlan())?.totals.needPerson).toBe(1);
    },
  );

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

  it('a location that the run made stays where the ERP has no other default any more', async () => {
    const world = await linkedMia({}, 11);
    world.shopify.edit(shopifyKey, (party) => ({
      ...party,
      locations: [
        ...party.locations.map((location) => ({ ...location, isDefault: false })),
        makeAddress(addressKey(13), 13, { isDefault: true }),
      ],
    }));
    await world.prepare();
    const run = await world.commit();
    world.erp.edit(erpKey, (party) => ({
      ...party,
      locations: party.locations.map((location) =>
        location.isDefault ? location : { ...location, active: false },
      ),
    }));
    expect(await notesOf(world, run)).toEqual([['kept undoKeptDefaultGone', 'kept undoKeptDefaultNeeded']]);
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
    expect(await notesOf(world, run)).toEqual([['reversed undoAgreed']]);
    const undone = await world.undo(run.id);
    expect(undone.counts).toMatchObject({ written: { erp: 0, shopify: 0 }, failed: 0 });
    expect(world.shopify.party(shopifyKey)?.locations).toHaveLength(2);
  });

  it.each(['active', 'onHold'] as const)(
    'R32 an ended link holds again, and the customer has the status %s it had',
    async (status) => {
      const world = await linkedMia(withTane, 11, 12);
      world.erp.edit(erpKey, (party) => ({ ...party, status }));
      world.shopify.remove(shopifyKey);
      const before = await lookAt(world);
      const links = await world.ledger.links();
      await world.decide(await rowOfMia(world), { deletion: 'endLinkAndDeactivate' });
      const run = await world.commit();
      expect(world.erp.party(erpKey)?.status).toBe('inactive');
      expect((await world.ledger.links()).some(hasEnded)).toBe(true);
      expect(await notesOf(world, run)).toEqual([['reversed undoStatus', 'reversed undoRelinks']]);
      await world.undo(run.id);
      const agreedAt = expect.any(String) as string;
      expect(await world.ledger.links()).toEqual(links.map((link) => ({ ...link, agreedAt })));
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
