/** The demo's two systems together: one store, one company, the same invented customers in both. */
import {
  startAcumaticaSimulator,
  type AcumaticaSimulator,
  type AcumaticaStore,
  type Clock,
  type ConnectedApplication,
} from '../acumatica/index.ts';
import { startShopifySimulator, type ShopifySimulator, type ShopSnapshot } from '../shopify/index.ts';
import { inventCast } from './cast.ts';
import { enterPairs, inventCompanies, passCompanyWeek } from './company-week.ts';
import { placeOrders } from './orders.ts';
import { defineOwnFields } from './own-fields.ts';
import { erpCustomerWithTerritory, shopifyCustomer } from './records.ts';
import { passWeek } from './week.ts';

/** An invented business; its secrets open nothing but these two simulators. */
export const demoCompany = {
  name: 'Harbour & Pine (demo)',
  shopName: 'Harbour & Pine',
  domain: 'harbour-pine.myshopify.com',
  tenant: 'HARBOUR',
  user: 'accord',
  password: 'demo-password',
  accessToken: 'shpat_demo0000000000000000000000demo',
  /** An app of the store, for signing in with client id and secret or with the browser. */
  clientId: 'demo0000000000000000000000000app',
  clientSecret: 'shpss_demo0000000000000000000000demo',
  /** Connected applications of the company: for signing in with the browser, and with name and password. */
  erpClientId: 'DE300000-0000-4000-8000-00000ACC0DD0',
  erpPasswordClientId: 'DE300000-0000-4000-8000-00000ACC0DD1',
  erpPasswordClientSecret: 'demo-connected-application-secret',
  requestsPerMinute: 6000,
  customerClass: 'ECCUSTOMER',
  guestCustomer: 'GUEST',
} as const;

export interface WorldSnapshot {
  readonly shopify: ShopSnapshot;
  readonly erp: ReturnType<AcumaticaStore['snapshot']>;
}

export interface WorldOptions {
  readonly shopifyPort?: number;
  readonly acumaticaPort?: number;
  /** Without any customer. */
  readonly isEmpty?: boolean;
  /** Neither system asks for patience: what is measured is the work alone. */
  readonly isUnpaced?: boolean;
  /** The ERP's clock; without it that of the machine. Shopify's is set below `/_simulator/clock`. */
  readonly erpClock?: Clock;
}

export interface DemoWorld {
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
  /** People work in both systems for a week. */
  passWeek(): void;
  snapshot(): WorldSnapshot;
  close(): Promise<void>;
}

const seed = 20_261_123;

const redirectUris = [28_471, 28_671, 28_871].map((port) => `http://127.0.0.1:${port}/callback`);

/** The app as its owner configured it in the Dev Dashboard, with the addresses that Accord asks to register. */
const demoApp = {
  clientId: demoCompany.clientId,
  clientSecret: demoCompany.clientSecret,
  scopes: ['read_customers', 'write_customers', 'read_orders'],
  redirectUris,
};

/** Form SM303010, as the administrator filled it in. */
const demoApplications: readonly ConnectedApplication[] = [
  { clientId: demoCompany.erpClientId, secret: null, redirectUris, flow: 'authorizationCode' },
  {
    clientId: demoCompany.erpPasswordClientId,
    secret: demoCompany.erpPasswordClientSecret,
    redirectUris: [],
    flow: 'password',
  },
];

/** @param snapshot an earlier state to go on from; null seeds the store as it was a week ago, equal on both sides. */
export async function startDemoWorld(
  snapshot: WorldSnapshot | null,
  options: WorldOptions = {},
): Promise<DemoWorld> {
  const shopify = await startShopifySimulator({
    port: options.shopifyPort ?? 0,
    shop: { name: demoCompany.shopName, myshopifyDomain: demoCompany.domain, planName: 'Grow' },
    accessTokens: [{ token: demoCompany.accessToken, scopes: demoApp.scopes }],
    clientCredentials: demoApp,
    authorizationApp: demoApp,
    limits: options.isUnpaced === true ? 'off' : 'standard',
  });
  const erp = await startAcumaticaSimulator({
    port: options.acumaticaPort ?? 0,
    tenants: [demoCompany.tenant],
    users: [{ name: demoCompany.user, password: demoCompany.password }],
    applications: demoApplications,
    guestCustomerId: demoCompany.guestCustomer,
    ...(options.isUnpaced === true
      ? { licence: 'off' as const, latency: { minimum: 0, maximum: 0 } }
      : {
          licence: { apiUsers: 4, concurrent: 6, requestsPerMinute: demoCompany.requestsPerMinute },
          latency: { minimum: 2, maximum: 6 },
        }),
    ...(options.erpClock === undefined ? {} : { clock: options.erpClock }),
  });
  erp.store.setLookUp('ShopifyStore', {
    StoreName: demoCompany.shopName,
    StoreAdminURL: `https://${demoCompany.domain}/admin`,
    Connector: 'Shopify',
    Active: true,
    Default: true,
  });
  const cast = inventCast(seed);
  const companies = inventCompanies(seed + 2);
  if (snapshot !== null) {
    shopify.store.load(snapshot.shopify);
    erp.store.load(snapshot.erp);
  } else if (options.isEmpty !== true) {
    defineOwnFields({ shopify, erp });
    for (const person of cast.pairs) {
      shopify.store.addCustomer(shopifyCustomer(person));
      erp.store.addCustomer(erpCustomerWithTerritory(person));
    }
    enterPairs({ shopify, erp }, companies);
  }
  return {
    shopify,
    erp,
    passWeek: () => {
      passWeek({ shopify, erp }, cast, seed + 1);
      passCompanyWeek({ shopify, erp }, companies, seed + 3);
      placeOrders({ shopify, erp });
    },
    snapshot: () => ({ shopify: shopify.store.snapshot(), erp: erp.store.snapshot() }),
    close: async () => {
      await Promise.all([shopify.close(), erp.close()]);
    },
  };
}
