import { nameOf, type Party } from '../../../shared/domain/party.ts';
import type { ShopifyClient } from './client.ts';
import { customerDelete } from './operations.gen.ts';
import { answered, sendWrite } from './send-write.ts';

/**
 * Deletes a customer for good, with its addresses.
 * @throws AppError CUSTOMER_HAS_ORDERS, RECORD_GONE, WRITE_REFUSED; OUTCOME_UNKNOWN when the answer tells neither yes nor no.
 */
export async function deleteCustomer(
  client: ShopifyClient,
  before: Party,
  signal: AbortSignal,
): Promise<void> {
  const record = nameOf(before);
  const payload = await sendWrite(client, customerDelete, { input: { id: before.key } }, { record, signal });
  answered(record, payload.deletedCustomerId);
}
