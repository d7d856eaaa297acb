/** Short ways to make records for tests: everything that is not named is plain and valid. */
import type {
  CustomerValues,
  Location,
  LocationValues,
  Party,
  PartyStatus,
} from '../../shared/domain/party.ts';
import { blankLocation } from '../../shared/domain/fields.ts';
import { joinName } from '../../shared/domain/party.ts';

export interface PartyInput extends Partial<CustomerValues> {
  readonly accountName?: string | null;
  readonly status?: PartyStatus;
  readonly isGuest?: boolean;
  readonly externalReference?: string | null;
  readonly locations?: readonly Location[];
  readonly createdAt?: string;
}

export function makeLocation(
  key: string,
  values: Partial<LocationValues> = {},
  traits: Partial<Omit<Location, 'key' | 'values'>> = {},
): Location {
  return {
    key,
    values: { ...blankLocation, ...values },
    name: null,
    isDefault: false,
    active: true,
    externalReference: null,
    inherits: false,
    ...traits,
  };
}

function values(input: PartyInput): CustomerValues {
  return {
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
  };
}

/** ERP customer `C000017` for number 17, with a blank MAIN unless locations are given. */
export function erpParty(number: number, input: PartyInput = {}): Party {
  const named = values(input);
  return {
    side: 'erp',
    kind: 'individual',
    key: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
    number: `C${String(number).padStart(6, '0')}`,
    values: named,
    accountName:
      input.accountName === undefined
        ? (joinName(named.firstName, named.lastName) ?? named.email ?? `Customer ${number}`)
        : input.accountName,
    nameIsSplit: false,
    status: input.status ?? 'active',
    isGuest: input.isGuest ?? false,
    externalReference: input.externalReference ?? null,
    locations: input.locations ?? [
      makeLocation('MAIN', { country: 'AU' }, { isDefault: true, inherits: true, name: 'Primary Location' }),
    ],
    revision: '2026-03-01T00:00:00.000Z',
    createdAt: input.createdAt ?? '2026-01-01T00:00:00.000Z',
    facts: {},
  };
}

/** Shopify customer `gid://shopify/Customer/17` for number 17, without addresses unless given. */
export function shopifyParty(number: number, input: PartyInput = {}): Party {
  const named = values(input);
  return {
    side: 'shopify',
    kind: 'individual',
    key: `gid://shopify/Customer/${number}`,
    number: String(number),
    values: named,
    accountName: joinName(named.firstName, named.lastName) ?? named.email ?? named.phone,
    nameIsSplit: false,
    status: 'active',
    isGuest: false,
    externalReference: input.externalReference ?? null,
    locations: input.locations ?? [],
    revision: '2026-03-01T00:00:00.000Z',
    createdAt: input.createdAt ?? '2026-01-01T00:00:00.000Z',
    facts: {},
  };
}
