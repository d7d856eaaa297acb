import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, test } from './app.ts';
import { twinAddresses } from './start-app.ts';
import { takePicture } from './screenshots.ts';

test('a preview that a guard halted is committed only once the name of the store is typed', async ({
  app,
  home,
}) => {
  const { page } = app;
  await openDemo(page);

  // Sixty customers vanish from the store at once.
  const { shopify } = twinAddresses(home);
  const { customers } = (await (await fetch(`${shopify}/_simulator/snapshot`)).json()) as {
    customers: readonly { number: number }[];
  };
  const edits = customers
    .slice(0, 60)
    .map(({ number }) => ({ edit: 'deleteCustomer', arguments: [`gid://shopify/Customer/${number}`] }));
  const vanished = await fetch(`${shopify}/_simulator/edits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(edits),
  });
  expect(vanished.ok).toBe(true);

  await page.getByRole('button', { name: 'Check what changed' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Unusually many deactivations' });
  await expect(alert).toContainText(/customers in MYOB or their locations would be deactivated/, {
    timeout: 30_000,
  });
  const commit = page.getByRole('button', { name: /^Commit \d+ changes/ });
  await expect(commit).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'a halted preview');
  await takePicture(page, 'halted');

  await alert.getByRole('button', { name: /^Commit all the same/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Commit all the same?' });
  await expectAccessible(page, 'the question about a guard');
  const name = dialog.getByRole('textbox', { name: 'Name of the store' });
  const go = dialog.getByRole('button', { name: 'Let it be committed' });
  await name.fill('Some other store');
  await go.click();
  await expect(dialog).toContainText('to commit this preview although it was halted for safety');
  const store = (await dialog.locator('p b').last().textContent()) ?? '';
  await name.fill(store.toLowerCase());
  await go.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Halted for safety, and allowed all the same')).toBeVisible();
  await expect(commit).not.toHaveAttribute('aria-disabled', 'true');

  // The word was for that preview only.
  await page.getByRole('button', { name: 'Check again' }).first().click();
  await expect(page.getByRole('alert').filter({ hasText: 'Unusually many deactivations' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(commit).toHaveAttribute('aria-disabled', 'true');
});
