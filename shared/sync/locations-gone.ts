/**
 * What becomes of a linked location whose partner is no longer there (domain facts 3.3). Nothing is removed from a
 * system without being proposed first and approved by a person or the profile (L11, R24).
 */
import type { FieldValue, Location, LocationField, Side, SiteField } from '../domain/party.ts';
import { locationFields, siteFields } from '../domain/fields.ts';
import { otherSide } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { note, systemNames } from '../mapping/note.ts';
import { countryCode } from '../mapping/zones.ts';
import { siteValuesOf } from './locations-site.ts';
import type { LocationPair } from './locations-pair.ts';
import type { FieldChange, LocationVerb, Note, WriteTarget } from './plan.ts';
import type { LocationLink } from './ledger-port.ts';
import type { ReconcileContext, ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface GoneOutcome {
  /** `create`: the primary system still has it, so it is made again on the other side. */
  readonly verb: LocationVerb;
  readonly target: WriteTarget;
  readonly fields: readonly FieldChange[];
  readonly notes: readonly Note[];
}

export interface GoneInput {
  readonly pair: LocationPair;
  /** Another active ERP location that stays could be the default instead. */
  readonly defaultCanMove: boolean;
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
}

export function reconcileGone(input: GoneInput): GoneOutcome {
  const { pair, settings, context } = input;
  const missing: Side = pair.erp === null ? 'erp' : 'shopify';
  // L4: what was not read is not gone.
  if (!context.isComplete(missing, 'parts')) {
    return quiet('leave', note('partnerNotRead', { system: systemNames[missing] }));
  }
  const edited = editedFields(pair, settings.homeCountry);
  if (edited.length > 0) return deletedAndEdited(input, missing, edited);
  return deleted(input, missing);
}

/** R16. One question for the whole location: its first edited field stands for it, so that one choice settles it. */
function deletedAndEdited(input: GoneInput, missing: Side, edited: readonly FieldChange[]): GoneOutcome {
  const { settings } = input;
  const reason = note('deletedAndEdited', { system: systemNames[missing] });
  if (settings.policies.conflicts === 'ask') {
    return { verb: 'conflict', target: 'none', fields: edited.slice(0, 1), notes: [reason] };
  }
  const first = sourceOf(settings.direction) ?? settings.primary;
  const follows = note('followsPrimary', { system: systemNames[first] });
  const settled =
    first !== missing && writesTo(settings.direction, missing)
      ? { verb: 'create' as const, target: missing, fields: [], notes: [] }
      : deleted(input, missing);
  return { ...settled, notes: [reason, follows, ...settled.notes] };
}

function deleted(input: GoneInput, missing: Side): GoneOutcome {
  const { pair, settings } = input;
  const survives = otherSide(missing);
  if (!writesTo(settings.direction, survives)) {
    // One way, and only the receiving side lost it: kept as it is (R4).
    return quiet('endLink', note(missing === 'shopify' ? 'addressDeletedKept' : 'locationGoneKept'));
  }
  if (pair.erp === null) return propose('delete', 'shopify', note('locationGone'));
  if (!pair.erp.active) return quiet('endLink', note('addressDeletedKept'));
  if (!pair.erp.isDefault) return propose('deactivate', 'erp', note('addressDeleted'));
  return input.defaultCanMove
    ? propose('deactivate', 'erp', note('addressDeletedDefault'))
    : quiet('endLink', note('addressDeletedOnly'));
}

function quiet(verb: LocationVerb, reason: Note): GoneOutcome {
  return { verb, target: 'none', fields: [], notes: [reason] };
}

function propose(verb: 'deactivate' | 'delete', target: Side, reason: Note): GoneOutcome {
  return { verb, target, fields: [], notes: [reason] };
}

function editedFields(pair: LocationPair, homeCountry: string): readonly FieldChange[] {
  const link = pair.link;
  if (link === null) return [];
  const { erp, shopify } = pair;
  const edits: FieldChange[] = [];
  for (const field of [...locationFields, ...siteFields]) {
    const base = link.agreed[field];
    if (base === undefined) continue;
    const now = { erp: valueOf(erp, field), shopify: valueOf(shopify, field) };
    if (!changedSince(field, erp ?? shopify, erp === null ? base.shopify : base.erp, homeCountry)) continue;
    edits.push({ field, base, ...now, action: 'conflict', result: null, notes: [] });
  }
  return edits;
}

function valueOf(location: Location | null, field: LocationField | SiteField): FieldValue {
  if (location === null) return null;
  return isSiteField(field) ? siteValuesOf(location)[field] : location.values[field];
}

function isSiteField(field: LocationField | SiteField): field is SiteField {
  return (siteFields as readonly string[]).includes(field);
}

function changedSince(
  field: LocationField | SiteField,
  location: Location | null,
  agreed: string | null,
  homeCountry: string,
): boolean {
  if (location === null) return false;
  const country = countryCode(location.values.country) ?? homeCountry;
  return !sameValue(field, valueOf(location, field), agreed, country);
}

/** Whether a linked location was edited on one side since the two agreed. */
export function editedSince(
  location: Location,
  side: Side,
  link: LocationLink,
  homeCountry: string,
): boolean {
  const pair: LocationPair = {
    pairing: 'gone',
    erp: side === 'erp' ? location : null,
    shopify: side === 'shopify' ? location : null,
    link,
  };
  return editedFields(pair, homeCountry).length > 0;
}
