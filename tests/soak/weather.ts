/**
 * What a network, a disk and a person at the power switch do to a run, all of it drawn from one seed: answers that take their
 * time, come in another order, get lost or come when nobody waits any more; requests that never arrive; a process that ends
 * between any two steps while what it sent is still on its way.
 */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Ledger } from '../../shared/sync/ledger-port.ts';
import type { ReadPage, Sink, Source } from '../../shared/sync/ports.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface WeatherCounts {
  /** Lives of the process that ended between two steps, by what it was doing. */
  killedPreviews: number;
  killedCommits: number;
  killedUndos: number;
  lostRequests: number;
  lostAnswers: number;
  lateLandings: number;
  declined: number;
  failedReads: number;
  repeatedPages: number;
  /** Answers that say the same record twice. */
  repeatedAnswers: number;
  /** Readings whose pages came in another order. */
  reorderedPages: number;
  /** Answers to writes that came after the answer to a later one. */
  overtakenAnswers: number;
  /** Weeks with the machine's clock a day ahead of the systems', or behind. */
  clocksAhead: number;
  clocksBehind: number;
  /** Previews that such a clock halted, until somebody said that it is all right. */
  clockGuards: number;
}

export const noWeather = (): WeatherCounts => ({
  killedPreviews: 0,
  killedCommits: 0,
  killedUndos: 0,
  lostRequests: 0,
  lostAnswers: 0,
  lateLandings: 0,
  declined: 0,
  failedReads: 0,
  repeatedPages: 0,
  repeatedAnswers: 0,
  reorderedPages: 0,
  overtakenAnswers: 0,
  clocksAhead: 0,
  clocksBehind: 0,
  clockGuards: 0,
});

export interface Weather {
  readonly time: VirtualTime;
  readonly chance: Chance;
  /** Of answers that come twice. */
  readonly repeats: Chance;
  readonly counts: WeatherCounts;
  /** Shares of requests, 0 to 1. All zero is calm. */
  storm: number;
  /** Steps until the process ends; null never. */
  stepsToCrash: number | null;
  /** Writes that were sent, and the newest of them that was answered. */
  sent: number;
  answered: number;
}

/** The longest that a system works on a request after its sender has gone. Milliseconds. */
const longestWork = 8000;

const killed = () => new AppError('STORAGE_FAILED', { params: { file: 'ledger', reason: 'killed' } });

/** One life of the process: after it ended nothing it began comes back to anybody. */
export interface Life {
  step(): void;
  readonly isOver: () => boolean;
}

type Activity = 'killedPreviews' | 'killedCommits' | 'killedUndos';

export function beginLife(weather: Weather, activity: Activity = 'killedPreviews'): Life {
  let over = false;
  return {
    isOver: () => over,
    step: () => {
      if (over) throw killed();
      if (weather.stepsToCrash === null) return;
      weather.stepsToCrash -= 1;
      if (weather.stepsToCrash > 0) return;
      weather.stepsToCrash = null;
      weather.counts[activity] += 1;
      over = true;
      throw killed();
    },
  };
}

const system: Readonly<Record<Side, string>> = { erp: 'MYOB', shopify: 'Shopify' };

/** Sends a write through the weather. `carryOut` is what the system does when the request arrives. */
async function send<T>(weather: Weather, life: Life, side: Side, carryOut: () => Promise<T>): Promise<T> {
  const { time, counts, chance } = weather;
  life.step();
  const unknown = () =>
    new AppError('OUTCOME_UNKNOWN', {
      params: { record: 'the customer', system: system[side] },
      retry: 'later',
    });
  const isStormy = chance.happens(weather.storm);
  const kind = isStormy
    ? chance.pick(['lostRequest', 'lostAnswer', 'lateLanding', 'declined'] as const)
    : 'fine';
  if (kind === 'declined') {
    counts.declined += 1;
    await time.sleep(50);
    life.step();
    throw new AppError('SERVER_ERROR', {
      params: { system: system[side], host: 'twin', status: 503, message: 'later' },
      retry: 'later',
    });
  }
  if (kind === 'lostRequest') {
    counts.lostRequests += 1;
    await time.sleep(chance.below(2000));
    life.step();
    throw unknown();
  }
  weather.sent += 1;
  const order = weather.sent;
  // The request is on its way: it arrives whether its sender lives or not.
  const work = chance.below(kind === 'lateLanding' ? longestWork : 400);
  const answer = new Promise<T>((resolve, reject) => {
    time.after(work, () => void carryOut().then(resolve, reject));
  });
  answer.catch(() => {});
  if (kind === 'lateLanding') {
    counts.lateLandings += 1;
    // The connection breaks long before the system is through with it.
    await time.sleep(chance.below(work + 1));
    life.step();
    throw unknown();
  }
  const answered = await answer;
  await time.sleep(chance.below(200));
  life.step();
  if (order < weather.answered) counts.overtakenAnswers += 1;
  weather.answered = Math.max(weather.answered, order);
  if (kind === 'lostAnswer') {
    counts.lostAnswers += 1;
    throw unknown();
  }
  return answered;
}

export function sinkInWeather(weather: Weather, life: Life, twin: MemoryTwin): Sink {
  const { sink, side } = twin;
  const never = new AbortController().signal;
  const through = <T>(carryOut: () => Promise<T>) => send(weather, life, side, carryOut);
  return {
    side,
    createCustomer: (draft) => through(() => sink.createCustomer(draft, never)),
    updateCustomer: (before, patch) => through(() => sink.updateCustomer(before, patch, never)),
    createLocation: (before, draft) => through(() => sink.createLocation(before, draft, never)),
    updateLocation: (before, key, patch) => through(() => sink.updateLocation(before, key, patch, never)),
    setDefaultLocation: (before, key) => through(() => sink.setDefaultLocation(before, key, never)),
    removeLocation: (before, key) => through(() => sink.removeLocation(before, key, never)),
    deactivateCustomer: (before) => through(() => sink.deactivateCustomer(before, never)),
    activateCustomer: (before, status) => through(() => sink.activateCustomer(before, status, never)),
    deleteCustomer: (before) => through(() => sink.deleteCustomer(before, never)),
    deleteLocation: (before, key) => through(() => sink.deleteLocation(before, key, never)),
    createContact: (before, draft) => through(() => sink.createContact(before, draft, never)),
    updateContact: (before, key, patch) => through(() => sink.updateContact(before, key, patch, never)),
    removeContact: (before, key) => through(() => sink.removeContact(before, key, never)),
    setContactRoles: (before, key, roles) => through(() => sink.setContactRoles(before, key, roles, never)),
    setMainContact: (before, key) => through(() => sink.setMainContact(before, key, never)),
    deletePerson: (person) => through(() => sink.deletePerson(person, never)),
    addTags: (before, tags) => through(() => sink.addTags(before, tags, never)),
    removeTags: (before, tags) => through(() => sink.removeTags(before, tags, never)),
    setFurther: (before, values) => through(() => sink.setFurther(before, values, never)),
    setEmailConsent: (before, consent) => through(() => sink.setEmailConsent(before, consent, never)),
  };
}

/** Pages in another order, some of them twice; readings that fail in the middle. */
export function sourceInWeather(weather: Weather, life: Life, twin: MemoryTwin): Source {
  const { source, side } = twin;
  const { time, chance, counts, repeats } = weather;
  async function ask<T>(answer: () => Promise<T>): Promise<T> {
    life.step();
    await time.sleep(chance.below(150));
    const read = await answer();
    await time.sleep(chance.below(150));
    life.step();
    if (chance.happens(weather.storm / 4)) {
      counts.failedReads += 1;
      throw new AppError('TIMED_OUT', {
        params: { system: system[side], host: 'twin', seconds: 30 },
        retry: 'later',
      });
    }
    return read;
  }
  return {
    side,
    spent: () => source.spent(),
    readAll: async (onPage, signal) => {
      const pages: ReadPage[] = [];
      const summary = await ask(() => source.readAll((page) => pages.push(page), signal));
      const shuffled = chance.shuffle(pages);
      if (shuffled.some((page, place) => page !== pages[place])) counts.reorderedPages += 1;
      for (const page of shuffled) {
        onPage(page);
        if (!chance.happens(weather.storm)) continue;
        counts.repeatedPages += 1;
        onPage(page);
      }
      return summary;
    },
    readByKeys: (keys, signal) => ask(() => source.readByKeys(keys, signal)),
    companiesOfPeople: (keys, signal) => ask(() => source.companiesOfPeople(keys, signal)),
    findByIdentities: async (identities, signal) => {
      const found = await ask(() => source.findByIdentities(identities, signal));
      if (!repeats.happens(weather.storm)) return found;
      counts.repeatedAnswers += 1;
      return found.map((parties) => [...parties, ...parties.toReversed()]);
    },
  };
}

/** Every write of the ledger is a step, and so is coming back from it. */
export function ledgerInWeather(life: Life, ledger: Ledger): Ledger {
  async function writing<T>(write: () => Promise<T>): Promise<T> {
    life.step();
    const written = await write();
    life.step();
    return written;
  }
  return {
    ...ledger,
    saveLinks: (links) => writing(() => ledger.saveLinks(links)),
    changeLinks: (runId, changes) => writing(() => ledger.changeLinks(runId, changes)),
    savePlan: (header, rows) => writing(() => ledger.savePlan(header, rows)),
    replaceRow: (header, rowId, rows) => writing(() => ledger.replaceRow(header, rowId, rows)),
    saveDecisions: (planId, decisions, totals) =>
      writing(() => ledger.saveDecisions(planId, decisions, totals)),
    saveRun: (run) => writing(() => ledger.saveRun(run)),
    appendIntent: (intent) => writing(() => ledger.appendIntent(intent)),
    appendResult: (result) => writing(() => ledger.appendResult(result)),
    saveRecords: (records) => writing(() => ledger.saveRecords(records)),
    endRows: (planId, records) => writing(() => ledger.endRows(planId, records)),
  };
}
