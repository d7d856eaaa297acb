/**
 * The process of both simulators with business customers, unpaced: what is measured is the work alone. Started by `businesses.ts`,
 * which asks by messages; ends with its parent.
 */
import process from 'node:process';
import { startAcumaticaSimulator, type AcumaticaSimulator } from '../../simulators/acumatica/index.ts';
import { inventBusiness } from '../../simulators/demo/companies.ts';
import { enterInErp, enterInShopify } from '../../simulators/demo/company-records.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import { startShopifySimulator, type ShopifySimulator } from '../../simulators/shopify/index.ts';
import type { Addresses } from './simulators.ts';

export interface BusinessesInput {
  /** Known to both systems and equal. */
  readonly pairs: number;
  readonly onlyInShopify: number;
  readonly onlyInErp: number;
  /** Of each. */
  readonly sites: number;
  readonly buyers: number;
}

export interface BusinessCounts {
  readonly shopify: ShopifySimulator['counters'];
  readonly erp: AcumaticaSimulator['counters'];
}

const input = JSON.parse(process.argv[2] ?? 'null') as BusinessesInput | null;
if (input === null || process.send === undefined) throw new Error('This file is started by businesses.ts.');
const { pairs, onlyInShopify, onlyInErp, ...size } = input;

const shopify = await startShopifySimulator({
  shop: { name: demoCompany.shopName, myshopifyDomain: demoCompany.domain, planName: 'Grow' },
  accessTokens: [{ token: demoCompany.accessToken, scopes: ['read_customers', 'write_customers'] }],
  limits: 'off',
});
const erp = await startAcumaticaSimulator({
  tenants: [demoCompany.tenant],
  users: [{ name: demoCompany.user, password: demoCompany.password }],
  guestCustomerId: demoCompany.guestCustomer,
  licence: 'off',
  latency: { minimum: 0, maximum: 0 },
});
const random = createRandom(20_261_125);
for (let serial = 1; serial <= pairs + onlyInShopify + onlyInErp; serial += 1) {
  const invented = inventBusiness(random, serial, size);
  // Names come around again after some hundreds.
  const business = { ...invented, name: `${invented.name} ${serial}` };
  if (serial <= pairs + onlyInShopify) enterInShopify(shopify.store, business);
  if (serial <= pairs || serial > pairs + onlyInShopify) enterInErp(erp.store, business);
}
process.on('message', (question) => {
  if (question === 'reset') {
    shopify.resetCounters();
    erp.resetCounters();
  }
  process.send?.({ shopify: shopify.counters, erp: erp.counters } satisfies BusinessCounts);
});
process.on('disconnect', () => process.exit(0));
process.send({ shopify: shopify.url, erp: erp.url } satisfies Addresses);
