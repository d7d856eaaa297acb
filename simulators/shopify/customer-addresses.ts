import { isBlankInput, isSameAddress, prepareAddress } from './address-rules.ts';
import type { AddressContent, AddressInput } from './address-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { parseGid } from './gid.ts';
import type { AddressRecord, CustomerRecord } from './records.ts';

/** How a customer's addresses change. All of these answer a new record and leave stamps to the caller. */
export interface AddressContext {
  readonly nextNumber: () => number;
  readonly shopCountry: string;
}

const duplicate = 'Address already exists';

function record(number: number, content: AddressContent): AddressRecord {
  return { typeName: 'MailingAddress', number, ...content };
}

/** The customer with the address appended. The first address becomes the default; `asDefault: false` changes nothing. */
export function withAddress(
  customer: CustomerRecord,
  input: AddressInput,
  asDefault: boolean,
  context: AddressContext,
): Checked<{ readonly customer: CustomerRecord; readonly address: AddressRecord }> {
  const prepared = prepareAddress(input, undefined, customer, context.shopCountry);
  if ('errors' in prepared) return prepared;
  if (customer.addresses.some((other) => isSameAddress(other, prepared.value)))
    return { errors: [fieldError(null, duplicate, 'TAKEN')] };
  const address = record(context.nextNumber(), prepared.value);
  const isDefault = asDefault || customer.defaultAddressNumber === null;
  return {
    value: {
      address,
      customer: {
        ...customer,
        addresses: [...customer.addresses, address],
        defaultAddressNumber: isDefault ? address.number : customer.defaultAddressNumber,
      },
    },
  };
}

/** The customer with one address patched; it keeps its id. */
export function withChangedAddress(
  customer: CustomerRecord,
  existing: AddressRecord,
  input: AddressInput,
  asDefault: boolean,
  context: AddressContext,
): Checked<{ readonly customer: CustomerRecord; readonly address: AddressRecord }> {
  const prepared = prepareAddress(input, existing, customer, context.shopCountry);
  if ('errors' in prepared) return prepared;
  const others = customer.addresses.filter(({ number }) => number !== existing.number);
  if (others.some((other) => isSameAddress(other, prepared.value)))
    return { errors: [fieldError(null, duplicate, 'TAKEN')] };
  const address = record(existing.number, prepared.value);
  return {
    value: {
      address,
      customer: {
        ...customer,
        addresses: customer.addresses.map((each) => (each.number === address.number ? address : each)),
        defaultAddressNumber: asDefault ? address.number : customer.defaultAddressNumber,
      },
    },
  };
}

/** The customer without the address. When it was the default, the oldest of the others is promoted. */
export function withoutAddress(customer: CustomerRecord, number: number): CustomerRecord {
  const addresses = customer.addresses.filter((address) => address.number !== number);
  const wasDefault = customer.defaultAddressNumber === number;
  return {
    ...customer,
    addresses,
    defaultAddressNumber: wasDefault ? (addresses[0]?.number ?? null) : customer.defaultAddressNumber,
  };
}

/**
 * The customer with the addresses of a nested list. On creation an entry may bring no id; on an update an entry with an id patches
 * that address, and addresses left out are deleted. Paths start at `addresses.<index>`.
 */
export function withNestedAddresses(
  customer: CustomerRecord,
  inputs: readonly AddressInput[],
  purpose: 'create' | 'update',
  context: AddressContext,
): Checked<CustomerRecord> {
  const errors: FieldError[] = [];
  const kept: AddressRecord[] = [];
  for (const [index, input] of inputs.entries()) {
    const prefix = `addresses.${index}`;
    if (purpose === 'create' && input.id != null) {
      errors.push(fieldError(`${prefix}.id`, 'Cannot specify address ID on creation', 'INVALID'));
      continue;
    }
    const existing = input.id == null ? undefined : findAddress(customer, input.id);
    if (input.id != null && !existing) {
      errors.push(fieldError(`${prefix}.id`, 'Customer address does not exist', 'INVALID'));
      continue;
    }
    if (!existing && isBlankInput(input)) {
      errors.push(fieldError(prefix, 'Customer address cannot be blank.', 'INVALID'));
      continue;
    }
    const prepared = prepareAddress(input, existing, customer, context.shopCountry);
    if ('errors' in prepared) errors.push(...below(prefix, prepared.errors));
    else if (kept.some((other) => isSameAddress(other, prepared.value)))
      errors.push(fieldError(prefix, duplicate, 'TAKEN'));
    else kept.push(record(existing?.number ?? context.nextNumber(), prepared.value));
  }
  if (errors.length > 0) return { errors };
  return { value: withAllAddresses(customer, kept) };
}

/**
 * The customer with exactly these addresses, as `customerSet` leaves it: every entry is a new record, even one that says what an old
 * one said, so all ids change. Exact duplicates collapse into one.
 */
export function withReplacedAddresses(
  customer: CustomerRecord,
  inputs: readonly AddressInput[],
  context: AddressContext,
): Checked<CustomerRecord> {
  const errors: FieldError[] = [];
  const addresses: AddressRecord[] = [];
  for (const [index, input] of inputs.entries()) {
    const prepared = prepareAddress(input, undefined, customer, context.shopCountry);
    if ('errors' in prepared) errors.push(...below(`addresses.${index}`, prepared.errors));
    else if (!addresses.some((other) => isSameAddress(other, prepared.value)))
      addresses.push(record(context.nextNumber(), prepared.value));
  }
  return errors.length > 0 ? { errors } : { value: withAllAddresses(customer, addresses) };
}

function withAllAddresses(customer: CustomerRecord, addresses: readonly AddressRecord[]): CustomerRecord {
  const keepsDefault = addresses.some(({ number }) => number === customer.defaultAddressNumber);
  return {
    ...customer,
    addresses,
    defaultAddressNumber: keepsDefault ? customer.defaultAddressNumber : (addresses[0]?.number ?? null),
  };
}

function findAddress(customer: CustomerRecord, id: string): AddressRecord | undefined {
  const parsed = parseGid(id);
  return parsed?.type === 'MailingAddress'
    ? customer.addresses.find(({ number }) => number === parsed.id)
    : undefined;
}
