/**
 * From a row and what was decided about it to the writes it leads to, in their order. One operation is one journal line
 * and one request.
 *
 * Order within a system: the customer, then its locations, then the default, then what is taken away. The ERP refuses to
 * deactivate the default location, so another one has to be the default by then.
 */
import { legacyId, formatExternalReference, parseExternalReference } from '../domain/ids.ts';
import type {
  CustomerField,
  CustomerValues,
  FieldValue,
  Location,
  LocationValues,
  Party,
  Side,
} from '../domain/party.ts';
import { customerFields, otherSide } from '../domain/party.ts';
import type { Direction, Profile } from '../domain/settings.ts';
import { alike } from '../mapping/compare.ts';
import { accountNameAfter, accountNameOf, addresseeOf, personNameOf } from '../mapping/names.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { phoneCountryOfPair } from '../mapping/phone-country.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { mainKey } from './locations-pair.ts';
import { blankLocation, reconcileLocation } from './locations-values.ts';
import {
  customerWrites,
  locationNameOf,
  locationWrites,
  type LocationWrites,
  type RowContext,
} from './operation-values.ts';
import {
  choiceKey,
  conflictKeys,
  type Decision,
  type DeletionChoice,
  type LocationChange,
  type PlanRow,
  type PlanRowRecords,
} from './plan.ts';
import type { CustomerDraft, CustomerPatch, LocationDraft, LocationPatch } from './ports.ts';
import { targetOf } from './reconcile-field.ts';
import { writesTo } from './reconcile-types.ts';

interface OperationOf<Kind extends string, Payload> {
  readonly side: Side;
  readonly kind: Kind;
  /**
   * The location that is written: its `LocationChange.id`, or in a customer that is made again the key of the location it
   * is copied from. Null for the customer itself, unless MAIN comes with it.
   */
  readonly locationId: string | null;
  readonly payload: Payload;
}

export type Operation =
  | OperationOf<'createCustomer', CustomerDraft>
  | OperationOf<'updateCustomer', CustomerPatch>
  | OperationOf<'createLocation', LocationDraft>
  | OperationOf<'updateLocation', { readonly key: string; readonly patch: LocationPatch }>
  | OperationOf<'setDefaultLocation', { readonly key: string }>
  | OperationOf<'removeLocation', { readonly key: string }>
  | OperationOf<'deactivateCustomer', null>;

export interface OperationSettings {
  readonly direction: Direction;
  /** R27 */
  readonly withLocations: boolean;
  readonly homeCountry: string;
  /** L11: proposals count as approved. */
  readonly approveDeactivations: boolean;
  /** Name in external references (R28); null writes none. */
  readonly storeName: string | null;
}

export function operationSettingsOf(profile: Profile): OperationSettings {
  return {
    direction: profile.customer.direction,
    withLocations: profile.customer.withLocations,
    homeCountry: profile.homeCountry,
    approveDeactivations: profile.policies.approveDeactivations,
    storeName: profile.seen.erpStoreName ?? profile.seen.shopName,
  };
}

/** What becomes of the link when a row is carried out. */
export type LinkEffect = 'save' | 'end';

/** What carrying out a row means. `operations` can be empty: then only the ledger changes. */
export interface RowWork {
  readonly operations: readonly Operation[];
  readonly linkEffect: LinkEffect;
}

const sides: readonly Side[] = ['erp', 'shopify'];

/** Key of the proposal that is the whole row (`Decision.approvedProposals`). */
const wholeRow = 'row';

/** The writes a row leads to; empty when it would write nothing. `decision` null is the plan's default. */
export function operationsOf(
  row: PlanRow,
  records: PlanRowRecords,
  decision: Decision | null,
  settings: OperationSettings,
): readonly Operation[] {
  return workOf(row, records, decision, settings)?.operations ?? [];
}

/** What a row does if it is committed now, or null when it does nothing: it waits, was left out, or is in agreement. */
export function workOf(
  row: PlanRow,
  records: PlanRowRecords,
  decision: Decision | null,
  settings: OperationSettings,
): RowWork | null {
  if (decision?.include === false) return null;
  const homeCountry = phoneCountryOfPair(records.erp, records.shopify, settings.homeCountry);
  const context: RowContext = { row, records, decision, settings: { ...settings, homeCountry } };
  switch (row.verb) {
    case 'create':
    case 'update':
    case 'link':
    case 'deactivate':
    case 'equal':
      return syncWork(context);
    case 'conflict':
      return isSettled(context) ? syncWork(context) : null;
    case 'delete':
      return deletionWork(context);
    case 'ambiguous':
    case 'invalid':
    case 'skip':
    case 'filtered':
      return null;
  }
}

const deactivation: Operation = { side: 'erp', kind: 'deactivateCustomer', locationId: null, payload: null };

/** R31: a row in conflict waits as a whole, until every conflict has a winner or the undisputed part is asked for. */
function isSettled({ row, decision }: RowContext): boolean {
  if (decision === null) return false;
  return decision.undisputedOnly || conflictKeys(row).every((key) => decision.choices[key] !== undefined);
}

function isApproved({ decision, settings }: RowContext, proposal: string): boolean {
  const approved = decision?.approvedProposals ?? [];
  return settings.approveDeactivations || approved.includes(proposal) || approved.includes(wholeRow);
}

function syncWork(context: RowContext): RowWork | null {
  const operations = sides.flatMap((side) => sideOperations(context, side));
  const { row } = context;
  const ledgerChanges =
    row.verb === 'link' || row.locations.some(({ verb }) => verb === 'link' || verb === 'endLink');
  return operations.length > 0 || ledgerChanges ? { operations, linkEffect: 'save' } : null;
}

function sideOperations(context: RowContext, side: Side): readonly Operation[] {
  const { row, records } = context;
  const isNew = records[side] === null;
  if (isNew && (row.verb !== 'create' || row.target !== side)) return [];
  const customer = isNew ? [createCustomer(context, side)] : updateCustomer(context, side);
  const locations = row.locations.flatMap((change) => locationOperations(context, change, side));
  return [
    ...customer,
    ...locations,
    ...defaultOperations(context, side, locations),
    ...row.locations.flatMap((change) => removals(context, change, side)),
  ];
}

// ---------------------------------------------------------------------------------------------- customer

const blankCustomer: CustomerValues = { firstName: null, lastName: null, email: null, phone: null };

function isMain(change: LocationChange): boolean {
  return change.verb === 'create' && change.newKey === mainKey;
}

function createCustomer(context: RowContext, side: Side): Operation {
  const { row } = context;
  const main = side === 'erp' ? row.locations.find(isMain) : undefined;
  return customerCreation(context, side, {
    values: { ...blankCustomer, ...customerWrites(context, side) },
    main: main === undefined ? null : { ...blankLocation, ...locationWrites(context, main, side) },
    mainId: main?.id ?? null,
  });
}

interface NewCustomer {
  readonly values: CustomerValues;
  readonly main: LocationValues | null;
  readonly mainId: string | null;
}

function customerCreation(
  { row, records, settings }: RowContext,
  side: Side,
  created: NewCustomer,
): Operation {
  return {
    side,
    kind: 'createCustomer',
    locationId: created.mainId,
    payload: {
      values: created.values,
      accountName: accountNameOf(created.values),
      number: side === 'erp' ? row.newNumber : null,
      externalReference: side === 'erp' ? referenceTo(records.shopify?.key, settings) : null,
      main: created.main,
    },
  };
}

function referenceTo(gid: string | undefined, { storeName }: OperationSettings): FieldValue {
  return gid === undefined || storeName === null ? null : formatExternalReference(gid, storeName);
}

function updateCustomer(context: RowContext, side: Side): readonly Operation[] {
  const { records, settings } = context;
  const before = records[side];
  const values = customerWrites(context, side);
  if (before === null || Object.keys(values).length === 0) return [];
  if (side === 'shopify') return [{ side, kind: 'updateCustomer', locationId: null, payload: { values } }];
  const { accountName } = before;
  const name = accountNameAfter({
    accountName,
    before: before.values,
    after: { ...before.values, ...values },
  });
  const reference = before.externalReference === null ? referenceTo(records.shopify?.key, settings) : null;
  const payload: CustomerPatch = {
    values,
    ...(name === accountName ? {} : { accountName: name }),
    ...(reference === null ? {} : { externalReference: reference }),
  };
  return [{ side, kind: 'updateCustomer', locationId: null, payload }];
}

// ---------------------------------------------------------------------------------------------- locations

/** R16: a location that one side deleted and the other edited has no partner; its one question is about all of it. */
function isDeletedAndEdited(change: LocationChange): boolean {
  return change.verb === 'conflict' && (change.erp === null || change.shopify === null);
}

/** The side a person chose to follow for a location that was deleted and edited, or null. */
function winnerOf({ decision }: RowContext, change: LocationChange): Side | null {
  const [question] = change.fields;
  if (question === undefined) return null;
  return decision?.choices[choiceKey(question.field, change.id)] ?? null;
}

function locationOperations(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  if (change.proposed || (isMain(change) && context.records.erp === null)) return [];
  if (isDeletedAndEdited(change)) {
    const wins = change[side] === null && winnerOf(context, change) === otherSide(side);
    return wins && writesTo(context.settings.direction, side) ? createAgain(context, change, side) : [];
  }
  const created = change.verb === 'create' && change.target === side;
  if (created) {
    const values = { ...blankLocation, ...locationWrites(context, change, side) };
    return [locationCreation(context, change.id, values, side, change.newKey)];
  }
  if (change.verb !== 'update' && change.verb !== 'conflict') return [];
  return updateLocation(context, change, side);
}

function createAgain(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const from = otherSide(side);
  const held = locationOf(context.records[from], change[from]?.key);
  if (held === undefined) return [];
  return [locationCreation(context, change.id, copiedValues(context, held, side), side, change.newKey)];
}

function locationOf(party: Party | null, key: string | undefined): Location | undefined {
  return party?.locations.find((location) => location.key === key);
}

/** All values of a location of the other side, as they are written to `side`. */
function copiedValues({ records, settings }: RowContext, held: Location, side: Side): LocationValues {
  const { fields } = reconcileLocation({
    erp: side === 'erp' ? null : held,
    shopify: side === 'erp' ? held : null,
    agreed: null,
    rules: { direction: 'bidirectional', primary: otherSide(side), conflicts: 'ask' },
    homeCountry: settings.homeCountry,
    addressees: {
      erp: records.erp === null ? null : addresseeOf(records.erp),
      shopify: records.shopify === null ? null : addresseeOf(records.shopify),
    },
  });
  const written = fields.filter(({ action }) => targetOf(action) === side);
  return { ...blankLocation, ...Object.fromEntries(written.map(({ field, result }) => [field, result])) };
}

function locationCreation(
  context: RowContext,
  locationId: string,
  values: LocationValues,
  side: Side,
  key: string | null,
): Operation {
  const { row, records, settings } = context;
  const from = otherSide(side);
  const change = row.locations.find(({ id }) => id === locationId);
  const held = locationOf(records[from], change?.[from]?.key ?? locationId);
  const chosen = row.defaultChange?.side === side && row.defaultChange.locationId === locationId;
  // In a new customer the other side's default is the default here too.
  const inherited = records[side] === null && held?.isDefault === true;
  return {
    side,
    kind: 'createLocation',
    locationId,
    payload: {
      key: side === 'erp' ? key : null,
      values,
      name: side === 'erp' ? locationNameOf(values) : null,
      externalReference: side === 'erp' ? referenceTo(held?.key, settings) : null,
      makeDefault: chosen || inherited,
    },
  };
}

function updateLocation(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const held = locationOf(context.records[side], change[side]?.key);
  if (held === undefined) return [];
  const values = locationWrites(context, change, side);
  const activate =
    side === 'erp' && !held.active && change.notes.some(({ code }) => code === 'locationRevived'); // R10
  if (Object.keys(values).length === 0 && !activate) return [];
  const patch =
    side === 'shopify' ? { values } : erpLocationPatch(context, change, held, { values, activate });
  return [{ side, kind: 'updateLocation', locationId: change.id, payload: { key: held.key, patch } }];
}

function erpLocationPatch(
  { settings }: RowContext,
  change: LocationChange,
  held: Location,
  write: { readonly values: LocationWrites; readonly activate: boolean },
): LocationPatch {
  const name = locationNameOf({ ...held.values, ...write.values });
  // LocationName follows where it named the same company or person; a name somebody chose stays.
  const nameFollows =
    held.name !== null &&
    name !== held.name &&
    alike('company', held.name, locationNameOf(held.values), null);
  const address = change.shopify?.key;
  const known = parseExternalReference(held.externalReference);
  const isMissing = held.externalReference === null || (write.activate && known !== legacyId(address ?? ''));
  const reference = isMissing ? referenceTo(address, settings) : null;
  return {
    values: write.values,
    ...(nameFollows ? { name } : {}),
    ...(reference === null ? {} : { externalReference: reference }),
    ...(write.activate ? { activate: true } : {}),
  };
}

function defaultOperations(
  context: RowContext,
  side: Side,
  locations: readonly Operation[],
): readonly Operation[] {
  const { defaultChange, locations: changes } = context.row;
  if (defaultChange?.side !== side) return [];
  const heir = changes.find(({ id }) => id === defaultChange.locationId);
  const isCreated = locations.some(
    ({ kind, locationId }) => kind === 'createLocation' && locationId === heir?.id,
  );
  const held = heir?.[side];
  if (heir === undefined || isCreated || held == null || held.isDefault) return [];
  // Without a choice to follow, the default moves only to let the old one be deactivated, and so only with it (L11).
  const follows = heir.notes.some(({ code }) => code === 'defaultFollows');
  const leaves = changes.some(
    (change) => change[side]?.isDefault === true && isRemoved(context, change, side),
  );
  if (!follows && !leaves) return [];
  return [{ side, kind: 'setDefaultLocation', locationId: heir.id, payload: { key: held.key } }];
}

/** Whether a person or the profile lets this location be taken away from `side`. */
function isRemoved(context: RowContext, change: LocationChange, side: Side): boolean {
  if (change[side] === null || !writesTo(context.settings.direction, side)) return false;
  if (isDeletedAndEdited(change)) return winnerOf(context, change) === otherSide(side);
  const verb = side === 'erp' ? 'deactivate' : 'delete';
  return change.verb === verb && isApproved(context, change.id);
}

function removals(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const held = change[side];
  if (held === null || !isRemoved(context, change, side)) return [];
  return [{ side, kind: 'removeLocation', locationId: change.id, payload: { key: held.key } }];
}

// ---------------------------------------------------------------------------------------------- deletion

/** What was decided about a row whose partner is gone; null while it waits (R24). */
export function deletionChoiceOf(
  decision: Decision | null,
  settings: OperationSettings,
): DeletionChoice | null {
  if (decision !== null && decision.deletion !== null) return decision.deletion;
  const isApprovedRow = decision?.approvedProposals.includes(wholeRow) === true;
  return settings.approveDeactivations || isApprovedRow ? 'endLink' : null;
}

/** R12, R32: the link ends, and where it was asked for the ERP customer becomes inactive, or the record is made again. */
function deletionWork(context: RowContext): RowWork | null {
  const { records, decision, settings } = context;
  const choice = deletionChoiceOf(decision, settings);
  if (choice === null) return null;
  if (choice === 'createAgain') {
    const operations = recreation(context);
    return operations.length === 0 ? null : { operations, linkEffect: 'save' };
  }
  const deactivates = choice === 'endLinkAndDeactivate' && records.erp !== null;
  return { operations: deactivates ? [deactivation] : [], linkEffect: 'end' };
}

/** The missing customer with everything the other side holds of it. */
function recreation(context: RowContext): readonly Operation[] {
  const { records, settings } = context;
  const side: Side = records.erp === null ? 'erp' : 'shopify';
  const survivor = records[otherSide(side)];
  if (survivor === null || !writesTo(settings.direction, side)) return [];
  const places = settings.withLocations ? placesOf(survivor) : [];
  const main = side === 'erp' ? (places[0] ?? null) : null;
  const customer = customerCreation(context, side, {
    values: copiedCustomer(survivor, side, settings.homeCountry),
    main: main === null ? null : copiedValues(context, main, side),
    mainId: main?.key ?? null,
  });
  const further = places.filter((held) => held !== main);
  return [
    customer,
    ...further.map((held) =>
      locationCreation(context, held.key, copiedValues(context, held, side), side, null),
    ),
  ];
}

/** Active locations with an address (R1), the default first (R20). */
function placesOf(party: Party): readonly Location[] {
  return party.locations
    .filter(({ active, values }) => active && !isBlankAddress(values))
    .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
}

function copiedCustomer(survivor: Party, side: Side, country: string): CustomerValues {
  const values: Record<CustomerField, FieldValue> = { ...blankCustomer };
  for (const field of customerFields)
    values[field] = writtenValue(field, survivor.values[field], side, country);
  // R8: a name that only stands in for a missing one does not travel.
  return personNameOf(survivor.values) === null ? { ...values, firstName: null, lastName: null } : values;
}
