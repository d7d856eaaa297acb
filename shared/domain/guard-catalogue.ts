/** What a guard that fired says to a person: what is odd about the whole preview, and what to look at. */
import { fillText, type ErrorText } from './error-catalogue.ts';

export const guardCatalogue = {
  incompleteRead: {
    title: 'Not everything could be read from {system}',
    text: 'A customer that is missing here may still exist there, so nothing can be committed. Prepare again.',
  },
  emptySide: {
    title: '{system} answered with no customers at all',
    text: '{total} were linked before. Check that this is the right store and company, and that the sign-in may see customers.',
  },
  wrongStore: {
    title: 'Is this the right store and company?',
    text: 'Most customers ({count} of {total}) have no partner any more. Compare the names of store and company in the connection before you go on.',
  },
  massDeactivation: {
    title: 'Unusually many deactivations',
    text: '{count} of {total} customers in {system} or their locations would be deactivated or deleted, more than the limit of this profile. Check whether a filter, a store or a company was changed.',
  },
  massUpdate: {
    title: 'Unusually many changes',
    text: '{count} of {total} linked customers would be changed in {system}, more than the limit of this profile. Check whether somebody edited them all at once, such as by an import.',
  },
} as const satisfies Record<string, ErrorText>;

export type GuardCode = keyof typeof guardCatalogue;

/** A guard that fired. The plan is shown but cannot be committed. */
export interface GuardResult {
  readonly code: GuardCode;
  /** `system`, `side`, `count` and `total`. */
  readonly params: Readonly<Record<string, string>>;
}

export function describeGuard({ code, params }: GuardResult): ErrorText {
  const { title, text } = guardCatalogue[code];
  return { title: fillText(title, params), text: fillText(text, params) };
}

/** Title and text in one line, for places without a heading. */
export function guardSentence(guard: GuardResult): string {
  const { title, text } = describeGuard(guard);
  return `${title}${title.endsWith('?') ? '' : '.'} ${text}`;
}
