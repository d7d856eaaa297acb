import { describe, expect, it } from 'vitest';
import type { Direction } from '../domain/settings.ts';
import type { AgreedValue } from './plan.ts';
import { judge } from './reconcile-field.ts';

/** `=` agreement, `keep`, `erp` and `shopify` for a write there, `?` a conflict. Notes in brackets. */
function verdict(
  base: AgreedValue | null,
  erp: string | null,
  shopify: string | null,
  direction: Direction,
  conflicts: 'ask' | 'primary' = 'ask',
  required = false,
): string {
  const raw = { erp, shopify };
  const { action, agreed, notes } = judge({
    field: 'city',
    base,
    raw,
    meaning: raw,
    countries: { erp: 'AU', shopify: 'AU' },
    required,
    rules: { direction, primary: 'erp', conflicts },
  });
  const words = { keep: 'keep', writeErp: 'erp', writeShopify: 'shopify', conflict: '?' };
  const said = notes.map(({ code }) => code).join(' ');
  return `${agreed ? '=' : words[action]}${said === '' ? '' : ` (${said})`}`;
}

const both = (value: string | null): AgreedValue => ({ erp: value, shopify: value });

describe('two values that never agreed', () => {
  it.each<[string, string | null, string | null, string, string, string]>([
    ['equal', 'a', 'a', '=', '=', '='],
    ['equal but for case', 'Kew', 'KEW', '=', '=', '='],
    ['R3 blank in the ERP', null, 'a', 'erp (filledBlank)', 'keep', 'erp (filledBlank)'],
    ['R3 blank in Shopify', 'a', null, 'keep', 'shopify (filledBlank)', 'shopify (filledBlank)'],
    ['R2 different', 'a', 'b', 'erp (bothSidesDiffer)', 'shopify (bothSidesDiffer)', '? (bothSidesDiffer)'],
    ['blank in both', null, ' ', '=', '=', '='],
  ])('%s', (_name, erp, shopify, imported, exported, bidirectional) => {
    expect([
      verdict(null, erp, shopify, 'import'),
      verdict(null, erp, shopify, 'export'),
      verdict(null, erp, shopify, 'bidirectional'),
    ]).toEqual([imported, exported, bidirectional]);
  });
});

describe('two values that agreed on "a"', () => {
  it.each<[string, string | null, string | null, string, string, string]>([
    ['nothing changed', 'a', 'a', '=', '=', '='],
    ['R4 only the ERP was edited', 'b', 'a', 'keep (differsFromSource)', 'shopify', 'shopify'],
    ['R4 only Shopify was edited', 'a', 'b', 'erp', 'keep (differsFromSource)', 'erp'],
    ['a change of case is an edit', 'A', 'a', 'keep (differsFromSource)', 'shopify', 'shopify'],
    ['L10 the same edit', 'b', 'b', '=', '=', '='],
    ['R33 different edits', 'b', 'c', 'erp (replacesEdit)', 'shopify (replacesEdit)', '? (bothSidesChanged)'],
    [
      'R13 cleared in the ERP',
      null,
      'a',
      'keep (differsFromSource)',
      'shopify (cleared)',
      'shopify (cleared)',
    ],
    ['R13 cleared in Shopify', 'a', null, 'erp (cleared)', 'keep (differsFromSource)', 'erp (cleared)'],
    [
      'cleared and edited',
      null,
      'b',
      'erp (replacesEdit)',
      'shopify (replacesEdit cleared)',
      '? (bothSidesChanged)',
    ],
    ['cleared on both sides', null, null, '=', '=', '='],
  ])('%s', (_name, erp, shopify, imported, exported, bidirectional) => {
    expect([
      verdict(both('a'), erp, shopify, 'import'),
      verdict(both('a'), erp, shopify, 'export'),
      verdict(both('a'), erp, shopify, 'bidirectional'),
    ]).toEqual([imported, exported, bidirectional]);
  });
});

describe('two values that agreed to differ', () => {
  const base = { erp: 'a', shopify: 'b' };
  it.each<[string, string, string, string]>([
    ['are left alone while nobody edits them', 'a', 'b', 'keep'],
    ['meet when one is edited into the other', 'b', 'b', '='],
    ['pass an edit on', 'c', 'b', 'shopify'],
  ])('%s', (_name, erp, shopify, expected) => {
    expect(verdict(base, erp, shopify, 'bidirectional')).toBe(expected);
  });
});

describe('a profile that lets the primary system decide', () => {
  it('settles ties and double edits, and says so', () => {
    expect(verdict(null, 'a', 'b', 'bidirectional', 'primary')).toBe(
      'shopify (bothSidesDiffer followsPrimary)',
    );
    expect(verdict(both('a'), 'b', 'c', 'bidirectional', 'primary')).toBe(
      'shopify (bothSidesChanged followsPrimary)',
    );
  });
});

describe('a required value', () => {
  it('R13 is never cleared', () => {
    expect(verdict(both('a'), null, 'a', 'bidirectional', 'ask', true)).toBe('keep (requiredNotCleared)');
  });
});
