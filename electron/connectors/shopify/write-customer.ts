/** Writes to the customer itself: made new, or changed. Each call is one mutation. */
import { joinName, nameOf, type FieldValue, type Party } from '../../../shared/domain/party.ts';
import type { CustomerDraft, CustomerPatch, Sink } from '../../../shared/sync/ports.ts';
import type { ShopifyClient } from './client.ts';
import { erpIdField } from './erp-id.ts';
import type { ErpIdField } from './erp-id-field.ts';
import { customerCreate, customerUpdate, type CustomerInput } from './operations.gen.ts';
import { parseCustomer } from './parse.ts';
import { answered, sendWrite } from './send-write.ts';
import { withoutNulls } from './without-nulls.ts';

export function createCustomerWriter(
  client: ShopifyClient,
  erpId: ErpIdField,
): Pick<Sink, 'createCustomer' | 'updateCustomer'> {
  async function referenceInput(
    reference: FieldValue | undefined,
    signal: AbortSignal,
  ): Promise<CustomerInput> {
    if (reference === undefined || reference === null) return {};
    await erpId.ensure(signal);
    return { metafields: [{ ...erpIdField, value: reference }] };
  }

  async function createCustomer(draft: CustomerDraft, signal: AbortSignal): Promise<Party> {
    const { values, extras, externalReference } = draft;
    const { firstName, lastName, email, phone } = values;
    const record = joinName(firstName, lastName) ?? email ?? phone ?? 'a customer without name';
    const input = withoutNulls<CustomerInput>({
      firstName,
      lastName,
      email,
      phone,
      ...extras,
      ...(await referenceInput(externalReference, signal)),
    });
    const { customer } = await sendWrite(client, customerCreate, { input }, { record, signal });
    return { ...parseCustomer(answered(record, customer)), externalReference };
  }

  async function updateCustomer(before: Party, patch: CustomerPatch, signal: AbortSignal): Promise<Party> {
    const record = nameOf(before);
    const reference = await referenceInput(patch.externalReference, signal);
    // Tags are not among the extras of a patch: sent in an update they would replace all that are there.
    const input = { id: before.key, ...patch.values, ...patch.extras, ...reference };
    const { customer } = await sendWrite(client, customerUpdate, { input }, { record, signal });
    const { values, accountName, revision, extras } = parseCustomer(answered(record, customer));
    return {
      ...before,
      values,
      accountName,
      revision,
      externalReference: patch.externalReference ?? before.externalReference,
      ...(extras === undefined ? {} : { extras }),
    };
  }

  return { createCustomer, updateCustomer };
}
