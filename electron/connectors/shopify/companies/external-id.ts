/** The external ID that is written for an ERP id. */
import { AppError } from '../../../../shared/domain/app-error.ts';
import { encodeExternalId, maximumExternalIdLength } from '../../../../shared/mapping/external-id.ts';

/** @throws AppError EXTERNAL_ID_TOO_LONG: cut short, it would be another record's. */
export function externalIdFor(id: string, record: string): string {
  const externalId = encodeExternalId(id);
  if (externalId.length <= maximumExternalIdLength) return externalId;
  throw new AppError('EXTERNAL_ID_TOO_LONG', {
    params: {
      system: 'Shopify',
      source: 'MYOB Acumatica',
      record,
      value: id,
      length: externalId.length,
      maximum: maximumExternalIdLength,
    },
    fields: { externalId: `${externalId.length} characters of at most ${maximumExternalIdLength}` },
  });
}
