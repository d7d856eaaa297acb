import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';
import { twinAddresses } from './start-app.ts';

async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

/** What a person does in Shopify meanwhile. */
async function editInShopify(home: string, edit: string, ...args: readonly unknown[]): Promise<unknown> {
  const { shopify } = twinAddresses(home);
  const answer = await fetch(`${shopify}/_simulator/edits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edit, arguments: args }),
  });
  expect(answer.ok).toBe(true);
  return answer.json();
}

interface Customer {
  readonly number: number;
  readonly lastName: string | null;
  readonly email: string | null;
}

/** Without those who act for a company: they are made with it. */
async function customersOf(home: string): Promise<readonly Customer[]> {
  const { shopify } = twinAddresses(home);
  const snapshot = (await (await fetch(`${shopify}/_simulator/snapshot`)).json()) as {
    customers: readonly Customer[];
    business: { readonly contacts: readonly { readonly customerNumber: number }[] };
  };
  const acting = new Set(snapshot.business.contacts.map(({ customerNumber }) => customerNumber));
  return snapshot.customers.filter(({ number }) => !acting.has(number));
}

test('a trial run, the rest of its preview, and both taken back, customer by customer', async ({
  app,
  home,
}) => {
  const { page } = app;
  await openDemo(page);
  const before = await customersOf(home);
  await page.getByRole('button', { name: 'Check what changed' }).click();
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });

  // Three of each kind first; the preview then says how many are left.
  await page.getByRole('button', { name: 'Try 3 first' }).click();
  await expect(page.getByText('The first rows of each kind were written')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, 'a trial run');
  await page.getByRole('button', { name: 'Go on with the preview' }).click();
  await expect(page.getByText('A trial run wrote the first rows of this preview')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Done, / }).first()).toBeVisible();
  const rest = page.getByRole('button', { name: /^Commit the other \d+ changes$/ });
  await expect(rest).toHaveText('Commit the other 187 changes');
  await lookAt(page, 'trial-rest');
  await rest.click();
  await expect(page.getByRole('heading', { name: 'All done: 187 changes were written' })).toBeVisible({
    timeout: 60_000,
  });

  // Somebody adds a note to one customer that this run made.
  const known = new Set(before.map(({ number }) => number));
  const made = (await customersOf(home)).filter(({ number }) => !known.has(number));
  const noted = made.at(-1);
  await editInShopify(home, 'editCustomer', `gid://shopify/Customer/${noted?.number}`, {
    note: 'Rings before noon',
  });

  // By keyboard: the newest run, its undo, and one customer left out.
  await step(page, 'History').click();
  await expect(page.getByText('a trial run')).toBeVisible();
  await page
    .getByRole('button', { name: /^Open the run of/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'All done: 187 changes were written' })).toBeFocused();
  await page.getByRole('button', { name: 'Undo this run…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Take back the run of/ })).toBeFocused({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '1 kept' })).toBeVisible();
  await lookAt(page, 'undo');
  await page.getByRole('button', { name: '1 kept' }).click();
  await expect(page.getByText('Somebody added a note to the customer that the run made')).toBeVisible();
  await page.getByRole('button', { name: /can be taken back$/ }).click();
  const first = page.getByRole('checkbox').first();
  await first.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox').first()).not.toBeChecked();

  // The button says what happens in which system; what cannot be fetched back is asked about.
  const takeBack = page.getByRole('button', { name: /^Take back \d+ in MYOB and \d+ in Shopify$/ });
  await expect(takeBack).toBeVisible();
  await takeBack.click();
  const question = page.getByRole('dialog', { name: /^Delete \d+ customers in MYOB and \d+ in Shopify\?$/ });
  await expect(question).toBeVisible();
  await expectAccessible(page, 'the question before a deletion');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await takeBack.click();
  await question.getByRole('button', { name: 'Delete and take back' }).click();
  await expect(page.getByRole('heading', { name: /^\d+ of \d+ customers taken back$/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText('Taken back in part')).toBeVisible();
  await expect(page.getByText('Taken back: Deleted in Shopify').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '2 kept' })).toBeVisible();
  await lookAt(page, 'undone');
  await page.getByRole('button', { name: '2 kept' }).click();
  await expect(page.getByText('You left it out.')).toBeVisible();

  // The trial run goes back too, and then only what was left out and what was edited is still there.
  await step(page, 'History').click();
  await expect(page.getByText(/^Undo of the run of/).first()).toBeVisible();
  await expect(page.getByText(/taken back later/)).toBeVisible();
  await expectAccessible(page, 'the history with an undo');
  await page.getByRole('row').filter({ hasText: 'a trial run' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Undo this run…' }).click();
  await page.getByRole('button', { name: /^Take back \d+/ }).click();
  await page.getByRole('button', { name: 'Delete and take back' }).click();
  await expect(page.getByRole('heading', { name: 'All of it is taken back' })).toBeVisible({
    timeout: 30_000,
  });

  await page.getByRole('button', { name: 'Check what changed' }).click();
  await expect(page.getByText(/^Read just now/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '22 need you' })).toBeVisible({ timeout: 30_000 });
  const after = await customersOf(home);
  expect(after.some(({ number }) => number === noted?.number)).toBe(true);
  expect(after.length - before.length).toBeLessThanOrEqual(2);
});
