import { demoCompany } from '../../simulators/demo/world.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { takePicture } from './screenshots.ts';

test('a wrong token is explained beside the step that failed, and the right one mends it', async ({
  app,
}) => {
  const { page } = app;
  await openDemo(page);
  await step(page, 'Connect').click();

  const check = page.getByRole('button', { name: 'Check connection to Shopify' });
  const checks = page.getByRole('list', { name: 'Checks' });
  await page.getByRole('textbox', { name: 'Access token' }).fill('shpat_00000000000000000000000000000000');
  await check.click();
  const signIn = checks.getByRole('listitem').filter({ hasText: 'Sign-in' });
  await expect(signIn).toHaveAttribute('data-status', 'failed');
  await expect(signIn).toContainText('was revoked, or belongs to another store');
  await expect(checks.getByRole('listitem').filter({ hasText: 'Permissions' })).toHaveAttribute(
    'data-status',
    'skipped',
  );
  await expectAccessible(page, 'a failed check');
  await takePicture(page, 'wrong-token');

  await page.getByRole('textbox', { name: 'Access token' }).fill(demoCompany.accessToken);
  await check.click();
  await expect(signIn).toHaveAttribute('data-status', 'ok');

  // L8: what was typed is nowhere on the page any more, and no field gives it back.
  await expect(page.getByRole('textbox', { name: 'Access token' })).toHaveValue('');
  expect(await page.content()).not.toContain(demoCompany.accessToken);
});
