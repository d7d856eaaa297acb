/**
 * Signing in to the ERP with the browser on the command line, command after command, each a process of its own. One of them is killed
 * in the middle of its work: the next, whatever it is, gives its seat back.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { visit } from '../support/browser.ts';
import { approveErp } from '../support/erp-company.ts';
import {
  makeKeyringHome,
  missingForKeyring,
  processIdFile,
  withKeyring,
  type KeyringHome,
} from '../support/keyring.ts';
import { collect, root, type Ended } from './command-line.ts';
import { until } from './twins.ts';

const accord = join(root, 'electron/cli/main.ts');
const user = { name: demoCompany.user, password: demoCompany.password };

let world: DemoWorld;
let home: KeyringHome;
/** Everything that was printed, to be searched for secrets. */
const printed: string[] = [];

beforeAll(async () => {
  world = await startDemoWorld(null);
  home = await makeKeyringHome();
});
afterAll(async () => {
  await world.close();
  await rm(home.folder, { recursive: true, force: true });
});

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended & { readonly answer: Readonly<Record<string, unknown>> }>;
}

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', accord, '--json', ...args];
  const [file, rest] = withKeyring('unlocked', command);
  const child = spawn(file, rest, {
    cwd: root,
    env: { ...home.environment, ACCORD_HOME: join(home.folder, 'accord'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = collect(child).then((how) => {
    printed.push(how.stdout, how.stderr);
    return { ...how, answer: JSON.parse(how.stdout || '{}') as Readonly<Record<string, unknown>> };
  });
  return { process: child, ended };
}

const run = (...args: readonly string[]) => start(args).ended;
const seats = () => world.erp.counters.sessionsOpen;

/** The address that a sign-in prints, as soon as it does. */
function addressOf({ process: child }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (part: Buffer) => {
      text += part.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/identity\/connect\/authorize\S+/.exec(text) ?? [];
      if (address !== undefined && text.includes('Waiting for the browser')) resolve(address);
    });
    child.once('close', () => reject(new Error(text)));
  });
}

const create = (name: string, ...more: readonly string[]) =>
  start(
    [
      ...`profile create --name ${name} --activate --acumatica-url ${world.erp.url} --shopify-domain ${demoCompany.domain}
       --shopify-url ${world.shopify.url} --requests-per-minute 6000 --whole-licence
       --customer-class ${demoCompany.customerClass} --guest-customer ${demoCompany.guestCustomer}`.split(
        /\s+/,
      ),
      ...more,
    ],
    { ACCORD_SHOPIFY_SECRET: demoCompany.accessToken },
  ).ended;

describe.skipIf(missingForKeyring.length > 0)('accord sign-in … acumatica', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['a user', ['--acumatica-client-id', 'A@B', '--user', 'accord'], /takes no user/],
    ['no company', ['--acumatica-client-id', 'A'], /needs --tenant/],
    ['no client id', ['--tenant', 'B', '--acumatica-sign-in', 'browser'], /needs --acumatica-client-id/],
    ['a language', ['--acumatica-client-id', 'A@B', '--locale', 'en-AU'], /takes no locale/],
  ])('is for no profile with %s', async (_, more, reason) => {
    const { code, answer } = await create('Wrong', ...more);
    expect([code, answer['error']]).toMatchObject([
      1,
      { code: 'USAGE', message: expect.stringMatching(reason) as string },
    ]);
  });

  it('is what a profile with a client id needs first; the company comes with the id', async () => {
    const made = await create(
      'Harbour',
      '--acumatica-client-id',
      `${demoCompany.erpClientId}@${demoCompany.tenant}`,
    );
    expect(made.code, made.stderr).toBe(0);
    expect(made.answer).toMatchObject({
      profile: { erp: { signIn: 'authorizationCode', tenant: demoCompany.tenant, username: null } },
      grants: { erp: 'missing' },
    });
    const preview = await run('preview', 'harbour');
    expect([preview.code, preview.answer['error']]).toMatchObject([2, { code: 'SIGN_IN_NEEDED' }]);
    const doctor = await run('doctor', 'harbour', '--side', 'erp');
    expect(doctor.code).toBe(2);
    expect(doctor.stderr).toMatch(/4\. ok +Redirect addresses[^]*5\. failed +Sign-in in the browser/);
    expect(doctor.stderr).toContain('accord sign-in');
  });

  it('prints the address, waits, and keeps the sign-in; nothing is taken by it', async () => {
    const waiting = start(['sign-in', 'Harbour', 'acumatica']);
    const answer = await approveErp(await addressOf(waiting), user);
    expect((await visit(answer.href)).text).toContain('You are signed in');
    const ended = await waiting.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.answer).toEqual({ ok: true, profile: 'harbour', side: 'erp', grant: 'stored' });
    expect(ended.stderr).toContain(`Signed in to ${demoCompany.tenant}.`);
    expect(world.erp.counters.sessionsPeak).toBe(0);
  });

  it('serves every command that comes after, with one seat at a time', async () => {
    for (const command of ['doctor harbour --side erp', 'preview harbour', 'profile show harbour']) {
      const { code, stderr } = await run(...command.split(' '));
      expect(code, stderr).toBe(0);
    }
    expect([seats(), world.erp.counters.sessionsPeak]).toEqual([0, 1]);
  });

  it('leaves a seat taken where a command is killed, which any next command gives back', async () => {
    world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 20_000 });
    const killed = start(['preview', 'harbour']);
    await until(() => world.erp.faults.rules().length === 0);
    process.kill(Number(await readFile(processIdFile(home), 'utf8')), 'SIGKILL');
    await killed.ended;
    expect(seats()).toBe(1);
    const { code, stderr } = await run('profile', 'list');
    expect(code, stderr).toBe(0);
    expect([seats(), world.erp.counters.sessionsPeak]).toEqual([0, 1]);
    const next = await run('preview', 'harbour');
    expect(next.code, next.stderr).toBe(0);
  });

  it('leaves no secret in a file or a line', async () => {
    const folder = join(home.folder, 'accord');
    const settings = await readFile(join(folder, 'settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({
      profiles: [{ secretsExpected: { erp: false, erpGrant: true } }],
    });
    const log = await readFile(join(folder, 'logs', 'main.log'), 'utf8');
    for (const text of [settings, log, ...printed]) {
      expect(text).not.toMatch(/demo-password|refresh_token|Bearer|SessionId/);
    }
  });
});
