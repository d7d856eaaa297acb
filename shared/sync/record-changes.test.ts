import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, makeAddress, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import {
  customerFields,
  locationFields,
  type FieldValue,
  type Location,
  type Party,
} from '../domain/party.ts';
import { changeSentence } from '../domain/record-change.ts';
import { fieldLabel } from '../mapping/field-rules.ts';
import { partyHash } from './hashes.ts';
import type { PlanRow } from './plan.ts';
import { recordChanges, rowChanges } from './record-changes.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const sentences = (before: Party, now: Party) =>
  recordChanges(before, now).map((change) => changeSentence(change, fieldLabel));

describe('what changed in a record', () => {
  it('says each value as it was and as it is, and which system it is in', () => {
    const before = shopifyParty(1, mia);
    const now = { ...before, values: { ...before.values, email: 'mia.n@example.com', firstName: null } };
    expect(sentences(before, now)).toEqual([
      'First name in Shopify was "Mia" in your preview and is empty now.',
      'E-mail in Shopify was "mia@example.com" in your preview and is "mia.n@example.com" now.',
    ]);
  });

  it('names locations by their address, and those that came or went as a whole', () => {
    const before = erpParty(1, { ...mia, locations: [makeAddress('MAIN', 1, { isDefault: true })] });
    const moved = makeAddress('MAIN', 1, { isDefault: true });
    const now = {
      ...before,
      locations: [
        { ...moved, values: { ...moved.values, postcode: '2009' } },
        makeAddress('L000001', 2, { active: false }),
      ],
    };
    expect(sentences(before, now)).toEqual([
      'Postcode of 1 Wharf Street, Sydney in MYOB was "2000" in your preview and is "2009" now.',
      '2 Wharf Street, Sydney was added in MYOB since your preview.',
    ]);
    expect(sentences(now, before).at(-1)).toBe(
      '2 Wharf Street, Sydney was removed in MYOB since your preview.',
    );
  });

  it('has something to say exactly where the content hash differs: no stale row is without a reason', () => {
    const value = fc.option(fc.constantFrom('a', 'b', ''), { nil: null });
    const flag = fc.boolean();
    const valuesOf = <F extends string>(fields: readonly F[]) =>
      fc.record(Object.fromEntries(fields.map((field) => [field, value]))) as fc.Arbitrary<
        Record<F, FieldValue>
      >;
    const place = fc
      .record({ key: fc.constantFrom('MAIN', 'L1', 'L2'), values: valuesOf(locationFields), name: value })
      .chain((known) =>
        fc
          .record({ isDefault: flag, active: flag, inherits: flag })
          .map((traits): Location => makeLocation(known.key, known.values, { ...traits, name: known.name })),
      );
    const party = fc
      .record({
        values: valuesOf(customerFields),
        accountName: value,
        status: fc.constantFrom('active' as const, 'onHold' as const),
        isGuest: flag,
        locations: fc.uniqueArray(place, { selector: ({ key }) => key, maxLength: 3 }),
        // Not content: neither hash nor changes may look at them.
        revision: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'),
        externalReference: value,
      })
      .map((parts): Party => ({ ...erpParty(1), ...parts }));
    const ids = createTestIds();
    const near = party.chain((one) =>
      fc.record({
        one: fc.constant(one),
        other: fc.oneof(fc.constant({ ...one, revision: 'later' }), party),
      }),
    );
    fc.assert(
      fc.property(near, ({ one, other }) => {
        const differs = partyHash(one, ids) !== partyHash(other, ids);
        expect(recordChanges(one, other).length > 0).toBe(differs);
      }),
    );
  });

  it('compares a record with itself only, never with the one that took its place', () => {
    const [one, other] = [shopifyParty(1, mia), shopifyParty(2, { ...mia, email: 'else@example.com' })];
    expect(
      rowChanges({ erp: null, shopify: one, candidates: [] }, { erp: null, shopify: other, candidates: [] }),
    ).toEqual([]);
  });
});

/** Mia is linked; then her phone is changed in MYOB, and her e-mail in Shopify after the preview. */
async function staleWorld(): Promise<CommitWorld> {
  const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
  await world.sync();
  world.erp.edit(erpParty(1).key, (party) => ({
    ...party,
    values: { ...party.values, phone: '+61412345678' },
  }));
  await world.prepare();
  world.shopify.edit('gid://shopify/Customer/1', (party) => ({
    ...party,
    values: { ...party.values, email: 'mia.n@example.com' },
  }));
  return world;
}

const emailChange = {
  side: 'shopify',
  location: null,
  member: 'email',
  before: 'mia@example.com',
  now: 'mia.n@example.com',
} as const;

async function onlyRow(world: CommitWorld): Promise<PlanRow | undefined> {
  return (await world.rows())[0];
}

describe('L3 a row that a run came too late for', () => {
  it('says what changed since the preview: on the row, in its record, and in the next preview', async () => {
    const world = await staleWorld();
    const run = await world.commit();
    expect(run.counts).toMatchObject({ stale: 1, failed: 0, written: { erp: 0, shopify: 0 } });
    expect((await onlyRow(world))?.ended).toMatchObject({ status: 'stale', changes: [emailChange] });
    expect(await world.records()).toMatchObject([{ status: 'stale', changes: [emailChange] }]);

    await world.prepare();
    expect((await onlyRow(world))?.changedSince).toEqual([emailChange]);
  });

  it('goes on saying so in later previews, until the record changes again or is written', async () => {
    const world = await staleWorld();
    await world.commit();
    await world.prepare();
    await world.prepare();
    expect((await onlyRow(world))?.changedSince).toEqual([emailChange]);

    world.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...party,
      values: { ...party.values, lastName: 'Nguyen-Smith' },
    }));
    await world.prepare();
    expect((await onlyRow(world))?.changedSince).toMatchObject([{ member: 'lastName', before: 'Nguyen' }]);

    const run = await world.commit();
    expect(run.counts).toMatchObject({ stale: 0, failed: 0 });
    expect((await world.records())[0]?.changes).toBeUndefined();
    await world.prepare();
    expect((await onlyRow(world))?.changedSince).toBeUndefined();
  });

  it('says nothing of a record that is as the preview showed it again', async () => {
    const world = await staleWorld();
    await world.commit();
    world.shopify.edit('gid://shopify/Customer/1', (party) => ({
      ...party,
      values: { ...party.values, email: 'mia@example.com' },
    }));
    await world.prepare();
    expect((await onlyRow(world))?.changedSince).toBeUndefined();
  });
});
