/** What people do in the two systems, within each system's own rules, by chance. */
import {
  joinName,
  type Location,
  type LocationValues,
  type Party,
  type Side,
} from '../../shared/domain/party.ts';
import type { MemoryTwin } from '../support/memory-twin.ts';
import { erpParty, makeLocation, shopifyParty } from '../support/parties.ts';
import { contentOf } from './content.ts';
import type { Chance } from './chance.ts';

const firstNames = ['Mia', 'Tane', 'Ruby', 'Leo', 'Āwhina', 'Zoë', null] as const;
const lastNames = ['Nguyen', 'Ngata', 'Okafor', 'Rossi', "O'Brien", 'Whitlock'] as const;
const streets = ['Wharf Street', 'Kauri Road', 'Banksia Lane', 'Quay Street', 'Harbour Parade'] as const;

function place(chance: Chance): Partial<LocationValues> {
  const isAustralian = chance.happens(0.6);
  return {
    address1: `${chance.below(900) + 1} ${chance.pick(streets)}`,
    ...(isAustralian
      ? { city: 'Sydney', province: 'NSW', postcode: '2000', country: 'AU' }
      : { city: 'Nelson', province: null, postcode: '7010', country: 'NZ' }),
  };
}

/** Serial numbers keep what must be unique apart: keys, phones, e-mails. */
export interface Serials {
  next(): number;
}

export function createSerials(): Serials {
  let last = 0;
  return { next: () => (last += 1) };
}

/** `+6149157xxxx`: numbers set aside for fiction. */
function phone(serial: number): string {
  return `+61491${String(570_000 + serial).padStart(6, '0')}`;
}

function locationsOf(side: Side, chance: Chance, serials: Serials): readonly Location[] {
  const count = chance.pick([0, 1, 1, 2, 3]);
  return Array.from({ length: count }, (_, index) => {
    const key =
      side === 'erp'
        ? index === 0
          ? 'MAIN'
          : `L${String(index).padStart(6, '0')}`
        : `gid://shopify/MailingAddress/${serials.next() + 100_000}?model_name=CustomerAddress`;
    return makeLocation(key, place(chance), {
      isDefault: index === 0,
      inherits: side === 'erp' && index === 0,
    });
  });
}

/** Somebody new in one system. */
export function invent(side: Side, chance: Chance, serials: Serials, email: string | null): Party {
  const serial = serials.next();
  const locations = locationsOf(side, chance, serials);
  const input = {
    firstName: chance.pick(firstNames),
    lastName: chance.pick(lastNames),
    email,
    phone: email === null || chance.happens(0.5) ? phone(serial) : null,
    ...(locations.length > 0 || side === 'shopify' ? { locations } : {}),
  };
  return side === 'erp' ? erpParty(serial, input) : shopifyParty(serial, input);
}

/** By street, which no two share by chance. */
function byPlace(one: Location, other: Location): number {
  return (one.values.address1 ?? '') < (other.values.address1 ?? '') ? -1 : 1;
}

/** Shopify shows a customer by name, else by e-mail or phone; in the ERP the account's name is a text of its own. */
function withName(party: Party): Party {
  if (party.side === 'erp') return party;
  const { firstName, lastName, email, phone: number } = party.values;
  return { ...party, accountName: joinName(firstName, lastName) ?? email ?? number };
}

const edits = [
  'rename',
  'email',
  'phone',
  'clearPhone',
  'street',
  'add',
  'drop',
  'default',
  'delete',
  'new',
] as const;
/** Edits that take a whole record away are rare. */
function pickKind(chance: Chance): (typeof edits)[number] {
  const kind = chance.pick(edits);
  return kind === 'delete' && chance.happens(0.7) ? 'rename' : kind;
}

/** Business customers, and those who act for them, are edited as such. */
export function individualsOf(twin: MemoryTwin): readonly Party[] {
  const all = twin.parties();
  const acting = new Set(
    all.flatMap(({ business }) => (business?.contacts ?? []).map(({ personKey }) => personKey ?? '')),
  );
  return all.filter(({ key, kind }) => kind === 'individual' && !acting.has(key));
}

/** Changes one record and answers its key, or null where there was nothing to change. */
export function editSomething(twin: MemoryTwin, chance: Chance, serials: Serials): string | null {
  const { side } = twin;
  const kind = pickKind(chance);
  if (kind === 'new') {
    const serial = serials.next();
    const party = invent(side, chance, serials, chance.happens(0.8) ? `new${serial}@example.com` : null);
    twin.put(party);
    return party.key;
  }
  const all = individualsOf(twin).toSorted((one, other) => (contentOf(one) < contentOf(other) ? -1 : 1));
  if (all.length === 0) return null;
  const party = all[chance.below(all.length)];
  if (party === undefined) return null;
  const setValues = (change: Partial<Party['values']>) => {
    twin.edit(party.key, (held) => withName({ ...held, values: { ...held.values, ...change } }));
    return party.key;
  };
  const setLocations = (locations: readonly Location[]) => {
    twin.edit(party.key, (held) => ({ ...held, locations }));
    return party.key;
  };
  const { values, locations } = party;
  // In the order of what they say: the order they were made in depends on the weather.
  const active = locations.filter((location) => location.active).toSorted(byPlace);
  const location = active[chance.below(Math.max(1, active.length))];
  switch (kind) {
    case 'rename':
      return setValues({ lastName: chance.pick(lastNames) });
    case 'email':
      return setValues({ email: `moved${serials.next()}@example.com` });
    case 'phone':
      return setValues({ phone: phone(serials.next()) });
    case 'clearPhone':
      return values.email === null ? null : setValues({ phone: null });
    case 'street':
      if (location === undefined) return null;
      return setLocations(
        locations.map((each) =>
          each.key === location.key ? { ...each, values: { ...each.values, ...place(chance) } } : each,
        ),
      );
    case 'add': {
      const serial = serials.next();
      const key =
        side === 'erp'
          ? `N${serial}`
          : `gid://shopify/MailingAddress/${serial + 500_000}?model_name=CustomerAddress`;
      return setLocations([
        ...locations,
        makeLocation(key, place(chance), { isDefault: active.length === 0 }),
      ]);
    }
    case 'drop':
      if (location === undefined || location.isDefault) return null;
      return setLocations(
        side === 'shopify'
          ? locations.filter((each) => each.key !== location.key)
          : locations.map((each) => (each.key === location.key ? { ...each, active: false } : each)),
      );
    case 'default':
      if (location === undefined) return null;
      return setLocations(locations.map((each) => ({ ...each, isDefault: each.key === location.key })));
    case 'delete':
      twin.remove(party.key);
      return party.key;
  }
}
