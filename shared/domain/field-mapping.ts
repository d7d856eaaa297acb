/**
 * Where each field gets its value from when it is written. Data only: a profile stores what differs from the default table of
 * `shared/mapping/mapping-table.ts`.
 */
import { z } from 'zod';

const fieldKey = z.string().min(1).max(200);

export const mappingRuleSchema = z.discriminatedUnion('kind', [
  /** As the default table says. */
  z.strictObject({ kind: z.literal('default') }),
  /** The same as another field of the other system. */
  z.strictObject({ kind: z.literal('field'), source: fieldKey }),
  z.strictObject({ kind: z.literal('constant'), value: z.string().max(5000) }),
  /** See `shared/mapping/template.ts`. */
  z.strictObject({ kind: z.literal('template'), template: z.string().min(1).max(2000) }),
  /** Never written; what stands there stays. */
  z.strictObject({ kind: z.literal('unmapped') }),
]);
export type MappingRule = z.infer<typeof mappingRuleSchema>;

/** By the key of the field that is written. A field that is not named has the rule `default`. */
export const mappingRulesSchema = z.record(fieldKey, mappingRuleSchema);
export type MappingRules = z.infer<typeof mappingRulesSchema>;

/** `import` writes to the ERP, `export` to Shopify. */
const entityMappingsSchema = z.strictObject({ import: mappingRulesSchema, export: mappingRulesSchema });

export const fieldMappingsSchema = z.strictObject({
  customer: entityMappingsSchema,
  company: entityMappingsSchema,
});
export type FieldMappings = z.infer<typeof fieldMappingsSchema>;

export const defaultMappings: FieldMappings = {
  customer: { import: {}, export: {} },
  company: { import: {}, export: {} },
};

/** Which values of the two systems stand for each other: classes and tags, terms, price classes. */
export const substitutionListSchema = z.strictObject({
  /** By which templates name it. */
  name: z.string().trim().min(1).max(80),
  pairs: z
    .array(
      z.strictObject({ erp: z.string().trim().min(1).max(255), shopify: z.string().trim().min(1).max(255) }),
    )
    .max(5000)
    .readonly(),
  /** What becomes of a value that is not in the list. */
  otherwise: z.enum(['keep', 'empty']),
});
export type SubstitutionList = z.infer<typeof substitutionListSchema>;

export const substitutionListsSchema = z.array(substitutionListSchema).max(100).readonly();
