/** What other filters and another direction would mean for customers that are linked already: said before they are saved. Pure. */
import { summarise, type Entity, type Party, type PartySummary, type Side } from '../domain/party.ts';
import type { RulesImpact } from '../domain/rule-trial.ts';
import type { Direction, Profile } from '../domain/settings.ts';
import { systemNames } from '../mapping/note.ts';
import { ruleProblems, waysOf } from '../mapping/profile-rules.ts';
import type { PlanRowRecords } from './plan.ts';
import { filterExclusion, nobodyExcluded } from './record-filter.ts';
import type { StoredRow } from './ledger-port.ts';

/** Names shown of those who leave. */
const shown = 5;

type Linked = Pick<PlanRowRecords, Side>;

/** The records of a row that are linked, as far as the reading and the runs after it tell; null where they are not. */
export function linkedRecords({ row, records }: StoredRow): Linked | null {
  const { erp, shopify } = records;
  const wasMade = row.ended?.status === 'processed' && ['create', 'link'].includes(row.verb);
  if (wasMade && (erp !== null || shopify !== null)) return { erp, shopify };
  return row.linkId !== null && erp !== null && shopify !== null ? { erp, shopify } : null;
}

/** A filter of before that cannot be used any more keeps nobody out: no preview could be made with it. */
function usableExclusion(profile: Profile): (party: Party) => unknown {
  return ruleProblems(profile).some(({ path }) => path.startsWith('filters.'))
    ? nobodyExcluded
    : filterExclusion(profile);
}

const entityNames: Readonly<Record<Entity, readonly [string, string]>> = {
  customer: ['customer', 'customers'],
  company: ['business customer', 'business customers'],
};

const grouped = new Intl.NumberFormat('en-AU');

function counted(count: number, entity: Entity): string {
  const [one, many] = entityNames[entity];
  return `${grouped.format(count)} linked ${count === 1 ? one : many}`;
}

function directionSentences(
  entity: Entity,
  before: Direction,
  after: Direction,
  count: number,
): readonly string[] {
  const [were, are] = [waysOf(before), waysOf(after)];
  const names = (way: 'import' | 'export') =>
    way === 'import' ? (['shopify', 'erp'] as const) : (['erp', 'shopify'] as const);
  return [
    ...were
      .filter((way) => !are.includes(way))
      .map((way) => {
        const [from, to] = names(way);
        return `What is changed in ${systemNames[from]} no longer reaches ${systemNames[to]}, for ${counted(count, entity)}. They stay linked, and nothing will be deleted.`;
      }),
    ...are
      .filter((way) => !were.includes(way))
      .map((way) => {
        const [from, to] = names(way);
        return `What is changed in ${systemNames[from]} is copied to ${systemNames[to]} as well, for ${counted(count, entity)}. The preview shows each change before it is written.`;
      }),
  ];
}

interface Counts {
  linked: number;
  leaving: number;
  returning: number;
}

export interface ImpactCounter {
  readonly add: (row: StoredRow) => void;
  result(): Omit<RulesImpact, 'reading'>;
}

/** Rows are added one by one, so that a hundred thousand take no more room than one. `after` has filters that can be used. */
export function createImpactCounter(before: Profile, after: Profile): ImpactCounter {
  const [wasOutside, isOutside] = [usableExclusion(before), filterExclusion(after)];
  const counts: Record<Entity, Counts> = {
    customer: { linked: 0, leaving: 0, returning: 0 },
    company: { linked: 0, leaving: 0, returning: 0 },
  };
  const sample: PartySummary[] = [];
  const some = ({ erp, shopify }: Linked, test: (party: Party) => unknown): boolean =>
    [erp, shopify].some((party) => party !== null && test(party) !== null);

  function sentencesOf(entity: Entity): readonly string[] {
    const { linked, leaving, returning } = counts[entity];
    if (linked === 0) return [];
    const [was, is] = [before[entity], after[entity]];
    if (was.active && !is.active) {
      return [
        `${counted(linked, entity)} ${linked === 1 ? 'is' : 'are'} not looked at while this is off. They stay linked, and nothing will be deleted.`,
      ];
    }
    if (!is.active) return [];
    const have = (count: number, one: string, many: string): string => (count === 1 ? one : many);
    return [
      ...directionSentences(entity, was.direction, is.direction, linked),
      ...(leaving === 0
        ? []
        : [
            `${counted(leaving, entity)} ${have(leaving, 'falls', 'fall')} out of scope; nothing will be deleted.`,
          ]),
      ...(returning === 0
        ? []
        : [`${counted(returning, entity)} that took no part ${have(returning, 'does', 'do')} again.`]),
    ];
  }

  return {
    add: (stored) => {
      const pair = linkedRecords(stored);
      if (pair === null) return;
      const own = counts[stored.row.entity];
      own.linked += 1;
      const [was, is] = [some(pair, wasOutside), some(pair, isOutside)];
      if (was === is) return;
      if (was) own.returning += 1;
      else {
        own.leaving += 1;
        const party = pair.shopify ?? pair.erp;
        if (sample.length < shown && party !== null) sample.push(summarise(party));
      }
    },
    result: () => {
      const { customer, company } = counts;
      return {
        linked: customer.linked + company.linked,
        leaving: customer.leaving + company.leaving,
        returning: customer.returning + company.returning,
        sample,
        sentences: [
          ...sentencesOf('customer'),
          ...sentencesOf('company'),
          ...(before.customer.withLocations && !after.customer.withLocations && customer.linked > 0
            ? [
                `Addresses of ${counted(customer.linked, 'customer')} are no longer copied either way. They stay as they are in both systems.`,
              ]
            : []),
        ],
      };
    },
  };
}
