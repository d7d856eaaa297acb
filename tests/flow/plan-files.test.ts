/** A preview that two people look at, as they meet it at the command line: sent, decided elsewhere, taken back, and overtaken. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRow, Review, Run } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt } from './twins.ts';

const people = inventCast(13).pairs.slice(0, 4);
const [both, late] = people;
let workplace: Workplace;
let world: DemoWorld;
let owner: CommandLine;
let reviewer: CommandLine;
let profile: string;
let review: Review;
const fileOf = (name: string): string => join(workplace.folder, name);

function idInShopify(email: string | undefined): string {
  const found = world.shopify.store.customers().find((customer) => customer.email === email?.toLowerCase());
  return `gid://shopify/Customer/${found?.number}`;
}

/** Four people are linked; of one both systems change the last name, of another only Shopify does. */
beforeAll(async () => {
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of people) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  owner = workplace.commandLine('owner');
  reviewer = workplace.commandLine('reviewer').with({ ACCORD_SHOPIFY_SECRET: '', ACCORD_ERP_PASSWORD: '' });
  profile = await makeProfile(owner, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await owner.ask('preview', profile);
  expect((await owner.ask('commit', profile)).code).toBe(0);
  const inErp = world.erp.store
    .customers()
    .find(
      ({ mainContact }) => String(mainContact.values['Email']).toLowerCase() === both?.email.toLowerCase(),
    );
  world.erp.store.editCustomer(String(inErp?.values['CustomerID']), {
    PrimaryContact: { FirstName: both?.firstName ?? '', LastName: 'Erpley' },
  });
  world.shopify.store.editCustomer(idInShopify(both?.email), { lastName: 'Shopley' });
  world.shopify.store.editCustomer(idInShopify(late?.email), { lastName: 'Lately' });
  expect((await owner.ask('preview', profile)).code).toBe(3);
}, 120_000);
afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('a preview as a file', () => {
  it('is opened where nobody has a profile, and says whose it is and how old', async () => {
    const exported = await owner.say('plan', 'export', profile, '--to', fileOf('preview.json'));
    expect(exported.code, exported.stderr).toBe(0);
    expect(exported.stdout).toContain('Send it only to whom you would show these customers.');
    const opened = await reviewer.ask<{ review: Review; plan: PlanHeader }>(
      'plan',
      'open',
      fileOf('preview.json'),
    );
    expect(opened.code, opened.stderr).toBe(0);
    ({ review } = opened.answer);
    expect(opened.stderr).toContain(`Somebody else's preview of`);
    expect(opened.stderr).toContain('Read just now.');
    const rows = await reviewer.say('rows', review.id, '--verb', 'conflict');
    expect(rows.stdout).toContain('MYOB has "Erpley", Shopify has "Shopley"');
  });

  it('cannot be committed there, and nothing is asked of either system', async () => {
    const before = writesAt(world);
    const refused = await reviewer.ask('commit', review.id);
    expect([refused.code, refused.answer.error.code]).toEqual([4, 'PLAN_FOR_REVIEW']);
    expect(writesAt(world)).toBe(before);
  });

  it('comes back with its decisions', async () => {
    const { answer } = await reviewer.ask<{ rows: readonly PlanRow[] }>('rows', review.id, '--need-person');
    const [conflict] = answer.rows;
    await reviewer.say('decide', review.id, conflict?.id ?? '', '--use', 'shopify');
    await reviewer.say('plan', 'export', review.id, '--to', fileOf('reviewed.json'));
    const taken = await owner.say('plan', 'take', profile, fileOf('reviewed.json'));
    expect(taken.stdout).toContain(
      '1 decisions taken over, 0 were the same already, 0 left as they are here',
    );
    expect(taken.stdout).toContain('0 rows still wait.');
  });

  it('redacted, it names nobody and is only read', async () => {
    const file = fileOf('redacted.json');
    await owner.say('plan', 'export', profile, '--to', file, '--redacted');
    const text = await readFile(file, 'utf8');
    for (const { firstName, lastName, email } of people) {
      for (const word of [`"${firstName}"`, `"${lastName}"`, email]) expect(text).not.toContain(word);
    }
    const opened = await reviewer.ask<{ review: Review }>('plan', 'open', file);
    const rows = await reviewer.ask<{ rows: readonly PlanRow[] }>('rows', opened.answer.review.id);
    expect(rows.answer.rows).toHaveLength(people.length);
    const [row] = rows.answer.rows;
    const refused = await reviewer.ask('decide', opened.answer.review.id, row?.id ?? '', '--leave');
    expect(refused.answer.error.code).toBe('PLAN_FILE_REDACTED');
  });

  it('that is something else is refused in a sentence with its name', async () => {
    await writeFile(fileOf('holiday.json'), '{"photos":[]}');
    const refused = await reviewer.ask('plan', 'open', fileOf('holiday.json'));
    expect([refused.code, refused.answer.error.code]).toEqual([1, 'PLAN_FILE_UNKNOWN']);
    expect(refused.answer.error.message).toContain('holiday.json');
  });

  it('is listed until it is removed', async () => {
    const { answer } = await reviewer.ask<{ reviews: readonly Review[] }>('plan', 'reviews');
    expect(answer.reviews.map(({ id }) => id)).toContain(review.id);
    const after = await reviewer.ask<{ reviews: readonly Review[] }>(
      'plan',
      'reviews',
      '--remove',
      review.id,
    );
    expect(after.answer.reviews.map(({ id }) => id)).not.toContain(review.id);
  });
});

describe('a row that somebody edited after the preview', () => {
  it('L3 is not written, and says what changed: in the rows, in the report, and in the next preview', async () => {
    world.shopify.store.editCustomer(idInShopify(late?.email), { lastName: 'Later' });
    const { answer } = await owner.ask<{ run: Run }>('commit', profile);
    expect(answer.run.counts).toMatchObject({ stale: 1, failed: 0 });
    const sentence = 'Last name in Shopify was "Lately" in your preview and is "Later" now.';
    const rowsNow = () => owner.say('rows', profile, '--search', late?.email ?? '');
    expect((await rowsNow()).stdout).toContain(sentence);
    const { answer: report } = await owner.ask<{ file: string }>('report', profile, '--format', 'csv');
    expect(await readFile(report.file, 'utf8')).toContain('Last name in Shopify was ""Lately""');
    await owner.ask('preview', profile);
    expect((await rowsNow()).stdout).toContain(sentence);
  });
});
