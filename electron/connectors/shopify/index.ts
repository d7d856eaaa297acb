/** The Shopify connector: one store, read and written through the Admin API. */
import type { FurtherField, FurtherFieldList } from '../../../shared/domain/further-field.ts';
import { defaultClockSkewSeconds, type ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { CheckResult } from '../../../shared/ipc/contract.ts';
import type { ChangeSource, Clock, Logger, OrderSource, Sink, Source } from '../../../shared/sync/ports.ts';
import { systemClock } from '../clock.ts';
import { createShopifySource, type ReaderOptions } from './read.ts';
import { createCompanies, type Companies } from './companies/index.ts';
import { createKnownCompanies } from './companies/known.ts';
import { createCompanyPartySink } from './companies/party-sink.ts';
import { createPartySource, type Kinds } from './companies/party-source.ts';
import { maximumListLength } from './cost.ts';
import { createErpIdField } from './erp-id-field.ts';
import { createTokenProvider, type TokenProvider } from './auth.ts';
import { checkStore, type CheckOptions, type Examined } from './check.ts';
import { createShopifyClient, type ShopifyCounters } from './client.ts';
import { createOrderSource } from './open-orders.ts';
import { readShop, type Shop } from './shop.ts';
import { readBusinessCustomers } from './business-customers.ts';
import { byKind } from '../by-kind.ts';
import { listCustomerFields } from './further-fields.ts';
import { createShopifySink } from './write.ts';

export interface ShopifyOptions {
  readonly connection: ShopifyConnection;
  /** The access token, or the client secret where the connection signs in with client credentials. */
  readonly secret: string;
  /** Tokens shared with other connections to the store; without it this one signs in by itself with `secret`. */
  readonly tokens?: TokenProvider;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Milliseconds until a request counts as failed. */
  readonly timeout?: number;
  /** Which customers a reading brings; absent means individuals only. */
  readonly kinds?: Kinds;
  /** See `ReaderOptions`. */
  readonly further?: readonly FurtherField[];
  /** See `ReaderOptions`. */
  readonly reading?: Pick<ReaderOptions, 'listLength' | 'bulkAbove'>;
}

export interface ShopifyConnector {
  readonly shop: Shop;
  readonly source: Source & ChangeSource & OrderSource;
  /** The same, for individual customers alone. */
  readonly individuals: Source & ChangeSource;
  /** Whether the store sells to business customers; null where it does not tell. */
  readonly businessCustomers: (signal: AbortSignal) => Promise<boolean | null>;
  /** Metafields of customers that filters and mappings can name. */
  readonly furtherFields: (signal: AbortSignal) => Promise<FurtherFieldList>;
  readonly sink: Sink;
  readonly companies: Companies;
  readonly counters: () => ShopifyCounters;
  /** Ends every wait and every query under way. */
  readonly close: () => Promise<void>;
}

function open({ clock = systemClock, ...options }: ShopifyOptions, closed: AbortSignal): Examined {
  const tokens = options.tokens ?? createTokenProvider(options.connection, options.secret, clock);
  return { tokens, client: createShopifyClient({ ...options, tokens, clock, closed }) };
}

/** Signs in and reads the store's identity. @throws AppError of the connection and sign-in families. */
export async function connectShopify(
  options: ShopifyOptions,
  signal: AbortSignal,
): Promise<ShopifyConnector> {
  const closing = new AbortController();
  const { client } = open(options, closing.signal);
  const shop = await readShop(client, signal);
  const { clock = systemClock } = options;
  const erpId = createErpIdField(client);
  const withErpIds = options.connection.storeErpId;
  const { logger, reading, further = [] } = options;
  const customers = createShopifySource({ client, clock, logger, erpId, withErpIds, further, ...reading });
  const listLength = reading?.listLength ?? maximumListLength;
  const companies = createCompanies({ client, clock, shop, listLength });
  const known = createKnownCompanies(companies.source);
  const kinds = options.kinds ?? { individuals: true, companies: false };
  return {
    shop,
    source: {
      ...createPartySource({ customers, companies: companies.source, known, kinds }),
      ...createOrderSource(client),
    },
    individuals: createPartySource({
      customers,
      companies: companies.source,
      known,
      kinds: { individuals: true, companies: false },
    }),
    businessCustomers: (askSignal) => readBusinessCustomers(client, askSignal),
    furtherFields: (askSignal) => listCustomerFields(client, clock, askSignal),
    sink: byKind(
      createShopifySink(client, customers, erpId, further),
      createCompanyPartySink(companies.sink, known),
    ),
    companies,
    counters: client.counters,
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}

/** The connection doctor: small steps, each with what was found and what to do. Never throws for what it finds. */
export async function checkShopify(
  options: ShopifyOptions & Partial<Pick<CheckOptions, 'businessCustomers' | 'clockSkewSeconds'>>,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { connection, clock = systemClock, businessCustomers = null } = options;
  const { clockSkewSeconds = defaultClockSkewSeconds } = options;
  const closing = new AbortController();
  return await checkStore(
    { connection, businessCustomers, clockSkewSeconds, clock, open: () => open(options, closing.signal) },
    signal,
  );
}
