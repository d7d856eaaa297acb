/** Reconciles the values of a customer itself, or of a contact of a company: names, e-mail, phone. */
import type { CustomerField, CustomerValues, FieldValue, Party, Side } from '../domain/party.ts';
import { customerFields, joinName, nameOf } from '../domain/party.ts';
import { alike, sameValue } from '../mapping/compare.ts';
import { accountNameAfter, accountNameOf, personNameOf } from '../mapping/names.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { note, systemNames } from '../mapping/note.ts';
import { validateAccountName, validateCustomerValue } from '../mapping/validate.ts';
import { writtenValue } from '../mapping/written-value.ts';
import type { AgreedValue, FieldChange, Note } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { Judgement } from './reconcile-field.ts';
import { reconcileOptIn } from './reconcile-opt-in.ts';
import { flowOf, isBlank, judge, rulesOf, targetOf } from './reconcile-field.ts';
import type { BothValues, ReconcileContext, ReconcileSettings } from './reconcile-types.ts';

export interface CustomerOutcome {
  /** Fields that differ or are written; a field that is not listed is in agreement. */
  readonly fields: readonly FieldChange[];
  readonly notes: readonly Note[];
  /** A value that must be written would be refused: the whole row waits. */
  readonly invalid: boolean;
}

export interface CustomerInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
}

/** Whose values are reconciled. */
export type Person = Pick<Party, 'key' | 'values' | 'nameIsSplit'>;

export interface PersonInput {
  readonly erp: Person | null;
  readonly shopify: Person | null;
  /** What the two last agreed on; null where they never did. */
  readonly link: Pick<Link, 'agreed'> | null;
  readonly settings: ReconcileSettings;
  readonly context: Pick<ReconcileContext, 'emailOwner' | 'phoneOwner'>;
}

export type PersonOutcome = Pick<CustomerOutcome, 'fields' | 'invalid'>;

const blankValues: CustomerValues = { firstName: null, lastName: null, email: null, phone: null };

/** Both records present: three-way. One record: everything it holds is written to the other side. */
export function reconcilePerson(input: PersonInput): PersonOutcome {
  const judged = [...judgeNames(input), judgeField(input, 'email'), judgeField(input, 'phone')];
  const creating = input.erp === null || input.shopify === null;
  const fields: FieldChange[] = [];
  let invalid = false;
  for (const { change, judgement } of judged) {
    if (judgement.requiredMissing) invalid = true;
    if (judgement.agreed) continue;
    const checked = checkWrite(creating ? withoutNotes(change) : change, input);
    if (checked.invalid) invalid = true;
    fields.push(checked.change);
  }
  return { fields, invalid: invalid || losesIdentity(input, fields) };
}

/** As `reconcilePerson`, with the name that the ERP gives the customer and what the profile opts into. */
export function reconcileCustomer(input: CustomerInput): CustomerOutcome {
  const { fields, invalid } = reconcilePerson(input);
  const account = accountNameNotes(input, fields);
  const { email } = valuesAfter(input.shopify, fields, 'shopify');
  const optIn = reconcileOptIn({ ...input, email });
  return {
    fields: [...fields, ...optIn.fields],
    notes: account.notes,
    invalid: invalid || account.invalid || optIn.invalid,
  };
}

interface JudgedField {
  readonly change: FieldChange;
  readonly judgement: Judgement;
}

function valuesOf(party: Person | null): CustomerValues {
  return party?.values ?? blankValues;
}

function rawOf(input: PersonInput, field: CustomerField): BothValues {
  return { erp: valuesOf(input.erp)[field], shopify: valuesOf(input.shopify)[field] };
}

function judgeField(input: PersonInput, field: CustomerField): JudgedField {
  const raw = rawOf(input, field);
  const base = input.link?.agreed[field] ?? null;
  const country = input.settings.homeCountry;
  const judgement = judge({
    field,
    base,
    raw,
    meaning: raw,
    countries: { erp: country, shopify: country },
    required: false,
    rules: rulesOf(input.settings),
    key: field,
  });
  return { judgement, change: changeOf(field, base, raw, judgement, country) };
}

function changeOf(
  field: CustomerField,
  base: AgreedValue | null,
  raw: BothValues,
  judgement: Judgement,
  country: string,
): FieldChange {
  const { action, notes } = judgement;
  const target = targetOf(action);
  const value = target === 'erp' ? raw.shopify : raw.erp;
  const result = target === null ? null : writtenValue(field, value, target, country);
  return { field, base, erp: raw.erp, shopify: raw.shopify, action, result, notes };
}

/**
 * The name is one value to people and two to the systems. It is judged as one where the parts mean nothing: when they
 * were split out of CustomerName, when they only stand in for a missing name (R8), and when two records meet for the
 * first time. Otherwise each part is judged alone, so that two people can edit one part each.
 */
function judgeNames(input: PersonInput): readonly JudgedField[] {
  const meaning = { erp: personNameOf(valuesOf(input.erp)), shopify: personNameOf(valuesOf(input.shopify)) };
  const whole = { erp: wholeName(valuesOf(input.erp)), shopify: wholeName(valuesOf(input.shopify)) };
  const base = agreedName(input.link);
  const standsIn = meaning.erp !== whole.erp || meaning.shopify !== whole.shopify;
  const split = input.erp?.nameIsSplit === true || input.shopify?.nameIsSplit === true;
  const removed =
    base !== null &&
    [whole.erp, whole.shopify].includes(null) &&
    !(whole.erp === null && whole.shopify === null);
  const rules = rulesOf(input.settings);
  const flows = { firstName: flowOf(rules, 'firstName'), lastName: flowOf(rules, 'lastName') };
  const flowApart = flows.firstName !== flows.lastName;
  if (flowApart || (!split && !standsIn && base !== null && !removed))
    return [judgeField(input, 'firstName'), judgeField(input, 'lastName')];

  const judgement = judge({
    field: 'lastName',
    base,
    raw: whole,
    meaning,
    countries: { erp: null, shopify: null },
    required: true,
    rules,
    key: 'lastName',
  });
  const parts: JudgedField[] = [];
  for (const field of ['firstName', 'lastName'] as const) {
    const raw = rawOf(input, field);
    if (sameValue(field, raw.erp, raw.shopify, null)) continue;
    const partBase = input.link?.agreed[field] ?? null;
    parts.push({ judgement, change: changeOf(field, partBase, raw, judgement, input.settings.homeCountry) });
  }
  return parts;
}

function wholeName(values: CustomerValues): FieldValue {
  return joinName(values.firstName, values.lastName);
}

function agreedName(link: PersonInput['link']): AgreedValue | null {
  const first = link?.agreed.firstName;
  const last = link?.agreed.lastName;
  // A commit that failed half-way agreed on the part that was equal anyway: the two names have still to meet.
  if (first === undefined || last === undefined) return null;
  return {
    erp: joinName(first.erp, last.erp),
    shopify: joinName(first.shopify, last.shopify),
  };
}

interface Checked {
  readonly change: FieldChange;
  readonly invalid: boolean;
}

/** What the receiving system would refuse. A phone never stops a customer (R5, R6), anything else does. */
function checkWrite(change: FieldChange, input: PersonInput): Checked {
  const target = targetOf(change.action);
  if (target === null) return { change, invalid: false };
  if (change.field === 'phone' && target === 'shopify') return checkPhone(change, input);
  const notes = [
    ...validateCustomerValue(change.field as CustomerField, change.result, target),
    ...(change.field === 'email' ? takenNotes(change.result, target, input) : []),
    ...(change.field === 'phone' ? doubleNotes(change.shopify, input) : []),
  ];
  return { change: withNotes(change, notes), invalid: notes.length > 0 };
}

function takenNotes(email: FieldValue, target: Side, input: PersonInput): readonly Note[] {
  const normalised = normaliseEmail(email);
  if (email === null || normalised === null) return [];
  const owner = input.context.emailOwner(target, normalised, input[target]?.key ?? null);
  if (owner === null) return [];
  const other = `${owner.name} (${owner.number})`;
  return [note('emailTaken', { email, other, system: systemNames[target] })];
}

/** R7: without an e-mail the phone says who somebody is, so a commit would find a new customer of the ERP there already. */
function doubleNotes(phone: FieldValue, { erp, shopify, settings, context }: PersonInput): readonly Note[] {
  if (erp !== null || phone === null || normaliseEmail(shopify?.values.email ?? null) !== null) return [];
  const { e164 } = normalisePhone(phone, settings.homeCountry);
  const owner = e164 === null ? null : context.phoneOwner('erp', e164, null);
  if (owner === null) return [];
  return [note('phoneNamesOther', { phone, other: `${owner.name} (${owner.number})` })];
}

function checkPhone(change: FieldChange, input: PersonInput): Checked {
  const phone = change.erp;
  if (phone === null) return { change, invalid: false };
  const keepsOne = !isBlank(change.shopify);
  const { e164, extension } = normalisePhone(phone, input.settings.homeCountry);
  if (e164 === null) {
    return {
      change: withoutWrite(change, note(keepsOne ? 'phoneUnreadable' : 'phoneNotValid', { phone })),
      invalid: false,
    };
  }
  const owner = input.context.phoneOwner('shopify', e164, input.shopify?.key ?? null);
  if (owner !== null) {
    const waits = input.settings.policies.phoneTaken === 'wait';
    const code = waits ? 'phoneTakenWaits' : keepsOne ? 'phoneTakenKept' : 'phoneTaken';
    const other = `${owner.name} (${owner.number})`;
    return { change: withoutWrite(change, note(code, { phone, other })), invalid: waits };
  }
  return {
    change: extension === null ? change : withNotes(change, [note('phoneExtensionDropped', { extension })]),
    invalid: false,
  };
}

function withNotes(change: FieldChange, notes: readonly Note[]): FieldChange {
  return notes.length === 0 ? change : { ...change, notes: [...change.notes, ...notes] };
}

function withoutWrite(change: FieldChange, reason: Note): FieldChange {
  return { ...change, action: 'keep', result: null, notes: [reason] };
}

/** On a create every value "fills a blank"; saying so would only be noise. */
function withoutNotes(change: FieldChange): FieldChange {
  return change.notes.length === 0 ? change : { ...change, notes: [] };
}

/** A customer's values as they will be on one side once these changes are written. */
export function valuesAfter(
  party: Person | null,
  fields: readonly FieldChange[],
  side: Side,
): CustomerValues {
  const values: Record<CustomerField, FieldValue> = { ...valuesOf(party) };
  for (const change of fields) {
    if (targetOf(change.action) === side) values[change.field as CustomerField] = change.result;
  }
  return values;
}

/** Shopify keeps no customer without name, e-mail and phone. */
function losesIdentity(input: PersonInput, fields: readonly FieldChange[]): boolean {
  if (!fields.some((change) => change.action === 'writeShopify')) return false;
  const values = valuesAfter(input.shopify, fields, 'shopify');
  return customerFields.every((field) => isBlank(values[field]));
}

/** R8 and R29, and R14 for the account name, which is written with the name. */
function accountNameNotes(
  input: CustomerInput,
  fields: readonly FieldChange[],
): { readonly notes: readonly Note[]; readonly invalid: boolean } {
  const { erp, shopify } = input;
  const { makeAccountName = null } = input.settings;
  if (erp === null) {
    if (shopify === null) return { notes: [], invalid: false };
    if (makeAccountName !== null) return mappedName(makeAccountName(shopify));
    const refusals = validateAccountName(accountNameOf(shopify.values));
    return { notes: [...namedByNotes(shopify), ...refusals], invalid: refusals.length > 0 };
  }
  const nameIsWritten = fields.some(
    ({ field, action }) => action === 'writeErp' && (field === 'firstName' || field === 'lastName'),
  );
  if (!nameIsWritten) return { notes: [], invalid: false };
  if (makeAccountName !== null && shopify !== null) return mappedName(makeAccountName(shopify));
  const after = valuesAfter(erp, fields, 'erp');
  const accountName = accountNameAfter({ accountName: erp.accountName, before: erp.values, after });
  if (accountName === erp.accountName) {
    if (alike('lastName', accountName, accountNameOf(after), null)) return { notes: [], invalid: false };
    return { notes: [note('accountNameKept', { name: accountName ?? nameOf(erp) })], invalid: false };
  }
  const refusals = validateAccountName(accountName);
  return { notes: [note('accountNameFollows'), ...refusals], invalid: refusals.length > 0 };
}

/** An account name that a rule makes; a rule that makes none leaves nothing that the ERP would take. */
function mappedName(accountName: FieldValue): { readonly notes: readonly Note[]; readonly invalid: boolean } {
  if (isBlank(accountName)) return { notes: [note('accountNameNotMade')], invalid: true };
  const refusals = validateAccountName(accountName);
  return {
    notes: [note('accountNameMapped', { name: accountName ?? '' }), ...refusals],
    invalid: refusals.length > 0,
  };
}

function namedByNotes(shopify: Party): readonly Note[] {
  if (wholeName(shopify.values) !== null) return [];
  return [note(isBlank(shopify.values.email) ? 'namedByPhone' : 'namedByEmail')];
}
