/** Custom fields of customers, as the ad hoc schema of the contract tells them: which there are, and what each of them takes. */
import { isDay } from '../../../shared/mapping/calendar.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { ErpClient } from './client.ts';
import { isWireRecord, stampOf, textOf, type WireRecord, type WireValue } from './wire.ts';

/** What a field of some wire type takes. */
export interface CustomType {
  readonly type: FurtherField['type'];
  /** In words, behind "it takes". */
  readonly takes: string;
  /** The text that a rule made as the contract sends it; null where the field cannot hold it. */
  readonly toWire: (text: string) => WireValue;
}

const decimalPattern = /^[+-]?\d+(?:\.\d+)?$/;

function decimal(text: string): number | null {
  const number = decimalPattern.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

const decimals: CustomType = { type: 'number', takes: 'a number, such as 12.5', toWire: decimal };

function integers(least: number, greatest: number): CustomType {
  return {
    type: 'number',
    takes: `a whole number from ${least} to ${greatest}`,
    toWire: (text) => {
      const number = decimal(text);
      const isHeld = Number.isInteger(number) && number !== null && number >= least && number <= greatest;
      return isHeld ? number : null;
    },
  };
}

/** Either half of a word of 2 ** `bits` values. */
const signed = (bits: number): CustomType => integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1);

/** `2026-03-01`, alone or with the time of day and its zone. */
const datePattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;
const midnightPattern = /^00:00(?::00(?:\.0+)?)?$/;

/**
 * A day is midnight in UTC to us and midnight by the company's own clock to the ERP, which takes a time without a zone for its own. So a
 * day stays that day wherever the company is; any other time is sent as the moment that it is.
 */
function toStamp(text: string): string | null {
  const [whole = '', day = '', time = '00:00', zone] = datePattern.exec(text.trim()) ?? [];
  if (!isDay(day) || Number.isNaN(Date.parse(whole))) return null;
  const isMidnight = midnightPattern.test(time) && (zone === undefined || zone === 'Z' || zone === '+00:00');
  return isMidnight ? `${day}T00:00:00` : whole;
}

/** The other way round. ISO 8601 in UTC, empty when not set. @throws AppError ANSWER_UNEXPECTED */
export function customStampOf(fields: WireRecord, name: string): string {
  const [, day = '', time = ''] = datePattern.exec(textOf(fields, name)?.trim() ?? '') ?? [];
  return midnightPattern.test(time) ? `${day}T00:00:00.000Z` : stampOf(fields, name);
}

function toFlag(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return word === 'yes' || word === 'no' ? word === 'yes' : null;
}

/**
 * The published contract names the types of custom fields by a text and lists none of them; these are those of the vendor's own client
 * library. [VERIFY] One that is not among them is neither offered nor written.
 */
export const customTypes: Readonly<Record<string, CustomType>> = {
  CustomStringField: { type: 'text', takes: 'a text', toWire: (text) => text },
  CustomByteField: integers(0, 255),
  CustomShortField: signed(16),
  CustomIntField: signed(32),
  // What lies beyond would be another number once it is JSON.
  CustomLongField: integers(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  CustomDecimalField: decimals,
  CustomDoubleField: decimals,
  CustomBooleanField: {
    type: 'yesNo',
    takes: 'yes or no',
    toWire: toFlag,
  },
  CustomDateTimeField: { type: 'date', takes: 'a date, such as 2026-03-01', toWire: toStamp },
};

/** The wire type (`CustomStringField`) of each custom field of the customer itself, by `View.Field`; empty where it tells none. */
export type CustomSchema = ReadonlyMap<string, string>;

/** Those of a customer's contacts and addresses are not among them. @throws AppError ERP_READ_FAILED and the other errors of a reading. */
export async function readCustomSchema(client: ErpClient, signal: AbortSignal): Promise<CustomSchema> {
  const schema = await client.get('Customer', ['$adHocSchema'], {}, signal);
  const views = schema?.['custom'];
  const all = Object.entries(isWireRecord(views) ? views : {}).flatMap(([view, names]) =>
    Object.entries(isWireRecord(names) ? names : {}).map(([name, field]): [string, string] => {
      const type = isWireRecord(field) ? field['type'] : null;
      return [`${view}.${name}`, typeof type === 'string' ? type : ''];
    }),
  );
  return new Map(all);
}

/** Asks when it is first needed, and once for all who need it; again only where that failed. */
export function customSchemaOnce(client: ErpClient): (signal: AbortSignal) => Promise<CustomSchema> {
  let asked: Promise<CustomSchema> | null = null;
  return async (signal) => {
    const asking = (asked ??= readCustomSchema(client, signal));
    try {
      return await asking;
    } catch (error) {
      if (asked === asking) asked = null;
      throw error;
    }
  };
}
