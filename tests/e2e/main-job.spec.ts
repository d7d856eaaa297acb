import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';

/** A look at a step as everybody gets it: accessible in both colour schemes, and a picture for the guide. */
async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

test('first run, demo, preview, one conflict, commit, history, and nothing left', async ({ app }) => {
  const { page } = app;

  await expect(page.getByRole('heading', { name: 'Your customers, the same in both systems' })).toBeVisible();
  await lookAt(page, 'welcome');
  await openDemo(page);
  await lookAt(page, 'home');

  await step(page, 'Connect').click();
  for (const [system, lastStep] of [
    ['Shopify', 'Request rate'],
    ['MYOB Acumatica', 'Speed'],
  ] as const) {
    await page.getByRole('button', { name: `Check connection to ${system}` }).click();
    await expect(page.getByRole('list', { name: 'Checks' }).last()).toContainText(lastStep);
  }
  await page.getByRole('heading', { name: '1. Shopify store' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'connect');

  await step(page, 'Defaults').click();
  await expect(page.getByRole('combobox', { name: 'Customer class' })).toHaveValue(/^ECCUSTOMER/);
  await lookAt(page, 'defaults');

  await page.getByRole('button', { name: 'Save and check what changed' }).click();
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole('button', { name: '22 need you' })).toBeVisible();

  // One conflict, by keyboard alone: search, open, choose Shopify's last name, use it.
  await page.keyboard.press('/');
  await page.keyboard.type('bailey.pembroke');
  await expect(page.getByRole('row', { name: /^Conflict, Bailey Pembroke-Lane/ })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Tab');
  await page.keyboard.press('j');
  const pane = page.getByRole('complementary', { name: 'Detail: Bailey Pembroke-Lane' });
  await expect(pane).toBeVisible();
  await lookAt(page, 'conflict');
  await pane.getByRole('radio', { name: 'Last name: use Pembroke-Lane from Shopify' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('a');
  await page.getByRole('searchbox').fill('');
  await expect(page.getByRole('button', { name: '21 of 22 need you' })).toBeVisible();

  await page.getByRole('row', { name: /^Conflict, Anahera Xu/ }).click();
  await expect(page.getByRole('complementary', { name: 'Detail: Anahera Xu' })).toBeVisible();
  await lookAt(page, 'preview');

  // The button says what happens, in both systems, and exactly that happens.
  const commit = page.getByRole('button', { name: /^Commit \d+ changes/ });
  await expect(commit).toHaveText(/Commit 194 changes/);
  await expect(
    page.getByText('Commit writes 112 customers and companies to MYOB and 82 to Shopify.'),
  ).toBeVisible();
  await commit.click();
  await expect(page.getByRole('heading', { name: 'All done: 194 changes were written' })).toBeVisible({
    timeout: 60_000,
  });
  await lookAt(page, 'run');

  await step(page, 'History').click();
  await expect(page.getByText(/194 written/).first()).toBeVisible();
  await lookAt(page, 'history');

  await step(page, 'Preview').click();
  await page
    .getByRole('button', { name: /^Check (again|what changed|what is left)/ })
    .first()
    .click();
  await expect(page.getByText(/^Read just now/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '26 need you' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '0 to write' })).toBeVisible();
});
