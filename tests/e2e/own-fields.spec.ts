/** A field that only this store has is picked from the live list, and a filter asks for it; by keyboard alone. */
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { pressOn, typeInto } from './keyboard.ts';
import { takePicture } from './screenshots.ts';

test('takes a metafield up and filters by it', async ({ app }) => {
  test.setTimeout(100_000);
  const { page } = app;
  await openDemo(page);
  await step(page, 'Defaults').press('Enter');
  await pressOn(page, page.getByRole('button', { name: 'Open Who is copied' }));
  await pressOn(page, page.getByRole('button', { name: 'Add a field…' }));
  const dialog = page.getByRole('dialog', { name: 'Fields of your store' });
  await expect(dialog).toContainText('None is added yet.');
  await typeInto(page, dialog.getByRole('combobox', { name: 'Field to add' }), 'loyal');
  await expect(page.getByRole('option', { name: /Loyalty level/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: 'Add', exact: true }));
  await expect(dialog.getByRole('rowheader', { name: 'Loyalty level' })).toBeVisible();
  await expect(dialog).toContainText('{metafield:loyalty.level}');
  await expectAccessible(page, 'own-fields');
  await takePicture(page, 'own-fields');
  await pressOn(page, dialog.getByRole('button', { name: 'Done' }));

  await pressOn(page, page.getByRole('button', { name: 'Add a condition', exact: true }));
  await pressOn(page, page.getByRole('button', { name: /Field of condition 1$/ }));
  await page.keyboard.type('Loyalty');
  await expect(page.locator('[role=option]:focus')).toContainText('Loyalty level');
  await page.keyboard.press('Enter');
  await typeInto(page, page.getByRole('combobox', { name: 'Value of condition 1' }), 'Gold');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Takes part: Loyalty level is Gold.')).toBeVisible();
  await expect(page.getByText(/In that reading nobody has a value in Loyalty level/)).toBeVisible();
  await typeInto(page, page.getByRole('textbox', { name: 'Name' }), 'Gold');
  await expectAccessible(page, 'filters-own-field');
  await takePicture(page, 'filters-own-field');
});
