/** A preview that a guard halted, as a person at the command line meets it: refused, explained, and committed on their word. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, Run } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt } from './twins.ts';

const cast = inventCast(11);
const people = cast.pairs.slice(0, 12);
let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

/** Both systems hold the same twelve people, linked; then most of them vanish from Shopify, and one is renamed in the ERP. */
beforeAll(async () => {
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of people) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  accord = workplace.commandLine('guards');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await accord.ask('preview', profile);
  expect((await accord.ask('commit', profile)).code).toBe(0);
  for (const customer of world.shopify.store.customers().slice(0, 7)) {
    world.shopify.store.deleteCustomer(`gid://shopify/Customer/${customer.number}`);
  }
  const renamed = world.erp.store
    .customers()
    .find(({ mainContact }) => mainContact.values['Email'] === people[11]?.email);
  world.erp.store.editCustomer(String(renamed?.values['CustomerID']), {
    MainContact: { Email: `new.${people[11]?.email}` },
  });
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('a preview that a guard halted', () => {
  it('says why and how to go on (exit 4), and is not committed', async () => {
    const preview = await accord.say('preview', profile);
    expect(preview.code).toBe(4);
    expect(preview.stdout).toContain(
      'Halted: Is this the right store and company? Most customers (7 of 12) have no partner any more.',
    );
    expect(preview.stdout).toContain(
      `If all of it is as it should be: accord commit ${profile} --override-guards "${demoCompany.domain}"`,
    );
    const commit = await accord.ask('commit', profile);
    expect(commit.code).toBe(4);
    expect(commit.answer.error).toMatchObject({
      code: 'PLAN_GUARDED',
      message: expect.stringContaining('Is this the right store and company?') as string,
    });
    expect(writesAt(world)).toBe(0);
  });

  it('is not committed on another name (exit 4), which is told', async () => {
    const { code, answer } = await accord.ask('commit', profile, '--override-guards', 'my store');
    expect(code).toBe(4);
    expect(answer.error).toMatchObject({
      code: 'STORE_NAME_DIFFERS',
      message: `Type "${demoCompany.domain}" to commit this preview although it was halted for safety.`,
      fields: { typedName: expect.stringContaining(demoCompany.domain) as string },
    });
    expect(writesAt(world)).toBe(0);
  });

  it('is committed on the name of the store; the report says who said so and when', async () => {
    const committed = await accord.ask<{ run: Run }>(
      'commit',
      profile,
      '--override-guards',
      demoCompany.domain.toUpperCase(),
    );
    expect(committed.answer.run, committed.stderr).toMatchObject({
      state: 'finished',
      counts: { written: { erp: 0, shopify: 1 }, failed: 0 },
    });
    const report = await accord.ask<{ file: string }>('report', profile);
    const { plan } = JSON.parse(await readFile(report.answer.file, 'utf8')) as { plan: PlanHeader };
    expect(plan.guardOverride).toMatchObject({ sha256: plan.sha256, guards: ['wrongStore'] });
    expect(Date.parse(plan.guardOverride?.at ?? '')).toBeGreaterThan(Date.parse(plan.createdAt));
  });

  it('asks again with the next preview', async () => {
    expect((await accord.say('preview', profile)).code).toBe(4);
    expect((await accord.ask('commit', profile)).answer.error.code).toBe('PLAN_GUARDED');
  });

  it('L4 is never committed where not everything was read, whatever is typed (exit 4)', async () => {
    const writes = writesAt(world);
    world.erp.faults.add({ kind: 'earlyEnd', times: null });
    const preview = await accord.say('preview', profile);
    expect(preview.code).toBe(4);
    expect(preview.stdout).not.toContain('--override-guards');
    const commit = await accord.ask('commit', profile, '--override-guards', demoCompany.domain);
    expect(commit.code).toBe(4);
    expect(commit.answer.error.code).toBe('PLAN_INCOMPLETE');
    expect(writesAt(world)).toBe(writes);
  });
});
