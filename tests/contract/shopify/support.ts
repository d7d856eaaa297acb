/** A store on 127.0.0.1 and our connector on it, on one clock that waits for nothing. */
import { onTestFinished } from 'vitest';
import {
  connectShopify,
  type ShopifyConnector,
  type ShopifyOptions,
} from '../../../electron/connectors/shopify/index.ts';
import { blankLocation } from '../../../shared/domain/fields.ts';
import type { LocationValues, Party } from '../../../shared/domain/party.ts';
import type { ShopifyConnection } from '../../../shared/domain/settings.ts';
import type { CustomerDraft, LocationDraft, Logger, Source } from '../../../shared/sync/ports.ts';
import {
  defaultAccessToken,
  startShopifySimulator,
  type AddressInput,
  type ShopifySimulator,
  type ShopifySimulatorOptions,
} from '../../../simulators/shopify/index.ts';
import { createFastClock, type FastClock } from './fast-clock.ts';

export const { signal } = new AbortController();

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

export interface Store {
  readonly simulator: ShopifySimulator;
  readonly clock: FastClock;
  readonly options: ShopifyOptions;
  connect(patch?: Partial<ShopifyOptions>): Promise<ShopifyConnector>;
}

/** A new, empty store; it is closed when the test ends. */
export async function openStore(
  simulatorOptions: ShopifySimulatorOptions = {},
  connection: Partial<ShopifyConnection> = {},
): Promise<Store> {
  const clock = createFastClock();
  const simulator = await startShopifySimulator({ clock: clock.date, ...simulatorOptions });
  onTestFinished(() => simulator.close());
  const options: ShopifyOptions = {
    connection: {
      domain: simulator.shop.myshopifyDomain,
      url: simulator.url,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
      ...connection,
    },
    secret: defaultAccessToken,
    logger: silent,
    clock,
    timeout: 2000,
  };
  const connect = async (patch: Partial<ShopifyOptions> = {}): Promise<ShopifyConnector> => {
    const connector = await connectShopify({ ...options, ...patch }, signal);
    onTestFinished(() => connector.close());
    return connector;
  };
  return { simulator, clock, options, connect };
}

/** An address as a person enters it in the admin; `number` makes it differ from others. */
export function streetAddress(number: number, patch: AddressInput = {}): AddressInput {
  return {
    firstName: 'Ana',
    lastName: 'Ito',
    address1: `${number} Banksia Street`,
    city: 'Fremantle',
    provinceCode: 'WA',
    zip: '6160',
    countryCode: 'AU',
    ...patch,
  };
}

/** Everything a source reads, in the order it comes. */
export async function readWhole(source: Source) {
  const parties: Party[] = [];
  const expected = new Set<number | null>();
  const summary = await source.readAll((page) => {
    parties.push(...page.parties);
    expected.add(page.expected);
  }, signal);
  return { parties, expected: [...expected], summary };
}

/** Customers with no, one and two addresses in turn. Answers their ids. */
export function addCustomers({ simulator }: Store, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    simulator.store.addCustomer({
      firstName: 'Ana',
      lastName: `Ito ${index}`,
      email: `ana${index}@example.com.au`,
      addresses: Array.from({ length: index % 3 }, (_each, number) => streetAddress(number + 1)),
    }),
  );
}

export function locationDraft(values: Partial<LocationValues>, makeDefault = false): LocationDraft {
  return {
    key: null,
    values: { ...blankLocation, ...values },
    name: null,
    externalReference: null,
    makeDefault,
  };
}

export function customerDraft(values: Partial<CustomerDraft['values']>): CustomerDraft {
  return {
    values: { firstName: null, lastName: null, email: null, phone: null, ...values },
    accountName: null,
    number: null,
    externalReference: null,
    main: null,
  };
}
