import { describe, expect, it } from 'vitest';
import { verbs, type PlanHeader, type Verb, type VerbCounts } from '../../shared/sync/plan.ts';
import { facetFilter, facetViews, rowsOfEntity, rowsText } from './facets.ts';

function counts(some: Partial<Record<Verb, number>>): VerbCounts {
  return Object.fromEntries(verbs.map((verb) => [verb, some[verb] ?? 0])) as unknown as VerbCounts;
}

const plan = {
  rowCount: 10,
  totals: {
    byVerb: counts({ create: 4, conflict: 3, equal: 3 }),
    needPerson: 3,
    companies: { byVerb: counts({ create: 1, conflict: 2 }), needPerson: 1 },
  },
} as unknown as PlanHeader;

const countOf = (views: ReturnType<typeof facetViews>, facet: string) =>
  views.find((view) => view.facet === facet)?.count;

describe('persons and companies in one preview', () => {
  it('are counted each by themselves', () => {
    expect(rowsText(plan)).toBe('7 customers and 3 companies');
    expect(rowsOfEntity(plan, 'company')).toBe(3);
    expect(countOf(facetViews(plan, 'all'), 'create')).toBe(4);
    expect(countOf(facetViews(plan, 'all', 'company'), 'create')).toBe(1);
    expect(countOf(facetViews(plan, 'all', 'customer'), 'create')).toBe(3);
    expect(countOf(facetViews(plan, 'all', 'customer'), 'all')).toBe(7);
  });

  it('count down by themselves what needs a person', () => {
    const need = facetViews(plan, 'all', 'company').find(({ facet }) => facet === 'need');
    expect([need?.count, need?.label]).toEqual([1, 'of 2 need you']);
    expect(countOf(facetViews(plan, 'all', 'customer'), 'need')).toBe(1 + 1);
  });

  it('are asked for each by themselves', () => {
    expect(facetFilter({ facet: 'all', search: '', entity: 'company', target: null })).toEqual({
      entity: 'company',
    });
    expect(facetFilter({ facet: 'all', search: '', target: null })).toEqual({});
  });

  it('a preview without companies speaks of customers alone', () => {
    const { companies: _, ...totals } = plan.totals;
    expect(rowsText({ ...plan, totals })).toBe('10 customers');
  });
});
