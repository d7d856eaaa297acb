/** The writing half of Shopify. Each call is one mutation; what it answers is laid over what was known before. */
import { AppError } from '../../../shared/domain/app-error.ts';
import {
  joinName,
  nameOf,
  type CustomerField,
  type FieldValue,
  type Location,
  type LocationField,
  type LocationValues,
  type Party,
} from '../../../shared/domain/party.ts';
import type {
  CustomerDraft,
  CustomerPatch,
  LocationDraft,
  LocationPatch,
  LocationResult,
  Sink,
  Source,
} from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import { deleteCustomer } from './delete-customer.ts';
import {
  addressCreate,
  addressDelete,
  addressSetDefault,
  addressUpdate,
  customerByIdentifier,
  customerCreate,
  customerUpdate,
  type CustomerInput,
  type CustomerValuesFragment,
  type MailingAddressInput,
} from './operations.gen.ts';
import { parseAddress, parseCustomer } from './parse.ts';
import { isDuplicateAddress, readRefusal, takenIdentity, type UserError } from './refusal.ts';

type PartialValues<Field extends string> = Readonly<Partial<Record<Field, FieldValue>>>;

/** One text for a whole name: the first word is the first name, as the built-in connector splits it. */
function splitAttention(attention: FieldValue): Pick<MailingAddressInput, 'firstName' | 'lastName'> {
  if (attention === null) return { firstName: null, lastName: null };
  const [firstName = '', ...rest] = attention.trim().split(/\s+/);
  return { firstName, lastName: rest.length === 0 ? null : rest.join(' ') };
}

/** Only what is present is sent: an absent field stays, null clears. */
function addressInput(values: PartialValues<LocationField>): MailingAddressInput {
  const { attention, province, postcode, country, ...same } = values;
  return {
    ...same,
    ...(attention === undefined ? {} : splitAttention(attention)),
    ...(province === undefined ? {} : { provinceCode: province }),
    ...(postcode === undefined ? {} : { zip: postcode }),
    ...(country === undefined ? {} : { countryCode: country }),
  };
}

/** Shopify refuses some nulls when a record is made; what has no value is left out. */
function withoutNulls<Input extends object>(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as Input;
}

function withDefault(locations: readonly Location[], key: string): readonly Location[] {
  return locations.map((location) => ({ ...location, isDefault: location.key === key }));
}

function sameText(one: FieldValue, other: FieldValue): boolean {
  return (one ?? '').trim() === (other ?? '').trim();
}

const placeFields = ['company', 'address1', 'address2', 'city', 'province', 'postcode', 'country'] as const;

/**
 * The address that says what was sent. Shopify fills in blank names from the customer and rewrites phones, so these only
 * decide between several.
 */
function findTwin(locations: readonly Location[], sent: LocationValues): Location | undefined {
  const twins = locations.filter(({ values }) =>
    placeFields.every((field) => sameText(values[field], sent[field])),
  );
  return twins.find(({ values }) => sameText(values.attention, sent.attention)) ?? twins[0];
}

/** `source` is used to read again what a mutation's answer does not tell. */
export function createShopifySink(client: ShopifyClient, source: Pick<Source, 'readByKeys'>): Sink {
  /** How another customer that holds an identity is named. Its look-up must not hide the refusal it explains. */
  async function nameHolder(field: 'email' | 'phone', value: string, signal: AbortSignal): Promise<string> {
    try {
      const identifier = field === 'email' ? { emailAddress: value } : { phoneNumber: value };
      const { customerByIdentifier: holder } = await client.send(
        customerByIdentifier,
        { identifier },
        { signal },
      );
      if (holder !== null) return `${holder.displayName} (${holder.legacyResourceId})`;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
    return 'another customer';
  }

  async function refusal(
    record: string,
    errors: readonly UserError[],
    values: PartialValues<CustomerField>,
    signal: AbortSignal,
  ): Promise<AppError> {
    const field = takenIdentity(errors);
    const value = field === null ? null : values[field];
    if (field === null || value === null || value === undefined) return readRefusal(record, errors);
    const other = await nameHolder(field, value, signal);
    return new AppError(field === 'email' ? 'EMAIL_TAKEN' : 'PHONE_TAKEN', {
      params: { system: 'Shopify', record, value, other },
      fields: { [field]: `${value} already belongs to ${other}` },
    });
  }

  /** A payload without record and without reason: the write may have been carried out. */
  function unknownOutcome(record: string, cause?: unknown): AppError {
    return new AppError('OUTCOME_UNKNOWN', { params: { system: 'Shopify', record }, retry: 'later', cause });
  }

  /** The write is done whatever becomes of this reading, so even a stop must not look as if nothing was sent. */
  async function readAfterWrite(
    key: string,
    record: string,
    signal: AbortSignal,
  ): Promise<Party | undefined> {
    try {
      return (await source.readByKeys([key], signal)).get(key);
    } catch (cause) {
      throw unknownOutcome(record, cause);
    }
  }

  function answeredCustomer(record: string, customer: CustomerValuesFragment | null | undefined): Party {
    if (customer === null || customer === undefined) throw unknownOutcome(record);
    return parseCustomer(customer);
  }

  async function createCustomer(draft: CustomerDraft, signal: AbortSignal): Promise<Party> {
    const { firstName, lastName, email, phone } = draft.values;
    const record = joinName(firstName, lastName) ?? email ?? phone ?? 'a customer without name';
    const input: CustomerInput = withoutNulls({ firstName, lastName, email, phone });
    const { customerCreate: payload } = await client.send(customerCreate, { input }, { signal, record });
    const errors = payload?.userErrors ?? [];
    if (errors.length > 0) throw await refusal(record, errors, draft.values, signal);
    return answeredCustomer(record, payload?.customer);
  }

  async function updateCustomer(before: Party, patch: CustomerPatch, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const input: CustomerInput = { id: before.key, ...patch.values };
    const { customerUpdate: payload } = await client.send(customerUpdate, { input }, { signal, record });
    const errors = payload?.userErrors ?? [];
    if (errors.length > 0) throw await refusal(record, errors, patch.values, signal);
    const { values, accountName, revision } = answeredCustomer(record, payload?.customer);
    return { ...before, values, accountName, revision };
  }

  /** The address that is there already, instead of the exact duplicate that Shopify refused. */
  async function adoptDuplicate(
    before: Party,
    draft: LocationDraft,
    errors: readonly UserError[],
    signal: AbortSignal,
  ): Promise<LocationResult> {
    const party = (await source.readByKeys([before.key], signal)).get(before.key);
    const twin = findTwin(party?.locations ?? [], draft.values);
    if (party === undefined || twin === undefined) throw readRefusal(nameOf(before), errors);
    const isSettled = !draft.makeDefault || twin.isDefault;
    return { party: isSettled ? party : await setDefaultLocation(party, twin.key, signal), key: twin.key };
  }

  async function createLocation(
    before: Party,
    draft: LocationDraft,
    signal: AbortSignal,
  ): Promise<LocationResult> {
    const record = nameOf(before);
    const { customerAddressCreate: payload } = await client.send(
      addressCreate,
      {
        customerId: before.key,
        address: withoutNulls(addressInput(draft.values)),
        setAsDefault: draft.makeDefault,
      },
      { signal, record },
    );
    const errors = payload?.userErrors ?? [];
    if (isDuplicateAddress(errors)) return await adoptDuplicate(before, draft, errors, signal);
    if (errors.length > 0) throw readRefusal(record, errors);
    const address = payload?.address;
    if (address === null || address === undefined) throw unknownOutcome(record);
    // A customer's first address becomes the default by itself.
    const isDefault = draft.makeDefault || before.locations.length === 0;
    const locations = [...before.locations, parseAddress(address, isDefault)];
    return {
      key: address.id,
      party: { ...before, locations: isDefault ? withDefault(locations, address.id) : locations },
    };
  }

  async function updateLocation(
    before: Party,
    key: string,
    patch: LocationPatch,
    signal: AbortSignal,
  ): Promise<Party> {
    const record = nameOf(before);
    const { customerAddressUpdate: payload } = await client.send(
      addressUpdate,
      { customerId: before.key, addressId: key, address: addressInput(patch.values) },
      { signal, record },
    );
    const errors = payload?.userErrors ?? [];
    if (errors.length > 0) throw readRefusal(record, errors);
    const address = payload?.address;
    if (address === null || address === undefined) throw unknownOutcome(record);
    return {
      ...before,
      locations: before.locations.map((location) =>
        location.key === key ? parseAddress(address, location.isDefault) : location,
      ),
    };
  }

  async function setDefaultLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const { customerUpdateDefaultAddress: payload } = await client.send(
      addressSetDefault,
      { customerId: before.key, addressId: key },
      { signal, record },
    );
    const errors = payload?.userErrors ?? [];
    if (errors.length > 0) throw readRefusal(record, errors);
    const customer = payload?.customer;
    if (customer === null || customer === undefined) throw unknownOutcome(record);
    return {
      ...before,
      revision: customer.updatedAt,
      locations: withDefault(before.locations, customer.defaultAddress?.id ?? key),
    };
  }

  async function removeLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const { customerAddressDelete: payload } = await client.send(
      addressDelete,
      { customerId: before.key, addressId: key },
      { signal, record },
    );
    const errors = payload?.userErrors ?? [];
    if (errors.length > 0) throw readRefusal(record, errors);
    const locations = before.locations.filter((location) => location.key !== key);
    const wasDefault = before.locations.some((location) => location.key === key && location.isDefault);
    if (!wasDefault || locations.length === 0) return { ...before, locations };
    // Shopify makes another address the default, and the answer does not say which.
    const after = await readAfterWrite(before.key, record, signal);
    if (after === undefined) throw new AppError('RECORD_GONE', { params: { system: 'Shopify', record } });
    return after;
  }

  /** Shopify has no inactive customers: neither can one be made inactive, nor active again. */
  function refuseStatus(before: Party): Promise<Party> {
    const message = 'Shopify has no inactive customers. The customer stays as it is.';
    return Promise.reject(
      new AppError('WRITE_REFUSED', { params: { system: 'Shopify', record: nameOf(before), message } }),
    );
  }

  return {
    side: 'shopify',
    createCustomer,
    updateCustomer,
    createLocation,
    updateLocation,
    setDefaultLocation,
    removeLocation,
    deleteLocation: removeLocation,
    deactivateCustomer: refuseStatus,
    activateCustomer: refuseStatus,
    deleteCustomer: (before, signal) => deleteCustomer(client, before, signal),
  };
}
