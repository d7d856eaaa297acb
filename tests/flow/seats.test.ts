/**
 * The ERP's seats across kills, with processes that are really killed: the job below a shell that lives on and gives its seat back at
 * once, and a command with all it holds, whose seat the next start gives back. So never more than one is taken.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHost } from '../../electron/host.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { forkedJob } from '../support/forked-job.ts';
import { makeKeyringHome, missingForKeyring, processIdFile, withKeyring } from '../support/keyring.ts';
import { collect, root } from './command-line.ts';
import { addressesOf, profileArguments, until } from './twins.ts';

let world: DemoWorld;
let folder: string;

beforeEach(async () => {
  world = await startDemoWorld(null);
  folder = await mkdtemp(join(tmpdir(), 'accord-seats-'));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const seats = () => {
  const { sessionsOpen, sessionsPeak } = world.erp.counters;
  return { open: sessionsOpen, peak: sessionsPeak };
};
/** L8: an open session is as good as a password, and no file of Accord's may hold it. */
async function expectNoSessionOnDisk(): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(2);
  for (const { parentPath, name } of files) {
    expect(await readFile(join(parentPath, name), 'latin1')).not.toContain('SessionId');
  }
}

/** A reading that takes long enough to be killed in. */
const slowly = () => world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 20_000 });

describe('a seat', () => {
  it('of a job that was killed is given back by the shell, and the next job has it', async () => {
    const job = forkedJob(folder);
    const host = await createHost({
      home: folder,
      hostName: 'test',
      vault: 'memory',
      givenSecrets: { shopify: demoCompany.accessToken, erp: demoCompany.password },
      startJob: job.startJob,
    });
    try {
      const { id: profileId } = await host.services['profile.create']({
        name: 'Harbour',
        colour: 'teal',
        homeCountry: 'AU',
      });
      await host.services['connection.saveShopify']({
        profileId,
        connection: {
          domain: demoCompany.domain,
          url: world.shopify.url,
          signIn: 'token',
          clientId: null,
          storeErpId: false,
        },
        secret: null,
      });
      await host.services['connection.saveErp']({
        profileId,
        connection: {
          url: world.erp.url,
          tenant: demoCompany.tenant,
          branch: null,
          locale: null,
          signIn: 'cookie',
          clientId: null,
          username: demoCompany.user,
          endpointVersion: null,
          requestsPerMinute: demoCompany.requestsPerMinute,
          concurrency: 4,
          apiUsers: null,
          useWholeLicence: true,
        },
        secret: null,
      });
      const { customer, defaults, policies } = (await host.services['profile.open']({ profileId })).profile;
      await host.services['settings.save']({
        profileId,
        customer: { ...customer, active: true },
        defaults: {
          ...defaults,
          customerClass: demoCompany.customerClass,
          guestCustomer: demoCompany.guestCustomer,
        },
        policies,
      });

      slowly();
      const lost = host.services['plan.prepare']({ profileId });
      lost.catch(() => undefined);
      await until(() => world.erp.faults.rules().length === 0);
      await job.kill();
      await expect(lost).rejects.toMatchObject({ code: 'STOPPED' });
      await until(() => seats().open === 0);

      const plan = await host.services['plan.prepare']({ profileId });
      expect(plan.read.erp.complete).toBe(true);
      expect(seats()).toEqual({ open: 0, peak: 1 });
    } finally {
      await host.close();
    }
  });

  it.skipIf(missingForKeyring.length > 0)(
    'of a command that was killed is given back by the next one, as the keychain remembers it',
    async () => {
      const home = await makeKeyringHome();
      const accord = [
        process.execPath,
        '--disable-warning=ExperimentalWarning',
        join(root, 'electron/cli/main.ts'),
      ];
      const start = (...args: readonly string[]) => {
        const [file, rest] = withKeyring('unlocked', [...accord, '--json', ...args]);
        return spawn(file, rest, {
          cwd: root,
          env: {
            ...home.environment,
            ACCORD_HOME: folder,
            ACCORD_SHOPIFY_SECRET: demoCompany.accessToken,
            ACCORD_ERP_PASSWORD: demoCompany.password,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      };
      try {
        const made = await collect(start(...profileArguments('Harbour', addressesOf(world))));
        expect(made.code, made.stderr).toBe(0);

        slowly();
        const killed = collect(start('preview', 'harbour'));
        await until(() => world.erp.faults.rules().length === 0);
        process.kill(Number(await readFile(processIdFile(home), 'utf8')), 'SIGKILL');
        await killed;
        expect(seats()).toEqual({ open: 1, peak: 1 });
        await expectNoSessionOnDisk();

        const next = await collect(start('preview', 'harbour'));
        expect(next.code, next.stderr).toBe(0);
        expect(seats()).toEqual({ open: 0, peak: 1 });
        expect(next.stdout + next.stderr).not.toMatch(/SessionId/);
      } finally {
        await rm(home.folder, { recursive: true, force: true });
      }
    },
  );
});
