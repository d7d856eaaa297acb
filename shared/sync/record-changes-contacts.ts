/** What changed in the contacts of a business customer, and in what each may do, since a preview showed them. Pure. */
import type { Contact } from '../domain/contact.ts';
import { customerFields, joinName, type FieldValue, type Party } from '../domain/party.ts';
import type { ChangedContactMember, RecordChange } from '../domain/record-change.ts';
import { roleTexts } from '../domain/role-texts.ts';

export function personName({ values, number }: Contact): string {
  return joinName(values.firstName, values.lastName) ?? values.email ?? number;
}

function byKey<T extends { readonly key: string }>(items: readonly T[] = []): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.key, item]));
}

export function contactChanges(before: Party, now: Party): readonly RecordChange[] {
  const { side } = now;
  const [was, is] = [byKey(before.business?.contacts), byKey(now.business?.contacts)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): readonly RecordChange[] => {
    const [one, other] = [was.get(key), is.get(key)];
    const known = one ?? other;
    if (known === undefined) return [];
    const location = personName(known);
    const change = (member: ChangedContactMember, from: FieldValue, to: FieldValue, at = location) =>
      from === to ? [] : [{ side, location: at, member, before: from, now: to }];
    if (one === undefined || other === undefined) {
      return change('there', one === undefined ? null : location, other === undefined ? null : location);
    }
    return [
      ...customerFields.flatMap((field) => change(field, one.values[field], other.values[field])),
      ...change('active', one.active ? 'yes' : 'no', other.active ? 'yes' : 'no'),
      ...change('person', one.personKey ?? null, other.personKey ?? null),
      ...placesOf(one, other).flatMap((place) =>
        change(
          'role',
          roleAt(before, one, place),
          roleAt(now, other, place),
          `${location}, ${placeName(now, place)}`,
        ),
      ),
    ];
  });
}

function placesOf(one: Contact, other: Contact): readonly string[] {
  return [...new Set([...one.roles, ...other.roles].map(({ locationKey }) => locationKey))];
}

/** A role that Accord does not know is shown as such. */
function roleAt({ side }: Party, { roles }: Contact, place: string): FieldValue {
  const held = roles.find(({ locationKey }) => locationKey === place);
  if (held === undefined) return null;
  return held.role === null ? 'another role' : roleTexts[side][held.role];
}

function placeName({ locations }: Party, place: string): string {
  return locations.find(({ key }) => key === place)?.name ?? place;
}
