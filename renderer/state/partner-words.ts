/** Words for finding a partner by hand. */
import type { PartySummary } from '../../shared/domain/party.ts';
import { findingText, scoreText, type FieldEvidence } from '../../shared/domain/suggestion.ts';
import type { PartnerWarning, PossiblePartner } from '../../shared/ipc/contract.ts';

const warningTexts: Readonly<Record<PartnerWarning, string>> = {
  otherName: 'another name',
  otherEmail: 'another e-mail',
  otherPhone: 'another phone',
  inactive: 'inactive in MYOB',
  waitsForOthers: 'could also be somebody else: it is among the candidates of another row',
  keptApart: 'was kept apart from this customer',
  leavesPartner: 'the present partner loses its link and is left alone',
};

export function whoText({ number, email, phone }: PartySummary): string {
  return [number, email, phone].filter((part) => part !== null).join(' · ');
}

/** `Mind: another e-mail, inactive in MYOB`; empty where nothing is to be minded. */
export function warningsText({ warnings }: Pick<PossiblePartner, 'warnings'>): string {
  if (warnings.length === 0) return '';
  return `Mind: ${warnings.map((warning) => warningTexts[warning]).join(', ')}`;
}

export interface EvidenceLine {
  readonly key: string;
  readonly text: string;
  readonly erp: string;
  readonly shopify: string;
  /** `+4.2`, `−1.0` */
  readonly points: string;
  readonly speaksFor: boolean;
}

/** One line a field: what was found, both values, and the points it gave. */
export function evidenceLines(fields: readonly FieldEvidence[]): readonly EvidenceLine[] {
  return fields.map((field) => ({
    key: field.field,
    text: findingText(field),
    erp: field.erp ?? '',
    shopify: field.shopify ?? '',
    points: `${field.contribution < 0 ? '\u2212' : '+'}${Math.abs(field.contribution).toFixed(1)}`,
    speaksFor: field.contribution >= 0,
  }));
}

/** `0.93`, with the word that says what it is of. */
export function scoreWords(score: number): string {
  return `score ${scoreText(score)}`;
}
