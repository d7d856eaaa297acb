/** Records without what depends on the course of things: keys, numbers, stamps, references made of them. */
import type { Party } from '../../shared/domain/party.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** On one line: `Mia Ngata <mia@example.com> +61… [1 Quay Street*, (2 Kauri Road)]`; `*` default, brackets inactive. */
export function contentOf({ values, status, locations, accountName, side }: Party): string {
  const places = locations.map(({ values: place, isDefault, active }) => {
    const text = `${Object.values(place).filter(Boolean).join(' ')}${isDefault ? '*' : ''}`;
    return active ? text : `(${text})`;
  });
  const account = side === 'erp' && accountName !== null ? `"${accountName}" ` : '';
  const { firstName, lastName, email, phone } = values;
  const person = `${firstName ?? '-'} ${lastName ?? '-'} <${email ?? '-'}> ${phone ?? '-'}`;
  return `${account}${person} ${status} [${places.toSorted(byText).join(', ')}]`;
}

export function contentsOf(twin: MemoryTwin): readonly string[] {
  return twin.parties().map(contentOf).toSorted(byText);
}
