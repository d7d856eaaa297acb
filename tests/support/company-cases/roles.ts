/**
 * The role of one contact at one location: what both had when they last agreed, what each has now, and what is planned. `ordering`
 * is "Ordering only" (User), `admin` "Location admin" (Admin), `own` a role of the shop's own; `never` where nothing was agreed.
 */
import type { Mode } from '../reconcile-cases/modes.ts';

export type RoleState = 'none' | 'ordering' | 'admin' | 'own';

export type RoleCase = readonly [
  base: 'never' | 'none' | 'ordering' | 'admin',
  erp: RoleState,
  shopify: RoleState,
  mode: Mode,
  planned: string,
  because: string,
];

export const roleCases: readonly RoleCase[] = [
  ['none', 'none', 'none', 'both', '=', 'L7'],
  ['ordering', 'ordering', 'ordering', 'import', '=', 'L7'],
  ['ordering', 'ordering', 'ordering', 'export', '=', 'L7'],
  ['ordering', 'ordering', 'ordering', 'both', '=', 'L7'],

  ['none', 'ordering', 'none', 'import', 'keep [differsFromSource]', 'R4'],
  ['none', 'ordering', 'none', 'export', 'Shopify := ordering', 'L10'],
  ['none', 'ordering', 'none', 'both', 'Shopify := ordering', 'L10'],
  ['none', 'none', 'admin', 'import', 'MYOB := admin', 'L10'],
  ['none', 'none', 'admin', 'export', 'keep [differsFromSource]', 'R4'],
  ['none', 'none', 'admin', 'both', 'MYOB := admin', 'L10'],
  ['none', 'admin', 'admin', 'both', '=', 'L10'],
  ['none', 'ordering', 'admin', 'import', 'MYOB := admin [replacesEdit]', 'R33'],
  ['none', 'ordering', 'admin', 'export', 'Shopify := ordering [replacesEdit]', 'R33'],
  ['none', 'ordering', 'admin', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  [
    'none',
    'ordering',
    'admin',
    'both, MYOB settles',
    'Shopify := ordering [bothSidesChanged followsPrimary]',
    'L10',
  ],
  [
    'none',
    'ordering',
    'admin',
    'both, Shopify settles',
    'MYOB := admin [bothSidesChanged followsPrimary]',
    'L10',
  ],

  ['ordering', 'admin', 'ordering', 'import', 'keep [differsFromSource]', 'R4'],
  ['ordering', 'admin', 'ordering', 'export', 'Shopify := admin', 'L10'],
  ['ordering', 'admin', 'ordering', 'both', 'Shopify := admin', 'L10'],
  ['ordering', 'ordering', 'admin', 'import', 'MYOB := admin', 'L10'],
  ['ordering', 'ordering', 'admin', 'export', 'keep [differsFromSource]', 'R4'],
  ['ordering', 'ordering', 'admin', 'both', 'MYOB := admin', 'L10'],
  ['ordering', 'admin', 'admin', 'import', '=', 'L10'],
  ['ordering', 'admin', 'admin', 'export', '=', 'L10'],
  ['ordering', 'admin', 'admin', 'both', '=', 'L10'],

  // A role that was taken away is taken away on the other side, too.
  ['admin', 'none', 'admin', 'import', 'keep [differsFromSource]', 'R4'],
  ['admin', 'none', 'admin', 'export', 'Shopify := none [cleared]', 'R13'],
  ['admin', 'none', 'admin', 'both', 'Shopify := none [cleared]', 'R13'],
  ['admin', 'admin', 'none', 'import', 'MYOB := none [cleared]', 'R13'],
  ['admin', 'admin', 'none', 'export', 'keep [differsFromSource]', 'R4'],
  ['admin', 'admin', 'none', 'both', 'MYOB := none [cleared]', 'R13'],
  ['admin', 'none', 'none', 'both', '=', 'L10'],
  ['admin', 'none', 'ordering', 'import', 'MYOB := ordering [replacesEdit]', 'R33'],
  ['admin', 'none', 'ordering', 'export', 'Shopify := none [replacesEdit cleared]', 'R33 R13'],
  ['admin', 'none', 'ordering', 'both, ask', 'ask [bothSidesChanged]', 'L10'],

  ['never', 'none', 'none', 'both', '=', 'L7'],
  ['never', 'admin', 'admin', 'both', '=', 'L10'],
  ['never', 'admin', 'none', 'import', 'keep', 'R3'],
  ['never', 'admin', 'none', 'export', 'Shopify := admin [filledBlank]', 'R3'],
  ['never', 'admin', 'none', 'both', 'Shopify := admin [filledBlank]', 'R3'],
  ['never', 'none', 'ordering', 'import', 'MYOB := ordering [filledBlank]', 'R3'],
  ['never', 'none', 'ordering', 'export', 'keep', 'R3'],
  ['never', 'none', 'ordering', 'both', 'MYOB := ordering [filledBlank]', 'R3'],
  ['never', 'admin', 'ordering', 'import', 'MYOB := ordering [bothSidesDiffer]', 'R2'],
  ['never', 'admin', 'ordering', 'export', 'Shopify := admin [bothSidesDiffer]', 'R2'],
  ['never', 'admin', 'ordering', 'both, ask', 'ask [bothSidesDiffer]', 'R2 L10'],

  // What Accord does not know is nobody's to overwrite.
  ['none', 'admin', 'own', 'import', 'keep [roleNotKnown]', 'L9'],
  ['none', 'admin', 'own', 'export', 'keep [roleNotKnown]', 'L9'],
  ['none', 'none', 'own', 'both', 'keep [roleNotKnown]', 'L9'],
];
