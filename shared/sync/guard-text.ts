/** What a guard that fired says to a person, in whole sentences. */
import { fillText } from '../domain/error-catalogue.ts';
import type { GuardCode, GuardResult } from './plan.ts';

const guardTexts: Readonly<Record<GuardCode, string>> = {
  incompleteRead:
    'Not everything could be read from {system}. What is missing would look deleted, so nothing can be committed. Prepare again.',
  emptySide:
    '{system} answered with no customers at all, although {count} were linked. Is this the right store and company?',
  wrongStore:
    'Most linked customers ({count} of {total}) have no partner any more. Is this the right store and company?',
  massDeactivation:
    '{count} customers or locations would be deactivated or deleted, more than the limit set for this profile.',
  massUpdate:
    '{count} of {total} linked customers would be changed, more than the limit set for this profile.',
};

export function describeGuard(guard: GuardResult): string {
  return fillText(guardTexts[guard.code], guard.params);
}
