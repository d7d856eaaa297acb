/**
 * What a metafield's type takes (shopify.dev, "List of data types"), for the types that are plain values. The rules are documented;
 * of the messages only those of integers and JSON are known for certain, the others are to be checked.
 */

interface ValueRule {
  readonly takes: (value: string) => boolean;
  readonly message: string;
}

/** A date without a time, or with one; that there is such a day is checked besides. */
const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const momentForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/;

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const rules: ReadonlyMap<string, ValueRule> = new Map<string, ValueRule>([
  ['number_integer', { takes: (value) => /^-?\d+$/.test(value), message: 'Value must be an integer.' }],
  [
    'number_decimal',
    { takes: (value) => /^-?\d+(?:\.\d+)?$/.test(value), message: 'Value must be a decimal.' },
  ],
  ['boolean', { takes: (value) => /^(?:true|false)$/.test(value), message: 'Value must be true or false.' }],
  [
    'date',
    {
      takes: (value) => dateForm.test(value) && isDay(value),
      message: 'Value must be in YYYY-MM-DD format.',
    },
  ],
  [
    'date_time',
    {
      takes: (value) => momentForm.test(value) && isDay(value.slice(0, 10)),
      message: 'Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00',
    },
  ],
  [
    'single_line_text_field',
    { takes: (value) => !/[\r\n]/.test(value), message: 'Value must be a single line text string.' },
  ],
  ['color', { takes: (value) => /^#[0-9a-f]{6}$/i.test(value), message: 'Value must be a hex color code.' }],
  [
    'url',
    {
      takes: (value) => /^(?:https?:\/\/|mailto:|sms:|tel:)\S+$/i.test(value),
      message: 'Value must be one of the following URL schemes: http, https, mailto, sms, tel.',
    },
  ],
]);

const listPrefix = 'list.';

/** Types whose items in a list are no JSON texts. */
const bareItems = new Set(['number_integer', 'number_decimal', 'boolean']);

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function listError(itemType: string, value: string): string | undefined {
  const items = parseJson(value);
  if (!Array.isArray(items)) return 'Value must be an array.';
  for (const item of items as readonly unknown[]) {
    const text = typeof item === 'string' ? item : JSON.stringify(item);
    const isText = typeof item === 'string' || bareItems.has(itemType);
    const error = isText ? valueError(itemType, text) : 'Value must be a string.';
    if (error !== undefined) return error;
  }
  return undefined;
}

/** What `metafieldsSet` answers for a value that the type does not take; undefined for one that it does. */
export function valueError(type: string, value: string): string | undefined {
  if (type.startsWith(listPrefix)) return listError(type.slice(listPrefix.length), value);
  if (type === 'json') return parseJson(value) === undefined ? 'Value is invalid JSON.' : undefined;
  const rule = rules.get(type);
  return rule === undefined || rule.takes(value) ? undefined : rule.message;
}
