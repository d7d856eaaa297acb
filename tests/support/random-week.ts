/** Random customers of both systems and what people do to them in a week, within each system's own rules. */
import fc from 'fast-check';
import {
  joinName,
  type Location,
  type LocationValues,
  type Party,
  type Side,
} from '../../shared/domain/party.ts';
import type { MemoryTwin } from './memory-twin.ts';
import { erpParty, makeLocation, shopifyParty } from './parties.ts';

const streets = ['1 Wharf Street', '22 Kauri Road', '5/9 Banksia Lane'] as const;

function address(street: string): Partial<LocationValues> {
  return { address1: street, city: 'Sydney', province: 'NSW', postcode: '2000', country: 'AU' };
}

const person = fc.record({
  firstName: fc.constantFrom('Mia', 'Tane', null),
  lastName: fc.constantFrom('Nguyen', 'Ngata'),
  email: fc.constantFrom(1, 2, 3, 4, 5),
  phone: fc.boolean(),
  streets: fc.uniqueArray(fc.constantFrom(0, 1, 2), { maxLength: 3 }),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

/** At most one customer for each e-mail. */
export const randomPeople = fc.uniqueArray(person, { maxLength: 5, selector: ({ email }) => email });

export function partiesOfPeople(people: readonly Person[], side: Side): Party[] {
  return people.map(({ email, phone, streets: chosen, ...name }, index) => {
    const number = index + 1;
    const locations = chosen.map((street, place) =>
      makeLocation(
        side === 'erp'
          ? place === 0
            ? 'MAIN'
            : `L00000${place}`
          : `gid://shopify/MailingAddress/${number}0${place}?model_name=CustomerAddress`,
        address(streets[street] ?? streets[0]),
        { isDefault: place === 0, inherits: side === 'erp' && place === 0 },
      ),
    );
    const named = {
      ...name,
      email: `customer${email}@example.com`,
      phone: phone ? `+6141234567${email}` : null,
      ...(locations.length > 0 || side === 'shopify' ? { locations } : {}),
    };
    return side === 'erp' ? erpParty(number, named) : shopifyParty(number, named);
  });
}

export interface Edit {
  readonly side: Side;
  readonly index: number;
  readonly kind: string;
  readonly pick: number;
}

export const randomEdits = fc.array(
  fc.record({
    side: fc.constantFrom<Side>('erp', 'shopify'),
    index: fc.nat(5),
    kind: fc.constantFrom(
      'rename',
      'email',
      'phone',
      'clearPhone',
      'street',
      'addAddress',
      'dropAddress',
      'default',
    ),
    pick: fc.nat(2),
  }),
  { maxLength: 8 },
);

/** `round` keeps the values of one week apart from those of another. */
export function applyEdit(twin: MemoryTwin, { side, index, kind, pick }: Edit, round: number): void {
  const party = twin.parties()[index];
  if (party === undefined) return;
  const { locations } = party;
  const location = locations[pick % Math.max(1, locations.length)];
  const setValues = (change: Partial<Party['values']>): void =>
    twin.edit(party.key, (held) => {
      const edited = { ...held.values, ...change };
      const accountName = side === 'erp' ? held.accountName : joinName(edited.firstName, edited.lastName);
      return { ...held, values: edited, accountName };
    });
  const setLocations = (next: readonly Location[]): void =>
    twin.edit(party.key, (held) => ({ ...held, locations: next }));
  const streetOf = (name: string) => `${round}${index}${pick} ${name}`;
  switch (kind) {
    case 'rename':
      return setValues({ lastName: [`Singh${round}`, 'Brown', `Lane${round}`][pick] ?? null });
    case 'email':
      return setValues({ email: `moved${round}${index}${pick}${side}@example.com` });
    case 'phone':
      return setValues({ phone: `+6149100${round}${index}${pick}${side === 'erp' ? 1 : 2}` });
    case 'clearPhone':
      return setValues({ phone: null });
    case 'street':
      if (location === undefined) return undefined;
      return setLocations(
        locations.map((each) =>
          each === location
            ? { ...each, values: { ...each.values, ...address(streetOf('Harbour Parade')) } }
            : each,
        ),
      );
    case 'addAddress':
      if (locations.some(({ values: { address1 } }) => address1 === streetOf('Quay Street')))
        return undefined;
      return setLocations([
        ...locations,
        makeLocation(
          side === 'erp'
            ? `N${round}${index}${pick}`
            : `gid://shopify/MailingAddress/77${round}${index}${pick}?model_name=CustomerAddress`,
          address(streetOf('Quay Street')),
          { isDefault: locations.length === 0 },
        ),
      ]);
    case 'dropAddress':
      if (location === undefined || location.isDefault) return undefined;
      return setLocations(
        side === 'shopify'
          ? locations.filter((each) => each !== location)
          : locations.map((each) => (each === location ? { ...each, active: false } : each)),
      );
    case 'default':
      if (location?.active !== true) return undefined;
      return setLocations(locations.map((each) => ({ ...each, isDefault: each === location })));
  }
}
