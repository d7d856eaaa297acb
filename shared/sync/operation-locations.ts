/** Writes to the locations of a customer: made new, changed, made the default, taken away. */
import { legacyId, parseExternalReference } from '../domain/ids.ts';
import type { Location, LocationValues, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { alike } from '../mapping/compare.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { blankLocation } from '../domain/fields.ts';
import { requestsOfErpLocation } from './location-requests.ts';
import { isMain } from './operation-customer.ts';
import { copiedSite, firstSite, newSite, sitePatches } from './operation-sites.ts';
import { isApproved, locationOf, referenceTo, type Operation, type RowContext } from './operation-types.ts';
import { copiedValues, locationNameOf, locationWrites, type LocationWrites } from './operation-values.ts';
import { choiceKey, defaultChangeOf, type ContactChange, type LocationChange } from './plan.ts';
import type { LocationDraft, LocationPatch } from './ports.ts';
import { writesTo } from './reconcile-types.ts';

/** R16: what one side deleted and the other edited has no partner; its one question is about all of it. */
export function isDeletedAndEdited(change: LocationChange | ContactChange): boolean {
  return change.verb === 'conflict' && (change.erp === null || change.shopify === null);
}

/** The side a person chose to follow for what was deleted and edited, or null. */
export function winnerOf(
  { decision }: Pick<RowContext, 'decision'>,
  change: LocationChange | ContactChange,
): Side | null {
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
  change: LocationChange | ContactChange,
  operations: readonly Operation[],
): boolean {
  return (
    isDeletedAndEdited(change) &&
    winnerOf(context, change) !== null &&
    !operations.some(({ locationId, contactId }) => locationId === change.id || contactId === change.id)
  );
}

/** Whether the location is made in one write with its customer: MAIN in the ERP, the first location of a company anywhere. */
function comesAlong({ row, records }: RowContext, change: LocationChange, side: Side): boolean {
  if (row.entity === 'company') return records[side] === null && firstSite(row, side) === change;
  return isMain(change) && records.erp === null;
}

export function locationOperations(
  context: RowContext,
  change: LocationChange,
  side: Side,
): readonly Operation[] {
  if (change.proposed || comesAlong(context, change, side)) return [];
  if (isDeletedAndEdited(change)) {
    const wins = change[side] === null && winnerOf(context, change) === otherSide(side);
    return wins && writesTo(context.settings.direction, side) ? createAgain(context, change, side) : [];
  }
  const created = change.verb === 'create' && change.target === side;
  if (created) {
    const made =
      context.row.entity === 'company'
        ? newSite(context, change, side)
        : newPlace(context, change.id, { ...blankLocation, ...locationWrites(context, change, side) }, side);
    return [locationCreation(context, change.id, made, side, change.newKey)];
  }
  if (change.verb !== 'update' && change.verb !== 'conflict') return [];
  return updateLocation(context, change, side);
}

function createAgain(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const from = otherSide(side);
  const held = locationOf(context.records[from], change[from]?.key);
  if (held === undefined || isBlankAddress(held.values)) return []; // R1
  return [
    locationCreation(context, change.id, copiedPlace(context, change.id, held, side), side, change.newKey),
  ];
}

type NewPlace = Pick<LocationDraft, 'values' | 'name' | 'externalReference' | 'site'>;

/** The location that this one is the partner of, on the other side. */
function heldBy({ row, records }: RowContext, locationId: string, side: Side): Location | undefined {
  const from = otherSide(side);
  const change = row.locations.find(({ id }) => id === locationId);
  return locationOf(records[from], change?.[from]?.key ?? locationId);
}

function newPlace(context: RowContext, locationId: string, values: LocationValues, side: Side): NewPlace {
  const held = heldBy(context, locationId, side);
  return {
    values,
    name: side === 'erp' ? locationNameOf(values) : null,
    externalReference: side === 'erp' ? referenceTo(held?.key, context.settings) : null,
  };
}

/** Everything that the other side holds of a location. */
export function copiedPlace(context: RowContext, locationId: string, held: Location, side: Side): NewPlace {
  if (context.row.entity === 'company') return copiedSite(context, held, side);
  return newPlace(context, locationId, copiedValues(context, held, side), side);
}

export function locationCreation(
  context: RowContext,
  locationId: string,
  made: NewPlace,
  side: Side,
  key: string | null,
): Operation {
  const { row, records } = context;
  const held = heldBy(context, locationId, side);
  const moved = defaultChangeOf(row, context.decision);
  const chosen = moved?.side === side && moved.locationId === locationId;
  // In a new customer the other side's default is the default here too.
  const inherited = records[side] === null && held?.isDefault === true;
  // Shopify knows no default among the locations of a company.
  const hasDefault = row.entity === 'customer' || side === 'erp';
  return {
    side,
    kind: 'createLocation',
    locationId,
    payload: { key: side === 'erp' ? key : null, ...made, makeDefault: hasDefault && (chosen || inherited) },
  };
}

function updateLocation(context: RowContext, change: LocationChange, side: Side): readonly Operation[] {
  const held = locationOf(context.records[side], change[side]?.key);
  if (held === undefined) return [];
  if (context.row.entity === 'company') {
    return sitePatches(context, change, side).map((patch) => ({
      side,
      kind: 'updateLocation',
      locationId: change.id,
      payload: { key: held.key, patch },
    }));
  }
  const values = locationWrites(context, change, side);
  const activate =
    side === 'erp' && !held.active && change.notes.some(({ code }) => code === 'locationRevived'); // R10
  if (Object.keys(values).length === 0 && !activate) return [];
  const { erp } = context.records;
  const patches =
    side === 'shopify' || erp === null
      ? [{ values }]
      : requestsOfErpLocation(erp, held, erpLocationPatch(context, change, held, { values, activate }));
  return patches.map((patch) => ({
    side,
    kind: 'updateLocation',
    locationId: change.id,
    payload: { key: held.key, patch },
  }));
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
  const { locations: changes, defaultConflict, entity } = context.row;
  const defaultChange = defaultChangeOf(context.row, context.decision);
  if (defaultChange?.side !== side || (entity === 'company' && side === 'shopify')) return [];
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
