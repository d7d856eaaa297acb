/**
 * When invoices of a business customer are due. The ERP knows it per customer, Shopify per location; the profile's table says
 * which mean the same (domain facts 4, R23). Shopify's value is the one that all locations share that have any.
 */
import type { FieldValue, Party } from '../domain/party.ts';
import { note } from '../mapping/note.ts';
import { translateTerms } from '../mapping/terms.ts';
import type { AgreedValue, FieldChange, Note } from './plan.ts';
import type { CustomerInput } from './reconcile-customer.ts';
import { termsKey } from '../mapping/mapping-table.ts';
import { flowOf, judge, rulesOf, targetOf } from './reconcile-field.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface TermsOutcome {
  /** `result` in the receiving system's words; null where the two agree. */
  readonly change: FieldChange | null;
  /** Said about locations, by their keys in Shopify. */
  readonly siteNotes: ReadonlyMap<string, readonly Note[]>;
}

/** The terms that locations in Shopify have, each once. */
function termsHeld(shopify: Party | null): readonly string[] {
  return [...new Set((shopify?.locations ?? []).flatMap(({ site }) => site?.terms ?? []))];
}

/** The value of all locations that have any; null where none has, or they differ. */
export function sharedTerms(shopify: Party | null): FieldValue {
  const held = termsHeld(shopify);
  return held.length === 1 ? (held[0] ?? null) : null;
}

function notesAtSites(shopify: Party | null, reason: Note): ReadonlyMap<string, readonly Note[]> {
  const sites = (shopify?.locations ?? []).filter(({ site }) => site?.terms != null);
  return new Map(sites.map(({ key }) => [key, [reason]]));
}

const noSiteNotes: TermsOutcome['siteNotes'] = new Map();

/**
 * What is agreed after only some of the locations got what the ERP has. Shopify's value is the one of before, and the ERP's is none, so
 * that it counts as having moved and what failed comes back (L6); where it has none now, what was agreed before says so as well.
 */
export function halfWrittenTerms(
  inErp: FieldValue,
  before: Party | null,
  agreed: AgreedValue | undefined,
): AgreedValue {
  if (inErp === null && agreed !== undefined) return agreed;
  return { erp: null, shopify: sharedTerms(before) ?? agreed?.shopify ?? null };
}

/** Whether a write of the ERP's terms is to go on: nobody has given any location others since. */
function isHalfWritten({ erp, shopify, link }: CustomerInput, wanted: FieldValue): boolean {
  const base = link?.agreed.terms;
  if (base === undefined || base.erp !== null || wanted === null || erp?.business?.terms == null)
    return false;
  const isOurs = termsHeld(shopify).every((held) => held === wanted || held === base.shopify);
  const locations = shopify?.locations ?? [];
  const has = locations.filter(({ site }) => site?.terms === wanted).length;
  return isOurs && has > 0 && has < locations.length;
}

export function reconcileTerms(input: CustomerInput): TermsOutcome {
  const flow = flowOf(rulesOf(input.settings), termsKey);
  if (flow === null) return unmappedTerms(input);
  return reconcileFlow({ ...input, settings: { ...input.settings, direction: flow } });
}

/** What is unmapped stays as it is on both sides, with what was agreed before, and nothing is said of any location. */
function unmappedTerms({ erp, shopify, link }: CustomerInput): TermsOutcome {
  const raw = { erp: erp?.business?.terms ?? null, shopify: sharedTerms(shopify) };
  const base = link?.agreed.terms ?? null;
  const notes = erp === null || shopify === null ? [] : [note('unmapped')];
  return {
    change:
      raw.erp === null && raw.shopify === null
        ? null
        : { field: 'terms', base, ...raw, action: 'keep', result: null, notes },
    siteNotes: noSiteNotes,
  };
}

function reconcileFlow(input: CustomerInput): TermsOutcome {
  const { erp, shopify, link, settings } = input;
  const { pairs, always } = settings.terms ?? { pairs: [], always: false };
  const base = link?.agreed.terms ?? null;
  const raw = { erp: erp?.business?.terms ?? null, shopify: sharedTerms(shopify) };
  const inErp = translateTerms(raw.shopify, 'erp', pairs, raw.erp);
  const inShopify = translateTerms(raw.erp, 'shopify', pairs, raw.shopify);
  const differ = termsHeld(shopify).length > 1;
  const isUnknown = raw.shopify !== null && inErp === null;
  const siteNotes =
    differ || isUnknown
      ? notesAtSites(shopify, note(differ ? 'termsDiffer' : 'termsNotMapped'))
      : noSiteNotes;
  const keep = (notes: readonly Note[]): TermsOutcome => ({
    change: { field: 'terms', base, ...raw, action: 'keep', result: null, notes },
    siteNotes,
  });

  if (isHalfWritten(input, inShopify) && writesTo(settings.direction, 'shopify')) {
    const change = { field: 'terms', base, ...raw, result: inShopify, notes: [] } as const;
    return { change: { ...change, action: 'writeShopify' }, siteNotes: noSiteNotes };
  }
  // Nothing of Shopify's can be carried over: a new customer takes the terms of its class (R23).
  if (erp === null && (differ || inErp === null)) return { change: null, siteNotes };
  if (differ || isUnknown) {
    const isNews = base === null ? raw.erp !== null : raw.erp !== base.erp;
    if (!isNews || !writesTo(settings.direction, 'shopify')) return keep([]);
    if (inShopify === null) return keep([note('termsNotMappedErp', { terms: raw.erp ?? '' })]);
    // The documented cases of an export: locations that differ are left alone, unless the profile says so.
    if (differ ? !always : sourceOf(settings.direction) === null) return keep([]);
    const replaces = base === null ? [note('bothSidesDiffer')] : [];
    const change = { field: 'terms', base, ...raw, result: inShopify, notes: replaces } as const;
    return { change: { ...change, action: 'writeShopify' }, siteNotes: noSiteNotes };
  }

  const judgement = judge({
    field: 'terms',
    base,
    raw,
    meaning: { erp: raw.erp, shopify: inErp },
    countries: { erp: null, shopify: null },
    required: false,
    rules: rulesOf(settings),
  });
  if (judgement.agreed) return { change: null, siteNotes };
  const { action } = judgement;
  const notes = erp === null || shopify === null ? [] : judgement.notes;
  const target = targetOf(action);
  const isAsked = action === 'conflict';
  const asked = isAsked ? notes : [];
  // The ERP's customer is never without terms. Nobody is asked to choose what could not be written.
  if ((target === 'erp' || isAsked) && inErp === null) {
    return keep([...asked, note('termsKept', { terms: raw.erp ?? '' })]);
  }
  if ((target === 'shopify' || isAsked) && raw.erp !== null && inShopify === null) {
    return keep([...asked, note('termsNotMappedErp', { terms: raw.erp })]);
  }
  const result = target === null ? null : target === 'erp' ? inErp : inShopify;
  return { change: { field: 'terms', base, ...raw, action, result, notes }, siteNotes };
}
