/** A Shopify company as the sync core's business customer (ADR 21). */
import { blankLocation } from '../../../../shared/domain/fields.ts';
import type {
  Company,
  CompanyContact,
  CompanyLocation,
  CompanyRole,
} from '../../../../shared/domain/company.ts';
import type { Contact, ContactRole } from '../../../../shared/domain/contact.ts';
import { legacyId } from '../../../../shared/domain/ids.ts';
import type { Location, LocationValues, Party } from '../../../../shared/domain/party.ts';
import { locationFields } from '../../../../shared/domain/party.ts';

/** Every company has these two, by these names (domain facts 4.2); one that a shop adds has a name of its own. */
const roleNames: ReadonlyMap<string, ContactRole> = new Map([
  ['location admin', 'locationAdmin'],
  ['ordering only', 'orderingOnly'],
]);

export function roleOf({ name }: CompanyRole): ContactRole | null {
  return roleNames.get(name.trim().toLowerCase()) ?? null;
}

/** An address of a company says nothing by its company, which is always the company's name. */
function addressOf(values: LocationValues | null): LocationValues {
  return values === null ? blankLocation : { ...values, company: null };
}

/** Whether invoices go where the goods go. A location without billing address has none of its own either. */
export function billingOf({ shipping, billing }: CompanyLocation): LocationValues | null {
  if (billing === null) return null;
  const known = addressOf(shipping);
  const other = addressOf(billing);
  return locationFields.every((field) => known[field] === other[field]) ? null : other;
}

function locationOf(location: CompanyLocation, isDefault: boolean): Location {
  return {
    key: location.key,
    values: { ...addressOf(location.shipping), phone: location.phone },
    name: location.name,
    isDefault,
    active: true,
    externalReference: location.externalId,
    inherits: false,
    site: {
      taxId: location.taxRegistrationId,
      taxExempt: location.taxExempt,
      terms: location.paymentTerms?.key ?? null,
      billing: billingOf(location),
    },
  };
}

function contactOf(contact: CompanyContact, roles: ReadonlyMap<string, ContactRole | null>): Contact {
  const { firstName, lastName, email, phone } = contact;
  return {
    key: contact.key,
    number: legacyId(contact.customerKey),
    values: { firstName, lastName, email, phone },
    active: true,
    externalReference: null,
    personKey: contact.customerKey,
    roles: contact.roles.map(({ key, locationKey, roleKey }) => ({
      key,
      locationKey,
      role: roles.get(roleKey) ?? null,
    })),
    revision: contact.revision,
  };
}

/** By age, as ids are given in order. */
function byAge(one: CompanyLocation, other: CompanyLocation): number {
  const [first, second] = [legacyId(one.key), legacyId(other.key)];
  return first.length - second.length || (first < second ? -1 : 1);
}

/** Shopify knows no default among a company's locations: the oldest, which came with the company, stands for it. */
export function partyOf(company: Company): Party {
  const roles = new Map(company.roles.map((role) => [role.key, roleOf(role)]));
  const locations = company.locations.toSorted(byAge);
  const stamps = [company, ...company.locations, ...company.contacts].map(({ revision }) => revision);
  return {
    side: 'shopify',
    kind: 'company',
    key: company.key,
    number: company.number,
    values: { firstName: null, lastName: null, email: null, phone: null },
    accountName: company.name,
    nameIsSplit: false,
    status: 'active',
    isGuest: false,
    externalReference: company.externalId,
    locations: locations.map((location, index) => locationOf(location, index === 0)),
    revision: stamps.reduce((one, other) => (one > other ? one : other)),
    createdAt: company.createdAt,
    facts: company.note === null ? {} : { Note: company.note },
    business: {
      contacts: company.contacts.map((contact) => contactOf(contact, roles)),
      mainContactKey: company.mainContactKey,
      terms: null,
    },
  };
}
