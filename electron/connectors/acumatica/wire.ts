/** Records as the contract sends them: every value in a wrapper, `{"City":{"value":"Hobart"}}`, empty when not set. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { FieldValue } from '../../../shared/domain/party.ts';

export type WireRecord = Readonly<Record<string, unknown>>;

export type WireValue = string | number | boolean | null;

export interface Wrapped {
  readonly value: string | number | boolean;
}

/**
 * What empties a field. The published shapes have no null, and only texts are ever emptied. [VERIFY] that a real tenant takes it
 * for "no value" in selector fields as well.
 */
const nothing = '';

/** A value to be sent. Null empties the field. */
export function wrap(value: WireValue): Wrapped {
  return { value: value ?? nothing };
}

export function isWireRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(detail: string): AppError {
  return new AppError('ANSWER_UNEXPECTED', {
    params: { system: 'MYOB Acumatica', host: 'MYOB Acumatica', detail },
  });
}

/** A linked record (`MainContact`), or null when the answer holds none. */
export function linkedRecord(record: WireRecord, name: string): WireRecord | null {
  const linked = record[name];
  return isWireRecord(linked) ? linked : null;
}

/** A linked record that must be there, because it was asked for. @throws AppError ANSWER_UNEXPECTED */
export function requireLinked(record: WireRecord, name: string): WireRecord {
  const linked = linkedRecord(record, name);
  if (linked === null) throw unexpected(name);
  return linked;
}

/**
 * The value of a field, null when it is not set. A field that was asked for and is not in the answer at all is a fault,
 * never a blank: a blank would be passed on as "cleared" (L4).
 * @throws AppError ANSWER_UNEXPECTED
 */
export function valueOf(record: WireRecord, name: string): WireValue {
  const field = record[name];
  if (!isWireRecord(field)) throw unexpected(name);
  const { value } = field;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Text as stored; a blank one is "no value". @throws AppError ANSWER_UNEXPECTED */
export function textOf(record: WireRecord, name: string): FieldValue {
  const value = valueOf(record, name);
  if (value === null) return null;
  const text = String(value);
  return text.trim() === '' ? null : text;
}

/** Text that cannot be missing, such as a key, without the blanks at its end. @throws AppError ANSWER_UNEXPECTED */
export function keyOf(record: WireRecord, name: string): string {
  const text = textOf(record, name);
  if (text === null) throw unexpected(name);
  return text.trimEnd();
}

/** True only where the ERP says so; a box that is not set is off. @throws AppError ANSWER_UNEXPECTED */
export function flagOf(record: WireRecord, name: string): boolean {
  return valueOf(record, name) === true;
}

/** A stamp as ISO 8601 in UTC. Without a zone it is taken for UTC [VERIFY]; it is only a hint. Empty when not set. */
export function stampOf(record: WireRecord, name: string): string {
  const text = textOf(record, name);
  if (text === null) return '';
  const time = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
