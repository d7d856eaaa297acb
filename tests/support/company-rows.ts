/** Rows of business customers made by hand, as a preview would make them; for tests of what a commit does with them. */
import type { ContactRole } from '../../shared/domain/contact.ts';
import {
  joinName,
  otherSide,
  summarise,
  type FieldName,
  type FieldValue,
  type Location,
  type Party,
  type Side,
} from '../../shared/domain/party.ts';
import { locationFields } from '../../shared/domain/party.ts';
import type { Contact } from '../../shared/domain/contact.ts';
import { partyHash, settingsHash } from '../../shared/sync/hashes.ts';
import { createTotalsCounter } from '../../shared/sync/plan-build.ts';
import { planVersion } from '../../shared/sync/plan.ts';
import type {
  ContactChange,
  FieldAction,
  FieldChange,
  LocationChange,
  PlanRow,
  RoleJudgement,
} from '../../shared/sync/plan.ts';
import type { Run, StoredRow } from '../../shared/sync/ledger-port.ts';
import { siteValuesOf } from '../../shared/sync/locations-site.ts';
import type { CommitWorld } from './commit-world.ts';
import { createTestIds } from './test-ports.ts';

export function actionTo(side: Side): FieldAction {
  return side === 'erp' ? 'writeErp' : 'writeShopify';
}

export function fieldTo(
  side: Side,
  field: FieldName,
  value: FieldValue,
  before: FieldValue = null,
): FieldChange {
  const held = { [otherSide(side)]: value, [side]: before } as Record<Side, FieldValue>;
  return { field, base: null, ...held, action: actionTo(side), result: value, notes: [] };
}

export function roleTo(
  side: Side,
  locationId: string,
  role: ContactRole | null,
  before: ContactRole | null = null,
): RoleJudgement {
  const held = { [otherSide(side)]: role, [side]: before } as Record<Side, ContactRole | null>;
  return { locationId, base: null, ...held, action: actionTo(side), result: role, notes: [] };
}

function placeSnapshot({ key, name, isDefault, active, inherits }: Location) {
  return { key, label: name ?? key, isDefault, active, inherits };
}

function personSnapshot(party: Party, { key, values, active }: Contact) {
  const { firstName, lastName, email } = values;
  const isMain = party.business?.mainContactKey === key;
  return { key, name: joinName(firstName, lastName) ?? '', email, isMain, active };
}

const untouched = { erp: null, shopify: null, proposed: false, notes: [] } as const;

/** A location that is only on the other side, to be made on `side`. */
export function newLocation(side: Side, held: Location): LocationChange {
  const values = { ...held.values, ...siteValuesOf(held) };
  const fields = [...locationFields, 'locationName', 'taxId', 'taxExempt'] as const;
  return {
    ...untouched,
    id: `at ${held.key}`,
    verb: 'create',
    target: side,
    [otherSide(side)]: placeSnapshot(held),
    fields: fields.flatMap((field) => (values[field] === null ? [] : [fieldTo(side, field, values[field])])),
    newKey: side === 'erp' && held.isDefault ? 'MAIN' : null,
  };
}

/** A contact that is only on the other side, to be made on `side` with its roles. */
export function newContact(
  side: Side,
  owner: Party,
  held: Contact,
  personKey: string | null = null,
): ContactChange {
  const fields = ['firstName', 'lastName', 'email', 'phone'] as const;
  return {
    ...untouched,
    id: `who ${held.key}`,
    verb: 'create',
    target: side,
    [otherSide(side)]: personSnapshot(owner, held),
    fields: fields.flatMap((field) =>
      held.values[field] === null ? [] : [fieldTo(side, field, held.values[field])],
    ),
    roles: held.roles.map(({ locationKey, role }) => roleTo(side, `at ${locationKey}`, role)),
    personKey,
  };
}

export function pairedLocation(
  erp: Location,
  shopify: Location,
  fields: readonly FieldChange[] = [],
): LocationChange {
  return {
    ...untouched,
    id: `at ${erp.key}`,
    verb: fields.length === 0 ? 'equal' : 'update',
    target: 'none',
    erp: placeSnapshot(erp),
    shopify: placeSnapshot(shopify),
    fields,
    newKey: null,
  };
}

interface Pair {
  readonly erp: Party;
  readonly shopify: Party;
}

export function pairedContact(
  { erp, shopify }: Pair,
  [one, other]: readonly [Contact, Contact],
  parts: Partial<Pick<ContactChange, 'fields' | 'roles'>> = {},
): ContactChange {
  const { fields = [], roles = [] } = parts;
  return {
    ...untouched,
    id: `who ${one.key}`,
    verb: fields.length + roles.length === 0 ? 'equal' : 'update',
    target: 'none',
    erp: personSnapshot(erp, one),
    shopify: personSnapshot(shopify, other),
    fields,
    roles,
    personKey: null,
  };
}

const ids = createTestIds();

/** A row of these records with these changes, as a plan stores it. */
export function companyRow(records: Partial<Pair>, parts: Partial<PlanRow>): StoredRow {
  const { erp = null, shopify = null } = records;
  const row: PlanRow = {
    id: 'row-1',
    entity: 'company',
    verb: 'update',
    target: 'both',
    erp: erp === null ? null : summarise(erp),
    shopify: shopify === null ? null : summarise(shopify),
    linkId: null,
    fields: [],
    locations: [],
    defaultChange: null,
    contacts: [],
    evidence: [],
    candidates: [],
    notes: [],
    newNumber: null,
    beforeHash: {
      erp: erp === null ? null : partyHash(erp, ids),
      shopify: shopify === null ? null : partyHash(shopify, ids),
    },
    cost: { erpRequests: 1, shopifyPoints: 10 },
    decision: null,
    ...parts,
  };
  return { row, records: { erp, shopify, candidates: [] } };
}

/** The row that makes the whole company on `side` as the other one has it. */
export function creationRow(side: Side, from: Party, parts: Partial<PlanRow> = {}): StoredRow {
  const { locations, business, accountName } = from;
  return companyRow(
    { [from.side]: from },
    {
      verb: 'create',
      target: side,
      fields: [fieldTo(side, 'accountName', accountName)],
      locations: locations.map((held) => newLocation(side, held)),
      contacts: (business?.contacts ?? []).map((held) => newContact(side, from, held)),
      newNumber: side === 'erp' ? 'B000001' : null,
      ...parts,
    },
  );
}

/** Stores these rows as the newest preview. */
export async function saveRows(world: CommitWorld, rows: readonly StoredRow[]): Promise<void> {
  const { ledger, profile } = world;
  const read = { complete: true, count: 0, locationCount: 0, asOf: '', requests: 0, points: 0 };
  const header = {
    planVersion,
    id: `plan-${(await ledger.runs()).length}`,
    profileId: profile.id,
    createdAt: world.clock.now(),
    direction: 'bidirectional',
    withLocations: true,
    settingsHash: settingsHash(profile, ids),
    linkSerial: await ledger.linkSerial(),
    read: { erp: read, shopify: read },
    guards: [],
    totals: createTotalsCounter(() => null, profile).totals(),
    rowCount: rows.length,
    sha256: 'by hand',
  } as const;
  await ledger.savePlan(header, rows);
}

/** Stores them and commits them. */
export async function commitRows(world: CommitWorld, rows: readonly StoredRow[]): Promise<Run> {
  await saveRows(world, rows);
  return world.commit();
}
