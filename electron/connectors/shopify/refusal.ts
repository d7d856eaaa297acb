/** Shopify's `userErrors` as errors of the catalogue: by the rules of `refusal-rules.ts`, with the field and the value. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { describeError, errorCatalogue, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import { fieldAt, labelOf, sentAt, type WrittenField } from './fields.ts';
import { forbiddenTexts, refusalRules, type RefusalRule } from './refusal-rules.ts';

/** A plain UserError has no code: path and text are all there is to go by. */
export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

/** What was written when Shopify refused. */
export interface Attempt {
  /** How a message names the record. */
  readonly record: string;
  /** How it names others, by the argument that holds their id (`companyId`) or what is sent of them (`companyContact`). */
  readonly others?: Readonly<Record<string, string>>;
  /** As they were sent. */
  readonly variables: unknown;
}

/** One refusal, understood. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly path: readonly string[];
  readonly field: WrittenField | null;
  /** As it was sent; null where the error points at none. */
  readonly value: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Texts are shown to their first words: a note may be as long as a page. */
const shownLength = 80;

function shown(value: string): string {
  return value.length <= shownLength ? value : `${value.slice(0, shownLength)}\u2026`;
}

function forbiddenIn(value: string | null): string | undefined {
  return value === null ? undefined : forbiddenTexts.find(({ held }) => held.test(value))?.what;
}

function fits(rule: RefusalRule, path: string, { message, code }: UserError, value: string | null): boolean {
  if (rule.at !== undefined && !rule.at.test(path)) return false;
  if (rule.holdsForbidden === true && forbiddenIn(value) === undefined) return false;
  const says = rule.says?.test(message) ?? false;
  const isCoded = typeof code === 'string' && (rule.codes?.includes(code) ?? false);
  return says || isCoded || (rule.says === undefined && rule.codes === undefined);
}

/**
 * What is gone is what the path's last id stands for: the contact that is written, or its `companyId`. Anything else that is
 * refused is refused of what was sent, though the path may name an id.
 */
function recordAt(path: readonly string[], { record, others = {} }: Attempt, isGone: boolean): string {
  const named = path.findLast((part) => part in others && (isGone || !part.endsWith('Id')));
  return others[named ?? ''] ?? record;
}

/** @returns null for a refusal of which neither rule nor field is known. */
function meaningOf(error: UserError, path: string, value: string | null): ErrorCode | null {
  const rule = refusalRules.find((each) => fits(each, path, error, value));
  if (rule !== undefined) return rule.means;
  return fieldAt(error.field ?? []) === null ? null : 'VALUE_REFUSED';
}

export function understand(error: UserError, attempt: Attempt): Refusal {
  const path = error.field ?? [];
  const field = fieldAt(path);
  const value = sentAt(attempt.variables, path);
  const { message } = error;
  const maximum = /(\d[\d,]*)(?= characters)|(?<=more than )(\d[\d,]*)/.exec(message)?.[0];
  const what =
    forbiddenIn(value) ?? forbiddenTexts.find(({ named }) => named.test(message))?.what ?? 'such text';
  const code = meaningOf(error, path.join('.'), value) ?? 'WRITE_REFUSED';
  return {
    code,
    path,
    field,
    value,
    params: {
      system: 'Shopify',
      record: shown(recordAt(path, attempt, code === 'RECORD_GONE')),
      source: 'MYOB Acumatica',
      field: field === null ? path.join('.') || 'the whole request' : labelOf(field),
      value: shown(value ?? ''),
      length: value?.length ?? 0,
      maximum: maximum ?? '?',
      what,
      message,
    },
  };
}

/** A request that is faulty makes other errors on its way; nothing that a person could correct is among them. */
function firstOf(refusals: readonly Refusal[]): Refusal | undefined {
  return refusals.find(({ code }) => code === 'REQUEST_FAULTY') ?? refusals[0];
}

/** Only what the text speaks of goes into an error, and so into the journal and the history. */
function spokenOf(code: ErrorCode, params: Refusal['params']): Refusal['params'] {
  const { title, text } = errorCatalogue[code];
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => `${title} ${text}`.includes(`{${name}}`)),
  );
}

/** Whether the text names who holds a value, which takes a look-up: `params.other`. */
export function namesHolder({ code }: Refusal): boolean {
  return errorCatalogue[code].text.includes('{other}');
}

/** Everything Shopify refused in one write, as one error. @throws Error without any refusal. */
export function errorOf(refusals: readonly Refusal[]): AppError {
  const first = firstOf(refusals);
  if (first === undefined) throw new Error('Nothing was refused');
  const fields: Record<string, string> = {};
  for (const { code, field, params } of refusals) {
    if (field !== null) fields[field] ??= describeError(code, params).text;
  }
  const message = refusals.map(({ params }) => params['message']).join(' ');
  const params = first.code === 'WRITE_REFUSED' ? { ...first.params, message } : first.params;
  return new AppError(first.code, { params: spokenOf(first.code, params), fields });
}
