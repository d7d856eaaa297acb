/**
 * Filters, mappings and defaults while they are edited, tried on the records of the last complete reading. Nothing is read from
 * either system for it, and nothing is written.
 */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/domain/app-error.ts';
import { summarise, type Party, type Side } from '../../shared/domain/party.ts';
import type { DefaultsTrial, Reading } from '../../shared/domain/rule-trial.ts';
import { timeZones } from '../../shared/mapping/calendar.ts';
import { filterProblems } from '../../shared/mapping/filter-check.ts';
import { describeFilter } from '../../shared/mapping/filter-sentence.ts';
import { createFilterCounter } from '../../shared/mapping/filter-trial.ts';
import { fieldsOfGroup } from '../../shared/mapping/named-fields.ts';
import { tryMapping } from '../../shared/mapping/mapping-trial.ts';
import { sidesOf } from '../../shared/mapping/mapping-table.ts';
import { profileFieldsOf } from '../../shared/mapping/further-fields.ts';
import { requireUsableRules } from '../../shared/mapping/profile-rules.ts';
import { ruleChoices } from '../../shared/mapping/rule-choices.ts';
import { createValueCounter } from '../../shared/mapping/values-in-use.ts';
import { defaultRuleProblems } from '../../shared/mapping/default-rules.ts';
import { tryDefaults, wantedCountry } from '../../shared/mapping/defaults-trial.ts';
import type { PlanRowRecords } from '../../shared/sync/plan.ts';
import type { StoredRow } from '../../shared/sync/ledger-port.ts';
import { createImpactCounter } from '../../shared/sync/rules-impact.ts';
import type { OpenLedger } from '../storage/ledger.ts';
import { furtherFieldProblems } from './further-fields.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import { keptLookups, readAndKeepLookups } from './lookups.ts';
import { offeredValues, settingsProblems } from './settings-check.ts';

type RuleMethod =
  | 'rules.choices'
  | 'rules.tryFilter'
  | 'rules.values'
  | 'rules.impact'
  | 'rules.tryMapping'
  | 'rules.tryDefaults'
  | 'rules.check';

/** Rows between which others get their turn: a run that goes on must not wait. */
const rowsAtOnce = 250;
const shownCustomers = 5;
const shownValues = 50;
const dryRunCustomers = 20;

interface Records {
  readonly reading: Reading;
  readonly each: (visit: (records: PlanRowRecords) => void, signal: AbortSignal) => Promise<void>;
  /** With the rows, which takes longer. */
  readonly eachRow: (visit: (stored: StoredRow) => void, signal: AbortSignal) => Promise<void>;
}

/** To be awaited for every row: lets others have their turn, and ends the walk when it is told to. */
function givingWay(signal: AbortSignal): () => Promise<void> {
  let visited = 0;
  return async () => {
    if (++visited % rowsAtOnce === 0) await setImmediate();
    if (signal.aborted) throw new AppError('STOPPED');
  };
}

async function lastReading(ledger: OpenLedger): Promise<Records | null> {
  const plan = await ledger.latestReading();
  if (plan === null) return null;
  const { erp, shopify } = plan.read;
  return {
    reading: { at: erp.asOf < shopify.asOf ? erp.asOf : shopify.asOf },
    each: (visit, signal) => {
      const giveWay = givingWay(signal);
      return ledger.eachPlanRecords(plan.id, async (records) => {
        await giveWay();
        visit(records);
      });
    },
    eachRow: (visit, signal) => {
      const giveWay = givingWay(signal);
      return ledger.eachPlanRow(plan.id, async (row, records) => {
        await giveWay();
        visit({ row, records });
      });
    },
  };
}

/** Every record of a side that a row holds, as it was read. */
function partiesOf(records: PlanRowRecords, side: Side): readonly Party[] {
  const own = records[side];
  const candidates = records.candidates.filter((party) => party.side === side);
  return [...(own === null ? [] : [own]), ...candidates].map((party) => party.asRead ?? party);
}

/** Ends a walk early once it has what it came for. */
class Enough extends Error {}

async function firstParties(
  records: Records,
  side: Side,
  most: number,
  isWanted: (party: Party) => boolean,
): Promise<readonly { readonly party: Party; readonly pair: PlanRowRecords }[]> {
  const found: { readonly party: Party; readonly pair: PlanRowRecords }[] = [];
  try {
    await records.each((pair) => {
      for (const party of partiesOf(pair, side)) {
        if (found.length < most && isWanted(party)) found.push({ party, pair });
      }
      if (found.length >= most) throw new Enough();
    }, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return found;
}

export function createRuleServices(runtime: JobRuntime): Pick<JobServices, RuleMethod> {
  const { sessions } = runtime;
  /** By profile and question: somebody who types has no use for the answer to what stood there before. */
  const asked = new Map<string, AbortController>();

  async function newest<T>(question: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    asked.get(question)?.abort();
    const controller = new AbortController();
    asked.set(question, controller);
    try {
      return await work(controller.signal);
    } finally {
      if (asked.get(question) === controller) asked.delete(question);
    }
  }

  const readingOf = async (profileId: string): Promise<Records | null> =>
    lastReading((await sessions.open(profileId)).ledger);

  const isOf = (entity: 'customer' | 'company') => (party: Party) =>
    (party.kind === 'company') === (entity === 'company') && !party.isGuest;

  return {
    'rules.choices': async ({ direction }, { profile }) =>
      ruleChoices({ customer: direction, company: profile.company.direction }, profile.furtherFields),

    'rules.tryFilter': async ({ profileId, entity, way, where }, { profile }) => {
      const side = sidesOf[way].source;
      const fields = profileFieldsOf(profile, side, entity);
      const problems = filterProblems(where, fields);
      const sentence = describeFilter(where, fields);
      const records = await readingOf(profileId);
      const nothing = { of: 0, passing: null, sample: [], sampleOutside: [], unread: [] };
      const reading = records?.reading ?? null;
      if (records === null || problems.length > 0) return { sentence, problems, reading, ...nothing };
      const context = { fields, timeZone: timeZones[profile.homeCountry] };
      const counter = createFilterCounter(where, context, shownCustomers);
      const belongs = isOf(entity);
      const named = new Set(fieldsOfGroup(where));
      const unread = new Map(
        profile.furtherFields[side].flatMap(({ key, label }) =>
          named.has(key) ? [[key, label] as const] : [],
        ),
      );
      const add = (party: Party): void => {
        counter.add(party);
        for (const key of unread.keys()) if (party.attributes?.[key] !== undefined) unread.delete(key);
      };
      await newest(`${profileId}/filter`, (signal) =>
        records.each((pair) => partiesOf(pair, side).filter(belongs).forEach(add), signal),
      );
      return { sentence, problems, reading, ...counter.result(), unread: [...unread.values()] };
    },

    'rules.values': async ({ profileId, entity, way, field: key, search }, { profile }) => {
      const side = sidesOf[way].source;
      const field = profileFieldsOf(profile, side, entity).get(key);
      const records = await readingOf(profileId);
      if (field === undefined || records === null) return [];
      const counter = createValueCounter(field, search);
      const belongs = isOf(entity);
      await newest(`${profileId}/values/${key}`, (signal) =>
        records.each((pair) => partiesOf(pair, side).filter(belongs).forEach(counter.add), signal),
      );
      return counter.result(shownValues);
    },

    'rules.impact': async ({ profileId, customer, company, filters }, { profile }) => {
      const after = {
        ...profile,
        customer: customer ?? profile.customer,
        company: company ?? profile.company,
        filters: filters ?? profile.filters,
      };
      requireUsableRules(after);
      const counter = createImpactCounter(profile, after);
      const records = await readingOf(profileId);
      await newest(`${profileId}/impact`, async (signal) => records?.eachRow(counter.add, signal));
      return { reading: records?.reading ?? null, ...counter.result() };
    },

    'rules.tryMapping': async (input, { profile }) => {
      const { way } = input;
      const records = await readingOf(input.profileId);
      const belongs = isOf(input.entity);
      const found =
        records === null ? [] : await firstParties(records, sidesOf[way].source, dryRunCustomers, belongs);
      const parties = found.map(({ party }) => party);
      return {
        ...tryMapping({ ...input, furtherFields: profile.furtherFields }, parties, profile.homeCountry),
        reading: records?.reading ?? null,
        customers: parties.map(summarise),
      };
    },

    'rules.tryDefaults': async ({ profileId, defaultRules, search }, { profile }): Promise<DefaultsTrial> => {
      const records = await readingOf(profileId);
      const { customerClass } = profile.defaults;
      const lists = await keptLookups(runtime, profile);
      const problems = defaultRuleProblems(defaultRules, lists === null ? undefined : offeredValues(lists));
      const wanted = search.trim().toLowerCase();
      const isWanted = (party: Party): boolean => {
        const { name, number, email } = summarise(party);
        return [name, number, email ?? ''].some((text) => text.toLowerCase().includes(wanted));
      };
      const country = wantedCountry(search);
      const found =
        records === null
          ? []
          : await firstParties(
              records,
              'shopify',
              shownCustomers,
              (party) => !party.isGuest && isWanted(party),
            );
      const customers = found.map(({ party, pair }) => ({ party, erp: pair.erp }));
      return {
        problems,
        reading: records?.reading ?? null,
        customers: tryDefaults({ rules: defaultRules, customerClass }, customers, country),
      };
    },

    'rules.check': async ({ since }, context) => {
      const { profile } = context;
      const lists = await keptLookups(runtime, profile);
      const isOld = since !== null && (lists === null || lists.readAt < since);
      return [
        ...settingsProblems(profile, isOld ? await readAndKeepLookups(runtime, context) : lists),
        ...(await furtherFieldProblems(runtime, context, since)),
      ];
    },
  };
}
