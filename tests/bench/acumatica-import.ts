/** An import as the job process carries it out: the real connector, core and ledger; the store's side is in memory and takes no time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cookieSessions } from '../../electron/connectors/acumatica/cookie-session.ts';
import { connectAcumatica } from '../../electron/connectors/acumatica/index.ts';
import { systemClock, systemIds } from '../../electron/services/system.ts';
import { openLedger } from '../../electron/storage/ledger.ts';
import type { Party } from '../../shared/domain/party.ts';
import { newProfile, type ErpConnection, type Profile } from '../../shared/domain/settings.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import type { Logger } from '../../shared/sync/ports.ts';
import { commitPlan, preparePlan } from '../../shared/sync/sync.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { createMemoryTwin } from '../support/memory-twin.ts';
import { makeLocation, shopifyParty } from '../support/parties.ts';
import { inSeconds } from './measure.ts';

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Requests at once as a new profile gets it. */
export function connectionTo(url: string, requestsPerMinute: number): ErpConnection {
  return {
    url,
    tenant: 'Demo',
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: 'accord',
    endpointVersion: null,
    requestsPerMinute,
    concurrency: 2,
    apiUsers: null,
    useWholeLicence: true,
  };
}

const password = 'accord-demo';

function newcomers(count: number, addresses: number): readonly Party[] {
  const random = createRandom(20_261_124);
  return Array.from({ length: count }, (_, index) => {
    const person = inventPerson(random, index + 1, addresses);
    return shopifyParty(index + 1, {
      firstName: person.firstName,
      lastName: person.lastName,
      email: `new-${index + 1}@example.com`,
      phone: person.e164,
      locations: person.homes.map((home, at) =>
        makeLocation(
          `gid://shopify/MailingAddress/${(index + 1) * 100 + at}?model_name=CustomerAddress`,
          { ...home, attention: `${person.firstName} ${person.lastName}`, address2: `Unit ${at + 1}` },
          { isDefault: at === 0 },
        ),
      ),
    });
  });
}

export interface Import {
  readonly plan: PlanHeader;
  readonly run: Run;
  /** Of the commit alone. */
  readonly seconds: number;
  /** Requests of the commit: its writes, and the looks before them. */
  readonly requests: number;
  readonly declined: number;
  /** Of the preview after it. */
  readonly second: PlanHeader;
}

/** Imports so many customers, each with so many addresses, and prepares once more. */
export async function importCustomers(
  connection: ErpConnection,
  count: number,
  addresses: number,
): Promise<Import> {
  const home = await mkdtemp(join(tmpdir(), 'accord-bench-'));
  const ledger = await openLedger(join(home, 'ledger.sqlite'), systemClock);
  const { signal } = new AbortController();
  const fresh = newProfile('bench', 'Bench', systemClock.now());
  const profile: Profile = {
    ...fresh,
    erp: connection,
    seen: { ...fresh.seen, shopName: 'Bench' },
    customer: { ...fresh.customer, active: true, direction: 'import' },
    defaults: { ...fresh.defaults, customerClass: 'ECCUSTOMER', noGuestCustomer: true },
  };
  const options = {
    connection,
    defaults: profile.defaults,
    sessions: cookieSessions({ connection, password, logger: silent }),
    homeCountry: 'AU',
    logger: silent,
  };
  const erp = await connectAcumatica(options, signal);
  try {
    const shopify = createMemoryTwin({ side: 'shopify', parties: newcomers(count, addresses) });
    const ports = {
      profile,
      sources: { erp: erp.source, shopify: shopify.source },
      sinks: { erp: erp.sink, shopify: shopify.sink },
      ledger,
      clock: systemClock,
      ids: systemIds,
      logger: silent,
      onProgress: () => {},
      signal,
    };
    const plan = await preparePlan(ports);
    const before = erp.counters();
    const started = performance.now();
    const run = await commitPlan({ ...ports, planId: plan.id, sha256: plan.sha256, firstRowsPerVerb: null });
    const seconds = inSeconds(performance.now() - started);
    const after = erp.counters();
    const second = await preparePlan(ports);
    return {
      plan,
      run,
      seconds,
      requests: after.requests - before.requests,
      declined: after.declined - before.declined,
      second,
    };
  } finally {
    await erp.close();
    ledger.close();
    await rm(home, { recursive: true, force: true });
  }
}
