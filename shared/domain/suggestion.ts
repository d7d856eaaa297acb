/** Near matches as data: who, how much alike, and what each field says for or against it. */
import type { FieldValue, PartySummary, Side } from './party.ts';

/** How two values compare, in a word that a sentence can be made of. */
export type Finding =
  | 'equal'
  | 'soundsAlike'
  | 'otherOrder'
  | 'partOfName'
  | 'oneCharacter'
  | 'fewCharacters'
  | 'sameMailbox'
  | 'sameStreet'
  | 'otherUnit'
  | 'different';

/** One field's part in a score. */
export interface FieldEvidence {
  readonly field: 'name' | 'email' | 'phone' | 'address';
  readonly erp: FieldValue;
  readonly shopify: FieldValue;
  readonly finding: Finding;
  /** 0 to 1, how alike the two values are. */
  readonly similarity: number;
  /** Points for equal values: twice as many points, four times the odds. */
  readonly weight: number;
  /** Points that this field gave; below zero it speaks against. */
  readonly contribution: number;
}

/** An unmatched record of the other side that may be the same customer. */
export interface Suggestion {
  readonly side: Side;
  readonly summary: PartySummary;
  /** 0 to 1, from the sum of the contributions. */
  readonly score: number;
  readonly fields: readonly FieldEvidence[];
}

export interface SuggestionSummary {
  /** Rows that have at least one. */
  readonly rows: number;
  /** Pairs of records that were compared field by field. */
  readonly compared: number;
  /** Keys that too many records share to tell anything; they were left out. */
  readonly crowded: number;
}

const findings: Readonly<Record<FieldEvidence['field'], Readonly<Partial<Record<Finding, string>>>>> = {
  name: {
    equal: 'same name',
    soundsAlike: 'a name that sounds the same',
    otherOrder: 'same name in another order',
    partOfName: 'a shorter form of the name',
    oneCharacter: 'same name but for one letter',
    different: 'other name',
  },
  email: {
    equal: 'same e-mail',
    oneCharacter: 'same e-mail but for one character',
    fewCharacters: 'nearly the same e-mail',
    sameMailbox: 'same e-mail name at another provider',
    different: 'other e-mail',
  },
  phone: { equal: 'same phone', oneCharacter: 'same phone but for one digit', different: 'other phone' },
  address: {
    equal: 'same address',
    sameStreet: 'same street and number',
    otherUnit: 'same house, other unit',
    different: 'other address',
  },
};

/** `same phone but for one digit` */
export function findingText({ field, finding }: FieldEvidence): string {
  return findings[field][finding] ?? `another ${field}`;
}

/** `same name, same phone but for one digit; other e-mail`: what speaks for it, then what speaks against it. */
export function likenessText(fields: readonly FieldEvidence[]): string {
  const pro = fields.filter(({ contribution }) => contribution >= 0).map(findingText);
  const contra = fields.filter(({ contribution }) => contribution < 0).map(findingText);
  return [pro, contra]
    .filter((texts) => texts.length > 0)
    .map((texts) => texts.join(', '))
    .join('; ');
}

/** A score as people read it: two digits, and never certain. */
export function scoreText(score: number): string {
  return Math.min(score, 0.99).toFixed(2);
}
