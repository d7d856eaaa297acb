/**
 * Ready-made filters to begin with. Most stores hold far more people than customers: whoever left an e-mail at the checkout or for the
 * newsletter would fill the ERP.
 */
import { isGroup, longestFilterName, type Filter, type FilterCondition } from './filter.ts';
import type { Entity } from './party.ts';
import type { RuleWay } from './rule-trial.ts';

export interface StartingPoint {
  readonly id: 'ordered' | 'account' | 'tag' | 'class';
  /** As something to choose. */
  readonly label: string;
  /** What its one value is called; null where it has none to fill in. */
  readonly value: string | null;
  /** What the filter is called until a person says otherwise. */
  readonly name: string;
  readonly condition: FilterCondition;
}

const ofShopify: readonly StartingPoint[] = [
  {
    id: 'ordered',
    label: 'Only customers who have ordered',
    value: null,
    name: 'Customers who have ordered',
    condition: { field: 'orders', operator: 'isGreaterThan', values: [0] },
  },
  {
    id: 'account',
    label: 'Only customers with an account',
    value: null,
    name: 'Customers with an account',
    condition: { field: 'account', operator: 'equals', values: ['enabled'] },
  },
  {
    id: 'tag',
    label: 'Only customers with a tag…',
    value: 'Tag',
    name: 'Customers with the tag',
    condition: { field: 'tags', operator: 'contains', values: [''] },
  },
];

const ofErp: readonly StartingPoint[] = [
  {
    id: 'class',
    label: 'Only customers of a class…',
    value: 'Class',
    name: 'Customers of class',
    condition: { field: 'customerClass', operator: 'equals', values: [''] },
  },
];

/** Those that ask something that is known of the records. Of companies of Shopify neither tags nor accounts are. */
export function startingPointsOf(entity: Entity, way: RuleWay): readonly StartingPoint[] {
  if (way === 'export') return ofErp;
  return entity === 'customer' ? ofShopify : [];
}

/** The filter of a starting point; `value` is what is to be filled in, and empty while it is not. */
export function filterFrom({ name, value: wanted, condition }: StartingPoint, value = ''): Filter {
  if (wanted === null) return { name, where: { join: 'and', parts: [condition] } };
  return {
    name: `${name} ${value.trim()}`.trim().slice(0, longestFilterName),
    where: { join: 'and', parts: [{ ...condition, values: [value] }] },
  };
}

/** Which starting point a filter is, with the value that was filled in, whatever it is called; null where it is another filter. */
export function startingPointOf(
  filter: Filter,
  points: readonly StartingPoint[],
): { readonly point: StartingPoint; readonly value: string } | null {
  const [part, ...others] = filter.where.parts;
  if (part === undefined || others.length > 0 || isGroup(part)) return null;
  const [first] = part.values;
  for (const point of points) {
    const { field, operator, values } = point.condition;
    if (part.field !== field || part.operator !== operator || part.values.length !== values.length) continue;
    if (point.value !== null && typeof first === 'string') return { point, value: first };
    if (point.value === null && first === values[0]) return { point, value: '' };
  }
  return null;
}
