/** `accord profile fields` as scripts and people use it, and what a preview says once a field is gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FurtherField, OfferedField } from '../../shared/domain/further-field.ts';
import type { PlanHeader, PlanRow, ProfileOverview } from '../../shared/ipc/contract.ts';
import { defineOwnFields } from '../../simulators/demo/own-fields.ts';
import { startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

interface Fields {
  readonly fields: readonly OfferedField[];
  readonly leftOut: number;
  readonly added: readonly FurtherField[];
}

const level = 'metafield:loyalty.level';

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

beforeAll(async () => {
  workplace = await openWorkplace();
  accord = workplace.commandLine('home');
  world = await startDemoWorld(null, { isEmpty: true, isUnpaced: true });
  defineOwnFields(world);
  for (const [index, value] of ['Gold', 'Silver'].entries()) {
    world.shopify.store.addCustomer({
      lastName: `Number ${index}`,
      email: `ann${index}@example.com`,
      metafields: [{ namespace: 'loyalty', key: 'level', type: 'single_line_text_field', value }],
    });
  }
  profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--direction', 'import');
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('accord profile fields', () => {
  it('lists what there is of either side, and searches it', async () => {
    const shopify = await accord.ask<Fields>('profile', 'fields', profile, '--side', 'shopify');
    expect(shopify.code, shopify.stderr).toBe(0);
    expect(shopify.answer.fields.map(({ key }) => key)).toEqual([level]);
    const erp = await accord.say('profile', 'fields', profile, '--side', 'erp', '--search', 'territ');
    expect(erp.stdout).toMatch(/^ {4}attribute:TERRITORY {2}text {4}Sales territory$/m);
    const nothing = await accord.ask<Fields>('profile', 'fields', profile, '--side', 'erp', '--search', 'x');
    expect(nothing.answer.fields).toEqual([]);
  });

  it('takes one up, and a filter may name it', async () => {
    const filter = `filters.customer.import=${JSON.stringify({
      name: 'Gold',
      where: { join: 'and', parts: [{ field: level, operator: 'equals', values: ['Gold'] }] },
    })}`;
    const early = await accord.ask('profile', 'set', profile, filter);
    expect([early.code, early.answer.error.code]).toEqual([1, 'RULES_INVALID']);
    const added = await accord.say('profile', 'fields', profile, '--side', 'shopify', '--add', level);
    expect(added.stdout).toMatch(/^ {2}\* metafield:loyalty\.level {2}text {4}Loyalty level$/m);
    const { answer } = await accord.ask<ProfileOverview>('profile', 'set', profile, filter);
    expect(answer.profile.furtherFields).toEqual({
      erp: [],
      shopify: [{ key: level, label: 'Loyalty level', type: 'text', maximum: null }],
    });
    const made = await accord.ask<{ readonly plan: PlanHeader }>('preview', profile);
    expect(made.answer.plan.totals.byVerb).toMatchObject({ create: 1, filtered: 1 });
  });

  it('takes one up that an import writes, and the mapping fills it', async () => {
    const territory = 'attribute:TERRITORY';
    await accord.say('profile', 'fields', profile, '--side', 'erp', '--add', territory);
    const row = `fieldMappings.customer.import.${territory}=field:${level}`;
    const { code, stderr } = await accord.ask('profile', 'set', profile, row);
    expect(code, stderr).toBe(0);
    await accord.say('preview', profile);
    const { answer } = await accord.ask<{ readonly rows: readonly PlanRow[] }>('rows', profile);
    expect(answer.rows.flatMap(({ fields }) => fields)).toContainEqual(
      expect.objectContaining({ field: territory, action: 'writeErp', result: 'Gold' }),
    );
    expect(
      (await accord.ask('profile', 'set', profile, `fieldMappings.customer.import.${territory}=default`))
        .code,
    ).toBe(0);
  });

  it('names a field that there is not, and keeps one that a rule names', async () => {
    const wrong = await accord.ask(
      'profile',
      'fields',
      profile,
      '--side',
      'shopify',
      '--add',
      'metafield:a.b',
    );
    expect(wrong.code).not.toBe(0);
    expect(wrong.stderr).toContain('Shopify offers no field "metafield:a.b"');
    const needed = await accord.ask('profile', 'fields', profile, '--side', 'shopify', '--remove', level);
    expect([needed.code, needed.answer.error.code]).toEqual([1, 'RULES_INVALID']);
  });

  it('says what is gone, and so does a preview before it reads anything', async () => {
    const snapshot = world.shopify.store.snapshot();
    world.shopify.store.load({ ...snapshot, metafieldDefinitions: [] });
    const refused = await accord.ask('preview', profile);
    expect([refused.code, refused.answer.error.code]).toEqual([1, 'CHOICE_GONE']);
    expect(refused.stderr).toContain('\u201CLoyalty level\u201D (metafield:loyalty.level) no longer exists');
    const said = await accord.say('profile', 'fields', profile, '--side', 'shopify', '--refresh');
    expect(said.stdout).toContain(`* ${level} (Loyalty level) is no longer in Shopify.`);
  });

  it('goes along in the profile’s file', async () => {
    const file = await accord.say('profile', 'export', profile, '--to', '-');
    expect(JSON.parse(file.stdout)).toMatchObject({
      settings: { furtherFields: { erp: [{ key: 'attribute:TERRITORY' }], shopify: [{ key: level }] } },
    });
  });
});
