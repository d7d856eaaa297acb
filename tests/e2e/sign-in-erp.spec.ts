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

test('a consultant signs in to the ERP with the browser, picks the branch, and the doctor shows what is in order', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);
  await step(page, 'Connect').click();
  const panel = page.locator('.panel').filter({ hasText: '2. MYOB Acumatica' });

  // The guide, by keyboard: the recommended way and the two older ones, each with its steps.
  const guided = [
    ['User name and password alone', /Log-?in Name/i],
    ['User name and password, through a connected application', /Resource Owner Password Credentials/],
    ['Sign in with the browser', /Authorization Code/],
  ] as const;
  for (const [name, steps] of guided) {
    await panel.getByRole('radio', { name: new RegExp(`^${name}`) }).focus();
    await page.keyboard.press('Space');
    const guide = panel.getByRole('group').filter({ hasText: 'Show me how' });
    if ((await guide.getAttribute('open')) === null) await guide.getByText('Show me how').click();
    await expect(guide).toContainText(steps);
  }
  await expect(panel.getByText('Recommended.')).toHaveCount(1);
  await expect(panel.getByText('Older way')).toHaveCount(2);
  for (const address of redirectAddresses)
    await expect(panel.getByText(address, { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: `Copy ${redirectAddresses[0]}` }).press('Enter');
  await expect(panel.getByRole('button', { name: `Copied ${redirectAddresses[0]}` })).toBeVisible();
  await panel.getByRole('button', { name: `Copied ${redirectAddresses[0]}` }).scrollIntoViewIfNeeded();
  await lookAt(page, 'erp-guide');

  // What is missing, or copied without the company, stands beside its field.
  const signIn = panel.getByRole('button', { name: 'Sign in with MYOB' });
  const clientId = panel.getByRole('textbox', { name: 'Client ID' });
  await signIn.click();
  await expect(panel.getByText('Copy the Client ID from the form Connected Applications.')).toBeVisible();
  await clientId.fill(demoCompany.erpClientId);
  await signIn.click();
  await expect(panel.getByText('Copy it whole: the company stands behind an @.')).toBeVisible();

  // A client id that MYOB does not know never opens a page that would only show an error.
  await clientId.fill(`DE300000-0000-4000-8000-00000ACC0DFF@${demoCompany.tenant}`);
  await signIn.click();
  await expect(page.getByRole('alert')).toContainText('Client ID');
  await expectAccessible(page, 'a client id that is not known');
  expect(await app.opened()).toEqual([]);
  await clientId.fill(`${demoCompany.erpClientId}@${demoCompany.tenant}`);

  // A person who thinks better of it, in the app and in the browser.
  await signIn.click();
  const waiting = panel.getByText('Finish in your browser', { exact: true });
  await expect(waiting).toBeVisible();
  await lastOpened(app, 1);
  await expectAccessible(page, 'waiting for the browser');
  await panel.getByRole('button', { name: 'Cancel the sign-in' }).click();
  await expect(waiting).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);

  async function signInWith(count: number, button: string, seen: (browser: Page) => Promise<void>) {
    await signIn.click();
    const address = await lastOpened(app, count);
    await inBrowser(async (browser) => {
      await browser.goto(address);
      await browser.getByRole('textbox', { name: 'User' }).fill(demoCompany.user);
      await browser.getByLabel('Password').fill(demoCompany.password);
      await browser.getByRole('button', { name: button }).click();
      await seen(browser);
    });
  }
  await signInWith(2, 'Deny', async (browser) => {
    await expect(browser.getByRole('heading', { level: 1 })).not.toHaveText('You are signed in');
    await expectAccessible(browser, 'the page of a consent that was refused');
  });
  await expect(page.getByRole('alert')).toBeVisible();
  await signInWith(3, 'Allow', async (browser) => {
    await expect(browser.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  });

  const checks = panel.getByRole('list', { name: 'Checks' });
  for (const title of ['Connected application', 'Redirect addresses', 'Company', 'Free API seat', 'Speed'])
    await expect(checks).toContainText(title);
  await expect(checks).not.toContainText('Failed');
  await expect(panel.getByText('Signed in for this session only')).toBeVisible();

  // The branches are those that the company has.
  const branch = panel.getByRole('combobox', { name: 'Branch' });
  await branch.click();
  await branch.pressSequentially('N');
  await page.getByRole('option', { name: /NZ/ }).click();
  await expect(branch).toHaveValue(/New Zealand/);
  await panel.getByRole('button', { name: 'Check connection to MYOB Acumatica' }).click();
  await expect(checks).toContainText('Speed');
  await checks.getByText('Free API seat').scrollIntoViewIfNeeded();
  await lookAt(page, 'erp-signed-in');

  // L8: what was granted is nowhere on the page, and neither is the password that was typed before.
  expect(await page.content()).not.toMatch(/demo-password|access_token|refresh_token/);

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
