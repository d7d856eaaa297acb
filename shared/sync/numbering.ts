/** The next free numbers of a template (`C######`), skipping what the ERP has. Private to Accord: the ERP's own sequences stay as they are. */
import { AppError } from '../domain/app-error.ts';
import type { Numbering } from '../domain/settings.ts';

/** Fills the `#` of a template from the right; throws SETTINGS_INVALID when the counter has more digits than `#`. */
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
  return template.replaceAll('#', () => digits[next++] ?? '');
}

/**
 * Answers one free number after the other, each once; always null where the ERP numbers by itself. Numbers are compared
 * ignoring case, as the ERP does. Reads `used` when a number is asked for.
 */
export function createNumbering(numbering: Numbering, used: ReadonlySet<string>): () => string | null {
  if (numbering.mode === 'erp') return () => null;
  const { template } = numbering;
  let counter = numbering.next;
  return () => {
    for (;;) {
      const number = fillTemplate(template, counter);
      counter += 1;
      if (!used.has(number.toUpperCase())) return number;
    }
  };
}
