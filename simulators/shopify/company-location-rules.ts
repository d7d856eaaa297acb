import { prepareCompanyAddress } from './company-address-rules.ts';
import type { CompanyAddressContent, CompanyAddressInput } from './company-address-rules.ts';
import { plainBuyerExperience } from './company-records.ts';
import type { BuyerExperience, CompanyAddressRecord, CompanyLocationRecord } from './company-records.ts';
import { externalIdErrors, nameErrors, noteErrors } from './company-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { findPaymentTerms } from './payment-terms.ts';
import { normalisePhone } from './phone.ts';
import type { ShopWriter } from './shop-context.ts';
import { cleanText } from './text-rules.ts';

/** `CompanyLocationUpdateInput`. */
export interface CompanyLocationChange {
  readonly name?: string | null;
  readonly externalId?: string | null;
  readonly phone?: string | null;
  readonly note?: string | null;
  readonly locale?: string | null;
  readonly buyerExperienceConfiguration?: BuyerExperienceInput | null;
}

/** `CompanyLocationInput`. */
export interface CompanyLocationInput extends CompanyLocationChange {
  readonly shippingAddress?: CompanyAddressInput | null;
  readonly billingAddress?: CompanyAddressInput | null;
  readonly billingSameAsShipping?: boolean | null;
  readonly taxExempt?: boolean | null;
  readonly taxExemptions?: readonly string[] | null;
  readonly taxRegistrationId?: string | null;
}

export interface BuyerExperienceInput {
  readonly checkoutToDraft?: boolean | null;
  readonly editableShippingAddress?: boolean | null;
  readonly paymentTermsTemplateId?: string | null;
  readonly deposit?: { readonly percentage: number } | null;
}

const invalidInput = (path: string): FieldError => fieldError(path, 'Invalid input.', 'INVALID_INPUT');
export const wrongType = (field: string, label: string): FieldError =>
  fieldError(field, `${label} is of unexpected type NilClass`, 'UNEXPECTED_TYPE');

type OwnFields = Pick<
  CompanyLocationRecord,
  'name' | 'externalId' | 'phone' | 'note' | 'locale' | 'buyerExperience'
>;

/** A location to be made, for the company of this number and name. Error paths are relative to the input. */
export function prepareNewLocation(
  writer: ShopWriter,
  company: { readonly number: number; readonly name: string },
  input: CompanyLocationInput,
): Checked<CompanyLocationRecord> {
  const impossible = contradictions(input);
  if (impossible.length > 0) return { errors: impossible };
  const shipping = input.shippingAddress ? prepareCompanyAddress(input.shippingAddress) : undefined;
  const billing = input.billingAddress ? prepareCompanyAddress(input.billingAddress) : undefined;
  const errors: FieldError[] = [];
  if (shipping && 'errors' in shipping) errors.push(...below('shippingAddress', shipping.errors));
  if (billing && 'errors' in billing) errors.push(...below('billingAddress', billing.errors));
  const phoneCountry = input.shippingAddress?.countryCode ?? input.billingAddress?.countryCode;
  const named = { ...input, name: cleanText(input.name) ?? company.name };
  const own = prepareOwnFields(writer, named, undefined, phoneCountry ?? writer.shop.countryCode);
  if ('errors' in own) errors.push(...own.errors);
  if (errors.length > 0 || 'errors' in own) return { errors };

  const { store } = writer;
  const stamp = store.stamp();
  const number = store.nextNumber();
  const address = (content: Checked<CompanyAddressContent> | undefined): CompanyAddressRecord | null =>
    content && 'value' in content ? newAddress(writer, content.value) : null;
  const shippingAddress = address(shipping);
  return {
    value: {
      typeName: 'CompanyLocation',
      number,
      companyNumber: company.number,
      ...own.value,
      shippingAddress,
      billingAddress: input.billingSameAsShipping === true ? shippingAddress : address(billing),
      taxExempt: input.taxExempt ?? false,
      taxExemptions: [...new Set(input.taxExemptions)],
      taxRegistrationId: cleanText(input.taxRegistrationId),
      hasOrders: false,
      createdAt: stamp,
      updatedAt: stamp,
      metafields: [],
    },
  };
}

/** What the input's fields say against each other. */
function contradictions(input: CompanyLocationInput): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (input.taxExempt === null) errors.push(invalidInput('taxExempt'));
  if (input.billingSameAsShipping === true) {
    if (input.billingAddress) errors.push(invalidInput('billingAddress'));
    if (!input.shippingAddress) errors.push(invalidInput('shippingAddress'));
  }
  return errors;
}

/** An address that was not there before. */
export function newAddress({ store }: ShopWriter, content: CompanyAddressContent): CompanyAddressRecord {
  const stamp = store.stamp();
  return {
    typeName: 'CompanyAddress',
    number: store.nextNumber(),
    createdAt: stamp,
    updatedAt: stamp,
    ...content,
  };
}

/** The location after `companyLocationUpdate`. Error paths are relative to the input. */
export function prepareLocationChange(
  writer: ShopWriter,
  before: CompanyLocationRecord,
  input: CompanyLocationChange,
): Checked<CompanyLocationRecord> {
  const nulls = [
    ...(input.name === null ? [wrongType('name', 'Name')] : []),
    ...(input.phone === null ? [wrongType('phone', 'Phone')] : []),
  ];
  if (nulls.length > 0) return { errors: nulls };
  const country = (before.shippingAddress ?? before.billingAddress)?.countryCode ?? writer.shop.countryCode;
  const own = prepareOwnFields(writer, input, before, country);
  return 'errors' in own ? own : { value: { ...before, ...own.value } };
}

function prepareOwnFields(
  { store }: ShopWriter,
  input: CompanyLocationChange,
  before: CompanyLocationRecord | undefined,
  phoneCountry: string,
): Checked<OwnFields> {
  const name = 'name' in input ? cleanText(input.name) : (before?.name ?? null);
  const externalId = 'externalId' in input ? input.externalId || null : (before?.externalId ?? null);
  const note = 'note' in input ? cleanText(input.note) : (before?.note ?? null);
  // The locale of a location is not validated, unlike a contact's.
  const locale = 'locale' in input ? cleanText(input.locale) : (before?.locale ?? null);
  const owner = externalId === null ? undefined : store.business.locationByExternalId(externalId);
  const errors: FieldError[] = [
    ...nameErrors(name),
    ...externalIdErrors(externalId, owner !== undefined && owner.number !== before?.number),
    ...noteErrors(note),
  ];
  const phoneText = cleanText(input.phone);
  const sent = phoneText === null ? null : normalisePhone(phoneText, phoneCountry);
  if (sent === undefined) errors.push(fieldError('phone', 'Phone is invalid', 'INVALID'));
  const phone = 'phone' in input ? (sent ?? null) : (before?.phone ?? null);
  const buyer = prepareBuyerExperience(
    input.buyerExperienceConfiguration,
    before?.buyerExperience ?? plainBuyerExperience,
  );
  if ('errors' in buyer) errors.push(...below('buyerExperienceConfiguration', buyer.errors));
  if (errors.length > 0 || name === null || 'errors' in buyer) return { errors };
  return { value: { name, externalId, phone, note, locale, buyerExperience: buyer.value } };
}

function prepareBuyerExperience(
  input: BuyerExperienceInput | null | undefined,
  before: BuyerExperience,
): Checked<BuyerExperience> {
  if (input == null) return { value: before };
  if (Object.keys(input).length === 0)
    return { errors: [fieldError(null, 'Invalid input.', 'INVALID_INPUT')] };
  const terms =
    input.paymentTermsTemplateId == null ? undefined : findPaymentTerms(input.paymentTermsTemplateId);
  if (input.paymentTermsTemplateId != null && !terms) {
    const message = 'Payment terms template does not exist.';
    return { errors: [fieldError('paymentTermsTemplateId', message, 'RESOURCE_NOT_FOUND')] };
  }
  const changed: BuyerExperience = {
    checkoutToDraft: input.checkoutToDraft ?? before.checkoutToDraft,
    editableShippingAddress: input.editableShippingAddress ?? before.editableShippingAddress,
    paymentTermsTemplateNumber:
      'paymentTermsTemplateId' in input ? (terms?.number ?? null) : before.paymentTermsTemplateNumber,
    depositPercentage: 'deposit' in input ? (input.deposit?.percentage ?? null) : before.depositPercentage,
  };
  if (changed.depositPercentage !== null && changed.paymentTermsTemplateNumber === null)
    return { errors: [fieldError('deposit', 'Deposit requires a payment terms template.', 'INVALID')] };
  return { value: changed };
}
