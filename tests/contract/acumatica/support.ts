/** What the contract tests share: a simulator with a connector on it, and Party shapes to compare. */
import { onTestFinished } from 'vitest';
import {
  connectAcumatica,
  type AcumaticaConnector,
  type AcumaticaOptions,
} from '../../../electron/connectors/acumatica/index.ts';
import { cookieSessions } from '../../../electron/connectors/acumatica/cookie-session.ts';
import type { LocationValues, Party } from '../../../shared/domain/party.ts';
import { newProfile, type CustomerDefaults, type ErpConnection } from '../../../shared/domain/settings.ts';
import type { Clock, CustomerDraft, Logger, ReadSummary, Source } from '../../../shared/sync/ports.ts';
import {
  startAcumaticaSimulator,
  type AcumaticaOptions as SimulatorOptions,
  type AcumaticaSimulator,
} from '../../../simulators/acumatica/index.ts';
import { watchAnswersOf } from './published/recorder.ts';

export const never = new AbortController().signal;

/** A clock on which a minute passes in 60 ms: waits keep their order and nothing is slow. */
export const hurriedClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now() * 1000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 1000)),
};

/** Everything logged, as one text, to look for what must not be in it. */
export interface Log extends Logger {
  text(): string;
}

export function collectLog(): Log {
  const lines: string[] = [];
  const write = (message: string, details?: Readonly<Record<string, unknown>>) => {
    lines.push(`${message} ${JSON.stringify(details ?? {})}`);
  };
  return { info: write, warn: write, error: write, text: () => lines.join('\n') };
}

export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<AcumaticaSimulator> {
  const simulator = await startAcumaticaSimulator({ licence: 'off', ...options });
  onTestFinished(() => simulator.close());
  watchAnswersOf(simulator.url);
  return simulator;
}

export const defaults: CustomerDefaults = {
  ...newProfile('test', 'Test', '2026-01-01T00:00:00.000Z').defaults,
  customerClass: 'ECCUSTOMER',
  noGuestCustomer: true,
};

export function connectionTo(url: string, changes: Partial<ErpConnection> = {}): ErpConnection {
  return {
    url,
    tenant: 'Demo',
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: 'accord',
    endpointVersion: null,
    requestsPerMinute: 100_000,
    concurrency: 3,
    useWholeLicence: true,
    apiUsers: null,
    ...changes,
  };
}

export type Changes = Partial<AcumaticaOptions> & {
  /** Password of the user; the simulator's own where nothing is said. */
  readonly secret?: string;
};

/** With a session by name and password alone, where `sessions` is not given. */
export function optionsFor(
  simulator: Pick<AcumaticaSimulator, 'url'>,
  { secret: password = 'accord-demo', ...changes }: Changes = {},
): AcumaticaOptions {
  const { connection = connectionTo(simulator.url), logger = collectLog() } = changes;
  return {
    connection,
    defaults,
    sessions: cookieSessions({ connection, password, logger }),
    homeCountry: 'AU',
    logger,
    clock: hurriedClock,
    ...changes,
  };
}

/** A connector that is closed with the test. */
export async function connect(
  simulator: Pick<AcumaticaSimulator, 'url'>,
  changes: Changes = {},
): Promise<AcumaticaConnector> {
  const connector = await connectAcumatica(optionsFor(simulator, changes), never);
  onTestFinished(() => connector.close());
  return connector;
}

export async function readAll(
  source: Source,
  signal: AbortSignal = never,
): Promise<{ parties: readonly Party[]; pages: number; summary: ReadSummary }> {
  const parties: Party[] = [];
  let pages = 0;
  const summary = await source.readAll((page) => {
    parties.push(...page.parties);
    pages += 1;
  }, signal);
  return { parties, pages, summary };
}

export async function readOne(source: Source, number: string): Promise<Party> {
  const found = (await readAll(source)).parties.find((party) => party.number === number);
  if (found === undefined) throw new Error(`There is no customer ${number}.`);
  return found;
}

export function location(changes: Partial<LocationValues> = {}): LocationValues {
  return {
    attention: 'Mere Tane',
    company: null,
    phone: '+61392345678',
    address1: '12 Banksia Street',
    address2: null,
    city: 'Northcote',
    province: 'VIC',
    postcode: '3070',
    country: 'AU',
    ...changes,
  };
}

export function draft(changes: Partial<CustomerDraft> = {}): CustomerDraft {
  return {
    values: { firstName: 'Mere', lastName: 'Tane', email: 'mere.tane@example.com', phone: '+61412345678' },
    accountName: 'Mere Tane',
    number: null,
    externalReference: '6001 - Wattle and Fern',
    main: location(),
    ...changes,
  };
}

/** Adds customers C00000001, C00000002 …, every third one with two further locations. Answers how many locations there are. */
export function addCustomers(simulator: AcumaticaSimulator, count: number): number {
  let locations = 0;
  for (let index = 1; index <= count; index += 1) {
    const further = index % 3 === 0 ? 2 : 0;
    simulator.store.addCustomer({
      CustomerName: `Person ${index}`,
      MainContact: {
        Email: `person${index}@example.com.au`,
        Address: { AddressLine1: `${index} King Street`, City: 'Newtown', State: 'NSW', Country: 'AU' },
      },
      locations: Array.from({ length: further }, (_, other) => ({
        LocationName: `Depot ${other}`,
        LocationContact: {
          Attention: `Person ${index}`,
          Phone1: '02 9550 1234',
          Address: { AddressLine1: `${other} Dock Road`, City: 'Hobart', State: 'TAS', Country: 'AU' },
        },
      })),
    });
    locations += 1 + further;
  }
  return locations;
}
