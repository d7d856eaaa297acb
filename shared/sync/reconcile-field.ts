/**
 * The three-way judgement of one value (L10). Pure: (base, ERP, Shopify, direction, policy) -> keep, write, conflict.
 *
 * Invariants: a side is written only where the direction allows it; a value is overwritten only with a value that
 * somebody entered; two values that mean the same are never written; a change is seen per side, against what that
 * side itself held when the two last agreed, so that a difference agreed on purpose is not touched again.
 */
import type { FieldName, FieldValue, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import { alike, sameValue } from '../mapping/compare.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { AgreedValue, FieldAction, Note } from './plan.ts';
import type { Both, BothValues, ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface Judgement {
  readonly action: FieldAction;
  readonly notes: readonly Note[];
  /** The two sides agree now: the ledger may record it, and nothing needs to be shown. */
  readonly agreed: boolean;
  /** A required value was removed on one side and cannot be passed on (R13). */
  readonly requiredMissing: boolean;
}

export interface JudgementInput {
  readonly field: FieldName;
  readonly base: AgreedValue | null;
  readonly raw: BothValues;
  /** What each side's value means to the other (R8, R25); usually the raw value itself. */
  readonly meaning: BothValues;
  /** ISO alpha-2 country that phones and states of each side belong to. */
  readonly countries: Both<string | null>;
  readonly required: boolean;
  readonly rules: JudgementRules;
  /** Key of the field in mappings (`address.city`); absent where a value is of no single field. */
  readonly key?: string;
}

export interface JudgementRules {
  readonly direction: Direction;
  readonly primary: Side;
  readonly conflicts: 'ask' | 'primary';
  readonly unmapped?: ReconcileSettings['unmapped'];
}

export function rulesOf(settings: ReconcileSettings): JudgementRules {
  const { direction, primary, policies, unmapped } = settings;
  return {
    direction,
    primary,
    conflicts: policies.conflicts,
    ...(unmapped === undefined ? {} : { unmapped }),
  };
}

const sides: readonly Side[] = ['erp', 'shopify'];

const agreement: Judgement = { action: 'keep', notes: [], agreed: true, requiredMissing: false };

/** The directions in which a field flows; null where it flows in none, because the profile leaves it unmapped. */
export function flowOf({ direction, unmapped }: JudgementRules, key: string): Direction | null {
  const flows = (way: 'import' | 'export'): boolean =>
    (direction === 'bidirectional' || direction === way) && unmapped?.[way].has(key) !== true;
  if (flows('import')) return flows('export') ? 'bidirectional' : 'import';
  return flows('export') ? 'export' : null;
}

/** Judges one value; every case of it is in `tests/support/reconcile-cases/values.ts`. */
export function judge(input: JudgementInput): Judgement {
  const { rules, key } = input;
  const flow = key === undefined ? rules.direction : flowOf(rules, key);
  if (flow !== null)
    return judgeFlow(flow === rules.direction ? input : { ...input, rules: { ...rules, direction: flow } });
  const judgement = judgeFlow(input);
  // What is unmapped is never written, and what was agreed before stays so for the day on which it is mapped again.
  return judgement.agreed ? judgement : keep([note('unmapped')]);
}

function judgeFlow(input: JudgementInput): Judgement {
  const { base, meaning, countries } = input;
  if (meaning.erp === meaning.shopify && countries.erp === countries.shopify) return agreement;
  if (base === null) return agreeLoosely(input) ? agreement : judgeFirstMeeting(input);
  const changed = changesSince(input, base);
  if (changed.erp && changed.shopify) {
    // L10: the same edit on both sides
    return agreeLoosely(input) ? agreement : judgeDivergence(input, 'bothSidesChanged');
  }
  if (!changed.erp && !changed.shopify) {
    return agreeLoosely(input) ? agreement : keep(); // a difference they agreed on
  }
  if (sameValue(input.field, meaning.erp, meaning.shopify, countries.erp, countries.shopify))
    return agreement;
  return judgeOneEdit(input, changed.erp ? 'erp' : 'shopify');
}

function agreeLoosely({ field, meaning, countries }: JudgementInput): boolean {
  return alike(field, meaning.erp, meaning.shopify, countries.erp, countries.shopify);
}

function changesSince(input: JudgementInput, base: AgreedValue): Both<boolean> {
  const { field, raw, countries } = input;
  return {
    erp: !sameValue(field, raw.erp, base.erp, countries.erp),
    shopify: !sameValue(field, raw.shopify, base.shopify, countries.shopify),
  };
}

/** Nothing was agreed before: blanks are filled (R3), the rest is a tie (R2). */
function judgeFirstMeeting(input: JudgementInput): Judgement {
  const { meaning, rules } = input;
  if (!isBlank(meaning.erp) && !isBlank(meaning.shopify)) return judgeDivergence(input, 'bothSidesDiffer');
  const target: Side = isBlank(meaning.erp) ? 'erp' : 'shopify';
  return writesTo(rules.direction, target) ? write(target, [note('filledBlank')]) : keep();
}

/** Two values, neither of which follows from the other: the source wins one way (R33), both ways a person decides. */
function judgeDivergence(input: JudgementInput, reason: 'bothSidesDiffer' | 'bothSidesChanged'): Judgement {
  const { direction, primary, conflicts } = input.rules;
  const source = sourceOf(direction);
  if (source !== null) {
    const target = otherSide(source);
    return pass(input, source, [
      reason === 'bothSidesChanged'
        ? note('replacesEdit', { system: systemNames[target] })
        : note('bothSidesDiffer'),
    ]);
  }
  if (conflicts === 'primary') {
    return pass(input, primary, [note(reason), note('followsPrimary', { system: systemNames[primary] })]);
  }
  // R13: a name that was removed is no value that a person could choose.
  const emptied = input.required ? sides.find((side) => isBlank(input.raw[side])) : undefined;
  if (emptied !== undefined) {
    const removed = note('requiredNotCleared', { system: systemNames[emptied] });
    return { ...keep([note(reason), removed]), requiredMissing: true };
  }
  return { action: 'conflict', notes: [note(reason)], agreed: false, requiredMissing: false };
}

/** One side changed since the two agreed: passed on, or kept where the direction does not go that way (R4). */
function judgeOneEdit(input: JudgementInput, editor: Side): Judgement {
  return writesTo(input.rules.direction, otherSide(editor))
    ? pass(input, editor, [])
    : keep([note('differsFromSource', { system: systemNames[editor] })]);
}

/** Passes a value on; a removed one as blank, unless it is required (R13). */
function pass(input: JudgementInput, from: Side, notes: readonly Note[]): Judgement {
  if (!isBlank(input.meaning[from])) return write(otherSide(from), notes);
  const system = systemNames[from];
  if (input.required) {
    return { ...keep([...notes, note('requiredNotCleared', { system })]), requiredMissing: true };
  }
  return write(otherSide(from), [...notes, note('cleared', { system })]);
}

function write(target: Side, notes: readonly Note[]): Judgement {
  return {
    action: target === 'erp' ? 'writeErp' : 'writeShopify',
    notes,
    agreed: false,
    requiredMissing: false,
  };
}

function keep(notes: readonly Note[] = []): Judgement {
  return { action: 'keep', notes, agreed: false, requiredMissing: false };
}

export function isBlank(value: FieldValue): boolean {
  return value === null || value.trim() === '';
}

/** The side an action writes to, or null. */
export function targetOf(action: FieldAction): Side | null {
  if (action === 'writeErp') return 'erp';
  return action === 'writeShopify' ? 'shopify' : null;
}
