/** Previews of some customers, from the command line over real HTTP: what changed, days, chosen ones, and those that orders need. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, ProfileOverview } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, profileArguments, writesAt } from './twins.ts';

const cast = inventCast(11);
const pairs = cast.pairs.slice(0, 30);

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

const shopifyId = (email: string): string => {
  const found = world.shopify.store.customers().find((customer) => customer.email === email);
  return `gid://shopify/Customer/${found?.number}`;
};

async function preview(...options: readonly string[]): Promise<PlanHeader> {
  const { answer } = await accord.ask<{ readonly plan: PlanHeader }>('preview', profile, ...options);
  return answer.plan;
}

async function rows(): Promise<readonly string[]> {
  const { answer } = await accord.ask<{ readonly rows: readonly PlanRow[] }>('rows', profile);
  return answer.rows.map(({ verb, shopify, erp }) => `${verb} ${(shopify ?? erp)?.email}`);
}

beforeAll(async () => {
  workplace = await openWorkplace();
  accord = workplace.commandLine('home');
  world = await startDemoWorld(null, { isEmpty: true });
  for (const person of pairs) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  const made = await accord.ask<ProfileOverview>(...profileArguments('Harbour & Pine', addressesOf(world)));
  profile = made.answer.profile.id;
}, 60_000);

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('preview --changes', () => {
  it('reads everything the first time, and says why', async () => {
    const said = await accord.say('preview', profile, '--changes');
    expect(said.stdout).toContain(
      'Everything was read: no complete reading of both systems is remembered yet.',
    );
    const { answer } = await accord.ask<{ readonly ok: boolean }>('commit', profile);
    expect(answer.ok).toBe(true);
  });

  it('looks at what changed afterwards, and writes nothing by itself', async () => {
    // What was written just now comes once more, as it changed.
    await preview();
    const [edited] = pairs;
    world.shopify.store.editCustomer(shopifyId(edited?.email ?? ''), { lastName: 'Lane-Reid' });
    const writes = writesAt(world);
    const plan = await preview('--changes');
    expect(plan.scope?.forced).toBeUndefined();
    expect(plan.totals.writes).toEqual({ erp: 1, shopify: 0 });
    expect(writesAt(world)).toEqual(writes);
    expect((await accord.say('commit', profile)).code).toBe(0);
    expect((await preview('--changes')).totals.writes).toEqual({ erp: 0, shopify: 0 });
    // What a full one sees besides is nothing.
    expect((await preview()).totals.writes).toEqual({ erp: 0, shopify: 0 });
  });
});

describe('preview --for-orders', () => {
  it('prepares exactly the customers that open orders of the store wait for', async () => {
    const [waiting, other] = cast.newInShopify;
    const [known] = pairs;
    if (waiting === undefined || other === undefined || known === undefined)
      throw new Error('The cast is too small.');
    const buyer = world.shopify.store.addCustomer(shopifyCustomer(waiting));
    world.shopify.store.addCustomer(shopifyCustomer(other));
    for (const customerId of [buyer, buyer, shopifyId(known.email)])
      world.shopify.store.addOrder({ customerId });
    world.shopify.store.addOrder({});
    const said = await accord.say('preview', profile, '--for-orders');
    expect(said.stdout).toContain('2 of 4 open orders wait for 1 customer.');
    expect(said.stdout).toContain('1 order has no customer. Give it one in Shopify');
    expect(await rows()).toEqual(expect.arrayContaining([`create ${waiting.email}`, `equal ${known.email}`]));
    expect(await rows()).not.toContain(`create ${other.email}`);
    expect((await accord.say('commit', profile)).code).toBe(0);
    const after = await preview('--for-orders', 'shopify');
    expect(after.scope?.orders).toMatchObject({ open: 4, waiting: 0, guests: 1 });
  });

  it('does the same for open sales orders of the ERP', async () => {
    const [waiting] = cast.newInErp;
    if (waiting === undefined) throw new Error('The cast is too small.');
    const { values } = world.erp.store.addCustomer(erpCustomer(waiting));
    world.erp.store.addSalesOrder({ CustomerID: String(values['CustomerID']) });
    const plan = await preview('--for-orders', 'erp');
    expect(plan.scope?.orders).toEqual({
      of: 'erp',
      open: 1,
      waiting: 1,
      customers: 1,
      guests: 0,
      unknown: 0,
    });
    expect(await rows()).toEqual([`create ${waiting.email}`]);
  });
});

describe('preview --only, --from', () => {
  it('is about the chosen customers, by the numbers that people know', async () => {
    const chosen = world.erp.store.customers()[2];
    const plan = await preview('--only', String(chosen?.values['CustomerID']).toLowerCase());
    expect(plan.scope).toEqual({ asked: { kind: 'chosen', records: 1 } });
    expect(plan.totals.records).toEqual({ erp: 1, shopify: 1 });
    const [, shopifyOne] = world.shopify.store.customers();
    const other = await preview('--only-shopify', String(shopifyOne?.number));
    expect(other.totals.records).toEqual({ erp: 1, shopify: 1 });
  });

  it('names a number that nobody has', async () => {
    const { answer } = await accord.ask('preview', profile, '--only', 'NOBODY', '--only-shopify', '42');
    expect(answer.error.code).toBe('CHOSEN_UNKNOWN');
    expect(answer.error.message).toContain('NOBODY');
  });

  it('is about days', async () => {
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
    expect((await preview('--from', day)).totals.records.shopify).toBeGreaterThan(0);
    expect((await preview('--from', '2020-01-01', '--to', '2020-01-31')).rowCount).toBe(0);
  });

  it.each([
    [['--to', '2026-07-01'], /--to needs --from/],
    [['--from', '2026-06-31'], /"2026-06-31" is no day/],
    [['--from', '2026-07-02', '--to', '2026-07-01'], /is after --to/],
    [['--changes', '--for-orders'], /Choose one of/],
  ])('%j is refused with what to do', async (options, reason) => {
    const { answer, code } = await accord.ask('preview', profile, ...options);
    expect(code).not.toBe(0);
    expect(answer.error.message).toMatch(reason);
  });
});
