import type { AddressInfo } from 'node:net';
import { createCompanyData } from './company-data.ts';
import type { Company } from './company.ts';
import { createRequestCounts } from './counters.ts';
import type { Counters } from './counters.ts';
import { defaultOptions } from './default-options.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createLicenceGate } from './licence.ts';
import type { AcumaticaOptions, Features } from './options.ts';
import { createAuthorisationServer } from './oauth.ts';
import { createSiteServer } from './server.ts';
import { createSessions } from './sessions.ts';
import { createStore } from './store.ts';
import type { AcumaticaStore } from './store.ts';

export { createManualClock, systemClock } from './clock.ts';
export type { Clock, ManualClock } from './clock.ts';
export type { Counters } from './counters.ts';
export { australianStates, defaultOptions, newZealandRegions } from './default-options.ts';
export type { FaultKind, FaultRule, Faults } from './faults.ts';
export type {
  AcumaticaOptions,
  ConnectedApplication,
  CountryRules,
  Features,
  Latency,
  Licence,
  Numbering,
  UserAccount,
  ValidationRules,
} from './options.ts';
export type { ContactRow, CustomerRow, LocationRow } from './records.ts';
export type { CompanySnapshot } from './snapshot.ts';
export type {
  AcumaticaStore,
  AddressSeed,
  ContactSeed,
  CustomerEdit,
  CustomerSeed,
  LocationEdit,
  LocationSeed,
  RowHistory,
} from './store.ts';

export interface AcumaticaSimulator {
  /** Address of the instance, with its folder, without a slash at the end. */
  readonly url: string;
  /** Ends open connections and stops listening. */
  readonly close: () => Promise<void>;
  /** Data of the first tenant. */
  readonly store: AcumaticaStore;
  /** Data of a tenant by name; throws when there is none of that name. */
  readonly storeOf: (tenant: string) => AcumaticaStore;
  /** The counts at this moment. */
  readonly counters: Counters;
  readonly resetCounters: () => void;
  readonly faults: Faults;
  readonly features: Features;
  readonly setFeatures: (features: Partial<Features>) => void;
  /** Ends every API session, as a restart of the site does. */
  readonly expireSessions: () => void;
}

/** Starts an instance on 127.0.0.1. Everything not given is as in `defaultOptions`. */
export async function startAcumaticaSimulator(
  given: Partial<AcumaticaOptions> = {},
): Promise<AcumaticaSimulator> {
  const options: AcumaticaOptions = {
    ...defaultOptions,
    ...given,
    instancePath: (given.instancePath ?? '').replace(/\/+$/, ''),
  };
  let features = options.features;
  const stores = new Map<string, AcumaticaStore>();
  const companies = new Map<string, Company>();
  for (const tenant of options.tenants) {
    const company: Company = { data: createCompanyData(), options, features: () => features };
    const store = createStore(company);
    if (options.guestCustomerId !== null)
      store.addCustomer({ CustomerID: options.guestCustomerId, CustomerName: 'Online guest', isGuest: true });
    companies.set(tenant, company);
    stores.set(tenant, store);
  }
  const storeOf = (tenant: string): AcumaticaStore => {
    const store = stores.get(tenant);
    if (store === undefined) throw new Error(`There is no tenant ${tenant}.`);
    return store;
  };
  const sessions = createSessions(options);
  const oauth = createAuthorisationServer(options, sessions);
  const gate = createLicenceGate(options.licence, options.clock);
  const faults = createFaults();
  const counts = createRequestCounts();
  const control = {
    store: storeOf(options.tenants[0] ?? ''),
    faults,
    counters: (): Counters => ({
      ...counts.read(),
      ...gate.counts(),
      sessionsOpen: sessions.open(),
      sessionsPeak: sessions.peak(),
    }),
    resetCounters: () => {
      counts.reset();
      gate.resetCounts();
      sessions.resetPeak();
    },
    features: () => features,
    setFeatures: (changed: Partial<Features>) => {
      features = { ...features, ...changed };
    },
    expireSessions: sessions.expireAll,
  };
  const server = createSiteServer({ options, companies, sessions, oauth, gate, faults, counts, control });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${options.instancePath}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((failure) => (failure === undefined ? resolve() : reject(failure)));
        server.closeAllConnections();
      }),
    store: control.store,
    storeOf,
    get counters() {
      return control.counters();
    },
    resetCounters: control.resetCounters,
    faults,
    get features() {
      return features;
    },
    setFeatures: control.setFeatures,
    expireSessions: sessions.expireAll,
  };
}
