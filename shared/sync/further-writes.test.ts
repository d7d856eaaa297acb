/** Metafields of the store, attributes and custom fields of the ERP, where a profile maps them: from preview to commit and back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld, type WorldParts } from '../../tests/support/commit-world.ts';
import { endOf, goOn } from '../../tests/support/crash-world.ts';
import {
  killAt,
  killAtEveryStep,
  previewAnewAtEveryStep,
  revive,
  undoInsteadAtEveryStep,
} from '../../tests/support/kill-at.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { defaultMappings, type MappingRule, type MappingRules } from '../domain/field-mapping.ts';
import type { FurtherField } from '../domain/further-field.ts';
import type { Party, Side } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { parseLine, rowLine } from './plan-file.ts';
import { planFileRowOf } from './plan-file-schema.ts';
import type { Sink } from './ports.ts';
import { prepareUndo } from './sync.ts';

const level = 'metafield:loyalty.level';
const since = 'metafield:loyalty.since';
const region = 'attribute:REGION';
const tier = 'custom:Document.UsrTier';

const sides: readonly Side[] = ['erp', 'shopify'];
const text = (key: string): FurtherField => ({ key, label: key, type: 'text', maximum: null });
const furtherFields = { shopify: [text(level), text(since)], erp: [text(region), text(tier)] };
const field = (source: string): MappingRule => ({ kind: 'field', source });
const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: null };

const exporting: MappingRules = { [level]: field('customerClass'), [since]: field(region) };
const importing: MappingRules = { [tier]: field(level) };

function world(
  rules: Partial<Record<'import' | 'export', MappingRules>>,
  parts: WorldParts = {},
): CommitWorld {
  const direction: Direction =
    rules.import === undefined ? 'export' : rules.export === undefined ? 'import' : 'bidirectional';
  return createCommitWorld({
    ...parts,
    customer: { direction },
    rules: {
      furtherFields,
      fieldMappings: { ...defaultMappings, customer: { import: {}, export: {}, ...rules } },
    },
  });
}

const account = (attributes: Party['attributes'] = {}): Party => ({
  ...erpParty(1, { ...jane, locations: [] }),
  attributes: { customerClass: 'GOLD', ...attributes },
});
const shopper = (attributes: Party['attributes'] = {}): Party => ({ ...shopifyParty(7, jane), attributes });

const heldIn = (here: CommitWorld, side: Side) => here[side].parties()[0]?.attributes;
const kinds = (here: CommitWorld, side: Side) => here[side].writes.map(({ kind }) => kind);

function setAttributes(here: CommitWorld, side: Side, attributes: Party['attributes'] & object): void {
  const [party] = here[side].parties();
  here[side].edit(party?.key ?? '', (held) => ({ ...held, attributes }));
}

async function fieldsShown(here: CommitWorld) {
  const [row] = await here.rows();
  return row?.fields.map(({ field: key, action, erp, shopify }) => [key, action, erp, shopify]);
}

describe('fields that only one store or company has', () => {
  it('are shown in the preview, and written by a write of their own after the customer is there', async () => {
    const here = world({ export: exporting }, { erp: [account({ [region]: 'North' })] });
    await here.prepare();
    expect(await fieldsShown(here)).toEqual(
      expect.arrayContaining([
        [level, 'writeShopify', 'GOLD', null],
        [since, 'writeShopify', 'North', null],
      ]),
    );
    await here.commit();
    expect(kinds(here, 'shopify')).toEqual(['createCustomer', 'setFurther']);
    expect(heldIn(here, 'shopify')).toMatchObject({ [level]: 'GOLD', [since]: 'North' });
    expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('travel in a file for a reviewer, and what is no field of either system does not', async () => {
    const here = world({ export: exporting }, { erp: [account()], shopify: [shopper()] });
    const { id } = await here.prepare();
    const [row] = await here.rows();
    const stored = await here.ledger.planRow(id, row?.id ?? '');
    if (stored === null) throw new Error('There is a row');
    const line = rowLine(stored);
    const read = (text: string) => planFileRowOf(parseLine.row(text)).row.fields.map(({ field: key }) => key);
    expect(read(line)).toContain(level);
    expect(() => read(line.replaceAll(level, 'metaphor:loyalty.level'))).toThrow(/invalid/i);
  });

  it('of Shopify are set by one request and emptied by another; of MYOB by one', async () => {
    const here = world(
      { export: exporting },
      { erp: [account({ [region]: 'North' })], shopify: [shopper({ [level]: 'SILVER' })] },
    );
    await here.sync();
    setAttributes(here, 'erp', { customerClass: 'LOCAL' });
    await here.sync();
    expect(here.shopify.writes.map(({ payload }) => payload)).toEqual([
      { [level]: 'GOLD', [since]: 'North' },
      { [level]: 'LOCAL' },
      { [since]: null },
    ]);
    expect(heldIn(here, 'shopify')).toEqual({ [level]: 'LOCAL' });

    const there = world({ import: importing }, { shopify: [shopper({ [level]: 'VIP' })] });
    await there.sync();
    expect(kinds(there, 'erp')).toEqual(['createCustomer', 'setFurther']);
    expect(heldIn(there, 'erp')).toMatchObject({ [tier]: 'VIP' });
  });

  it('flow one way in both directions, and what a person edits there is theirs until the source changes', async () => {
    const here = world(
      { export: { [level]: field('customerClass') }, import: {} },
      { erp: [account()], shopify: [shopper()] },
    );
    await here.sync();
    setAttributes(here, 'shopify', { [level]: 'by hand' });
    await here.prepare();
    expect(await fieldsShown(here)).toEqual([[level, 'keep', 'GOLD', 'by hand']]);
    setAttributes(here, 'erp', { customerClass: 'WHOLESALE' });
    await here.sync();
    expect(heldIn(here, 'shopify')).toEqual({ [level]: 'WHOLESALE' });
  });

  it('make a row stale when somebody edits one that is mapped (L3), and no other', async () => {
    const here = world({ export: exporting }, { erp: [account()], shopify: [shopper()] });
    await here.prepare();
    setAttributes(here, 'shopify', { 'metafield:other.field': 'x' });
    expect((await here.commit()).counts).toMatchObject({ stale: 0 });
    setAttributes(here, 'erp', { customerClass: 'WHOLESALE' });
    await here.prepare();
    setAttributes(here, 'shopify', { [level]: 'by hand' });
    expect((await here.commit()).counts).toMatchObject({ stale: 1 });
  });

  it('that the system stores otherwise are said so, and never sent again (L7)', async () => {
    const here = world({ export: exporting }, { erp: [account()], shopify: [shopper()] });
    const sink = { ...here.shopify.sink };
    Object.assign(here.shopify.sink, {
      setFurther: (...[before, values, signal]: Parameters<Sink['setFurther']>) =>
        sink.setFurther(before, { ...values, [level]: 'gold' }, signal),
    });
    await here.sync();
    const [row] = await here.rows();
    expect(row?.ended?.cause).toMatchObject({
      code: 'CHANGED_BY_SERVER',
      params: { field: 'Metafield loyalty.level', stored: 'gold', sent: 'GOLD' },
    });
    expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('are left to a customer that stands although they were refused, and come back with the next preview', async () => {
    const here = world({ import: importing }, { shopify: [shopper({ [level]: 'VIP' })] });
    here.erp.fault = ({ kind }) => (kind === 'setFurther' ? 'lostRequest' : null);
    expect((await here.sync()).counts).toMatchObject({ failed: 1 });
    here.erp.fault = null;
    expect(heldIn(here, 'erp')).toBeUndefined();
    await here.sync();
    expect(kinds(here, 'erp')).toEqual(['createCustomer', 'setFurther']);
    expect(here.erp.parties()).toHaveLength(1);
    expect(heldIn(here, 'erp')).toMatchObject({ [tier]: 'VIP' });
  });

  it('go back with their run, to what was there or to nothing, and stay where somebody edited them since', async () => {
    const here = world(
      { export: exporting },
      { erp: [account({ [region]: 'N' })], shopify: [shopper({ [level]: 'S' })] },
    );
    const run = await here.sync();
    expect(await here.undo(run.id)).toMatchObject({ counts: { failed: 0 }, undoes: { reversed: 1 } });
    expect(heldIn(here, 'shopify')).toEqual({ [level]: 'S' });
    const again = await here.sync();
    setAttributes(here, 'shopify', { [level]: 'by hand', [since]: 'N' });
    await here.undo(again.id);
    expect(heldIn(here, 'shopify')).toEqual({ [level]: 'by hand' });
  });
});

describe('L3 an undo whose field or customer somebody edits between its preview and its writing', () => {
  it('leaves the field to them', async () => {
    const here = world({ export: exporting }, { erp: [account()], shopify: [shopper({ [level]: 'S' })] });
    const plan = await here.prepareUndo((await here.sync()).id);
    setAttributes(here, 'shopify', { [level]: 'by hand' });
    expect((await here.commitUndo(plan)).counts).toMatchObject({ stale: 1 });
    expect(heldIn(here, 'shopify')).toEqual({ [level]: 'by hand' });
    const [row] = await here.rowsOf(plan);
    expect(row?.ended?.changes).toMatchObject([{ member: level, before: 'GOLD', now: 'by hand' }]);
  });

  it('R15 does not delete a customer who got a note', async () => {
    const here = world({ export: exporting }, { erp: [account()] });
    const plan = await here.prepareUndo((await here.sync()).id);
    const [made] = here.shopify.parties();
    const extras = { taxExempt: false, note: 'Ring first', tags: [], locale: 'en', emailConsent: null };
    here.shopify.edit(made?.key ?? '', (party) => ({ ...party, extras }));
    expect((await here.commitUndo(plan)).counts).toMatchObject({ stale: 1 });
    expect(here.shopify.parties()).toHaveLength(1);
  });

  it.each(sides)('R15 does not delete a customer of %s whose mapped field was edited', async (side) => {
    const [here, own] =
      side === 'shopify'
        ? [world({ export: exporting }, { erp: [account()] }), level]
        : [world({ import: importing }, { shopify: [shopper({ [level]: 'VIP' })] }), tier];
    const plan = await here.prepareUndo((await here.sync()).id);
    setAttributes(here, side, { ...heldIn(here, side), [own]: 'by hand' });
    expect((await here.commitUndo(plan)).counts).toMatchObject({ stale: 1, failed: 0 });
    expect(here[side].parties()).toMatchObject([{ status: 'active', attributes: { [own]: 'by hand' } }]);
    const [row] = await here.rowsOf(plan);
    expect(row?.ended?.changes).toMatchObject([{ member: own, now: 'by hand' }]);
  });
});

describe('an undo after the mapping was taken away', () => {
  it('says that such a field is not looked at any more, and does not take a blank for an edit', async () => {
    const here = world({ export: exporting }, { erp: [account()], shopify: [shopper({ [level]: 'S' })] });
    const run = await here.sync();
    const plan = await prepareUndo({
      ...here.ports(),
      profile: { ...here.profile, fieldMappings: defaultMappings },
      runId: run.id,
      rowIds: null,
    });
    const [row] = await here.rowsOf(plan);
    expect(row?.undo?.parts.map(({ fate, note }) => [fate, note.code, note.params['field']])).toEqual([
      ['kept', 'undoKeptUnread', 'Metafield loyalty.level'],
    ]);
  });
});

describe('an undo of a customer whom the run made, after the mapping was taken away', () => {
  it('R15 deletes it: a field that is read no more shows no edit', async () => {
    const here = world({ export: exporting }, { erp: [account()] });
    const run = await here.sync();
    // As a reading without the field has it.
    setAttributes(here, 'shopify', {});
    const profile = { ...here.profile, fieldMappings: defaultMappings };
    const plan = await prepareUndo({ ...here.ports(), profile, runId: run.id, rowIds: null });
    const [row] = await here.rowsOf(plan);
    expect(row?.undo?.parts.map(({ fate, note }) => [fate, note.code])).toEqual([
      ['reversed', 'undoDeletesShopify'],
    ]);
  });
});

describe('L5 a new customer whose answer was lost, so that the write is settled by reading', () => {
  const throughBoth = {
    export: { note: field('customerClass') },
    import: { note: field('note') },
  };
  /** Killed when the create had been carried out, before the answer was written down; then resumed. */
  const lost = async () => {
    const here = world(throughBoth, { erp: [account()] });
    await here.prepare();
    killAt(here, 3, 'after');
    await expect(here.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect(kinds(here, 'shopify')).toEqual(['createCustomer']);
    revive(here);
    const run = await goOn(here);
    expect(run.counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    return { here, run };
  };

  it('agrees on nothing that no preview compared: what a rule makes of it comes over next', async () => {
    const { here } = await lost();
    await here.sync();
    expect(heldIn(here, 'erp')).toMatchObject({ note: 'GOLD' });
    expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });

  it('R15 is deleted by an undo, as nobody has edited it', async () => {
    const { here, run } = await lost();
    expect(await here.undo(run.id)).toMatchObject({ undoes: { reversed: 1 }, counts: { failed: 0 } });
    expect(here.shopify.parties()).toEqual([]);
  });
});

describe('L5 writes of such fields, killed at any step', () => {
  const prepared = async () => {
    const here = world(
      { export: exporting },
      {
        erp: [account(), erpParty(2, { email: 'b@example.com' })],
        shopify: [shopper({ [level]: 'S', [since]: 'N' })],
      },
    );
    await here.sync();
    setAttributes(here, 'erp', { customerClass: 'LOCAL' });
    setAttributes(here, 'shopify', { [level]: 'GOLD', [since]: 'N' });
    await here.prepare();
    return here;
  };

  it('P3 end the same, resumed, previewed anew or taken back', async () => {
    await killAtEveryStep({
      prepare: async () => ({ world: await prepared() }),
      carryOut: (scene) => scene.world.commit(),
      goOn: (scene) => goOn(scene.world),
      endOf: async (scene) => ({ ...(await endOf(scene.world)), held: heldIn(scene.world, 'shopify') }),
    });
    expect(await previewAnewAtEveryStep(prepared)).toBeGreaterThan(3);
    expect(await undoInsteadAtEveryStep(prepared)).toBeGreaterThan(3);
  });
});

describe('L7 what is mapped into such fields comes to rest', () => {
  const values = fc.record(
    { customerClass: fc.constantFrom('GOLD', 'LOCAL'), [region]: fc.constantFrom('North', ' ', 'South') },
    { requiredKeys: [] },
  );
  const held = fc.record(
    { [level]: fc.constantFrom('GOLD', 'VIP'), [since]: fc.constantFrom('North', '2024') },
    { requiredKeys: [] },
  );

  it('at a first meeting and after edits of both, in any direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.option(held),
        values,
        held,
        fc.boolean(),
        async (first, there, second, edited, both) => {
          const here = world(both ? { export: exporting, import: {} } : { export: exporting }, {
            erp: [account(first)],
            shopify: there === null ? [] : [shopper(there)],
          });
          await here.sync();
          expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
          setAttributes(here, 'erp', second);
          setAttributes(here, 'shopify', edited);
          const { writes } = (await here.prepare()).totals;
          if (writes.shopify > 0) await here.commit();
          expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
          expect(here.erp.writes).toEqual([]);
        },
      ),
      { numRuns: runsOf(100) },
    );
  });
});
