/** Near matches as data: who, how much alike, and what each field says for or against it. */
import type { FieldValue, PartySummary, Side } from '../domain/party.ts';

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
