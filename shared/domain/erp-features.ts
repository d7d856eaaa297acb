/** Features of MYOB Acumatica (form CS100000) that change what Accord can do there, and how it is known whether they are on. */
import { z } from 'zod';

export const erpFeatureNames = ['shopifyConnector', 'businessToBusiness'] as const;
export type ErpFeature = (typeof erpFeatureNames)[number];

/** What the form calls them. */
export const erpFeatureTitles: Readonly<Record<ErpFeature, string>> = {
  shopifyConnector: 'Shopify Connector',
  businessToBusiness: 'Business-to-Business Entities',
};

const featureStateSchema = z.enum(['on', 'off', 'unknown']);
export type FeatureState = z.infer<typeof featureStateSchema>;

/** What the last check could tell by itself. */
export const detectedFeaturesSchema = z.strictObject({
  shopifyConnector: featureStateSchema,
  businessToBusiness: featureStateSchema,
});
export type DetectedFeatures = z.infer<typeof detectedFeaturesSchema>;

/** What a person said where it cannot be told; null: not asked yet. `unknown` is an answer too and is not asked for again. */
export const answeredFeaturesSchema = z.strictObject({
  shopifyConnector: featureStateSchema.nullable(),
  businessToBusiness: featureStateSchema.nullable(),
});
export type AnsweredFeatures = z.infer<typeof answeredFeaturesSchema>;

export const undetectedFeatures: DetectedFeatures = {
  shopifyConnector: 'unknown',
  businessToBusiness: 'unknown',
};

export const unansweredFeatures: AnsweredFeatures = { shopifyConnector: null, businessToBusiness: null };

/** What is known of the features: what was seen counts, else what a person said. */
export function knownFeatures(detected: DetectedFeatures, answered: AnsweredFeatures): DetectedFeatures {
  const known = (feature: ErpFeature): FeatureState =>
    detected[feature] === 'unknown' ? (answered[feature] ?? 'unknown') : detected[feature];
  return { shopifyConnector: known('shopifyConnector'), businessToBusiness: known('businessToBusiness') };
}
