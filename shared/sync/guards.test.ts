import { describe, expect, it } from 'vitest';
import { guardCatalogue, guardSentence } from '../domain/guard-catalogue.ts';
import { checkGuards, type GuardInput } from './guards.ts';

const healthy: GuardInput = {
  settings: { minimumRows: 10, deactivateShare: 0.1, updateShare: 0.5, unmatchedShare: 0.5 },
  complete: { erp: true, shopify: true },
  read: { erp: 100, shopify: 100 },
  links: 80,
  missing: { erp: 0, shopify: 0 },
  unmatched: { erp: 20, shopify: 20 },
  deactivations: { erp: 0, shopify: 0 },
  updates: { erp: 0, shopify: 0 },
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
      'an empty side where records are linked',
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
    ];
    expect(all.map(({ code }) => code)).toEqual(Object.keys(guardCatalogue));
    for (const guard of all) expect(guardSentence(guard)).not.toMatch(/[{}]/);
    expect(all.map(guardSentence)[2]).toMatch(
      /^Is this the right store and company\? Most customers \(60 of 80\)/,
    );
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
