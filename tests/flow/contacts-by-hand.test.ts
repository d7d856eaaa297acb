/** Who is whom among the people of a company, said by hand at the command line, over HTTP to both twins. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, Run } from '../../shared/ipc/contract.ts';
import { inventBusiness, type Business, type Buyer } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt } from './twins.ts';

interface PlanAnswer {
  readonly ok: boolean;
  readonly plan: PlanHeader;
}

const business = inventBusiness(createRandom(3), 1, { sites: 2, buyers: 3 });
const [first, second, third] = business.buyers;
if (second === undefined || third === undefined) throw new Error('three buyers');
/** One person who gave the shop and the ERP another name and another e-mail. */
const inShop: Buyer = { ...second, firstName: 'Thomasina', email: 'tina@work.example' };
const inErp: Buyer = { ...second, firstName: 'Tina', lastName: 'Marriott', email: 'tina@home.example' };
const withBuyer = (buyer: Buyer): Business => ({ ...business, buyers: [first, buyer, third] });

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

beforeAll(async () => {
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true, isUnpaced: true });
  enterInShopify(world.shopify.store, withBuyer(inShop));
  enterInErp(world.erp.store, withBuyer(inErp));
  accord = workplace.commandLine('contacts');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world));
  await accord.say('doctor', profile, '--shopify-connector', 'yes', '--business-entities', 'yes');
  const on = await accord.say('profile', 'companies', profile, '--active', 'on');
  expect(on.code, on.stderr).toBe(0);
});
afterAll(async () => {
  await world.close();
  await workplace.remove();
});

async function company(): Promise<PlanRow> {
  const { answer } = await accord.ask<{ rows: readonly PlanRow[] }>('rows', profile, '--entity', 'company');
  const [row] = answer.rows;
  if (row === undefined) throw new Error('No row for the company');
  return row;
}

async function told(): Promise<readonly string[]> {
  return ((await company()).contacts ?? [])
    .map(({ erp, shopify, verb }) => `${shopify?.email ?? '-'} ${erp?.email ?? '-'} ${verb}`)
    .toSorted();
}

async function prepared(): Promise<PlanHeader> {
  const { answer, stderr } = await accord.ask<PlanAnswer>('preview', profile);
  if (answer.plan === undefined) throw new Error(stderr);
  return answer.plan;
}

async function committed(): Promise<Run> {
  const { answer, stderr } = await accord.ask<{ readonly run: Run }>('commit', profile);
  if (answer.run === undefined) throw new Error(stderr);
  return answer.run;
}

const alike = (buyer: Buyer, verb: string): string => `${buyer.email} ${buyer.email} ${verb}`;

describe('one person with two names', () => {
  it('would become two persons in each system, and is linked by hand instead', async () => {
    await prepared();
    expect(await told()).toEqual(
      [
        alike(first, 'link'),
        alike(third, 'link'),
        `- ${inErp.email} create`,
        `${inShop.email} - create`,
      ].toSorted(),
    );
    const before = writesAt(world);
    const { number = '' } = (await company()).shopify ?? {};
    const said = await accord.say('link-contact', profile, number, inShop.email, 'tina marriott');
    expect(said.code, said.stderr).toBe(0);
    expect(said.stdout).toContain('Linked by hand.');
    expect(said.stdout).toContain('Linked to each other by hand.');
    expect(await told()).toContain(`${inShop.email} ${inErp.email} conflict`);
    expect(writesAt(world)).toBe(before);
  });

  it('stays linked in a new preview, and the commit writes what was chosen to nobody else', async () => {
    await prepared();
    expect(await told()).toContain(`${inShop.email} ${inErp.email} conflict`);
    const row = await company();
    await accord.ask('decide', profile, row.id, '--use', 'shopify');
    const run = await committed();
    expect(run.counts).toMatchObject({ failed: 0, written: { erp: 1, shopify: 0 } });
    const plan = await prepared();
    expect(await told()).toEqual(
      [alike(first, 'equal'), alike(third, 'equal'), alike(inShop, 'equal')].toSorted(),
    );
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
  });
});

describe('two who were taken for one', () => {
  it('are kept apart: nothing is written for them, now and later', async () => {
    await prepared();
    const { number = '' } = (await company()).shopify ?? {};
    const said = await accord.say('unlink-contact', profile, number, third.email);
    expect(said.stdout).toContain('Kept apart: the contact is left as it is, now and later.');
    expect(said.stdout).toContain('Is nobody in the other system, as a person said.');
    const before = writesAt(world);
    expect((await committed()).counts.failed).toBe(0);
    expect(writesAt(world)).toBe(before);
    await prepared();
    expect(await told()).toEqual(
      [
        alike(first, 'equal'),
        alike(inShop, 'equal'),
        `- ${third.email} leave`,
        `${third.email} - leave`,
      ].toSorted(),
    );
  });

  it('are refused in words where somebody is not there, or is called like another', async () => {
    const { number = '' } = (await company()).shopify ?? {};
    const nobody = await accord.ask('link-contact', profile, number, 'nobody@example.com', third.email);
    expect([nobody.code, nobody.answer.error.code]).toEqual([1, 'USAGE']);
    expect(nobody.stderr).toContain('has no contact nobody@example.com in Shopify.');
    const two = await accord.ask('unlink-contact', profile, number, third.email);
    expect(two.stderr).toContain(`Several contacts of ${business.name} are called ${third.email}`);
  });

  it('are one again when that is said', async () => {
    const { number = '' } = (await company()).shopify ?? {};
    await accord.ask('link-contact', profile, number, third.email, third.email);
    expect(await told()).toContain(alike(third, 'link'));
    const taken = await accord.say('unlink-contact', profile, number, third.email);
    expect(taken.stdout).toContain('Taken back.');
    await accord.ask('link-contact', profile, number, third.email, third.email);
    await committed();
    await prepared();
    expect(await told()).toContain(alike(third, 'equal'));
  });
});
