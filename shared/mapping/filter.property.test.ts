/** Laws of filters over generated ones: an evaluation written a second time, De Morgan, and one form for one meaning. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import {
  filterSchema,
  isGroup,
  type FilterCondition,
  type FilterGroup,
  type FilterOperator,
  type FilterPart,
} from '../domain/filter.ts';
import type { Party } from '../domain/party.ts';
import { canonicalGroup } from './filter-canonical.ts';
import { filterProblems, operatorsOf, valueCount } from './filter-check.ts';
import { compileFilter } from './filter.ts';
import { partyFieldsOf } from './party-fields.ts';

const fields = partyFieldsOf('shopify');
/** Where a day is a day of UTC, so that the oracle can cut dates off. */
const timeZone = 'UTC';

const words = ['vip', 'trade', 'trade show', 'a'] as const;
const days = ['2026-02-28', '2026-03-01', '2026-03-02'] as const;

const party: fc.Arbitrary<Party> = fc
  .record({
    city: fc.constantFrom(null, ...words),
    orders: fc.constantFrom(null, 0, 1, 2),
    tags: fc.subarray([...words]),
    exempt: fc.constantFrom(null, true, false),
    created: fc.constantFrom(
      '',
      ...days.map((day) => `${day}T00:00:00Z`),
      ...days.map((day) => `${day}T23:59:59.999Z`),
    ),
  })
  .map(({ city, orders, tags, exempt, created }) => ({
    ...shopifyParty(1, { createdAt: created, locations: [makeLocation('1', { city })] }),
    ...(exempt === null
      ? {}
      : { extras: { taxExempt: exempt, note: null, tags, locale: 'en', emailConsent: null } }),
    ...(orders === null ? {} : { attributes: { orders } }),
  }));

const valueOf = {
  'address.city': fc.constantFrom(...words),
  orders: fc.constantFrom(0, 1, 2),
  tags: fc.constantFrom(...words),
  taxExempt: fc.boolean(),
  createdAt: fc.constantFrom(...days),
} as const;

const condition: fc.Arbitrary<FilterCondition> = fc
  .constantFrom(...(Object.keys(valueOf) as (keyof typeof valueOf)[]))
  .chain((field) =>
    fc.constantFrom(...operatorsOf[fields.get(field)?.type ?? 'text']).chain((operator) =>
      fc
        .array<string | number | boolean>(valueOf[field], {
          minLength: valueCount(operator),
          maxLength: valueCount(operator),
        })
        .map((values) => ({
          field,
          operator,
          values: values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
        })),
    ),
  );

const { group } = fc.letrec<{ part: FilterPart; group: FilterGroup }>((tie) => ({
  part: fc.oneof({ maxDepth: 4, depthSize: 'small' }, condition, tie('group')),
  group: fc.record({
    join: fc.constantFrom('and' as const, 'or' as const),
    parts: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
  }),
}));

// ------------------------------------------------------------------ the oracle: slow, and written from the words

function holds(
  { field, operator, values }: FilterCondition,
  { locations, extras, attributes, createdAt }: Party,
): boolean {
  const found = {
    'address.city': locations[0]?.values.city ?? null,
    orders: attributes?.['orders'] ?? null,
    tags: extras?.tags ?? [],
    taxExempt: extras?.taxExempt ?? null,
    createdAt: createdAt === '' ? null : createdAt.slice(0, 10),
  }[field as keyof typeof valueOf];
  const [first, second] = values;
  if (Array.isArray(found)) {
    const has = (judge: (tag: string) => boolean): boolean => found.some((tag: string) => judge(tag));
    if (operator === 'contains') return has((tag) => tag === first);
    if (operator === 'doesNotContain') return !has((tag) => tag === first);
    if (operator === 'startsWith') return has((tag) => tag.startsWith(String(first)));
    if (operator === 'endsWith') return has((tag) => tag.endsWith(String(first)));
    return (operator === 'isEmpty') === (found.length === 0);
  }
  const negative: Partial<Record<FilterOperator, boolean>> = {
    doesNotEqual: found !== first,
    doesNotContain: found === null || !String(found).includes(String(first)),
    isEmpty: found === null,
    isNotEmpty: found !== null,
  };
  const said = negative[operator];
  if (said !== undefined) return said;
  if (found === null) return false;
  const [value, low, high] = [found, first, second] as [string, string, string];
  const positive: Partial<Record<FilterOperator, boolean>> = {
    equals: value === low,
    isGreaterThan: value > low,
    isGreaterThanOrEqualTo: value >= low,
    isLessThan: value < low,
    isLessThanOrEqualTo: value <= low,
    isBetween: value >= low && value <= high,
    contains: String(value).includes(String(low)),
    startsWith: String(value).startsWith(String(low)),
    endsWith: String(value).endsWith(String(low)),
  };
  return positive[operator] === true;
}

function oracle(part: FilterPart, record: Party): boolean {
  if (!isGroup(part)) return holds(part, record);
  const outcomes = part.parts.map((each) => oracle(each, record));
  return part.join === 'and' ? !outcomes.includes(false) : outcomes.includes(true);
}

const passes = (where: FilterGroup, record: Party): boolean =>
  compileFilter({ name: 'Generated', where }, { fields, timeZone })(record);

const opposites: Readonly<Partial<Record<FilterOperator, FilterOperator>>> = {
  equals: 'doesNotEqual',
  doesNotEqual: 'equals',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  isEmpty: 'isNotEmpty',
  isNotEmpty: 'isEmpty',
};

function negate(part: FilterPart): FilterPart {
  if (isGroup(part)) return { join: part.join === 'and' ? 'or' : 'and', parts: part.parts.map(negate) };
  return { ...part, operator: opposites[part.operator] ?? part.operator };
}

const negatable = condition.filter(({ operator }) => opposites[operator] !== undefined);

describe('every filter', () => {
  it('lets exactly those records through that its words say', () => {
    fc.assert(
      fc.property(group, party, (where, record) => {
        expect(filterProblems(where, fields)).toEqual([]);
        expect(passes(where, record)).toBe(oracle(where, record));
      }),
      { numRuns: 3000 },
    );
  });

  it('is the opposite of its negation (De Morgan)', () => {
    const flat = fc.record({
      join: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(
        fc.oneof(
          negatable,
          fc.record({
            join: fc.constantFrom('and' as const, 'or' as const),
            parts: fc.array(negatable, { minLength: 1, maxLength: 3 }),
          }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(flat, party, (where, record) => {
        const negated = negate(where);
        if (!isGroup(negated)) throw new Error('a group became a condition');
        expect(passes(negated, record)).toBe(!passes(where, record));
      }),
      { numRuns: 2000 },
    );
  });

  it('has one canonical form, which means the same and is its own', () => {
    fc.assert(
      fc.property(group, party, (where, record) => {
        const canonical = canonicalGroup(where);
        expect(passes(canonical, record)).toBe(passes(where, record));
        expect(canonicalGroup(canonical)).toEqual(canonical);
      }),
      { numRuns: 2000 },
    );
  });

  it('has the same canonical form in any order, with brackets that change nothing, and with repetitions', () => {
    fc.assert(
      fc.property(group, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), (where, choices) => {
        const disturb = (part: FilterPart, depth: number): FilterPart => {
          if (!isGroup(part)) {
            return choices.next().value === 0 && depth < 5 ? { join: 'or', parts: [part] } : part;
          }
          const parts = part.parts.map((each) => disturb(each, depth + 1));
          const [first] = parts;
          const repeated = choices.next().value === 0 && first !== undefined ? [...parts, first] : parts;
          return { join: part.join, parts: choices.next().value === 0 ? repeated.toReversed() : repeated };
        };
        expect(canonicalGroup(disturb(where, 0) as FilterGroup)).toEqual(canonicalGroup(where));
      }),
    );
  });

  it('survives being stored', () => {
    fc.assert(
      fc.property(group, (where) => {
        const filter = { name: 'Generated', where };
        expect(filterSchema.parse(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
      }),
    );
  });
});
