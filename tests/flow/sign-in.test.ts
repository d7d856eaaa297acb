/**
 * Signing in with the browser on the command line, command after command, each a process of its own: what one leaves in the
 * system's keychain is what the next begins with.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { visit } from '../support/browser.ts';
import {
  makeKeyringHome,
  missingForKeyring,
  processIdFile,
  withKeyring,
  type KeyringHome,
} from '../support/keyring.ts';
import { collect, root, type Ended } from './command-line.ts';

const accord = join(root, 'electron/cli/main.ts');

let world: DemoWorld;
let home: KeyringHome;
/** Everything that was printed, to be searched for secrets. */
const printed: string[] = [];

beforeAll(async () => {
  world = await startDemoWorld(null, { isEmpty: true });
  world.shopify.store.addCustomer({ lastName: 'Ngata', email: 'ngata@example.co.nz' });
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
    return { ...how, answer: JSON.parse(how.stdout) as Readonly<Record<string, unknown>> };
  });
  return { process: child, ended };
}

const run = (...args: readonly string[]) => start(args).ended;

/** The address that a sign-in prints, as soon as it does. */
function addressOf({ process: child }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (part: Buffer) => {
      text += part.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/admin\/oauth\/authorize\S+/.exec(text) ?? [];
      if (address !== undefined && text.includes('Waiting for the browser')) resolve(address);
    });
    child.once('close', () => reject(new Error(text)));
  });
}

describe.skipIf(missingForKeyring.length > 0)('accord sign-in', () => {
  it('is what a profile that signs in with the browser needs first', async () => {
    const made = await start(
      `profile create --name Harbour --activate --acumatica-url ${world.erp.url} --tenant ${demoCompany.tenant}
       --user ${demoCompany.user} --requests-per-minute 6000 --whole-licence --customer-class ${demoCompany.customerClass}
       --guest-customer ${demoCompany.guestCustomer} --shopify-domain ${demoCompany.domain}
       --shopify-url ${world.shopify.url} --shopify-sign-in browser
       --shopify-client-id ${demoCompany.clientId}`.split(/\s+/),
      { ACCORD_SHOPIFY_SECRET: demoCompany.clientSecret, ACCORD_ERP_PASSWORD: demoCompany.password },
    ).ended;
    expect(made.code, made.stderr).toBe(0);
    expect(made.answer).toMatchObject({ secrets: { shopify: 'session' }, grants: { shopify: 'missing' } });
    for (const command of ['doctor harbour --side shopify', 'preview harbour']) {
      const { code, answer } = await run(...command.split(' '));
      expect([code, answer['error']]).toMatchObject([
        2,
        { code: 'SIGN_IN_NEEDED', message: expect.stringContaining('accord sign-in') },
      ]);
    }
  });

  it('cancelled with Ctrl+C keeps nothing', async () => {
    const waiting = start(['sign-in', 'harbour', 'shopify']);
    await addressOf(waiting);
    process.kill(Number(await readFile(processIdFile(home), 'utf8')), 'SIGINT');
    const { code, answer } = await waiting.ended;
    expect([code, answer['error']]).toMatchObject([5, { code: 'SIGN_IN_CANCELLED' }]);
  });

  it('prints the address, opens nothing, waits, and keeps the sign-in', async () => {
    const waiting = start(['sign-in', 'Harbour', 'shopify']);
    const page = await visit(await addressOf(waiting));
    expect(page.text).toContain('You are signed in');
    const { code, answer, stderr } = await waiting.ended;
    expect(code, stderr).toBe(0);
    expect(answer).toEqual({ ok: true, profile: 'harbour', side: 'shopify', grant: 'stored' });
    expect(stderr).toContain(`Signed in to ${demoCompany.domain}.`);
  });

  it('is kept through every command that comes after, each of which renews it', async () => {
    const before = world.shopify.counters.signIns;
    for (const turn of [1, 2, 3]) {
      const { code, stderr } = await run('doctor', 'harbour', '--side', 'shopify');
      expect(code, stderr).toBe(0);
      expect(world.shopify.counters.signIns - before).toBe(turn);
    }
    const { answer, stderr } = await run('preview', 'harbour');
    expect(answer['plan'], stderr).toMatchObject({ read: { shopify: { count: 1 } } });
  });

  it.each([
    ['where secrets live for one command only', '--secrets memory sign-in harbour shopify'],
    ['of a system that there is not', 'sign-in harbour myob'],
  ])('%s is refused before anybody is asked (exit 1)', async (_name, command) => {
    const { code, answer, stderr } = await run(...command.split(' '));
    expect([code, answer['error']]).toMatchObject([1, { code: 'USAGE' }]);
    expect(stderr).not.toContain('http');
  });

  it('leaves no secret in a file or a line', async () => {
    const settings = await readFile(join(home.folder, 'accord', 'settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({
      profiles: [{ secretsExpected: { shopify: true, erp: true, shopifyGrant: true } }],
    });
    const log = await readFile(join(home.folder, 'accord', 'logs', 'main.log'), 'utf8');
    for (const text of [settings, log, ...printed]) {
      expect(text).not.toMatch(/shprt_|shpat_|shpss_|demo-password/);
    }
  });
});
