/** Writes to the locations of a business customer: made new with tax and terms, or changed part by part. */
import type { FieldValue, Location, LocationValues, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { locationReference } from '../mapping/external-id.ts';
import { translateTerms } from '../mapping/terms.ts';
import { mainKey } from './locations-pair.ts';
import { blankLocation } from '../domain/fields.ts';
import { isEmptyPatch, requestsOfErpLocation, requestsOfSite } from './location-requests.ts';
import { locationOf, referenceTo, type Operation, type RowContext } from './operation-types.ts';
import { companyWrites, copiedValues, siteWrites } from './operation-values.ts';
import type { LocationChange, PlanRow } from './plan.ts';
import { sharedTerms } from './reconcile-terms.ts';
import type { LocationDraft, LocationPatch, SiteDraft } from './ports.ts';

/**
 * The location that comes with a new business customer: MAIN in the ERP, in Shopify the ERP's default, else the first. Undefined
 * where none can be made.
 */
export function firstSite({ locations }: PlanRow, side: Side): LocationChange | undefined {
  const made = locations.filter(({ verb, target }) => verb === 'create' && target === side);
  return (
    made.find(({ newKey }) => newKey === mainKey) ??
    made.find((change) => change[otherSide(side)]?.isDefault === true) ??
    made[0]
  );
}

/** How a location on `side` names its partner: the ERP's customer and location, or Shopify's id and store. */
function siteReference(
  { records, settings }: RowContext,
  held: Location | undefined,
  side: Side,
): FieldValue {
  if (held === undefined) return null;
  if (side === 'erp') return referenceTo(held.key, settings);
  return records.erp === null ? null : locationReference(records.erp.number, held.key);
}

/** The terms that a location gets in Shopify when it is made there: those of the company, unless its locations differ (R23). */
function termsOfNewSite(context: RowContext): FieldValue {
  const { records, settings } = context;
  const written = companyWrites(context, 'shopify').terms;
  if (written !== undefined) return written;
  const { erp, shopify } = records;
  const shared = sharedTerms(shopify);
  const inErp = companyWrites(context, 'erp').terms ?? erp?.business?.terms ?? null;
  const wanted = translateTerms(inErp, 'shopify', settings.company.terms, shared);
  return shopify === null || shared === wanted ? wanted : null;
}

function billingFor(context: RowContext, held: Location | undefined, side: Side): LocationValues | null {
  const billing = held?.site?.billing ?? null;
  // The ERP has one billing address per customer, and it is not written there.
  if (held === undefined || billing === null || side === 'erp') return null;
  return { ...copiedValues(context, { ...held, values: billing }, side), company: null };
}

/** A location of a business customer with all that comes with it, as `side` gets it. */
export interface NewSite extends Pick<LocationDraft, 'values' | 'name' | 'externalReference'> {
  readonly site: SiteDraft;
}

/** The location of the other side as it is, for a company that is made again. */
export function copiedSite(context: RowContext, held: Location, side: Side): NewSite {
  return {
    values: copiedValues(context, held, side),
    name: held.name,
    externalReference: siteReference(context, held, side),
    site: {
      taxId: held.site?.taxId ?? null,
      taxExempt: held.site?.taxExempt ?? false,
      terms: side === 'shopify' ? termsOfNewSite(context) : null,
      billing: billingFor(context, held, side),
    },
  };
}

export function newSite(context: RowContext, change: LocationChange, side: Side): NewSite {
  const from = otherSide(side);
  const held = locationOf(context.records[from], change[from]?.key);
  const { locationName = null, taxId = null, taxExempt, ...values } = siteWrites(context, change, side);
  return {
    values: { ...blankLocation, ...values },
    name: locationName,
    externalReference: siteReference(context, held, side),
    site: {
      taxId,
      taxExempt: taxExempt === 'yes',
      terms: side === 'shopify' ? termsOfNewSite(context) : null,
      billing: billingFor(context, held, side),
    },
  };
}

/** The patches of one location, each a request. */
export function sitePatches(
  context: RowContext,
  change: LocationChange,
  side: Side,
): readonly LocationPatch[] {
  const { records } = context;
  const held = locationOf(records[side], change[side]?.key);
  if (held === undefined) return [];
  const { locationName, taxId, taxExempt, ...values } = siteWrites(context, change, side);
  const name = locationName === undefined ? {} : { name: locationName };
  const tax = {
    ...(taxId === undefined ? {} : { taxId }),
    ...(taxExempt === undefined ? {} : { taxExempt: taxExempt === 'yes' }),
  };
  const site = Object.keys(tax).length === 0 ? {} : { site: tax };
  // R10
  const activate =
    side === 'erp' && !held.active && change.notes.some(({ code }) => code === 'locationRevived');
  const partner = locationOf(records[otherSide(side)], change[otherSide(side)]?.key);
  const reference = missingReference(context, held, partner, side);
  if (side === 'erp') {
    const patch = { values, ...name, ...site };
    if (isEmptyPatch(patch) && !activate) return [];
    const whole = { ...patch, ...reference, ...(activate ? { activate } : {}) };
    return records.erp === null ? [] : requestsOfErpLocation(records.erp, held, whole);
  }
  // A reference alone is not worth a request.
  const isOwnDue = values.phone !== undefined || locationName !== undefined;
  return requestsOfSite({ values, ...name, ...site, ...(isOwnDue ? reference : {}) });
}

/** Where it names no partner yet, it does so with a write that is due anyway. */
function missingReference(
  context: RowContext,
  held: Location,
  partner: Location | undefined,
  side: Side,
): Pick<LocationPatch, 'externalReference'> {
  const reference = held.externalReference === null ? siteReference(context, partner, side) : null;
  return reference === null ? {} : { externalReference: reference };
}

/** Shopify keeps terms per location: the company's go to each that has others. */
export function termsOperations(context: RowContext): readonly Operation[] {
  const { row, records } = context;
  const { terms } = companyWrites(context, 'shopify');
  if (terms === undefined || records.shopify === null) return [];
  return records.shopify.locations
    .filter(({ site }) => (site?.terms ?? null) !== terms)
    .map(({ key }) => ({
      side: 'shopify',
      kind: 'updateLocation',
      locationId: row.locations.find(({ shopify }) => shopify?.key === key)?.id ?? null,
      payload: { key, patch: { values: {}, site: { terms } } },
    }));
}
