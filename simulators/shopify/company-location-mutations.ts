import { findCompany, findLocation, saveLocation } from './company-changes.ts';
import { prepareCompanyAddress } from './company-address-rules.ts';
import type { CompanyAddressContent, CompanyAddressInput } from './company-address-rules.ts';
import { newAddress, prepareLocationChange, prepareNewLocation } from './company-location-rules.ts';
import type { CompanyLocationChange, CompanyLocationInput } from './company-location-rules.ts';
import { removeEach } from './company-mutations.ts';
import type { CompanyAddressRecord, CompanyLocationRecord } from './company-records.ts';
import { notThere } from './company-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { parseGid } from './gid.ts';
import type { ShopContext, ShopWriter } from './shop-context.ts';
import { cleanText } from './text-rules.ts';

interface LocationPayload {
  readonly companyLocation: CompanyLocationRecord | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (...userErrors: readonly FieldError[]): LocationPayload => ({
  companyLocation: null,
  userErrors,
});

/** Documented limit of one company. */
export const maximumLocations = 10_000;
const missing = "The company location doesn't exist";

/** `companyLocationCreate`. */
export function createLocation(
  context: ShopContext,
  { companyId, input }: { readonly companyId: string; readonly input: CompanyLocationInput },
): LocationPayload {
  const company = findCompany(context, companyId);
  if (!company) return refused(notThere('companyId'));
  if (Object.keys(input).length === 0)
    return refused(fieldError(null, 'Company location create input is empty.', 'NO_INPUT'));
  const { business } = context.store;
  if (business.locationsOf(company.number).length >= maximumLocations) {
    const message = `A company cannot have more than ${maximumLocations} locations.`;
    return refused(fieldError('companyId', message, 'LIMIT_REACHED'));
  }
  const location = prepareNewLocation(context, company, input);
  if ('errors' in location) return refused(...below('input', location.errors));
  business.putLocation(location.value);
  return { companyLocation: location.value, userErrors: [] };
}

/** `companyLocationUpdate`. */
export function updateLocation(
  context: ShopContext,
  { companyLocationId, input }: { readonly companyLocationId: string; readonly input: CompanyLocationChange },
): LocationPayload {
  const before = findLocation(context, companyLocationId);
  if (!before) return refused(notThere('input', missing));
  if (Object.keys(input).length === 0)
    return refused(fieldError(null, 'Company location update input is empty.', 'NO_INPUT'));
  const changed = prepareLocationChange(context, before, input);
  if ('errors' in changed) return refused(...below('input', changed.errors));
  return { companyLocation: saveLocation(context, before, changed.value), userErrors: [] };
}

function remove(context: ShopContext, path: string, id: string): FieldError | undefined {
  const location = findLocation(context, id);
  if (!location) return notThere(path);
  const isOnly = context.store.business.locationsOf(location.companyNumber).length === 1;
  if (isOnly || location.hasOrders)
    return fieldError(path, 'Failed to delete the company location.', 'FAILED_TO_DELETE');
  context.store.business.removeLocation(location);
  return undefined;
}

/** `companyLocationDelete`: refused for a company's only location and for one with orders or draft orders. */
export function deleteLocation(
  context: ShopContext,
  { companyLocationId }: { readonly companyLocationId: string },
): unknown {
  const error = remove(context, 'companyLocationId', companyLocationId);
  return { deletedCompanyLocationId: error ? null : companyLocationId, userErrors: error ? [error] : [] };
}

/** `companyLocationsDelete`: each for itself. */
export function deleteLocations(
  context: ShopContext,
  { companyLocationIds }: { readonly companyLocationIds: readonly string[] },
): unknown {
  return removeEach(companyLocationIds, 'companyLocationIds', 'deletedCompanyLocationIds', (path, id) =>
    remove(context, path, id),
  );
}

export type CompanyAddressType = 'BILLING' | 'SHIPPING';

/**
 * The location with the address in each of the places. An address that was there keeps its id and takes the new content as a whole;
 * one that both places shared stays with the other place when only one of the two is assigned.
 */
export function withAssignedAddress(
  writer: ShopWriter,
  location: CompanyLocationRecord,
  input: CompanyAddressInput,
  types: readonly CompanyAddressType[],
): Checked<{
  readonly location: CompanyLocationRecord;
  readonly addresses: readonly CompanyAddressRecord[];
}> {
  const content = prepareCompanyAddress(input);
  if ('errors' in content) return content;
  const { billingAddress, shippingAddress } = location;
  const isShared = billingAddress !== null && billingAddress.number === shippingAddress?.number;
  if (types.length === 2 && isShared) {
    const address = replaced(writer, billingAddress, content.value);
    const changed = { ...location, billingAddress: address, shippingAddress: address };
    return { value: { location: changed, addresses: [address] } };
  }
  const addresses: CompanyAddressRecord[] = [];
  const place = (
    type: CompanyAddressType,
    before: CompanyAddressRecord | null,
  ): CompanyAddressRecord | null => {
    if (!types.includes(type)) return before;
    const address = replaced(writer, isShared ? null : before, content.value);
    addresses.push(address);
    return address;
  };
  const changed: CompanyLocationRecord = {
    ...location,
    billingAddress: place('BILLING', billingAddress),
    shippingAddress: place('SHIPPING', shippingAddress),
  };
  return { value: { location: changed, addresses } };
}

function replaced(
  writer: ShopWriter,
  before: CompanyAddressRecord | null,
  content: CompanyAddressContent,
): CompanyAddressRecord {
  return before ? { ...before, ...content, updatedAt: writer.store.stamp() } : newAddress(writer, content);
}

/** `companyLocationAssignAddress`. */
export function assignAddress(
  context: ShopContext,
  args: {
    readonly locationId: string;
    readonly address: CompanyAddressInput;
    readonly addressTypes: readonly CompanyAddressType[];
  },
): unknown {
  const refuse = (...userErrors: readonly FieldError[]): unknown => ({ addresses: null, userErrors });
  const location = findLocation(context, args.locationId);
  if (!location) return refuse(notThere('locationId', missing));
  const types = new Set(args.addressTypes);
  if (types.size !== args.addressTypes.length || types.size === 0)
    return refuse(fieldError(null, 'Invalid input.', 'INVALID_INPUT'));
  const assigned = withAssignedAddress(context, location, args.address, [...types]);
  if ('errors' in assigned) return refuse(...below('address', assigned.errors));
  saveLocation(context, location, assigned.value.location);
  return { addresses: assigned.value.addresses, userErrors: [] };
}

/** `companyAddressDelete`: takes the address out of every place it stands in. */
export function deleteCompanyAddress(
  context: ShopContext,
  { addressId }: { readonly addressId: string },
): unknown {
  const parsed = parseGid(addressId);
  const number = parsed?.type === 'CompanyAddress' ? parsed.id : 0;
  const location = context.store.business.locationByAddress(number);
  if (!location)
    return { deletedAddressId: null, userErrors: [notThere('addressId', 'Company address was not found.')] };
  const without = (address: CompanyAddressRecord | null): CompanyAddressRecord | null =>
    address?.number === number ? null : address;
  saveLocation(context, location, {
    ...location,
    billingAddress: without(location.billingAddress),
    shippingAddress: without(location.shippingAddress),
  });
  return { deletedAddressId: addressId, userErrors: [] };
}

/** `companyLocationTaxSettingsUpdate`: what is not sent stays. */
export function updateTaxSettings(
  context: ShopContext,
  args: {
    readonly companyLocationId: string;
    readonly taxRegistrationId?: string | null;
    readonly taxExempt?: boolean | null;
    readonly exemptionsToAssign?: readonly string[] | null;
    readonly exemptionsToRemove?: readonly string[] | null;
  },
): LocationPayload {
  const before = findLocation(context, args.companyLocationId);
  if (!before) return refused(notThere('companyLocationId', missing));
  if (args.taxExempt === null) return refused(fieldError('taxExempt', 'Invalid input.', 'INVALID_INPUT'));
  const removed = new Set(args.exemptionsToRemove);
  const exemptions = new Set([...before.taxExemptions, ...(args.exemptionsToAssign ?? [])]);
  const companyLocation = saveLocation(context, before, {
    ...before,
    taxExempt: args.taxExempt ?? before.taxExempt,
    taxExemptions: [...exemptions].filter((each) => !removed.has(each)),
    taxRegistrationId:
      'taxRegistrationId' in args ? cleanText(args.taxRegistrationId) : before.taxRegistrationId,
  });
  return { companyLocation, userErrors: [] };
}
