/**
 * The process of a first import of many customers, which is killed in the middle and begun again: the real core on the real
 * ledger, between two systems in memory that answer at once. Says how far it is; what it says first is what is measured.
 */
import process from 'node:process';
import type { Party } from '../../shared/domain/party.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import type { Ledger } from '../../shared/sync/ledger-port.ts';
import type { CustomerDraft, Progress, Sink, Source } from '../../shared/sync/ports.ts';
import { commitPlan, preparePlan, resumeRun } from '../../shared/sync/sync.ts';
import { ProfileSessions } from '../../electron/services/profile-session.ts';
import { systemClock, systemIds } from '../../electron/services/system.ts';
import { dataPaths } from '../../electron/storage/paths.ts';
import { inventPerson } from '../../simulators/demo/people.ts';
import { createRandom } from '../../simulators/demo/random.ts';
import { createMemoryTwin } from '../support/memory-twin.ts';
import { silentLogger } from '../support/test-ports.ts';
import { peakMemory, Stopwatch } from './measure.ts';
import { mobile, partyOf } from './parties.ts';

export const profileId = 'bench';

export interface InterruptedInput {
  readonly home: string;
  readonly customers: number;
  /** Null makes the plan and commits it. */
  readonly resume: {
    readonly runId: string;
    /** Creates that had reached the ERP when the process was killed, though it did not live to hear of it. */
    readonly landed: readonly CustomerDraft[];
  } | null;
}

export type InterruptedMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | {
      readonly kind: 'firstWrite';
      /** Milliseconds of the epoch. */
      readonly at: number;
      /** When the process had its code and began. */
      readonly begunAt: number;
      /** Milliseconds of what the resume asks of the ledger. */
      readonly stages: Readonly<Record<string, number>>;
      /** Milliseconds of all threads until then, code included. */
      readonly processor: number;
      readonly peakMegabytes: number;
    };

const send = (message: InterruptedMessage): void => void process.send?.(message);

const keyOf = (serial: number): string => `gid://shopify/Customer/${serial}`;

function customer(serial: number): Party {
  const person = inventPerson(createRandom(serial), serial, 1);
  const email = `${person.firstName}.${person.lastName}.${serial}@example.com`.toLowerCase();
  const phone = `+61${mobile(serial).slice(1)}`;
  return partyOf('shopify', serial, person, { email, phone, externalReference: null });
}

/** A store of so many customers, each made when it is asked for. */
function storeOf(customers: number): Source {
  return {
    side: 'shopify',
    spent: () => ({ requests: 0, points: 0 }),
    readAll: (onPage) => {
      const size = 1000;
      for (let start = 1; start <= customers; start += size) {
        const count = Math.min(size, customers - start + 1);
        onPage({
          parties: Array.from({ length: count }, (_, index) => customer(start + index)),
          expected: customers,
        });
      }
      return Promise.resolve({ complete: true, asOf: systemClock.now(), requests: 0, points: 0 });
    },
    companiesOfPeople: () => Promise.resolve(new Map()),
    readByKeys: (keys) =>
      Promise.resolve(new Map(keys.map((key) => [key, customer(Number(key.slice(keyOf(0).length - 1)))]))),
    findByIdentities: (identities) => Promise.resolve(identities.map(() => [])),
  };
}

interface Company {
  readonly source: Source;
  readonly sink: Sink;
}

/** An ERP that finds customers by e-mail as quickly as a database does. */
function companyOf(onWrite: () => void): Company {
  const twin = createMemoryTwin({ side: 'erp' });
  const byEmail = new Map<string, Party>();
  return {
    source: {
      ...twin.source,
      findByIdentities: (identities) =>
        Promise.resolve(identities.map(({ email }) => [byEmail.get(email ?? '') ?? []].flat())),
    },
    sink: {
      ...twin.sink,
      createCustomer: async (draft, signal) => {
        onWrite();
        const made = await twin.sink.createCustomer(draft, signal);
        byEmail.set(made.values.email ?? '', made);
        return made;
      },
    },
  };
}

function importProfile(): Profile {
  const fresh = newProfile(profileId, 'Bench', '2026-01-01T00:00:00.000Z');
  return { ...fresh, customer: { ...fresh.customer, active: true, direction: 'import' } };
}

/** The parts of a resume before its first write. */
function timed(ledger: Ledger, watch: Stopwatch): Ledger {
  return {
    ...ledger,
    journalWrites: (...given) => watch.time('journal', () => ledger.journalWrites(...given)),
    endedRows: (...given) => watch.time('endedRows', () => ledger.endedRows(...given)),
  };
}

async function run({ home, customers, resume }: InterruptedInput): Promise<void> {
  // All that the job process loads, so that it starts as slowly.
  await Promise.all([
    import('../../electron/services/job.ts'),
    import('../../electron/services/suggest-thread.ts'),
    import('../../electron/storage/log.ts'),
    import('../../electron/job/protocol.ts'),
  ]);
  const begunAt = Date.now();
  const watch = new Stopwatch();
  const sessions = new ProfileSessions(dataPaths(home), systemClock);
  const { ledger } = await watch.time('open', () => sessions.open(profileId));
  let isSetUp = false;
  let isFirst = true;
  const erp = companyOf(() => {
    if (!isSetUp || !isFirst) return;
    isFirst = false;
    const stages = Object.fromEntries(
      ['open', 'journal', 'endedRows'].map((name) => [name, watch.total(name)]),
    );
    const { user, system } = process.cpuUsage();
    const processor = (user + system) / 1000;
    send({ kind: 'firstWrite', at: Date.now(), begunAt, stages, processor, peakMegabytes: peakMemory() });
  });
  const { signal } = new AbortController();
  for (const draft of resume?.landed ?? []) await erp.sink.createCustomer(draft, signal);
  isSetUp = true;
  const store = storeOf(customers);
  const ports = {
    profile: importProfile(),
    sources: { erp: erp.source, shopify: store },
    sinks: { erp: erp.sink, shopify: createMemoryTwin({ side: 'shopify' }).sink },
    ledger: timed(ledger, watch),
    clock: systemClock,
    ids: systemIds,
    logger: silentLogger,
    onProgress: ({ stage, done }: Progress) => {
      if (stage === 'commit') send({ kind: 'progress', done });
    },
    signal,
  };
  if (resume !== null) await resumeRun({ ...ports, runId: resume.runId });
  else {
    const plan = await preparePlan(ports);
    await commitPlan({ ...ports, planId: plan.id, sha256: plan.sha256, firstRowsPerVerb: null });
  }
}

const [input] = process.argv.slice(2);
if (input === undefined) throw new Error('Nothing was said to do.');
await run(JSON.parse(input) as InterruptedInput);
process.disconnect();
