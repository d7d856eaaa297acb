/**
 * What writes cost and how long they take: one model, from the formulae of the limits file. Both systems are written in
 * parallel, so the slower one decides.
 */
import type { Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import type { Cost } from './plan.ts';
import type { OperationKind } from './ports.ts';

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
};

/** Points a store's bucket holds when nothing was asked lately (Standard; other plans are not known). [VERIFY] */
const shopifyBucket = 2000;
/** Points that flow back per second on the Standard plan, the slowest. */
const shopifyRefill = 100;
/** ERP requests per minute to plan with while the licence's number is not known. */
const unknownLicence = 50;

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

/** Requests a minute Accord allows itself: half of the licence, above which the ERP slows down everybody's requests. */
export function erpRequestsPerMinute(connection: Profile['erp']): number {
  const licence = connection?.requestsPerMinute ?? null;
  if (licence === null) return unknownLicence;
  return connection?.useWholeLicence === true ? licence : licence / 2;
}

/** Seconds of a commit, at a full Shopify bucket; latency is not counted, as the limits outweigh it. */
export function estimateSeconds(cost: Cost, connection: Profile['erp']): number {
  const erp = (cost.erpRequests * 60) / erpRequestsPerMinute(connection);
  const shopify = Math.max(0, cost.shopifyPoints - shopifyBucket) / shopifyRefill;
  return Math.round(Math.max(erp, shopify));
}
