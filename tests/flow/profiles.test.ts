/** `accord profile …` for a consultant with several clients: files, templates, settings by name, putting away, removing. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, ProfileOverview } from '../../shared/ipc/contract.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

let workplace: Workplace;
let accord: CommandLine;
/** Two clients: each has a store and a company of its own. */
let first: DemoWorld;
let second: DemoWorld;
let harbour: string;

beforeAll(async () => {
  workplace = await openWorkplace();
  accord = workplace.commandLine('home');
  [first, second] = await Promise.all([
    startDemoWorld(null, { isEmpty: true }),
    startDemoWorld(null, { isEmpty: true }),
  ]);
  for (const person of inventCast(3).newInShopify.slice(0, 3))
    second.shopify.store.addCustomer(shopifyCustomer(person));
  harbour = await makeProfile(
    accord,
    'Harbour & Pine',
    addressesOf(first),
    '--direction',
    'import',
    '--customer-numbering',
    'C######:611',
  );
});

afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await workplace.remove();
});

const fileIn = (name: string) => join(workplace.folder, name);
const text = (name: string) => readFile(fileIn(name), 'utf8');
const profileOf = async (name: string): Promise<Profile> =>
  (await accord.ask<ProfileOverview>('profile', 'show', name)).answer.profile;

describe('profile export and import', () => {
  it('takes every setting to another computer, and no secret', async () => {
    const file = fileIn('harbour.json');
    const said = await accord.say('profile', 'export', harbour, '--to', file);
    expect(said).toMatchObject({
      code: 0,
      stdout: `"Harbour & Pine", without its secrets, is in ${file}.\n`,
    });
    const exported = await text('harbour.json');
    expect(exported).not.toContain(demoCompany.accessToken);
    expect(exported).not.toContain(demoCompany.password);

    const elsewhere = workplace
      .commandLine('elsewhere')
      .with({ ACCORD_SHOPIFY_SECRET: '', ACCORD_ERP_PASSWORD: '' });
    const imported = await elsewhere.say('profile', 'import', file);
    expect(imported.stdout).toContain('Profile "Harbour & Pine" (harbour-pine) is made. It has no secrets');
    expect(imported.stdout).toContain(`harbour-pine.myshopify.com through ${first.shopify.url}`);
    const again = await elsewhere.say('profile', 'export', 'harbour-pine', '--to', '-');
    expect(again.stdout).toBe(exported);
  });

  it('never writes over a file by itself, and says so', async () => {
    const refused = await accord.ask('profile', 'export', harbour, '--to', fileIn('harbour.json'));
    expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'USAGE' } } });
    expect(refused.answer.error.message).toContain('--replace');
    const replaced = await accord.say(
      'profile',
      'export',
      harbour,
      '--to',
      fileIn('harbour.json'),
      '--replace',
    );
    expect(replaced.code).toBe(0);
  });

  it('refuses by name what is no whole file of a profile, and makes nothing', async () => {
    const exported = await text('harbour.json');
    const files: readonly (readonly [string, string, string])[] = [
      ['cut', exported.slice(0, 300), 'PROFILE_FILE_UNREADABLE'],
      ['newer', exported.replace(/"version": \d+/, '"version": 99'), 'PROFILE_FILE_NEWER'],
      ['secret', exported.replace('"erp": {', '"erp": { "password": "hunter2",'), 'PROFILE_FILE_SECRET'],
      ['unknown', exported.replace('"erp": {', '"erp": { "speed": "fast",'), 'PROFILE_FILE_UNKNOWN_FIELDS'],
      ['taken', exported, 'PROFILE_EXISTS'],
    ];
    for (const [name, contents, code] of files) {
      await writeFile(fileIn(`${name}.json`), contents);
      const refused = await accord.ask('profile', 'import', fileIn(`${name}.json`));
      expect(refused, name).toMatchObject({ code: 1, answer: { ok: false, error: { code } } });
      expect(`${refused.stdout}${refused.stderr}`).not.toContain('hunter2');
    }
    const missing = await accord.ask('profile', 'import', fileIn('nowhere.json'));
    expect(missing.answer.error.message).toContain('There is no such file');
    const { answer } = await accord.ask<{ profiles: readonly Profile[] }>('profile', 'list');
    expect(answer.profiles.map(({ id }) => id)).toEqual([harbour]);
  });
});

describe('a template', () => {
  it('onboards the second client: its defaults are there, and a preview of its own customers is one command away', async () => {
    const file = fileIn('template.json');
    await accord.say('profile', 'export', harbour, '--template', '--to', file);
    for (const gone of ['Harbour', demoCompany.tenant, demoCompany.guestCustomer, '611'])
      expect(await text('template.json')).not.toContain(gone);
    const made = await accord.ask<ProfileOverview>(
      'profile',
      'new',
      '--name',
      'Banksia',
      '--from',
      file,
      '--colour',
      'teal',
      '--shopify-domain',
      demoCompany.domain,
      '--shopify-url',
      second.shopify.url,
      '--acumatica-url',
      second.erp.url,
      '--tenant',
      demoCompany.tenant,
      '--user',
      demoCompany.user,
      '--guest-customer',
      demoCompany.guestCustomer,
      '--activate',
    );
    expect(made.code, made.stderr).toBe(0);
    expect(made.answer.profile).toMatchObject({
      customer: { active: true, direction: 'import' },
      defaults: {
        customerClass: demoCompany.customerClass,
        numbering: { mode: 'template', template: 'C######', next: 1 },
      },
    });
    const preview = await accord.ask<{ plan: PlanHeader }>('preview', 'banksia');
    expect(preview.answer.plan.totals.creates).toEqual({ erp: 3, shopify: 0 });
  });

  it('is not imported as a profile, and a profile can serve as one', async () => {
    const refused = await accord.ask('profile', 'import', fileIn('template.json'));
    expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'PROFILE_FILE_IS_TEMPLATE' } } });
    const like = await accord.ask<ProfileOverview>('profile', 'new', '--name', 'Wattle', '--like', harbour);
    expect(like.answer.profile).toMatchObject({
      shopify: null,
      erp: null,
      customer: { direction: 'import' },
    });
  });
});

describe('profile set', () => {
  it('changes settings by their names and says what is other than before', async () => {
    const said = await accord.say(
      'profile',
      'set',
      'wattle',
      'customer.direction=export',
      'guards.updateShare=0.25',
      'customer.withLocations=false',
      'defaults.customerClass=007',
      'defaults.noGuestCustomer=true',
    );
    expect(said.code, said.stdout).toBe(0);
    expect(said.stdout.split('\n')).toEqual([
      'customer.direction: import -> export',
      'customer.withLocations: true -> false',
      'defaults.customerClass: ECCUSTOMER -> 007',
      'defaults.noGuestCustomer: false -> true',
      'guards.updateShare: 0.5 -> 0.25',
      '',
    ]);
  });

  it('takes a number for a text where the setting is one, and JSON for a group or for nothing', async () => {
    const numbering = '{"mode":"template","template":"W####","next":5}';
    const set = await accord.ask(
      'profile',
      'set',
      'wattle',
      'defaults.customerClass=42',
      `defaults.numbering=${numbering}`,
    );
    expect(set.code, set.stderr).toBe(0);
    expect((await profileOf('wattle')).defaults).toMatchObject({
      customerClass: '42',
      numbering: { mode: 'template', template: 'W####', next: 5 },
    });
    await accord.ask('profile', 'set', 'wattle', 'defaults.customerClass=null');
    expect((await profileOf('wattle')).defaults.customerClass).toBeNull();
  });

  it('takes a filter in a word, a saved one by its name, and any as JSON', async () => {
    const trade = {
      name: 'The trade',
      where: { join: 'and', parts: [{ field: 'tags', operator: 'contains', values: ['trade'] }] },
    };
    const set = async (...args: readonly string[]) => {
      const answered = await accord.ask('profile', 'set', 'wattle', ...args);
      expect(answered.code, answered.stderr).toBe(0);
      return (await profileOf('wattle')).filters.customer;
    };
    await set('customer.direction=bidirectional');
    expect((await set('filters.customer.import=ordered')).import).toEqual({
      name: 'Customers who have ordered',
      where: { join: 'and', parts: [{ field: 'orders', operator: 'isGreaterThan', values: [0] }] },
    });
    expect((await set('filters.customer.import=tag:big spender')).import).toMatchObject({
      name: 'Customers with the tag big spender',
      where: { parts: [{ values: ['big spender'] }] },
    });
    expect((await set('filters.customer.export=class:RETAIL')).export?.name).toBe(
      'Customers of class RETAIL',
    );
    await set(`savedFilters.customer.import=${JSON.stringify([trade])}`);
    expect((await set('filters.customer.import=saved:the trade')).import).toEqual(trade);
    expect(await set('filters.customer.import=everybody', 'filters.customer.export=everybody')).toEqual({
      import: null,
      export: null,
    });
    await set('customer.direction=export');
  });

  it('takes a row of a mapping by the key of its field, in a word, as a template or as JSON', async () => {
    await accord.ask('profile', 'set', 'wattle', 'customer.direction=export');
    const set = async (...rows: readonly string[]) => {
      const named = rows.map((row) => `fieldMappings.${row}`);
      const answered = await accord.ask('profile', 'set', 'wattle', ...named);
      expect(answered.code, answered.stderr).toBe(0);
      return (await profileOf('wattle')).fieldMappings;
    };
    const { customer, company } = await set(
      'customer.export.address.city={upper(address.city)}',
      'customer.export.address.address2=always:Web',
      'customer.export.lastName=field:accountName',
      'customer.export.phone=unmapped',
      'company.export.location.name={"kind":"template","template":"{accountName}"}',
    );
    expect(customer.export).toEqual({
      'address.city': { kind: 'template', template: '{upper(address.city)}' },
      'address.address2': { kind: 'constant', value: 'Web' },
      lastName: { kind: 'field', source: 'accountName' },
      phone: { kind: 'unmapped' },
    });
    expect(company.export).toEqual({ 'location.name': { kind: 'template', template: '{accountName}' } });
    const changed = await set('customer.export.address.city.template={lower(address.city)}');
    expect(changed.customer.export['address.city']).toEqual({
      kind: 'template',
      template: '{lower(address.city)}',
    });
    const wrong = await accord.ask(
      'profile',
      'set',
      'wattle',
      'fieldMappings.customer.export.address.city={upper(address.town)}',
    );
    expect([wrong.code, wrong.answer.error.code, Object.keys(wrong.answer.error.fields)]).toEqual([
      1,
      'RULES_INVALID',
      ['fieldMappings.customer.export.address.city'],
    ]);
    await set('customer.export={}', 'company.export={}');
  });

  it.each<readonly [string, readonly string[], string, string]>([
    [
      'a filter that nobody knows',
      ['filters.customer.import=regulars'],
      'USAGE',
      'filters.customer.import takes everybody, ordered, account, tag:<tag>, saved:<name>, or a whole filter as JSON',
    ],
    ['a tag without a name', ['filters.customer.import=tag:'], 'USAGE', 'tag:<tag>'],
    [
      'a saved filter that there is not',
      ['filters.customer.import=saved:Regulars'],
      'USAGE',
      'There is no saved filter "Regulars" for customer.import. Saved are: "The trade".',
    ],
    [
      'two saved filters of one name',
      [
        `savedFilters.company.export=${JSON.stringify(['Big', ' big '].map((name) => ({ name, where: { join: 'and', parts: [] } })))}`,
      ],
      'SETTINGS_INVALID',
      'Two saved filters are called \u201Cbig\u201D. Rename one of them.',
    ],
    [
      'a setting that there is not',
      ['customer.colour=red'],
      'USAGE',
      'There is no setting "customer.colour".',
    ],
    ['no value', ['customer.direction'], 'USAGE', 'write a setting as name=value'],
    ['nothing at all', [], 'USAGE', 'Say what to set'],
    ['a part of a connection that is not there', ['erp.branch=NZ'], 'USAGE', 'there is no erp yet'],
    [
      'a direction that there is not',
      ['customer.direction=up'],
      'SETTINGS_INVALID',
      'customer.direction: It is one of: import, export, bidirectional.',
    ],
    [
      'too many attempts at nothing',
      ['customer.maxFailedAttempts=0'],
      'SETTINGS_INVALID',
      'customer.maxFailedAttempts: It is at least 1.',
    ],
    ['a name that is taken', ['name=Banksia'], 'PROFILE_EXISTS', 'Choose another name'],
    [
      'Customer switched on too early',
      ['customer.active=true', 'defaults.noGuestCustomer=false'],
      'DEFAULTS_MISSING',
      'defaults.guestCustomer: Choose the generic guest customer',
    ],
  ])('refuses %s by name, and changes nothing', async (_, args, code, words) => {
    const settings = () => readFile(join(accord.home, 'settings.json'), 'utf8');
    const before = await settings();
    const refused = await accord.ask('profile', 'set', 'wattle', ...args);
    expect(refused).toMatchObject({ code: 1, answer: { error: { code } } });
    expect(refused.stderr).toContain(words);
    expect(await settings()).toBe(before);
  });

  it('takes all settings from a file, of a template only what it has, and a connection with its options', async () => {
    await accord.say('profile', 'set', 'wattle', '--from', fileIn('template.json'));
    expect(await profileOf('wattle')).toMatchObject({
      name: 'Wattle',
      customer: { direction: 'import' },
      defaults: { noGuestCustomer: true, customerClass: demoCompany.customerClass },
    });
    const connected = await accord.ask<ProfileOverview>(
      'profile',
      'set',
      'wattle',
      'customer.active=true',
      '--shopify-domain',
      demoCompany.domain,
      '--shopify-url',
      second.shopify.url,
      '--acumatica-url',
      second.erp.url,
      '--tenant',
      demoCompany.tenant,
      '--user',
      demoCompany.user,
      '--requests-at-once',
      '3',
      '--api-users',
      '4',
    );
    expect(connected.answer.profile).toMatchObject({
      customer: { active: true },
      erp: { tenant: demoCompany.tenant, concurrency: 3, apiUsers: 4 },
    });
    expect((await accord.say('doctor', 'wattle')).code).toBe(0);
    await accord.say('profile', 'set', 'wattle', 'erp.branch=MAIN');
    expect((await profileOf('wattle')).erp).toMatchObject({ branch: 'MAIN', concurrency: 3 });
  });
});

describe('profile duplicate, rename and archive', () => {
  it('a duplicate has the settings of the other, and a ledger of its own', async () => {
    const made = await accord.ask<ProfileOverview>(
      'profile',
      'duplicate',
      harbour,
      '--name',
      'Harbour trial',
      '--colour',
      'rose',
    );
    expect(made.answer).toMatchObject({
      profile: {
        id: 'harbour-trial',
        colour: 'rose',
        customer: { active: true },
        erp: { url: first.erp.url },
      },
      lastRun: null,
    });
  });

  it('rename changes name, colour and country; the id stays', async () => {
    const args = [
      'profile',
      'rename',
      'harbour-trial',
      '--name',
      'Harbour, on trial',
      '--colour',
      'green',
      '--country',
      'NZ',
    ];
    expect((await accord.say(...args)).stdout).toBe(
      'Profile harbour-trial is called "Harbour, on trial" (green, NZ).\n',
    );
    expect(
      (await accord.ask('profile', 'rename', 'harbour-trial', '--colour', 'mauve')).answer.error.message,
    ).toContain('--colour does not take "mauve".');
    expect((await accord.ask('profile', 'rename', 'harbour-trial')).answer.error.code).toBe('USAGE');
  });

  it('an archived profile is listed as such and not worked with before it is back', async () => {
    expect((await accord.say('profile', 'archive', 'harbour-trial')).code).toBe(0);
    expect((await accord.say('profile', 'list')).stdout).toMatch(/^harbour-trial .* archived$/m);
    const refused = await accord.ask('preview', 'harbour-trial');
    expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'PROFILE_ARCHIVED' } } });
    expect((await accord.say('profile', 'unarchive', 'harbour-trial')).stdout).toBe(
      'Profile "Harbour, on trial" is back.\n',
    );
    expect((await accord.say('preview', 'harbour-trial')).code).toBe(0);
  });
});

describe('profile remove', () => {
  it('without the name typed only tells what would be removed (exit 3)', async () => {
    const told = await accord.say('profile', 'remove', 'harbour-trial');
    expect(told.code).toBe(3);
    expect(told.stdout).toMatch(
      /^Removing "Harbour, on trial" removes from this computer:\n {2}Its settings, /,
    );
    expect(told.stdout).toContain('accord profile remove harbour-trial --confirm "Harbour, on trial"');
    expect(existsSync(join(accord.home, 'profiles', 'harbour-trial'))).toBe(true);
    const removed = await accord.say('profile', 'remove', 'harbour-trial', '--confirm', 'Harbour, on trial');
    expect(removed.code).toBe(0);
    expect(existsSync(join(accord.home, 'profiles', 'harbour-trial'))).toBe(false);
  });
});
