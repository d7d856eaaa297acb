/** When may Customer be activated? The reasons it may not, each beside the field it belongs to (R-free, issue scope 5). */
import { AppError } from '../../shared/domain/app-error.ts';
import { templateProblem, type IdKind } from '../../shared/domain/numbering.ts';
import type { CustomerDefaults, CustomerEntity, Numbering, Profile } from '../../shared/domain/settings.ts';

function numberingProblem(kind: IdKind, numbering: Numbering): string | null {
  return numbering.mode === 'erp' ? null : templateProblem(kind, numbering.template, numbering.next);
}

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
  const numbering = numberingProblem('customer', defaults.numbering);
  if (numbering !== null) missing['defaults.numbering'] = numbering;
  const locationNumbering = customer.withLocations
    ? numberingProblem('location', defaults.locationNumbering)
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
    throw new AppError('DEFAULTS_MISSING', {
      params: { entity: 'Customer', missing: names.join(' ') },
      fields,
    });
  }
}
