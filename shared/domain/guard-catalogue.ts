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
  allChanged: {
    title: 'Almost every customer in {system} was changed',
    text: '{count} of {total} linked customers in {system} are no longer what they were after the last run. People rarely edit them all: more often it was an import, another program, or another store or company. Look at a few rows before you go on.',
  },
  createFlood: {
    title: 'Unusually many new customers',
    text: '{count} of the {total} customers in {source} would be created in {system}, although the two were synchronised before. Check whether customers were removed from {system}, or whether this is another store or company.',
  },
  clockSkew: {
    title: 'The clocks are {minutes} minutes apart',
    text: 'The clock of {system} is {minutes} minutes {direction} the clock of this computer. What changed is found by time, so a change could be missed. Set the clock of this computer, then check again.',
  },
} as const satisfies Record<string, ErrorText>;

export type GuardCode = keyof typeof guardCatalogue;

/** L4: what was not read cannot be known, whatever a person says about it. */
const neverOverridden: ReadonlySet<GuardCode> = new Set<GuardCode>(['incompleteRead']);

/** Whether a person may have the plan committed although this guard fired. */
export function canBeOverridden(code: GuardCode): boolean {
  return !neverOverridden.has(code);
}

/** A guard that fired. The plan is shown but cannot be committed, unless a person overrides the guard for it. */
export interface GuardResult {
  readonly code: GuardCode;
  /** `system`, `side`, `count` and `total`; `source` of a flood, `minutes` and `direction` of clocks. */
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
