/**
 * Values of further fields as Shopify takes them. Of every type the value is sent as one text, and the type of the definition decides
 * what the text has to be (shopify.dev, "List of data types"). What is only a limit, such as a largest number or a longest text, is left
 * to Shopify: a definition may have limits of its own.
 */
import { itemsIn } from '../../../shared/mapping/items.ts';
import { dateOf, listPrefix } from './further-fields.ts';

/** The text to send, or why there is none: the end of a sentence that begins with the field's name. */
export type WireValue = { readonly value: string } | { readonly problem: string };

/** Whole days and moments in ISO 8601; what else JavaScript takes for a date, such as `12`, is none. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** In UTC, or null for what is no date: the 31st of February has another day in its answer than in its question. */
function momentOf(text: string): string | null {
  const moment = isoDate.test(text) ? dateOf(text) : null;
  const wholeDay = dateOf(text.slice(0, 'YYYY-MM-DD'.length));
  return moment !== null && wholeDay?.startsWith(text.slice(0, 'YYYY-MM-DD'.length)) === true ? moment : null;
}

/** Without what JSON does not take of a number: a plus sign and leading zeros. */
function bareNumber(text: string): string {
  return text.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
}

const shownLength = 40;

/** What could not be converted, to its first words. */
function quoted(text: string): string {
  return `"${text.length <= shownLength ? text : `${text.slice(0, shownLength)}\u2026`}"`;
}

type Convert = (text: string) => WireValue;

function asItIs(value: string): WireValue {
  return { value };
}

function singleLine(text: string): WireValue {
  return /[\r\n]/.test(text)
    ? { problem: `takes a single line of text, and ${quoted(text)} has several` }
    : { value: text };
}

/** `250` and `250.00` are whole numbers alike: how a decimal text is filled up says nothing. */
function wholeNumber(text: string): WireValue {
  const whole = /^([+-]?\d+)(?:\.0*)?$/.exec(text.trim())?.[1];
  return whole === undefined
    ? { problem: `takes whole numbers only, and ${quoted(text)} is none` }
    : { value: bareNumber(whole) };
}

function decimal(text: string): WireValue {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text.trim())
    ? { value: bareNumber(text.trim()) }
    : { problem: `takes numbers only, and ${quoted(text)} is none` };
}

function trueOrFalse(text: string): WireValue {
  if (text === 'yes' || text === 'no') return { value: String(text === 'yes') };
  return { problem: `takes yes or no only, and ${quoted(text)} is neither` };
}

/** A day is the one in UTC, as it is read. */
function day(text: string): WireValue {
  const moment = momentOf(text);
  return moment === null
    ? { problem: `takes dates only, and ${quoted(text)} is none` }
    : { value: moment.slice(0, 'YYYY-MM-DD'.length) };
}

/** Without zone, which Shopify takes for Greenwich, and without fractions of a second: the form that its own messages ask for. [VERIFY] */
function moment(text: string): WireValue {
  const found = momentOf(text);
  return found === null
    ? { problem: `takes dates only, and ${quoted(text)} is none` }
    : { value: found.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length) };
}

const conversions: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['single_line_text_field', singleLine],
  ['number_integer', wholeNumber],
  ['number_decimal', decimal],
  ['boolean', trueOrFalse],
  ['date', day],
  ['date_time', moment],
]);

/** Those whose items are no texts in the JSON of a list. */
const bareInLists = new Set(['number_integer', 'number_decimal', 'boolean']);

/** Put together as text, so that no number goes through a form of less precision. */
function listOf(text: string, itemType: string): WireValue {
  const convert = conversions.get(itemType) ?? asItIs;
  const items = itemsIn(text).map(convert);
  const problem = items.find((item) => 'problem' in item);
  if (problem !== undefined) return problem;
  if (items.length === 0) return { problem: `takes a list, and ${quoted(text)} has no item` };
  const values = items.flatMap((item) => ('value' in item ? [item.value] : []));
  const isBare = bareInLists.has(itemType);
  return { value: `[${values.map((value) => (isBare ? value : JSON.stringify(value))).join(',')}]` };
}

/**
 * What is sent for a value, by the exact type of the field's definition (`number_integer`, `list.date`).
 * @param text As the port has it: flags as `yes` or `no`, dates in ISO 8601, the items of a list with commas between.
 */
export function wireValueOf(text: string, typeName: string): WireValue {
  if (typeName.startsWith(listPrefix)) return listOf(text, typeName.slice(listPrefix.length));
  return (conversions.get(typeName) ?? asItIs)(text);
}
