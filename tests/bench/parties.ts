/** Records made in memory, as the readers would have made them of the two systems. */
import type { Location, Party, Side } from '../../shared/domain/party.ts';
import type { Link } from '../../shared/sync/ledger-port.ts';
import type { Person } from '../../simulators/demo/people.ts';

function locationOf(person: Person, key: string): Location {
  const home = person.homes[0];
  return {
    key,
    values: {
      attention: `${person.firstName} ${person.lastName}`,
      company: person.company,
      phone: person.phone,
      address1: home?.address1 ?? null,
      address2: home?.address2 ?? null,
      city: home?.city ?? null,
      province: home?.province ?? null,
      postcode: home?.postcode ?? null,
      country: home?.country ?? null,
    },
    name: null,
    isDefault: true,
    active: true,
    externalReference: null,
    inherits: false,
  };
}

export interface Traits {
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalReference: string | null;
}

export function partyOf(side: Side, serial: number, person: Person, traits: Traits): Party {
  const isErp = side === 'erp';
  return {
    side,
    kind: 'individual',
    key: isErp
      ? `00000000-0000-4000-9000-${String(serial).padStart(12, '0')}`
      : `gid://shopify/Customer/${serial}`,
    number: isErp ? `C${String(serial).padStart(8, '0')}` : String(serial),
    values: {
      firstName: person.firstName,
      lastName: person.lastName,
      email: traits.email,
      phone: traits.phone,
    },
    accountName: `${person.firstName} ${person.lastName}`,
    nameIsSplit: false,
    status: 'active',
    isGuest: false,
    externalReference: traits.externalReference,
    locations: [locationOf(person, isErp ? 'MAIN' : `gid://shopify/MailingAddress/${serial}`)],
    revision: '2026-03-01T00:00:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    facts: {},
  };
}

export function linkOf(erp: Party, shopify: Party): Link {
  return {
    id: `link-${shopify.number}`,
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: {},
    locations: [],
    agreedDefault: { erp: null, shopify: null },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** Numbers that are nobody else's: the demo's run out after a few thousand. */
export function mobile(serial: number): string {
  return `04${String(10_000_000 + serial)}`;
}
