/**
 * Which features of form CS100000 are on, as far as contract and data tell. The contract is the same for every company and names
 * the fields of features that are off as well, so a field's presence proves nothing; what proves something is said below.
 */
import type { DetectedFeatures, FeatureState } from '../../../shared/domain/erp-features.ts';
import type { ErpClient } from './client.ts';
import type { Capabilities } from './endpoint.ts';
import { labels } from './labels.ts';

import { isAbsentList, type StoreRecord } from './store-record.ts';
import { textOf, type WireRecord } from './wire.ts';

/**
 * The form Shopify Stores (BC201010) is there only with the feature: a list of stores that can be read, also an empty one, proves it on.
 * A refusal proves nothing, as a missing right is refused in the same way.
 */
function shopifyConnector(stores: readonly StoreRecord[] | null): FeatureState {
  return stores === null ? 'unknown' : 'on';
}

async function firstCustomer(
  client: ErpClient,
  filter: string | null,
  signal: AbortSignal,
): Promise<WireRecord | null> {
  const select = ['CustomerID', 'CustomerCategory'];
  try {
    const query = { select, top: 1, ...(filter === null ? {} : { filter }) };
    return (await client.list('Customer', query, signal))[0] ?? null;
  } catch (error) {
    if (isAbsentList(error)) return null;
    throw error;
  }
}

/**
 * The category of a customer is there only with the feature (AR303000): any customer that has one proves it on. Where there are
 * customers and none has one it is off [VERIFY that a category reads empty then, acumatica.md 2]. Without customers nothing is proved.
 */
async function businessToBusiness(client: ErpClient, signal: AbortSignal): Promise<FeatureState> {
  const hasCategory = (customer: WireRecord) => textOf(customer, 'CustomerCategory') !== null;
  const filter = [labels.individual, labels.organization]
    .map((label) => `CustomerCategory eq '${label}'`)
    .join(' or ');
  const categorised = await firstCustomer(client, filter, signal);
  if (categorised !== null && hasCategory(categorised)) return 'on';
  const any = await firstCustomer(client, null, signal);
  if (any === null) return 'unknown';
  return hasCategory(any) ? 'on' : 'off';
}

/** @param stores the ERP's store records, null where they could not be read. */
export async function detectFeatures(
  client: ErpClient,
  { categoryAndRoles }: Capabilities,
  stores: readonly StoreRecord[] | null,
  signal: AbortSignal,
): Promise<DetectedFeatures> {
  return {
    shopifyConnector: shopifyConnector(stores),
    // An endpoint without the field cannot tell.
    businessToBusiness: categoryAndRoles ? await businessToBusiness(client, signal) : 'unknown',
  };
}
