import { describe, expect, it } from 'vitest';
import { filterProblems } from '../mapping/filter-check.ts';
import { describeFilter } from '../mapping/filter-sentence.ts';
import { sidesOf } from '../mapping/mapping-table.ts';
import { partyFieldsOf } from '../mapping/party-fields.ts';
import { filterSchema } from './filter.ts';
import { entities } from './party.ts';
import { ruleWays } from './rule-trial.ts';
import { filterFrom, startingPointOf, startingPointsOf } from './starting-points.ts';

const everyPoint = entities.flatMap((entity) =>
  ruleWays.flatMap((way) => startingPointsOf(entity, way).map((point) => ({ entity, way, point }))),
);

describe('a starting point', () => {
  it.each(everyPoint)(
    '$point.id of $entity, $way, is a filter that can be used',
    ({ entity, way, point }) => {
      const filter = filterFrom(point, 'Trade');
      expect(filterSchema.safeParse(filter).success).toBe(true);
      expect(filterProblems(filter.where, partyFieldsOf(sidesOf[way].source, [], entity))).toEqual([]);
    },
  );

  it('says in plain English whom it lets through', () => {
    const fields = partyFieldsOf('shopify');
    const sentences = startingPointsOf('customer', 'import').map((point) =>
      describeFilter(filterFrom(point, 'trade').where, fields),
    );
    expect(sentences).toEqual(['Number of orders is more than 0', 'Account is Active', 'Tags include trade']);
  });

  it.each(everyPoint)(
    '$point.id of $entity, $way, is known again, whatever it is called',
    ({ point, ...of }) => {
      const points = startingPointsOf(of.entity, of.way);
      const found = startingPointOf({ ...filterFrom(point, 'Trade'), name: 'Ours' }, points);
      expect(found?.point.id).toBe(point.id);
      expect(found?.value).toBe(point.value === null ? '' : 'Trade');
    },
  );

  it('is not taken for a filter that says more, or something else', () => {
    const points = startingPointsOf('customer', 'import');
    const more = { join: 'and', parts: points.map(({ condition }) => condition) } as const;
    const other = {
      join: 'and',
      parts: [{ field: 'orders', operator: 'isGreaterThan', values: [5] }],
    } as const;
    expect(startingPointOf({ name: 'More', where: more }, points)).toBeNull();
    expect(startingPointOf({ name: 'Other', where: other }, points)).toBeNull();
  });

  it('has a name that a filter can have, however long the tag', () => {
    const [tag] = startingPointsOf('customer', 'import').filter(({ id }) => id === 'tag');
    if (tag === undefined) throw new Error('No starting point asks for a tag.');
    expect(filterSchema.safeParse(filterFrom(tag, 'x'.repeat(255))).success).toBe(true);
    expect(filterFrom(tag).name).toBe('Customers with the tag');
  });
});
