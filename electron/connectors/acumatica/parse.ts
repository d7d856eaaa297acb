/** From the contract's records to the neutral one. Texts are kept as stored; blanks are "no value". */
import { blankLocation } from '../../../shared/domain/fields.ts';
import type {
  FieldValue,
  Location,
  LocationValues,
  Party,
  PartyAttribute,
  PartyStatus,
} from '../../../shared/domain/party.ts';
import { joinName } from '../../../shared/domain/party.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { furtherAfterWrite, furtherAttributes } from './further-fields.ts';
import { labels } from './labels.ts';
import {
  accountAttributes,
  attributeContacts,
  contactAttributes,
  customerAttributes,
  customerFacts,
  isOfContact,
  type NamedAttribute,
} from './views.ts';
import { flagOf, keyOf, linkedRecord, requireLinked, stampOf, textOf, type WireRecord } from './wire.ts';

const statuses: Readonly<Record<string, PartyStatus>> = {
  active: 'active',
  onhold: 'onHold',
  credithold: 'creditHold',
  inactive: 'inactive',
  onetime: 'oneTime',
};

/** A label that is not known is taken for Inactive: such a customer is not exported, and its label is shown. */
export function statusOf(label: FieldValue): PartyStatus {
  return statuses[(label ?? '').toLowerCase().replace(/[^a-z]/g, '')] ?? 'inactive';
}

const sameText = (one: FieldValue, other: FieldValue) =>
  one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();

interface PersonName {
  readonly firstName: FieldValue;
  readonly lastName: FieldValue;
  readonly isSplit: boolean;
}

/**
 * The person: the primary contact, else CustomerName split at its first space (acumatica.md 3.4). A customer that is named
 * by its own e-mail has no name (R8).
 */
function personOf(customer: WireRecord, accountName: FieldValue, email: FieldValue): PersonName {
  const primary = linkedRecord(customer, 'PrimaryContact');
  if (primary !== null) {
    const firstName = textOf(primary, 'FirstName');
    const lastName = textOf(primary, 'LastName');
    if (firstName !== null || lastName !== null) return { firstName, lastName, isSplit: false };
  }
  const whole = accountName?.trim() ?? '';
  if (whole === '' || sameText(whole, email)) return { firstName: null, lastName: null, isSplit: true };
  const space = whole.indexOf(' ');
  if (space === -1) return { firstName: whole, lastName: null, isSplit: true };
  return {
    firstName: whole.slice(0, space),
    lastName: whole.slice(space + 1).trim(),
    isSplit: true,
  };
}

/**
 * A contact block's FullName holds the company, but also the name of the person, of the account, or of whoever the block is
 * addressed to, where there is no company. The last one outlives a change of name: nobody's maiden name is a company.
 */
function companyOf(block: WireRecord, personName: FieldValue, accountName: FieldValue): FieldValue {
  const fullName = textOf(block, 'FullName');
  const names = [personName, accountName, textOf(block, 'Attention')];
  return names.some((name) => sameText(fullName, name)) ? null : fullName;
}

export function addressOf(
  block: WireRecord,
): Pick<LocationValues, 'address1' | 'address2' | 'city' | 'province' | 'postcode' | 'country'> {
  const address = requireLinked(block, 'Address');
  return {
    address1: textOf(address, 'AddressLine1'),
    address2: textOf(address, 'AddressLine2'),
    city: textOf(address, 'City'),
    province: textOf(address, 'State'),
    postcode: textOf(address, 'PostalCode'),
    country: textOf(address, 'Country'),
  };
}

/** What a location shows that takes everything from its customer: the main contact, with Phone 2 as its phone (mapping 3.6). */
function inheritedValues(main: WireRecord, personName: FieldValue, accountName: FieldValue): LocationValues {
  return {
    attention: textOf(main, 'Attention'),
    company: companyOf(main, personName, accountName),
    phone: textOf(main, 'Phone2'),
    ...addressOf(main),
  };
}

/** Names a location needs of its customer to tell a company from a person. */
interface Owner {
  readonly personName: FieldValue;
  readonly accountName: FieldValue;
  /** Values of a location that inherits. */
  readonly inherited: LocationValues;
}

/** Each half of a location, contact and address, is its own only where its Override box is on; null where it is the customer's. */
export function ownHalves(record: WireRecord): {
  readonly contact: WireRecord | null;
  readonly address: WireRecord | null;
} {
  const block = requireLinked(record, 'LocationContact');
  return {
    contact: flagOf(record, 'ContactOverride') ? block : null,
    address: flagOf(record, 'AddressOverride') ? block : null,
  };
}

export function locationIsActive(record: WireRecord): boolean {
  return textOf(record, 'Status') !== labels.inactive;
}

/** One location of a customer. */
function parseLocation(record: WireRecord, owner: Owner): Location {
  const { contact, address } = ownHalves(record);
  const { personName, accountName, inherited } = owner;
  return {
    key: keyOf(record, 'LocationID'),
    values: {
      ...inherited,
      ...(contact === null
        ? {}
        : {
            attention: textOf(contact, 'Attention'),
            company: companyOf(contact, personName, accountName),
            // Phone 2 is the customer's own number there (mapping 3.7) and must not become the address's.
            phone: textOf(contact, 'Phone1'),
          }),
      ...(address === null ? {} : addressOf(address)),
    },
    name: textOf(record, 'LocationName'),
    isDefault: flagOf(record, 'Default'),
    active: locationIsActive(record),
    externalReference: 'ExtRefNbr' in record ? textOf(record, 'ExtRefNbr') : null,
    inherits: contact === null && address === null,
  };
}

/** MAIN first, then by key: the order is the same however the locations were read. */
export function inOrder(locations: readonly Location[]): readonly Location[] {
  const rank = ({ key }: Location) => (key === 'MAIN' ? '' : key);
  return locations.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
}

export interface ParseSettings {
  /** CustomerID of the profile's guest customer, or null. */
  readonly guestCustomer: string | null;
  /** What is read besides, as rules name it; absent means nothing. */
  readonly named?: readonly NamedAttribute[];
  /** What only this company has, and a rule names; absent means nothing. */
  readonly further?: readonly FurtherField[];
}

export function factsOf(customer: WireRecord): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {};
  for (const [field, label] of Object.entries(customerFacts)) {
    const text = textOf(customer, field);
    if (text !== null) facts[label] = text;
  }
  const status = textOf(customer, 'Status');
  if (status !== null && status !== labels.active) facts['Status'] = status;
  return facts;
}

/** By the keys that filters and mappings know them by. */
export function attributesOf(customer: WireRecord): Readonly<Record<string, PartyAttribute>> {
  return Object.fromEntries(
    Object.entries(customerAttributes).flatMap(([field, key]) => {
      const text = textOf(customer, field);
      return text === null ? [] : [[key, text]];
    }),
  );
}

function namedAttributesOf(
  customer: WireRecord,
  keys: readonly NamedAttribute[],
): Readonly<Record<string, PartyAttribute>> {
  const contacts = attributeContacts.flatMap((name): readonly WireRecord[] => {
    const contact = linkedRecord(customer, name);
    return contact === null ? [] : [contact];
  });
  return Object.fromEntries(
    keys.flatMap((key): readonly [string, PartyAttribute][] => {
      if (!isOfContact(key)) {
        const text = textOf(customer, accountAttributes[key]);
        return text === null ? [] : [[key, text]];
      }
      const field = contactAttributes[key];
      if (key !== 'language') return [[key, contacts.some((contact) => flagOf(contact, field))]];
      const language = contacts.map((contact) => textOf(contact, field)).find((text) => text !== null);
      return language === undefined || language === null ? [] : [[key, language]];
    }),
  );
}

/** What is known of a customer before a write that is answered; absent where it is read. */
export type KnownAttributes = NonNullable<Party['attributes']>;

/** What only this company has. @throws AppError ANSWER_UNEXPECTED where a reading does not tell it. */
export function furtherOf(
  customer: WireRecord,
  { further = [] }: ParseSettings,
  known?: KnownAttributes,
): Readonly<Record<string, PartyAttribute>> {
  return known === undefined
    ? furtherAttributes(customer, further)
    : furtherAfterWrite(customer, further, known);
}

/** A customer without locations, and what its locations inherit. */
function parseAccount(
  customer: WireRecord,
  settings: ParseSettings,
  known?: KnownAttributes,
): { party: Party; inherited: LocationValues; phone2: FieldValue } {
  const main = requireLinked(customer, 'MainContact');
  const accountName = textOf(customer, 'CustomerName');
  const email = textOf(main, 'Email');
  const { firstName, lastName, isSplit } = personOf(customer, accountName, email);
  const number = keyOf(customer, 'CustomerID');
  const guest = settings.guestCustomer?.trim().toUpperCase();
  return {
    party: {
      side: 'erp',
      kind: 'individual',
      key: keyOf(customer, 'NoteID').toLowerCase(),
      number,
      values: { firstName, lastName, email, phone: textOf(main, 'Phone1') },
      accountName,
      nameIsSplit: isSplit,
      status: statusOf(textOf(customer, 'Status')),
      isGuest: flagOf(customer, 'IsGuestCustomer') || number.toUpperCase() === guest,
      externalReference: textOf(customer, 'AccountRef'),
      locations: [],
      revision: stampOf(customer, 'LastModifiedDateTime'),
      createdAt: stampOf(customer, 'CreatedDateTime'),
      facts: factsOf(customer),
      attributes: {
        ...attributesOf(customer),
        ...namedAttributesOf(customer, settings.named ?? []),
        ...furtherOf(customer, settings, known),
      },
    },
    inherited: inheritedValues(main, joinName(firstName, lastName), accountName),
    phone2: textOf(main, 'Phone2'),
  };
}

/**
 * The customer's phone is Phone 1. Phone 2 stands in for a blank one only while no location takes it for its own: one field
 * of the ERP never feeds two of ours, or clearing one would clear the other.
 */
function withPhone(party: Party, phone2: FieldValue): Party {
  if (party.values.phone !== null || party.locations.some(({ inherits }) => inherits)) return party;
  return { ...party, values: { ...party.values, phone: phone2 } };
}

/** A whole customer. A change of a location counts as a change of its customer. @throws AppError ANSWER_UNEXPECTED */
export function parseParty(
  customer: WireRecord,
  locations: readonly WireRecord[],
  settings: ParseSettings,
): Party {
  const { party, inherited, phone2 } = parseAccount(customer, settings);
  const { firstName, lastName } = party.values;
  const owner: Owner = {
    personName: joinName(firstName, lastName),
    accountName: party.accountName,
    inherited,
  };
  const stamps = locations.map((location) => stampOf(location, 'LastModifiedDateTime'));
  const whole: Party = {
    ...party,
    locations: inOrder(locations.map((location) => parseLocation(location, owner))),
    revision: [party.revision, ...stamps].reduce((one, other) => (one > other ? one : other)),
  };
  return withPhone(whole, phone2);
}

/** The customer as a write to it was answered, with the locations known before; those that inherit show the new values. */
export function mergeCustomerAnswer(before: Party, answer: WireRecord, settings: ParseSettings): Party {
  const { party, inherited, phone2 } = parseAccount(answer, settings, before.attributes ?? {});
  const locations = before.locations.map((location) => ({
    ...location,
    ...(location.inherits ? { values: inherited } : {}),
    // The customer's LocationName is that of its default location (acumatica.md 7.8).
    ...(location.isDefault ? { name: textOf(answer, 'LocationName') } : {}),
  }));
  return withPhone({ ...party, locations }, phone2);
}

/** A customer that was just created: its MAIN location came with it and takes everything from it. */
export function parseCreatedCustomer(answer: WireRecord, settings: ParseSettings): Party {
  const { party, inherited } = parseAccount(answer, settings, {});
  const main: Location = {
    key: 'MAIN',
    values: inherited,
    name: textOf(answer, 'LocationName'),
    isDefault: true,
    active: true,
    externalReference: null,
    inherits: true,
  };
  return { ...party, locations: [main] };
}

/** The customer as a write to one of its locations was answered. */
export function mergeLocationAnswer(before: Party, answer: WireRecord): { party: Party; key: string } {
  const key = keyOf(answer, 'LocationID');
  const known = before.locations.find((location) => location.key === key);
  const inherited =
    before.locations.find(({ inherits }) => inherits)?.values ?? known?.values ?? blankLocation;
  const written = parseLocation(answer, {
    personName: joinName(before.values.firstName, before.values.lastName),
    accountName: before.accountName,
    inherited,
  });
  const others = before.locations.map((location) =>
    written.isDefault ? { ...location, isDefault: false } : location,
  );
  const stamp = stampOf(answer, 'LastModifiedDateTime');
  return {
    key,
    party: {
      ...before,
      locations: inOrder([...others.filter((location) => location.key !== key), written]),
      revision: stamp > before.revision ? stamp : before.revision,
    },
  };
}
