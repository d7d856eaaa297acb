/** The field for the ERP's CustomerID: looked for, and made where a store has none. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ShopifyClient } from './client.ts';
import { erpIdField } from './erp-id.ts';
import { erpIdField as erpIdFieldQuery, erpIdFieldCreate } from './operations.gen.ts';
import { sendWrite } from './send-write.ts';

const fieldName = `${erpIdField.namespace}.${erpIdField.key}`;
const idType = 'id';

export interface ErpIdField {
  /** Whether the store has the field. Reads only. @throws AppError CUSTOMER_ID_FIELD_CLASH where it is of another type. */
  isThere(signal: AbortSignal): Promise<boolean>;
  /** Makes the field where the store has none: before the first customer that carries an ID is written. */
  ensure(signal: AbortSignal): Promise<void>;
}

export function createErpIdField(client: ShopifyClient): ErpIdField {
  /** Looked up once; a field that is removed meanwhile is noticed by the write that misses it. */
  let wasSeen = false;
  let ensuring: Promise<void> | null = null;

  async function isThere(signal: AbortSignal): Promise<boolean> {
    if (wasSeen) return true;
    const { metafieldDefinitions } = await client.send(
      erpIdFieldQuery,
      { ...erpIdField, first: 1 },
      { signal },
    );
    const type = metafieldDefinitions.nodes[0]?.type.name;
    if (type !== undefined && type !== idType) {
      throw new AppError('CUSTOMER_ID_FIELD_CLASH', { params: { value: fieldName, type } });
    }
    wasSeen = type === idType;
    return wasSeen;
  }

  async function make(signal: AbortSignal): Promise<void> {
    if (await isThere(signal)) return;
    const definition = {
      ...erpIdField,
      name: 'MYOB Acumatica customer ID',
      description: 'Written by Accord. Connects this customer with its record in MYOB Acumatica.',
      type: idType,
      ownerType: 'CUSTOMER',
    } as const;
    try {
      await sendWrite(client, erpIdFieldCreate, { definition }, { record: `the field ${fieldName}`, signal });
      wasSeen = true;
    } catch (error) {
      // Somebody else may have made it at the same moment, or this answer was lost: what counts is whether it is there.
      if (!(error instanceof AppError) || error.code === 'STOPPED' || !(await isThere(signal))) throw error;
    }
  }

  return {
    isThere,
    ensure: (signal) => {
      // Customers that are written at the same time share one look-up.
      ensuring ??= make(signal).finally(() => (ensuring = null));
      return ensuring;
    },
  };
}
