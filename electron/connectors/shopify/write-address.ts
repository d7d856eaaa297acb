/** Writes to the addresses of a customer, one by one: an address' id is its link, and replacing a list would change all ids. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import {
  nameOf,
  type FieldValue,
  type Location,
  type LocationValues,
  type Party,
} from '../../../shared/domain/party.ts';
import type {
  LocationDraft,
  LocationPatch,
  LocationResult,
  Sink,
  Source,
} from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import {
  addressCreate,
  addressDelete,
  addressSetDefault,
  addressUpdate,
  type MailingAddressInput,
} from './operations.gen.ts';
import { parseAddress } from './parse.ts';
import { answered, sendWrite, unknownOutcome, type WriteCall } from './send-write.ts';
import { withoutNulls } from './without-nulls.ts';

/** One text for a whole name: the first word is the first name, as the built-in connector splits it. */
function splitAttention(attention: FieldValue): Pick<MailingAddressInput, 'firstName' | 'lastName'> {
  if (attention === null) return { firstName: null, lastName: null };
  const [firstName = '', ...rest] = attention.trim().split(/\s+/);
  return { firstName, lastName: rest.length === 0 ? null : rest.join(' ') };
}

/** Only what is present is sent: an absent field stays, null clears. */
function addressInput(values: LocationPatch['values']): MailingAddressInput {
  const { attention, province, postcode, country, ...same } = values;
  return {
    ...same,
    ...(attention === undefined ? {} : splitAttention(attention)),
    ...(province === undefined ? {} : { provinceCode: province }),
    ...(postcode === undefined ? {} : { zip: postcode }),
    ...(country === undefined ? {} : { countryCode: country }),
  };
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

/** How messages name an address: a customer may have many. */
function addressNamed(owner: Party, values: LocationValues | undefined): string {
  const line = values?.address1 ?? values?.city ?? values?.postcode;
  return `${line === undefined || line === null ? 'an address' : `address ${line}`} of ${nameOf(owner)}`;
}

function callFor(owner: Party, key: string, signal: AbortSignal): WriteCall {
  const values = owner.locations.find((location) => location.key === key)?.values;
  return { record: addressNamed(owner, values), others: { customerId: nameOf(owner) }, signal };
}

type AddressWriter = Pick<
  Sink,
  'createLocation' | 'updateLocation' | 'setDefaultLocation' | 'removeLocation'
>;

/** `source` is used to read again what a mutation's answer does not tell. */
export function createAddressWriter(
  client: ShopifyClient,
  source: Pick<Source, 'readByKeys'>,
): AddressWriter {
  async function readAgain(before: Party, signal: AbortSignal): Promise<Party> {
    const party = (await source.readByKeys([before.key], signal)).get(before.key);
    if (party !== undefined) return party;
    throw new AppError('RECORD_GONE', { params: { system: 'Shopify', record: nameOf(before) } });
  }

  /** The address that is there already, instead of the exact duplicate that Shopify refused. */
  async function adoptDuplicate(
    before: Party,
    draft: LocationDraft,
    refusal: AppError,
    signal: AbortSignal,
  ): Promise<LocationResult> {
    const party = await readAgain(before, signal);
    const twin = findTwin(party.locations, draft.values);
    if (twin === undefined) throw refusal;
    const isSettled = !draft.makeDefault || twin.isDefault;
    return { party: isSettled ? party : await setDefaultLocation(party, twin.key, signal), key: twin.key };
  }

  async function createLocation(
    before: Party,
    draft: LocationDraft,
    signal: AbortSignal,
  ): Promise<LocationResult> {
    const record = addressNamed(before, draft.values);
    const variables = {
      customerId: before.key,
      address: withoutNulls(addressInput(draft.values)),
      setAsDefault: draft.makeDefault,
    };
    const call = { record, others: { customerId: nameOf(before) }, signal };
    const sent = await sendWrite(client, addressCreate, variables, call).catch((error: unknown) => ({
      error,
    }));
    if ('error' in sent) {
      const { error } = sent;
      if (!isAppError(error) || error.code !== 'ADDRESS_EXISTS') throw error;
      return await adoptDuplicate(before, draft, error, signal);
    }
    const address = answered(record, sent.address);
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
    const call = callFor(before, key, signal);
    const variables = { customerId: before.key, addressId: key, address: addressInput(patch.values) };
    const payload = await sendWrite(client, addressUpdate, variables, call);
    const address = answered(call.record, payload.address);
    return {
      ...before,
      locations: before.locations.map((location) =>
        location.key === key ? parseAddress(address, location.isDefault) : location,
      ),
    };
  }

  async function setDefaultLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const call = callFor(before, key, signal);
    const variables = { customerId: before.key, addressId: key };
    const payload = await sendWrite(client, addressSetDefault, variables, call);
    const { updatedAt, defaultAddress } = answered(call.record, payload.customer);
    return {
      ...before,
      revision: updatedAt,
      locations: withDefault(before.locations, defaultAddress?.id ?? key),
    };
  }

  async function removeLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const variables = { customerId: before.key, addressId: key };
    await sendWrite(client, addressDelete, variables, callFor(before, key, signal));
    const locations = before.locations.filter((location) => location.key !== key);
    const wasDefault = before.locations.some((location) => location.key === key && location.isDefault);
    if (!wasDefault || locations.length === 0) return { ...before, locations };
    // Shopify makes another address the default, and the answer does not say which.
    try {
      return await readAgain(before, signal);
    } catch (error) {
      if (isAppError(error) && error.code === 'RECORD_GONE') throw error;
      // The write is done whatever becomes of this reading, so even a stop must not look as if nothing was sent.
      throw unknownOutcome(nameOf(before), error);
    }
  }

  return { createLocation, updateLocation, setDefaultLocation, removeLocation };
}
