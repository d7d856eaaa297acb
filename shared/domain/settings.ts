/** What a profile stores: one Shopify store, one ERP company, and how their customers agree. No secrets. */
import { z } from 'zod';
import { defaultRulesSchema } from './default-rules.ts';
import {
  answeredFeaturesSchema,
  detectedFeaturesSchema,
  unansweredFeatures,
  undetectedFeatures,
} from './erp-features.ts';
import { defaultMappings, fieldMappingsSchema, substitutionListsSchema } from './field-mapping.ts';
import { filtersSchema, noFilters, noSavedFilters, savedFiltersSchema } from './filter.ts';
import { furtherFieldsSchema, noFurtherFields } from './further-field.ts';

export const directionSchema = z.enum(['import', 'export', 'bidirectional']);
/** Import: Shopify -> ERP. Export: ERP -> Shopify. */
export type Direction = z.infer<typeof directionSchema>;

export const sideSchema = z.enum(['erp', 'shopify']);

const positiveCount = z.number().int().min(1);

/**
 * How Accord signs in to a store: with a token that was pasted, with an app of the store's own organisation, or by a
 * person's consent in the browser to an app of any organisation.
 */
export const shopifySignIns = ['token', 'clientCredentials', 'authorizationCode'] as const;
export type ShopifySignIn = (typeof shopifySignIns)[number];

/** Shopify connection. The access token or client secret lives in the vault, never here. */
export const shopifyConnectionSchema = z.strictObject({
  /** `harbour-pine.myshopify.com` */
  domain: z.string().min(1),
  /** Base URL for a simulator or proxy; null means `https://<domain>`. http is accepted for 127.0.0.1 only. */
  url: z.string().nullable(),
  signIn: z.enum(shopifySignIns),
  /** Public client id of the Dev Dashboard app; null with `token`. */
  clientId: z.string().nullable(),
  /** Stores the ERP's CustomerID with each Shopify customer, in a field of its own that is made by the first commit. */
  storeErpId: z.boolean().default(false),
});
export type ShopifyConnection = z.infer<typeof shopifyConnectionSchema>;

/**
 * How Accord signs in to the ERP: by a person's consent in the browser to a connected application of the company; or, in ways that
 * are older, with a user's name and password, through a connected application or alone. MYOB has announced the end of the last.
 */
export const erpSignIns = ['authorizationCode', 'password', 'cookie'] as const;
export type ErpSignIn = (typeof erpSignIns)[number];

/** ERP connection. Password and client secret live in the vault, never here. */
export const erpConnectionSchema = z.strictObject({
  /** Instance address, with its sub-folder where it has one: `https://harbour.myobadvanced.com` */
  url: z.string().min(1),
  tenant: z.string().min(1),
  branch: z.string().nullable(),
  locale: z.string().nullable(),
  /** Files of before know only `cookie`. */
  signIn: z.enum(erpSignIns).default('cookie'),
  /** Of the connected application (form SM303010), without the company behind the @; null with `cookie`. */
  clientId: z.string().min(1).nullable().default(null),
  /** Null with `authorizationCode`: whoever signs in in the browser is the user. */
  username: z.string().min(1).nullable(),
  /** Endpoint version to use; null picks the best that is known: Default 25.200.001, 24.200.001, 23.200.001, eCommerce 22.200.001. */
  endpointVersion: z.string().nullable(),
  /** Requests per minute of the licence (form SM604000); null means that it is learned, from 50 on. */
  requestsPerMinute: positiveCount.nullable(),
  /** Most requests in flight at once. */
  concurrency: positiveCount.max(10),
  /** API users (sessions) of the licence (form SM604000), of which Accord takes one; null means not known. */
  apiUsers: positiveCount.nullable().default(null),
  /** False keeps under half of the licence, so that people working in the ERP feel nothing. */
  useWholeLicence: z.boolean(),
});
export type ErpConnection = z.infer<typeof erpConnectionSchema>;

/** What runs found out about the ERP's licence and speed (acumatica.md 7.5). It belongs to one instance. */
export const learnedLicenceSchema = z.strictObject({
  /** Requests per minute of the whole licence, as far as they were tried; null where the licence was entered or nothing is known. */
  requestsPerMinute: positiveCount.nullable(),
  /** Requests in the minute in which answers last grew slower; null while they never did. */
  slowedAt: positiveCount.nullable(),
  /** Requests at once beyond which answers only took longer; null while that was not seen. */
  concurrency: positiveCount.nullable(),
  /** Seconds a write takes while nothing slows it down. */
  secondsPerWrite: z.number().positive().nullable(),
  /** When a request was last declined (429), ISO 8601 UTC. */
  declinedAt: z.string().nullable(),
  /** When a sign-in last found no free seat, ISO 8601 UTC. */
  noSeatAt: z.string().nullable(),
});
export type LearnedLicence = z.infer<typeof learnedLicenceSchema>;

export const nothingLearned: LearnedLicence = {
  requestsPerMinute: null,
  slowedAt: null,
  concurrency: null,
  secondsPerWrite: null,
  declinedAt: null,
  noSeatAt: null,
};

/** How numbers of new records are made. `template`: `#` is a digit of the counter, the rest is literal (`C######`). */
export const numberingSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('erp') }),
  z.strictObject({ mode: z.literal('template'), template: z.string().min(1), next: z.number().int().min(0) }),
]);
export type Numbering = z.infer<typeof numberingSchema>;

/** Where a further location takes a shipping or tax setting from: the ERP gives it none by itself (AR303020). */
export const locationDefaultSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('main') }),
  z.strictObject({ from: z.literal('class') }),
  z.strictObject({ from: z.literal('fixed'), value: z.string().min(1) }),
]);
export type LocationDefault = z.infer<typeof locationDefaultSchema>;

export const locationDefaultFields = ['taxZone', 'shipVia', 'shippingTerms'] as const;
export type LocationDefaultField = (typeof locationDefaultFields)[number];

export const customerDefaultsSchema = z.strictObject({
  /** ClassID of every customer an import creates; null until it is chosen. */
  customerClass: z.string().nullable(),
  numbering: numberingSchema,
  locationNumbering: numberingSchema,
  /** CustomerID of the generic guest customer, which is never synchronised; null until it is chosen or declared absent. */
  guestCustomer: z.string().nullable(),
  /** True where the company has no guest customer and the person said so. */
  noGuestCustomer: z.boolean(),
  location: z.strictObject({
    taxZone: locationDefaultSchema,
    shipVia: locationDefaultSchema,
    shippingTerms: locationDefaultSchema,
  }),
});
export type CustomerDefaults = z.infer<typeof customerDefaultsSchema>;

export const customerEntitySchema = z.strictObject({
  active: z.boolean(),
  /** Customer Location follows Customer: it has no direction of its own. */
  withLocations: z.boolean(),
  direction: directionSchema,
  /** Decides only where a policy says so; with one-way directions it is the source. */
  primary: sideSchema,
  maxFailedAttempts: positiveCount,
});
export type CustomerEntity = z.infer<typeof customerEntitySchema>;

/**
 * Which customers of the ERP are business customers: those of category Organization, or, where the company has no such category,
 * those of certain classes, with a certain attribute, or on a list.
 */
export const organizationRuleSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('category') }),
  z.strictObject({ by: z.literal('class'), classes: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ by: z.literal('attribute'), attribute: z.string().min(1), value: z.string().min(1) }),
  z.strictObject({ by: z.literal('list'), customers: z.array(z.string().min(1)) }),
]);

export type OrganizationRule = z.infer<typeof organizationRuleSchema>;

/** Payment terms of Shopify (key of the template) and the ERP's credit terms (TermsID) that mean the same. */
const termsPairSchema = z.strictObject({ shopify: z.string().min(1), erp: z.string().min(1) });

/** Business customers, with their locations, contacts and roles. */
export const companyEntitySchema = z.strictObject({
  active: z.boolean(),
  direction: directionSchema,
  primary: sideSchema,
  maxFailedAttempts: positiveCount,
  organization: organizationRuleSchema,
  /** True imports each contact as a customer of its own, too; false only those who have orders. */
  contactsAsCustomers: z.boolean(),
  /** False leaves terms of locations that differ from each other alone. */
  alwaysExportTerms: z.boolean(),
  /** Terms that are not listed are not carried over. */
  terms: z.array(termsPairSchema),
});
export type CompanyEntity = z.infer<typeof companyEntitySchema>;

export const inactiveCompanyEntity: CompanyEntity = {
  active: false,
  direction: 'bidirectional',
  primary: 'erp',
  maxFailedAttempts: 5,
  organization: { by: 'category' },
  contactsAsCustomers: false,
  alwaysExportTerms: false,
  terms: [],
};

export const policiesSchema = z.strictObject({
  /** R2, R31: two values that differ with nothing agreed before, or both edited since: ask, or the primary system decides. */
  conflicts: z.enum(['ask', 'primary']),
  /** R6: a phone another Shopify customer has: write the customer without it, or let the row wait. */
  phoneTaken: z.enum(['without', 'wait']),
  /** L11: true approves proposed deactivations and deletions by themselves. */
  approveDeactivations: z.boolean(),
  /**
   * What an equal e-mail (or phone, without e-mail) means where nothing else says who is who: the same customer; a question; or the same
   * customer unless the ERP's carries the mark of another store, which then has customers of its own.
   */
  sameEmail: z.enum(['link', 'ask', 'apart']).default('link'),
});
export type Policies = z.infer<typeof policiesSchema>;

const share = z.number().min(0).max(1);

/** By how much the clock of a system and this computer's may differ where a profile says nothing else, in seconds. */
export const defaultClockSkewSeconds = 300;

/** Guard thresholds (design section 4.4). Those with a default came later than the first settings files. */
export const guardSettingsSchema = z.strictObject({
  /** Fewer rows than this never halt a plan. */
  minimumRows: positiveCount,
  /** Of the records of that side. */
  deactivateShare: share,
  /** Of the linked records. */
  updateShare: share,
  /** Of the linked records, or of those read. */
  unmatchedShare: share,
  /** Of the linked records of a side: that many changed since the last run is "all". */
  changedShare: share.default(0.95),
  /** Of the records of the side that is copied from. */
  createShare: share.default(0.5),
  /** By how much the clock of a system and this computer's may differ, in seconds. */
  clockSkewSeconds: positiveCount.default(defaultClockSkewSeconds),
});
export type GuardSettings = z.infer<typeof guardSettingsSchema>;

export const profileColours = ['orange', 'teal', 'violet', 'green', 'blue', 'rose'] as const;

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(80),
  colour: z.enum(profileColours),
  /** A demo profile talks to the simulators of this program and keeps its secrets in memory. */
  demo: z.boolean(),
  /** Put away: kept with everything, and neither offered nor worked with until somebody brings it back. */
  archived: z.boolean().default(false),
  createdAt: z.string(),
  /** Country whose national phone numbers are understood without a prefix. */
  homeCountry: z.enum(['AU', 'NZ']),
  shopify: shopifyConnectionSchema.nullable(),
  erp: erpConnectionSchema.nullable(),
  /** Set when a secret was stored: a keychain that answers nothing is then locked, not empty. */
  secretsExpected: z.strictObject({
    shopify: z.boolean(),
    erp: z.boolean(),
    /** What a sign-in in the browser left behind. */
    shopifyGrant: z.boolean().default(false),
    /** Of the ERP's connected application; such an application can do without. */
    erpClientSecret: z.boolean().default(false),
    /** What a sign-in to the ERP through a connected application left behind. */
    erpGrant: z.boolean().default(false),
  }),
  /** What the two systems called themselves at the last successful check, so that the wrong one is noticed. */
  seen: z.strictObject({
    shopName: z.string().nullable(),
    shopCurrency: z.string().nullable(),
    shopCountry: z.string().nullable(),
    shopPlan: z.string().nullable(),
    /** Points a second that the store gives this app. */
    shopPointsPerSecond: z.number().positive().nullable().default(null),
    /** Whether the store sells to business customers (B2B); a person is asked only where the store does not tell. */
    businessCustomers: z
      .strictObject({ enabled: z.boolean(), saidBy: z.enum(['store', 'person']) })
      .nullable()
      .default(null),
    /** StoreName of the ERP's own store record for this shop, R28. */
    erpStoreName: z.string().nullable(),
    erpVersion: z.string().nullable(),
    endpointVersion: z.string().nullable(),
    /** Where the instance was found, at or above the address that was entered. */
    erpAddress: z.string().nullable().default(null),
    erpFeatures: detectedFeaturesSchema.default(undetectedFeatures),
  }),
  /** What was learned of the ERP's licence; null while nothing was. */
  erpLicence: learnedLicenceSchema.nullable().default(null),
  /** What a person said of the ERP's features that cannot be told from outside. */
  erpFeatures: answeredFeaturesSchema.default(unansweredFeatures),
  customer: customerEntitySchema,
  company: companyEntitySchema.default(inactiveCompanyEntity),
  defaults: customerDefaultsSchema,
  policies: policiesSchema,
  guards: guardSettingsSchema,
  filters: filtersSchema.default(noFilters),
  savedFilters: savedFiltersSchema.default(noSavedFilters),
  fieldMappings: fieldMappingsSchema.default(defaultMappings),
  /** For customers that an import creates; the first that matches decides. */
  defaultRules: defaultRulesSchema.default([]),
  substitutions: substitutionListsSchema.default([]),
  /** Fields of this store and this company alone that were taken up for rules. */
  furtherFields: furtherFieldsSchema.default(noFurtherFields),
});
export type Profile = z.infer<typeof profileSchema>;

/** What people call the store: typed to go on with a preview that a guard halted. */
export function storeNameOf({ seen, shopify, name }: Profile): string {
  return seen.shopName ?? shopify?.domain ?? name;
}

export const preferencesSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  lastProfileId: z.string().nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/**
 * Raised whenever a file gains a field, so that an earlier Accord refuses the file instead of taking it for damaged.
 * Version 2: sign-in in the browser, business customers, request rate, features of the ERP. Version 3: the entity Company, archived
 * profiles.
 * Version 4: filters, field mappings, default rules, substitution lists. Version 5: the merge policy. Version 6: saved filters,
 * further fields.
 */
export const settingsSchemaVersion = 6;

/** The whole settings file. One of an earlier version is read as well: what it lacks has a default. */
export const settingsSchema = z.strictObject({
  version: z
    .literal([1, 2, 3, 4, 5, settingsSchemaVersion])
    .transform((): typeof settingsSchemaVersion => settingsSchemaVersion),
  profiles: z.array(profileSchema),
  preferences: preferencesSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const emptySettings: Settings = {
  version: settingsSchemaVersion,
  profiles: [],
  preferences: { theme: 'system', lastProfileId: null },
};

/** A new profile: nothing active, nothing chosen, every policy on the side of asking. */
export function newProfile(id: string, name: string, createdAt: string): Profile {
  return {
    id,
    name,
    colour: 'orange',
    demo: false,
    archived: false,
    createdAt,
    homeCountry: 'AU',
    shopify: null,
    erp: null,
    secretsExpected: {
      shopify: false,
      erp: false,
      shopifyGrant: false,
      erpClientSecret: false,
      erpGrant: false,
    },
    seen: {
      shopName: null,
      shopCurrency: null,
      shopCountry: null,
      shopPlan: null,
      shopPointsPerSecond: null,
      businessCustomers: null,
      erpStoreName: null,
      erpVersion: null,
      endpointVersion: null,
      erpAddress: null,
      erpFeatures: undetectedFeatures,
    },
    erpLicence: null,
    erpFeatures: unansweredFeatures,
    customer: {
      active: false,
      withLocations: true,
      direction: 'bidirectional',
      primary: 'erp',
      maxFailedAttempts: 5,
    },
    company: inactiveCompanyEntity,
    defaults: {
      customerClass: null,
      numbering: { mode: 'erp' },
      locationNumbering: { mode: 'erp' },
      guestCustomer: null,
      noGuestCustomer: false,
      location: { taxZone: { from: 'main' }, shipVia: { from: 'main' }, shippingTerms: { from: 'main' } },
    },
    policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false, sameEmail: 'link' },
    guards: guardSettingsSchema.parse({
      minimumRows: 10,
      deactivateShare: 0.1,
      updateShare: 0.5,
      unmatchedShare: 0.5,
    }),
    filters: noFilters,
    savedFilters: noSavedFilters,
    fieldMappings: defaultMappings,
    defaultRules: [],
    substitutions: [],
    furtherFields: noFurtherFields,
  };
}
