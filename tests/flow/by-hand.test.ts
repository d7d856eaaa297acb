/**
 * Who belongs to whom, said by hand at the command line, over HTTP to both twins: a merge in the shop, a merged account in the ERP,
 * a near match, two that were linked by mistake, and locations. A merge is played as the shop's screens leave it: one of the two
 * customers is gone, the other has its e-mail.
 */
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, PossiblePartner, Run } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt } from './twins.ts';

interface PlanAnswer {
  readonly ok: boolean;
  readonly plan: PlanHeader;
}
interface RowsAnswer {
  readonly rows: readonly PlanRow[];
}

const cast = inventCast(7);
const people = cast.pairs.slice(0, 10);
/** Entered in the ERP in a hurry: the first has another e-mail and a wrong digit in the phone. */
const [wanted] = cast.newInShopify;
const [hurried] = cast.newInErp;

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

beforeAll(async () => {
  if (wanted === undefined || hurried === undefined) throw new Error('nobody was entered in a hurry');
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of people) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  accord = workplace.commandLine('by-hand');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await accord.ask('preview', profile);
  const linked = await accord.ask('commit', profile);
  expect(linked.code, linked.stderr).toBe(0);
});
afterAll(async () => {
  await world.close();
  await workplace.remove();
});

function inShopify(email: string | undefined): { readonly id: string; readonly number: string } {
  const found = world.shopify.store.customers().find((customer) => customer.email === email?.toLowerCase());
  if (found === undefined) throw new Error(`Nobody in Shopify has ${email ?? ''}`);
  return { id: `gid://shopify/Customer/${found.number}`, number: String(found.number) };
}

function inErp(email: string | undefined): string {
  const found = world.erp.store
    .customers()
    .filter(({ mainContact }) => String(mainContact.values['Email']).toLowerCase() === email?.toLowerCase());
  if (found.length === 0) throw new Error(`Nobody in the ERP has ${email ?? ''}`);
  return String(found.at(-1)?.values['CustomerID']);
}

async function rowOf(search: string): Promise<PlanRow> {
  const { answer } = await accord.ask<RowsAnswer>('rows', profile, '--search', search);
  const row = answer.rows.find(({ erp, shopify }) => [erp?.number, shopify?.number].includes(search));
  if (row === undefined) throw new Error(`no row for ${search}`);
  return row;
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

describe('a merge', () => {
  const [first, second, third, fourth] = people;

  it('in Shopify, of a linked customer into one without a partner: the question names the survivor', async () => {
    const gone = inShopify(first?.email);
    const survivor = world.shopify.store.addCustomer({
      firstName: 'Ana',
      lastName: 'Ito',
      email: 'ana.ito@example.com',
    });
    world.shopify.store.deleteCustomer(gone.id);
    world.shopify.store.editCustomer(survivor, { email: first?.email ?? null });
    const number = survivor.split('/').at(-1) ?? '';
    const erp = inErp(first?.email);
    const before = writesAt(world);

    await prepared();
    const said = await accord.say('rows', profile, '--search', erp);
    expect(said.stdout).toContain(
      `Its partner was deleted or merged in Shopify; the customer Ana Ito (${number}) now has this e-mail.`,
    );
    const refused = await accord.ask('commit', profile);
    expect([refused.answer.error.code, writesAt(world)]).toEqual(['PLAN_NOTHING_TO_DO', before]);

    const linked = await accord.ask<PlanAnswer>('link', profile, number, erp);
    expect(linked.code, linked.stderr).toBe(0);
    const row = await rowOf(erp);
    expect(row).toMatchObject({ shopify: { number }, evidence: [{ rule: 'manual' }] });
    await accord.ask('decide', profile, row.id, '--use', 'shopify');
    expect((await committed()).counts.failed).toBe(0);
    await prepared();
    expect(await rowOf(erp)).toMatchObject({ verb: 'equal', shopify: { number } });
  });

  it('in Shopify, of two linked customers: the row says with whom the e-mail is now, and creates nobody', async () => {
    const gone = inShopify(second?.email);
    const survivor = inShopify(third?.email);
    const erp = inErp(second?.email);
    const partner = inErp(third?.email);
    world.shopify.store.deleteCustomer(gone.id);
    world.shopify.store.editCustomer(survivor.id, { email: second?.email ?? null });
    const plan = await prepared();
    expect(plan.totals.creates).toEqual({ erp: 0, shopify: 0 });
    const said = await accord.say('rows', profile, '--search', erp);
    expect(said.stdout).toContain('Partner deleted');
    expect(said.stdout).toContain(`now has this e-mail, and is the partner of ${partner}`);
    // The survivor's new e-mail is the ERP's second customer's: that row waits for a person as well.
    world.shopify.store.editCustomer(survivor.id, { email: third?.email ?? null });
    const row = await rowOf(erp);
    await accord.ask('decide', profile, row.id, '--deletion', 'endLink');
    await committed();
  });

  it('in MYOB, where the account that is left has the e-mail: the link goes on with it', async () => {
    const { number } = inShopify(fourth?.email);
    world.erp.store.deleteCustomer(inErp(fourth?.email));
    if (fourth === undefined) throw new Error('four people');
    world.erp.store.addCustomer(erpCustomer(fourth));
    const left = inErp(fourth.email);
    await prepared();
    const said = await accord.say('rows', profile, '--search', number);
    expect(said.stdout).toContain('Its partner was deleted or merged in MYOB; the customer');
    const before = writesAt(world);
    await accord.ask('link', profile, number, left);
    await committed();
    await prepared();
    expect(await rowOf(number)).toMatchObject({ verb: 'equal', erp: { number: left } });
    expect(writesAt(world)).toBe(before);
  });
});

describe('a near match', () => {
  it('is suggested on both sides, explained, and linked by hand', async () => {
    if (wanted === undefined || hurried === undefined) throw new Error('two entries of one person');
    world.shopify.store.addCustomer(shopifyCustomer(wanted));
    world.erp.store.addCustomer(erpCustomer(hurried));
    const shopify = inShopify(wanted.email);
    const erp = inErp(hurried.email);
    const plan = await prepared();
    expect(plan.suggestions?.rows).toBe(2);
    const said = await accord.say('rows', profile, '--look-alikes');
    expect(said.stdout).toMatch(
      new RegExp(
        `Looks like .* \\(${erp}\\) in MYOB, 0\\.9\\d: same name, same phone but for one digit, same address; other e-mail\\.`,
      ),
    );
    const found = await accord.ask<{ readonly partners: readonly PossiblePartner[] }>(
      'partners',
      profile,
      shopify.number,
    );
    expect(found.answer.partners[0]).toMatchObject({ summary: { number: erp }, warnings: ['otherEmail'] });

    await accord.ask('link', profile, shopify.number, erp);
    const taken = await accord.ask<PlanAnswer>('unlink', profile, erp);
    expect(taken.answer.plan.suggestions?.rows).toBe(2);
    await accord.ask('link', profile, shopify.number, erp);
    const again = await prepared();
    expect(again.totals.byVerb.create).toBe(0);
    await accord.ask('decide', profile, (await rowOf(erp)).id, '--use', 'shopify');
    expect((await committed()).counts.failed).toBe(0);
    await prepared();
    expect(await rowOf(erp)).toMatchObject({ verb: 'equal', shopify: { number: shopify.number } });
  });

  it('of nobody who is there is refused in words', async () => {
    const unknown = await accord.ask('link', profile, '123', '456');
    expect([unknown.code, unknown.answer.error.message]).toEqual([
      1,
      'There is no customer 123 in Shopify in the latest preview.',
    ]);
    const [, , , , , sixth, seventh] = people;
    const taken = await accord.ask('link', profile, inShopify(sixth?.email).number, inErp(seventh?.email));
    expect(taken.answer.error).toMatchObject({ code: 'DECISION_INVALID' });
    expect(taken.answer.error.message).toContain('Take those two apart first.');
  });
});

describe('a link that was wrong', () => {
  it('is ended by the commit; both customers stay, nothing is created, and the report says who did it', async () => {
    const fifth = people[4];
    const erp = inErp(fifth?.email);
    const before = writesAt(world);
    await prepared();
    const said = await accord.say('unlink', profile, erp);
    expect(said.stdout).toContain('Both customers stay and are left alone.');
    const run = await committed();
    expect([run.counts.linked, writesAt(world)]).toEqual([0, before]);
    const report = await accord.ask<{ readonly file: string }>('report', profile, run.id);
    const { lines } = JSON.parse(await readFile(report.answer.file, 'utf8')) as {
      lines: readonly { readonly operation: string; readonly number: string; readonly customer: string }[];
    };
    expect(lines).toMatchObject([{ operation: `Unlinked by ${userInfo().username}`, number: erp }]);
    expect(lines[0]?.customer).not.toBe('');
    const plan = await prepared();
    expect(plan.totals.writes).toEqual({ erp: 0, shopify: 0 });
    const rows = await accord.say('rows', profile, '--search', erp);
    expect(rows.stdout).toContain('It was taken apart from');
    expect(rows.stdout).toContain('Left alone');
  });
});

describe('locations', () => {
  it('go on without a partner, and belong to another customer: created there first, removed here only when approved', async () => {
    const untouched = people.slice(5);
    const owner = untouched.find(({ homes }) => homes.length > 1);
    const other = untouched.find((person) => person !== owner);
    if (owner === undefined || other === undefined) throw new Error('somebody with two homes');
    const { id } = inShopify(owner.email);
    const address = world.shopify.store.customer(id)?.addresses.at(-1);
    const number = String(address?.number);
    await prepared();
    const tied = await accord.say('tie', profile, owner.email, number, '--none');
    expect(tied.stdout).toContain('Has no partner, as a person said.');
    const moved = await accord.say('tie', profile, owner.email, number, '--move-to', other.email);
    expect(moved.stdout).toContain('Shopify cannot hand it over: it is created there first');
    expect((await committed()).counts).toMatchObject({ written: { shopify: 1 }, failed: 0 });
    const received = world.shopify.store.customer(inShopify(other.email).id)?.addresses;
    expect(received?.some(({ address1 }) => address1 === address?.address1)).toBe(true);
    expect(world.shopify.store.customer(id)?.addresses.some((each) => each.number === address?.number)).toBe(
      true,
    );

    const plan = await prepared();
    expect(plan.totals.proposals).toBe(1);
    const row = await rowOf(inErp(owner.email));
    expect(row.locations.flatMap(({ notes }) => notes.map(({ code }) => code))).toContain('locationMoved');
    await accord.ask('decide', profile, row.id, '--approve');
    expect((await committed()).counts.failed).toBe(0);
    expect(world.shopify.store.customer(id)?.addresses.some((each) => each.number === address?.number)).toBe(
      false,
    );
  });

  it('that are not there are refused in words', async () => {
    const wrong = await accord.ask('tie', profile, people[6]?.email ?? '', 'NOWHERE', '--none');
    expect([wrong.code, wrong.answer.error.message]).toEqual([
      1,
      expect.stringContaining('has no location or address NOWHERE'),
    ]);
    const vague = await accord.ask('tie', profile, people[6]?.email ?? '', 'MAIN');
    expect(vague.answer.error.message).toBe('Give one of --to, --none and --move-to.');
  });
});
