/** Shopify's words for consent, and ours. */
import type {
  ConsentLevel,
  ConsentState,
  CustomerExtras,
  EmailConsent,
} from '../../../shared/domain/customer-extras.ts';
import type {
  CustomerEmailMarketingState,
  CustomerMarketingOptInLevel,
  CustomerValuesFragment,
  EmailValuesFragment,
} from './operations.gen.ts';

export const wireConsentStates: Readonly<Record<ConsentState, CustomerEmailMarketingState>> = {
  subscribed: 'SUBSCRIBED',
  unsubscribed: 'UNSUBSCRIBED',
  pending: 'PENDING',
  notSubscribed: 'NOT_SUBSCRIBED',
  invalid: 'INVALID',
  redacted: 'REDACTED',
};

export const wireConsentLevels: Readonly<Record<ConsentLevel, CustomerMarketingOptInLevel>> = {
  single: 'SINGLE_OPT_IN',
  confirmed: 'CONFIRMED_OPT_IN',
  unknown: 'UNKNOWN',
};

function ours<Ours extends string>(words: Readonly<Record<Ours, string>>, word: string): Ours | undefined {
  return (Object.keys(words) as Ours[]).find((each) => words[each] === word);
}

/** A state that a later version adds counts as one that only Shopify sets. */
export function parseConsent(email: EmailValuesFragment | null): EmailConsent | null {
  if (email === null) return null;
  const level = email.marketingOptInLevel;
  return {
    state: ours(wireConsentStates, email.marketingState) ?? 'invalid',
    level: level === null ? null : (ours(wireConsentLevels, level) ?? 'unknown'),
    at: email.marketingUpdatedAt,
  };
}

export function parseExtras(customer: CustomerValuesFragment): CustomerExtras {
  const { taxExempt, note, tags, locale, defaultEmailAddress } = customer;
  return {
    taxExempt,
    note: note === null || note.trim() === '' ? null : note,
    tags,
    locale,
    emailConsent: parseConsent(defaultEmailAddress),
  };
}
