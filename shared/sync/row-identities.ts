/** What a row says about identities and numbers: all that planning another row again has to know of it. */
import type { FieldChange, LocationChange, LocationSnapshot, PlanRow } from './plan.ts';

/** A part of a row, so that a whole row can stand in for it. */
export interface RowIdentities extends Pick<PlanRow, 'id' | 'erp' | 'shopify' | 'candidates' | 'newNumber'> {
  /** E-mail and phone, where the row writes them to Shopify. */
  readonly fields: readonly Pick<FieldChange, 'field' | 'action'>[];
  readonly locations: readonly (Pick<LocationChange, 'newKey'> & {
    readonly erp: Pick<LocationSnapshot, 'key'> | null;
  })[];
}

export function identitiesOf(row: PlanRow): RowIdentities {
  const { id, erp, shopify, candidates, newNumber } = row;
  return {
    id,
    erp,
    shopify,
    candidates,
    newNumber,
    fields: row.fields
      .filter(({ field, action }) => (field === 'email' || field === 'phone') && action === 'writeShopify')
      .map(({ field, action }) => ({ field, action })),
    locations: row.locations.map((location) => ({
      erp: location.erp === null ? null : { key: location.erp.key },
      newKey: location.newKey,
    })),
  };
}
