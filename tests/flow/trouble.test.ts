/**
 * Bad input and trouble, as a person at the command line meets it: a clear sentence that names the record or the system
 * and what to do, an exit code that says where it stopped, and nothing lost. What lies deeper is proven where it happens:
 * `provenElsewhere` lists those tests, and the last test of this file checks that they are there.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, Run } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { answerWith, startScriptedServer } from '../contract/shopify/scripted-server.ts';
import { openWorkplace, root, type CommandLine, type Refusal, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, until, writesAt, type Addresses } from './twins.ts';

const provenElsewhere: readonly (readonly [item: string, file: string, title: string])[] = [
  [
    'expired token in mid-run',
    'tests/contract/shopify/connecting.test.ts',
    'with a token that is revoked in the middle of the work, says so',
  ],
  [
    'lasting trouble of the ERP',
    'tests/contract/acumatica/trouble.test.ts',
    'gives up on lasting %s with %s, without a session left',
  ],
  ['trouble of the ERP that passes', 'tests/contract/acumatica/trouble.test.ts', 'gets over %j'],
  [
    '429 of the ERP in a write',
    'tests/contract/acumatica/trouble.test.ts',
    'sends again after %j, because nothing was carried out',
  ],
  [
    'HTML or broken JSON as answer to a write',
    'tests/contract/shopify/transport.test.ts',
    'never writes again after %s: whether it was written is not known',
  ],
  ['a storm of THROTTLED', 'tests/contract/shopify/transport.test.ts', 'gives up after a storm, in words'],
  [
    'personal data denied',
    'tests/contract/shopify/connecting.test.ts',
    'warns where many customers show no e-mail at all',
  ],
  ['phones in every spelling', 'shared/mapping/normalise.test.ts', 'reads %s in %s as %s'],
  ['phones that are none', 'shared/mapping/normalise.test.ts', 'does not read %s in %s: %s'],
  [
    'settings cut at any byte',
    'electron/storage/settings.test.ts',
    'cut in half at any byte: the backup is used, said so, and the damaged file is kept',
  ],
  [
    'full disk under the settings',
    'electron/storage/settings.test.ts',
    'a full disk at any step of a write leaves file, backup and memory as they were',
  ],
  [
    'full disk between two writes',
    'shared/sync/commit.test.ts',
    'writes nothing that it cannot record: a full disk stops everything (L5)',
  ],
  [
    'a copy of the app that was killed',
    'electron/storage/profile-lock.test.ts',
    'names the other process, and takes over from one that was killed',
  ],
];

interface PlanAnswer {
  readonly ok: boolean;
  readonly plan: PlanHeader;
}

const cast = inventCast(5);
const people = cast.pairs.slice(0, 10);
let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.remove());

/** Both systems hold the same ten people, and Accord has linked them. */
async function startLinked(
  homeName: string,
): Promise<{ world: DemoWorld; accord: CommandLine; profile: string }> {
  const world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of people) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  const accord = workplace.commandLine(homeName);
  const profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await accord.ask('preview', profile);
  const linked = await accord.ask('commit', profile);
  expect(linked.code, linked.stderr).toBe(0);
  return { world, accord, profile };
}

describe('reaching and reading the two systems', () => {
  let world: DemoWorld;
  let accord: CommandLine;
  let profile: string;

  beforeAll(async () => ({ world, accord, profile } = await startLinked('reading')));

  afterEach(() => {
    world.shopify.faults.clear();
    world.erp.faults.clear();
    world.shopify.setSwitches({ protectedData: 'full' });
    world.erp.setFeatures({ businessAccountLocations: true });
    expect(writesAt(world)).toBe(0);
    expect(world.erp.counters.sessionsOpen).toBe(0);
  });

  afterAll(() => world.close());

  /** The preview is refused with this code; both the script and the person get the sentence. */
  async function expectRefused(
    code: string,
    sentence: string | RegExp,
    { from = accord, id = profile, exitCode = 2 } = {},
  ): Promise<void> {
    const refused = await from.ask<Refusal>('preview', id);
    expect(refused.code, refused.stderr).toBe(exitCode);
    const { error } = refused.answer;
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(refused.stderr).toContain(`${error.title}\n${error.message}`);
  }

  /** The same of a profile that leads somewhere else. */
  async function expectRefusedAt(
    addresses: Addresses,
    further: readonly string[],
    code: string,
    sentence: string | RegExp,
    exitCode = 2,
  ): Promise<void> {
    const other = workplace.commandLine(code);
    const id = await makeProfile(other, 'Elsewhere', addresses, ...further);
    await expectRefused(code, sentence, { from: other, id, exitCode });
  }

  async function expectWhole(): Promise<void> {
    const { code, answer, stderr } = await accord.ask<PlanAnswer>('preview', profile);
    expect(code, stderr).toBe(0);
    expect(answer.plan.totals.byVerb).toMatchObject({ equal: people.length, delete: 0, create: 0 });
  }

  const hostOf = (url: string): string => new URL(url).host;

  it('wrong token', () =>
    expectRefused(
      'SHOPIFY_TOKEN_REJECTED',
      `The token for ${hostOf(world.shopify.url)} is wrong, was revoked, or belongs to another store. Create or copy it again`,
      { from: accord.with({ ACCORD_SHOPIFY_SECRET: 'shpat_wrong' }) },
    ));

  it('wrong password', () =>
    expectRefused(
      'ERP_SIGN_IN_REJECTED',
      `User name or password is wrong for ${hostOf(world.erp.url)}. Check both`,
      { from: accord.with({ ACCORD_ERP_PASSWORD: 'wrong' }) },
    ));

  it('no secret at all', () =>
    expectRefused(
      'SECRET_MISSING',
      'No MYOB Acumatica password for "Harbour" was found. Enter it in the connect step, or give it in ACCORD_ERP_PASSWORD.',
      { from: accord.with({ ACCORD_ERP_PASSWORD: '' }) },
    ));

  it('wrong company', async () => {
    const addresses = addressesOf(world);
    await expectRefusedAt(
      addresses,
      ['--tenant', 'ELSEWHERE'],
      'ERP_COMPANY_UNKNOWN',
      `${hostOf(world.erp.url)} has no company "ELSEWHERE". Choose one of its companies; names are spelled exactly.`,
    );
  });

  it('expired session: signs in again and reads on; where that does not help, says so', async () => {
    world.erp.faults.add({ kind: 'sessionExpired', entity: 'Customer' });
    await expectWhole();
    world.erp.faults.add({ kind: 'sessionExpired', times: null });
    await expectRefused('ERP_SESSION_EXPIRED', 'could not be opened again. Sign in again.');
  });

  it('ERP with no free seat', async () => {
    const seats = await Promise.all(
      Array.from({ length: 4 }, () =>
        fetch(`${world.erp.url}/entity/auth/login`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            name: demoCompany.user,
            password: demoCompany.password,
            tenant: demoCompany.tenant,
          }),
        }),
      ),
    );
    expect(seats.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    await expectRefused('ERP_NO_SEAT', /all are in use.*Close another integration, or wait up to an hour/);
    expect(world.erp.counters.sessionsOpen).toBe(4);
    world.erp.expireSessions();
  });

  it('feature missing', async () => {
    world.erp.setFeatures({ businessAccountLocations: false });
    await expectRefused('ERP_NO_RIGHTS', 'Business Account Locations');
  });

  it('unreachable host', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    await new Promise((resolve) => server.close(resolve));
    await expectRefusedAt(
      { ...addressesOf(world), shopify: `http://127.0.0.1:${port}` },
      [],
      'HOST_UNREACHABLE',
      `No answer from 127.0.0.1:${port}. Check the address and your internet connection, then try again. Nothing was changed.`,
    );
  });

  it('TLS error', async () => {
    const server = await startScriptedServer([], 'https');
    const addresses = { ...addressesOf(world), erp: server.url };
    await expectRefusedAt(
      addresses,
      [],
      'TLS_FAILED',
      /The certificate of .* was not accepted.*Nothing was sent\./,
    );
    expect(server.received).toHaveLength(0);
    await server.close();
  });

  it('an address without encryption', async () => {
    const addresses = { ...addressesOf(world), erp: 'http://harbour.example.com.au' };
    await expectRefusedAt(addresses, [], 'INSECURE_ADDRESS', 'Plain http is only accepted for 127.0.0.1.', 1);
  });

  it('malformed JSON: asked again; where it lasts, said so and nothing taken from it', async () => {
    world.shopify.faults.inject({ kind: 'malformedJson', skip: 1 });
    world.erp.faults.add({ kind: 'malformedJson', entity: 'CustomerLocation' });
    await expectWhole();
    const server = await startScriptedServer([answerWith(200, '{"endpoints":[{"name":"Def')]);
    await expectRefusedAt(
      { ...addressesOf(world), erp: server.url },
      [],
      'ANSWER_MALFORMED',
      `The answer of ${hostOf(server.url)} could not be read to its end. Nothing was taken from it. Try again`,
    );
    await server.close();
  });

  it('HTML instead of JSON', async () => {
    world.shopify.faults.inject({ kind: 'html', count: 50 });
    await expectRefused(
      'ANSWER_NOT_JSON',
      `${hostOf(world.shopify.url)} answered with a web page instead of data. Usually the address leads to a web page, a log-in page or a proxy: check the address.`,
    );
  });

  it.each(['redacted', 'denied'] as const)('personal data %s', async (protectedData) => {
    world.shopify.setSwitches({ protectedData });
    await expectRefused(
      'SHOPIFY_PERSONAL_DATA_HIDDEN',
      /Syncing would lose them, so nothing is synchronised\. Request access to protected customer data/,
    );
  });

  it('429 and THROTTLED: waits and reads on', async () => {
    world.shopify.faults.inject({ kind: 'throttled' }, { kind: 'tooManyRequests' });
    await expectWhole();
    expect(world.shopify.faults.pending()).toEqual([]);
  });

  it.each([
    ['Shopify', (): void => world.shopify.faults.inject({ kind: 'shortPage', count: 50 })],
    ['MYOB', (): void => world.erp.faults.add({ kind: 'earlyEnd', times: null })],
  ] as const)(
    'a page of %s that ends early: shown, never committed (exit 4), and nobody is taken for deleted',
    async (system, arm) => {
      arm();
      const said = await accord.say('preview', profile);
      expect(said.code, said.stdout).toBe(4);
      expect(said.stdout).toMatch(
        new RegExp(
          `Halted: Not everything could be read from ${system}\\. .* so nothing can be committed\\. Prepare again\\.`,
        ),
      );
      const commit = await accord.ask('commit', profile);
      expect(commit.code).toBe(4);
      expect(commit.answer.error.code).toMatch(/^PLAN_(INCOMPLETE|GUARDED)$/);
      expect(commit.answer.error.message).toContain('Prepare again');
    },
  );

  it('a second copy of the app on the same profile', async () => {
    world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 1500 });
    const first = accord.start('--json', 'preview', profile);
    await until(() => world.erp.counters.sessionsOpen === 1);
    const second = await accord.ask('preview', profile);
    expect(second.code).toBe(1);
    expect(second.answer.error).toMatchObject({
      code: 'PROFILE_IN_USE',
      message: expect.stringMatching(
        new RegExp(`process ${first.process.pid}, since .*works with "harbour"\\. Close it there first\\.`),
      ) as string,
    });
    expect((await first.ended).code).toBe(0);
  });

  it('after all of it, every customer is still linked and equal', expectWhole);
});

describe('records that no program should guess about', () => {
  /** [as typed in MYOB, country, as Shopify holds it] */
  const phones: readonly (readonly [string, 'AU' | 'NZ', string | null])[] = [
    ['0491 570 156', 'AU', '+61491570156'],
    ['0491570157', 'AU', '+61491570157'],
    ['+61 491 570 158', 'AU', '+61491570158'],
    ['+61 (0)491 570 159', 'AU', '+61491570159'],
    ['0011 61 491 570 110', 'AU', '+61491570110'],
    ['(02) 5550 1234', 'AU', '+61255501234'],
    ['1800 160 401', 'AU', '+611800160401'],
    ['021 555 1101', 'NZ', '+64215551101'],
    ['+64 (0)9 555 0123', 'NZ', '+6495550123'],
    ['5550 1234', 'AU', null],
    ['0491 570 15', 'AU', null],
    ['ask Sione', 'AU', null],
  ];
  const emailOfPhone = (index: number): string => `phone.${index}@example.com.au`;
  const street = {
    AddressLine1: '12 King Street',
    City: 'Newtown',
    State: 'NSW',
    PostalCode: '2042',
    Country: 'AU',
  };
  const auckland = { AddressLine1: '8 Queen Street', City: 'Auckland', PostalCode: '1010', Country: 'NZ' };
  const longLine = 'Behind the third shed '.repeat(14).slice(0, 300);
  let world: DemoWorld;
  let accord: CommandLine;
  let profile: string;
  /** What `rows` says to a person before the commit. */
  let said: string;

  /** What is said about one customer: the line with its name, and the reasons below it. */
  function about(name: string): string {
    const lines = said.split('\n');
    const start = lines.findIndex((line) => /^ {2}\S/.test(line) && line.includes(`${name} (`));
    if (start === -1) throw new Error(`Nothing is said about ${name}:\n${said}`);
    const end = lines.findIndex((line, index) => index > start && !line.startsWith('      '));
    return lines.slice(start, end).join('\n');
  }

  const inShopify = (email: string) =>
    world.shopify.store.customers().filter((customer) => customer.email === email);
  const inErp = (email: string) =>
    world.erp.store.customers().filter(({ mainContact }) => mainContact.values['Email'] === email);

  /** What only an import or a bug of long ago can have left: the screens of today would refuse it. */
  function addOldSins(): void {
    world.shopify.store.addCustomer({ email: 'ghost@example.com.au' });
    const shop = world.shopify.store.snapshot();
    world.shopify.store.load({
      ...shop,
      customers: shop.customers.map((customer) =>
        customer.email === 'ghost@example.com.au' ? { ...customer, email: null } : customer,
      ),
    });
    world.erp.store.addCustomer({
      CustomerName: 'Long Line',
      MainContact: { Email: 'long.line@example.com.au', Address: street },
    });
    const company = world.erp.store.snapshot();
    for (const { values, mainContact } of company.customers) {
      if (values['CustomerName'] === 'Long Line') mainContact.address.values['AddressLine1'] = longLine;
    }
    world.erp.store.load(company);
  }

  beforeAll(async () => {
    world = await startDemoWorld(null, { isEmpty: true });
    const { shopify, erp } = world;
    erp.store.deleteCustomer(demoCompany.guestCustomer);
    for (const [index, [phone, country]] of phones.entries()) {
      erp.store.addCustomer({
        CustomerName: `Phone ${index}`,
        MainContact: {
          Email: emailOfPhone(index),
          Phone1: phone,
          Address: { ...(country === 'AU' ? street : auckland), AddressLine1: `${index + 1} King Street` },
        },
      });
    }
    shopify.store.addCustomer({ email: 'no.name@example.com.au' });
    erp.store.addCustomer({ CustomerName: 'No Contact' });
    shopify.store.addCustomer({
      firstName: 'A'.repeat(29),
      lastName: 'B'.repeat(30),
      email: 'sixty@example.com.au',
    });
    erp.store.addCustomer({
      CustomerName: 'Odd State',
      MainContact: { Email: 'odd.state@example.com.au', Address: { ...street, State: 'Nowhere' } },
      locations: [
        { LocationName: 'Second', LocationContact: { Address: { ...street, AddressLine1: '9 Mill Lane' } } },
      ],
    });
    erp.store.addCustomer({
      CustomerName: 'Sea View',
      MainContact: { Email: 'sea.view@example.com.au', Address: { ...street, City: 'Newtown \u{1F30A}' } },
    });
    for (const name of ['Twin One', 'Twin Two']) {
      erp.store.addCustomer({ CustomerName: name, MainContact: { Email: 'twins@example.com.au' } });
    }
    addOldSins();
    accord = workplace.commandLine('records');
    profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
    const preview = await accord.say('preview', profile);
    expect(preview.code, preview.stdout).toBe(3);
    said = (await accord.say('rows', profile, '--limit', '500')).stdout;
    const committed = await accord.ask<{ run: Run }>('commit', profile);
    expect(committed.code, committed.stderr).toBe(3);
    expect(committed.answer.run.counts).toMatchObject({ failed: 0, stale: 0, waiting: 0 });
  });

  afterAll(() => world.close());

  it('a record with no name, e-mail or phone waits, and says what to add where', () => {
    expect(about('7000000000003')).toContain(
      'This record has no name, no e-mail and no phone. Add one of them in Shopify.',
    );
  });

  it('a record with an e-mail only is named by it', () => {
    expect(about('no.name@example.com.au')).toContain('Named by the e-mail, as it has no other name.');
    expect(inErp('no.name@example.com.au')[0]?.values['CustomerName']).toBe('no.name@example.com.au');
  });

  it('a record with a name only goes on', () => {
    const found = world.shopify.store.customers().filter(({ lastName }) => lastName === 'Contact');
    expect(found).toMatchObject([{ firstName: 'No', email: null, phone: null }]);
  });

  it('a phone in nine spellings arrives as one number, and three that are none are left out and named', () => {
    for (const [index, [phone, , e164]] of phones.entries()) {
      expect(inShopify(emailOfPhone(index))[0]?.phone, phone).toBe(e164);
      expect(inErp(emailOfPhone(index))[0]?.mainContact.values['Phone1']).toBe(phone);
      const note = `"${phone}" is not a valid phone number. The customer goes without a phone.`;
      expect(about(`Phone ${index}`).includes(note), phone).toBe(e164 === null);
      expect(about(`Phone ${index}`).includes('not a valid phone'), phone).toBe(e164 === null);
    }
  });

  it('a state that the other side does not know holds back that address alone', () => {
    expect(about('Odd State')).toContain(
      'Shopify knows no state "Nowhere" in Australia. Correct it in MYOB.',
    );
    expect(inShopify('odd.state@example.com.au')[0]?.addresses.map(({ address1 }) => address1)).toEqual([
      '9 Mill Lane',
    ]);
  });

  it('a 60-character name waits, with the figures and the remedy', () => {
    expect(about(`${'A'.repeat(29)} ${'B'.repeat(30)}`)).toMatch(
      /has 60 characters; MYOB takes 50\. Shorten it in Shopify\./,
    );
    expect(inErp('sixty@example.com.au')).toEqual([]);
  });

  it('an emoji holds back the address alone', () => {
    expect(about('Sea View')).toContain(
      'Suburb or city has characters that Shopify refuses (emoji, HTML or a web address). Correct it in MYOB.',
    );
    expect(inShopify('sea.view@example.com.au')).toMatchObject([{ addresses: [] }]);
  });

  it('an address line of 300 characters is never cut', () => {
    expect(about('Long Line')).toContain(
      'Address line 1 has 300 characters; Shopify takes 255. Shorten it in MYOB.',
    );
    expect(inShopify('long.line@example.com.au')).toMatchObject([{ addresses: [] }]);
    expect(inErp('long.line@example.com.au')[0]?.mainContact.address.values['AddressLine1']).toBe(longLine);
  });

  it('two customers with one e-mail wait until one is chosen', () => {
    expect(said).toContain(
      '2 customers in MYOB have the e-mail twins@example.com.au. All of them wait until one is chosen.',
    );
    for (const name of ['Twin One', 'Twin Two']) expect(said).toContain(`Candidate in MYOB: ${name}`);
    expect(inShopify('twins@example.com.au')).toEqual([]);
    expect(inErp('twins@example.com.au')).toHaveLength(2);
  });
});

describe.concurrent('trouble with Accord\u2019s own files', () => {
  it('a settings file cut in half is restored from its backup, and said so; nothing is ever overwritten', async () => {
    const accord = workplace.commandLine('cut');
    await accord.say('profile', 'create', '--name', 'First');
    await accord.say('profile', 'create', '--name', 'Second');
    const file = join(accord.home, 'settings.json');
    const whole = await readFile(file, 'utf8');
    const half = whole.slice(0, whole.length / 2);
    await writeFile(file, half);
    const said = await accord.say('profile', 'list');
    expect(said.code).toBe(0);
    expect(said.stdout).toContain(`${file} was damaged; the backup was used and the damaged file kept as `);
    expect(said.stdout).toMatch(/^first +First/m);
    const kept = /kept as (\S+)\. Check the last change you made\./.exec(said.stdout)?.[1] ?? '';
    expect(await readFile(kept, 'utf8')).toBe(half);
    expect((await accord.say('profile', 'list')).stdout).not.toContain('was damaged');

    const damaged = '{"version": 1, "profiles": [';
    const files = (await readdir(accord.home)).filter((name) => name.startsWith('settings.json'));
    for (const name of files) await writeFile(join(accord.home, name), damaged);
    const refused = await accord.ask('profile', 'create', '--name', 'Third');
    expect(refused.code).toBe(1);
    expect(refused.answer.error.code).toBe('SETTINGS_CORRUPT');
    expect(refused.answer.error.message).toContain(
      'restore the file from a backup of your own, or move it away to start afresh.',
    );
    for (const name of files) expect(await readFile(join(accord.home, name), 'utf8')).toBe(damaged);
  });

  it('a full disk stops a commit at once, and keeps the preview before it; with space again, all goes on', async () => {
    const { world, accord, profile } = await startLinked('full');
    for (const person of cast.newInShopify.slice(0, 15)) {
      world.shopify.store.addCustomer(shopifyCustomer(person));
    }
    for (const person of cast.newInErp.slice(0, 15)) world.erp.store.addCustomer(erpCustomer(person));
    await accord.ask('preview', profile);

    const crowded = (pages: number) =>
      accord.with({ NODE_OPTIONS: smallDisk(pagesOf(accord, profile) + pages) });
    const refused = await crowded(6).ask('commit', profile);
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.answer.error).toMatchObject({
      code: 'DISK_FULL',
      message:
        'Nothing more can be recorded, so nothing more is written to either system. Free some space and resume.',
    });
    const written = writesAt(world);
    expect(written).toBeGreaterThan(0);
    expect(world.erp.counters.sessionsOpen).toBe(0);

    const resumed = await accord.ask<{ run: Run }>('resume', profile);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.answer.run).toMatchObject({
      state: 'finished',
      counts: { written: { erp: 15, shopify: 15 }, failed: 0 },
    });
    expect(writesAt(world)).toBeGreaterThan(written);
    expect(world.shopify.store.customers()).toHaveLength(10 + 15 + 15);
    expect(world.erp.store.customers()).toHaveLength(10 + 15 + 15);

    const before = await accord.ask<{ total: number }>('rows', profile);
    const unstored = await crowded(1).ask('preview', profile);
    expect(unstored.code, unstored.stderr).toBe(5);
    expect(unstored.answer.error.code).toBe('DISK_FULL');
    expect((await accord.ask<{ total: number }>('rows', profile)).answer).toEqual(before.answer);
    await world.close();
  });

  function pagesOf(accord: CommandLine, profile: string): number {
    const ledger = new DatabaseSync(join(accord.home, 'profiles', profile, 'ledger.sqlite'));
    const count = Number(ledger.prepare('PRAGMA page_count').get()?.['page_count']);
    ledger.close();
    return count;
  }

  /** SQLite itself says "disk is full" as soon as the ledger needs more pages than these. */
  function smallDisk(pages: number): string {
    const code = `
      import { DatabaseSync } from 'node:sqlite';
      const { exec } = DatabaseSync.prototype;
      DatabaseSync.prototype.exec = function (text) {
        exec.call(this, text);
        if (text.includes('journal_mode')) exec.call(this, 'PRAGMA max_page_count = ${pages}');
      };`;
    return `--import=data:text/javascript,${encodeURIComponent(code)}`;
  }
});

describe('what is proven elsewhere', () => {
  it.each(provenElsewhere)('%s', async (_item, file, title) => {
    expect(await readFile(join(root, file), 'utf8')).toContain(`'${title}'`);
  });
});
