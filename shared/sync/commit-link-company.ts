/** What the link of a business customer holds besides: name and terms, its contacts with their roles, and the main contact. */
import type { ContactRole } from '../domain/contact.ts';
import type { CustomerField, FieldValue, Party, Side } from '../domain/party.ts';
import { customerFields, otherSide } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { isTiedAsTheyAre, withoutTied } from './commit-hand.ts';
import { createdKey } from './commit-made-keys.ts';
import { isDone, type Both, type RowProgress } from './commit-types.ts';
import {
  agreedNow,
  customerItself,
  turnedOut,
  writtenToBoth,
  type Subject,
  type Written,
} from './commit-written.ts';
import { contactOf, roleAt } from './operation-contacts.ts';
import type { Operation } from './operation-types.ts';
import { blankCustomer } from './operation-customer.ts';
import { endsWithoutWrite } from './operation-locations.ts';
import { mainContactChangeOf, type ContactChange } from './plan.ts';
import type { ContactLink, Link, LocationLink } from './ledger-port.ts';
import {
  agreedCompanyValues,
  agreedCustomerValues,
  companyValuesOf,
  mainContactsNow,
} from './reconcile-agreed.ts';
import { halfWrittenTerms } from './reconcile-terms.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

type CompanyPart = Pick<Link, 'kind' | 'agreed' | 'contacts' | 'agreedMainContact'>;

/** @param locations the locations of the link, as the row left them. */
export function companyPartOf(
  progress: RowProgress,
  now: Both<Party>,
  locations: readonly LocationLink[],
): CompanyPart {
  const { row, fresh } = progress;
  const written = writtenToBoth(progress, customerItself);
  const held = (side: Side) => {
    const before = fresh[side];
    const values = companyValuesOf(now[side]);
    return agreedNow(before === null ? undefined : companyValuesOf(before), values, written[side]);
  };
  return {
    kind: 'company',
    agreed: {
      ...agreedCompanyValues({
        fields: row.fields.map((change) => turnedOut(progress, change, written, customerItself)),
        erp: held('erp'),
        shopify: held('shopify'),
      }),
      ...(isTermsHalfWritten(progress)
        ? {
            terms: halfWrittenTerms(
              companyValuesOf(now.erp).terms,
              fresh.shopify,
              progress.link?.agreed.terms,
            ),
          }
        : {}),
    },
    contacts: contactsAfter(progress, locations),
    ...mainContactAfter(progress, now),
  };
}

/**
 * Shopify keeps terms with the locations: each is a write of its own, and some can fail for good. A location that was made has got
 * them as it was made.
 */
function isTermsHalfWritten({ work, steps }: RowProgress): boolean {
  const termsOf = ({ kind, payload }: Operation): FieldValue | undefined => {
    if (kind === 'updateLocation') return payload.patch.site?.terms;
    return kind === 'createLocation' ? (payload.site?.terms ?? undefined) : undefined;
  };
  const writes = work.operations.flatMap((operation, step) =>
    operation.side === 'shopify' && termsOf(operation) !== undefined
      ? [{ isChange: operation.kind === 'updateLocation', done: isDone(steps[step]) }]
      : [],
  );
  return writes.some(({ done }) => done) && writes.some(({ isChange, done }) => isChange && !done);
}

// ---------------------------------------------------------------------------------------------- contacts

function wasRemoved({ work, steps }: RowProgress, contactId: string): boolean {
  return work.operations.some(
    (operation, step) =>
      operation.kind === 'removeContact' && operation.contactId === contactId && isDone(steps[step]),
  );
}

const pairingVerbs: ReadonlySet<ContactChange['verb']> = new Set([
  'create',
  'update',
  'link',
  'equal',
  'conflict',
]);

function contactsAfter(progress: RowProgress, locations: readonly LocationLink[]): readonly ContactLink[] {
  if (progress.row.verb === 'delete') return recreatedContacts(progress, locations);
  const { row, link, decision } = progress;
  const changes = row.contacts ?? [];
  const links = withoutTied(link?.contacts ?? [], decision?.contactTies ?? [], changes);
  for (const change of changes) {
    const index = links.findIndex(
      ({ erpKey, shopifyKey }) => erpKey === change.erp?.key || shopifyKey === change.shopify?.key,
    );
    const after = contactAfter(progress, change, links[index], locations);
    if (after === null) continue;
    if (index === -1) links.push(after);
    else links[index] = after;
  }
  return links;
}

/** The contact's link after the row; null leaves what there was. */
function contactAfter(
  progress: RowProgress,
  change: ContactChange,
  before: ContactLink | undefined,
  locations: readonly LocationLink[],
): ContactLink | null {
  if (change.verb === 'untie') {
    const [erpKey, shopifyKey] = [change.erp?.key ?? '', change.shopify?.key ?? ''];
    return { erpKey, shopifyKey, agreed: {}, agreedRoles: {}, state: 'apart' };
  }
  const dealtWith =
    change.verb === 'endLink' ||
    wasRemoved(progress, change.id) ||
    endsWithoutWrite(progress, change, progress.work.operations);
  if (dealtWith) return before === undefined ? null : { ...before, state: 'deleted' };
  if (change.erp !== null && change.shopify !== null && isTiedAsTheyAre(change)) {
    const [erpKey, shopifyKey] = [change.erp.key, change.shopify.key];
    return { erpKey, shopifyKey, agreed: {}, agreedRoles: {}, state: 'linked' };
  }
  if (!pairingVerbs.has(change.verb)) return null;
  const erp = change.erp?.key ?? createdKey(progress, 'erp', change.id);
  const shopify = change.shopify?.key ?? createdKey(progress, 'shopify', change.id);
  if (erp === null || shopify === null) return null;
  if (isRevivalOpen(progress, change)) return null;
  // Who was deleted and edited is one question; its single field says nothing about the values (R16).
  const isWhole = change.verb !== 'conflict' || (change.erp !== null && change.shopify !== null);
  const judged = isWhole ? change : { id: change.id, fields: [], roles: [] };
  return linkedContact(progress, judged, { erp, shopify }, locations);
}

/**
 * R10, not yet carried out: a link of a contact that is inactive in the ERP would say that somebody has deactivated it since, and that
 * it should leave Shopify, too.
 */
function isRevivalOpen({ work, steps }: RowProgress, change: ContactChange): boolean {
  const revives = change.erp?.active === false && change.notes.some(({ code }) => code === 'contactRevived');
  const isRevived = work.operations.some(
    ({ kind, contactId, payload }, step) =>
      kind === 'updateContact' &&
      contactId === change.id &&
      payload.patch.active === true &&
      isDone(steps[step]),
  );
  return revives && !isRevived;
}

/** Contacts of a company that was made again: each new one is the person it was copied from. */
function recreatedContacts(
  progress: RowProgress,
  locations: readonly LocationLink[],
): readonly ContactLink[] {
  const made: Side = progress.records.erp === null ? 'erp' : 'shopify';
  const survivor = progress.records[otherSide(made)];
  return (survivor?.business?.contacts ?? []).flatMap((held) => {
    const key = createdKey(progress, made, held.key);
    if (key === null) return [];
    const keys = made === 'erp' ? { erp: key, shopify: held.key } : { erp: held.key, shopify: key };
    return [linkedContact(progress, { id: held.key, fields: [], roles: [] }, keys, locations)];
  });
}

function linkedContact(
  progress: RowProgress,
  change: Pick<ContactChange, 'id' | 'fields' | 'roles'>,
  keys: Both<string>,
  locations: readonly LocationLink[],
): ContactLink {
  const { fresh, now } = progress;
  const subject: Subject = { what: 'contact', id: change.id };
  const written = writtenToBoth(progress, subject);
  const held = (side: Side) =>
    agreedNow<CustomerField>(
      contactOf(fresh[side], keys[side])?.values,
      contactOf(now[side], keys[side])?.values ?? blankCustomer,
      written[side],
    );
  const agreed = agreedCustomerValues({
    fields: change.fields.map((field) => turnedOut(progress, field, written, subject)),
    erp: held('erp'),
    shopify: held('shopify'),
  });
  return {
    erpKey: keys.erp,
    shopifyKey: keys.shopify,
    state: 'linked',
    agreed: wasAssigned(progress, change.id) ? whereEqual(agreed, now.shopify) : agreed,
    agreedRoles: agreedRoles(progress, change, keys, locations, written),
  };
}

/** Whether a person who was a customer already became the contact. */
function wasAssigned({ work }: RowProgress, contactId: string): boolean {
  return work.operations.some(
    (operation) =>
      operation.kind === 'createContact' &&
      operation.contactId === contactId &&
      operation.payload.personKey !== null,
  );
}

/**
 * Such a person keeps what the customer had. Where that is another value than the ERP's nothing is agreed, so that the next
 * preview asks.
 */
function whereEqual(agreed: ContactLink['agreed'], shopify: Party | null): ContactLink['agreed'] {
  const country = shopify === null ? null : phoneCountryOf(shopify, '');
  const equal = customerFields.flatMap((field) => {
    const value = agreed[field];
    return value !== undefined && sameValue(field, value.erp, value.shopify, country) ? [[field, value]] : [];
  });
  return Object.fromEntries(equal) as ContactLink['agreed'];
}

// ---------------------------------------------------------------------------------------------- roles

type Roles = Both<ContactRole | null>;

/** By the ERP's key of the location; one where neither side has a role is not listed. */
function agreedRoles(
  progress: RowProgress,
  change: Pick<ContactChange, 'id' | 'roles'>,
  keys: Both<string>,
  locations: readonly LocationLink[],
  written: Both<Written>,
): ContactLink['agreedRoles'] {
  const { link } = progress;
  const before = link?.contacts?.find(
    ({ erpKey, shopifyKey }) => erpKey === keys.erp || shopifyKey === keys.shopify,
  );
  const made = sides.find((side) => written[side].created);
  const roles: Record<string, Roles> = {};
  for (const { erpKey, shopifyKey, state } of locations) {
    if (state !== 'linked') continue;
    const held: Roles = {
      erp: roleAt(contactOf(partyWithRoles(progress, change.id, 'erp'), keys.erp), erpKey),
      shopify: roleAt(contactOf(partyWithRoles(progress, change.id, 'shopify'), keys.shopify), shopifyKey),
    };
    const judged = change.roles.find(({ locationId }) => isAt(progress, locationId, { erpKey, shopifyKey }));
    const agreed =
      rolesTurnedOut(held, judged !== undefined, made) ??
      halfWrittenRole(progress, change.id, before?.agreedRoles[erpKey], { shopifyKey, held });
    if (agreed !== undefined && (agreed.erp !== null || agreed.shopify !== null)) roles[erpKey] = agreed;
  }
  return roles;
}

/** The party whose roles count: as answered where they were written, else as read before the first write. */
function partyWithRoles(
  { work, steps, now, fresh }: RowProgress,
  contactId: string,
  side: Side,
): Party | null {
  const wrote = work.operations.some(
    (operation, step) => operation.side === side && operation.contactId === contactId && isDone(steps[step]),
  );
  return wrote || fresh[side] === null ? now[side] : fresh[side];
}

/**
 * Shopify takes a role away before it gives another. Where only the first was done, that is what Shopify has agreed to: the next
 * preview gives the other one, and takes the change for nobody's.
 */
function halfWrittenRole(
  { work, steps }: RowProgress,
  contactId: string,
  agreed: Roles | undefined,
  { shopifyKey, held }: { readonly shopifyKey: string; readonly held: Roles },
): Roles | undefined {
  const isBegun = work.operations.some(
    ({ kind, payload, ...operation }, step) =>
      kind === 'setContactRoles' &&
      operation.contactId === contactId &&
      payload.roles.some(({ locationKey }) => locationKey === shopifyKey) &&
      isDone(steps[step]),
  );
  return agreed !== undefined && isBegun ? { ...agreed, shopify: held.shopify } : agreed;
}

/** Whether a judgement is of this pair of locations, of which one may have been made by the row. */
function isAt(
  progress: RowProgress,
  locationId: string,
  { erpKey, shopifyKey }: Pick<LocationLink, 'erpKey' | 'shopifyKey'>,
): boolean {
  const change = progress.row.locations.find(({ id }) => id === locationId);
  return (
    (change?.erp?.key ?? createdKey(progress, 'erp', locationId)) === erpKey ||
    (change?.shopify?.key ?? createdKey(progress, 'shopify', locationId)) === shopifyKey
  );
}

/** Null keeps what was agreed before: the question stays open, or the write is proposed again. */
function rolesTurnedOut(held: Roles, isJudged: boolean, made: Side | undefined): Roles | null {
  if (held.erp === held.shopify) return held;
  /*
   * A new contact has a role that it should not have: Shopify gave it by itself, and taking it away or giving the other one
   * failed. The system it comes from counts as having moved away from that, so that the next preview puts it right (R18).
   */
  if (made !== undefined && held[made] !== null) return { erp: held[made], shopify: held[made] };
  return isJudged ? null : held;
}

// ---------------------------------------------------------------------------------------------- main contact

function mainOf(party: Party | null): string | null {
  return party?.business?.mainContactKey ?? null;
}

/**
 * The main contact that each side agreed to. It moves where this row moved it; where one side's choice was followed, both have
 * moved. What could not be followed is followed by the next preview: nothing is agreed on yet, and of a new company the other side
 * counts as having moved.
 */
function mainContactAfter(
  progress: RowProgress,
  parties: Both<Party>,
): Pick<CompanyPart, 'agreedMainContact'> {
  const { row, link, fresh } = progress;
  const now = mainContactsNow(parties.erp, parties.shopify);
  const made = sides.find((side) => fresh[side] === null);
  if (made !== undefined) {
    return { agreedMainContact: now[made] === null ? { erp: null, shopify: null } : now };
  }
  const moved = mainContactChangeOf(row, progress.decision);
  const heir = row.contacts?.find(({ id }) => id === moved?.contactId);
  const key =
    moved === undefined
      ? null
      : (heir?.[moved.side]?.key ?? createdKey(progress, moved.side, moved.contactId));
  const isFollowed = moved === undefined || (key !== null && now[moved.side] === key);
  const known = link?.agreedMainContact;
  if (known === undefined) return isFollowed ? { agreedMainContact: now } : {};
  if (moved !== undefined && isFollowed) return { agreedMainContact: now };
  const agreed = { ...known };
  for (const side of sides) if (mainOf(fresh[side]) !== now[side]) agreed[side] = now[side];
  return { agreedMainContact: agreed };
}
