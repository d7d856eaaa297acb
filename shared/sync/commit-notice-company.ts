/** What a system stored of a business customer against what it was sent: name, terms, tax, people and their roles. */
import type { Contact } from '../domain/contact.ts';
import { joinName, type Location, type Party } from '../domain/party.ts';
import { differingValues, given, type Difference } from './commit-difference.ts';
import type { RoleChange } from './contact-ports.ts';
import { contactOf } from './operation-contacts.ts';
import type { Operation } from './operation-types.ts';
import type { BusinessDraft, LocationDraft, LocationPatch } from './ports.ts';
import { roleTexts } from '../domain/role-texts.ts';
import { siteValuesOf } from './locations-site.ts';
import { patchedValues } from './site-values.ts';

/** Name and tax of a location, as they were sent. */
export function siteDifferences(
  sent: Pick<LocationDraft, 'name' | 'site'> | LocationPatch,
  stored: Location,
  isNew: boolean,
): readonly Difference[] {
  const { name, site } = sent;
  const values = patchedValues({
    values: {},
    ...(name === undefined ? {} : { name }),
    ...(site === undefined ? {} : { site }),
  });
  return differingValues(isNew ? given(values) : values, siteValuesOf(stored), '');
}

/** What came with a new company. */
export function businessDifferences(
  { location, mainContact, terms }: BusinessDraft,
  after: Party,
  country: string,
): readonly Difference[] {
  const first = after.locations.find(({ isDefault }) => isDefault);
  const main = contactOf(after, after.business?.mainContactKey ?? undefined);
  return [
    ...differingValues(given({ terms }), { terms: after.business?.terms ?? null }, country),
    ...(first === undefined ? [] : siteDifferences(location, first, true)),
    ...(mainContact === null || main === undefined
      ? []
      : differingValues(given(mainContact.values), main.values, country)),
  ];
}

function roleDifferences(
  roles: readonly RoleChange[],
  contact: Contact,
  { side, locations }: Party,
): readonly Difference[] {
  return roles.flatMap(({ locationKey, role }) => {
    const stored = contact.roles.find((held) => held.locationKey === locationKey)?.role ?? null;
    if (stored === role) return [];
    const place = locations.find(({ key }) => key === locationKey)?.name ?? locationKey;
    const { firstName, lastName, email } = contact.values;
    const label = `Role of ${joinName(firstName, lastName) ?? email ?? contact.number} at ${place}`;
    const text = (each: typeof role) => (each === null ? null : roleTexts[side][each]);
    return [{ key: label, label, sent: text(role), stored: text(stored) }];
  });
}

type ContactWrite = Extract<Operation, { kind: 'createContact' | 'updateContact' | 'setContactRoles' }>;

export function contactDifferences(
  { kind, payload }: ContactWrite,
  after: Party,
  createdKey: string | null,
  country: string,
): readonly Difference[] {
  const key = kind === 'createContact' ? createdKey : payload.key;
  const stored = contactOf(after, key ?? undefined);
  if (stored === undefined) return [];
  const roles = (sent: readonly RoleChange[] = []) => roleDifferences(sent, stored, after);
  switch (kind) {
    case 'createContact':
      // A person who was a customer before keeps the values that the customer has.
      return [
        ...(payload.personKey === null ? differingValues(given(payload.values), stored.values, country) : []),
        ...roles(payload.roles),
      ];
    case 'updateContact':
      return [
        ...differingValues(payload.patch.values, stored.values, country),
        ...roles(payload.patch.roles),
      ];
    case 'setContactRoles':
      return roles(payload.roles);
  }
}
