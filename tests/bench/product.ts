/** The product as its job process puts it together: connectors, core, and a ledger in a folder that is removed afterwards. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { withConnections, type Connected } from '../../electron/services/connections.ts';
import { systemClock, systemIds } from '../../electron/services/system.ts';
import { ErpSeats } from '../../electron/services/erp-seats.ts';
import { createTokenProviders } from '../../electron/services/token-providers.ts';
import { openLedger, type OpenLedger } from '../../electron/storage/ledger.ts';
import { fileLogger } from '../../electron/storage/log.ts';
import { dataPaths } from '../../electron/storage/paths.ts';
import { newProfile, type ErpConnection, type Profile } from '../../shared/domain/settings.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import { demoCompany } from '../../simulators/demo/world.ts';
import { erpSessionsOf } from '../support/erp-sessions.ts';
import type { Addresses } from './simulators.ts';

export interface Product {
  readonly profile: Profile;
  readonly ledger: OpenLedger;
  readonly clock: typeof systemClock;
  readonly ids: typeof systemIds;
  readonly logger: Logger;
  /** Connects both sides for the length of `work`, which is told how long that took, in milliseconds. */
  readonly connected: <T>(work: (connected: Connected, connecting: number) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Requests at once as a new profile gets it. */
const concurrency = 2;

function benchProfile(addresses: Addresses, requestsPerMinute: number): Profile {
  const fresh = newProfile('bench', 'Bench', systemClock.now());
  const erp: ErpConnection = {
    url: addresses.erp,
    tenant: demoCompany.tenant,
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: demoCompany.user,
    endpointVersion: null,
    requestsPerMinute,
    concurrency,
    useWholeLicence: true,
    apiUsers: null,
  };
  return {
    ...fresh,
    shopify: {
      domain: demoCompany.domain,
      url: addresses.shopify,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
    },
    erp,
    customer: { ...fresh.customer, active: true },
    defaults: {
      ...fresh.defaults,
      customerClass: demoCompany.customerClass,
      guestCustomer: demoCompany.guestCustomer,
    },
  };
}

/** @param change makes other settings of those that all benches share. */
export async function openProduct(
  addresses: Addresses,
  requestsPerMinute: number,
  change: (profile: Profile) => Profile = (profile) => profile,
): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  const paths = dataPaths(home);
  const profile = change(benchProfile(addresses, requestsPerMinute));
  await mkdir(paths.profileFolder(profile.id), { recursive: true });
  const ledger = await openLedger(paths.ledgerFile(profile.id), systemClock);
  const logger = fileLogger(paths.logFile('job'));
  const erpSessions = erpSessionsOf({
    paths,
    profile: () => profile,
    secrets: { erp: demoCompany.password },
  });
  const connecting = {
    logger,
    tokens: createTokenProviders(systemClock, () => {}),
    seats: new ErpSeats({ logger, clock: systemClock, events: { licenceLearned: () => {} }, erpSessions }),
    erpSessions,
  };
  const secrets = { shopify: demoCompany.accessToken };
  return {
    profile,
    ledger,
    clock: systemClock,
    ids: systemIds,
    logger,
    connected: async (work) => {
      const started = performance.now();
      return withConnections({ profile, secrets }, connecting, new AbortController().signal, (connected) =>
        work(connected, performance.now() - started),
      );
    },
    close: async () => {
      ledger.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
