import { enteredConsent, refuseUnsettableState } from './consent-rules.ts';
import type { ConsentInput } from './consent-rules.ts';
import { withNestedAddresses, withReplacedAddresses } from './customer-addresses.ts';
import { blankCustomer, hasIdentity, identityMissing, prepareCustomer } from './customer-rules.ts';
import type { CustomerFields } from './customer-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { findByCustomId, withMetafield } from './metafields.ts';
import type { CustomId, MetafieldContent } from './metafields.ts';
import { normalisePhone } from './phone.ts';
import type { CustomerRecord } from './records.ts';
import { addressContext, findCustomer, saveCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';
import { cleanEmail } from './text-rules.ts';

interface CustomerInput extends CustomerFields {
  readonly id?: string | null;
  readonly emailMarketingConsent?: ConsentInput | null;
  readonly smsMarketingConsent?: ConsentInput | null;
  readonly whatsAppMarketingConsent?: unknown;
  readonly metafields?: readonly MetafieldContent[] | null;
}

interface CustomerPayload {
  readonly customer: CustomerRecord | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (userErrors: readonly FieldError[]): CustomerPayload => ({ customer: null, userErrors });

/** `customerCreate`. */
export function createCustomer(
  context: ShopContext,
  { input }: { readonly input: CustomerInput },
): CustomerPayload {
  const consent = input.emailMarketingConsent;
  if (consent) refuseUnsettableState(consent.marketingState);
  if (input.id != null) return refused([fieldError('id', 'Cannot specify ID on creation', 'INVALID')]);

  const blank = blankCustomer(context.store.nextNumber(), context.store.stamp());
  const prepared = prepareCustomer(input, blank, context.store, context.shop.countryCode);
  if ('errors' in prepared) return refused(prepared.errors);
  if (!hasIdentity(prepared.value)) return refused([fieldError(null, identityMissing, 'BLANK')]);
  if (consent && prepared.value.email === null) {
    const message = 'An email address is required to set the email marketing consent state.';
    return refused([fieldError('emailMarketingConsent', message, 'INVALID')]);
  }
  const withConsent = consent
    ? { ...prepared.value, emailConsent: enteredConsent(consent, context.store.stamp()) }
    : prepared.value;
  const complete = withParts(context, withConsent, input, 'create');
  if ('errors' in complete) return refused(complete.errors);
  context.store.put(complete.value);
  return { customer: complete.value, userErrors: [] };
}

/** Nested addresses and metafields of `CustomerInput`. */
function withParts(
  context: ShopContext,
  customer: CustomerRecord,
  input: CustomerInput,
  purpose: 'create' | 'update',
): Checked<CustomerRecord> {
  const addressed: Checked<CustomerRecord> = input.addresses
    ? withNestedAddresses(customer, input.addresses, purpose, addressContext(context))
    : { value: customer };
  if ('errors' in addressed) return addressed;
  let complete = addressed.value;
  for (const [index, metafield] of (input.metafields ?? []).entries()) {
    const result = withMetafield(context.store, complete, metafield);
    if ('errors' in result) return { errors: below(`metafields.${index}`, result.errors) };
    complete = result.value.owner;
  }
  return { value: complete };
}

const consentFields = ['emailMarketingConsent', 'smsMarketingConsent', 'whatsAppMarketingConsent'] as const;

/** `customerUpdate`: refuses inline consent; tags replace the whole list. */
export function updateCustomer(
  context: ShopContext,
  { input }: { readonly input: CustomerInput },
): CustomerPayload {
  const before = findCustomer(context, input.id);
  if (!before) return refused([fieldError('id', 'Customer does not exist', 'NOT_FOUND')]);
  const inlineConsent = consentFields.filter((field) => input[field] != null);
  if (inlineConsent.length > 0)
    return refused(
      inlineConsent.map((field) => {
        const mutation = `customer${field.charAt(0).toUpperCase()}${field.slice(1)}Update`;
        return fieldError(
          field,
          `To update ${field}, please use the ${mutation} Mutation instead`,
          'INVALID',
        );
      }),
    );
  const prepared = prepareCustomer(input, before, context.store, context.shop.countryCode);
  if ('errors' in prepared) return refused(prepared.errors);
  if (!hasIdentity(prepared.value)) return refused([fieldError(null, identityMissing, 'BLANK')]);
  const complete = withParts(context, prepared.value, input, 'update');
  if ('errors' in complete) return refused(complete.errors);
  return { customer: saveCustomer(context, before, complete.value), userErrors: [] };
}

interface CustomerSetArguments {
  readonly identifier?: {
    readonly id?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly customId?: CustomId;
  } | null;
  readonly input: CustomerFields & { readonly id?: string | null };
}

const notFound = fieldError('input', 'Resource matching the identifier was not found.', 'NOT_FOUND');

/** `customerSet`: creates or updates by an identifier. Lists are replaced, so kept addresses come back with new ids. */
export function setCustomer(
  context: ShopContext,
  { identifier, input }: CustomerSetArguments,
): CustomerPayload {
  const target = findTarget(context, identifier, input);
  if ('errors' in target) return refused(target.errors);
  if (input.taxExempt === null) {
    const message = 'Tax exempt is of unexpected type NilClass';
    return refused([fieldError('input.taxExempt', message, 'INVALID')]);
  }
  const before = target.value ?? blankCustomer(context.store.nextNumber(), context.store.stamp());
  const prepared = prepareCustomer(input, before, context.store, context.shop.countryCode);
  if ('errors' in prepared) return refused(below('input', prepared.errors));
  if (!hasIdentity(prepared.value)) return refused([fieldError('input', identityMissing, 'BLANK')]);

  const addressed: Checked<CustomerRecord> = input.addresses
    ? withReplacedAddresses(prepared.value, input.addresses, addressContext(context))
    : { value: prepared.value };
  if ('errors' in addressed) return refused(below('input', addressed.errors));
  const { customId } = identifier ?? {};
  const tied: Checked<{ readonly owner: CustomerRecord }> = customId
    ? withMetafield(context.store, addressed.value, { ...customId, type: 'id' })
    : { value: { owner: addressed.value } };
  if ('errors' in tied) return refused(below('identifier.customId', tied.errors));

  const { owner: customer } = tied.value;
  if (target.value) return { customer: saveCustomer(context, target.value, customer), userErrors: [] };
  context.store.put(customer);
  return { customer, userErrors: [] };
}

/** The customer to update, or undefined when one is to be created. An unknown id never becomes a create. */
function findTarget(
  context: ShopContext,
  identifier: CustomerSetArguments['identifier'],
  input: CustomerSetArguments['input'],
): Checked<CustomerRecord | undefined> {
  const { store, shop } = context;
  if (!identifier) {
    const customer = findCustomer(context, input.id);
    return input.id != null && !customer ? { errors: [notFound] } : { value: customer };
  }
  if (input.id != null) {
    const message = 'The id field is not allowed if identifier is provided.';
    return { errors: [fieldError('input', message, 'ID_NOT_ALLOWED')] };
  }
  if (identifier.id !== undefined) {
    const customer = findCustomer(context, identifier.id);
    return customer ? { value: customer } : { errors: [notFound] };
  }
  if (identifier.customId) return { value: findByCustomId(store, identifier.customId) };
  if (identifier.email !== undefined) {
    const email = cleanEmail(identifier.email);
    const mismatch = identifierError(
      email?.toLowerCase() ?? null,
      cleanEmail(input.email)?.toLowerCase() ?? null,
    );
    return mismatch
      ? { errors: [mismatch] }
      : { value: email === null ? undefined : store.customerByEmail(email) };
  }
  const read = (text: string | null | undefined): string | null =>
    text == null ? null : (normalisePhone(text, shop.countryCode) ?? text);
  const phone = read(identifier.phone);
  const mismatch = identifierError(phone, read(input.phone));
  return mismatch
    ? { errors: [mismatch] }
    : { value: phone === null ? undefined : store.customerByPhone(phone) };
}

function identifierError(identifier: string | null, inInput: string | null): FieldError | undefined {
  if (inInput === null) {
    const message = 'The input field corresponding to the identifier is required.';
    return fieldError('input', message, 'MISSING_FIELD_REQUIRED');
  }
  if (identifier === inInput) return undefined;
  const message = 'The identifier value does not match the value of the corresponding field in the input.';
  return fieldError('input', message, 'INPUT_MISMATCH');
}

/** `customerDelete`: refused for customers with orders. */
export function deleteCustomer(
  context: ShopContext,
  { input }: { readonly input: { readonly id: string } },
): unknown {
  const customer = findCustomer(context, input.id);
  if (!customer)
    return {
      deletedCustomerId: null,
      userErrors: [fieldError('id', "Customer can't be found", 'NOT_FOUND')],
    };
  if (customer.numberOfOrders > 0) {
    const message = 'Customer can’t be deleted because they have associated orders';
    return { deletedCustomerId: null, userErrors: [fieldError('id', message, 'INVALID')] };
  }
  context.store.remove(customer);
  return { deletedCustomerId: input.id, userErrors: [] };
}

/** `customerByIdentifier`: exact and immediate. */
export function customerByIdentifier(
  context: ShopContext,
  {
    identifier,
  }: {
    readonly identifier: {
      readonly id?: string;
      readonly emailAddress?: string;
      readonly phoneNumber?: string;
      readonly customId?: CustomId;
    };
  },
): CustomerRecord | null {
  const { store, shop } = context;
  if (identifier.customId) return findByCustomId(store, identifier.customId) ?? null;
  if (identifier.id !== undefined) return findCustomer(context, identifier.id) ?? null;
  const email = cleanEmail(identifier.emailAddress);
  if (email !== null) return store.customerByEmail(email) ?? null;
  const phone = normalisePhone(identifier.phoneNumber ?? '', shop.countryCode);
  return (phone === undefined ? undefined : store.customerByPhone(phone)) ?? null;
}

/** `tagsAdd` and `tagsRemove`, for customers. */
export function changeTags(
  context: ShopContext,
  { id, tags }: { readonly id: string; readonly tags: readonly string[] },
  change: (before: readonly string[], tags: readonly string[]) => Checked<readonly string[]>,
): unknown {
  const before = findCustomer(context, id);
  if (!before) return { node: null, userErrors: [fieldError('id', 'Customer does not exist', 'NOT_FOUND')] };
  const changed = change(before.tags, tags);
  if ('errors' in changed) return { node: null, userErrors: changed.errors };
  return { node: saveCustomer(context, before, { ...before, tags: changed.value }), userErrors: [] };
}
