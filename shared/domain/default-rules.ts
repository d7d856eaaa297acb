/** Values of the ERP for customers that an import creates, by the country of the Shopify customer. Data only. */
import { z } from 'zod';

/** What a rule can give. A value of the class that no rule gives is left to the ERP. */
export const defaultRuleFields = ['customerClass', 'taxZone', 'shipVia', 'terms', 'branch'] as const;
export type DefaultRuleField = (typeof defaultRuleFields)[number];

const value = z.string().trim().min(1).max(255).nullable().default(null);

export const defaultRuleSchema = z.strictObject({
  /** ISO 3166-1 alpha-2; none means anywhere, and nowhere: a customer without a country as well. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(250)
    .readonly(),
  /** Null leaves the value to the defaults of the profile, and behind them to the class. */
  values: z.strictObject({
    customerClass: value,
    taxZone: value,
    shipVia: value,
    terms: value,
    branch: value,
  }),
});
export type DefaultRule = z.infer<typeof defaultRuleSchema>;

/** The values that a new customer of the ERP is given; the others come from its class. */
export type GivenDefaults = Readonly<Partial<Record<DefaultRuleField, string>>>;

/** In order: the first that matches decides. */
export const defaultRulesSchema = z.array(defaultRuleSchema).max(250).readonly();
