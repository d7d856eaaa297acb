/** Business customers of the contract as the sync core's (ADR 21). */
import { blankLocation } from '../../../shared/domain/fields.ts';
import type { Contact } from '../../../shared/domain/contact.ts';
import type { FieldValue, Location, LocationValues, Party } from '../../../shared/domain/party.ts';
import { parseContact } from './contacts.ts';
import {
  addressOf,
  attributesOf,
  factsOf,
  furtherOf,
  inOrder,
  locationIsActive,
  ownHalves,
  statusOf,
  type KnownAttributes,
  type ParseSettings,
} from './parse.ts';
import {
  flagOf,
  keyOf,
  linkedRecord,
  requireLinked,
  stampOf,
  textOf,
  valueOf,
  type WireRecord,
} from './wire.ts';

/** What a location shows that takes everything from its customer. A company's phone is its MAIN's too. */
function inheritedValues(main: WireRecord): LocationValues {
  return {
    attention: textOf(main, 'Attention'),
    company: null,
    phone: textOf(main, 'Phone1'),
    ...addressOf(main),
  };
}

/** Where invoices go, if that is an address of its own. */
function billingOf(customer: WireRecord): LocationValues | null {
  if (!flagOf(customer, 'BillingAddressOverride')) return null;
  const block = linkedRecord(customer, 'BillingContact');
  if (block === null) return null;
  return { attention: textOf(block, 'Attention'), company: null, phone: null, ...addressOf(block) };
}

interface Account {
  readonly inherited: LocationValues;
  readonly billing: LocationValues | null;
}

/**
 * Exempt is who has an exemption number. [VERIFY] whether tenants use the field: it sits on those of third-party tax services
 * (acumatica.md 3.5).
 */
function siteOf(record: WireRecord, billing: LocationValues | null): NonNullable<Location['site']> {
  return {
    taxId: textOf(record, 'TaxRegistrationID'),
    taxExempt: textOf(record, 'TaxExemptionNbr') !== null,
    terms: null,
    billing,
  };
}

function parseSite(record: WireRecord, { inherited, billing }: Account): Location {
  const { contact, address } = ownHalves(record);
  const isDefault = flagOf(record, 'Default');
  return {
    key: keyOf(record, 'LocationID'),
    values: {
      ...inherited,
      ...(contact === null
        ? {}
        : { attention: textOf(contact, 'Attention'), phone: textOf(contact, 'Phone1') }),
      ...(address === null ? {} : addressOf(address)),
    },
    name: textOf(record, 'LocationName'),
    isDefault,
    active: locationIsActive(record),
    externalReference: 'ExtRefNbr' in record ? textOf(record, 'ExtRefNbr') : null,
    inherits: contact === null && address === null,
    site: siteOf(record, isDefault ? billing : null),
  };
}

function accountOf(customer: WireRecord): Account {
  return {
    inherited: inheritedValues(requireLinked(customer, 'MainContact')),
    billing: billingOf(customer),
  };
}

function mainContactKeyOf(customer: WireRecord, contacts: readonly Contact[]): string | null {
  const number = valueOf(customer, 'PrimaryContactID');
  return contacts.find((contact) => contact.number === String(number))?.key ?? null;
}

function parseAccount(
  customer: WireRecord,
  contacts: readonly Contact[],
  settings: ParseSettings,
  known?: KnownAttributes,
): Party {
  const { guestCustomer } = settings;
  const main = requireLinked(customer, 'MainContact');
  const number = keyOf(customer, 'CustomerID');
  const email: FieldValue = textOf(main, 'Email');
  return {
    side: 'erp',
    kind: 'company',
    key: keyOf(customer, 'NoteID').toLowerCase(),
    number,
    values: { firstName: null, lastName: null, email, phone: textOf(main, 'Phone1') },
    accountName: textOf(customer, 'CustomerName'),
    nameIsSplit: false,
    status: statusOf(textOf(customer, 'Status')),
    isGuest:
      flagOf(customer, 'IsGuestCustomer') || number.toUpperCase() === guestCustomer?.trim().toUpperCase(),
    externalReference: textOf(customer, 'AccountRef'),
    locations: [],
    revision: stampOf(customer, 'LastModifiedDateTime'),
    createdAt: stampOf(customer, 'CreatedDateTime'),
    facts: factsOf(customer),
    attributes: { ...attributesOf(customer), ...furtherOf(customer, settings, known) },
    business: {
      contacts,
      mainContactKey: mainContactKeyOf(customer, contacts),
      terms: textOf(customer, 'Terms'),
    },
  };
}

const latest = (one: string, other: string): string => (one > other ? one : other);

/** A whole business customer. A change below it counts as its own. @throws AppError ANSWER_UNEXPECTED */
export function parseBusiness(
  customer: WireRecord,
  locations: readonly WireRecord[],
  contacts: readonly Contact[],
  settings: ParseSettings,
): Party {
  const party = parseAccount(customer, contacts, settings);
  const account = accountOf(customer);
  const stamps = [
    ...locations.map((location) => stampOf(location, 'LastModifiedDateTime')),
    ...contacts.map(({ revision }) => revision),
  ];
  return {
    ...party,
    locations: inOrder(locations.map((location) => parseSite(location, account))),
    revision: stamps.reduce(latest, party.revision),
  };
}

/** The business customer as a write to the customer itself was answered. Locations that inherit show the new values. */
export function mergeBusinessAnswer(before: Party, answer: WireRecord, settings: ParseSettings): Party {
  const party = parseAccount(answer, before.business?.contacts ?? [], settings, before.attributes ?? {});
  const { inherited, billing } = accountOf(answer);
  const locations = before.locations.map((location) => ({
    ...location,
    ...(location.inherits ? { values: inherited } : {}),
    ...(location.isDefault && location.site !== undefined
      ? {
          // Both are the default location's in the contract (acumatica.md 4, 7.8).
          name: textOf(answer, 'LocationName'),
          site: { ...location.site, taxId: textOf(answer, 'TaxRegistrationID'), billing },
        }
      : {}),
  }));
  return { ...party, locations, revision: latest(before.revision, party.revision) };
}

/** A business customer that was just created, with its MAIN location and, where there is one, its main contact. */
export function parseCreatedBusiness(answer: WireRecord, settings: ParseSettings): Party {
  const primary = linkedRecord(answer, 'PrimaryContact');
  const contacts = primary === null || textOf(primary, 'LastName') === null ? [] : [parseContact(primary)];
  const { inherited, billing } = accountOf(answer);
  const exemption = 'TaxExemptionNumber' in answer ? textOf(answer, 'TaxExemptionNumber') : null;
  return {
    ...parseAccount(answer, contacts, settings, {}),
    locations: [
      {
        key: 'MAIN',
        values: inherited,
        name: textOf(answer, 'LocationName'),
        isDefault: true,
        active: true,
        externalReference: null,
        inherits: true,
        site: {
          taxId: textOf(answer, 'TaxRegistrationID'),
          taxExempt: exemption !== null,
          terms: null,
          billing,
        },
      },
    ],
  };
}

/** The business customer as a write to one of its locations was answered. */
export function mergeSiteAnswer(before: Party, answer: WireRecord): { party: Party; key: string } {
  const key = keyOf(answer, 'LocationID');
  const known = before.locations.find((location) => location.key === key);
  const inheriting = before.locations.find(({ inherits }) => inherits)?.values ?? known?.values;
  const billing = before.locations.find(({ isDefault }) => isDefault)?.site?.billing ?? null;
  const written = parseSite(answer, { inherited: inheriting ?? blankLocation, billing });
  const others = before.locations
    .filter((location) => location.key !== key)
    .map((location) => (written.isDefault ? { ...location, isDefault: false } : location));
  return {
    key,
    party: {
      ...before,
      locations: inOrder([...others, written]),
      revision: latest(before.revision, stampOf(answer, 'LastModifiedDateTime')),
    },
  };
}

/** The business customer with one of its contacts as a write to it was answered. */
export function withContact(before: Party, contact: Contact): Party {
  const { business } = before;
  if (business === undefined) throw new Error('Only a business customer has contacts');
  const others = business.contacts.filter(({ key }) => key !== contact.key);
  return {
    ...before,
    business: { ...business, contacts: [...others, contact] },
    revision: latest(before.revision, contact.revision),
  };
}
