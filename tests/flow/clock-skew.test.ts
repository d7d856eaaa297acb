/** A preview of two systems one of which has the wrong time, as a person at the command line meets it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/ipc/contract.ts';
import { systemClock } from '../../simulators/acumatica/index.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt } from './twins.ts';

const day = 86_400;
let erpAhead = 0;
let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

/** Sets both clocks, in seconds ahead of this computer's. */
async function setClocks(ahead: { readonly shopify: number; readonly erp: number }): Promise<void> {
  erpAhead = ahead.erp;
  const body = JSON.stringify({ ahead: ahead.shopify });
  await fetch(`${world.shopify.url}/_simulator/clock`, { method: 'POST', body });
}

beforeAll(async () => {
  workplace = await openWorkplace();
  const erpClock = { ...systemClock, now: () => systemClock.now() + erpAhead * 1000 };
  world = await startDemoWorld(null, { isEmpty: true, erpClock });
  for (const person of inventCast(11).pairs.slice(0, 3)) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
  }
  accord = workplace.commandLine('clocks');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world));
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('a preview of systems with the wrong time', () => {
  it.each([
    [{ shopify: day, erp: 0 }, 'Shopify is 1,440 minutes ahead of'],
    [{ shopify: -day, erp: 0 }, 'Shopify is 1,440 minutes behind'],
    [{ shopify: 0, erp: day }, 'MYOB is 1,440 minutes ahead of'],
    [{ shopify: 0, erp: -day }, 'MYOB is 1,440 minutes behind'],
  ])('is halted and says which clock is wrong, and by how much: %o', async (ahead, sentence) => {
    await setClocks(ahead);
    const preview = await accord.say('preview', profile);
    expect(preview.code).toBe(4);
    expect(preview.stdout).toContain(
      `Halted: The clocks are 1,440 minutes apart. The clock of ${sentence} the clock of this computer.`,
    );
    expect((await accord.ask('commit', profile)).answer.error.code).toBe('PLAN_GUARDED');
    expect(writesAt(world)).toBe(0);
  });

  it('is foretold by the doctor, which warns and fails nothing', async () => {
    const { code, stdout } = await accord.say('doctor', profile);
    expect(code).toBe(0);
    expect(stdout).toContain('Time: Its clock is 1,440 minutes behind the clock of this computer.');
    expect(stdout).toContain('Time: Its clock agrees with the clock of this computer.');
    expect(stdout).toContain('-> Set the clock of this computer, then check again.');
  });

  it('is committed on the name of the store', async () => {
    const { answer, stderr } = await accord.ask<{ run: Run }>(
      'commit',
      profile,
      '--override-guards',
      demoCompany.shopName,
    );
    expect(answer.run, stderr).toMatchObject({
      state: 'finished',
      counts: { written: { erp: 3 }, failed: 0 },
    });
  });

  it('is not halted once the clocks are right', async () => {
    await setClocks({ shopify: 0, erp: 0 });
    const preview = await accord.say('preview', profile);
    expect(preview.stdout).not.toContain('Halted');
    expect(preview.code).toBe(0);
  });
});
