/** Reconciles the values of one contact of a business customer: names, e-mail, phone. */
import type { Contact } from '../domain/contact.ts';
import { joinName, type CustomerField, type FieldValue } from '../domain/party.ts';
import { normaliseEmail } from '../mapping/normalise.ts';
import { note } from '../mapping/note.ts';
import type { FieldChange, Note, WriteTarget } from './plan.ts';
import type { ContactLink } from './ledger-port.ts';
import { reconcilePerson, valuesAfter, type Person } from './reconcile-customer.ts';
import { isBlank, targetOf } from './reconcile-field.ts';
import type { CompanyContext, KnownCustomer, ReconcileSettings } from './reconcile-types.ts';

export interface ContactInput {
  readonly erp: Contact | null;
  readonly shopify: Contact | null;
  readonly link: ContactLink | null;
  /** The customer of Shopify that becomes the contact; null where there is none. */
  readonly known: KnownCustomer | null;
  readonly settings: ReconcileSettings;
  readonly companies: CompanyContext | undefined;
}

export interface ContactOutcome {
  readonly fields: readonly FieldChange[];
  readonly notes: readonly Note[];
  readonly conflict: boolean;
  readonly invalid: boolean;
  readonly target: WriteTarget;
}

/** Both present: three-way. One present: everything it holds is written to the other side. */
export function reconcileContact(input: ContactInput): ContactOutcome {
  const erp = input.erp === null ? null : personOf(input.erp, 'erp');
  const shopify = shopifyPerson(input);
  const asking = { erp: erp?.key ?? null, shopify: shopify?.key ?? input.known?.customer.key ?? null };
  const { fields, invalid } = reconcilePerson({
    erp,
    shopify,
    link: input.link,
    settings: input.settings,
    context: {
      // The ERP takes two contacts with one e-mail.
      emailOwner: (side, email) => (side === 'erp' ? null : emailOwner(email, input)),
      phoneOwner: (side, phone) =>
        side === 'erp' ? null : (input.companies?.customerWithPhone(phone, asking) ?? null),
    },
  });
  const named = withLastName(fields, erp);
  const joins = input.shopify === null && input.known !== null;
  const kept = joins ? named.fields.map((change) => waitsForContact(change, shopify !== null)) : named.fields;
  const email = emailNotes(kept, input);
  const isRefused = invalid || email.length > 0;
  const targets = new Set(kept.map(({ action }) => targetOf(action)).filter((side) => side !== null));
  const target = targets.size === 2 ? 'both' : ([...targets][0] ?? 'none');
  return {
    fields: kept,
    notes: [...named.notes, ...email],
    conflict: kept.some(({ action }) => action === 'conflict'),
    invalid: isRefused,
    target: isRefused ? 'none' : target,
  };
}

/** The ERP keeps a person of one name under the last name: the parts then mean nothing by themselves. */
function personOf({ key, values }: Contact, side: 'erp' | 'shopify'): Person {
  const isOneWord = side === 'erp' ? isBlank(values.firstName) : isBlank(values.lastName);
  return { key, values, nameIsSplit: isOneWord };
}

function shopifyPerson({ shopify, known }: ContactInput): Person | null {
  if (shopify !== null) return { ...personOf(shopify, 'shopify'), key: shopify.personKey ?? shopify.key };
  if (known === null || known.values === null) return null;
  return { key: known.customer.key, values: known.values, nameIsSplit: false };
}

function emailOwner(email: string, { shopify, known, companies }: ContactInput) {
  const owner = companies?.customerWithEmail(email)?.customer ?? null;
  if (owner === null || owner.key === shopify?.personKey || owner.key === known?.customer.key) return null;
  return owner;
}

/** A customer who becomes a contact keeps what it has; the next preview asks which of two values is right (R2). */
function waitsForContact(change: FieldChange, isKnown: boolean): FieldChange {
  if (isKnown && change.action !== 'conflict') return change;
  return { ...change, action: 'keep', notes: [note('comparedOnceContact')] };
}

/** The ERP takes no contact without last name: a single name stands there, or what else there is (R8). */
function withLastName(
  fields: readonly FieldChange[],
  erp: Person | null,
): { readonly fields: readonly FieldChange[]; readonly notes: readonly Note[] } {
  const writesName = fields.some(
    ({ field, action }) => action === 'writeErp' && (field === 'firstName' || field === 'lastName'),
  );
  if (erp !== null && !writesName) return { fields, notes: [] };
  const after = valuesAfter(erp, fields, 'erp');
  const isWritten = erp === null ? fields.some(({ action }) => action === 'writeErp') : writesName;
  if (!isWritten || !isBlank(after.lastName)) return { fields, notes: [] };
  const standIn = after.firstName ?? after.email ?? after.phone;
  if (standIn === null) return { fields, notes: [] };
  const others = fields.filter(({ field }) => field !== 'firstName' && field !== 'lastName');
  const names = [
    stands(fields, erp, 'lastName', standIn),
    ...(isBlank(erp?.values.firstName ?? null) ? [] : [stands(fields, erp, 'firstName', null)]),
  ];
  const reason = isBlank(after.firstName)
    ? note(after.email === null ? 'namedByPhone' : 'namedByEmail')
    : note('lastNameStands', { name: standIn });
  return { fields: [...names, ...others], notes: [reason] };
}

function stands(
  fields: readonly FieldChange[],
  erp: Person | null,
  field: CustomerField,
  result: FieldValue,
): FieldChange {
  const known = fields.find((change) => change.field === field);
  return {
    field,
    base: known?.base ?? null,
    erp: erp?.values[field] ?? null,
    shopify: known?.shopify ?? null,
    action: 'writeErp',
    result,
    notes: [],
  };
}

/** A contact of Shopify always has an e-mail (R22, R13). */
function emailNotes(fields: readonly FieldChange[], { erp, shopify }: ContactInput): readonly Note[] {
  if (erp === null) return [];
  const name = joinName(erp.values.firstName, erp.values.lastName) ?? erp.number;
  if (shopify === null) {
    return normaliseEmail(erp.values.email) === null ? [note('contactWithoutEmail', { name })] : [];
  }
  const isCleared = fields.some(
    ({ field, action, result }) => field === 'email' && action === 'writeShopify' && result === null,
  );
  return isCleared ? [note('contactWithoutEmail', { name })] : [];
}
