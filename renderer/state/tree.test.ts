import { describe, expect, it } from 'vitest';
import { buyerOf, companyRowOf, fieldOf, roleOf, siteOf } from './company-tree.test-support.ts';
import { linesInSight, linesToDraw, lineCount } from './row-window.ts';
import { newsFirst, treeLines } from './tree.ts';

const postcode = fieldOf({
  field: 'postcode',
  action: 'writeErp',
  erp: '2000',
  shopify: '2010',
  result: '2010',
});
const row = companyRowOf({
  fields: [
    fieldOf({ field: 'accountName', action: 'writeErp' }),
    fieldOf({ field: 'terms', action: 'keep' }),
  ],
  locations: [siteOf(1), siteOf(2, { verb: 'update', target: 'erp', fields: [postcode] })],
  contacts: [
    buyerOf(1, {
      verb: 'update',
      target: 'erp',
      roles: [roleOf({ action: 'writeErp', shopify: 'locationAdmin' })],
    }),
  ],
});

const ids = (...expanded: readonly string[]) =>
  treeLines(row, new Set(expanded)).map(({ level, id }) => `${level} ${id}`);

describe('the tree under a company', () => {
  it('is closed at first: fields that differ, and one line for all locations and one for all contacts', () => {
    expect(ids()).toEqual(['2 row/accountName', '2 locations', '2 contacts']);
  });

  it('opens line by line down to values and roles, those that differ first', () => {
    expect(ids('locations', 'site-2')).toEqual([
      '2 row/accountName',
      '2 locations',
      '3 site-2',
      '4 site-2/postcode',
      '3 site-1',
      '2 contacts',
    ]);
    expect(ids('contacts', 'buyer-1').slice(2)).toEqual(['2 contacts', '3 buyer-1', '4 buyer-1/role@site-1']);
  });

  it('knows what each line lies under, and which lines nothing lies under', () => {
    const lines = treeLines(row, new Set(['locations', 'site-2']));
    expect(lines.map(({ parent }) => parent)).toEqual([null, null, 1, 2, 1, null]);
    expect(lines.map(({ isExpanded }) => isExpanded)).toEqual([null, true, true, null, null, false]);
  });

  it('leaves out what a new record gets: all of it is new', () => {
    const created = companyRowOf({
      verb: 'create',
      fields: [fieldOf({ field: 'accountName', action: 'writeErp' })],
      locations: [siteOf(1, { verb: 'create', erp: null, fields: [postcode] })],
    });
    expect(treeLines(created, new Set(['locations'])).map(({ id }) => id)).toEqual(['locations', 'site-1']);
  });

  it('is a plain list of locations under a person', () => {
    const person = companyRowOf({ entity: 'customer', locations: [siteOf(1), siteOf(2)] });
    expect(treeLines(person, new Set()).map(({ id, isExpanded }) => [id, isExpanded])).toEqual([
      ['site-1', null],
      ['site-2', null],
    ]);
  });

  it('draws only what is in sight of 60 locations and 200 contacts', () => {
    const large = companyRowOf({
      locations: Array.from({ length: 60 }, (_, at) => siteOf(at + 1)),
      contacts: Array.from({ length: 200 }, (_, at) => buyerOf(at + 1)),
    });
    const lines = treeLines(large, new Set(['locations', 'contacts']));
    expect(lines).toHaveLength(262);
    const opening = { index: 3, children: lines.length };
    const sight = linesInSight(2_000, 600, lineCount(100, opening), opening);
    expect(linesToDraw(sight, 3).length).toBeLessThan(60);
  });

  it('keeps the order of those that have nothing to say', () => {
    const proposed = siteOf(4, { verb: 'deactivate', proposed: true });
    expect(newsFirst([siteOf(1), siteOf(2), proposed, siteOf(3)]).map(({ id }) => id)).toEqual([
      'site-4',
      'site-1',
      'site-2',
      'site-3',
    ]);
  });
});
