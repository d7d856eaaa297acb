/** Neutral drafts and patches of companies as Shopify's inputs. What has no value is left out: null is refused by type. */
import type { CompanyContactDraft, CompanyLocationDraft } from '../../../../shared/sync/company-ports.ts';
import type { FieldValue, LocationValues } from '../../../../shared/domain/party.ts';
import type { CompanyAddressInput, CompanyContactInput, CompanyLocationInput } from '../operations.gen.ts';
import { withoutNulls } from '../without-nulls.ts';
import { externalIdFor } from './external-id.ts';

/**
 * How a value is cleared. Null is refused by type for names and phones (domain facts 4.2); that an empty text takes a value away
 * is how Shopify reads it everywhere else. [VERIFY]
 */
const cleared = '';

/** Only what is present is sent; null clears. */
export function clearing<Patch extends object>(patch: Patch): Patch {
  return Object.fromEntries(
    Object.entries(patch).map(([name, value]: [string, unknown]) => [name, value === null ? cleared : value]),
  ) as Patch;
}

/** A patch with its external ID as Shopify takes it. @throws AppError EXTERNAL_ID_TOO_LONG. */
export function patchInput<Patch extends { readonly externalId?: FieldValue }>(
  patch: Patch,
  record: string,
): Patch {
  const { externalId } = patch;
  const stored = typeof externalId === 'string' ? { externalId: externalIdFor(externalId, record) } : {};
  return clearing({ ...patch, ...stored });
}

/** The name on the address goes into one field, whole, and `company` into none: it is always the company's name. */
export function companyAddressInput(values: LocationValues): CompanyAddressInput {
  const { attention, address1, address2, city, province, postcode, country, phone } = values;
  return withoutNulls<CompanyAddressInput>({
    recipient: attention,
    address1,
    address2,
    city,
    zoneCode: province,
    zip: postcode,
    countryCode: country,
    phone,
  });
}

/** An explicit billing address beside `billingSameAsShipping: true` would be refused (domain facts 4.2). */
function addressesInput({ shipping, billing }: CompanyLocationDraft): CompanyLocationInput {
  return {
    ...(shipping === null ? {} : { shippingAddress: companyAddressInput(shipping) }),
    ...(billing === 'asShipping' && shipping !== null ? { billingSameAsShipping: true } : {}),
    ...(billing === 'asShipping' || billing === null ? {} : { billingAddress: companyAddressInput(billing) }),
  };
}

/** @throws AppError EXTERNAL_ID_TOO_LONG. */
export function companyLocationInput(draft: CompanyLocationDraft, record: string): CompanyLocationInput {
  const { name, externalId, phone, note, locale, taxExempt, taxRegistrationId, paymentTerms } = draft;
  return withoutNulls<CompanyLocationInput>({
    name,
    externalId: externalId === null ? null : externalIdFor(externalId, record),
    phone,
    note,
    locale,
    ...addressesInput(draft),
    taxExempt,
    taxRegistrationId,
    ...(paymentTerms === null
      ? {}
      : { buyerExperienceConfiguration: { paymentTermsTemplateId: paymentTerms.key } }),
  });
}

export function contactInput(draft: CompanyContactDraft): CompanyContactInput {
  const { email, firstName, lastName, phone, title } = draft;
  return withoutNulls<CompanyContactInput>({ email, firstName, lastName, phone, title });
}
