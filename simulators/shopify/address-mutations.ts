import type { AddressInput } from './address-rules.ts';
import { withAddress, withChangedAddress, withoutAddress } from './customer-addresses.ts';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { parseGid } from './gid.ts';
import { problem } from './problem.ts';
import type { AddressRecord, CustomerRecord } from './records.ts';
import { addressContext, findCustomer, saveCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

interface AddressPayload {
  readonly address: AddressRecord | null;
  readonly userErrors: readonly FieldError[];
}

const customerMissing = fieldError('customerId', 'Customer does not exist');
const addressMissing = fieldError('addressId', 'Address does not exist');

/** `customerAddressCreate`. */
export function createAddress(
  context: ShopContext,
  args: {
    readonly customerId: string;
    readonly address: AddressInput;
    readonly setAsDefault?: boolean | null;
  },
): AddressPayload {
  const customer = findCustomer(context, args.customerId);
  if (!customer) return { address: null, userErrors: [customerMissing] };
  return save(
    context,
    customer,
    withAddress(customer, args.address, args.setAsDefault === true, addressContext(context)),
  );
}

/** `customerAddressUpdate`: a partial patch. */
export function updateAddress(
  context: ShopContext,
  args: {
    readonly customerId: string;
    readonly addressId: string;
    readonly address: AddressInput;
    readonly setAsDefault?: boolean | null;
  },
): AddressPayload {
  const found = findAddress(context, args);
  if ('error' in found) return { address: null, userErrors: [found.error] };
  const { customer, address } = found;
  const asDefault = args.setAsDefault === true;
  return save(
    context,
    customer,
    withChangedAddress(customer, address, args.address, asDefault, addressContext(context)),
  );
}

function save(
  context: ShopContext,
  before: CustomerRecord,
  result: Checked<{ readonly customer: CustomerRecord; readonly address: AddressRecord }>,
): AddressPayload {
  if ('errors' in result) return { address: null, userErrors: below('address', result.errors) };
  saveCustomer(context, before, result.value.customer);
  return { address: result.value.address, userErrors: [] };
}

/** `customerAddressDelete`. */
export function deleteAddress(
  context: ShopContext,
  args: { readonly customerId: string; readonly addressId: string },
): unknown {
  const found = findAddress(context, args);
  if ('error' in found) return { deletedAddressId: null, userErrors: [found.error] };
  saveCustomer(context, found.customer, withoutAddress(found.customer, found.address.number));
  return { deletedAddressId: args.addressId, userErrors: [] };
}

/** `customerUpdateDefaultAddress`. */
export function updateDefaultAddress(
  context: ShopContext,
  args: { readonly customerId: string; readonly addressId: string },
): unknown {
  const found = findAddress(context, args);
  if ('error' in found)
    return { customer: findCustomer(context, args.customerId) ?? null, userErrors: [found.error] };
  const { customer, address } = found;
  const changed = saveCustomer(context, customer, { ...customer, defaultAddressNumber: address.number });
  return { customer: changed, userErrors: [] };
}

type FoundAddress =
  { readonly customer: CustomerRecord; readonly address: AddressRecord } | { readonly error: FieldError };

/**
 * The customer and one of its addresses. An unknown customer is reported before the address is looked at; an address that never
 * existed or was deleted is a top-level error, one of another customer a userError.
 */
function findAddress(
  context: ShopContext,
  { customerId, addressId }: { readonly customerId: string; readonly addressId: string },
): FoundAddress {
  const customer = findCustomer(context, customerId);
  if (!customer) return { error: customerMissing };
  const parsed = parseGid(addressId);
  const number = parsed?.type === 'MailingAddress' ? parsed.id : undefined;
  const address = customer.addresses.find((each) => each.number === number);
  if (address) return { customer, address };
  if (number !== undefined && context.store.addressOwner(number)) return { error: addressMissing };
  const wasDeleted = number !== undefined && context.store.wasAddress(number);
  throw problem(wasDeleted ? 'invalid id' : `Invalid id: ${addressId}`, 'RESOURCE_NOT_FOUND');
}
