/** What a location of a business customer has besides its address: its name, tax number and exemption. Three-way, like values. */
import type { FieldValue, Location, Side, SiteField } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { siteFields } from '../domain/fields.ts';
import { alike } from '../mapping/compare.ts';
import { note, systemNames } from '../mapping/note.ts';
import { siteKeys } from '../mapping/site-keys.ts';
import { validateSiteValue } from '../mapping/validate.ts';
import { writtenValue } from '../mapping/written-value.ts';
import type { FieldChange, Note } from './plan.ts';
import type { LocationLink } from './ledger-port.ts';
import type { LocationOutcome } from './locations-values.ts';
import { judge, targetOf, type JudgementRules } from './reconcile-field.ts';
import type { BothValues } from './reconcile-types.ts';

export interface SiteInput {
  readonly erp: Location | null;
  readonly shopify: Location | null;
  readonly agreed: LocationLink['agreed'] | null;
  readonly rules: JudgementRules;
  /** What the company is called on each side. */
  readonly company: BothValues;
}

export interface SiteOutcome {
  readonly fields: readonly FieldChange[];
  /** Why the location cannot be written; empty where it can. */
  readonly refusals: readonly Note[];
}

/** What the ERP calls a customer's first location by itself. [VERIFY] in other languages. */
const nameByItself: Readonly<Record<'erp', string>> = { erp: 'Primary Location' };

const nothing: Readonly<Record<SiteField, FieldValue>> = { locationName: null, taxId: null, taxExempt: null };

export function siteValuesOf(location: Location | null | undefined): Readonly<Record<SiteField, FieldValue>> {
  if (location == null) return nothing;
  const { name, site } = location;
  return {
    locationName: name,
    taxId: site?.taxId ?? null,
    taxExempt: site?.taxExempt === true ? 'yes' : null,
  };
}

/** A name that a system gave by itself tells nothing when two locations meet for the first time: Shopify's is the company's. */
function meaningOf(field: SiteField, raw: BothValues, { agreed, company }: SiteInput): BothValues {
  if (field !== 'locationName' || agreed?.locationName !== undefined) return raw;
  const isOwn = alike('locationName', raw.shopify, company.shopify ?? company.erp, null);
  return {
    erp: alike('locationName', raw.erp, nameByItself.erp, null) ? null : raw.erp,
    shopify: isOwn ? null : raw.shopify,
  };
}

export function reconcileSite(input: SiteInput): SiteOutcome {
  const { erp, shopify } = input;
  const held = { erp: siteValuesOf(erp), shopify: siteValuesOf(shopify) };
  const creating = erp === null || shopify === null;
  const fields: FieldChange[] = [];
  const refusals: Note[] = [];
  for (const field of siteFields) {
    const raw = { erp: held.erp[field], shopify: held.shopify[field] };
    const base = input.agreed?.[field] ?? null;
    const judgement = judge({
      field,
      base,
      raw,
      meaning: creating ? raw : meaningOf(field, raw, input),
      countries: { erp: null, shopify: null },
      required: false,
      rules: input.rules,
      key: siteKeys[field],
    });
    if (judgement.agreed) continue;
    const { action } = judgement;
    const target = targetOf(action);
    const value = target === 'erp' ? raw.shopify : raw.erp;
    const result = target === null ? null : writtenValue(field, value, target, null);
    if (target !== null) refusals.push(...refusalsOf(field, result, target));
    const notes = creating ? [] : judgement.notes;
    fields.push({ field, base, ...raw, action, result, notes });
  }
  return { fields, refusals };
}

function refusalsOf(field: SiteField, result: FieldValue, target: Side): readonly Note[] {
  if (field === 'locationName' && result === null && target === 'shopify') {
    return [note('locationNameNotCleared', { system: systemNames[otherSide(target)] })];
  }
  return validateSiteValue(field, result, target);
}

/** Address and site are one location: what is refused of either keeps all of it from being written (R9). */
export function withSite(
  address: LocationOutcome,
  { fields, refusals }: SiteOutcome,
  others: readonly Note[],
): LocationOutcome {
  const all = [...address.fields, ...fields];
  const why = [...refusals, ...others];
  const invalid = address.invalid || why.length > 0;
  const targets = new Set(all.map(({ action }) => targetOf(action)).filter((side) => side !== null));
  const target = targets.size === 2 ? 'both' : ([...targets][0] ?? 'none');
  const reasons = why.length > 0 && !address.invalid ? [...why, note('locationIsBad')] : why;
  return {
    fields: all,
    notes: [...(why.length > 0 && !address.invalid ? [] : address.notes), ...reasons],
    conflict: all.some(({ action }) => action === 'conflict'),
    invalid,
    target: invalid ? 'none' : target,
  };
}
