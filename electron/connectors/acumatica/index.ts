/** The MYOB Acumatica connector: the contract REST API behind the ports of the sync core. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { DetectedFeatures } from '../../../shared/domain/erp-features.ts';
import type { FurtherFieldList } from '../../../shared/domain/further-field.ts';
import type { LearnedLicence } from '../../../shared/domain/settings.ts';
import type { ChosenValue, LostValue } from '../../../shared/mapping/chosen-values.ts';
import type { InUse, Lookups } from '../../../shared/ipc/contract.ts';
import type { ChangeSource, OrderSource, Sink, Source } from '../../../shared/sync/ports.ts';
import type { ContactStore } from '../../../shared/sync/contact-ports.ts';
import type { Counters } from './client.ts';
import { systemClock } from '../clock.ts';
import { openConnection, type AcumaticaOptions } from './connection.ts';
import { completeInstance, findInstance } from './discover.ts';
import { chooseEndpoint } from './endpoint.ts';
import { listFurtherFields, withFurtherFields } from './further-fields.ts';
import { readLookups } from './lookups.ts';
import { findLostValues } from './offered.ts';
import { createOrderSource } from './open-orders.ts';
import { createSource } from './read.ts';
import { openSession } from './session.ts';
import { readStores, storeNameOf } from './store-record.ts';
import { individualsOnly } from './kind.ts';
import { contactViewOf, customerViewFor, locationViewOf } from './views.ts';
import { createContactStore } from './contacts.ts';
import { detectFeatures } from './features.ts';
import { createUsedIds, type UsedIds } from './used-ids.ts';
import { createSink } from './write.ts';

export { checkAcumatica, type AcumaticaCheckOptions } from './check.ts';
export type { AcumaticaOptions } from './connection.ts';
export { namedAttributes, type NamedAttribute } from './views.ts';
export type { UsedIds } from './used-ids.ts';

export interface AcumaticaConnector {
  readonly source: Source & ChangeSource & OrderSource;
  /** The same, for individual customers alone. */
  readonly individuals: Source & ChangeSource;
  readonly sink: Sink;
  /** Contacts of business customers with their roles. */
  readonly contacts: ContactStore;
  /** Build of the instance (`25.201.0213`), null where it does not tell. */
  readonly buildVersion: string | null;
  /** Version of the endpoint in use. */
  readonly endpointVersion: string;
  readonly lookups: (signal: AbortSignal) => Promise<Lookups>;
  /** Attributes and custom fields of customers that filters and mappings can name. */
  readonly furtherFields: (signal: AbortSignal) => Promise<FurtherFieldList>;
  /** What of the values chosen from the ERP's lists is no longer in them. */
  readonly lostValues: (chosen: readonly ChosenValue[], signal: AbortSignal) => Promise<readonly LostValue[]>;
  /** What the last whole reading met of values that the ERP has no list of; null before one. */
  readonly inUse: () => InUse | null;
  /** StoreName of the ERP's own record for the shop (R28), or null. */
  readonly storeNameFor: (shopDomain: string, signal: AbortSignal) => Promise<string | null>;
  /** As far as contract and data tell. */
  readonly features: (signal: AbortSignal) => Promise<DetectedFeatures>;
  readonly usedIds: UsedIds;
  readonly counters: () => Counters;
  /** What is known of the licence, with what this connector's requests showed. */
  readonly learned: () => LearnedLicence;
  /** Gives the seat back. Never throws. */
  readonly close: () => Promise<void>;
}

/**
 * Signs in and chooses the endpoint. One session for the connector's life; `close` must be called whatever happens.
 * @throws AppError ERP_SIGN_IN_REJECTED, ERP_COMPANY_UNKNOWN, ERP_BRANCH_UNKNOWN, ERP_NO_SEAT, ERP_ENDPOINT_MISSING,
 * ANSWER_NOT_JSON and the other errors of an address that leads elsewhere, STOPPED; TransportError.
 */
export async function connectAcumatica(
  options: AcumaticaOptions,
  signal: AbortSignal,
): Promise<AcumaticaConnector> {
  const { connection, defaults, homeCountry, sessions, logger, clock = systemClock } = options;
  const instance = await findInstance(connection.url, clock, signal);
  const session = await openSession(sessions, instance.base, clock);
  try {
    if (signal.aborted) throw new AppError('STOPPED');
    const { build, endpoints } = await completeInstance(instance, clock, await session.headers(), signal);
    const endpoint = chooseEndpoint(instance.base, endpoints, connection.endpointVersion);
    const { client, lists, pace } = openConnection(options, endpoint, instance.clockSkew, session);
    const { capabilities } = endpoint;
    const locationView = locationViewOf(capabilities);
    const kinds = options.kinds ?? individualsOnly;
    const keys = options.named ?? [];
    const further = options.further ?? [];
    const customerView = withFurtherFields(customerViewFor(kinds, keys), further);
    const hasExternalReferences = capabilities.externalReferences;
    const settings = { guestCustomer: defaults.guestCustomer, named: keys, further };
    const counters = () => client.counters();
    let inUse: InUse | null = null;
    const reader = {
      lists,
      customerView,
      locationView,
      contactView: contactViewOf(capabilities),
      kinds,
      settings,
      homeCountry,
      logger,
      counters,
      serverNow: () => client.serverNow(),
      clockAhead: () => client.clockAhead(),
      onValuesInUse: (values: InUse) => {
        inUse = values;
      },
    };
    // Asked once for both who ask for it.
    let reading: ReturnType<typeof readStores> | null = null;
    const stores = (storeSignal: AbortSignal) => (reading ??= readStores(client, logger, storeSignal));
    const contacts = createContactStore({ client, hasExternalReferences });
    return {
      source: { ...createSource(reader), ...createOrderSource(lists) },
      individuals: createSource({ ...reader, kinds: { ...kinds, individuals: true, companies: false } }),
      contacts,
      sink: createSink({
        client,
        customerView,
        kinds,
        contacts,
        locationView,
        hasExternalReferences,
        defaults,
        settings,
      }),
      buildVersion: build,
      endpointVersion: endpoint.version,
      furtherFields: (listSignal) => listFurtherFields(client, lists, clock, listSignal),
      lookups: (lookupSignal) => readLookups(client, lists, clock, lookupSignal),
      lostValues: (chosen, lostSignal) => findLostValues(chosen, client, lists, lostSignal),
      inUse: () => inUse,
      storeNameFor: async (shopDomain, storeSignal) => storeNameOf(await stores(storeSignal), shopDomain),
      features: async (featureSignal) =>
        detectFeatures(client, capabilities, await stores(featureSignal), featureSignal),
      usedIds: createUsedIds(lists),
      counters,
      learned: () => pace.learned(),
      close: () => session.release(),
    };
  } catch (error) {
    await session.release();
    throw error;
  }
}
