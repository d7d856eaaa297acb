/**
 * One value of a pair of records, as data: what became of it on each side, and what is planned. The expected outcomes are
 * written out from the rulings and laws they name. The same cases hold for a value of the customer and for one of a
 * location.
 *
 * `=` nothing to do, nothing to show. `keep`: the two differ and stay so. `ask`: a person chooses. In brackets what is said.
 */
import type { Case } from './modes.ts';

/** Both had `a` when they last agreed. `changed`: MYOB to `b`, Shopify to `c`. `back again`: changed, and changed back. */
export type AgreedState =
  'unchanged' | 'changed' | 'changed alike' | 'changed alike in capitals' | 'cleared' | 'back again';

export const agreedValues: readonly Case<AgreedState>[] = [
  ['unchanged', 'unchanged', 'import', '=', 'L7'],
  ['unchanged', 'unchanged', 'export', '=', 'L7'],
  ['unchanged', 'unchanged', 'both', '=', 'L7'],

  ['changed', 'unchanged', 'import', 'keep [differsFromSource]', 'R4'],
  ['changed', 'unchanged', 'export', 'Shopify := b', 'L10'],
  ['changed', 'unchanged', 'both', 'Shopify := b', 'L10'],
  ['unchanged', 'changed', 'import', 'MYOB := c', 'L10'],
  ['unchanged', 'changed', 'export', 'keep [differsFromSource]', 'R4'],
  ['unchanged', 'changed', 'both', 'MYOB := c', 'L10'],

  ['changed alike', 'changed alike', 'import', '=', 'L10'],
  ['changed alike', 'changed alike', 'export', '=', 'L10'],
  ['changed alike', 'changed alike', 'both', '=', 'L10'],
  ['changed alike', 'changed alike in capitals', 'import', '=', 'L10'],
  ['changed alike', 'changed alike in capitals', 'export', '=', 'L10'],
  ['changed alike', 'changed alike in capitals', 'both', '=', 'L10'],

  ['changed', 'changed', 'import', 'MYOB := c [replacesEdit]', 'R33'],
  ['changed', 'changed', 'export', 'Shopify := b [replacesEdit]', 'R33'],
  ['changed', 'changed', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  ['changed', 'changed', 'both, MYOB settles', 'Shopify := b [bothSidesChanged followsPrimary]', 'L10'],
  ['changed', 'changed', 'both, Shopify settles', 'MYOB := c [bothSidesChanged followsPrimary]', 'L10'],

  ['cleared', 'unchanged', 'import', 'keep [differsFromSource]', 'R4'],
  ['cleared', 'unchanged', 'export', 'Shopify := blank [cleared]', 'R13'],
  ['cleared', 'unchanged', 'both', 'Shopify := blank [cleared]', 'R13'],
  ['unchanged', 'cleared', 'import', 'MYOB := blank [cleared]', 'R13'],
  ['unchanged', 'cleared', 'export', 'keep [differsFromSource]', 'R4'],
  ['unchanged', 'cleared', 'both', 'MYOB := blank [cleared]', 'R13'],
  ['cleared', 'cleared', 'import', '=', 'L10'],
  ['cleared', 'cleared', 'export', '=', 'L10'],
  ['cleared', 'cleared', 'both', '=', 'L10'],

  ['cleared', 'changed', 'import', 'MYOB := c [replacesEdit]', 'R33'],
  ['cleared', 'changed', 'export', 'Shopify := blank [replacesEdit cleared]', 'R33 R13'],
  ['cleared', 'changed', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  [
    'cleared',
    'changed',
    'both, MYOB settles',
    'Shopify := blank [bothSidesChanged followsPrimary cleared]',
    'L10 R13',
  ],
  ['cleared', 'changed', 'both, Shopify settles', 'MYOB := c [bothSidesChanged followsPrimary]', 'L10'],
  ['changed', 'cleared', 'import', 'MYOB := blank [replacesEdit cleared]', 'R33 R13'],
  ['changed', 'cleared', 'export', 'Shopify := b [replacesEdit]', 'R33'],
  ['changed', 'cleared', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  ['changed', 'cleared', 'both, MYOB settles', 'Shopify := b [bothSidesChanged followsPrimary]', 'L10'],
  [
    'changed',
    'cleared',
    'both, Shopify settles',
    'MYOB := blank [bothSidesChanged followsPrimary cleared]',
    'L10 R13',
  ],

  // An edit that was undone before anybody looked is none.
  ['back again', 'unchanged', 'import', '=', 'L7'],
  ['back again', 'unchanged', 'both', '=', 'L7'],
  ['back again', 'changed', 'import', 'MYOB := c', 'L10'],
  ['back again', 'changed', 'both', 'MYOB := c', 'L10'],
  ['changed', 'back again', 'export', 'Shopify := b', 'L10'],
  ['changed', 'back again', 'both', 'Shopify := b', 'L10'],
  ['back again', 'cleared', 'both', 'MYOB := blank [cleared]', 'R13'],
  ['cleared', 'back again', 'both', 'Shopify := blank [cleared]', 'R13'],
];

/** Both had agreed on no value. `created`: MYOB has `b`, Shopify `c` now; `created alike`: both have `b`. */
export type BlankState = 'unchanged' | 'created' | 'created alike';

export const agreedBlanks: readonly Case<BlankState>[] = [
  ['unchanged', 'unchanged', 'both', '=', 'L7'],
  ['created', 'unchanged', 'import', 'keep [differsFromSource]', 'R4'],
  ['created', 'unchanged', 'export', 'Shopify := b', 'L10'],
  ['created', 'unchanged', 'both', 'Shopify := b', 'L10'],
  ['unchanged', 'created', 'import', 'MYOB := c', 'L10'],
  ['unchanged', 'created', 'export', 'keep [differsFromSource]', 'R4'],
  ['unchanged', 'created', 'both', 'MYOB := c', 'L10'],
  ['created alike', 'created alike', 'import', '=', 'L10'],
  ['created alike', 'created alike', 'export', '=', 'L10'],
  ['created alike', 'created alike', 'both', '=', 'L10'],
  ['created', 'created', 'import', 'MYOB := c [replacesEdit]', 'R33'],
  ['created', 'created', 'export', 'Shopify := b [replacesEdit]', 'R33'],
  ['created', 'created', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  ['created', 'created', 'both, MYOB settles', 'Shopify := b [bothSidesChanged followsPrimary]', 'L10'],
  ['created', 'created', 'both, Shopify settles', 'MYOB := c [bothSidesChanged followsPrimary]', 'L10'],
];

/**
 * MYOB had `a` and Shopify `b` when they last agreed: a difference that was left on purpose. `as the other`: edited to what
 * the other side had.
 */
export type DifferingState = 'unchanged' | 'as the other' | 'changed' | 'cleared';

export const agreedDifferences: readonly Case<DifferingState>[] = [
  ['unchanged', 'unchanged', 'import', 'keep', 'L7'],
  ['unchanged', 'unchanged', 'export', 'keep', 'L7'],
  ['unchanged', 'unchanged', 'both', 'keep', 'L7'],
  ['as the other', 'unchanged', 'import', '=', 'L10'],
  ['as the other', 'unchanged', 'export', '=', 'L10'],
  ['as the other', 'unchanged', 'both', '=', 'L10'],
  ['unchanged', 'as the other', 'import', '=', 'L10'],
  ['unchanged', 'as the other', 'export', '=', 'L10'],
  ['unchanged', 'as the other', 'both', '=', 'L10'],
  ['changed', 'unchanged', 'import', 'keep [differsFromSource]', 'R4'],
  ['changed', 'unchanged', 'export', 'Shopify := c', 'L10'],
  ['changed', 'unchanged', 'both', 'Shopify := c', 'L10'],
  ['unchanged', 'changed', 'import', 'MYOB := d', 'L10'],
  ['unchanged', 'changed', 'export', 'keep [differsFromSource]', 'R4'],
  ['unchanged', 'changed', 'both', 'MYOB := d', 'L10'],
  // Each took over what the other had: they have crossed, and differ still.
  ['as the other', 'as the other', 'import', 'MYOB := a [replacesEdit]', 'R33'],
  ['as the other', 'as the other', 'export', 'Shopify := b [replacesEdit]', 'R33'],
  ['as the other', 'as the other', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  ['cleared', 'unchanged', 'export', 'Shopify := blank [cleared]', 'R13'],
  ['cleared', 'unchanged', 'both', 'Shopify := blank [cleared]', 'R13'],
  ['unchanged', 'cleared', 'import', 'MYOB := blank [cleared]', 'R13'],
  ['unchanged', 'cleared', 'both', 'MYOB := blank [cleared]', 'R13'],
];

/** Two records that meet for the first time. `a`, or `another` value (MYOB `b`, Shopify `c`), or none. */
export type FirstState = 'a' | 'A in capitals' | 'another' | 'blank';

export const firstMeetings: readonly Case<FirstState>[] = [
  ['a', 'a', 'import', '=', 'L10'],
  ['a', 'a', 'export', '=', 'L10'],
  ['a', 'a', 'both', '=', 'L10'],
  ['a', 'A in capitals', 'import', '=', 'L10'],
  ['a', 'A in capitals', 'export', '=', 'L10'],
  ['A in capitals', 'a', 'both', '=', 'L10'],
  ['blank', 'blank', 'both', '=', 'L7'],
  ['a', 'blank', 'import', 'keep', 'R3'],
  ['a', 'blank', 'export', 'Shopify := a [filledBlank]', 'R3'],
  ['a', 'blank', 'both', 'Shopify := a [filledBlank]', 'R3'],
  ['blank', 'a', 'import', 'MYOB := a [filledBlank]', 'R3'],
  ['blank', 'a', 'export', 'keep', 'R3'],
  ['blank', 'a', 'both', 'MYOB := a [filledBlank]', 'R3'],
  ['another', 'another', 'import', 'MYOB := c [bothSidesDiffer]', 'R2'],
  ['another', 'another', 'export', 'Shopify := b [bothSidesDiffer]', 'R2'],
  ['another', 'another', 'both, ask', 'ask [bothSidesDiffer]', 'R2 L10'],
  ['another', 'another', 'both, MYOB settles', 'Shopify := b [bothSidesDiffer followsPrimary]', 'R2'],
  ['another', 'another', 'both, Shopify settles', 'MYOB := c [bothSidesDiffer followsPrimary]', 'R2'],
];

/** A person's name, which no customer can be without: the row is `invalid` rather than a name cleared. */
export type RequiredState = 'unchanged' | 'changed' | 'cleared';

export const requiredValues: readonly Case<RequiredState>[] = [
  ['cleared', 'unchanged', 'import', 'keep [differsFromSource]', 'R4'],
  ['cleared', 'unchanged', 'export', 'invalid, keep [requiredNotCleared]', 'R13'],
  ['cleared', 'unchanged', 'both', 'invalid, keep [requiredNotCleared]', 'R13'],
  ['unchanged', 'cleared', 'import', 'invalid, keep [requiredNotCleared]', 'R13'],
  ['unchanged', 'cleared', 'export', 'keep [differsFromSource]', 'R4'],
  ['unchanged', 'cleared', 'both', 'invalid, keep [requiredNotCleared]', 'R13'],
  ['cleared', 'changed', 'import', 'MYOB := c [replacesEdit]', 'R33'],
  ['cleared', 'changed', 'export', 'invalid, keep [replacesEdit requiredNotCleared]', 'R33 R13'],
  ['cleared', 'changed', 'both, ask', 'invalid, keep [bothSidesChanged requiredNotCleared]', 'R13 L10'],
  [
    'cleared',
    'changed',
    'both, MYOB settles',
    'invalid, keep [bothSidesChanged followsPrimary requiredNotCleared]',
    'L10 R13',
  ],
  ['cleared', 'changed', 'both, Shopify settles', 'MYOB := c [bothSidesChanged followsPrimary]', 'L10'],
  ['changed', 'cleared', 'import', 'invalid, keep [replacesEdit requiredNotCleared]', 'R33 R13'],
  ['changed', 'cleared', 'export', 'Shopify := b [replacesEdit]', 'R33'],
  ['changed', 'cleared', 'both, ask', 'invalid, keep [bothSidesChanged requiredNotCleared]', 'R13 L10'],
  ['changed', 'cleared', 'both, MYOB settles', 'Shopify := b [bothSidesChanged followsPrimary]', 'L10'],
  [
    'changed',
    'cleared',
    'both, Shopify settles',
    'invalid, keep [bothSidesChanged followsPrimary requiredNotCleared]',
    'L10 R13',
  ],
  ['changed', 'unchanged', 'both', 'Shopify := b', 'L10'],
  ['unchanged', 'changed', 'both', 'MYOB := c', 'L10'],
];
