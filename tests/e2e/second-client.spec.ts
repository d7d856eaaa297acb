/** A consultant's second client: from a template to a preview by keyboard alone, while the first client hears nothing of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { profileFileText, templateFileText } from '../../shared/domain/profile-file.ts';
import { emptySettings, newProfile, type Profile, type Settings } from '../../shared/domain/settings.ts';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { startShopifySimulator, type ShopifySimulator } from '../../simulators/shopify/index.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, step, test as base } from './app.ts';
import { chooseFromMenu, chooseRadio, pickFrom, pressOn, tabTo, typeInto } from './keyboard.ts';
import { takePicture } from './screenshots.ts';

interface Client {
  readonly name: string;
  readonly domain: string;
  readonly tenant: string;
  readonly token: string;
  readonly password: string;
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
}

/** The store and the company of one client, with invented customers. */
async function startClient(name: string, id: string, seed: number): Promise<Client> {
  const domain = `${id}.myshopify.com`;
  const token = `shpat_${id.replaceAll('-', '')}00000000000000`;
  const password = `${id}-password`;
  const tenant = id.toUpperCase();
  const shopify = await startShopifySimulator({
    shop: { name, myshopifyDomain: domain },
    accessTokens: [{ token, scopes: ['read_customers', 'write_customers'] }],
    limits: 'off',
  });
  const erp = await startAcumaticaSimulator({
    tenants: [tenant],
    users: [{ name: 'accord', password }],
    guestCustomerId: 'GUEST',
    licence: { apiUsers: 4, concurrent: 6, requestsPerMinute: 6000 },
  });
  erp.store.setLookUp('ShopifyStore', {
    StoreName: name,
    StoreAdminURL: `https://${domain}/admin`,
    Connector: 'Shopify',
    Active: true,
    Default: true,
  });
  const cast = inventCast(seed);
  for (const person of cast.pairs.slice(0, 6)) {
    shopify.store.addCustomer(shopifyCustomer(person));
    erp.store.addCustomer(erpCustomer(person));
  }
  for (const person of cast.newInShopify.slice(0, 4)) shopify.store.addCustomer(shopifyCustomer(person));
  return { name, domain, tenant, token, password, shopify, erp };
}

/** The first client, whose settings have proven themselves. */
function profileOf({ name, domain, tenant, shopify, erp }: Client): Profile {
  const fresh = newProfile('harbour-pine', name, '2026-01-01T00:00:00.000Z');
  return {
    ...fresh,
    homeCountry: 'NZ',
    shopify: { domain, url: shopify.url, signIn: 'token', clientId: null, storeErpId: false },
    erp: {
      url: erp.url,
      tenant,
      branch: null,
      locale: null,
      signIn: 'cookie',
      clientId: null,
      username: 'accord',
      endpointVersion: null,
      requestsPerMinute: null,
      concurrency: 2,
      apiUsers: null,
      useWholeLicence: false,
    },
    customer: { ...fresh.customer, active: true, direction: 'import' },
    defaults: { ...fresh.defaults, customerClass: 'ECCUSTOMER', guestCustomer: 'GUEST' },
    policies: { ...fresh.policies, phoneTaken: 'wait' },
  };
}

const test = base.extend<{ clients: { readonly first: Client; readonly second: Client } }>({
  clients: async ({}, use) => {
    const first = await startClient('Harbour & Pine', 'harbour-pine', 1);
    const second = await startClient('Banksia & Co', 'banksia-co', 2);
    await use({ first, second });
    for (const { shopify, erp } of [first, second]) await Promise.all([shopify.close(), erp.close()]);
  },
  home: async ({ home, clients }, use) => {
    const settings: Settings = { ...emptySettings, profiles: [profileOf(clients.first)] };
    writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
    await use(home);
  },
});

async function lookAt(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await takePicture(page, name);
}

const rail = (page: Page) => page.getByRole('navigation', { name: 'Accord' });
const panel = (page: Page, title: string) => page.locator('.panel').filter({ hasText: title });

function readProfiles(home: string): readonly Profile[] {
  return (JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8')) as Settings).profiles;
}

test('onboards a second client from a template by keyboard alone', async ({ app, home, clients }) => {
  // Every key is pressed one by one.
  test.slow();
  const { page } = app;
  const { first, second } = clients;
  await expect(page.getByRole('heading', { level: 1, name: first.name })).toBeVisible();

  // From the template: whose settings they are, what is taken over and what is not.
  await pressOn(page, rail(page).getByRole('button', { name: 'Profiles', exact: true }));
  await pressOn(page, page.getByRole('button', { name: 'New profile' }));
  const dialog = page.getByRole('dialog', { name: 'New profile' });
  await typeInto(page, dialog.getByRole('textbox', { name: 'Name' }), second.name);
  await pickFrom(page, dialog.getByRole('button', { name: /Start with/ }), `As for ${first.name}`);
  await expect(dialog).toContainText('Connections, numbers and the guest customer are not');
  await expect(dialog.getByRole('radio', { name: 'New Zealand' })).toBeChecked();
  await lookAt(page, 'new-profile');
  await pressOn(page, dialog.getByRole('button', { name: 'Make it and connect' }));

  // Connected to both systems of its own; the frame says whose they are.
  await expect(page.getByRole('heading', { name: 'Connect your two systems' })).toBeVisible();
  const card = rail(page).getByRole('button', { name: new RegExp(`^${second.name}`) });
  await expect(card).toContainText('Shopify: not connected');
  const store = panel(page, '1. Shopify store');
  await typeInto(page, store.getByRole('textbox', { name: 'Store address' }), second.domain);
  await pressOn(page, store.getByText('Reach the store at another address'));
  await typeInto(page, store.getByRole('textbox', { name: 'Other address' }), second.shopify.url);
  await chooseRadio(
    page,
    store.getByRole('radiogroup', { name: 'Which of these do you have?' }),
    /^An access token/,
  );
  await typeInto(page, store.getByLabel('Access token', { exact: true }), second.token);
  await pressOn(page, store.getByRole('button', { name: 'Check connection to Shopify' }));
  await expect(store.getByRole('list', { name: 'Checks' })).toContainText('Request rate');
  await expect(store.getByRole('list', { name: 'Checks' })).not.toContainText('Failed');

  const company = panel(page, '2. MYOB Acumatica');
  await typeInto(page, company.getByRole('textbox', { name: 'Web address' }), second.erp.url);
  await chooseRadio(
    page,
    company.getByRole('radiogroup', { name: 'How shall Accord sign in?' }),
    /^User name and password alone/,
  );
  await typeInto(page, company.getByRole('textbox', { name: 'Company' }), second.tenant);
  await typeInto(page, company.getByRole('textbox', { name: 'User name' }), 'accord');
  await typeInto(page, company.getByLabel('Password', { exact: true }), second.password);
  // As form SM604000 says; Accord would find out by itself, only slower.
  await typeInto(page, company.getByRole('textbox', { name: 'Requests a minute' }), '6000');
  await pressOn(page, company.getByRole('button', { name: 'Check connection to MYOB Acumatica' }));
  await expect(company.getByRole('list', { name: 'Checks' })).toContainText('Speed');
  await expect(company.getByRole('list', { name: 'Checks' })).not.toContainText('Failed');
  await expect(card).toContainText(second.domain);
  await expect(card).toContainText(second.tenant);

  // The defaults are there already; only the company's own guest customer is to be chosen.
  await pressOn(page, page.getByRole('button', { name: 'Continue to defaults' }));
  await expect(page.getByRole('combobox', { name: 'Customer class' })).toHaveValue(/^ECCUSTOMER ·/);
  await expect(page.getByRole('button', { name: /Direction/ })).toContainText('Shopify to MYOB');
  await expect(page.getByText('1 setting is missing')).toBeVisible();
  await lookAt(page, 'second-client-defaults');
  await typeInto(page, page.getByRole('combobox', { name: 'Guest customer' }), 'GUEST');
  await expect(page.getByRole('option', { name: /^GUEST/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await pressOn(page, page.getByRole('switch', { name: 'Synchronise Customer' }), 'Space');
  await pressOn(page, page.getByRole('button', { name: 'Save and check what changed' }));

  await expect(page.getByRole('heading', { name: 'Preview of 11 customers' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(/writes 4 customers to MYOB/)).toBeVisible();
  await lookAt(page, 'second-client-preview');

  // Nobody asked the first client's systems for anything, and its settings are as they were.
  expect(first.shopify.counters.requests).toBe(0);
  expect(first.erp.counters.requests).toBe(0);
  const [before, after] = readProfiles(home);
  expect(before).toEqual(profileOf(first));
  expect(after).toMatchObject({ name: second.name, policies: { phoneTaken: 'wait' }, homeCountry: 'NZ' });

  // Both clients on the home screen, told apart by colour, name, store and company.
  await pressOn(page, rail(page).getByRole('button', { name: 'Home' }));
  await expect(page.getByRole('heading', { level: 1, name: second.name })).toBeVisible();
  await lookAt(page, 'two-clients');
  await pressOn(page, page.getByRole('button', { name: `Open ${first.name}` }));
  await expect(page.getByRole('heading', { level: 1, name: first.name })).toBeVisible();
  await expect(rail(page).getByRole('button', { name: /^Harbour & Pine/ })).toContainText(first.tenant);
});

const chooseMore = (page: Page, profile: string, entry: string) =>
  chooseFromMenu(page, page.getByRole('button', { name: `More for ${profile}` }), entry);

test('keeps profiles in order: files, a copy, another name, archived and back, removed with everything', async ({
  app,
  home,
  clients,
}) => {
  const { page } = app;
  const harbour = profileOf(clients.first);
  await expect(page.getByRole('heading', { level: 1, name: harbour.name })).toBeVisible();
  await pressOn(page, rail(page).getByRole('button', { name: 'Profiles', exact: true }));

  // Out as files: the profile, and a template of it. What is in a download is kept on its way.
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      void blob.text().then((text) => kept.push(text));
      return create(blob);
    };
  });
  for (const [entry, name, text] of [
    ['Export to a file', 'harbour-pine.accord-profile.json', profileFileText(harbour)],
    ['Save as template', 'accord-template.json', templateFileText(harbour)],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      chooseMore(page, harbour.name, entry),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    const kept = () => page.evaluate(() => (window as unknown as { kept: string[] }).kept.at(-1));
    await expect.poll(kept).toBe(text);
  }

  // In again: what is refused says why; what is taken over says where its secrets will go.
  const fileInput = page.locator('input[type=file]').first();
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await fileInput.setInputFiles(file('cut.json', profileFileText(harbour).slice(0, 200)));
  await expect(page.getByRole('alert')).toContainText('The file is damaged or cut off');
  await fileInput.setInputFiles(
    file('secret.json', profileFileText(harbour).replace('"erp": {', '"erp": { "password": "hunter2",')),
  );
  await expect(page.getByRole('alert')).toContainText('settings.erp.password');
  await expectAccessible(page, 'a file with a secret in it');
  await fileInput.setInputFiles(file('harbour.json', profileFileText(harbour)));
  const importing = page.getByRole('dialog', { name: `Import ${harbour.name}` });
  await expect(importing).toContainText(clients.first.shopify.url);
  await pressOn(page, importing.getByRole('button', { name: 'Import' }));
  await expect(importing).toContainText('Another profile is called so');
  await typeInto(page, importing.getByRole('textbox', { name: 'Name' }), 'Harbour, imported');
  await lookAt(page, 'import-profile');
  await pressOn(page, importing.getByRole('button', { name: 'Import' }));
  await expect(page.getByRole('heading', { name: 'Connect your two systems' })).toBeVisible();
  await expect(rail(page)).toContainText('Harbour, imported');

  // A copy, called otherwise, put away and brought back.
  await pressOn(page, rail(page).getByRole('button', { name: 'Profiles', exact: true }));
  await chooseMore(page, harbour.name, 'Duplicate…');
  await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Make the copy' }));
  await expect(rail(page)).toContainText('Harbour & Pine, copy');
  await pressOn(page, rail(page).getByRole('button', { name: 'Profiles', exact: true }));
  await chooseMore(page, 'Harbour & Pine, copy', 'Name and colour…');
  const renaming = page.getByRole('dialog');
  await typeInto(page, renaming.getByRole('textbox', { name: 'Name' }), 'Harbour on trial');
  await pickFrom(page, renaming.getByRole('button', { name: /Colour/ }), 'Rose');
  await pressOn(page, renaming.getByRole('button', { name: 'Save' }));
  await expect(rail(page).locator('[data-colour=rose]')).toContainText('Harbour on trial');
  await chooseMore(page, 'Harbour on trial', 'Archive');
  await expect(panel(page, 'Archived')).toContainText('Harbour on trial');
  await expect(rail(page)).not.toContainText('Harbour on trial');
  await lookAt(page, 'profiles');
  await pressOn(page, page.getByRole('button', { name: 'Bring back Harbour on trial' }));
  await expect(panel(page, 'Archived')).toBeHidden();

  // Removed, after reading what goes with it.
  await chooseMore(page, 'Harbour on trial', 'Remove…');
  const removing = page.getByRole('dialog', { name: 'Remove Harbour on trial?' });
  await expect(removing).toContainText('Its ledger, which is still empty.');
  await tabTo(page, removing.getByRole('button', { name: 'Remove', exact: true }));
  await page.keyboard.press('Enter');
  await expect(removing).toBeVisible();
  await typeInto(page, removing.getByRole('textbox', { name: 'Type its name' }), 'Harbour on trial');
  await lookAt(page, 'remove-profile');
  await pressOn(page, removing.getByRole('button', { name: 'Remove', exact: true }));
  await expect(removing).toBeHidden();
  expect(readProfiles(home).map(({ id }) => id)).toEqual(['harbour-pine', 'harbour-imported']);
  await expect(step(page, 'Connect')).toHaveCount(0);
});
