/** When may Customer be activated? The reasons it may not, each beside the field it belongs to (R-free, issue scope 5). */
import { AppError } from '../../shared/domain/app-error.ts';
import type { CustomerDefaults, CustomerEntity, Numbering, Profile } from '../../shared/domain/settings.ts';

function numberingProblem(numbering: Numbering, maximumLength: number): string | null {
  if (numbering.mode === 'erp') return null;
  const digits = numbering.template.match(/#+/g) ?? [];
  if (digits.length !== 1) {
    return 'The template needs exactly one group of # for the counter, such as C######.';
  }
  if (numbering.template.length > maximumLength) {
    return `The template is longer than ${maximumLength} characters.`;
  }
  if (String(numbering.next).length > digits[0].length) {
    return `The counter ${numbering.next} has more digits than the template has #.`;
  }
  return null;
}

/** AR303000: CustomerID has at most 30 characters; LocationID's length is the LOCATION key's, 10 as reported. [VERIFY] */
const customerNumberLength = 30;
const locationNumberLength = 10;

/** Settings that importing needs before Customer can be active, by field path; empty when nothing is missing. */
export function missingDefaults(
  customer: Pick<CustomerEntity, 'direction' | 'withLocations'>,
  defaults: CustomerDefaults,
): Readonly<Record<string, string>> {
  const missing: Record<string, string> = {};
  if (customer.direction !== 'export' && defaults.customerClass === null) {
    missing['defaults.customerClass'] =
      'Choose the customer class that imported customers get; it supplies their other settings.';
  }
  if (defaults.guestCustomer === null && !defaults.noGuestCustomer) {
    missing['defaults.guestCustomer'] =
      'Choose the generic guest customer, so that it is never synchronised, or say that there is none.';
  }
  const numbering = numberingProblem(defaults.numbering, customerNumberLength);
  if (numbering !== null) missing['defaults.numbering'] = numbering;
  const locationNumbering = customer.withLocations
    ? numberingProblem(defaults.locationNumbering, locationNumberLength)
    : null;
  if (locationNumbering !== null) missing['defaults.locationNumbering'] = locationNumbering;
  return missing;
}

/** @throws AppError DEFAULTS_MISSING with a sentence per field, when Customer is to be active and is not ready. */
export function requireDefaults(profile: Pick<Profile, 'customer' | 'defaults'>): void {
  if (!profile.customer.active) return;
  const fields = missingDefaults(profile.customer, profile.defaults);
  const names = Object.values(fields);
  if (names.length > 0) {
    throw new AppError('DEFAULTS_MISSING', { params: { missing: names.join(' ') }, fields });
  }
}
