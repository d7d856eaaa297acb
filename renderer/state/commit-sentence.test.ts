import { describe, expect, it } from 'vitest';
import { verbs, type PlanHeader, type VerbCounts } from '../../shared/sync/plan.ts';
import {
  commitButton,
  commitDetails,
  commitHeadline,
  commitRefusal,
  guardRemedy,
  guardText,
  overriddenText,
} from './commit-sentence.ts';
import { facetFilter, facetRows, facetNames, facetViews } from './facets.ts';

const none = Object.fromEntries(verbs.map((verb) => [verb, 0])) as Record<keyof VerbCounts, number>;

function header(change: Partial<PlanHeader['totals']>, guards: PlanHeader['guards'] = []): PlanHeader {
  const read = { complete: true, count: 0, locationCount: 0, asOf: '', requests: 0, points: 0 };
  const byVerb = change.byVerb ?? none;
  return {
    planVersion: 1,
    id: 'plan-1',
    profileId: 'a',
    createdAt: '2026-11-20T00:00:00Z',
    direction: 'bidirectional',
    withLocations: true,
    settingsHash: '',
    linkSerial: 0,
    read: { erp: read, shopify: read },
    guards,
    rowCount: verbs.reduce((sum, verb) => sum + byVerb[verb], 0),
    sha256: '',
    totals: {
      byVerb,
      records: { erp: 0, shopify: 0 },
      writes: { erp: 0, shopify: 0 },
      creates: { erp: 0, shopify: 0 },
      updates: { erp: 0, shopify: 0 },
      deletes: { erp: 0, shopify: 0 },
      linkOnly: 0,
      needPerson: 0,
      proposals: 0,
      locations: {
        create: 0,
        update: 0,
        link: 0,
        equal: 0,
        deactivate: 0,
        delete: 0,
        endLink: 0,
        untie: 0,
        conflict: 0,
        invalid: 0,
        leave: 0,
      },
      cost: { erpRequests: 0, shopifyPoints: 0 },
      estimatedSeconds: 0,
      ...change,
    },
  };
}

const full = header({
  byVerb: { ...none, create: 80, update: 43, conflict: 10, ambiguous: 5, invalid: 2, link: 41, equal: 231 },
  writes: { erp: 61, shopify: 62 },
  creates: { erp: 40, shopify: 40 },
  updates: { erp: 21, shopify: 22 },
  linkOnly: 41,
  needPerson: 17,
  proposals: 6,
  cost: { erpRequests: 101, shopifyPoints: 1140 },
  estimatedSeconds: 118,
});

describe('the commit bar', () => {
  it('L12 says what is written to which system, what waits, how long and at which cost', () => {
    expect(commitHeadline(full)).toBe('Commit writes 61 customers to MYOB and 62 to Shopify.');
    expect(commitDetails(full)).toBe(
      '80 new, 43 changed. 17 rows wait for you and are left alone. 6 proposed deactivations are off unless approved. Takes about 2 min: 101 MYOB requests, 1,140 Shopify points.',
    );
    expect(commitButton(full, 'fresh')).toBe('Commit 123 changes');
    expect(commitRefusal(full, 'fresh', false)).toBeNull();
  });

  it('after a trial run says how many are left', () => {
    expect(commitButton(full, 'tried')).toBe('Commit the other 123 changes');
    expect(commitRefusal(full, 'tried', false)).toBeNull();
    expect(commitRefusal(header({}), 'tried', false)).toBe('Nothing is left of this preview.');
  });

  it('tells links from writes', () => {
    const links = header({ byVerb: { ...none, link: 1 }, linkOnly: 1 });
    expect(commitHeadline(links)).toBe('Commit stores 1 link and writes to neither system.');
    expect(commitButton(links, 'fresh')).toBe('Commit 1 link');
    expect(commitRefusal(links, 'fresh', false)).toBeNull();
  });

  it('says why there is nothing to press', () => {
    expect(commitRefusal(header({}), 'fresh', false)).toBe('No row is approved and waiting.');
    expect(commitRefusal(full, 'spent', false)).toContain('committed already');
    expect(commitRefusal(full, 'unfinished', false)).toContain('Go on with that run first');
    expect(commitRefusal(full, 'outdated', false)).toContain('came in between');
    expect(commitRefusal(full, 'fresh', true)).toContain('going on already');
    const guarded = { ...full, guards: [{ code: 'massUpdate', params: {} }] } as const;
    expect(commitRefusal(guarded, 'fresh', false)).toContain('halted');
    const unread = { ...full, read: { ...full.read, erp: { ...full.read.erp, complete: false } } };
    expect(commitRefusal(unread, 'fresh', false)).toContain('Not everything could be read');
  });

  it('lets a halted preview be committed once somebody took it upon themselves, for that preview only', () => {
    const guards: PlanHeader['guards'] = [{ code: 'massUpdate', params: {} }];
    const guardOverride = {
      sha256: 'shown',
      guards: ['massUpdate' as const],
      by: 'rosa',
      at: '2026-11-20T01:00:00Z',
    };
    const halted = { ...full, guards, sha256: 'shown', guardOverride };
    expect(commitRefusal(halted, 'fresh', false)).toBeNull();
    expect(commitRefusal({ ...halted, sha256: 'another' }, 'fresh', false)).toContain('halted');
    expect(overriddenText(halted)).toMatch(
      /^Unusually many changes\. rosa typed the name of the store on Friday 20 November.*\. A new preview asks again\.$/,
    );
    expect(guardRemedy(true)).not.toContain('until');
    expect(guardRemedy(false)).toContain('until you say');
  });

  it('names the numbers of a guard', () => {
    expect(guardText({ code: 'massUpdate', params: { count: '210', total: '371' } }).text).toContain(
      '210 of 371',
    );
  });
});

describe('facets', () => {
  it('put every row under exactly one verb facet (L12)', () => {
    const single = facetNames.filter((facet) => !['all', 'write', 'need', 'near'].includes(facet));
    const sum = single.reduce((rows, facet) => rows + facetRows(facet, full.totals, full.rowCount), 0);
    // Conflicts and ambiguous rows stand under "need you", which also holds the invalid ones.
    expect(sum + 10 + 5).toBe(full.rowCount);
  });

  it('count "need you" down while its rows stay', () => {
    const after = { ...full, totals: { ...full.totals, needPerson: 15 } };
    expect(facetViews(after, 'all').find(({ facet }) => facet === 'need')).toEqual({
      facet: 'need',
      count: 15,
      label: 'of 17 need you',
    });
    expect(facetFilter({ facet: 'need', search: ' ', target: null })).toEqual({
      verbs: ['conflict', 'ambiguous', 'invalid'],
    });
  });

  it('hide what is empty', () => {
    expect(facetViews(full, 'all').map(({ facet }) => facet)).not.toContain('filtered');
    expect(facetViews(full, 'filtered').map(({ facet }) => facet)).toContain('filtered');
  });
});
