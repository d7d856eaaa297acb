import { describe, expect, it } from 'vitest';
import { canBeOverridden, guardCatalogue, guardSentence, type GuardCode } from '../domain/guard-catalogue.ts';
import { newProfile } from '../domain/settings.ts';
import { checkGuards, type GuardInput } from './guards.ts';

const healthy: GuardInput = {
  settings: newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z').guards,
  complete: { erp: true, shopify: true },
  read: { erp: 100, shopify: 100 },
  links: 80,
  missing: { erp: 0, shopify: 0 },
  unmatched: { erp: 20, shopify: 20 },
  deactivations: { erp: 0, shopify: 0 },
  updates: { erp: 0, shopify: 0 },
  changed: { erp: 0, shopify: 0 },
  creates: { erp: 0, shopify: 0 },
  isFirstCopy: false,
  clockAhead: { erp: 0, shopify: null },
};

function fired(change: Partial<GuardInput>): string[] {
  return checkGuards({ ...healthy, ...change }).map(({ code, params }) => `${code} ${params['system']}`);
}

describe('guards', () => {
  it.each<[string, Partial<GuardInput>, string[]]>([
    ['an ordinary preview', {}, []],
    ['L4 an incomplete read', { complete: { erp: true, shopify: false } }, ['incompleteRead Shopify']],
    [
      'L4 an incomplete read hides what is missing: no talk of the wrong store',
      { complete: { erp: false, shopify: true }, missing: { erp: 80, shopify: 0 } },
      ['incompleteRead MYOB'],
    ],
    [
      'L4 an empty side where records are linked',
      { read: { erp: 100, shopify: 0 }, missing: { erp: 0, shopify: 80 } },
      ['emptySide Shopify'],
    ],
    ['an empty side at the first sync', { read: { erp: 0, shopify: 100 }, links: 0 }, []],
    [
      'most linked records missing: the wrong store',
      { missing: { erp: 0, shopify: 41 } },
      ['wrongStore Shopify'],
    ],
    ['exactly half of them missing is not most', { missing: { erp: 0, shopify: 40 } }, []],
    ['a first sync of two strangers is exempt', { links: 0, unmatched: { erp: 100, shopify: 100 } }, []],
    [
      'a few links, all missing, and two systems of strangers',
      { links: 3, missing: { erp: 3, shopify: 0 }, unmatched: { erp: 97, shopify: 100 } },
      ['wrongStore MYOB'],
    ],
    [
      'a few links, all missing, but otherwise matched: three deleted customers',
      { links: 3, missing: { erp: 3, shopify: 0 }, unmatched: { erp: 5, shopify: 8 } },
      [],
    ],
    [
      'a few links in place after "the first three rows", the rest still to be created',
      { links: 3, unmatched: { erp: 97, shopify: 97 } },
      [],
    ],
    [
      'L11 more than ten deactivations and more than the share',
      { deactivations: { erp: 11, shopify: 0 } },
      ['massDeactivation MYOB'],
    ],
    [
      'L11 ten deactivations never halt',
      { read: { erp: 12, shopify: 12 }, deactivations: { erp: 10, shopify: 0 } },
      [],
    ],
    [
      'L11 many deactivations under the share do not halt',
      { read: { erp: 1000, shopify: 1000 }, deactivations: { erp: 0, shopify: 100 } },
      [],
    ],
    ['most linked rows updated', { updates: { erp: 0, shopify: 41 } }, ['massUpdate Shopify']],
    ['half of the linked rows updated', { updates: { erp: 40, shopify: 40 } }, []],
    ['all of a few linked rows updated', { links: 10, updates: { erp: 10, shopify: 0 } }, []],
    ['every linked record of a side changed', { changed: { erp: 80, shopify: 0 } }, ['allChanged MYOB']],
    ['all but a few of them changed', { changed: { erp: 0, shopify: 76 } }, ['allChanged Shopify']],
    ['many changed, but not all', { changed: { erp: 75, shopify: 75 } }, []],
    [
      'all of those that are still there changed',
      { missing: { erp: 30, shopify: 0 }, changed: { erp: 50, shopify: 0 } },
      ['allChanged MYOB'],
    ],
    ['all of a few linked records changed', { links: 10, changed: { erp: 10, shopify: 0 } }, []],
    [
      'most of one side to be created in the other, although both were synchronised before',
      { creates: { erp: 51, shopify: 0 } },
      ['createFlood MYOB'],
    ],
    ['half of a side to be created', { creates: { erp: 50, shopify: 50 } }, []],
    [
      'most of a side to be created by the first copy',
      { isFirstCopy: true, creates: { erp: 100, shopify: 0 } },
      [],
    ],
    [
      'a small shop that more than doubled',
      { read: { erp: 40, shopify: 90 }, creates: { erp: 50, shopify: 0 } },
      [],
    ],
    ['a clock five minutes ahead', { clockAhead: { erp: 300, shopify: -300 } }, []],
    [
      'a clock more than five minutes off, either way',
      { clockAhead: { erp: 301, shopify: -86_400 } },
      ['clockSkew MYOB', 'clockSkew Shopify'],
    ],
    ['a system that does not tell its time', { clockAhead: { erp: null, shopify: null } }, []],
  ])('%s', (_, change, expected) => {
    expect(fired(change)).toEqual(expected);
  });

  it('L12 every guard is said in whole sentences, with nothing left to fill in', () => {
    const all = [
      ...checkGuards({ ...healthy, complete: { erp: false, shopify: true } }),
      ...checkGuards({ ...healthy, read: { erp: 100, shopify: 0 } }),
      ...checkGuards({ ...healthy, missing: { erp: 0, shopify: 60 } }),
      ...checkGuards({ ...healthy, deactivations: { erp: 11, shopify: 0 } }),
      ...checkGuards({ ...healthy, updates: { erp: 0, shopify: 41 } }),
      ...checkGuards({ ...healthy, changed: { erp: 80, shopify: 0 } }),
      ...checkGuards({ ...healthy, creates: { erp: 60, shopify: 0 } }),
      ...checkGuards({ ...healthy, clockAhead: { erp: 5400, shopify: -86_400 } }).slice(0, 1),
    ];
    expect(all.map(({ code }) => code)).toEqual(Object.keys(guardCatalogue));
    for (const guard of all) expect(guardSentence(guard)).not.toMatch(/[{}]/);
    expect(all.map(guardSentence)[2]).toMatch(
      /^Is this the right store and company\? Most customers \(60 of 80\)/,
    );
    expect(all.map(guardSentence).at(-2)).toContain(
      '60 of the 100 customers in Shopify would be created in MYOB, although',
    );
    expect(all.map(guardSentence).at(-1)).toBe(
      'The clocks are 90 minutes apart. The clock of MYOB is 90 minutes ahead of the clock of this computer. What changed is found by time, so a change could be missed. Set the clock of this computer, then check again.',
    );
    const behind = checkGuards({ ...healthy, clockAhead: { erp: null, shopify: -86_400 } });
    expect(behind.map(guardSentence)[0]).toContain('Shopify is 1,440 minutes behind the clock');
  });

  it('has a threshold of its own in the settings for each', () => {
    const settings = {
      ...healthy.settings,
      changedShare: 0.5,
      createShare: 0.2,
      clockSkewSeconds: 60,
      minimumRows: 5,
    };
    expect(
      fired({
        settings,
        changed: { erp: 40, shopify: 0 },
        read: { erp: 200, shopify: 200 },
        creates: { erp: 0, shopify: 51 },
        clockAhead: { erp: 61, shopify: 60 },
      }),
    ).toEqual(['allChanged MYOB', 'createFlood Shopify', 'clockSkew MYOB']);
  });

  it('L4 what was not read is the one that no word of a person makes good', () => {
    const codes = Object.keys(guardCatalogue) as GuardCode[];
    expect(codes.filter((code) => !canBeOverridden(code))).toEqual(['incompleteRead']);
  });

  it('names count and total for the sentence on screen', () => {
    expect(checkGuards({ ...healthy, missing: { erp: 0, shopify: 60 } })[0]?.params).toEqual({
      system: 'Shopify',
      side: 'shopify',
      count: '60',
      total: '80',
    });
  });
});
