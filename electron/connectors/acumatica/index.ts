/** The MYOB Acumatica connector: the contract REST API behind the ports of the sync core. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { LearnedLicence } from '../../../shared/domain/settings.ts';
import type { Lookups } from '../../../shared/ipc/contract.ts';
import type { Sink, Source } from '../../../shared/sync/ports.ts';
import type { Counters } from './client.ts';
import { systemClock } from '../clock.ts';
import { openConnection, type AcumaticaOptions } from './connection.ts';
import { chooseEndpoint, completeInstance, findInstance } from './discover.ts';
import { readLookups, readStoreName } from './lookups.ts';
import { createSource } from './read.ts';
import { signIn } from './session.ts';
import { locationViewOf } from './views.ts';
import { createSink } from './write.ts';

export { checkAcumatica, type AcumaticaCheckOptions } from './check.ts';
export type { AcumaticaOptions } from './connection.ts';

export interface AcumaticaConnector {
  readonly source: Source;
  readonly sink: Sink;
  /** Build of the instance (`25.201.0213`), null where it does not tell. */
  readonly buildVersion: string | null;
  /** Version of the endpoint Default in use. */
  readonly endpointVersion: string;
  readonly lookups: (signal: AbortSignal) => Promise<Lookups>;
  /** StoreName of the ERP's own record for the shop (R28), or null. */
  readonly storeNameFor: (shopDomain: string, signal: AbortSignal) => Promise<string | null>;
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
  const { connection, defaults, homeCountry, logger, clock = systemClock } = options;
  const instance = await findInstance(connection.url, signal);
  const session = await signIn({ ...options, base: instance.base });
  try {
    if (signal.aborted) throw new AppError('STOPPED');
    const { build, endpoints } = await completeInstance(instance, session.headers(), signal);
    const endpoint = chooseEndpoint(instance.base, endpoints, connection.endpointVersion);
    const { client, lists, pace } = openConnection(options, endpoint, session);
    const { hasExternalReferences } = endpoint;
    const locationView = locationViewOf(endpoint);
    const settings = { guestCustomer: defaults.guestCustomer };
    const counters = () => client.counters();
    return {
      source: createSource({ lists, locationView, settings, homeCountry, clock, logger, counters }),
      sink: createSink({ client, locationView, hasExternalReferences, defaults, settings }),
      buildVersion: build,
      endpointVersion: endpoint.version,
      lookups: (lookupSignal) => readLookups(lists, clock, lookupSignal),
      storeNameFor: (shopDomain, storeSignal) => readStoreName(client, shopDomain, logger, storeSignal),
      counters,
      learned: () => pace.learned(),
      close: () => session.release(),
    };
  } catch (error) {
    await session.release();
    throw error;
  }
}
