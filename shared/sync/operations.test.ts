import { describe, expect, it } from 'vitest';
import { createCommitWorld, addressKey, makeAddress } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import type { Party } from '../domain/party.ts';
import { newProfile } from '../domain/settings.ts';
import { operationSettingsOf, type OperationSettings, workOf } from './operations.ts';
import { noDecision, type Decision, type PlanRow } from './plan.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const addresses = [makeAddress(addressKey(11), 11, { isDefault: true }), makeAddress(addressKey(12), 12)];
const locations = [makeAddress('MAIN', 11, { isDefault: true, inherits: true }), makeAddress('L000001', 12)];

/** The only row of a preview of these records, and what it would do. */
async function planned(erp: readonly Party[], shopify: readonly Party[], linked = false) {
  const world = createCommitWorld({ erp, shopify });
  if (linked) await world.sync();
  const settings = operationSettingsOf(world.profile);
  return {
    world,
    row: async (): Promise<PlanRow> => {
      await world.prepare();
      const [row] = await world.rows();
      if (row === undefined) throw new Error('no row');
      return row;
    },
    operations: async (decision: Decision | null = null, change: Partial<OperationSettings> = {}) => {
      const plan = await world.prepare();
      const [row] = await world.rows();
      const found = await world.ledger.planRow(plan.id, row?.id ?? '');
      if (found === null) throw new Error('no row');
      return workOf(found.row, found.records, decision, { ...settings, ...change })?.operations ?? [];
    },
  };
}

const kinds = (operations: readonly { readonly side: string; readonly kind: string }[]) =>
  operations.map(({ side, kind }) => `${kind} ${side}`);

describe('the writes of a row', () => {
  it('makes an ERP customer with MAIN in one write, then the further locations', async () => {
    const { operations } = await planned([], [shopifyParty(1, { ...mia, locations: addresses })]);
    const writes = await operations();
    expect(kinds(writes)).toEqual(['createCustomer erp', 'createLocation erp']);
    expect(writes[0]?.payload).toMatchObject({
      accountName: 'Mia Nguyen',
      externalReference: '1 - Harbour',
      main: { address1: '11 Wharf Street' },
    });
    expect(writes[1]?.payload).toMatchObject({ externalReference: '12 - Harbour', makeDefault: false });
  });

  it('makes a Shopify customer and its addresses, the default first', async () => {
    const { operations } = await planned([erpParty(1, { ...mia, locations })], []);
    const writes = await operations();
    expect(kinds(writes)).toEqual([
      'createCustomer shopify',
      'createLocation shopify',
      'createLocation shopify',
    ]);
    expect(writes.slice(1).map(({ payload }) => payload)).toMatchObject([
      { values: { address1: '11 Wharf Street' }, makeDefault: true, key: null, externalReference: null },
      { values: { address1: '12 Wharf Street' }, makeDefault: false, key: null, externalReference: null },
    ]);
  });

  it('R28 names the store as the ERP\u2019s own record of it does, else as the shop calls itself', () => {
    const profile = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
    const named = (erpStoreName: string | null) =>
      operationSettingsOf({ ...profile, seen: { ...profile.seen, shopName: 'Harbour & Pine', erpStoreName } })
        .storeName;
    expect(named('HARBOUR WEB')).toBe('HARBOUR WEB');
    expect(named(null)).toBe('Harbour & Pine');
  });

  it('R28 writes no external reference where the store has no name, and keeps one that is there', async () => {
    const { operations } = await planned([], [shopifyParty(1, mia)]);
    expect((await operations(null, { storeName: null }))[0]?.payload).toMatchObject({
      externalReference: null,
    });
    const kept = await planned(
      [erpParty(1, { ...mia, lastName: 'Le', externalReference: '99 - Other' })],
      [shopifyParty(1, mia)],
    );
    const [update] = await kept.operations({
      ...noDecision,
      choices: { lastName: 'shopify', firstName: 'shopify' },
    });
    expect(update?.payload).toEqual({ values: { lastName: 'Nguyen' }, accountName: 'Mia Nguyen' });
  });

  it('does nothing for a row that waits, was left out, or lets the link alone be saved', async () => {
    const conflict = await planned([erpParty(1, { ...mia, lastName: 'Le' })], [shopifyParty(1, mia)]);
    expect(await conflict.operations()).toEqual([]);
    expect(await conflict.operations({ ...noDecision, choices: { firstName: 'erp' } })).toEqual([]);
    const create = await planned([], [shopifyParty(1, mia)]);
    expect(await create.operations({ ...noDecision, include: false })).toEqual([]);
    const link = await planned([erpParty(1, mia)], [shopifyParty(1, mia)]);
    expect(await link.operations()).toEqual([]);
  });

  it('writes a chosen conflict only where the direction goes, and in the form the system takes', async () => {
    const { operations } = await planned(
      [erpParty(1, { ...mia, phone: '(02) 9374 4000' })],
      [shopifyParty(1, { ...mia, phone: '+61412345678' })],
    );
    const erpWins = { ...noDecision, choices: { phone: 'erp' as const } };
    const [write] = await operations(erpWins);
    expect(write).toMatchObject({ side: 'shopify', payload: { values: { phone: '+61293744000' } } });
    expect(await operations(erpWins, { direction: 'import' })).toEqual([]);
    const unreadable = await planned(
      [erpParty(1, { ...mia, phone: 'at the desk' })],
      [shopifyParty(1, { ...mia, phone: '+61412345678' })],
    );
    expect(await unreadable.operations(erpWins)).toEqual([]); // R5: left out, not cleared
  });

  it('L11 takes nothing away unasked, and never the only active location', async () => {
    const { world, row, operations } = await planned(
      [erpParty(1, { ...mia, locations })],
      [shopifyParty(1, { ...mia, locations: addresses })],
      true,
    );
    world.shopify.edit('gid://shopify/Customer/1', (party) => ({ ...party, locations: [] }));
    const asked = await row();
    expect(asked.locations.filter(({ proposed }) => proposed).length).toBeGreaterThan(0);
    expect(await operations()).toEqual([]);
    const approved = await operations(null, { approveDeactivations: true });
    expect(approved).toMatchObject([{ side: 'erp', kind: 'removeLocation', payload: { key: 'L000001' } }]);
  });

  it('R27 makes a customer again without its locations where they are not synchronised', async () => {
    const others = [erpParty(2, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' })];
    const { world, operations } = await planned(
      [...others, erpParty(1, { ...mia, locations })],
      [
        shopifyParty(2, { firstName: 'Ida', lastName: 'Berg', email: 'ida@example.com' }),
        shopifyParty(1, { ...mia, locations: addresses }),
      ],
      true,
    );
    world.shopify.remove('gid://shopify/Customer/1');
    world.shopify.remove('gid://shopify/Customer/2');
    world.shopify.put(shopifyParty(3, { firstName: 'Zoe', lastName: 'Zed', email: 'zoe@example.com' }));
    const again = { ...noDecision, deletion: 'createAgain' as const };
    expect(await operations(null)).toEqual([]);
    const whole = await operations(again);
    expect(kinds(whole)[0]).toBe('createCustomer shopify');
    expect(kinds(await operations(again, { withLocations: false }))).toEqual(['createCustomer shopify']);
    expect(await operations(again, { direction: 'import' })).toEqual([]);
  });
});
