import { AppError } from '../../../shared/domain/app-error.ts';
import { personName, type Person } from '../../../shared/domain/person.ts';
import type { ShopifyClient } from './client.ts';
import { companyOfPerson } from './companies/of-people.ts';
import { customerDelete } from './operations.gen.ts';
import { answered, sendWrite } from './send-write.ts';

/**
 * Deletes a customer for good, with its addresses.
 * @throws AppError CUSTOMER_HAS_ORDERS, RECORD_GONE, WRITE_REFUSED; OUTCOME_UNKNOWN when the answer tells neither yes nor no.
 */
export async function deleteCustomer(
  client: ShopifyClient,
  { key, name }: { readonly key: string; readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const call = { record: name, signal };
  const payload = await sendWrite(client, customerDelete, { input: { id: key } }, call);
  answered(name, payload.deletedCustomerId);
}

/**
 * Deletes the customer that a contact was. What Shopify does with one that acts for a company is not documented, so that one is
 * never sent. @throws AppError as `deleteCustomer`.
 */
export async function deletePerson(
  client: ShopifyClient,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  const name = personName(person);
  const company = await companyOfPerson(client, person.key, signal);
  if (company !== null) {
    const message = `The customer acts for ${company.name} there`;
    throw new AppError('WRITE_REFUSED', { params: { system: 'Shopify', record: name, message } });
  }
  await deleteCustomer(client, { key: person.key, name }, signal);
}
