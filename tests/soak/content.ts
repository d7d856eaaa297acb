/** Records without what depends on the course of things: keys, numbers, stamps, references made of them. */
import type { Party } from '../../shared/domain/party.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';

export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Places with what the company has there, people with what they may do where, `*` the main contact. */
function businessOf({ business, locations, accountName, status }: Party): string {
  const nameAt = (key: string) => locations.find((location) => location.key === key)?.name ?? key;
  const places = locations.map(({ name, values, site, active, isDefault }) => {
    const { taxId, taxExempt = false, terms, billing } = site ?? {};
    const own = [name, ...Object.values(values), taxId, taxExempt ? 'exempt' : null, terms];
    const text = [...own, ...Object.values(billing ?? {})].filter(Boolean).join(' ');
    return active ? `${text}${isDefault ? '*' : ''}` : `(${text})`;
  });
  const people = (business?.contacts ?? []).map(({ key, values, active, roles }) => {
    const held = roles
      .map(({ locationKey, role }) => `${role ?? ''} at ${nameAt(locationKey)}`)
      .toSorted(byText);
    const isMain = key === business?.mainContactKey ? '*' : '';
    return `${Object.values(values).join(' ')}${isMain} ${active ? '' : 'inactive '}{${held.join(', ')}}`;
  });
  const sorted = (texts: readonly string[]) => texts.toSorted(byText).join(', ');
  return `"${accountName ?? ''}" ${status} ${business?.terms ?? '-'} [${sorted(places)}] [${sorted(people)}]`;
}

/** What only one system has of a person, by the name of the field; one without a value is not there. */
export function ownValuesOf({ attributes = {}, extras }: Party): ReadonlyMap<string, string> {
  const values = new Map(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
  values.set('tags', (extras?.tags ?? []).toSorted(byText).join(','));
  if (extras?.note != null) values.set('note', extras.note);
  return new Map([...values].filter(([, value]) => value !== ''));
}

function ownOf(party: Party): string {
  const held = [...ownValuesOf(party)].map(([key, value]) => `${key}=${value}`).toSorted(byText);
  return held.length === 0 ? '' : ` {${held.join('; ')}}`;
}

/** On one line: `Mia Ngata <mia@example.com> +61… [1 Quay Street*, (2 Kauri Road)]`; `*` default, brackets inactive. */
export function contentOf(party: Party): string {
  return `${sharedContentOf(party)}${ownOf(party)}`;
}

/** Without what only one system has. */
export function sharedContentOf(party: Party): string {
  if (party.kind === 'company') return businessOf(party);
  const { values, status, locations, accountName, side } = party;
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
