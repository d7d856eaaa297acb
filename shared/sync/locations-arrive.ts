/** A location that a person gave to this customer, and that another customer of the same system still has. */
import { locationFields, siteFields } from '../domain/fields.ts';
import type { FieldName, FieldValue, Party } from '../domain/party.ts';
import { addressFingerprint } from '../mapping/fingerprint.ts';
import { note } from '../mapping/note.ts';
import { legacyId } from '../domain/ids.ts';
import { siteValuesOf } from './locations-site.ts';
import type { LocationArrival } from './location-choices.ts';
import type { FieldChange, LocationChange } from './plan.ts';
import { writesTo, type Both, type ReconcileContext, type ReconcileSettings } from './reconcile-types.ts';

interface Receiving extends Both<Party | null> {
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
}

function fieldsOf({ side, location }: LocationArrival): readonly FieldChange[] {
  const action = side === 'erp' ? 'writeErp' : 'writeShopify';
  const site = location.site === undefined ? {} : siteValuesOf(location);
  const values: Readonly<Partial<Record<FieldName, FieldValue>>> = { ...location.values, ...site };
  return [...locationFields, ...siteFields].flatMap((field) => {
    const result = values[field] ?? null;
    if (result === null) return [];
    return [{ field, base: null, erp: null, shopify: null, action, result, notes: [] } as const];
  });
}

/** Null where the direction does not write there, or the customer has this place already. */
export function arrivingLocation(
  arrival: LocationArrival,
  receiving: Receiving,
  places: ReadonlySet<string>,
): LocationChange | null {
  const { side, location, from } = arrival;
  const { settings, context } = receiving;
  const party = receiving[side];
  if (party === null || !writesTo(settings.direction, side)) return null;
  const place = addressFingerprint(location.values);
  const isThere = party.locations.some(
    ({ active, values }) => active && addressFingerprint(values) === place,
  );
  if (place === null || isThere || places.has(place)) return null;
  return {
    id: `from~${from.number}~${side === 'erp' ? location.key : legacyId(location.key)}`,
    verb: 'create',
    target: side,
    erp: null,
    shopify: null,
    fields: fieldsOf(arrival),
    proposed: false,
    newKey: side === 'erp' ? context.nextLocationNumber() : null,
    notes: [note('locationArrives', { other: `${from.name} (${from.number})` })],
  };
}
