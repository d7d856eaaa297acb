/** Business customers on the command line: from what has to be switched on to the report. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, ProfileOverview, Run } from '../../shared/ipc/contract.ts';
import { inventBusiness, type Business } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

const random = createRandom(3);
const size = { sites: 2, buyers: 2 };
const [inBoth, fromShop] = [1, 2].map((serial) => inventBusiness(random, serial, size)) as [
  Business,
  Business,
];

beforeAll(async () => {
  workplace = await openWorkplace();
  accord = workplace.commandLine('home');
  world = await startDemoWorld(null, { isEmpty: true, isUnpaced: true });
  enterInShopify(world.shopify.store, inBoth);
  enterInErp(world.erp.store, inBoth);
  enterInShopify(world.shopify.store, fromShop);
  profile = await makeProfile(accord, 'Harbour', addressesOf(world));
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('activating Company', () => {
  it('is refused before anybody looked (exit 1), and says where to look', async () => {
    const refused = await accord.ask('profile', 'companies', profile, '--active', 'on');
    expect(refused.code).toBe(1);
    expect(refused.answer.error.code).toBe('COMPANY_CLOSED');
    expect(refused.stderr).toContain('CS100000');
    expect(refused.stderr).toContain('Customers > Companies');
  });

  it('doctor shows what has to be switched on, with who said so', async () => {
    const said = await accord.say(
      'doctor',
      profile,
      '--shopify-connector',
      'yes',
      '--business-entities',
      'yes',
    );
    expect(said.code, said.stdout).toBe(0);
    expect(said.stdout).toMatch(/^ {2}Business customers need:$/m);
    expect(said.stdout).toMatch(/^ {4}on {6}Shopify Connector, seen$/m);
    expect(said.stdout).toMatch(/^ {4}on {6}Business-to-Business Entities, seen$/m);
    expect(said.stdout).toMatch(/^ {4}on {6}Companies \(B2B\), seen$/m);
  });

  it('terms lists both sides, with the reason where terms cannot be used', async () => {
    const said = await accord.say('profile', 'terms', profile);
    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/^ {2}Net 30 +-$/m);
    expect(said.stdout).toMatch(/^ {2}Due on receipt +- +"Due on receipt" cannot be assigned/m);
  });

  it('set takes everything about it, and leaves what is not named as it is', async () => {
    const set = await accord.ask<ProfileOverview>(
      'profile',
      'companies',
      profile,
      '--active',
      'on',
      '--direction',
      'import',
      '--max-failed-attempts',
      '3',
      '--always-export-terms',
      'yes',
      '--organization',
      'category',
      '--terms',
      'Net 7=NET7',
      'net 15=NET14',
      'gid://shopify/PaymentTermsTemplate/4=NET30',
    );
    expect(set.code, set.stderr).toBe(0);
    const { company, customer } = set.answer.profile;
    expect(customer).toMatchObject({ direction: 'bidirectional', maxFailedAttempts: 5 });
    expect(company).toEqual({
      active: true,
      direction: 'import',
      primary: 'erp',
      maxFailedAttempts: 3,
      organization: { by: 'category' },
      contactsAsCustomers: false,
      alwaysExportTerms: true,
      terms: [
        { shopify: 'gid://shopify/PaymentTermsTemplate/2', erp: 'NET7' },
        { shopify: 'gid://shopify/PaymentTermsTemplate/3', erp: 'NET14' },
        { shopify: 'gid://shopify/PaymentTermsTemplate/4', erp: 'NET30' },
      ],
    });
    expect(set.stderr).toContain('Company         active, import, by category Organization, 3 payment terms');
  });

  it.each([
    [['--terms', 'Net 31=NET30'], 'The store has no payment terms "Net 31".'],
    [['--terms', 'Net 30'], '--terms takes <terms of Shopify>=<credit terms of MYOB>'],
    [['--organization', 'class'], '--organization takes category, class:'],
    [['--max-failed-attempts', '0'], '--max-failed-attempts takes a whole number from 1.'],
    [['--direction', 'up'], '--direction does not take "up".'],
    [['--terms', 'Due on receipt=COD'], '"Due on receipt" cannot be assigned to a company location.'],
  ])('refuses %j with a sentence', async (options, sentence) => {
    const refused = await accord.say('profile', 'companies', profile, ...options);
    expect(refused.code).toBe(1);
    expect(`${refused.stdout}${refused.stderr}`).toContain(sentence);
  });
});

describe('a preview with business customers', () => {
  it('shows each as a tree: locations, contacts and roles with what happens to them', async () => {
    const preview = await accord.ask<{ plan: PlanHeader }>('preview', profile);
    expect(preview.code, preview.stderr).toBe(0);
    expect(preview.stderr).toMatch(/Of business customers: 2 contacts to create, 0 to update, 2 to link/);
    const said = await accord.say('rows', profile, '--entity', 'company');
    expect(said.stdout).toContain(`Create in MYOB         ${fromShop.name}`);
    for (const { name, home } of fromShop.sites) {
      expect(said.stdout).toContain(`      Location ${name}, ${home.city}: Create in MYOB`);
    }
    const [main] = fromShop.buyers;
    expect(said.stdout).toContain(
      `      Contact ${main.firstName} ${main.lastName} <${main.email}>: Create in MYOB`,
    );
    expect(said.stdout).toMatch(
      /^ {10}role at Head Office, .+: no role -> Location admin \(Admin\) in MYOB$/m,
    );
    expect(said.stdout).toContain('2 of 2 rows');
  });

  it('rows takes one entity at a time', async () => {
    const rowsOf = async (entity: string) =>
      (await accord.ask<{ rows: readonly PlanRow[] }>('rows', profile, '--entity', entity)).answer.rows;
    expect((await rowsOf('company')).map(({ entity }) => entity)).toEqual(['company', 'company']);
    const people = await rowsOf('customer');
    expect(new Set(people.map(({ entity }) => entity))).toEqual(new Set(['customer']));
    // The guest, and the four people who act for the two businesses.
    expect(people).toHaveLength(5);
  });

  it('report names the location or contact of each line', async () => {
    const committed = await accord.ask<{ run: Run }>('commit', profile);
    expect(committed.code, committed.stderr).toBe(0);
    expect(committed.answer.run.counts).toMatchObject({ written: { erp: 1, shopify: 0 }, failed: 0 });
    const { answer } = await accord.ask<{ file: string }>('report', profile);
    const report = JSON.parse(await readFile(answer.file, 'utf8')) as {
      readonly lines: readonly { readonly operation: string; readonly part: string }[];
    };
    const partsOf = (operation: string) =>
      report.lines.filter((line) => line.operation === operation).map(({ part }) => part);
    expect(partsOf('Customer created')).toEqual(['']);
    expect(partsOf('Location created')).toEqual([fromShop.sites[1]?.name]);
    // The main contact is made with the customer.
    const [, second] = fromShop.buyers;
    expect(partsOf('Contact created')).toEqual([`${second?.firstName} ${second?.lastName}`]);
  });

  it('says that they are paused when the store\u2019s B2B is switched off, and what to do', async () => {
    world.shopify.setSwitches({ b2b: false });
    const said = await accord.say('preview', profile);
    expect(said.code, said.stderr).toBe(0);
    expect(said.stdout).toContain(
      'Business customers are paused: they were not read, and nothing about them changes. "Companies (B2B)" is off.',
    );
    expect(said.stdout).toContain('Customers > Companies');
  });
});
