/** A field that only this store has is picked from the live list, and a filter asks for it; by keyboard alone. */
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { pickFrom, pressOn, typeInto } from './keyboard.ts';
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

test('fills a metafield from MYOB, and shows it in the preview before anything is written', async ({
  app,
}) => {
  test.setTimeout(150_000);
  const { page } = app;
  await openDemo(page);
  await step(page, 'Defaults').press('Enter');
  await pressOn(page, page.getByRole('button', { name: 'Open Field mapping' }));
  await pickFrom(page, page.getByRole('button', { name: /Direction$/ }), 'From MYOB to Shopify');
  await pressOn(page, page.getByRole('button', { name: 'Add a field to write…' }));
  const dialog = page.getByRole('dialog', { name: 'Fields of your store' });
  await typeInto(page, dialog.getByRole('combobox', { name: 'Field to add' }), 'loyal');
  await expect(page.getByRole('option', { name: /Loyalty level/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: 'Add', exact: true }));
  await expect(dialog.getByRole('rowheader', { name: 'Loyalty level' })).toBeVisible();
  await pressOn(page, dialog.getByRole('button', { name: 'Done' }));

  const row = page.getByRole('row', { name: /^Loyalty level/ });
  await expect(row).toContainText('Left alone until it is mapped');
  await pickFrom(page, row.getByRole('button', { name: /Rule for Loyalty level$/ }), 'A template');
  await typeInto(
    page,
    row.getByRole('textbox', { name: 'Template for Loyalty level' }),
    'Class {lower(customerClass)}',
  );
  await expect(row.locator('.mapping-example')).toHaveText(/^Class \w/u);
  await row.scrollIntoViewIfNeeded();
  await expectAccessible(page, 'mapping-own-field');
  await takePicture(page, 'mapping-own-field');
  await pressOn(page, page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('The settings are saved.')).toBeAttached();

  await pressOn(page, page.getByRole('button', { name: 'Back to defaults' }));
  await pressOn(page, page.getByRole('button', { name: 'Save and check what changed' }));
  await expect(page.getByRole('heading', { name: /^Preview of \d+ customers/ })).toBeVisible({
    timeout: 60_000,
  });
  await pressOn(page, page.getByRole('button', { name: /^\d+ customers$/ }));
  await pressOn(page, page.getByRole('button', { name: /^\d+ update$/ }));
  await page
    .getByRole('row', { name: /^Update / })
    .first()
    .click();
  const pane = page.getByRole('complementary', { name: /^Detail: / });
  await expect(pane).toContainText('Metafield loyalty.level');
  await expect(pane).toContainText(/Class [a-z]{2}/);
  await expectAccessible(page, 'preview-own-field');
  await takePicture(page, 'preview-own-field');
});
