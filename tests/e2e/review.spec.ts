import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';
import { startApp, twinAddresses, type RunningApp } from './start-app.ts';

async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

/** Focus and Enter, as a person without a mouse does it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
}

/** Searches for Bailey, opens the row, and answers its pane; by keyboard. */
async function openBailey(page: Page) {
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('bailey.pembroke');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('row', { name: /Bailey/ }).focus();
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary', { name: /^Detail: Bailey/ });
  await expect(pane).toBeVisible();
  return pane;
}

async function editBailey(home: string): Promise<void> {
  const { shopify } = twinAddresses(home);
  const { customers } = (await (await fetch(`${shopify}/_simulator/snapshot`)).json()) as {
    customers: readonly { number: number; email: string | null }[];
  };
  const bailey = customers.find(({ email }) => email?.startsWith('bailey.pembroke') === true);
  const answer = await fetch(`${shopify}/_simulator/edits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      edit: 'editCustomer',
      arguments: [`gid://shopify/Customer/${bailey?.number}`, { lastName: 'Pembroke' }],
    }),
  });
  expect(answer.ok).toBe(true);
}

test.describe('a preview that somebody else looks at', () => {
  let other: RunningApp;
  test.afterEach(() => other.kill().catch(() => {}));

  test('is exported, opened and decided elsewhere, taken back, and says what changed when it came too late', async ({
    app,
    home,
  }) => {
    test.setTimeout(180_000);
    const { page } = app;
    const whole = join(home, 'preview.json');
    const redacted = join(home, 'redacted.json');
    const reviewed = join(home, 'reviewed.json');
    await openDemo(page);
    await press(page, 'Check what changed');
    await expect(
      page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
    ).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText(/^Read just now from both systems/)).toBeVisible();
    // Not the preview of the week before, which is on screen until reading has begun.
    await expect(page.getByRole('button', { name: '22 need you' })).toBeVisible({ timeout: 30_000 });

    await press(page, 'Export…');
    const dialog = page.getByRole('dialog', { name: 'Export this preview' });
    await lookAt(page, 'export');
    await app.choose(whole);
    await press(page, 'Choose where to save it…');
    await expect(dialog.getByText('Saved as preview.json')).toBeVisible();
    await dialog.getByRole('radio', { name: /^With personal data/ }).focus();
    await page.keyboard.press('ArrowDown');
    await app.choose(redacted);
    await press(page, 'Choose where to save it…');
    await expect(dialog.getByText('Saved as redacted.json')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    expect(readFileSync(whole, 'utf8')).toContain('Bailey');
    expect(readFileSync(redacted, 'utf8')).not.toContain('Bailey');

    // Another computer, which knows nothing of this store.
    const otherHome = join(home, 'other');
    mkdirSync(otherHome);
    other = await startApp(otherHome);
    const theirs = other.page;
    await expect(
      theirs.getByRole('heading', { name: 'Your customers, the same in both systems' }),
    ).toBeVisible();

    // What is no such file says so, and nothing is opened.
    const cut = join(home, 'cut.json');
    writeFileSync(cut, readFileSync(whole, 'utf8').slice(0, 5000));
    await other.choose(cut);
    await press(theirs, 'Open a preview file…');
    await expect(theirs.getByRole('alert')).toContainText('The file is not whole');
    await press(theirs, 'Put away');

    await other.choose(whole);
    await press(theirs, 'Open a preview file…');
    await expect(theirs.getByText(/^This is somebody else’s preview: Harbour & Pine/)).toBeVisible({
      timeout: 30_000,
    });
    await expect(theirs.getByRole('button', { name: '22 need you' })).toBeVisible();
    await expect(theirs.getByRole('button', { name: /^Commit/ })).toHaveCount(0);
    await expect(theirs.getByRole('button', { name: 'Check again' })).toHaveCount(0);
    const pane = await openBailey(theirs);
    await lookAt(theirs, 'review');
    await pane.getByRole('radio', { name: 'Last name: use Pembroke-Lane from Shopify' }).focus();
    await theirs.keyboard.press('Space');
    await theirs.keyboard.press('a');
    await expect(pane.getByText('You decided.')).toBeVisible();
    await press(theirs, 'Export…');
    await other.choose(reviewed);
    await press(theirs, 'Choose where to save it…');
    await expect(theirs.getByText('Saved as reviewed.json', { exact: true })).toBeVisible();
    await theirs.keyboard.press('Escape');
    await press(theirs, 'Close this preview');
    await expect(theirs.getByText(/^Harbour & Pine/)).toBeVisible();

    await other.choose(redacted);
    await press(theirs, 'Open a preview file…');
    await expect(theirs.getByText(/redacted, so the file does not say whose/)).toBeVisible({
      timeout: 30_000,
    });
    await press(theirs, '22 need you');
    await theirs
      .getByRole('row', { name: /^Conflict, name-/ })
      .first()
      .focus();
    await theirs.keyboard.press('Enter');
    await expect(theirs.getByRole('complementary')).toBeVisible();
    await lookAt(theirs, 'redacted');

    // Back where it was made.
    await app.choose(reviewed);
    await press(page, 'Take decisions…');
    await expect(page.getByText('1 decision taken over from the file')).toBeVisible();
    await expect(page.getByRole('button', { name: '21 of 22 need you' })).toBeVisible();
    await lookAt(page, 'taken');

    // Somebody edits Bailey before the commit: she is left alone, and the next preview says why.
    await editBailey(home);
    await press(page, /^Commit \d+ changes/);
    await expect(page.getByRole('heading', { name: /^All done|changes were written/ })).toBeVisible({
      timeout: 60_000,
    });
    await step(page, 'Preview').focus();
    await page.keyboard.press('Enter');
    const before = await openBailey(page);
    await expect(before.getByRole('heading', { name: 'What changed since your preview' })).toBeVisible();
    await press(page, /^Check again/);
    await expect(page.getByText('Both systems were read').or(page.getByText(/^Read just now/))).toBeVisible({
      timeout: 30_000,
    });
    const after = await openBailey(page);
    const change = after.getByRole('row', { name: /^Last name in Shopify/ });
    await expect(change).toContainText('Pembroke-Lane');
    await expect(change.getByRole('cell').last()).toHaveText('Pembroke');
    await lookAt(page, 'stale');
  });
});
