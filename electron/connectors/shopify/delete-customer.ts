import { AppError } from '../../../shared/domain/app-error.ts';
import { nameOf, type Party } from '../../../shared/domain/party.ts';
import type { ShopifyClient } from './client.ts';
import { customerDelete } from './operations.gen.ts';
import { readRefusal } from './refusal.ts';

/**
 * Deletes a customer for good, with its addresses.
 * @throws AppError CUSTOMER_HAS_ORDERS, RECORD_GONE, WRITE_REFUSED; OUTCOME_UNKNOWN when the answer tells neither yes nor no.
 */
export async function deleteCustomer(
  client: Pick<ShopifyClient, 'send'>,
  before: Party,
  signal: AbortSignal,
): Promise<void> {
  const record = nameOf(before);
  const { customerDelete: payload } = await client.send(
    customerDelete,
    { input: { id: before.key } },
    { signal, record },
  );
  const errors = payload?.userErrors ?? [];
  if (errors.length > 0) throw readRefusal(record, errors);
  if (payload?.deletedCustomerId === null || payload?.deletedCustomerId === undefined) {
    throw new AppError('OUTCOME_UNKNOWN', { params: { system: 'Shopify', record }, retry: 'later' });
  }
}
