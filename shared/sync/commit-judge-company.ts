/** Whether a write to a business customer was carried out, from what is stored now: the company, a location, a contact, its roles. */
import type { Contact } from '../domain/contact.ts';
import { parseExternalReference } from '../domain/ids.ts';
import type { Location, Party } from '../domain/party.ts';
import { canonicalJson } from './hashes.ts';
import { normaliseEmail } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { judgeValues, type Verdict } from './commit-verdict.ts';
import type { RoleChange } from './contact-ports.ts';
import { contactOf, roleAt } from './operation-contacts.ts';
import type { NewContact, Operation } from './operation-types.ts';
import type { CustomerPatch, LocationDraft, SiteDraft } from './ports.ts';

/** Of several verdicts on the parts of one write: it is done when all are, and open while none is another's. */
function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('other')) return 'other';
  return verdicts.includes('before') ? 'before' : 'after';
}

function judgeOne<T>(wanted: T | undefined, stored: T, found: T): Verdict {
  if (wanted === undefined || canonicalJson(wanted) === canonicalJson(stored)) return 'after';
  return canonicalJson(stored) === canonicalJson(found) ? 'before' : 'other';
}

/** Of a patch that holds no values of a person. */
export function judgeCompany(
  { accountName, terms, externalReference }: CustomerPatch,
  before: Party,
  now: Party,
): Verdict {
  const reference = externalReference === undefined ? undefined : parseExternalReference(externalReference);
  return allOf([
    judgeOne(accountName?.trim(), now.accountName?.trim(), before.accountName?.trim()),
    judgeOne(terms, now.business?.terms ?? null, before.business?.terms ?? null),
    // Alone it is all there is to tell by; beside other values, an ERP that keeps no references says nothing.
    accountName === undefined && terms === undefined
      ? judgeOne(
          reference,
          parseExternalReference(now.externalReference),
          parseExternalReference(before.externalReference),
        )
      : 'after',
  ]);
}

/** Terms and billing address of a patch: one request each, so nothing else is in it. */
export function judgeSite(wanted: Partial<SiteDraft> | undefined, now: Location, before: Location): Verdict {
  if (wanted === undefined) return 'after';
  return allOf([
    judgeOne(wanted.terms, now.site?.terms ?? null, before.site?.terms ?? null),
    judgeOne(wanted.billing, now.site?.billing ?? null, before.site?.billing ?? null),
  ]);
}

/** Whether a location that was not there before may be the one of this draft: two of a company can have one address. */
export function isSiteOf(draft: LocationDraft, { name, externalReference }: Location): boolean {
  if (draft.site === undefined) return true;
  if (draft.externalReference !== null && externalReference !== null) {
    const id = parseExternalReference(draft.externalReference);
    return id === null
      ? draft.externalReference === externalReference
      : id === parseExternalReference(externalReference);
  }
  return draft.name === null || draft.name.trim() === name?.trim();
}

// ---------------------------------------------------------------------------------------------- contacts

/** What is set to what it was, to what it should be, or to nothing, is nobody else's doing, and is set again. */
export function judgeRoles(
  wanted: readonly RoleChange[],
  now: Contact | undefined,
  before: Contact | undefined,
): Verdict {
  return allOf(
    wanted.map(({ locationKey, role }): Verdict => {
      const held = roleAt(now, locationKey);
      if (held === role) return 'after';
      return held === null || held === roleAt(before, locationKey) ? 'before' : 'other';
    }),
  );
}

type ContactChange = Extract<
  Operation,
  { kind: 'updateContact' | 'removeContact' | 'setContactRoles' | 'setMainContact' }
>;

export function judgeContact(
  operation: ContactChange,
  before: Party,
  now: Party,
  homeCountry: string,
): Verdict {
  const { key } = operation.payload;
  const [held, old] = [contactOf(now, key), contactOf(before, key)];
  switch (operation.kind) {
    case 'removeContact':
      return held?.active === true ? 'before' : 'after';
    case 'setMainContact':
      return now.business?.mainContactKey === key ? 'after' : 'before';
    case 'setContactRoles':
      return held === undefined ? 'other' : judgeRoles(operation.payload.roles, held, old);
    case 'updateContact': {
      if (held === undefined || old === undefined) return 'other';
      const { values, roles, active } = operation.payload.patch;
      return allOf([
        judgeValues(values, held.values, old.values, phoneCountryOf(now, homeCountry)),
        roles === undefined ? 'after' : judgeRoles(roles, held, old),
        judgeOne(active, held.active, old.active),
      ]);
    }
  }
}

/** Key of the contact that was not there before and is the one of this draft; null when there is none. */
export function contactMade(draft: NewContact, before: Party, now: Party): string | null {
  const known = new Set((before.business?.contacts ?? []).map(({ key }) => key));
  const added = (now.business?.contacts ?? []).filter(({ key }) => !known.has(key));
  return added.find((contact) => isSamePerson(draft, contact))?.key ?? null;
}

function isSamePerson(draft: NewContact, { personKey, externalReference, values }: Contact): boolean {
  if (draft.personKey !== null) return personKey === draft.personKey;
  const reference = parseExternalReference(draft.externalReference);
  if (reference !== null && reference === parseExternalReference(externalReference)) return true;
  const email = normaliseEmail(draft.values.email);
  if (email !== null || values.email !== null) return email === normaliseEmail(values.email);
  return draft.values.firstName === values.firstName && draft.values.lastName === values.lastName;
}
