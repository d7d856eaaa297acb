import { consentError, enteredConsent, refuseUnsettableState } from './consent-rules.ts';
import type { ConsentInput } from './consent-rules.ts';
import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import type { CustomerRecord } from './records.ts';
import { findCustomer, saveCustomer } from './shop-context.ts';
import type { ShopContext } from './shop-context.ts';

interface ConsentPayload {
  readonly customer: CustomerRecord | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (error: FieldError): ConsentPayload => ({ customer: null, userErrors: [error] });

/** `customerEmailMarketingConsentUpdate`. */
export function updateEmailConsent(
  context: ShopContext,
  {
    input,
  }: { readonly input: { readonly customerId: string; readonly emailMarketingConsent: ConsentInput } },
): ConsentPayload {
  const consent = input.emailMarketingConsent;
  refuseUnsettableState(consent.marketingState);
  const before = findCustomer(context, input.customerId);
  if (!before) return refused(fieldError(null, 'Customer not found'));
  const path = 'input.emailMarketingConsent';
  if (before.email === null)
    return refused(
      fieldError(path, 'An email address is required to set the email marketing consent state.', 'INVALID'),
    );
  const error = consentError(path, consent, context.store.now());
  if (error) return refused(error);
  const emailConsent = enteredConsent(consent, context.store.stamp());
  return { customer: saveCustomer(context, before, { ...before, emailConsent }), userErrors: [] };
}

/** `customerSmsMarketingConsentUpdate`. */
export function updateSmsConsent(
  context: ShopContext,
  { input }: { readonly input: { readonly customerId: string; readonly smsMarketingConsent: ConsentInput } },
): ConsentPayload {
  const consent = input.smsMarketingConsent;
  refuseUnsettableState(consent.marketingState);
  const before = findCustomer(context, input.customerId);
  if (!before) return refused(fieldError(null, 'Customer not found'));
  const path = 'input.smsMarketingConsent';
  if (before.phone === null)
    return refused(fieldError(path, 'A phone number is required to set the SMS consent state.', 'INVALID'));
  const error = consentError(path, consent, context.store.now());
  if (error) return refused(error);
  const smsConsent = enteredConsent(consent, context.store.stamp());
  return { customer: saveCustomer(context, before, { ...before, smsConsent }), userErrors: [] };
}
