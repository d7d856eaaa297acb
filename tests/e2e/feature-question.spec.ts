import { expectAccessible } from './accessibility.ts';
import { expect, openDemo, step, test } from './app.ts';
import { twinAddresses } from './start-app.ts';

test('a feature that cannot be told is asked about once, and the answer stays', async ({ app, home }) => {
  const { page } = app;
  await openDemo(page);
  await fetch(new URL('/_simulator/features', twinAddresses(home).erp), {
    method: 'PUT',
    body: JSON.stringify({ shopifyConnector: false }),
  });
  await step(page, 'Connect').click();
  const question = page.getByRole('radiogroup', { name: 'Is Shopify Connector switched on?' });
  await expect(question).toHaveCount(0);

  const check = page.getByRole('button', { name: 'Check connection to MYOB Acumatica' });
  await check.click();
  const feature = page.getByRole('listitem').filter({ hasText: 'Feature Shopify Connector' });
  await expect(feature).toHaveAttribute('data-status', 'warning');
  await expect(feature).toContainText('CS100000');
  await expect(page.getByRole('radiogroup', { name: /Business-to-Business/ })).toHaveCount(0);
  await expectAccessible(page, 'a question about a feature');
  await question.getByText('No', { exact: true }).click();
  await expect(question.getByRole('radio', { name: 'No', exact: true })).toBeChecked();

  await check.click();
  await expect(feature).toHaveAttribute('data-status', 'ok');
  await expect(feature).toContainText('As you said. Switched off.');
  await step(page, 'Defaults').click();
  await step(page, 'Connect').click();
  await expect(question.getByRole('radio', { name: 'No', exact: true })).toBeChecked();
});
