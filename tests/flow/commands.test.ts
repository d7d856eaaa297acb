/**
 * Every command of the command line, for people and for scripts, over real HTTP: a profile from its creation to its
 * removal. The parts build on each other, as in a week of work.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CheckResult,
  PlanHeader,
  PlanRow,
  ProfileOverview,
  Run,
  RunDetail,
} from '../../shared/ipc/contract.ts';
import type { Person } from '../../simulators/demo/people.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, profileArguments, writesAt } from './twins.ts';

interface PlanAnswer {
  readonly ok: boolean;
  readonly plan: PlanHeader;
}
interface RowsAnswer {
  readonly ok: true;
  readonly planId: string;
  readonly total: number;
  readonly rows: readonly PlanRow[];
}
interface RunAnswer {
  readonly ok: boolean;
  readonly run: Run;
}
interface ReportAnswer {
  readonly ok: true;
  readonly file: string;
  readonly rows: number;
}

const cast = inventCast(11);

/** The person at that place of a group. */
function personOf(people: readonly Person[], index: number): Person {
  const person = people[index];
  if (person === undefined) throw new Error('The cast is too small.');
  return person;
}

const severalHomes = cast.pairs.filter(({ homes }) => homes.length >= 3);
const edited = personOf(severalHomes, 0);
const moved = personOf(severalHomes, 1);
const deleted = personOf(severalHomes, 2);
const inShopify = personOf(cast.newInShopify, 0);
const another = personOf(cast.newInShopify, 1);
const inErp = personOf(cast.newInErp, 0);
const double = personOf(cast.doubles, 0);

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;
let newestRun: string;

const shopifyId = (email: string): string => {
  const found = world.shopify.store.customers().find((customer) => customer.email === email);
  if (found === undefined) throw new Error(`Nobody in Shopify has ${email}.`);
  return `gid://shopify/Customer/${found.number}`;
};
const atErp = (email: string) =>
  world.erp.store.customers().filter(({ mainContact }) => mainContact.values['Email'] === email);
const erpNumber = (email: string): string => String(atErp(email)[0]?.values['CustomerID']);

async function rowsOf(...filter: readonly string[]): Promise<readonly PlanRow[]> {
  return (await accord.ask<RowsAnswer>('rows', profile, ...filter)).answer.rows;
}

/** People edit both systems so that every kind of decision is asked for. */
function passTime(): void {
  world.shopify.store.editCustomer(shopifyId(edited.email), { lastName: 'Lane' });
  world.erp.store.editCustomer(erpNumber(edited.email), {
    PrimaryContact: { FirstName: edited.firstName, LastName: 'Lane-Smith' },
  });
  const [, , third] = world.shopify.store.customer(shopifyId(moved.email))?.addresses ?? [];
  world.shopify.store.removeAddress(
    `gid://shopify/MailingAddress/${third?.number}?model_name=CustomerAddress`,
  );
  world.shopify.store.deleteCustomer(shopifyId(deleted.email));
  for (const person of [inShopify, another, double]) world.shopify.store.addCustomer(shopifyCustomer(person));
  for (const person of [inErp, double, double]) world.erp.store.addCustomer(erpCustomer(person));
  world.erp.store.addCustomer({
    CustomerName: 'Order Desk',
    MainContact: { Email: 'orders@@example.com.au' },
  });
}

beforeAll(async () => {
  workplace = await openWorkplace();
  accord = workplace.commandLine('home');
  world = await startDemoWorld(null, { isEmpty: true });
  for (const person of [edited, moved, deleted, ...cast.pairs.slice(1, 5)]) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('profile', () => {
  it('create makes an active profile; the secrets are used and never stored or shown', async () => {
    const made = await accord.ask<ProfileOverview & { ok: true }>(
      ...profileArguments('Harbour & Pine', addressesOf(world)),
    );
    expect(made.code, made.stderr).toBe(0);
    profile = made.answer.profile.id;
    expect(profile).toBe('harbour-pine');
    expect(made.answer).toMatchObject({
      ok: true,
      secrets: { shopify: 'session', erp: 'session' },
      missing: {},
      profile: {
        customer: { active: true, direction: 'bidirectional', primary: 'erp', withLocations: true },
      },
    });
    expect(made.stderr).toBe('Profile "Harbour & Pine" (harbour-pine) is ready.\n');
    const kept = await readFile(join(accord.home, 'settings.json'), 'utf8');
    for (const text of [kept, made.stdout, made.stderr]) {
      expect(text).not.toContain(demoCompany.password);
      expect(text).not.toContain(demoCompany.accessToken);
    }
  });

  it('create refuses to activate while something is missing (exit 1), leaves nothing behind, and says what is needed', async () => {
    const refused = await accord.ask('profile', 'create', '--name', 'Hasty', '--activate');
    expect(refused.code).toBe(1);
    expect(refused.answer).toMatchObject({ ok: false, error: { code: 'DEFAULTS_MISSING' } });
    expect(Object.keys(refused.answer.error.fields).length).toBeGreaterThan(0);
    const options = ['--direction', 'import', '--no-locations', '--country', 'NZ'];
    const made = await accord.ask<ProfileOverview>('profile', 'create', '--name', 'Hasty', ...options);
    expect(made.code).toBe(0);
    expect(made.answer.profile).toMatchObject({
      homeCountry: 'NZ',
      customer: { active: false, direction: 'import', withLocations: false },
    });
    expect(made.stderr).toMatch(/Still needed: .*customer class/i);
  });

  it('list and show name store, company and state', async () => {
    const listed = await accord.say('profile', 'list');
    expect(listed.stdout).toMatch(
      /^harbour-pine +Harbour & Pine +harbour-pine\.myshopify\.com +HARBOUR +bidirectional$/m,
    );
    expect(listed.stdout).toMatch(/^hasty +Hasty +no store +no company +not active$/m);
    const shown = await accord.say('profile', 'show', 'harbour & pine');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(`HARBOUR at ${world.erp.url} (secret: session)`);
  });
});

describe('wrong usage (exit 1)', () => {
  // Each in a folder of its own, so that they can go on at the same time.
  it.concurrent.each<readonly [string, readonly string[], string]>([
    ['an unknown command', ['sync'], "unknown command 'sync'"],
    [
      'a profile that does not exist',
      ['preview', 'nobody'],
      'Profile "nobody" does not exist. `profile list` shows those that do.',
    ],
    [
      'a direction that there is not',
      ['profile', 'create', '--name', 'X', '--direction', 'up'],
      '--direction does not take "up".',
    ],
    [
      'an ERP without company',
      ['profile', 'create', '--name', 'Y', '--acumatica-url', 'https://127.0.0.1'],
      '--acumatica-url needs --tenant, or a client id with its company, as well.',
    ],
  ])('%s', async (name, args, sentence) => {
    const afresh = workplace.commandLine(name);
    const ended = await afresh.say(...args);
    expect(ended.code).toBe(1);
    expect(`${ended.stdout}${ended.stderr}`).toContain(sentence);
  });

  it.concurrent('is a JSON document too, once the arguments were understood', async () => {
    const { code, answer } = await accord.ask('preview', 'nobody');
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'PROFILE_MISSING', title: 'There is no such profile' },
    });
  });

  it.concurrent('help is no mistake', async () => {
    const help = await accord.say('commit', '--help');
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('write the approved rows of the latest preview, and nothing else');
  });
});

describe('doctor', () => {
  it('checks both systems step by step', async () => {
    const said = await accord.say('doctor', profile);
    expect(said.code, said.stdout).toBe(0);
    expect(said.stdout).toMatch(/^Shopify\n {2}1\. ok {6}Address of the store/);
    expect(said.stdout).toMatch(/MYOB Acumatica\n {2}1\. ok/);
  });

  it('names the step that fails and the remedy (exit 2)', async () => {
    const wrong = accord.with({ ACCORD_SHOPIFY_SECRET: 'shpat_wrong' });
    const asked = await wrong.ask<{ ok: boolean; checks: readonly CheckResult[] }>(
      'doctor',
      profile,
      '--side',
      'shopify',
    );
    expect(asked.code).toBe(2);
    expect(asked.answer.ok).toBe(false);
    expect(asked.answer.checks.map(({ side }) => side)).toEqual(['shopify']);
    const statuses = asked.answer.checks[0]?.steps.map(({ status }) => status);
    expect(statuses?.slice(0, 4)).toEqual(['ok', 'ok', 'failed', 'skipped']);
    expect(asked.stderr).toContain('3. failed  Sign-in: Shopify did not accept the access token');
    expect(asked.stderr).toContain('-> The token for 127.0.0.1');
  });
});

describe('the first sync', () => {
  it('there is nothing to commit or to look back on yet', async () => {
    expect(await accord.ask('commit', profile)).toMatchObject({
      code: 4,
      answer: { error: { code: 'PLAN_MISSING' } },
    });
    expect(await accord.say('history', profile)).toMatchObject({ code: 0, stdout: 'No runs yet.\n' });
  });

  it('links what is equal and writes to neither system', async () => {
    const { answer } = await accord.ask<PlanAnswer>('preview', profile);
    expect(answer.ok).toBe(true);
    expect(answer.plan.totals.byVerb).toMatchObject({ link: 7, create: 0, update: 0, conflict: 0 });
    // The guest customer of the ERP is never synchronised, and nobody has to say so.
    expect(answer.plan.totals).toMatchObject({ needPerson: 0, byVerb: { skip: 1 } });
    const committed = await accord.say('commit', profile);
    expect(committed.code, committed.stdout).toBe(0);
    expect(committed.stdout).toContain(
      'Finished: 0 customers written to MYOB, 0 to Shopify, 7 linked, 0 failed',
    );
    expect(writesAt(world)).toBe(0);
  });

  it('has a second preview with nothing to do (exit 0)', async () => {
    const { code, answer } = await accord.ask<PlanAnswer>('preview', profile);
    expect(code).toBe(0);
    expect(answer.plan.totals).toMatchObject({ needPerson: 0, writes: { erp: 0, shopify: 0 } });
    expect(answer.plan.totals.byVerb.equal).toBe(7);
  });
});

describe('a week later', () => {
  let rows: readonly PlanRow[] | null = null;
  beforeAll(passTime);

  it('preview counts what would happen, and waits for a person (exit 3)', async () => {
    const said = await accord.say('preview', profile);
    expect(said.code, said.stderr).toBe(3);
    expect(said.stdout).toMatch(/^ {2}Create +3 {2}2 in MYOB, 1 in Shopify$/m);
    for (const line of [
      /^ {2}Conflict +1/m,
      /^ {2}Which one\? +1/m,
      /^ {2}Partner deleted +1/m,
      /^ {2}Deactivate +1/m,
    ]) {
      expect(said.stdout).toMatch(line);
    }
    expect(said.stdout).toContain('2 deactivations or deletions are proposed and off until you decide.');
    expect(said.stdout).toMatch(/Commit would write 2 customers to MYOB and 1 to Shopify/);
    expect(said.stdout).toMatch(/^Preview plan-\S+, SHA-256 [0-9a-f]{64}$/m);
    expect(writesAt(world)).toBe(0);
  });

  it('rows filters by verb, by need and by text, and pages', async () => {
    const narrowed = ['--need-person', '--verb', 'conflict', 'ambiguous', 'create', '--search', '@example'];
    const waiting = await rowsOf(...narrowed);
    expect(waiting.map(({ verb }) => verb).toSorted()).toEqual(['ambiguous', 'conflict']);
    const all = await accord.ask<RowsAnswer>('rows', profile, '--limit', '500', '--offset', '2');
    expect(all.answer.total).toBe(all.answer.rows.length + 2);
    expect(all.answer.total).toBeGreaterThan(10);
    const said = await accord.say('rows', profile, '--need-person');
    expect(said.stdout).toContain(
      `Last name: MYOB has "Lane-Smith", Shopify has "Lane" (was "${edited.lastName}").`,
    );
    for (const { values } of atErp(double.email)) {
      const candidate = `${double.firstName} ${double.lastName} (${values['CustomerID']})`;
      expect(said.stdout).toContain(`Candidate in MYOB: ${candidate}`);
    }
    expect(said.stdout).toMatch(/\n3 of 3 rows\nRead just now\.\n$/);
    expect(await accord.ask('rows', profile, '--verb', 'destroy')).toMatchObject({
      code: 1,
      answer: { error: { code: 'USAGE' } },
    });
  });

  /** The only row of a verb. */
  const idOf = async (verb: string): Promise<string> => {
    rows ??= await rowsOf();
    const [row, ...others] = rows.filter((each) => each.verb === verb);
    if (row === undefined || others.length > 0) throw new Error(`${others.length + 1} rows to ${verb}`);
    return row.id;
  };

  it('decide settles a conflict for one side, and can take it back', async () => {
    const id = await idOf('conflict');
    const used = await accord.ask<PlanAnswer>('decide', profile, id, '--use', 'shopify');
    expect(used.answer.plan.totals).toMatchObject({ needPerson: 2, writes: { erp: 3, shopify: 1 } });
    const cleared = await accord.ask<PlanAnswer>('decide', profile, id, '--clear');
    expect(cleared.answer.plan.totals).toMatchObject({ needPerson: 3, writes: { erp: 2, shopify: 1 } });
    const said = await accord.say('decide', profile, id, '--use', 'shopify');
    expect(said.stdout).toBe(
      'Decided 1. Commit would now write 3 customers to MYOB and 1 to Shopify; 2 rows still wait.\n',
    );
  });

  it('decide chooses between candidates by the number that rows shows', async () => {
    const [, second] = atErp(double.email).map(({ values }) => String(values['CustomerID']));
    const id = await idOf('ambiguous');
    const chosen = await accord.ask<PlanAnswer>('decide', profile, id, '--partner', second ?? '');
    expect(chosen.code, chosen.stderr).toBe(0);
    expect(chosen.answer.plan.totals.byVerb).toMatchObject({ ambiguous: 0 });
  });

  it('decide approves a proposed deactivation and what becomes of a deleted partner', async () => {
    const approved = await accord.say('decide', profile, await idOf('deactivate'), '--approve');
    expect(approved.code, approved.stderr).toBe(0);
    const ended = await accord.say('decide', profile, await idOf('delete'), '--deletion', 'endLink');
    expect(ended.code, ended.stderr).toBe(0);
  });

  it('decide refuses what there is not (exit 1)', async () => {
    const id = await idOf('conflict');
    expect(await accord.ask('decide', profile, id, '--use', 'both')).toMatchObject({
      code: 1,
      answer: { error: { code: 'USAGE', message: '--use takes erp or shopify.' } },
    });
    expect(await accord.ask('decide', profile, 'row-0')).toMatchObject({
      code: 1,
      answer: { error: { code: 'ROW_MISSING' } },
    });
  });
});

describe('commit', () => {
  it('refuses another plan than the one that was shown (exit 4)', async () => {
    const { code, answer } = await accord.ask('commit', profile, '--plan', '0'.repeat(64));
    expect(code).toBe(4);
    expect(answer.error.code).toBe('PLAN_HASH_MISMATCH');
    expect(writesAt(world)).toBe(0);
  });

  it('refuses a plan that is older than the settings (exit 4)', async () => {
    const file = join(accord.home, 'settings.json');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('"direction": "bidirectional"', '"direction": "import"'));
    const { code, answer, stderr } = await accord.ask('commit', profile);
    await writeFile(file, before);
    expect(code).toBe(4);
    expect(answer.error.code).toBe('PLAN_OUTDATED');
    expect(stderr).toContain('Prepare again; decisions on unchanged rows are kept.');
    expect(writesAt(world)).toBe(0);
  });

  let approved = '';

  it('--first tries a few rows of each verb, and says what is left of the preview', async () => {
    const tried = await accord.ask<RunAnswer>('commit', profile, '--first', '1');
    expect(tried.code, tried.stderr).toBe(3);
    expect(tried.answer.run.state).toBe('finished');
    expect(tried.stderr).toMatch(/^Left of this preview: \d to MYOB, \d to Shopify, \d to link\./m);
    expect(writesAt(world)).toBeGreaterThan(0);
    approved = tried.answer.run.planSha256;
  });

  it('writes the rest that was decided, and nothing else; what was not decided waits (exit 3)', async () => {
    const committed = await accord.say('commit', profile, '--plan', approved);
    expect(committed.code, committed.stdout).toBe(3);
    expect(committed.stdout).toMatch(
      /^Finished: .* 0 failed, 0 changed since the preview, 0 not reached\.$/m,
    );
    const writes = writesAt(world);
    const again = await accord.say('commit', profile);
    expect(again.code).toBe(4);
    expect(again.stdout).toContain('The preview is out of date');
    expect(writesAt(world)).toBe(writes);

    const { erp, shopify } = world;
    expect(erp.store.customer(erpNumber(edited.email))?.primaryContact?.values['LastName']).toBe('Lane');
    expect(shopify.store.customer(shopifyId(edited.email))?.lastName).toBe('Lane');
    for (const person of [inShopify, another]) expect(atErp(person.email)).toHaveLength(1);
    expect(shopify.store.customers().filter(({ email }) => email === inErp.email)).toHaveLength(1);
    const states = erp.store
      .customer(erpNumber(moved.email))
      ?.locations.map(({ values }) => values['Status']);
    expect(states?.toSorted()).toEqual(['Active', 'Active', 'Inactive']);
    expect(erp.store.customer(erpNumber(deleted.email))?.values['Status']).toBe('Active');
  });

  it('leaves a second preview with only what waits for a person; left alone, nothing waits (exit 0)', async () => {
    const second = await accord.ask<PlanAnswer>('preview', profile);
    expect(second.code).toBe(3);
    expect(second.answer.plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
    const waiting = await rowsOf('--need-person');
    expect(waiting.map(({ erp }) => erp?.name)).toContain('Order Desk');
    await accord.ask('decide', profile, ...waiting.map(({ id }) => id), '--leave');
    expect((await accord.say('preview', profile)).code).toBe(0);
  });
});

describe('history and report', () => {
  it('history lists the runs with the newest first', async () => {
    const { answer } = await accord.ask<{ ok: true; runs: readonly RunDetail[] }>('history', profile);
    expect(answer.runs.map(({ run }) => run.state)).toEqual(['finished', 'finished', 'finished']);
    const started = answer.runs.map(({ run }) => run.startedAt);
    expect(started).toEqual(started.toSorted().toReversed());
    const said = await accord.say('history', profile);
    expect(said.stdout.match(/^Finished: /gm)).toHaveLength(3);
    expect(await accord.say('history', profile, '--retry')).toMatchObject({
      code: 0,
      stdout: '0 records are set back to Prepared. Each comes with the next preview.\n',
    });
  });

  it('report writes the evidence of a run as JSON, CSV or a workbook', async () => {
    const said = await accord.say('report', profile);
    expect(said.code).toBe(0);
    const [, count = '', file = ''] = /^(\d+) lines in (.+\.json)\n$/.exec(said.stdout) ?? [];
    const json = JSON.parse(await readFile(file, 'utf8')) as {
      run: Run;
      lines: readonly { outcome: string }[];
    };
    expect(json.lines).toHaveLength(Number(count));
    expect(new Set(json.lines.map(({ outcome }) => outcome))).toEqual(new Set(['Done']));

    const csv = await accord.ask<ReportAnswer>('report', profile, json.run.id, '--format', 'csv');
    const lines = (await readFile(csv.answer.file, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe(
      '\uFEFFTime (UTC),System,What was done,Customer,Number,Outcome,Reason,Location or contact',
    );
    expect(lines).toHaveLength(1 + csv.answer.rows);
    expect(csv.answer.rows).toBe(json.lines.length);

    const workbook = await accord.ask<ReportAnswer>('report', profile, '--format', 'xlsx');
    expect((await readFile(workbook.answer.file)).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    expect(await accord.ask('report', profile, '--format', 'pdf')).toMatchObject({
      code: 1,
      answer: { error: { message: '--format takes json, csv or xlsx.' } },
    });
    newestRun = json.run.id;
  });

  it('resume has nothing to do, and refuses a finished run', async () => {
    expect(await accord.ask('resume', profile)).toMatchObject({ code: 0, answer: { ok: true, run: null } });
    expect(await accord.ask('resume', profile, newestRun)).toMatchObject({
      code: 1,
      answer: { error: { code: 'RUN_NOT_RESUMABLE' } },
    });
  });
});

describe('profile remove', () => {
  it('wants the name typed again, then removes everything on this computer and nothing in either system', async () => {
    const writes = writesAt(world);
    const refused = await accord.ask('profile', 'remove', profile, '--confirm', 'harbour');
    expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'INPUT_INVALID' } } });
    const folder = join(accord.home, 'profiles', profile);
    expect(existsSync(folder)).toBe(true);
    const removed = await accord.say('profile', 'remove', profile, '--confirm', 'Harbour & Pine');
    expect(removed).toMatchObject({
      code: 0,
      stdout: 'Profile "Harbour & Pine" and everything it kept on this computer are removed.\n',
    });
    expect(existsSync(folder)).toBe(false);
    expect(await readFile(join(accord.home, 'settings.json'), 'utf8')).not.toContain(profile);
    expect(writesAt(world)).toBe(writes);
  });
});

describe('simulators', () => {
  it('run alone until they are stopped, and say how to reach them', async () => {
    const running = accord.start('--json', 'simulators', '--empty');
    let said = '';
    running.process.stdout?.on('data', (text: string) => (said += text));
    await new Promise<void>((resolve) =>
      running.process.stdout?.on('data', () => said.trimEnd().endsWith('}') && resolve()),
    );
    const answer = JSON.parse(said) as { shopify: { url: string }; acumatica: { url: string } };
    const response = await fetch(`${answer.acumatica.url}/entity`);
    expect(response.status).toBe(200);
    running.process.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });
});
