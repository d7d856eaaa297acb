/**
 * Reconciles what a profile opts into: tags, note, language, tax exemption and consent of a person. The ERP has no counterparts, so they
 * flow to Shopify only, and what the rules make nothing of is left alone there.
 */
import type { FieldValue, OptInField, Party } from '../domain/party.ts';
import { itemsAmong, itemsBeside, itemsIn, joinItems } from '../mapping/items.ts';
import { mostTags } from '../mapping/limits.ts';
import { note } from '../mapping/note.ts';
import { optInFieldsOf } from '../mapping/opt-in.ts';
import { isLanguage, validateOptInValue } from '../mapping/validate.ts';
import type { AgreedValue, FieldChange, Note } from './plan.ts';
import type { Link } from './ports.ts';
import { isBlank, judge, rulesOf, type Judgement } from './reconcile-field.ts';
import type { BothValues, ReconcileSettings } from './reconcile-types.ts';

export interface OptInInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly settings: ReconcileSettings;
  /** The customer's e-mail in Shopify as it will be. */
  readonly email: FieldValue;
}

export interface OptInOutcome {
  /** Fields that differ or are written. */
  readonly fields: readonly FieldChange[];
  readonly invalid: boolean;
}

/** What is compared, of each side, and what it is compared with. */
interface Compared {
  readonly base: AgreedValue | null;
  readonly raw: BothValues;
  readonly meaning: BothValues;
}

const among = (items: FieldValue, others: FieldValue): FieldValue =>
  joinItems(itemsAmong(itemsIn(items), itemsIn(others)));

/** Of the tags in Shopify only those count that the rule makes now, or made when the two agreed: all others are somebody else's. */
function comparedTags(erp: FieldValue, shopify: FieldValue, base: AgreedValue | null): Compared {
  const concerned = joinItems([...itemsIn(erp), ...itemsIn(base?.erp ?? null)]);
  return {
    base: base === null ? null : { erp: base.erp, shopify: among(base.shopify, base.erp) },
    raw: { erp, shopify: base === null ? shopify : among(shopify, base.erp) },
    meaning: { erp, shopify: among(shopify, concerned) },
  };
}

/** Tags that the rule made once and makes no more go, those that it makes come, others stay. */
function tagsAfter(erp: FieldValue, shopify: FieldValue, base: AgreedValue | null): FieldValue {
  const wanted = itemsIn(erp);
  const given = itemsBeside(itemsIn(base?.erp ?? null), wanted);
  const kept = itemsBeside(itemsIn(shopify), given);
  return joinItems([...kept, ...itemsBeside(wanted, kept)]);
}

/** A note and tags can be emptied; of the others a rule that makes no value says nothing. */
function isLeftAlone(field: OptInField, erp: FieldValue, base: AgreedValue | null): boolean {
  if (!isBlank(erp)) return false;
  return (field !== 'note' && field !== 'tags') || base === null || isBlank(base.erp);
}

function judgeOptIn(field: OptInField, compared: Compared, settings: ReconcileSettings): Judgement {
  return judge({
    field,
    ...compared,
    countries: { erp: null, shopify: null },
    required: false,
    rules: { ...rulesOf(settings), direction: 'export' },
  });
}

/** Why a value is not written though the customer is; null where it is. */
function withheld(change: FieldChange, email: FieldValue): Note | null {
  const { field, result, shopify, base } = change;
  if (field === 'language') {
    return isLanguage(result ?? '') ? null : note('languageNotValid', { language: result ?? '' });
  }
  if (field !== 'emailConsent') return null;
  if (isBlank(email)) return note('consentWithoutEmail');
  // Who said no in Shopify is not asked again because of something that was there before.
  const saidNo = shopify === 'unsubscribed' && base?.shopify !== 'unsubscribed';
  return saidNo && result !== 'unsubscribed' ? note('consentWithdrawn') : null;
}

function refusals({ field, result, shopify }: FieldChange): readonly Note[] {
  if (field !== 'tags') return validateOptInValue(field as OptInField, result);
  const items = itemsIn(result);
  const count = items.length;
  return [
    ...itemsBeside(items, itemsIn(shopify)).flatMap((tag) => validateOptInValue(field, tag)),
    ...(count > mostTags ? [note('tooManyTags', { count: String(count), maximum: String(mostTags) })] : []),
  ];
}

function changeOf(field: OptInField, input: OptInInput): FieldChange | null {
  const { erp: erpParty, shopify: shopifyParty, link, settings, email } = input;
  const erp = erpParty?.optIn?.[field] ?? null;
  const shopify = shopifyParty?.optIn?.[field] ?? null;
  const base = link?.agreed[field] ?? null;
  if (isLeftAlone(field, erp, base)) return null;
  const values = { erp, shopify };
  const compared =
    field === 'tags' ? comparedTags(erp, shopify, base) : { base, raw: values, meaning: values };
  const { action, agreed, notes } = judgeOptIn(field, compared, settings);
  if (agreed) return null;
  const isWritten = action === 'writeShopify';
  const result = field === 'tags' ? tagsAfter(erp, shopify, base) : (erp?.trim() ?? null);
  const change: FieldChange = {
    field,
    base,
    ...values,
    action,
    result: isWritten ? result : null,
    notes: shopifyParty === null ? [] : notes,
  };
  if (!isWritten) return change;
  const reason = withheld(change, email);
  return reason === null ? change : { ...change, action: 'keep', result: null, notes: [reason] };
}

/** Only a record of the ERP says anything: a customer that is found in Shopify alone has what it has. */
export function reconcileOptIn(input: OptInInput): OptInOutcome {
  const { erp } = input;
  if (erp === null) return { fields: [], invalid: false };
  let invalid = false;
  const fields = optInFieldsOf(erp).flatMap((field): FieldChange[] => {
    const change = changeOf(field, input);
    if (change === null) return [];
    const reasons = change.action === 'keep' ? [] : refusals(change);
    if (reasons.length > 0) invalid = true;
    return [reasons.length === 0 ? change : { ...change, notes: [...change.notes, ...reasons] }];
  });
  return { fields, invalid };
}
