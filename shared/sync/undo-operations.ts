/**
 * The writes that take a row back: one update for each record, in an order that no rule of a system is in the way of.
 *
 * What was taken away is there again before the default moves to it, and the default has moved before a location that the
 * run made is removed: neither system lets go of a default location without trouble.
 */
import {
  isFurtherKey,
  type Entity,
  type FieldValue,
  type OptInValues,
  type Party,
  type Side,
} from '../domain/party.ts';
import { joinItems } from '../mapping/items.ts';
import { isOptIn } from '../mapping/opt-in.ts';
import { inFreeingOrder } from './location-order.ts';
import { requestsOfErpLocation, requestsOfSite } from './location-requests.ts';
import { consentOperations, extrasPatch, furtherOperations, tagOperations } from './operation-opt-in.ts';
import { locationOf, type Operation, type RowContext, type RowWork } from './operation-types.ts';
import type { CustomerPatch, LocationPatch } from './ports.ts';
import { contactsBack, contactsTakenAway, peopleDeleted } from './undo-contact-operations.ts';
import type { CustomerMember, LocationMember, UndoPart } from './undo-part.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

/** Null for a row of which nothing is taken back. Its operations are empty where only the link is concerned. */
export function undoWork({ row, records }: Pick<RowContext, 'row' | 'records'>): RowWork | null {
  if (row.undo === undefined) return null;
  const reversed = row.undo.parts.filter(({ fate }) => fate === 'reversed');
  return {
    operations: sides.flatMap((side) =>
      sideOperations(
        side,
        reversed.filter((part) => part.side === side),
        records[side],
        row.entity,
      ),
    ),
    linkEffect: 'restore',
  };
}

type PartWith<What extends UndoPart['what']> = Extract<UndoPart, { readonly what: What }>;

function having<What extends UndoPart['what']>(
  parts: readonly UndoPart[],
  what: What,
): readonly PartWith<What>[] {
  return parts.filter((part): part is PartWith<What> => part.what === what);
}

function sideOperations(
  side: Side,
  parts: readonly UndoPart[],
  record: Party | null,
  entity: Entity,
): readonly Operation[] {
  const held = record?.locations ?? [];
  if (having(parts, 'created').length > 0) {
    return [...contactsBack(side, parts, record), ...deletion(side), ...peopleDeleted(side, parts)];
  }
  const writes = [...creations(side, parts), ...locationUpdates(side, parts, record, entity)];
  return [
    ...having(parts, 'status').map(({ to }): Operation => ({
      side,
      kind: 'activateCustomer',
      locationId: null,
      payload: { status: to },
    })),
    ...customerUpdate(side, parts, joinItems(record?.extras?.tags ?? [])),
    // Two locations of a company may have one address.
    ...(side === 'shopify' && entity === 'customer' ? inFreeingOrder(writes, held) : writes),
    ...contactsBack(side, parts, record),
    ...defaultMove(side, parts),
    ...contactsTakenAway(side, parts),
    ...removals(side, parts),
    ...peopleDeleted(side, parts),
  ];
}

/** R15: the ERP keeps a customer that is used on documents, and sets it Inactive instead. */
function deletion(side: Side): readonly Operation[] {
  const deleted: Operation = { side, kind: 'deleteCustomer', locationId: null, payload: null };
  if (side === 'shopify') return [deleted];
  return [
    deleted,
    { side, kind: 'deactivateCustomer', locationId: null, payload: null, onlyIfRefused: true },
  ];
}

function customerUpdate(side: Side, parts: readonly UndoPart[], heldTags: FieldValue): readonly Operation[] {
  const changes = having(parts, 'value');
  if (changes.length === 0) return [];
  const values: Record<string, FieldValue> = {};
  let payload: CustomerPatch = { values };
  for (const { field, to } of changes) {
    if (isOptIn(field)) continue;
    if (field === 'accountName' || field === 'externalReference' || field === 'terms')
      payload = { ...payload, [field]: to };
    else values[field] = to;
  }
  const optIn = Object.fromEntries(changes.map(({ field, to }) => [field, to])) as OptInValues;
  const extras = extrasPatch(optIn);
  const isPatched = Object.keys(extras).length > 0;
  const isOwnWrite = (field: CustomerMember): boolean =>
    field === 'tags' || field === 'emailConsent' || isFurtherKey(field);
  const isEmpty = changes.every(({ field }) => isOwnWrite(field));
  return [
    ...(isEmpty
      ? []
      : [
          {
            side,
            kind: 'updateCustomer',
            locationId: null,
            payload: isPatched ? { ...payload, extras } : payload,
          } as const,
        ]),
    ...tagOperations(side, heldTags, optIn.tags),
    ...consentOperations(side, optIn.emailConsent),
    ...furtherOperations(side, optIn),
  ];
}

/** Shopify makes a deleted address anew. */
function creations(side: Side, parts: readonly UndoPart[]): readonly Operation[] {
  const defaults = new Set(having(parts, 'default').map(({ key }) => key));
  return having(parts, 'locationDeleted').map(({ key, values, held }) => ({
    side,
    kind: 'createLocation',
    locationId: key,
    payload: {
      key: null,
      values,
      name: null,
      externalReference: null,
      ...held,
      // Shopify has no default among the locations of a company.
      makeDefault: held === undefined && defaults.has(key),
    },
  }));
}

function locationUpdates(
  side: Side,
  parts: readonly UndoPart[],
  record: Party | null,
  entity: Entity,
): readonly Operation[] {
  const patches = new Map<string, LocationPatch>();
  const patchOf = (key: string): LocationPatch => patches.get(key) ?? { values: {} };
  for (const { key, to } of having(parts, 'locationStatus')) {
    if (to) patches.set(key, { ...patchOf(key), activate: true });
  }
  for (const { key, field, to } of having(parts, 'locationValue')) {
    patches.set(key, withMember(patchOf(key), field, to));
  }
  return [...patches].flatMap(([key, patch]) =>
    requestsOf(side, record, key, patch, entity).map((part): Operation => ({
      side,
      kind: 'updateLocation',
      locationId: key,
      payload: { key, patch: part },
    })),
  );
}

function requestsOf(
  side: Side,
  record: Party | null,
  key: string,
  patch: LocationPatch,
  entity: Entity,
): readonly LocationPatch[] {
  if (side === 'shopify') return entity === 'company' ? requestsOfSite(patch) : [patch];
  const held = locationOf(record, key);
  return record === null || held === undefined ? [patch] : requestsOfErpLocation(record, held, patch);
}

function withMember(patch: LocationPatch, field: LocationMember, to: FieldValue): LocationPatch {
  switch (field) {
    case 'name':
    case 'externalReference':
      return { ...patch, [field]: to };
    case 'taxId':
    case 'terms':
      return { ...patch, site: { ...patch.site, [field]: to } };
    case 'taxExempt':
      return { ...patch, site: { ...patch.site, taxExempt: to === 'yes' } };
    default:
      return { ...patch, values: { ...patch.values, [field]: to } };
  }
}

/** An address that is made anew becomes the default as it is made. */
function defaultMove(side: Side, parts: readonly UndoPart[]): readonly Operation[] {
  const anew = new Set(having(parts, 'locationDeleted').map(({ key }) => key));
  return having(parts, 'default')
    .filter(({ key }) => !anew.has(key))
    .map(({ key }) => ({ side, kind: 'setDefaultLocation', locationId: key, payload: { key } }));
}

function removals(side: Side, parts: readonly UndoPart[]): readonly Operation[] {
  const inactive = having(parts, 'locationStatus').filter(({ to }) => !to);
  return [
    ...having(parts, 'locationCreated').flatMap(({ key }) => locationDeletion(side, key)),
    ...inactive.map(({ key }): Operation => removal(side, key)),
  ];
}

function removal(side: Side, key: string): Operation {
  return { side, kind: 'removeLocation', locationId: key, payload: { key } };
}

/** The ERP keeps a location that is used on documents, and sets it Inactive instead (AR303020). */
function locationDeletion(side: Side, key: string): readonly Operation[] {
  if (side === 'shopify') return [removal(side, key)];
  return [
    { side, kind: 'deleteLocation', locationId: key, payload: { key } },
    { ...removal(side, key), onlyIfRefused: true },
  ];
}
