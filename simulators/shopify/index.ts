import type { AddressInfo } from 'node:net';
import { createEditor } from './admin-edits.ts';
import type { ShopEditor } from './admin-edits.ts';
import { Bucket } from './bucket.ts';
import { BulkQueue } from './bulk-queue.ts';
import { createControl } from './control.ts';
import { Counters } from './counters.ts';
import type { CounterValues } from './counters.ts';
import { FaultPlan } from './faults.ts';
import { DocumentCache } from './graphql-request.ts';
import { createShopServer } from './http-server.ts';
import { AuthorizationServer } from './oauth.ts';
import { customerScopes, defaultAccessToken, defaultShop, defaultSwitches } from './options.ts';
import type { ShopifySimulatorOptions, ShopOptions, Switches } from './options.ts';
import { createSchema } from './schema.ts';
import { StagedUploads } from './staged-uploads.ts';
import { ShopStore } from './store.ts';
import { TokenTable } from './tokens.ts';

export type { CustomerSeed, ShopEditor } from './admin-edits.ts';
export type { CompanyContactSeed, CompanyEditor, CompanySeed, CompanyView } from './company-edits.ts';
export type { CompanyAddressInput } from './company-address-rules.ts';
export type { CompanyLocationInput } from './company-location-rules.ts';
export type { CompanyContactRecord, CompanyLocationRecord, CompanyRecord } from './company-records.ts';
export type { AddressInput } from './address-rules.ts';
export type { CounterValues } from './counters.ts';
export type { Fault, FaultKind, FaultPlan } from './faults.ts';
export { addressGid, customerGid } from './gid.ts';
export { customerScopes, defaultAccessToken, defaultShop } from './options.ts';
export type {
  AccessToken,
  AuthorizationApp,
  ClientCredentials,
  Limits,
  ShopifySimulatorOptions,
  ShopOptions,
  Switches,
} from './options.ts';
export type { AddressRecord, CustomerRecord, MetafieldRecord } from './records.ts';
export type { ShopSnapshot } from './store.ts';

/** A running shop on 127.0.0.1. */
export interface ShopifySimulator {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly shop: ShopOptions;
  /** The shop's data as a person in the admin sees and changes it; never counted as API calls. */
  readonly store: ShopEditor;
  readonly counters: CounterValues;
  readonly resetCounters: () => void;
  readonly faults: FaultPlan;
  readonly switches: Switches;
  readonly setSwitches: (patch: Partial<Switches>) => void;
  /** Ends every connection, also the ones that a fault left hanging. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a stand-in for one Shopify shop: Admin GraphQL API 2026-10 at `/admin/api/2026-10/graphql.json`, sign-in at
 * `/admin/oauth/authorize` and `/admin/oauth/access_token`, and its own control below `/_simulator/`. Listens on 127.0.0.1 only.
 */
export async function startShopifySimulator(
  options: ShopifySimulatorOptions = {},
): Promise<ShopifySimulator> {
  const shop: ShopOptions = { ...defaultShop, ...options.shop };
  const ownClock = options.clock ?? (() => new Date());
  let millisecondsAhead = 0;
  const clock = (): Date => new Date(ownClock().getTime() + millisecondsAhead);
  let switches: Switches = { ...defaultSwitches, b2b: shop.b2b, ...options.switches };
  if (options.limits !== undefined) switches = { ...switches, limits: options.limits };
  const now = (): number => clock().getTime();

  const store = new ShopStore(clock, () => switches);
  const faults = new FaultPlan();
  const counters = new Counters();
  const bucketNow = options.bucketClock === 'real' ? Date.now : now;
  const bucket = new Bucket(
    bucketNow,
    () => switches.limits,
    () => switches.competingPointsPerSecond,
  );
  const schema = createSchema();
  const editor = createEditor(() => ({ store, shop, switches }));
  const setSwitches = (patch: Partial<Switches>): void => {
    switches = { ...switches, ...patch };
  };
  let url = '';
  const bulk = new BulkQueue({
    now,
    tick: () => switches.bulkTickMilliseconds,
    nextNumber: () => store.nextNumber(),
    origin: () => url,
  });
  const accessTokens = options.accessTokens ?? [{ token: defaultAccessToken, scopes: customerScopes }];
  const tokens = new TokenTable(now, accessTokens, options.clientCredentials);

  const server = createShopServer({
    engine: { schema, bucket, counters },
    documents: new DocumentCache(schema),
    store,
    shop,
    switches: () => switches,
    tokens,
    authorization: new AuthorizationServer({
      now,
      tokens,
      app: options.authorizationApp,
      shopDomain: shop.myshopifyDomain,
    }),
    bulk,
    uploads: new StagedUploads({ folder: () => bulk.folder, origin: () => url }),
    faults,
    control: createControl({
      editor,
      faults,
      counters,
      switches: () => switches,
      setSwitches,
      clock: {
        now: clock,
        setAhead: (seconds) => {
          millisecondsAhead = seconds * 1000;
        },
      },
    }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  url = `http://127.0.0.1:${port}`;

  return {
    url,
    shop,
    store: editor,
    get counters() {
      return counters.values;
    },
    resetCounters: () => counters.reset(),
    faults,
    get switches() {
      return switches;
    },
    setSwitches,
    close: () =>
      new Promise((resolve, reject) => {
        bulk.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
