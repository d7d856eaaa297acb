import type { BulkQueue } from './bulk-queue.ts';
import type { AddressContext } from './customer-addresses.ts';
import type { FaultPlan } from './faults.ts';
import { parseGid } from './gid.ts';
import type { ShopOptions, Switches } from './options.ts';
import type { CustomerRecord } from './records.ts';
import type { StagedUploads } from './staged-uploads.ts';
import type { ShopStore } from './store.ts';

/** The shop a request works on. */
export interface ShopContext {
  readonly store: ShopStore;
  readonly shop: ShopOptions;
  readonly switches: Switches;
  readonly scopes: readonly string[];
  readonly faults: FaultPlan;
  readonly bulk: BulkQueue;
  readonly uploads: StagedUploads;
  readonly countMutation: (rootField: string) => void;
  /** Takes a warning about a `query` for the answer's `extensions.search`. */
  readonly warnSearch: (warning: SearchWarning) => void;
}

export interface SearchWarning {
  readonly path: readonly (string | number)[];
  readonly query: string;
  readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

/** What a change of the shop's data needs to know, whoever makes it. */
export type ShopWriter = Pick<ShopContext, 'store' | 'shop' | 'switches'>;

export function addressContext({ store, shop }: ShopWriter): AddressContext {
  return { nextNumber: () => store.nextNumber(), shopCountry: shop.countryCode };
}

/** The customer an id points at, if there is one. */
export function findCustomer(
  context: Pick<ShopContext, 'store'>,
  id: string | null | undefined,
): CustomerRecord | undefined {
  const parsed = id == null ? undefined : parseGid(id);
  return parsed?.type === 'Customer' ? context.store.customers.get(parsed.id) : undefined;
}

/** Stores a changed customer. Its updatedAt moves, unless nothing or only a part changed that does not move it. */
export function saveCustomer(
  { store, switches }: ShopWriter,
  before: CustomerRecord,
  after: CustomerRecord,
): CustomerRecord {
  const differs = (field: keyof CustomerRecord): boolean =>
    JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  const moves = (Object.keys(after) as (keyof CustomerRecord)[]).filter(differs).some((field) => {
    if (field === 'addresses' || field === 'defaultAddressNumber') return switches.addressEditsMoveUpdatedAt;
    if (field === 'metafields') return switches.metafieldEditsMoveUpdatedAt;
    return true;
  });
  const saved = moves ? { ...after, updatedAt: store.stamp() } : after;
  store.put(saved);
  return saved;
}
