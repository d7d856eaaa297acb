/**
 * What a plan file must hold to be read: everything that is counted, compared or shown. Members that a later version adds are
 * kept as they are, so that the hashes still agree.
 */
import { z } from 'zod';
import { guardCatalogue, type GuardCode } from '../domain/guard-catalogue.ts';
import { noteCatalogue, type NoteCode } from '../domain/note-catalogue.ts';
import { contactRoles } from '../domain/contact.ts';
import {
  companyFields,
  customerFields,
  isFurtherKey,
  locationFields,
  namedOptInFields,
  siteFields,
} from '../domain/fields.ts';
import { directionSchema, profileSchema, sideSchema } from '../domain/settings.ts';
import { deletionChoices, verbs, type PlanHeader } from './plan.ts';
import {
  planFileFormat,
  planFileVersion,
  type PlanFileEnd,
  type PlanFileHead,
  type PlanFileRow,
} from './plan-file.ts';

const value = z.string().nullable();
const texts = z.record(z.string(), z.string());
const count = z.number().min(0);
const bothCounts = z.looseObject({ erp: count, shopify: count });
const target = z.enum(['erp', 'shopify', 'both', 'none']);
const field = z.union([
  z.enum([...customerFields, ...locationFields, ...companyFields, ...siteFields, ...namedOptInFields]),
  z.string().refine(isFurtherKey),
]);
const note = z.looseObject({
  code: z.enum(Object.keys(noteCatalogue) as [NoteCode, ...NoteCode[]]),
  params: texts,
});
const status = z.enum(['active', 'onHold', 'creditHold', 'inactive', 'oneTime']);
const summary = z.looseObject({
  key: z.string(),
  number: z.string(),
  name: z.string(),
  email: value,
  phone: value,
  locationCount: count,
  status,
  country: value,
});
const change = z.looseObject({
  field,
  base: z.looseObject({ erp: value, shopify: value }).nullable(),
  erp: value,
  shopify: value,
  action: z.enum(['keep', 'writeErp', 'writeShopify', 'conflict']),
  result: value,
  notes: z.array(note),
});
const snapshot = z.looseObject({
  key: z.string(),
  label: z.string(),
  isDefault: z.boolean(),
  active: z.boolean(),
  inherits: z.boolean(),
});
const locationVerbs = [
  'create',
  'update',
  'link',
  'equal',
  'deactivate',
  'delete',
  'endLink',
  'untie',
  'conflict',
  'invalid',
  'leave',
] as const;
const location = z.looseObject({
  id: z.string(),
  verb: z.enum(locationVerbs),
  target,
  erp: snapshot.nullable(),
  shopify: snapshot.nullable(),
  fields: z.array(change),
  proposed: z.boolean(),
  newKey: value,
  notes: z.array(note),
});
const role = z.enum(contactRoles).nullable();
const contact = z.looseObject({
  id: z.string(),
  verb: z.enum(locationVerbs),
  target,
  erp: z.looseObject({ key: z.string(), name: z.string(), email: value }).nullable(),
  shopify: z.looseObject({ key: z.string(), name: z.string(), email: value }).nullable(),
  fields: z.array(change),
  roles: z.array(
    z.looseObject({
      locationId: z.string(),
      base: z.looseObject({ erp: role, shopify: role }).nullable(),
      erp: role,
      shopify: role,
      action: z.enum(['keep', 'writeErp', 'writeShopify', 'conflict']),
      result: role,
      notes: z.array(note),
    }),
  ),
  proposed: z.boolean(),
  notes: z.array(note),
});
const evidence = z.looseObject({
  rule: z.enum(['link', 'externalReference', 'email', 'phone', 'taxId', 'nameAndPostcode', 'manual']),
  value: z.string(),
});
const decision = z.looseObject({
  include: z.boolean(),
  choices: z.record(z.string(), sideSchema),
  undisputedOnly: z.boolean(),
  approvedProposals: z.array(z.string()),
  partner: value,
  deletion: z.enum(deletionChoices).nullable(),
  decidedBy: z.enum(['person', 'profile']),
});
const suggestion = z.looseObject({
  side: sideSchema,
  summary,
  score: z.number(),
  fields: z.array(
    z.looseObject({
      field: z.enum(['name', 'email', 'phone', 'address']),
      finding: z.string(),
      contribution: z.number(),
    }),
  ),
});
const recordChange = z.looseObject({
  side: sideSchema,
  location: value,
  member: z.string(),
  before: value,
  now: value,
});

const row = z.looseObject({
  id: z.string().min(1),
  entity: z.enum(['customer', 'company']),
  verb: z.enum(verbs),
  target,
  erp: summary.nullable(),
  shopify: summary.nullable(),
  linkId: value,
  fields: z.array(change),
  locations: z.array(location),
  contacts: z.array(contact).optional(),
  defaultConflict: z.looseObject({ erp: z.string(), shopify: z.string() }).optional(),
  mainContactConflict: z.looseObject({ erp: z.string(), shopify: z.string() }).optional(),
  evidence: z.array(evidence),
  candidates: z.array(z.looseObject({ side: sideSchema, summary, evidence: z.array(evidence) })),
  suggestions: z.array(suggestion).optional(),
  notes: z.array(note),
  newNumber: value,
  beforeHash: z.looseObject({ erp: value, shopify: value }),
  cost: z.looseObject({ erpRequests: count, shopifyPoints: count }),
  decision: decision.nullable(),
  changedSince: z.array(recordChange).optional(),
});

const place = z.looseObject({ key: z.string(), values: z.record(z.string(), value), active: z.boolean() });
const party = z.looseObject({
  side: sideSchema,
  key: z.string(),
  number: z.string(),
  values: z.record(z.string(), value),
  accountName: value,
  status,
  locations: z.array(place),
  revision: z.string(),
  createdAt: z.string(),
  facts: texts,
});
const records = z.looseObject({
  erp: party.nullable(),
  shopify: party.nullable(),
  candidates: z.array(party),
});

const bounds = z.looseObject({
  complete: z.boolean(),
  count,
  locationCount: count,
  asOf: z.iso.datetime(),
});
const header = z.looseObject({
  planVersion: z.number(),
  id: z.string().min(1),
  profileId: z.string(),
  createdAt: z.iso.datetime(),
  direction: directionSchema,
  read: z.looseObject({ erp: bounds, shopify: bounds }),
  guards: z.array(
    z.looseObject({
      code: z.enum(Object.keys(guardCatalogue) as [GuardCode, ...GuardCode[]]),
      params: texts,
    }),
  ),
  totals: z.looseObject({
    byVerb: z.record(z.enum(verbs), count),
    records: bothCounts,
    writes: bothCounts,
    creates: bothCounts,
    updates: bothCounts,
    deletes: bothCounts,
    linkOnly: count,
    needPerson: count,
    proposals: count,
    locations: z.record(z.enum(locationVerbs), count),
    cost: z.looseObject({ erpRequests: count, shopifyPoints: count }),
    estimatedSeconds: count,
  }),
  rowCount: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is looked at first: a file of a later version may look different in everything else. */
export const planFileKindSchema = z.looseObject({
  format: z.literal(planFileFormat),
  version: z.number(),
  settingsVersion: z.number(),
  plan: z.looseObject({ planVersion: z.number() }),
});

const head = z.looseObject({
  format: z.literal(planFileFormat),
  version: z.literal(planFileVersion),
  settingsVersion: z.number(),
  redacted: z.boolean(),
  exportedAt: z.iso.datetime(),
  origin: z.strictObject({ profile: value, store: value, company: value, person: value }),
  profile: profileSchema.nullable(),
  plan: header,
});
const end = z.strictObject({ contentSha256: value, checksum: z.string() });

// The schemas ask for what is used; the types name the rest, which is kept as it stands.
export const planFileHeadOf = (data: unknown): PlanFileHead => {
  const read = head.parse(data);
  return { ...read, plan: read.plan as unknown as PlanHeader };
};
export const planFileRowOf = (data: unknown): PlanFileRow =>
  z.looseObject({ row, records }).parse(data) as unknown as PlanFileRow;
export const planFileEndOf = (data: unknown): PlanFileEnd => end.parse(data);
