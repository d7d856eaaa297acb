import { fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { problem } from './problem.ts';
import type { MarketingConsent } from './records.ts';

export interface ConsentInput {
  readonly marketingState: string;
  readonly marketingOptInLevel?: string | null;
  readonly consentUpdatedAt?: string | null;
}

const settable = new Set(['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING']);

/** States that Shopify sets itself are refused with a top-level error. */
export function refuseUnsettableState(state: string): void {
  if (!settable.has(state)) throw problem(`Cannot specify ${state} as a marketing state input`, 'INVALID');
}

/** The consent as it is stored; without a time it was given at `stamp`. */
export function enteredConsent(consent: ConsentInput, stamp: string): MarketingConsent {
  return {
    marketingState: consent.marketingState,
    marketingOptInLevel: consent.marketingOptInLevel ?? null,
    consentUpdatedAt: consent.consentUpdatedAt ?? stamp,
  };
}

/** What is wrong with the consent, with the path below `path`. */
export function consentError(path: string, consent: ConsentInput, now: Date): FieldError | undefined {
  const { marketingState, marketingOptInLevel, consentUpdatedAt } = consent;
  if (consentUpdatedAt != null && Date.parse(consentUpdatedAt) > now.getTime())
    return fieldError(`${path}.consentUpdatedAt`, 'Consent updated at must not be in the future', 'INVALID');
  const levelPath = `${path}.marketingOptInLevel`;
  if (marketingState === 'SUBSCRIBED' && marketingOptInLevel == null)
    return fieldError(levelPath, 'Marketing opt in level must exist', 'MISSING_ARGUMENT');
  if (
    marketingState === 'PENDING' &&
    marketingOptInLevel != null &&
    marketingOptInLevel !== 'CONFIRMED_OPT_IN'
  )
    return fieldError(
      levelPath,
      'Marketing opt in level must be confirmed opt-in for pending consent state',
      'INVALID',
    );
  return undefined;
}
