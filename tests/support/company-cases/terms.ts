/**
 * Payment terms of a company: MYOB has them per customer, Shopify per location (R23). The profile knows 30 and 60 days in both
 * systems. `differ`: two locations have 30 and 60. `some`: one of the two has 30, the other none. `unknown` is in no table.
 */
import type { Mode } from '../reconcile-cases/modes.ts';

export type ErpTerms = 'none' | '30' | '60' | 'unknown';
export type ShopifyTerms = ErpTerms | 'some' | 'differ';

export type TermsCase = readonly [
  /** What both had when they last agreed; `new` where the other company is only made, `first` where two meet. */
  base: 'none' | '30' | '60 and none' | 'first' | 'new',
  erp: ErpTerms,
  shopify: ShopifyTerms,
  always: 'always' | '-',
  mode: Mode,
  /** Of the company, then what is said at locations. */
  planned: string,
  because: string,
];

export const termsCases: readonly TermsCase[] = [
  ['30', '30', '30', '-', 'both', '=', 'L7'],
  ['30', '30', 'some', '-', 'both', '=', 'L7'],
  ['none', 'none', 'none', '-', 'both', '=', 'L7'],
  ['30', '60', '30', '-', 'import', 'keep [differsFromSource]', 'R4'],
  ['30', '60', '30', '-', 'export', 'Shopify := 60', 'L10'],
  ['30', '60', '30', '-', 'both', 'Shopify := 60', 'L10'],
  ['30', '30', '60', '-', 'import', 'MYOB := 60', 'L10'],
  ['30', '30', '60', '-', 'export', 'keep [differsFromSource]', 'R4'],
  ['30', '30', '60', '-', 'both', 'MYOB := 60', 'L10'],
  ['30', '60', '60', '-', 'both', '=', 'L10'],
  ['30', '60', 'none', '-', 'both, ask', 'keep [bothSidesChanged termsKept]', 'R23'],
  ['30', 'unknown', '60', '-', 'both, ask', 'keep [bothSidesChanged termsNotMappedErp]', 'R23'],
  ['30', 'none', '60', '-', 'both, ask', 'ask [bothSidesChanged]', 'L10'],

  // ------------------------------------------------------------------------------------------- to MYOB
  ['new', 'none', '30', '-', 'import', 'MYOB := 30', 'R23'],
  ['new', 'none', 'some', '-', 'import', 'MYOB := 30', 'R23'],
  ['new', 'none', 'none', '-', 'import', '=', 'R23'],
  ['new', 'none', 'differ', '-', 'import', '=; both: termsDiffer', 'R23'],
  ['new', 'none', 'unknown', '-', 'import', '=; both: termsNotMapped', 'R23'],
  ['30', '30', 'differ', '-', 'import', 'keep; both: termsDiffer', 'R23'],
  ['30', '30', 'differ', '-', 'both', 'keep; both: termsDiffer', 'R23'],
  ['30', '30', 'unknown', '-', 'import', 'keep; both: termsNotMapped', 'R23'],
  ['30', '30', 'none', '-', 'import', 'keep [termsKept]', 'R23'],
  ['30', '30', 'none', '-', 'both', 'keep [termsKept]', 'R23'],
  ['first', 'none', '60', '-', 'import', 'MYOB := 60 [filledBlank]', 'R3'],
  ['first', '30', '60', '-', 'import', 'MYOB := 60 [bothSidesDiffer]', 'R2'],
  ['first', '30', 'differ', '-', 'import', 'keep; both: termsDiffer', 'R23'],

  // ------------------------------------------------------------------------------------------- to Shopify
  ['new', '30', 'none', '-', 'export', 'Shopify := 30', 'direction'],
  ['new', 'unknown', 'none', '-', 'export', 'keep [termsNotMappedErp]', 'direction'],
  ['new', 'none', 'none', '-', 'export', '=', 'direction'],
  ['30', '60', 'differ', '-', 'export', 'keep; both: termsDiffer', 'direction'],
  ['30', '60', 'differ', 'always', 'export', 'Shopify := 60', 'direction'],
  ['30', '60', 'differ', '-', 'both', 'keep; both: termsDiffer', 'direction'],
  ['30', '60', 'differ', 'always', 'both', 'Shopify := 60', 'direction'],
  ['30', '30', 'differ', 'always', 'export', 'keep; both: termsDiffer', 'R4'],
  ['30', '60', 'some', '-', 'export', 'Shopify := 60', 'direction'],
  ['30', '60', 'unknown', '-', 'export', 'Shopify := 60', 'R33'],
  ['30', '60', 'unknown', '-', 'both', 'keep; both: termsNotMapped', 'L9'],
  ['30', 'unknown', '30', '-', 'export', 'keep [termsNotMappedErp]', 'direction'],
  ['30', 'none', '30', '-', 'export', 'Shopify := none [cleared]', 'R13'],
  ['60 and none', '60', 'none', '-', 'both', 'keep', 'L7'],
  ['60 and none', '30', 'none', '-', 'both', 'Shopify := 30', 'L10'],
  ['first', '30', 'none', '-', 'export', 'Shopify := 30 [filledBlank]', 'R3'],
  ['first', '30', '60', '-', 'both, ask', 'ask [bothSidesDiffer]', 'R2'],
  ['first', 'unknown', '60', '-', 'both, ask', 'keep [bothSidesDiffer termsNotMappedErp]', 'R23'],
  ['first', '30', 'differ', '-', 'export', 'keep; both: termsDiffer', 'direction'],
  ['first', '30', 'differ', 'always', 'export', 'Shopify := 30 [bothSidesDiffer]', 'R2'],
];
