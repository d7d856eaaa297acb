/**
 * Reconciles what a profile opts into: fields of a person that one system has and the other has no counterpart of. Each flows to the
 * system that has it only, and what the rules make nothing of is left alone there.
 */
import { isFurtherKey, otherSide, type FieldValue, type OptInField, type Party } from '../domain/party.ts';
import { itemsAmong, itemsBeside, itemsIn, joinItems } from '../mapping/items.ts';
import { mostTags } from '../mapping/limits.ts';
import { note } from '../mapping/note.ts';
import { optInMadeOf, sideOfOptIn } from '../mapping/opt-in.ts';
import { isLanguage, validateOptInValue } from '../mapping/validate.ts';
import type { AgreedValue, FieldChange, Note } from './plan.ts';
import type { Link } from './ledger-port.ts';
import { isBlank, judge, rulesOf, targetOf, type Judgement } from './reconcile-field.ts';
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

/** Of the others a rule that makes no value says nothing. */
const emptied: ReadonlySet<OptInField> = new Set(['note', 'tags', 'erpNote', 'taxExemptionNumber']);

function isLeftAlone(field: OptInField, made: FieldValue, base: AgreedValue | null): boolean {
  if (!isBlank(made)) return false;
  return (
    !(emptied.has(field) || isFurtherKey(field)) ||
    base === null ||
    isBlank(base[otherSide(sideOfOptIn(field))])
  );
}

function judgeOptIn(field: OptInField, compared: Compared, settings: ReconcileSettings): Judgement {
  return judge({
    field,
    ...compared,
    countries: { erp: null, shopify: null },
    required: false,
    rules: { ...rulesOf(settings), direction: sideOfOptIn(field) === 'shopify' ? 'export' : 'import' },
  });
}

/** Why a value is not written though the customer is; null where it is. */
function withheld(change: FieldChange, email: FieldValue): Note | null {
  const { field, result, erp, shopify, base } = change;
  if (field === 'noMarketing' || field === 'doNotEmail') {
    // Who said no in the ERP is not asked again because of something that was there before.
    return erp === 'yes' && base?.erp !== 'yes' && result !== 'yes' ? note('refusalKept') : null;
  }
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
  const { link, settings, email } = input;
  const target = sideOfOptIn(field);
  const erp = input.erp?.optIn?.[field] ?? null;
  const shopify = input.shopify?.optIn?.[field] ?? null;
  const values = { erp, shopify };
  const made = values[otherSide(target)];
  const base = link?.agreed[field] ?? null;
  if (isLeftAlone(field, made, base)) return null;
  const compared =
    field === 'tags' ? comparedTags(erp, shopify, base) : { base, raw: values, meaning: values };
  const { action, agreed, notes } = judgeOptIn(field, compared, settings);
  if (agreed) return null;
  const isWritten = targetOf(action) === target;
  const result = field === 'tags' ? tagsAfter(erp, shopify, base) : (made?.trim() ?? null);
  const change: FieldChange = {
    field,
    base,
    ...values,
    action,
    result: isWritten ? result : null,
    notes: input[target] === null ? [] : notes,
  };
  if (!isWritten) return change;
  const reason = withheld(change, email);
  return reason === null ? change : { ...change, action: 'keep', result: null, notes: [reason] };
}

/** Only a record of the other system says anything of a field: a customer that is found in one alone has what it has there. */
export function reconcileOptIn(input: OptInInput): OptInOutcome {
  let invalid = false;
  const made = [input.erp, input.shopify].flatMap((party) => (party === null ? [] : optInMadeOf(party)));
  const fields = made.flatMap((field): FieldChange[] => {
    const change = changeOf(field, input);
    if (change === null) return [];
    const reasons = change.action === 'keep' ? [] : refusals(change);
    if (reasons.length > 0) invalid = true;
    return [reasons.length === 0 ? change : { ...change, notes: [...change.notes, ...reasons] }];
  });
  return { fields, invalid };
}
