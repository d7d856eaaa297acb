/** The writing half of Shopify: one customer at a time. Each call is one mutation; what it answers is laid over what was known. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { nameOf, type Party } from '../../../shared/domain/party.ts';
import { refuseContacts } from '../../../shared/sync/no-contacts.ts';
import type { Sink, Source } from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import { deleteCustomer, deletePerson } from './delete-customer.ts';
import type { ErpIdField } from './erp-id-field.ts';
import { createAddressWriter } from './write-address.ts';
import { createCustomerWriter } from './write-customer.ts';
import { createExtrasSink } from './write-extras.ts';

/** Shopify has no inactive customers: neither can one be made inactive, nor active again. */
function refuseStatus(before: Party): Promise<Party> {
  const message = 'Shopify has no inactive customers. The customer stays as it is.';
  return Promise.reject(
    new AppError('WRITE_REFUSED', { params: { system: 'Shopify', record: nameOf(before), message } }),
  );
}

/** `source` is used to read again what a mutation's answer does not tell; `further` are the metafields that the profile reads. */
export function createShopifySink(
  client: ShopifyClient,
  source: Pick<Source, 'readByKeys'>,
  erpId: ErpIdField,
  further: readonly FurtherField[],
): Sink {
  const addresses = createAddressWriter(client, source);
  return {
    side: 'shopify',
    ...refuseContacts('Shopify'),
    ...createCustomerWriter(client, erpId),
    ...createExtrasSink(client, further),
    ...addresses,
    deleteLocation: addresses.removeLocation,
    deactivateCustomer: refuseStatus,
    activateCustomer: refuseStatus,
    deleteCustomer: (before, signal) =>
      deleteCustomer(client, { key: before.key, name: nameOf(before) }, signal),
    deletePerson: (person, signal) => deletePerson(client, person, signal),
  };
}
