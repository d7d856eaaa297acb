/** Writes to the locations of a customer: made new, changed, made the default, taken away. */
import { legacyId, parseExternalReference } from '../domain/ids.ts';
import type { Location, LocationValues, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { alike } from '../mapping/compare.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { addresseeOf } from '../mapping/names.ts';
import { blankLocation, reconcileLocation } from './locations-values.ts';
import { isMain } from './operation-customer.ts';
import { isApproved, locationOf, referenceTo, type Operation, type RowContext } from './operation-types.ts';
import { locationNameOf, locationWrites, type LocationWrites } from './operation-values.ts';
import { choiceKey, defaultChangeOf, type LocationChange } from './plan.ts';
import type { LocationPatch } from './ports.ts';
import { targetOf } from './reconcile-field.ts';
import { writesTo } from './reconcile-types.ts';

/** R16: a location that one side deleted and the other edited has no partner; its one question is about all of it. */
function isDeletedAndEdited(change: LocationChange): boolean {
  return change.verb === 'conflict' && (change.erp === null || change.shopify === null);
}

/** The side a person chose to follow for a location that was deleted and edited, or null. */
function winnerOf({ decision }: Pick<RowContext, 'decision'>, change: LocationChange): Side | null {
  const [question] = change.fields;
  if (question === undefined) return null;
  return decision?.choices[choiceKey(question.field, change.id)] ?? null;
}

/**
 * R16 where the direction lets neither side follow the choice: both stay as they are and only the link ends (R4), or the same
 * question would come back for ever.
 */
export function endsWithoutWrite(
  context: Pick<RowContext, 'decision'>,
  change: LocationChange,
  operations: readonly Operation[],
): boolean {
  return (
    isDeletedAndEdited(change) &&
    winnerOf(context, change) !== null &&
    !operations.some(({ locationId }) => locationId === change.id)
  );
}

export function locationOperations(
  context: RowContext,
  change: LocationChange,
  side: Side,
): readonly Operation[] {
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
  if (held === undefined || isBlankAddress(held.values)) return []; // R1
  return [locationCreation(context, change.id, copiedValues(context, held, side), side, change.newKey)];
}

/** All values of a location of the other side, as they are written to `side`. */
export function copiedValues({ records, settings }: RowContext, held: Location, side: Side): LocationValues {
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

export function locationCreation(
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
  const moved = defaultChangeOf(row, context.decision);
  const chosen = moved?.side === side && moved.locationId === locationId;
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

export function defaultOperations(
  context: RowContext,
  side: Side,
  locations: readonly Operation[],
): readonly Operation[] {
  const { locations: changes, defaultConflict } = context.row;
  const defaultChange = defaultChangeOf(context.row, context.decision);
  if (defaultChange?.side !== side) return [];
  const heir = changes.find(({ id }) => id === defaultChange.locationId);
  const isCreated = locations.some(
    ({ kind, locationId }) => kind === 'createLocation' && locationId === heir?.id,
  );
  const held = heir?.[side];
  if (heir === undefined || isCreated || held == null || held.isDefault) return [];
  // Without a choice to follow, the default moves only to let the old one be deactivated, and so only with it (L11).
  const follows = defaultConflict !== undefined || heir.notes.some(({ code }) => code === 'defaultFollows');
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

export function removals(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const held = change[side];
  if (held === null || !isRemoved(context, change, side)) return [];
  return [{ side, kind: 'removeLocation', locationId: change.id, payload: { key: held.key } }];
}
