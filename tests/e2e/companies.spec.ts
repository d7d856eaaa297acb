import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';
import { twinAddresses } from './start-app.ts';

/** Presses keys one after the other, as a person without a mouse does. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The line of the preview that the keyboard is on. */
function focused(page: Page) {
  return page.locator('tr[data-line]:focus');
}

/** Finds one row by a search, and goes from the search field into the preview. */
async function goTo(page: Page, text: string, row: RegExp): Promise<void> {
  await page.getByRole('searchbox', { name: /^Find name/ }).fill(text);
  await expect(page.getByRole('row', { name: row })).toBeVisible();
  // The heading and the row that was searched for.
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('row', { name: row }).focus();
}

test('a company is opened as a tree, one conflict is settled, and the second preview is empty, by keyboard', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);

  // What business customers need, and the two lists of payment terms.
  await step(page, 'Defaults').focus();
  await press(page, 'Enter');
  const needs = page.getByRole('list', { name: 'What business customers need' });
  await expect(needs.getByRole('listitem')).toHaveCount(3);
  await expect(needs).toContainText('Companies (B2B): on (Shopify says so)');
  const terms = page.getByRole('table', { name: 'Payment terms that mean the same' });
  await expect(terms.getByRole('row', { name: /^Due on receipt/ })).toContainText('cannot be assigned');
  await expect(terms.getByRole('combobox', { name: 'MYOB credit terms for Net 30' })).toHaveValue('NET30');
  await page.getByRole('switch', { name: 'Synchronise Company' }).focus();
  await expectAccessible(page, 'defaults of companies');
  await page.getByRole('heading', { name: 'Company', exact: true, level: 2 }).scrollIntoViewIfNeeded();
  await page.getByRole('switch', { name: 'Synchronise Company' }).evaluate((element) => {
    element.closest('section')?.scrollIntoView({ block: 'start' });
  });
  await takePicture(page, 'company-defaults');

  await page.getByRole('button', { name: 'Save and check what changed' }).focus();
  await press(page, 'Enter');
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: /^\d+ companies$/ }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('row', { name: /company/ }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /^Create in MYOB, Alpine Interiors, company/ })).toContainText(
    /\d locations?, \d contacts?: \d new/,
  );

  // The tree: company, contacts, one person, the role that moves. Closed at first, opened and closed with the arrows.
  await goTo(page, 'Highland Interiors', /^Update in MYOB, Highland Interiors/);
  const row = page.getByRole('row', { name: /^Update in MYOB, Highland Interiors/ });
  await expect(row).toHaveAttribute('aria-expanded', 'false');
  await press(page, 'ArrowRight');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await press(page, 'ArrowRight');
  await expect(focused(page)).toHaveAccessibleName(/^\d locations$/);
  await press(page, 'ArrowRight');
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('row', { name: /^Location: Equal/ })).not.toHaveCount(0);
  await press(page, 'ArrowLeft', 'ArrowDown');
  await expect(page.getByRole('row', { name: /^Location: Equal/ })).toHaveCount(0);
  await expect(focused(page)).toHaveAccessibleName(/^\d contacts: 1 changed$/);
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect(focused(page)).toHaveAccessibleName(/^Contact: Update in MYOB, /);
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect(focused(page)).toHaveAccessibleName(
    /^Role of .* at Head Office, .*: Goes to MYOB, Ordering only in Shopify, Admin in MYOB$/,
  );
  await expect(focused(page)).toHaveAttribute('aria-level', '4');
  const pane = page.getByRole('complementary', { name: 'Detail: Highland Interiors' });
  await expect(pane.getByText(/The tick of a company goes for all of it/)).toBeVisible();
  await expect(pane).toContainText(/MYOB gets the role “User” for .* at Head Office/);
  await expectAccessible(page, 'the tree of a company');
  await takePicture(page, 'company-tree');
  await press(page, 'ArrowLeft');
  await expect(focused(page)).toHaveAccessibleName(/^Contact: Update in MYOB, /);
  // What its column cuts off is shown whole under the pointer.
  const person = focused(page).getByRole('gridcell').nth(1);
  await person.hover();
  await expect(person).toHaveAttribute('title', /@/);
  await press(page, 'Home', 'ArrowLeft');
  await expect(row).toHaveAttribute('aria-expanded', 'false');

  // Links of companies, and of their locations, are made by hand as those of persons are.
  await goTo(page, 'Alpine Interiors', /^Create in MYOB, Alpine Interiors/);
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Link to a company in MYOB …' }).focus();
  await press(page, 'Enter');
  await dialog.getByRole('textbox', { name: 'Find in MYOB' }).fill('Hardware');
  await expect(dialog.getByRole('radio', { name: /Banksia Hardware/ })).toBeVisible();
  await expectAccessible(page, 'choosing a partner of a company');
  await press(page, 'Escape');
  await expect(dialog).toBeHidden();
  await goTo(page, 'Highland Interiors', /^Update in MYOB, Highland Interiors/);
  await press(page, 'Enter');
  await pane.getByRole('button', { name: /^Belongs to …: MAIN/ }).focus();
  await press(page, 'Enter');
  await expect(dialog.getByRole('radio', { name: /It belongs to another company in MYOB/ })).toBeVisible();
  await press(page, 'Escape');

  // So is who is whom among its people, with the keys alone; taken back, they are as before.
  await pane
    .getByRole('button', { name: /^Who is this …: / })
    .last()
    .focus();
  await press(page, 'Enter');
  await expect(dialog.getByRole('radio', { name: /^Nobody in Shopify/ })).toBeVisible();
  await expectAccessible(page, 'who a contact is');
  await takePicture(page, 'contact-dialog');
  await dialog.getByRole('radio', { name: /^Nobody in Shopify/ }).focus();
  await press(page, 'Space');
  await expect(dialog.getByRole('radio', { name: /^Nobody in Shopify/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Use this' }).focus();
  await press(page, 'Enter');
  await expect(pane.getByText(/Is nobody in the other system, as a person said/)).toHaveCount(2);
  await pane.getByRole('button', { name: 'Take it back' }).focus();
  await press(page, 'Enter');
  await expect(pane.getByText(/Is nobody in the other system, as a person said/)).toHaveCount(0);

  // A contact that Shopify cannot take is said; the rest of the company goes on.
  await goTo(page, 'B00901', /^Create in Shopify, Harbour Cafe/);
  await press(page, 'Enter');
  const cafe = page.getByRole('complementary', { name: 'Detail: Harbour Cafe' });
  await expect(cafe.getByText('Cannot sync')).toBeVisible();
  await expect(cafe.getByText(/the company and its other contacts go on/)).toBeVisible();
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight');
  await expect(page.getByRole('row', { name: /^Contact: Cannot sync/ })).toBeVisible();
  await cafe.getByText('Cannot sync').scrollIntoViewIfNeeded();
  await expectAccessible(page, 'a company with a contact that cannot be written');
  await takePicture(page, 'company-contact');

  // The conflict of the two names.
  await goTo(page, 'Banksia Marine', /^Conflict, Banksia Marine/);
  await press(page, 'Enter');
  const conflict = page.getByRole('complementary', { name: 'Detail: Banksia Marine & Sons' });
  await conflict.getByRole('radio', { name: /^Name: use Banksia Marine & Sons from Shopify/ }).focus();
  await expectAccessible(page, 'the conflict of a company');
  await takePicture(page, 'company-conflict');
  await press(page, 'Space', 'a');
  await expect(conflict.getByText('You decided.')).toBeVisible();

  await page.getByRole('searchbox', { name: /^Find name/ }).fill('');
  await page.getByRole('button', { name: /^Commit \d+ changes/ }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: /changes were written/ })).toBeVisible({ timeout: 120_000 });

  // The history says part by part what was written where.
  await step(page, 'History').focus();
  await press(page, 'Enter');
  await page.getByRole('searchbox', { name: 'Find a customer in the history' }).fill('Banksia Hardware');
  const record = page.getByRole('row', { name: /Banksia Hardware/ });
  await expect(record).toContainText(/Created in Shopify/);
  await record.getByText('What was written where').focus();
  await press(page, 'Enter');
  const parts = page.getByRole('region', { name: 'Written in Shopify' });
  await expect(parts).toContainText('The company was created');
  await expect(
    parts.getByRole('listitem').filter({ hasText: /^ *Location .* was created\.$/ }),
  ).not.toHaveCount(0);
  await expectAccessible(page, 'the parts of a company in the history');
  await takePicture(page, 'company-history');

  // Nothing is left to write, of either kind.
  await step(page, 'Preview').click();
  await page
    .getByRole('button', { name: /^Check (again|what changed|what is left)/ })
    .first()
    .click();
  await expect(page.getByText(/^Read just now/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: '0 to write' })).toBeVisible({ timeout: 60_000 });
});

test('business customers pause while the store has no companies, and nothing about them changes', async ({
  app,
  home,
}) => {
  const { page } = app;
  await openDemo(page);
  const { shopify } = twinAddresses(home);
  const answer = await fetch(`${shopify}/_simulator/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ b2b: false }),
  });
  expect(answer.ok).toBe(true);

  await step(page, 'Defaults').click();
  await page.getByRole('button', { name: 'Look again' }).focus();
  await press(page, 'Enter');
  const needs = page.getByRole('list', { name: 'What business customers need' });
  await expect(needs).toContainText('Companies (B2B): off (Shopify says so)', { timeout: 30_000 });
  await expect(needs).toContainText('Customers > Companies');
  await expect(page.getByText(/^Company is paused/)).toBeVisible();

  await page.getByRole('button', { name: 'Save and check what changed' }).click();
  await expect(page.getByText('Business customers are paused')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /companies$/ })).toHaveCount(0);
  await expectAccessible(page, 'a preview without its companies');
  await takePicture(page, 'company-paused');

  // Switched off, it cannot be switched on again before the feature is.
  await step(page, 'Defaults').click();
  await page.getByRole('switch', { name: 'Synchronise Company' }).focus();
  await press(page, 'Space');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByRole('switch', { name: 'Synchronise Company' }).focus();
  await press(page, 'Space');
  await expect(page.getByText(/^Company cannot be switched on while/)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Business customers cannot be activated yet')).toBeVisible();
  await expectAccessible(page, 'settings of companies that were refused');
});
