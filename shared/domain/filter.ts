/**
 * Which records of a side take part: conditions on its fields, joined by groups. Data only; `shared/mapping/filter.ts` evaluates it.
 */
import { z } from 'zod';

/** The conditions of the ERP's own filters (form BC202000; acumatica.md 5). */
export const filterOperators = [
  'equals',
  'doesNotEqual',
  'isGreaterThan',
  'isGreaterThanOrEqualTo',
  'isLessThan',
  'isLessThanOrEqualTo',
  'contains',
  'doesNotContain',
  'startsWith',
  'endsWith',
  'isBetween',
  'isEmpty',
  'isNotEmpty',
] as const;
export type FilterOperator = (typeof filterOperators)[number];

/** Groups inside groups, as the ERP allows brackets inside brackets; the outermost group has none and is not counted. */
export const deepestGroup = 5;

/** Of one group. */
const mostParts = 100;

/** Dates are written `2026-03-01`. */
export type FilterValue = string | number | boolean;

export interface FilterCondition {
  /** Key of a field of `shared/mapping/party-fields.ts`. */
  readonly field: string;
  readonly operator: FilterOperator;
  /** None with `isEmpty` and `isNotEmpty`, two with `isBetween`, otherwise one. */
  readonly values: readonly FilterValue[];
}

export interface FilterGroup {
  readonly join: 'and' | 'or';
  /** Empty: no condition, and so no restriction. */
  readonly parts: readonly FilterPart[];
}

export type FilterPart = FilterCondition | FilterGroup;

export interface Filter {
  readonly name: string;
  readonly where: FilterGroup;
}

export function isGroup(part: FilterPart): part is FilterGroup {
  return 'parts' in part;
}

/** JSON has no minus zero: as zero from the start, a filter is the same in memory, in a plan's hash and in a file. */
const numberSchema = z.number().overwrite((value) => (value === 0 ? 0 : value));

const conditionSchema = z.strictObject({
  field: z.string().min(1).max(200),
  operator: z.enum(filterOperators),
  values: z.array(z.union([z.string().max(500), numberSchema, z.boolean()])).max(2),
});

function groupOf(part: z.ZodType<FilterPart>): z.ZodType<FilterGroup> {
  return z.strictObject({ join: z.enum(['and', 'or']), parts: z.array(part).max(mostParts) });
}

/** Written out level by level, so that a file nested without end is refused and not followed. */
function groupSchema(levelsLeft: number): z.ZodType<FilterGroup> {
  if (levelsLeft === 0) return groupOf(conditionSchema);
  return groupOf(z.union([conditionSchema, groupSchema(levelsLeft - 1)]));
}

export const filterGroupSchema = groupSchema(deepestGroup);

export const longestFilterName = 80;

export const filterSchema = z.strictObject({
  name: z.string().trim().min(1).max(longestFilterName),
  where: filterGroupSchema,
});

/** Of one entity. Null lets every record take part. */
const entityFiltersSchema = z.strictObject({
  /** Of Shopify's records, where the direction copies from Shopify. */
  import: filterSchema.nullable(),
  /** Of the ERP's records, where the direction copies from the ERP. */
  export: filterSchema.nullable(),
});

export const filtersSchema = z.strictObject({ customer: entityFiltersSchema, company: entityFiltersSchema });
export type Filters = z.infer<typeof filtersSchema>;

/** Two of one name could not be told apart; case and blanks around it do not count. */
export function sameFilterName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What is said of the second of two saved filters of one name. */
export function filterNameTaken(name: string): string {
  return `Two saved filters are called \u201C${name.trim()}\u201D. Rename one of them.`;
}

/** Filters to choose from, by name. To use one is to copy it: a saved filter that is changed or removed changes nobody's place. */
const savedFilterListSchema = z
  .array(filterSchema)
  .max(100)
  .superRefine((filters, context) => {
    filters.forEach(({ name }, place) => {
      if (!filters.slice(0, place).some((earlier) => sameFilterName(earlier.name, name))) return;
      context.addIssue({ code: 'custom', path: [place, 'name'], message: filterNameTaken(name) });
    });
  })
  .readonly();

const entitySavedFiltersSchema = z.strictObject({
  import: savedFilterListSchema,
  export: savedFilterListSchema,
});

export const savedFiltersSchema = z.strictObject({
  customer: entitySavedFiltersSchema,
  company: entitySavedFiltersSchema,
});
export type SavedFilters = z.infer<typeof savedFiltersSchema>;

export const noSavedFilters: SavedFilters = {
  customer: { import: [], export: [] },
  company: { import: [], export: [] },
};

export const noFilters: Filters = {
  customer: { import: null, export: null },
  company: { import: null, export: null },
};
