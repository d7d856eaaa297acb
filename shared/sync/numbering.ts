/** The next free numbers of a template, skipping what the ERP has. */
import { fillTemplate } from '../domain/numbering.ts';
import type { Numbering } from '../domain/settings.ts';
import type { PlannedRecords } from './plan-records.ts';
import type { TakenNumbers } from './ports.ts';

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
      if (!used.has(number)) return number;
    }
  };
}

/**
 * Plans until every number of a new customer is free in the ERP. What was read does not tell all: business customers are another
 * entity, and somebody may have used a number since.
 * @param plan must pass over the numbers it is given.
 */
export async function planWithFreeNumbers(
  plan: (taken: ReadonlySet<string>) => PlannedRecords,
  takenNumbers: TakenNumbers,
  signal: AbortSignal,
): Promise<PlannedRecords> {
  const taken = new Set<string>();
  const free = new Set<string>();
  for (;;) {
    const planned = plan(taken);
    const wanted = planned.rows.flatMap(({ row }) => row.newNumber ?? []);
    const unknown = wanted.filter((number) => !free.has(number));
    if (unknown.length === 0) return planned;
    const found = await takenNumbers(unknown, signal);
    for (const number of unknown) (found.has(number) ? taken : free).add(number);
    if (found.size === 0) return planned;
  }
}
