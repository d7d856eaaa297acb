/** The facets of a preview: counts that are buttons. A facet selects by verb, so a decision never moves a row out of it. */
import { countOf } from '../kit/format.ts';
import type { IconName } from '../kit/icon.tsx';
import type { Tone } from '../kit/verb-badge.tsx';
import type { Entity, Side } from '../../shared/domain/party.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { PlanHeader, PlanTotals, Verb, VerbCounts } from '../../shared/sync/plan.ts';

export type Facet =
  | 'all'
  | 'write'
  | 'need'
  | 'near'
  | 'create'
  | 'update'
  | 'remove'
  | 'link'
  | 'equal'
  | 'filtered'
  | 'skip'
  | 'invalid';

export interface PreviewFilter {
  readonly facet: Facet;
  readonly search: string;
  /** Only persons or only companies. */
  readonly entity?: Entity | null;
  /** Only rows that write to this system. */
  readonly target: Side | null;
}

interface FacetDefinition {
  readonly label: string;
  /** Null: every verb. */
  readonly verbs: readonly Verb[] | null;
  readonly icon?: IconName;
  readonly tone?: Tone;
  /** Shown also when it is empty. */
  readonly isAlwaysShown?: true;
}

export const facets: Readonly<Record<Facet, FacetDefinition>> = {
  all: { label: 'all', verbs: null, isAlwaysShown: true },
  write: { label: 'to write', verbs: ['create', 'update'], isAlwaysShown: true },
  need: {
    label: 'need you',
    verbs: ['conflict', 'ambiguous', 'invalid'],
    icon: 'question',
    tone: 'ask',
    isAlwaysShown: true,
  },
  near: { label: 'look alike', verbs: null, icon: 'question', tone: 'warn' },
  create: { label: 'create', verbs: ['create'], icon: 'plus', tone: 'create' },
  update: { label: 'update', verbs: ['update'], icon: 'pencil', tone: 'update' },
  remove: {
    label: 'deactivate, off',
    verbs: ['deactivate', 'delete'],
    icon: 'pause',
    tone: 'warn',
  },
  link: { label: 'link only', verbs: ['link'], icon: 'link', tone: 'link' },
  invalid: { label: 'cannot sync', verbs: ['invalid'], icon: 'ban', tone: 'danger' },
  equal: { label: 'equal', verbs: ['equal'], icon: 'equal', tone: 'link' },
  filtered: { label: 'filtered', verbs: ['filtered'], icon: 'funnel', tone: 'link' },
  skip: { label: 'skipped', verbs: ['skip'], icon: 'minus', tone: 'link' },
};

export const facetNames = Object.keys(facets) as readonly Facet[];

export function facetRows(facet: Facet, totals: Pick<PlanTotals, 'byVerb'>, rowCount: number): number {
  const { verbs } = facets[facet];
  return verbs === null ? rowCount : verbs.reduce((sum, verb) => sum + totals.byVerb[verb], 0);
}

export interface FacetView {
  readonly facet: Facet;
  readonly count: number;
  readonly label: string;
}

function sumOf(byVerb: VerbCounts): number {
  return Object.values(byVerb).reduce((sum, count) => sum + count, 0);
}

/** Rows of one kind of customers. */
export function rowsOfEntity({ totals, rowCount }: PlanHeader, entity: Entity): number {
  const companies = totals.companies === undefined ? 0 : sumOf(totals.companies.byVerb);
  return entity === 'company' ? companies : rowCount - companies;
}

/** `346 customers and 60 companies` */
export function rowsText(plan: PlanHeader): string {
  const { companies } = plan.totals;
  const persons = countOf(rowsOfEntity(plan, 'customer'), 'customer');
  if (companies === undefined) return persons;
  return `${persons} and ${countOf(rowsOfEntity(plan, 'company'), 'company', 'companies')}`;
}

/** What is counted: all rows, or those of one kind of customers. */
export function countedOf(plan: PlanHeader, entity: Entity | null) {
  const { totals, rowCount } = plan;
  const { companies } = totals;
  if (entity === null || companies === undefined) return { ...totals, rowCount };
  if (entity === 'company') return { ...companies, rowCount: sumOf(companies.byVerb) };
  const byVerb = Object.fromEntries(
    Object.entries(totals.byVerb).map(([verb, count]) => [verb, count - companies.byVerb[verb as Verb]]),
  ) as unknown as VerbCounts;
  return { byVerb, needPerson: totals.needPerson - companies.needPerson, rowCount: sumOf(byVerb) };
}

/** The facets worth showing. "Need you" counts down with every decision and keeps its rows: `15 of 17 need you`. */
export function facetViews(
  plan: PlanHeader,
  current: Facet,
  entity: Entity | null = null,
): readonly FacetView[] {
  const counted = countedOf(plan, entity);
  return facetNames
    .filter((facet) => facet !== 'near' || entity === null || facet === current)
    .map((facet) => {
      const rows =
        facet === 'near' ? (plan.suggestions?.rows ?? 0) : facetRows(facet, counted, counted.rowCount);
      if (facet !== 'need' || counted.needPerson === rows) {
        return { facet, rows, count: rows, label: facets[facet].label };
      }
      return { facet, rows, count: counted.needPerson, label: `of ${rows} need you` };
    })
    .filter(({ facet, rows }) => rows > 0 || facet === current || facets[facet].isAlwaysShown === true)
    .map(({ facet, count, label }) => ({ facet, count, label }));
}

/** The filter as the contract wants it. */
export function facetFilter({
  facet,
  search,
  entity = null,
  target,
}: PreviewFilter): Input<'plan.rows'>['filter'] {
  const { verbs } = facets[facet];
  const text = search.trim();
  return {
    ...(verbs === null ? {} : { verbs: [...verbs] }),
    ...(facet === 'near' ? { suggested: true } : {}),
    ...(text === '' ? {} : { search: text }),
    ...(entity === null ? {} : { entity }),
    ...(target === null ? {} : { target }),
  };
}
