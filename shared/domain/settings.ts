/** What a profile stores: one Shopify store, one ERP company, and how their customers agree. No secrets. */
import { z } from 'zod';

export const directionSchema = z.enum(['import', 'export', 'bidirectional']);
/** Import: Shopify -> ERP. Export: ERP -> Shopify. */
export type Direction = z.infer<typeof directionSchema>;

export const sideSchema = z.enum(['erp', 'shopify']);

const positiveCount = z.number().int().min(1);

/** Shopify connection. The access token or client secret lives in the vault, never here. */
export const shopifyConnectionSchema = z.strictObject({
  /** `harbour-pine.myshopify.com` */
  domain: z.string().min(1),
  /** Base URL for a simulator or proxy; null means `https://<domain>`. http is accepted for 127.0.0.1 only. */
  url: z.string().nullable(),
  signIn: z.enum(['token', 'clientCredentials']),
  /** Public client id of the Dev Dashboard app; only with `clientCredentials`. */
  clientId: z.string().nullable(),
});
export type ShopifyConnection = z.infer<typeof shopifyConnectionSchema>;

/** ERP connection. The password lives in the vault, never here. */
export const erpConnectionSchema = z.strictObject({
  /** Instance address, with its sub-folder where it has one: `https://harbour.myobadvanced.com` */
  url: z.string().min(1),
  tenant: z.string().min(1),
  branch: z.string().nullable(),
  locale: z.string().nullable(),
  username: z.string().min(1),
  /** Endpoint version to use; null picks the highest that is known: 25.200.001, 24.200.001, 23.200.001. */
  endpointVersion: z.string().nullable(),
  /** Requests per minute of the licence (form SM604000); null means not known: 50 is assumed. */
  requestsPerMinute: positiveCount.nullable(),
  /** Requests in flight at once. */
  concurrency: positiveCount.max(10),
  /** False keeps under half of the licence, so that people working in the ERP feel nothing. */
  useWholeLicence: z.boolean(),
});
export type ErpConnection = z.infer<typeof erpConnectionSchema>;

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

export const policiesSchema = z.strictObject({
  /** R2, R31: two values that differ with nothing agreed before, or both edited since: ask, or the primary system decides. */
  conflicts: z.enum(['ask', 'primary']),
  /** R6: a phone another Shopify customer has: write the customer without it, or let the row wait. */
  phoneTaken: z.enum(['without', 'wait']),
  /** L11: true approves proposed deactivations and deletions by themselves. */
  approveDeactivations: z.boolean(),
});
export type Policies = z.infer<typeof policiesSchema>;

const share = z.number().min(0).max(1);

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
  clockSkewSeconds: positiveCount.default(300),
});
export type GuardSettings = z.infer<typeof guardSettingsSchema>;

export const profileColours = ['orange', 'teal', 'violet', 'green', 'blue', 'rose'] as const;

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(80),
  colour: z.enum(profileColours),
  /** A demo profile talks to the simulators of this program and keeps its secrets in memory. */
  demo: z.boolean(),
  createdAt: z.string(),
  /** Country whose national phone numbers are understood without a prefix. */
  homeCountry: z.enum(['AU', 'NZ']),
  shopify: shopifyConnectionSchema.nullable(),
  erp: erpConnectionSchema.nullable(),
  /** Set when a secret was stored: a keychain that answers nothing is then locked, not empty. */
  secretsExpected: z.strictObject({ shopify: z.boolean(), erp: z.boolean() }),
  /** What the two systems called themselves at the last successful check, so that the wrong one is noticed. */
  seen: z.strictObject({
    shopName: z.string().nullable(),
    shopCurrency: z.string().nullable(),
    shopCountry: z.string().nullable(),
    shopPlan: z.string().nullable(),
    /** StoreName of the ERP's own store record for this shop, R28. */
    erpStoreName: z.string().nullable(),
    erpVersion: z.string().nullable(),
    endpointVersion: z.string().nullable(),
  }),
  customer: customerEntitySchema,
  defaults: customerDefaultsSchema,
  policies: policiesSchema,
  guards: guardSettingsSchema,
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

export const settingsSchemaVersion = 1;

/** The whole settings file. */
export const settingsSchema = z.strictObject({
  version: z.literal(settingsSchemaVersion),
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
    createdAt,
    homeCountry: 'AU',
    shopify: null,
    erp: null,
    secretsExpected: { shopify: false, erp: false },
    seen: {
      shopName: null,
      shopCurrency: null,
      shopCountry: null,
      shopPlan: null,
      erpStoreName: null,
      erpVersion: null,
      endpointVersion: null,
    },
    customer: {
      active: false,
      withLocations: true,
      direction: 'bidirectional',
      primary: 'erp',
      maxFailedAttempts: 5,
    },
    defaults: {
      customerClass: null,
      numbering: { mode: 'erp' },
      locationNumbering: { mode: 'erp' },
      guestCustomer: null,
      noGuestCustomer: false,
      location: { taxZone: { from: 'main' }, shipVia: { from: 'main' }, shippingTerms: { from: 'main' } },
    },
    policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false },
    guards: guardSettingsSchema.parse({
      minimumRows: 10,
      deactivateShare: 0.1,
      updateShare: 0.5,
      unmatchedShare: 0.5,
    }),
  };
}
