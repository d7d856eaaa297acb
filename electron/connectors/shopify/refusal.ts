/** Shopify's `userErrors` as errors of the catalogue: by the rules of `refusal-rules.ts`, with the field and the value. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { describeError, errorCatalogue, type ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import { fieldAt, labelOf, sentAt } from './fields.ts';
import { pathOf } from './further-keys.ts';
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
  /** The further fields that were sent, in their order. Where absent, the only metafield sent is the ERP's customer ID. */
  readonly further?: readonly FurtherField[];
  /** As they were sent. */
  readonly variables: unknown;
}

/** One refusal, understood. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly path: readonly string[];
  /** Our name of a field (`WrittenField`), or the key of a further one. */
  readonly field: string | null;
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

/** What an error's path points at: our name of it, and what people call it. */
interface Target {
  readonly field: Refusal['field'];
  readonly label: string;
}

/** What the owner is refused for is about no field. */
function furtherAt(path: readonly string[], further: readonly FurtherField[]): Target | null {
  const field = path.at(-1) === 'ownerId' ? undefined : further[Number(path[1])];
  return field === undefined
    ? null
    : { field: field.key, label: `${field.label} (metafield ${pathOf(field)})` };
}

function targetAt(path: readonly string[], { further }: Attempt): Target | null {
  if (further !== undefined) return furtherAt(path, further);
  const field = fieldAt(path);
  return field === null ? null : { field, label: labelOf(field) };
}

/** The path as rules know it: further fields are other metafields than the ERP's customer ID, and mean something else. */
function rulePath(path: readonly string[], { further }: Attempt): string {
  return (further === undefined ? path : ['further', ...path.slice(1)]).join('.');
}

/** @returns null for a refusal of which neither rule nor field is known. */
function meaningOf(
  error: UserError,
  path: string,
  value: string | null,
  target: Target | null,
): ErrorCode | null {
  const rule = refusalRules.find((each) => fits(each, path, error, value));
  if (rule !== undefined) return rule.means;
  return target === null ? null : 'VALUE_REFUSED';
}

/**
 * What to say was wrong. A metafield whose definition is gone is refused for its type, in words that tell nobody what to do; one of
 * another app names no field.
 */
function messageOf({ message }: UserError, code: ErrorCode, path: string, target: Target | null): string {
  // The sentence of the catalogue has a full stop of its own.
  if (code === 'VALUE_REFUSED') return message.replace(/\.$/, '');
  if (code !== 'WRITE_REFUSED' || target === null || !path.startsWith('further.')) return message;
  return path.endsWith('.type')
    ? `${target.label} is not defined in Shopify any more, or holds another kind of value there. Define it as it was (Settings, Metafields and metaobjects, Customers), or take it out of the mapping.`
    : `${target.label}: ${message}`;
}

export function understand(error: UserError, attempt: Attempt): Refusal {
  const path = error.field ?? [];
  const target = targetAt(path, attempt);
  const value = sentAt(attempt.variables, path);
  const { message } = error;
  const maximum = /(\d[\d,]*)(?= characters)|(?<=more than )(\d[\d,]*)/.exec(message)?.[0];
  const what =
    forbiddenIn(value) ?? forbiddenTexts.find(({ named }) => named.test(message))?.what ?? 'such text';
  const ruled = rulePath(path, attempt);
  const code = meaningOf(error, ruled, value, target) ?? 'WRITE_REFUSED';
  return {
    code,
    path,
    field: target?.field ?? null,
    value,
    params: {
      system: 'Shopify',
      record: shown(recordAt(path, attempt, code === 'RECORD_GONE')),
      source: 'MYOB Acumatica',
      field: target?.label ?? (path.join('.') || 'the whole request'),
      value: shown(value ?? ''),
      length: value?.length ?? 0,
      maximum: maximum ?? '?',
      what,
      message: messageOf(error, code, ruled, target),
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
