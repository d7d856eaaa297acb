/**
 * Ids that are made from a template: `#` is a digit of the counter, the rest stands for itself (`C######`, `ECUS-RET1-######`).
 * Accord's own counting; the ERP's numbering sequences stay as they are (acumatica.md 2).
 */
import { AppError } from './app-error.ts';

export const idKinds = ['customer', 'location'] as const;
export type IdKind = (typeof idKinds)[number];

/** AR303000: CustomerID has at most 30 characters; LocationID's length is the LOCATION key's, 10 as reported. [VERIFY] */
const longestId: Readonly<Record<IdKind, number>> = { customer: 30, location: 10 };

/** Why no id can be made, in a sentence for a person; null when the template is in order. */
export function templateProblem(kind: IdKind, template: string, next: number): string | null {
  const [digits, ...further] = template.match(/#+/g) ?? [];
  if (digits === undefined || further.length > 0) {
    return 'The template needs exactly one group of # for the counter, such as C######.';
  }
  if (template.includes('_')) {
    return 'Put a letter or digit of your own in the place of each _: only # is counted up.';
  }
  if (template !== template.trim()) return 'The template begins or ends with a blank. Remove it.';
  const longest = longestId[kind];
  if (template.length > longest) return `The template is longer than ${longest} characters.`;
  if (!Number.isInteger(next) || next < 0) return 'Enter the next number, a whole number from 0.';
  if (String(next).length > digits.length) {
    return `The counter ${next} has more digits than the template has #.`;
  }
  return null;
}

/**
 * The id of one number. The ERP keeps ids in capitals.
 * @throws AppError SETTINGS_INVALID when the counter has more digits than there are `#`.
 */
export function fillTemplate(template: string, counter: number): string {
  const places = template.split('#').length - 1;
  const digits = String(counter).padStart(places, '0');
  if (digits.length > places) {
    throw new AppError('SETTINGS_INVALID', {
      params: { template },
      fields: { numbering: `The template ${template} has no place for the number ${counter}.` },
    });
  }
  let next = 0;
  return template.replaceAll('#', () => digits[next++] ?? '').toUpperCase();
}

/** So many ids in a row, fewer where the template is full. */
export function idsFrom(template: string, next: number, count: number): readonly string[] {
  const places = template.split('#').length - 1;
  return Array.from({ length: count }, (_, offset) => next + offset)
    .filter((counter) => String(counter).length <= places)
    .map((counter) => fillTemplate(template, counter));
}
