/** Two in-memory systems, a ledger and a profile, with what a preview needs; for tests that prepare and decide. */
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from './memory-twin.ts';
import { erpParty, shopifyParty } from './parties.ts';
import { createTestClock, createTestIds, silentLogger, type TestClock } from './test-ports.ts';
import { isAppError } from '../../shared/domain/app-error.ts';
import type { CustomerField, Party } from '../../shared/domain/party.ts';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import type { PlanHeader, PlanRow } from '../../shared/sync/plan.ts';
import type { Link } from '../../shared/sync/ledger-port.ts';
import { preparePlan, type SuggestMatches } from '../../shared/sync/sync.ts';

export const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');

export function profileWith(change: Partial<Profile['customer']> = {}, more: Partial<Profile> = {}): Profile {
  return {
    ...base,
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    ...more,
    customer: { ...base.customer, active: true, ...change },
  };
}

export interface World {
  readonly erp: MemoryTwin;
  readonly shopify: MemoryTwin;
  readonly ledger: MemoryLedger;
  readonly profile: Profile;
  readonly clock: TestClock;
  prepare(suggest?: SuggestMatches): Promise<PlanHeader>;
  rows(): Promise<readonly PlanRow[]>;
}

export function worldOf(parts: {
  erp?: readonly Party[];
  shopify?: readonly Party[];
  profile?: Profile;
  pageSize?: number;
}): World {
  const size = parts.pageSize === undefined ? {} : { pageSize: parts.pageSize };
  const erp = createMemoryTwin({ side: 'erp', parties: parts.erp ?? [], ...size });
  const shopify = createMemoryTwin({ side: 'shopify', parties: parts.shopify ?? [], ...size });
  const ledger = createMemoryLedger();
  const profile = parts.profile ?? profileWith();
  const ids = createTestIds();
  const clock = createTestClock();
  return {
    erp,
    shopify,
    ledger,
    profile,
    clock,
    prepare: (suggest) =>
      preparePlan({
        profile,
        sources: { erp: erp.source, shopify: shopify.source },
        ledger,
        clock,
        ids,
        logger: silentLogger,
        onProgress: () => undefined,
        ...(suggest === undefined ? {} : { suggest }),
        signal: new AbortController().signal,
      }),
    rows: async () => {
      const plan = await ledger.latestPlan();
      return (await ledger.planRows(plan?.id ?? '', { offset: 0, limit: 10_000 })).items;
    },
  };
}

export function agreedLink(erp: Party, shopify: Party): Link {
  const fields: readonly CustomerField[] = ['firstName', 'lastName', 'email', 'phone'];
  const main = erp.locations[0];
  const address = shopify.locations[0];
  return {
    id: `link-${shopify.number}`,
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: Object.fromEntries(
      fields.map((field) => [field, { erp: erp.values[field], shopify: shopify.values[field] }]),
    ),
    locations:
      main === undefined || address === undefined
        ? []
        : [{ erpKey: main.key, shopifyKey: address.key, agreed: {}, state: 'linked' }],
    agreedDefault: {
      erp: erp.locations.find((location) => location.isDefault)?.key ?? null,
      shopify: shopify.locations.find((location) => location.isDefault)?.key ?? null,
    },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

export const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
export const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

export async function linkedWorld(count: number, profile = profileWith()): Promise<World> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const named = (number: number) => ({
    firstName: 'Ann',
    lastName: `Number${number}`,
    email: `ann${number}@example.com`,
  });
  const world = worldOf({
    erp: numbers.map((number) => erpParty(number, named(number))),
    shopify: numbers.map((number) => shopifyParty(number, named(number))),
    profile,
  });
  const erp = world.erp.parties();
  const shopify = world.shopify.parties();
  await world.ledger.saveLinks(
    erp.flatMap((party, index) => {
      const partner = shopify[index];
      return partner === undefined ? [] : [agreedLink(party, partner)];
    }),
  );
  return world;
}

export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}
