/** What is sent to the ERP: drafts and patches as records of the contract. Pure. */
import type { GivenDefaults } from '../../../shared/domain/default-rules.ts';
import type { LocationValues, Party } from '../../../shared/domain/party.ts';
import type { LocationDefaultField } from '../../../shared/domain/settings.ts';
import type {
  CustomerDraft,
  CustomerPatch,
  LocationDraft,
  LocationPatch,
} from '../../../shared/sync/ports.ts';
import { labels } from './labels.ts';

import { wrap, type WireRecord, type WireValue } from './wire.ts';

/** The fields that have a value; the others are left to the server. */
export function present(fields: Readonly<Record<string, WireValue | undefined>>): WireRecord {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, wrap(value)]],
    ),
  );
}

/** The fields that are named at all; null empties one. */
export function named(fields: Readonly<Record<string, WireValue | undefined>>): WireRecord {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, wrap(value)]])),
  );
}

export function linked(name: string, fields: WireRecord): WireRecord {
  return Object.keys(fields).length === 0 ? {} : { [name]: fields };
}

type LocationChanges = Readonly<Partial<LocationValues>>;

export function addressFields(values: LocationChanges): Readonly<Record<string, WireValue | undefined>> {
  return {
    AddressLine1: values.address1,
    AddressLine2: values.address2,
    City: values.city,
    State: values.province,
    PostalCode: values.postcode,
    // A country is never emptied: the form requires one.
    Country: values.country ?? undefined,
  };
}

/** Location Name of the built-in connector: the company, else the person (mapping 3.7); a blank one is refused. */
export function locationNameOf(values: LocationValues): string | null {
  return values.company ?? values.attention ?? values.city;
}

/**
 * What rules by country give, before the class of all customers. Of the branch only this is known: the customer's own field of that
 * name is the shipping branch of its default location (acumatica.md 7.8). [VERIFY] that Terms are taken together with a class.
 */
export function givenFields(
  given: GivenDefaults,
  customerClass: string | null,
): Readonly<Record<string, WireValue>> {
  return {
    CustomerClass: given.customerClass ?? customerClass,
    TaxZone: given.taxZone ?? null,
    ShipVia: given.shipVia ?? null,
    Terms: given.terms ?? null,
    ShippingBranch: given.branch ?? null,
  };
}

/**
 * A new customer with its main contact and MAIN location in one record. One-word names stay in CustomerName alone, from which they are
 * read back: a primary contact needs a last name.
 * [VERIFY] that the category may be sent where the feature for business customers is off.
 */
export function newCustomerBody(draft: CustomerDraft, customerClass: string | null): WireRecord {
  const { firstName, lastName, email, phone } = draft.values;
  const { main } = draft;
  const mainContact = {
    ...present({
      Email: email,
      Phone1: phone,
      Phone2: main?.phone,
      Attention: main?.attention,
      FullName: main?.company,
    }),
    ...(main === null ? {} : linked('Address', present(addressFields(main)))),
  };
  return {
    ...present({
      CustomerID: draft.number,
      CustomerName: draft.accountName,
      ...givenFields(draft.defaults ?? {}, customerClass),
      CustomerCategory: labels.individual,
      AccountRef: draft.externalReference,
      LocationName: main === null ? null : locationNameOf(main),
    }),
    ...linked('MainContact', mainContact),
    ...(lastName === null ? {} : { PrimaryContact: present({ FirstName: firstName, LastName: lastName }) }),
  };
}

/**
 * Whether a change of name has nowhere to go: without a primary contact the name lives in CustomerName, and a primary contact
 * cannot be made of a first name alone.
 */
export function losesName(before: Party, { values, accountName }: CustomerPatch): boolean {
  const changesName = values.firstName !== undefined || values.lastName !== undefined;
  const lastName = values.lastName === undefined ? before.values.lastName : values.lastName;
  return changesName && before.nameIsSplit && lastName === null && accountName === undefined;
}

/** Changes of a customer's own fields; empty when there are none. */
export function customerPatchBody(before: Party, patch: CustomerPatch): WireRecord {
  const { values, accountName, externalReference } = patch;
  const changesName = values.firstName !== undefined || values.lastName !== undefined;
  // What stood in for a blank Phone 1 is emptied with it.
  const emptiesPhone2 = values.phone === null && !before.locations.some(({ inherits }) => inherits);
  // A company that was never given follows the account's name; left behind, the old name would look like a company.
  const inheriting = before.locations.find(({ inherits }) => inherits);
  const fullNameFollows = accountName !== undefined && inheriting?.values.company === null;
  const firstName = values.firstName === undefined ? before.values.firstName : values.firstName;
  const lastName = values.lastName === undefined ? before.values.lastName : values.lastName;
  const person = before.nameIsSplit
    ? present({ FirstName: firstName, LastName: lastName })
    : named({ FirstName: values.firstName, LastName: values.lastName });
  const hasPerson = changesName && (lastName !== null || !before.nameIsSplit);
  return {
    ...named({ CustomerName: accountName, AccountRef: externalReference }),
    ...linked(
      'MainContact',
      named({
        Email: values.email,
        Phone1: values.phone,
        ...(emptiesPhone2 ? { Phone2: null } : {}),
        ...(fullNameFollows ? { FullName: accountName } : {}),
      }),
    ),
    ...(hasPerson ? linked('PrimaryContact', person) : {}),
  };
}

/** Changes of a location that takes everything from its customer: they are changes of the customer's main contact. */
export function inheritedPatchBody(before: Party, values: LocationChanges): WireRecord {
  return linked('MainContact', {
    ...named({
      Phone2: values.phone,
      Attention: values.attention,
      FullName: values.company === null ? before.accountName : values.company,
    }),
    ...linked('Address', named(addressFields(values))),
  });
}

/** A location's own contact. All of it is sent, as the ERP fills it with the customer's when Override is switched on. */
function ownContact(owner: Party, values: LocationValues): WireRecord {
  return named({
    Attention: values.attention,
    FullName: values.company,
    Email: owner.values.email,
    Phone1: values.phone,
    Phone2: owner.values.phone,
  });
}

/** A further location with its own contact and address. `settings` are its shipping and tax settings. */
export function newLocationBody(
  owner: Party,
  draft: LocationDraft,
  settings: Readonly<Record<LocationDefaultField, string | null>>,
  hasExternalReferences: boolean,
): WireRecord {
  const { values } = draft;
  return {
    ...present({
      Customer: owner.number,
      LocationID: draft.key,
      LocationName: draft.name ?? locationNameOf(values) ?? owner.accountName ?? owner.number,
      AddressOverride: true,
      ContactOverride: true,
      ExtRefNbr: hasExternalReferences ? draft.externalReference : null,
      TaxZone: settings.taxZone,
      ShipVia: settings.shipVia,
      ShippingTerms: settings.shippingTerms,
      Default: draft.makeDefault ? true : null,
    }),
    LocationContact: { ...ownContact(owner, values), Address: named(addressFields(values)) },
  };
}

const contactParts = ['attention', 'company', 'phone'] as const;

/** Changes of a location's contact and address, each with its Override box on. Empty when there are none. */
export function ownPatchBody(owner: Party, known: LocationValues, values: LocationChanges): WireRecord {
  const changesContact = contactParts.some((field) => values[field] !== undefined);
  const address = named(addressFields(values));
  const changesAddress = Object.keys(address).length > 0;
  return {
    ...(changesContact ? { ContactOverride: wrap(true) } : {}),
    ...(changesAddress ? { AddressOverride: wrap(true) } : {}),
    ...linked('LocationContact', {
      ...(changesContact ? ownContact(owner, { ...known, ...values }) : {}),
      ...linked('Address', address),
    }),
  };
}

/** Changes of a location that are nobody's contact or address. */
export function locationPatchBody(patch: LocationPatch, hasExternalReferences: boolean): WireRecord {
  return named({
    LocationName: patch.name ?? undefined,
    ExtRefNbr: hasExternalReferences ? patch.externalReference : undefined,
    Status: patch.activate === true ? labels.active : undefined,
  });
}
