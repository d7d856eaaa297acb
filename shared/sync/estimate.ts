/**
 * What writes cost and how long they take: one model, from the formulae of the limits file. Both systems are written in
 * parallel, so the slower one decides.
 */
import type { Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { secondsToSend } from './erp-pace.ts';
import type { Cost, PlanTotals } from './plan.ts';
import type { OperationKind } from './ledger-port.ts';

export const noCost: Cost = { erpRequests: 0, shopifyPoints: 0 };

/** Shopify points of a write with the selection Accord asks back: 10 of the mutation, 2 of the customer it answers. */
const shopifyPoints: Readonly<Record<OperationKind, number>> = {
  createCustomer: 12,
  updateCustomer: 12,
  createLocation: 10,
  updateLocation: 10,
  setDefaultLocation: 10,
  removeLocation: 10,
  deleteCustomer: 10,
  deleteLocation: 10,
  // Shopify has no such states: the sink refuses without a request.
  deactivateCustomer: 0,
  activateCustomer: 0,
  createContact: 10,
  updateContact: 10,
  removeContact: 10,
  setContactRoles: 10,
  setMainContact: 10,
  // And the question before it whether the person acts for a company.
  deletePerson: 12,
  addTags: 10,
  removeTags: 10,
  setEmailConsent: 10,
  setFurther: 10,
};

/** Points a store's bucket holds when nothing was asked lately (Standard; other plans are not known). [VERIFY] */
const shopifyBucket = 2000;
/** Points that flow back per second on the Standard plan, the slowest. */
const shopifyRefill = 100;
/**
 * ERP requests of the last look before writing (ADR 4), for thirty rows: customers that exist are read again with their locations,
 * which takes three addresses of the length that servers accept; doubles of new ones are looked for with one.
 */
const rowsPerLook = 30;
const requestsPerLook = { existing: 3, created: 1 } as const;

/** The part of an operation that its cost depends on. */
interface Priced {
  readonly side: Side;
  readonly kind: OperationKind;
  readonly onlyIfRefused?: true;
}

/** One ERP write is one request. What stands in for a refused write is not expected to be needed. */
export function costOf(operations: readonly Priced[]): Cost {
  let erpRequests = 0;
  let points = 0;
  for (const { side, kind, onlyIfRefused } of operations) {
    if (onlyIfRefused === true) continue;
    if (side === 'erp') erpRequests += 1;
    else points += shopifyPoints[kind];
  }
  return { erpRequests, shopifyPoints: points };
}

/** The parts of a plan's totals that its duration depends on. */
export type Workload = Pick<PlanTotals, 'cost' | 'creates' | 'updates'>;

/** Every request to the ERP that a commit takes: its writes, and the look at each record right before them. */
export function erpRequestsOf({ cost, creates, updates }: Workload): number {
  // A row that changes both sides counts as an update of each.
  const existing = creates.shopify + Math.max(updates.erp, updates.shopify);
  const looks = (rows: number): number => Math.ceil(rows / rowsPerLook);
  return (
    cost.erpRequests +
    looks(existing) * requestsPerLook.existing +
    looks(creates.erp) * requestsPerLook.created
  );
}

/** Seconds of a commit, at a full Shopify bucket and with the pace that the ERP is really asked at. */
export function estimateSeconds(
  workload: Workload,
  { erp, erpLicence }: Pick<Profile, 'erp' | 'erpLicence'>,
): number {
  const erpSeconds = erp === null ? 0 : secondsToSend(erpRequestsOf(workload), erp, erpLicence);
  const shopifySeconds = Math.max(0, workload.cost.shopifyPoints - shopifyBucket) / shopifyRefill;
  return Math.round(Math.max(erpSeconds, shopifySeconds));
}
