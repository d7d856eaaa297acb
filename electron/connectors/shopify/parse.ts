/** Shopify's customers as neutral records. Original text stays as it is; only blank text becomes "no value". */
import { AppError } from '../../../shared/domain/app-error.ts';
import { legacyId } from '../../../shared/domain/ids.ts';
import {
  joinName,
  type Attachment,
  type CustomerValues,
  type FieldValue,
  type Location,
  type LocationValues,
  type Party,
  type PartyAttribute,
} from '../../../shared/domain/party.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { furtherAttributes } from './further-fields.ts';
import type {
  AddressValuesFragment,
  CustomerRecordFragment,
  CustomerValuesFragment,
  FurtherValueFragment,
} from './operations.gen.ts';
import { parseExtras } from './parse-extras.ts';

export function textOrNull(text: string | null | undefined): FieldValue {
  return text === null || text === undefined || text.trim() === '' ? null : text;
}

export function parseCustomerValues(customer: CustomerValuesFragment): CustomerValues {
  return {
    firstName: textOrNull(customer.firstName),
    lastName: textOrNull(customer.lastName),
    email: textOrNull(customer.defaultEmailAddress?.emailAddress),
    phone: textOrNull(customer.defaultPhoneNumber?.phoneNumber),
  };
}

function parseAddressValues(address: AddressValuesFragment): LocationValues {
  return {
    attention: joinName(textOrNull(address.firstName), textOrNull(address.lastName)),
    company: textOrNull(address.company),
    phone: textOrNull(address.phone),
    address1: textOrNull(address.address1),
    address2: textOrNull(address.address2),
    city: textOrNull(address.city),
    // The code is what both sides understand; places outside the tables have only a name.
    province: textOrNull(address.provinceCode) ?? textOrNull(address.province),
    postcode: textOrNull(address.zip),
    country: textOrNull(address.countryCodeV2),
  };
}

/** An address' key is its gid, verbatim, with its `?model_name=…`. */
export function parseAddress(address: AddressValuesFragment, isDefault: boolean): Location {
  return {
    key: address.id,
    values: parseAddressValues(address),
    name: null,
    isDefault,
    active: true,
    externalReference: null,
    inherits: false,
  };
}

const accountStates: Readonly<Record<CustomerValuesFragment['state'], string>> = {
  DECLINED: 'invitation declined',
  DISABLED: 'no account',
  ENABLED: 'has an account',
  INVITED: 'invited',
};

/** What a reviewer may want to see beside the values, by its label. */
function parseFacts(customer: CustomerRecordFragment): Readonly<Record<string, string>> {
  return {
    Orders: String(customer.numberOfOrders),
    Account: accountStates[customer.state],
    Created: customer.createdAt,
    ...(customer.tags.length === 0 ? {} : { Tags: customer.tags.join(', ') }),
    ...(textOrNull(customer.note) === null ? {} : { Note: customer.note ?? '' }),
  };
}

const accountKeys: Readonly<Record<CustomerValuesFragment['state'], string>> = {
  DECLINED: 'declined',
  DISABLED: 'disabled',
  ENABLED: 'enabled',
  INVITED: 'invited',
};

/** By the keys that filters and mappings know them by (`shared/mapping/party-fields.ts`). */
function parseAttributes(customer: CustomerRecordFragment): Readonly<Record<string, PartyAttribute>> {
  return { orders: Number(customer.numberOfOrders), account: accountKeys[customer.state] };
}

function attachedTo(customer: CustomerRecordFragment): Pick<Party, 'attached'> {
  const attached: Attachment[] = [
    ...(Number(customer.numberOfOrders) > 0 ? (['orders'] as const) : []),
    ...(textOrNull(customer.note) === null ? [] : (['note'] as const)),
    ...(customer.tags.length === 0 ? [] : (['tags'] as const)),
    ...(customer.state === 'DISABLED' ? [] : (['account'] as const)),
  ];
  return attached.length === 0 ? {} : { attached };
}

/** A customer as a write answers it: the record itself, without its addresses. */
export function parseCustomer(customer: CustomerValuesFragment): Party {
  return {
    side: 'shopify',
    kind: 'individual',
    key: customer.id,
    number: customer.legacyResourceId,
    values: parseCustomerValues(customer),
    accountName: textOrNull(customer.displayName),
    nameIsSplit: false,
    status: 'active',
    isGuest: false,
    externalReference: null,
    locations: [],
    revision: customer.updatedAt,
    createdAt: customer.createdAt,
    facts: {},
    extras: parseExtras(customer),
  };
}

interface Extended {
  readonly erpId?: { readonly value: string } | null;
  readonly metafields?: { readonly nodes: readonly FurtherValueFragment[] };
}

/** `addresses` are all of them, nested pages included; `further` the fields that were asked for besides. */
export function parseWholeCustomer(
  customer: CustomerRecordFragment & Extended,
  addresses: readonly AddressValuesFragment[],
  further: readonly FurtherField[] = [],
): Party {
  const defaultId = customer.defaultAddress === null ? null : legacyId(customer.defaultAddress.id);
  return {
    ...parseCustomer(customer),
    externalReference: textOrNull(customer.erpId?.value),
    locations: addresses.map((address) => parseAddress(address, legacyId(address.id) === defaultId)),
    facts: parseFacts(customer),
    attributes: {
      ...parseAttributes(customer),
      ...furtherAttributes(customer.metafields?.nodes ?? [], further),
    },
    ...attachedTo(customer),
  };
}

function isBlank({ values, locations }: Party): boolean {
  return (
    Object.values(values).every((value) => value === null) &&
    locations.every(({ values: { attention, phone, address1 } }) =>
      [attention, phone, address1].every((value) => value === null),
    )
  );
}

/**
 * Shopify asks a name, an e-mail or a phone of every customer. Where it shows none of them for any record of an answer, or
 * a display name that stands on nothing, it hides them from this app (domain facts 5); taken for empty values, they would
 * be synchronised away.
 * @throws AppError SHOPIFY_PERSONAL_DATA_HIDDEN.
 */
export function requirePersonalData(parties: readonly Party[]): void {
  const blank = parties.filter(isBlank);
  const areAllBlank = parties.length > 0 && blank.length === parties.length;
  if (areAllBlank || blank.some(({ accountName }) => accountName !== null)) {
    throw new AppError('SHOPIFY_PERSONAL_DATA_HIDDEN');
  }
}
