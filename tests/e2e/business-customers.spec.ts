import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { emptySettings, newProfile, type Settings } from '../../shared/domain/settings.ts';
import { defaultAccessToken, startShopifySimulator } from '../../simulators/shopify/index.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, step, test as base } from './app.ts';

const unknownField = { errors: [{ message: "Field doesn't exist", extensions: { code: 'undefinedField' } }] };

/** A store that is as the simulator's, and does not know what it is asked about companies. */
async function startSilentStore(behind: string): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const token = String(request.headers['x-shopify-access-token']);
      const answer = /"operationName":"(BusinessCustomersEnabled|CompaniesCount)"/.test(body)
        ? Promise.resolve(JSON.stringify(unknownField))
        : fetch(behind + request.url, {
            method: 'POST',
            headers: { 'x-shopify-access-token': token },
            body,
          }).then((answered) => answered.text());
      void answer.then((text) => response.setHeader('content-type', 'application/json').end(text));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

const test = base.extend<{ home: string }>({
  home: async ({ home }, use) => {
    const simulator = await startShopifySimulator();
    const server = await startSilentStore(simulator.url);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const domain = simulator.shop.myshopifyDomain;
    const settings: Settings = {
      ...emptySettings,
      profiles: [
        {
          ...newProfile('wattle', 'Wattle & Fern', '2026-01-01T00:00:00.000Z'),
          shopify: { domain, url, signIn: 'token', clientId: null, storeErpId: false },
        },
      ],
    };
    writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
    await use(home);
    server.close();
    await simulator.close();
  },
});

test('a store that does not tell whether it sells to companies: a person says it, and it is kept', async ({
  app,
}) => {
  const { page } = app;
  await step(page, 'Connect').click();
  const question = page.getByRole('radiogroup', { name: 'Does this store sell to companies (B2B)?' });
  await expect(question).toBeHidden();
  await page.getByRole('textbox', { name: 'Access token' }).fill(defaultAccessToken);
  const check = page.getByRole('button', { name: 'Check connection to Shopify' });
  await check.click();
  const finding = page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: 'B2B' });
  await expect(finding).toHaveAttribute('data-status', 'warning');
  await expect(question).toBeVisible();
  await expectAccessible(page, 'the question about companies');

  await question.getByRole('radio', { name: 'Yes' }).focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.seen').first()).toContainText('On');
  await check.click();
  await expect(finding).toHaveAttribute('data-status', 'ok');
  await expect(finding).toContainText('as you said');

  // A person may have been wrong.
  await question.getByText('No', { exact: true }).click();
  await expect(page.locator('.seen').first()).toContainText('Off');
});
