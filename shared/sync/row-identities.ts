/** What a row says about identities and numbers: all that planning another row again has to know of it. */
import type { Entity, Side } from '../domain/party.ts';
import type { ContactChange, FieldChange, LocationChange, LocationSnapshot, PlanRow } from './plan.ts';

/** A part of a row, so that a whole row can stand in for it. */
export interface RowIdentities extends Pick<PlanRow, 'id' | 'erp' | 'shopify' | 'candidates' | 'newNumber'> {
  /** E-mail and phone, where the row writes them to Shopify. */
  readonly fields: readonly Pick<FieldChange, 'field' | 'action'>[];
  readonly locations: readonly (Pick<LocationChange, 'newKey'> & {
    readonly erp: Pick<LocationSnapshot, 'key'> | null;
  })[];
  /** Absent in plans from before there were business customers. */
  readonly entity?: Entity;
  /** Persons and companies are in one question. */
  readonly isAcrossKinds?: boolean;
  /** E-mails of the contacts of a business customer, as each system has them. */
  readonly contactEmails?: Readonly<Record<Side, readonly string[]>>;
}

function emailsOf(contacts: readonly ContactChange[], side: Side): readonly string[] {
  return contacts.flatMap((contact) => contact[side]?.email ?? []);
}

export function identitiesOf(row: PlanRow): RowIdentities {
  const { contacts } = row;
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
    entity: row.entity,
    ...(row.notes.some(({ code }) => code === 'personOrCompany') ? { isAcrossKinds: true } : {}),
    ...(contacts === undefined
      ? {}
      : { contactEmails: { erp: emailsOf(contacts, 'erp'), shopify: emailsOf(contacts, 'shopify') } }),
  };
}
