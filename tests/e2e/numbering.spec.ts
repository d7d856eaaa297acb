import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';

test('a template shows the ids it will really make, and which MYOB has already', async ({ app }) => {
  const { page } = app;
  await openDemo(page);
  await step(page, 'Defaults').click();
  const numbers = page.getByRole('radiogroup', { name: 'Customer numbers' });
  await numbers.getByText('By a template').click();

  const template = page.getByLabel('Template', { exact: true });
  await template.fill('C########');
  await expect(page.getByText('Passed over, as MYOB has them: C00000001 and')).toBeVisible();

  await template.fill('WEB-######');
  await expect(page.getByText('Next: WEB-000001, WEB-000002, WEB-000003')).toBeVisible();
  await expect(page.getByText('MYOB has none of them.')).toBeVisible();
  await expect(page.getByText(/Compare its length and parts with the segmented key/)).toBeVisible();
  await expectAccessible(page, 'a numbering template');

  await template.fill('____-####');
  await expect(page.getByText(/in the place of each _/)).toBeVisible();
});
