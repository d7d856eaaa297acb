/** One value that a system stored otherwise than it was sent. */
import { parseExternalReference } from '../domain/ids.ts';
import type { FieldName, FieldValue } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { ruleOf } from '../mapping/field-rules.ts';

export interface Difference {
  /** Our field, else what people call it. */
  readonly key: string;
  readonly label: string;
  readonly sent: FieldValue;
  readonly stored: FieldValue;
}

type Values = Readonly<Partial<Record<FieldName, FieldValue>>>;

/** Of a new record, what has no value is left to the system and its defaults. */
export function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

export function differingValues(sent: Values, stored: Values, country: string): readonly Difference[] {
  return (Object.keys(sent) as FieldName[]).flatMap((key) => {
    const values = { sent: sent[key] ?? null, stored: stored[key] ?? null };
    if (sameValue(key, values.sent, values.stored, country)) return [];
    return [{ key, label: ruleOf(key).label, ...values }];
  });
}

/** A name that the ERP keeps and Shopify does not have; undefined was not sent. */
export function differingName(
  label: string,
  sent: FieldValue | undefined,
  stored: FieldValue,
): readonly Difference[] {
  if (sent == null || sameValue('company', sent, stored, null)) return [];
  return [{ key: label, label, sent, stored }];
}

/** Only the id in it counts (R28). */
export function differingReference(sent: FieldValue | undefined, stored: FieldValue): readonly Difference[] {
  if (sent == null || parseExternalReference(sent) === parseExternalReference(stored)) return [];
  return [{ key: 'Ext. Ref. Nbr.', label: 'Ext. Ref. Nbr.', sent, stored }];
}
