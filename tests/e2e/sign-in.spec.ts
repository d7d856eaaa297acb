import type { Page } from '@playwright/test';
import { redirectAddresses } from '../../shared/domain/sign-in.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { inBrowser, lastOpened } from './person.ts';
import { takePicture } from './screenshots.ts';

async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

test('a consultant signs in with the browser, to the right store, and the doctor shows which it is', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);
  await step(page, 'Connect').click();

  const panel = page.locator('.panel').filter({ hasText: '1. Shopify' });

  // The guide, by keyboard: three ways, each with its steps and what has to be pasted elsewhere.
  const guided = [
    ['An app of this store', /Install app/],
    ['An access token', /Shopify shows it only once/],
    ['An app from somebody else', /Custom distribution/],
  ] as const;
  for (const [name, steps] of guided) {
    await page.getByRole('radio', { name: new RegExp(`^${name}`) }).focus();
    await page.keyboard.press('Space');
    const guide = panel.getByRole('group').filter({ hasText: 'Show me how' });
    if ((await guide.getAttribute('open')) === null) await guide.getByText('Show me how').click();
    await expect(guide).toContainText(steps);
    for (const scope of ['read_customers', 'write_customers']) await expect(guide).toContainText(scope);
  }
  for (const address of redirectAddresses)
    await expect(page.getByText(address, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: `Copy ${redirectAddresses[0]}` }).press('Enter');
  await expect(page.getByRole('button', { name: `Copied ${redirectAddresses[0]}` })).toBeVisible();
  await lookAt(page, 'sign-in-guide');

  // What is missing stands beside its field.
  const signIn = page.getByRole('button', { name: 'Sign in with Shopify' });
  await signIn.click();
  await expect(page.getByText('Copy the client id from the app’s settings.')).toBeVisible();
  await expect(page.getByText('Enter the client secret.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Client id' }).fill(demoCompany.clientId);
  await page.getByRole('textbox', { name: 'Client secret' }).fill(demoCompany.clientSecret);

  // A person who thinks better of it.
  await signIn.click();
  const waiting = page.getByText('Finish in your browser', { exact: true });
  await expect(waiting).toBeVisible();
  const abandoned = await lastOpened(app, 1);
  await expectAccessible(page, 'waiting for the browser');
  await page.getByRole('button', { name: 'Cancel the sign-in' }).click();
  await expect(waiting).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);

  // A page that was left open: its answer belongs to no sign-in any more.
  await signIn.click();
  await lastOpened(app, 2);
  await inBrowser(async (browser) => {
    await browser.goto(abandoned);
    await expect(
      browser.getByRole('heading', { name: 'The answer does not belong to this sign-in' }),
    ).toBeVisible();
    await expectAccessible(browser, 'the page of a sign-in that failed');
  });
  await expect(page.getByRole('alert')).toContainText('Close the pages of earlier sign-ins and try again.');

  await signIn.click();
  const address = await lastOpened(app, 3);
  await inBrowser(async (browser) => {
    await browser.goto(address);
    await expect(browser.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
    await lookAt(browser, 'sign-in-done');
    expect(await browser.content()).not.toContain('shp');
  });

  const checks = page.getByRole('list', { name: 'Checks' }).first();
  await expect(checks).toContainText('Request rate');
  await expect(checks).toContainText('Switched on, says the store');
  await expect(page.getByText('Signed in for this session only')).toBeVisible();
  const seen = page.locator('.seen').first();
  for (const fact of ['Harbour & Pine', 'AUD', 'AU', 'Grow', '100 points a second']) {
    await expect(seen).toContainText(fact);
  }
  await checks.getByText('Request rate').scrollIntoViewIfNeeded();
  await lookAt(page, 'signed-in');

  // L8: what was typed and what was granted is nowhere on the page.
  expect(await page.content()).not.toMatch(/shpss_|shpat_\w|shprt_/);

  // It carries the main job.
  await step(page, 'Preview').click();
  await page
    .getByRole('button', { name: /^Check/ })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: /^Preview of \d+ customers and \d+ companies$/ }),
  ).toBeVisible({
    timeout: 30_000,
  });
});
