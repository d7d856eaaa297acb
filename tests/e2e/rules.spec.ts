/** Filters, field mapping and defaults by country, set by keyboard alone, each tried on the customers that were read. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { chooseRadio, pressOn, tabTo, typeInto } from './keyboard.ts';
import { takePicture } from './screenshots.ts';

async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
const saved = (page: Page) => expect(page.getByText('The settings are saved.')).toBeAttached();

/** Out of a long list: its button, the first letters, Enter. */
async function pickFrom(page: Page, button: Locator, name: string): Promise<void> {
  await pressOn(page, button);
  const options = page.getByRole('option');
  await expect
    .poll(() => options.evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement)))
    .toBeGreaterThanOrEqual(0);
  await page.keyboard.type(name);
  const focused = page.locator('[role=option]:focus');
  await expect(focused).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(focused).toBeHidden();
}

/** With both directions a rule could not be more than a copy. */
async function importOnly(page: Page): Promise<void> {
  await openDemo(page);
  await step(page, 'Defaults').press('Enter');
  await lookAt(page, 'entities');
  await pickFrom(page, page.getByRole('button', { name: /Direction/ }), 'Import: Shopify to MYOB');
  await pressOn(page, save(page));
  const dialog = page.getByRole('dialog', { name: 'What this means for linked customers' });
  await expect(dialog).toContainText('What is changed in MYOB no longer reaches Shopify');
  await expect(dialog).toContainText('nothing will be deleted');
  await pressOn(page, dialog.getByRole('button', { name: 'Save it' }));
  await saved(page);
}

test('chooses who is copied, and says what that means for linked customers before it is saved', async ({
  app,
}) => {
  test.setTimeout(100_000);
  const { page } = app;
  await importOnly(page);
  await pressOn(page, page.getByRole('button', { name: 'Open Who is copied' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Who is copied' })).toBeVisible();
  await expect(page.getByText('Everybody takes part.').first()).toBeVisible();
  await lookAt(page, 'filters-none');

  await pressOn(page, page.getByRole('button', { name: 'Add a condition', exact: true }));
  const field = (name: string) =>
    page.getByRole('button', { name: new RegExp(`Field of condition ${name}$`) });
  await pickFrom(page, field('1'), 'Country');
  await pickFrom(page, page.getByRole('button', { name: /Value of condition 1$/ }), 'Australia');
  await expect(page.getByText('Takes part: Country is Australia.')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Add a group', exact: true }));
  await pickFrom(page, field('2.1'), 'Tags');
  await expect(page.getByText('Fill in the conditions to see who is in.')).toBeVisible();
  await typeInto(page, page.getByRole('combobox', { name: 'Value of condition 2.1' }), 'trade');
  await page.keyboard.press('Escape');
  await pressOn(page, page.getByRole('button', { name: 'Add a condition to group 2' }));
  await pickFrom(page, field('2.2'), 'E-mail');
  await pickFrom(page, page.getByRole('button', { name: /Comparison of condition 2.2$/ }), 'is not empty');
  await expect(page.getByText(/Takes part: .*Tags include trade or E-mail is not empty/)).toBeVisible();
  await expect(page.getByText(/of \d+ customers are in\./)).toBeVisible();
  await typeInto(page, page.getByRole('textbox', { name: 'Name' }), 'Australians we can write to');
  await lookAt(page, 'filters');

  await pressOn(page, save(page));
  const dialog = page.getByRole('dialog', { name: 'What this means for linked customers' });
  await expect(dialog).toContainText(/linked customers? falls? out of scope; nothing will be deleted\./);
  await lookAt(page, 'filters-impact');
  // Who goes on before the answer is there sees it all the same, and does not save what was before.
  await app.whileBusy(async () => {
    await pressOn(page, dialog.getByRole('button', { name: 'Save it' }));
    await pressOn(page, page.getByRole('button', { name: 'Back to defaults' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Defaults for customers' })).toBeVisible();
  });
  await expect(page.getByText('Only: \u201CAustralians we can write to\u201D.')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^As set: .Australians we can write to/ })).toBeChecked();
  await pressOn(page, page.getByRole('button', { name: 'Save and check what changed' }));
  await expect(page.getByRole('heading', { name: /^Preview of/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: /filtered/ })).toBeVisible();
});

test('lets only some of the shop into MYOB by one question, and keeps filters under their names', async ({
  app,
}) => {
  test.setTimeout(100_000);
  const { page } = app;
  await openDemo(page);
  await step(page, 'Defaults').press('Enter');
  const question = page.getByRole('radiogroup', { name: 'Who of Shopify goes to MYOB?' });
  await chooseRadio(page, question, /^Only customers with a tag/);
  await pressOn(page, save(page));
  await expect(page.getByText('Enter the tag that these customers have.')).toBeVisible();
  await chooseRadio(page, question, /^Only customers who have ordered/);
  await expect(page.getByText('Who is left out is not changed in MYOB either.')).toBeVisible();
  await question.scrollIntoViewIfNeeded();
  await lookAt(page, 'import-question');
  await pressOn(page, save(page));
  const dialog = page.getByRole('dialog', { name: 'What this means for linked customers' });
  await pressOn(page, dialog.getByRole('button', { name: 'Save it' }));
  await saved(page);

  await pressOn(page, page.getByRole('button', { name: 'Other conditions, and who is in' }));
  await expect(page.getByText('Takes part: Number of orders is more than 0.')).toBeVisible();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toHaveValue('Customers who have ordered');
  const keep = page.getByRole('button', { name: 'Keep for later' });
  await pressOn(page, keep);
  await expect(keep).toHaveAttribute('aria-disabled', 'true');
  await pressOn(page, page.getByRole('button', { name: 'Start over' }));
  await lookAt(page, 'filters-starts');
  await pressOn(page, page.getByRole('button', { name: 'Only customers with a tag…' }));
  await typeInto(page, page.getByRole('combobox', { name: 'Value of condition 1' }), 'trade');
  await page.keyboard.press('Escape');
  await typeInto(page, name, 'Trade');
  await pressOn(page, keep);
  const second = page.getByRole('textbox', { name: 'Name of saved filter 2' });
  await expect(second).toHaveValue('Trade');
  await typeInto(page, second, 'customers who have ordered');
  await expect(page.getByText(/Two saved filters are called .customers who have ordered./)).toBeVisible();
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  await typeInto(page, second, 'The trade');
  await lookAt(page, 'filters-saved');
  await pressOn(page, page.getByRole('button', { name: 'Use Customers who have ordered' }));
  await expect(page.getByText('Takes part: Number of orders is more than 0.')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Delete Customers who have ordered' }));
  await app.whileBusy(async () => {
    await pressOn(page, save(page));
    await pressOn(page, page.getByRole('button', { name: 'Back to defaults' }));
    await pressOn(page, page.getByRole('button', { name: 'Open Who is copied' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Who is copied' })).toBeVisible();
  });
  await expect(page.getByRole('textbox', { name: 'Name of saved filter 1' })).toHaveValue('The trade');
  await expect(page.getByRole('textbox', { name: /Name of saved filter/ })).toHaveCount(1);
});

test('maps fields, with errors at the character, an example and a dry run', async ({ app }) => {
  test.setTimeout(100_000);
  const { page } = app;
  await importOnly(page);
  await pressOn(page, page.getByRole('button', { name: 'Open Field mapping' }));
  await expect(page.getByText(/^Example: /)).toBeVisible();
  await lookAt(page, 'mapping');
  const row = page.getByRole('row', { name: /^Account name/ });
  await pickFrom(page, row.getByRole('button', { name: /Rule for Account name$/ }), 'A template');
  const template = row.getByRole('textbox', { name: 'Template for Account name' });
  await typeInto(page, template, '{upper(lastname)}, {firstName}');
  await expect(row).toContainText('The field \u201Clastname\u201D no longer exists in Shopify');
  await expect(row.locator('mark')).toHaveText('l');
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  await lookAt(page, 'mapping-error');
  await typeInto(page, template, '{upper(lastName)}, {firstName}');
  await expect(row.locator('.mapping-example')).toHaveText(/^[A-Z'’ -]+, \w/u);

  const city = page.getByRole('row', { name: /^Address line 2/ });
  await pickFrom(
    page,
    city.getByRole('button', { name: /Rule for Address line 2$/ }),
    'Always the same text',
  );
  await typeInto(page, city.getByRole('textbox', { name: 'Text for Address line 2' }), 'x'.repeat(60));
  await expect(city).toContainText('Shorten it.');
  await typeInto(page, city.getByRole('textbox', { name: 'Text for Address line 2' }), 'Web');
  await expect(city.locator('.mapping-example')).toHaveText('Web');
  await page.getByRole('row', { name: /^Account name/ }).scrollIntoViewIfNeeded();
  await tabTo(page, template);
  await lookAt(page, 'mapping-template');

  await pressOn(page, page.getByText(/^Dry run over/));
  await expect(page.getByRole('table').last().getByRole('row')).toHaveCount(21);
  await page.getByRole('table').last().scrollIntoViewIfNeeded();
  await lookAt(page, 'mapping-dry-run');
  await pressOn(page, save(page));
  await saved(page);
});

test('maps business customers in a table of their own', async ({ app }) => {
  test.setTimeout(100_000);
  const { page } = app;
  await openDemo(page);
  await step(page, 'Defaults').press('Enter');
  await pressOn(page, page.getByRole('button', { name: 'Open Field mapping' }));
  await pickFrom(
    page,
    page.getByRole('button', { name: /Direction$/ }),
    'Business customers, from MYOB to Shopify',
  );
  const name = page.getByRole('row', { name: /^Company name/ });
  await expect(name.locator('.mapping-example')).toHaveText(/\w/u);
  await expect(page.getByRole('row', { name: /^Payment terms/ })).toContainText(
    'By the table of payment terms',
  );
  const taxId = page.getByRole('row', { name: /^Tax registration ID/ });
  await pickFrom(
    page,
    taxId.getByRole('button', { name: /Rule for Tax registration ID$/ }),
    'Nothing: each system keeps its own',
  );
  await expect(taxId).toContainText('Stays as it is');
  await lookAt(page, 'mapping-business');
  await pressOn(page, save(page));
  await saved(page);
});

test('gives new customers what their country wants, in an order that is changed by keyboard', async ({
  app,
}) => {
  test.setTimeout(100_000);
  const { page } = app;
  await importOnly(page);
  await pressOn(page, page.getByRole('button', { name: 'Open Defaults by country' }));
  await pressOn(page, page.getByRole('button', { name: 'Add a rule' }));
  const rule = (place: number) => page.getByRole('region', { name: `Rule ${place}` });
  await expect(rule(1)).toContainText('This rule gives nothing.');
  const choose = async (place: number, label: string, text: string) => {
    await typeInto(page, rule(place).getByRole('combobox', { name: label }), text);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  };
  await choose(1, 'Ship via', '');
  await pressOn(page, page.getByRole('button', { name: 'Add a rule' }));
  await pickFrom(page, rule(2).getByRole('button', { name: /Add a country to rule 2$/ }), 'New Zealand');
  await choose(2, 'Tax zone', '');
  await expect(rule(2)).toContainText('so this rule is never reached. Move it up.');
  await pressOn(page, page.getByRole('button', { name: 'Move rule 2 up' }));
  await expect(rule(1)).toContainText('New Zealand');
  await expect(rule(2)).toContainText('Anywhere else');
  await typeInto(page, page.getByRole('textbox', { name: 'Customer or country' }), 'New Zealand');
  await expect(page.getByRole('table', { name: /A new customer from New Zealand/ })).toContainText(
    'From rule 1: New Zealand.',
  );
  await lookAt(page, 'country-defaults');
  await pressOn(page, save(page));
  await saved(page);
});
