/** Two systems of random people, what happens to them, and the stages of a sync over them. */
import fc from 'fast-check';
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from './memory-twin.ts';
import { erpParty, makeLocation, shopifyParty } from './parties.ts';
import { createTestClock, createTestIds, silentLogger } from './test-ports.ts';
import type { Location, LocationValues, Party } from '../../shared/domain/party.ts';
import type { Scope } from '../../shared/domain/scope.ts';
import {
  newProfile,
  type CompanyEntity,
  type Direction,
  type Profile,
} from '../../shared/domain/settings.ts';
import type { PlanHeader, PlanRow } from '../../shared/sync/plan.ts';
import type { Run } from '../../shared/sync/ledger-port.ts';
import { commitPlan, preparePlan } from '../../shared/sync/sync.ts';

const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');

/** @param company business customers are off unless this is given. */
export function profileOf(direction: Direction, company?: Partial<CompanyEntity>): Profile {
  return {
    ...base,
    company: { ...base.company, active: company !== undefined, direction, ...company },
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    customer: { ...base.customer, active: true, direction },
    guards: { ...base.guards, minimumRows: 100 },
  };
}

export interface World {
  readonly erp: MemoryTwin;
  readonly shopify: MemoryTwin;
  readonly ledger: MemoryLedger;
  prepare(scope?: Scope): Promise<PlanHeader>;
  commit(plan: PlanHeader): Promise<Run>;
  rows(): Promise<readonly PlanRow[]>;
}

export function worldOf(
  erpParties: readonly Party[],
  shopifyParties: readonly Party[],
  direction: Direction,
  company?: Partial<CompanyEntity>,
): World {
  const erp = createMemoryTwin({ side: 'erp', parties: erpParties });
  const shopify = createMemoryTwin({ side: 'shopify', parties: shopifyParties });
  const ledger = createMemoryLedger();
  const ports = {
    profile: profileOf(direction, company),
    sources: { erp: erp.source, shopify: shopify.source },
    ledger,
    clock: createTestClock(),
    ids: createTestIds(),
    logger: silentLogger,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  };
  return {
    erp,
    shopify,
    ledger,
    prepare: (scope) => preparePlan({ ...ports, ...(scope === undefined ? {} : { scope }) }),
    commit: (plan) =>
      commitPlan({
        ...ports,
        sinks: { erp: erp.sink, shopify: shopify.sink },
        planId: plan.id,
        sha256: plan.sha256,
        firstRowsPerVerb: null,
      }),
    rows: async () => {
      const plan = await ledger.latestPlan();
      return (await ledger.planRows(plan?.id ?? '', { offset: 0, limit: 1000 })).items;
    },
  };
}

const streets = ['1 Wharf Street', '22 Kauri Road', '5/9 Banksia Lane'] as const;

function address(street: string): Partial<LocationValues> {
  return { address1: street, city: 'Sydney', province: 'NSW', postcode: '2000', country: 'AU' };
}

export function addresses(
  streetNumbers: readonly number[],
  side: 'erp' | 'shopify',
  owner: number,
): Location[] {
  return streetNumbers.map((street, index) => {
    const key =
      side === 'erp'
        ? index === 0
          ? 'MAIN'
          : `L${index}`
        : `gid://shopify/MailingAddress/${owner}0${index}?model_name=CustomerAddress`;
    return makeLocation(key, address(streets[street] ?? streets[0]), {
      isDefault: index === 0,
      inherits: side === 'erp' && index === 0,
    });
  });
}

const person = fc.record({
  firstName: fc.constantFrom('Mia', 'Tane', null),
  lastName: fc.constantFrom('Nguyen', 'Ngata'),
  email: fc.option(fc.constantFrom(1, 2, 3, 4, 5), { nil: null }),
  phone: fc.constantFrom(null, '0412 345 678', '+61412345679', 'no phone'),
  streets: fc.uniqueArray(fc.constantFrom(0, 1, 2), { maxLength: 3 }),
});
export const people = fc.uniqueArray(person, {
  maxLength: 5,
  selector: ({ email, phone }) => `${email} ${email === null ? phone : ''}`,
});
export const directions = fc.constantFrom<Direction>('import', 'export', 'bidirectional');

export function buildWorld(
  given: readonly (typeof person extends fc.Arbitrary<infer T> ? T : never)[],
  side: 'erp' | 'shopify',
): Party[] {
  const phonesTaken = new Set<string>();
  return given.map(({ email, streets: chosen, ...rest }, index) => {
    const locations = addresses(chosen, side, index + 1);
    const named = {
      ...rest,
      email: email === null ? null : `customer${email}@example.com`,
      ...(locations.length > 0 || side === 'shopify' ? { locations } : {}),
    };
    if (side === 'erp') return erpParty(index + 1, named);
    const phone = rest.phone?.startsWith('+') === true && !phonesTaken.has(rest.phone) ? rest.phone : null;
    if (phone !== null) phonesTaken.add(phone);
    return shopifyParty(index + 1, { ...named, phone });
  });
}

export const edits = fc.array(
  fc.record({
    side: fc.constantFrom('erp' as const, 'shopify' as const),
    index: fc.nat(2),
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
  { minLength: 1, maxLength: 8 },
);

/** What a person does to one customer in one system, within that system's own rules. */
export function edit(
  world: World,
  { side, index, kind, pick }: { side: 'erp' | 'shopify'; index: number; kind: string; pick: number },
): void {
  const twin = world[side];
  const party = twin.parties()[index];
  if (party === undefined) return;
  const { values, locations } = party;
  const location = locations[pick % Math.max(1, locations.length)];
  const setValues = (change: Partial<Party['values']>): void =>
    twin.edit(party.key, (held) => ({ ...held, values: { ...held.values, ...change } }));
  const setLocations = (next: readonly Location[]): void =>
    twin.edit(party.key, (held) => ({ ...held, locations: next }));
  const spare = `+6149100000${index}${pick}`.slice(0, 12);
  if (kind === 'rename') setValues({ lastName: ['Ngata', 'Singh', 'Brown'][pick] ?? null });
  if (kind === 'email') setValues({ email: `moved${index}${pick}@example.com` });
  if (kind === 'phone' && twin.parties().every((other) => other.values.phone !== spare))
    setValues({ phone: spare });
  if (kind === 'clearPhone' && values.email !== null) setValues({ phone: null });
  if (kind === 'street' && location !== undefined) {
    const street = { ...location.values, ...address(`${pick + 7} Harbour Parade`) };
    const isTaken = locations.some((other) => other.values.address1 === street.address1);
    if (isTaken) return;
    setLocations(locations.map((other) => (other === location ? { ...location, values: street } : other)));
  }
  if (
    kind === 'addAddress' &&
    locations.every((other) => other.values.address1 !== `${pick + 30} Quay Street`)
  ) {
    const key =
      side === 'erp'
        ? `N${locations.length}${pick}`
        : `gid://shopify/MailingAddress/77${index}${locations.length}${pick}`;
    const added = makeLocation(key, address(`${pick + 30} Quay Street`), {
      isDefault: locations.length === 0,
    });
    setLocations([...locations, added]);
  }
  if (kind === 'dropAddress' && location !== undefined && !location.isDefault) {
    setLocations(
      side === 'shopify'
        ? locations.filter((other) => other !== location)
        : locations.map((other) => (other === location ? { ...location, active: false } : other)),
    );
  }
  if (kind === 'default' && location?.active === true) {
    setLocations(locations.map((other) => ({ ...other, isDefault: other === location })));
  }
}
