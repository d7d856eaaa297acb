/** Mia in both systems, and ways to look at them before a run and after it was taken back. */
import { joinName, type Party, type Side } from '../../shared/domain/party.ts';
import type { PlanRow } from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import {
  addressKey,
  contentOf,
  createCommitWorld,
  makeAddress,
  type CommitWorld,
  type WorldParts,
} from './commit-world.ts';
import { erpParty, shopifyParty } from './parties.ts';

export const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
export const tane = {
  firstName: 'Tane',
  lastName: 'Ngata',
  email: 'tane@example.co.nz',
  phone: '+6493001234',
};

export const erpPlaces = (...numbers: readonly number[]) =>
  numbers.map((number, index) =>
    makeAddress(index === 0 ? 'MAIN' : `L00000${index}`, number, {
      isDefault: index === 0,
      inherits: index === 0,
      name: index === 0 ? 'Primary Location' : null,
    }),
  );
export const shopifyPlaces = (...numbers: readonly number[]) =>
  numbers.map((number, index) => makeAddress(addressKey(number), number, { isDefault: index === 0 }));

export const erpKey = erpParty(1).key;
export const shopifyKey = 'gid://shopify/Customer/1';

/** Mia in both systems, linked and in agreement, with these places. */
export async function linkedMia(parts: WorldParts = {}, ...places: readonly number[]): Promise<CommitWorld> {
  const world = createCommitWorld({
    ...parts,
    erp: [erpParty(1, { ...mia, locations: erpPlaces(...places) }), ...(parts.erp ?? [])],
    shopify: [shopifyParty(1, { ...mia, locations: shopifyPlaces(...places) }), ...(parts.shopify ?? [])],
  });
  await world.sync();
  return world;
}

/** Somebody else, so that no side is ever empty. */
export const withTane: WorldParts = { erp: [erpParty(2, tane)], shopify: [shopifyParty(2, tane)] };

export async function rowOfMia(world: CommitWorld): Promise<string> {
  return (await world.rows()).find(({ erp, shopify }) => (erp ?? shopify)?.name === 'Mia Nguyen')?.id ?? '';
}

/** As a person does: Shopify's display name follows by itself. */
export function setValues(world: CommitWorld, side: Side, values: Partial<Party['values']>): void {
  world[side].edit(side === 'erp' ? erpKey : shopifyKey, (party) => {
    const edited = { ...party.values, ...values };
    const accountName = side === 'erp' ? party.accountName : joinName(edited.firstName, edited.lastName);
    return { ...party, values: edited, accountName };
  });
}

/** What a preview shows, without what only runs add to it. */
async function previewOf(world: CommitWorld): Promise<readonly PlanRow[]> {
  await world.prepare();
  return (await world.rows()).map((row) => ({
    ...row,
    decision: null,
    notes: row.notes.filter(({ code }) => code !== 'decisionTakenBack'),
  }));
}

export interface Before {
  readonly rows: readonly PlanRow[];
  readonly erp: readonly string[];
  readonly shopify: readonly string[];
}

export async function lookAt(world: CommitWorld): Promise<Before> {
  const rows = await previewOf(world);
  return { rows, erp: contentOf(world.erp, 'erp'), shopify: contentOf(world.shopify, 'shopify') };
}

export async function notesOf(world: CommitWorld, run: Run): Promise<readonly (readonly string[])[]> {
  const rows = await world.rowsOf(await world.prepareUndo(run.id));
  return rows.map(({ undo }) => [
    ...(undo?.parts ?? []).map(({ fate, note }) => `${fate} ${note.code}`),
    ...(undo?.link === null || undo === undefined ? [] : [`${undo.link.fate} ${undo.link.note.code}`]),
  ]);
}
