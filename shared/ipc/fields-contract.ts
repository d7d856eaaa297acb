/** What can be asked about fields that only this store or company has. A part of the contract. */
import { z } from 'zod';
import type { FurtherFieldList } from '../domain/further-field.ts';
import { sideSchema } from '../domain/settings.ts';

export const fieldInputs = {
  /** Metafields of the store's customers, or attributes and custom fields of the ERP's; as they were last read unless `refresh`. */
  'fields.list': z.strictObject({ profileId: z.string(), side: sideSchema, refresh: z.boolean() }),
} as const;

export interface FieldOutputs {
  'fields.list': FurtherFieldList;
}
