/**
 * The process of both simulators. They run apart from the bench so that memory and processor time measured there are the
 * product's own. Started by `simulator-process.ts`, which asks by messages; ends with its parent.
 */
import process from 'node:process';
import {
  startAcumaticaSimulator,
  type AcumaticaSimulator,
  type Licence,
} from '../../simulators/acumatica/index.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import { startShopifySimulator, type Limits, type ShopifySimulator } from '../../simulators/shopify/index.ts';
import { inventCrowd, type CrowdSize } from './crowds.ts';

export interface SimulatorsInput {
  readonly crowd: CrowdSize;
  readonly shopify: { readonly limits: Limits; readonly latencyMilliseconds: number };
  readonly erp: {
    readonly licence: Licence;
    readonly latency: { readonly minimum: number; readonly maximum: number };
  };
}

export interface Addresses {
  readonly shopify: string;
  readonly erp: string;
}

export interface Counts {
  readonly shopify: ShopifySimulator['counters'];
  readonly erp: AcumaticaSimulator['counters'];
}

/** What each side holds: one line per customer, `e-mail` and its number of addresses, in order of e-mail. Guests are left out. */
export interface Holdings {
  readonly shopify: readonly string[];
  readonly erp: readonly string[];
}

export type Question = 'counts' | 'reset' | 'holdings';
export interface Answers {
  readonly counts: Counts;
  readonly reset: null;
  readonly holdings: Holdings;
}

function holdingsOf(shopify: ShopifySimulator, erp: AcumaticaSimulator): Holdings {
  return {
    shopify: shopify.store
      .customers()
      .map(({ email, addresses }) => `${email ?? ''} ${addresses.length}`)
      .sort(),
    erp: erp.store
      .customers()
      .filter(({ values }) => values['CustomerID'] !== demoCompany.guestCustomer)
      .map(({ mainContact, locations }) => `${String(mainContact.values['Email'])} ${locations.length}`)
      .sort(),
  };
}

async function run(input: SimulatorsInput, send: (message: unknown) => void): Promise<void> {
  const shopify = await startShopifySimulator({
    shop: { name: demoCompany.shopName, myshopifyDomain: demoCompany.domain, planName: 'Grow' },
    accessTokens: [{ token: demoCompany.accessToken, scopes: ['read_customers', 'write_customers'] }],
    limits: input.shopify.limits,
    switches: { latencyMilliseconds: input.shopify.latencyMilliseconds },
  });
  const erp = await startAcumaticaSimulator({
    tenants: [demoCompany.tenant],
    users: [{ name: demoCompany.user, password: demoCompany.password }],
    guestCustomerId: demoCompany.guestCustomer,
    licence: input.erp.licence,
    latency: input.erp.latency,
  });
  const crowd = inventCrowd(input.crowd);
  for (const customer of crowd.shopify) shopify.store.addCustomer(customer);
  for (const customer of crowd.erp) erp.store.addCustomer(customer);

  const answers: { readonly [Q in Question]: () => Answers[Q] } = {
    counts: () => ({ shopify: shopify.counters, erp: erp.counters }),
    reset: () => {
      shopify.resetCounters();
      erp.resetCounters();
      return null;
    },
    holdings: () => holdingsOf(shopify, erp),
  };
  process.on('message', (question) => send(answers[question as Question]()));
  process.on('disconnect', () => process.exit(0));
  send({ shopify: shopify.url, erp: erp.url } satisfies Addresses);
}

const [given] = process.argv.slice(2);
if (given === undefined || process.send === undefined) {
  throw new Error('This file is started by simulator-process.ts.');
}
await run(JSON.parse(given) as SimulatorsInput, (message) => process.send?.(message));
