/**
 * Fields of customers that only one store or one company has: metafields of the store, attributes and custom fields of the ERP. A
 * profile keeps those that a person took up, so that its rules can be read and checked without asking either system.
 */
import { z } from 'zod';

export const furtherFieldTypes = ['text', 'number', 'date', 'yesNo', 'list'] as const;

/** As filters and templates name them; what has other signs in its name cannot be named by a template and is not offered. */
const keys = {
  erp: /^(?:attribute:[\w-]+|custom:\w+\.\w+)$/,
  shopify: /^metafield:[\w-]+\.[\w-]+$/,
} as const;

/** Longest key of a field that rules can name. */
const longestKey = 200;

const longestLabel = 200;

function furtherFieldOf(side: keyof typeof keys, example: string) {
  return z.strictObject({
    key: z.string().max(longestKey).regex(keys[side], `Write it as ${example}.`),
    /** What a person calls it. */
    label: z.string().min(1).max(longestLabel),
    type: z.enum(furtherFieldTypes),
    /** How many characters it takes; null where it is never written. */
    maximum: z.number().int().min(1).nullable(),
  });
}

/** More would make every page of a reading heavy. */
const mostFields = 50;

export const furtherFieldsSchema = z.strictObject({
  /** `attribute:REGION`, `custom:Document.UsrTier` */
  erp: z
    .array(furtherFieldOf('erp', 'attribute:REGION or custom:Document.UsrTier'))
    .max(mostFields)
    .readonly(),
  /** `metafield:loyalty.level` */
  shopify: z.array(furtherFieldOf('shopify', 'metafield:loyalty.level')).max(mostFields).readonly(),
});
export type FurtherFields = z.infer<typeof furtherFieldsSchema>;
export type FurtherField = FurtherFields['erp'][number];

export const noFurtherFields: FurtherFields = { erp: [], shopify: [] };

/** Whether rules of this side can name it. */
export function isNameable(side: keyof FurtherFields, key: string): boolean {
  return key.length <= longestKey && keys[side].test(key);
}

/** What a system calls a field, as a profile keeps it; one without a name is called by its key. */
export function labelFor(name: string, key: string): string {
  return name.trim().slice(0, longestLabel) || key;
}

/** A further field as a system lists it. */
export interface OfferedField extends FurtherField {
  /** What the system knows it by, beside its label. */
  readonly says: string;
}

export interface FurtherFieldList {
  /** In the order of their labels. */
  readonly fields: readonly OfferedField[];
  /** Those that there are and that filters and templates can do nothing with, such as references to products. */
  readonly leftOut: number;
  /** ISO 8601 UTC. */
  readonly readAt: string;
}
