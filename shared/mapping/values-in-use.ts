/** Which values a field has in records, for lists to choose from. Pure. */
import type { Party } from '../domain/party.ts';
import type { ValueInUse } from '../domain/rule-trial.ts';
import { choiceLabel, mainLocation, type PartyField } from './party-fields.ts';
import { normaliseText } from './normalise.ts';
import { textOfValue } from './template-value.ts';

/** Different values that are kept count of. Whoever has more, such as names, searches. */
const mostValues = 2000;

export interface ValueCounter {
  readonly add: (party: Party) => void;
  /** The most frequent first. */
  result(most: number): readonly ValueInUse[];
}

export function createValueCounter(field: PartyField, search: string): ValueCounter {
  const counts = new Map<string, number>();
  const wanted = normaliseText(search);
  return {
    add: (party) => {
      const read = party.asRead ?? party;
      const value = field.read(read, mainLocation(read));
      const texts = Array.isArray(value) ? (value as readonly string[]) : [textOfValue(value)];
      for (const text of texts) {
        if (text.trim() === '') continue;
        const known = counts.get(text);
        if (known === undefined && counts.size >= mostValues) continue;
        if (wanted !== '' && !normaliseText(`${text} ${choiceLabel(field, text)}`).includes(wanted)) continue;
        counts.set(text, (known ?? 0) + 1);
      }
    },
    result: (most) =>
      [...counts]
        .map(([value, count]) => ({ value, label: choiceLabel(field, value), count }))
        .toSorted((one, other) => other.count - one.count || one.label.localeCompare(other.label, 'en'))
        .slice(0, most),
  };
}
