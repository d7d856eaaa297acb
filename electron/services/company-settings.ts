/** What must hold before settings of business customers are kept: the gate, the shared defaults, and the table of payment terms. */
import { AppError } from '../../shared/domain/app-error.ts';
import { closedBy, companyGate } from '../../shared/domain/company-gate.ts';
import { termsTwice } from '../../shared/domain/payment-terms.ts';
import type { CompanyEntity, Profile } from '../../shared/domain/settings.ts';
import type { TermsLists } from '../../shared/ipc/contract.ts';
import { missingDefaults } from './defaults.ts';

type CompanySettings = Pick<Profile, 'company' | 'defaults'>;

/** Settings that Company needs before it can be active, by field path. Both entities share them. */
export function missingForCompany({ company, defaults }: CompanySettings): Readonly<Record<string, string>> {
  return missingDefaults({ direction: company.direction, withLocations: true }, defaults);
}

/**
 * The gate is asked when the entity is switched on, and at each preview from then on.
 * @throws AppError COMPANY_CLOSED, DEFAULTS_MISSING, SETTINGS_INVALID
 */
export function requireCompany(before: Profile, after: Profile): void {
  const { company } = after;
  const twice = termsTwice(company.terms);
  if (twice.length > 0) {
    throw new AppError('SETTINGS_INVALID', { fields: { 'company.terms': twice.join(' ') } });
  }
  if (!company.active) return;
  if (!before.company.active) {
    const gate = companyGate(after);
    const open = gate.answers.filter(({ state }) => state !== 'on');
    if (open.length > 0) {
      const reasons = [...closedBy(gate, 'off'), ...closedBy(gate, 'unknown')].map(
        ({ title, state, remedy }) =>
          `"${title}" ${state === 'off' ? 'is off' : 'may be on or off'}. ${remedy ?? ''}`,
      );
      throw new AppError('COMPANY_CLOSED', {
        params: { reasons: reasons.join(' ') },
        fields: Object.fromEntries(
          open.map(({ requirement, remedy }) => [`gate.${requirement}`, remedy ?? '']),
        ),
      });
    }
  }
  const fields = missingForCompany(after);
  const names = Object.values(fields);
  if (names.length > 0) {
    throw new AppError('DEFAULTS_MISSING', {
      params: { entity: 'Company', missing: names.join(' ') },
      fields,
    });
  }
}

/**
 * The settings with which a profile begins that is taken over: the gate is closed before anybody looked, so Company waits to be
 * switched on; its payment terms are checked then as well.
 * @throws AppError SETTINGS_INVALID
 */
export function arriving(profile: Profile): Profile {
  const waiting = { ...profile, company: { ...profile.company, active: false } };
  requireCompany(waiting, waiting);
  return waiting;
}

/** What the store has to be asked about before this table is in use: what is new in it, and all of it where Company is switched on. */
export function newTerms(before: CompanyEntity, after: CompanyEntity): CompanyEntity['terms'] {
  if (!after.active) return [];
  if (!before.active) return after.terms;
  const known = new Set(before.terms.map(({ shopify }) => shopify));
  return after.terms.filter(({ shopify }) => !known.has(shopify));
}

/** The store knows its terms; those of the ERP are only known from its customers, so others may be typed. @throws AppError TERMS_NOT_ASSIGNABLE */
export function requireAssignable(terms: CompanyEntity['terms'], lists: TermsLists): void {
  const reasons = terms.flatMap(({ shopify }) => {
    const found = lists.shopify.find(({ id }) => id === shopify);
    if (found === undefined) return [`The store has no payment terms "${shopify}".`];
    return found.notAssignable === null ? [] : [found.notAssignable];
  });
  if (reasons.length > 0) {
    throw new AppError('TERMS_NOT_ASSIGNABLE', {
      params: { reasons: reasons.join(' ') },
      fields: { 'company.terms': reasons.join(' ') },
    });
  }
}
