import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, test } from './app.ts';
import { takePicture } from './screenshots.ts';

const menuName = 'Prepare: what to look at';

/** Opens the menu and goes down to an entry, by keyboard alone. */
async function choose(page: Page, entry: number): Promise<void> {
  await page.getByRole('button', { name: menuName }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: menuName })).toBeVisible();
  for (let index = 0; index < entry; index += 1) await page.keyboard.press('ArrowDown');
}

test('what open orders need, what changed, days and chosen customers are prepared by keyboard', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);

  await choose(page, 4);
  await expect(page.getByRole('menuitem', { name: 'What open orders in Shopify need' })).toBeFocused();
  await expectAccessible(page, 'the menu of what to prepare');
  await takePicture(page, 'prepare-menu');
  await page.keyboard.press('Enter');
  const notice = page.locator('.banner').filter({ hasText: /open orders wait for \d+ customers\./ });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(notice).toContainText('3 orders have no customer. Give them one in Shopify');
  await expect(notice).toContainText('Only customers of open orders were looked at.');
  await expectAccessible(page, 'a preview of what orders need');
  await takePicture(page, 'for-orders');

  await choose(page, 0);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Only what changed since the last complete reading was looked at')).toBeVisible(
    {
      timeout: 30_000,
    },
  );

  await choose(page, 2);
  await page.keyboard.press('Enter');
  const days = page.getByRole('dialog', { name: 'Customers last changed from … to …' });
  await days.getByLabel('From').fill('2026-06-31');
  await days.getByRole('button', { name: 'Prepare' }).press('Enter');
  await expect(days.getByText('Write the day as year, month and day: 2026-07-01.')).toBeVisible();
  await expectAccessible(page, 'the question for days');
  await page.keyboard.press('Escape');

  await choose(page, 3);
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('dialog', { name: 'Chosen customers' });
  await expectAccessible(page, 'the question for customers');
  await chosen.getByRole('textbox', { name: 'Numbers' }).fill('C00000005');
  await chosen.getByRole('button', { name: 'Prepare' }).press('Enter');
  await expect(page.getByText('Only the chosen customer was looked at')).toBeVisible({ timeout: 30_000 });
});
