/**
 * A customer as a whole: what became of it on each side since the two last agreed, and what is planned. Written out from the
 * rulings and laws they name.
 *
 * `propose`: the row waits until a person says what becomes of it (R24). In brackets what is said, of the row first, then of
 * its values.
 */
import type { Case } from './modes.ts';

/**
 * `alike`: to the same on both sides. `created`: not linked; with another last name on each side, unless alike.
 * `filtered`: not linked, and of a status that is not synchronised. `active again`: filtered before, and not linked.
 * `left alone`: the link to its partner was ended by a person; `brought back`: and taken back by one.
 * `not read`: that side was not read to its end. `nobody`: without name, e-mail and phone. `badly`: as the other refuses it.
 */
export type CustomerState =
  | 'absent'
  | 'unchanged'
  | 'edited'
  | 'edited alike'
  | 'edited badly'
  | 'created'
  | 'created alike'
  | 'created without e-mail'
  | 'created badly'
  | 'created on hold'
  | 'nobody'
  | 'deactivated'
  | 'deactivated and edited'
  | 'on hold'
  | 'deleted'
  | 'back again'
  | 'filtered'
  | 'filtered, one-time'
  | 'active again'
  | 'guest'
  | 'left alone'
  | 'left alone and edited'
  | 'brought back'
  | 'not read';

export const wholeCustomers: readonly Case<CustomerState>[] = [
  ['unchanged', 'unchanged', 'import', 'equal', 'L7'],
  ['unchanged', 'unchanged', 'export', 'equal', 'L7'],
  ['unchanged', 'unchanged', 'both', 'equal', 'L7'],

  // ------------------------------------------------------------------------------------------- edited
  ['edited', 'unchanged', 'import', 'equal [differsFromSource]', 'R4'],
  ['edited', 'unchanged', 'export', 'update Shopify', 'L10'],
  ['edited', 'unchanged', 'both', 'update Shopify', 'L10'],
  ['unchanged', 'edited', 'import', 'update MYOB', 'L10'],
  ['unchanged', 'edited', 'export', 'equal [differsFromSource]', 'R4'],
  ['unchanged', 'edited', 'both', 'update MYOB', 'L10'],
  ['edited alike', 'edited alike', 'import', 'equal', 'L10'],
  ['edited alike', 'edited alike', 'export', 'equal', 'L10'],
  ['edited alike', 'edited alike', 'both', 'equal', 'L10'],
  ['edited', 'edited', 'import', 'update MYOB [replacesEdit]', 'R33'],
  ['edited', 'edited', 'export', 'update Shopify [replacesEdit]', 'R33'],
  ['edited', 'edited', 'both, ask', 'ask [bothSidesChanged]', 'L10'],
  ['edited', 'edited', 'both, MYOB settles', 'update Shopify [bothSidesChanged followsPrimary]', 'L10'],
  ['edited', 'edited', 'both, Shopify settles', 'update MYOB [bothSidesChanged followsPrimary]', 'L10'],
  ['edited badly', 'unchanged', 'import', 'equal [differsFromSource]', 'R4'],
  ['edited badly', 'unchanged', 'export', 'invalid [emailNotValid]', 'L6'],
  ['edited badly', 'unchanged', 'both', 'invalid [emailNotValid]', 'L6'],
  ['unchanged', 'edited badly', 'import', 'invalid [accountNameFollows tooLong]', 'R14 R29'],
  ['unchanged', 'edited badly', 'export', 'equal [differsFromSource]', 'R4'],
  ['unchanged', 'edited badly', 'both', 'invalid [accountNameFollows tooLong]', 'R14 R29'],

  // ------------------------------------------------------------------------------------------- created
  ['created', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['created', 'absent', 'export', 'create in Shopify', 'direction'],
  ['created', 'absent', 'both', 'create in Shopify', 'direction'],
  ['absent', 'created', 'import', 'create in MYOB', 'direction'],
  ['absent', 'created', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'created', 'both', 'create in MYOB', 'direction'],
  ['created alike', 'created alike', 'import', 'link [newLink]', 'L10'],
  ['created alike', 'created alike', 'export', 'link [newLink]', 'L10'],
  ['created alike', 'created alike', 'both', 'link [newLink]', 'L10'],
  ['created', 'created', 'import', 'update MYOB [newLink accountNameFollows bothSidesDiffer]', 'R2 R29'],
  ['created', 'created', 'export', 'update Shopify [newLink bothSidesDiffer]', 'R2'],
  ['created', 'created', 'both, ask', 'ask [newLink bothSidesDiffer]', 'R2 L10'],
  [
    'created',
    'created',
    'both, MYOB settles',
    'update Shopify [newLink bothSidesDiffer followsPrimary]',
    'R2',
  ],
  [
    'created',
    'created',
    'both, Shopify settles',
    'update MYOB [newLink accountNameFollows bothSidesDiffer followsPrimary]',
    'R2 R29',
  ],
  ['created without e-mail', 'created alike', 'import', 'update MYOB [newLink filledBlank]', 'R3'],
  ['created without e-mail', 'created alike', 'export', 'link [newLink]', 'R3'],
  ['created without e-mail', 'created alike', 'both', 'update MYOB [newLink filledBlank]', 'R3'],
  ['created alike', 'created without e-mail', 'import', 'link [newLink]', 'R3'],
  ['created alike', 'created without e-mail', 'export', 'update Shopify [newLink filledBlank]', 'R3'],
  ['created alike', 'created without e-mail', 'both', 'update Shopify [newLink filledBlank]', 'R3'],
  ['created badly', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['created badly', 'absent', 'export', 'invalid [emailNotValid]', 'L6'],
  ['created badly', 'absent', 'both', 'invalid [emailNotValid]', 'L6'],
  ['absent', 'created badly', 'import', 'invalid [tooLong]', 'R14'],
  ['absent', 'created badly', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'created badly', 'both', 'invalid [tooLong]', 'R14'],
  ['absent', 'nobody', 'import', 'invalid [noIdentity]', 'L6'],
  ['absent', 'nobody', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'nobody', 'both', 'invalid [noIdentity]', 'L6'],

  // ------------------------------------------------------------------------------------------- deleted
  ['deleted', 'unchanged', 'import', 'propose [deletedInErp]', 'R32'],
  ['deleted', 'unchanged', 'export', 'propose [deletedInErp]', 'R32'],
  ['deleted', 'unchanged', 'both', 'propose [deletedInErp]', 'R32'],
  ['unchanged', 'deleted', 'import', 'propose [deletedInShopify]', 'R32'],
  ['unchanged', 'deleted', 'export', 'propose [deletedInShopify]', 'R32'],
  ['unchanged', 'deleted', 'both', 'propose [deletedInShopify]', 'R32'],
  ['deleted', 'edited', 'import', 'propose [deletedThenChanged]', 'R12'],
  ['deleted', 'edited', 'export', 'propose [deletedInErp]', 'R32'],
  ['deleted', 'edited', 'both, MYOB first', 'propose [deletedInErp]', 'R32'],
  ['deleted', 'edited', 'both, Shopify first', 'propose [deletedThenChanged]', 'R12'],
  ['edited', 'deleted', 'import', 'propose [deletedInShopify]', 'R32'],
  ['edited', 'deleted', 'export', 'propose [deletedThenChanged]', 'R12'],
  ['edited', 'deleted', 'both, MYOB first', 'propose [deletedThenChanged]', 'R12'],
  ['edited', 'deleted', 'both, Shopify first', 'propose [deletedInShopify]', 'R32'],
  ['deactivated', 'deleted', 'import', 'propose [deletedInShopify]', 'R32'],
  ['deactivated', 'deleted', 'export', 'propose [deletedInShopify]', 'R32'],
  ['deactivated', 'deleted', 'both', 'propose [deletedInShopify]', 'R32'],

  // ------------------------------------------------------------------------------------------- deactivated, on hold
  ['deactivated', 'unchanged', 'import', 'equal [erpStatus]', 'R19'],
  ['deactivated', 'unchanged', 'export', 'equal [erpStatus]', 'R19'],
  ['deactivated', 'unchanged', 'both', 'equal [erpStatus]', 'R19'],
  ['deactivated', 'edited', 'import', 'update MYOB [erpStatus]', 'R19'],
  ['deactivated', 'edited', 'export', 'equal [erpStatus differsFromSource]', 'R19 R4'],
  ['deactivated', 'edited', 'both', 'update MYOB [erpStatus]', 'R19'],
  ['deactivated and edited', 'unchanged', 'import', 'equal [erpStatus differsFromSource]', 'R19 R4'],
  ['deactivated and edited', 'unchanged', 'export', 'update Shopify [erpStatus]', 'R19'],
  ['deactivated and edited', 'unchanged', 'both', 'update Shopify [erpStatus]', 'R19'],
  ['deactivated and edited', 'edited', 'both, ask', 'ask [erpStatus bothSidesChanged]', 'R19 L10'],
  ['on hold', 'unchanged', 'both', 'equal [erpStatus]', 'R19'],
  ['on hold', 'edited', 'both', 'update MYOB [erpStatus]', 'R19'],
  ['created on hold', 'absent', 'export', 'create in Shopify', 'R19'],
  ['created on hold', 'absent', 'both', 'create in Shopify', 'R19'],

  // ------------------------------------------------------------------------------------------- filtered out, and back
  ['filtered', 'absent', 'import', 'filtered [statusNotExported]', 'R19 R34'],
  ['filtered', 'absent', 'export', 'filtered [statusNotExported]', 'R19'],
  ['filtered', 'absent', 'both', 'filtered [statusNotExported]', 'R19'],
  ['filtered, one-time', 'absent', 'export', 'filtered [statusNotExported]', 'R19'],
  ['filtered', 'created alike', 'import', 'filtered [statusNotExported]', 'R34'],
  ['filtered', 'created alike', 'export', 'filtered [statusNotExported]', 'R34'],
  ['filtered', 'created alike', 'both', 'filtered [statusNotExported]', 'R34'],
  ['filtered', 'created', 'both', 'filtered [statusNotExported]', 'R34'],
  ['active again', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['active again', 'absent', 'export', 'create in Shopify', 'R19'],
  ['active again', 'created alike', 'both', 'link [newLink]', 'R34'],
  ['guest', 'absent', 'import', 'skip [guestCustomer]', 'guest'],
  ['guest', 'absent', 'export', 'skip [guestCustomer]', 'guest'],
  ['guest', 'absent', 'both', 'skip [guestCustomer]', 'guest'],
  ['guest', 'created', 'both', 'skip [guestCustomer]', 'guest'],

  // ------------------------------------------------------------------------------------------- the link was ended, and back
  ['left alone', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['left alone', 'absent', 'export', 'skip [linkEnded]', 'R24 R32'],
  ['left alone', 'absent', 'both', 'skip [linkEnded]', 'R24 R32'],
  ['absent', 'left alone', 'import', 'skip [linkEnded]', 'R24 R32'],
  ['absent', 'left alone', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'left alone', 'both', 'skip [linkEnded]', 'R24 R32'],
  ['left alone and edited', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['left alone and edited', 'absent', 'export', 'propose [deletedThenChanged]', 'R12'],
  ['left alone and edited', 'absent', 'both, MYOB first', 'propose [deletedThenChanged]', 'R12'],
  ['left alone and edited', 'absent', 'both, Shopify first', 'skip [linkEnded]', 'R12 R24'],
  ['absent', 'left alone and edited', 'import', 'propose [deletedThenChanged]', 'R12'],
  ['absent', 'left alone and edited', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'left alone and edited', 'both, MYOB first', 'skip [linkEnded]', 'R12 R24'],
  ['absent', 'left alone and edited', 'both, Shopify first', 'propose [deletedThenChanged]', 'R12'],
  ['brought back', 'absent', 'import', 'skip [outsideDirection]', 'direction'],
  ['brought back', 'absent', 'export', 'create in Shopify', 'R32'],
  ['brought back', 'absent', 'both', 'create in Shopify', 'R32'],
  ['absent', 'brought back', 'import', 'create in MYOB', 'R32'],
  ['absent', 'brought back', 'export', 'skip [outsideDirection]', 'direction'],
  ['absent', 'brought back', 'both', 'create in MYOB', 'R32'],
  ['left alone', 'back again', 'import', 'link [newLink]', 'R32'],
  ['left alone', 'back again', 'export', 'link [newLink]', 'R32'],
  ['left alone', 'back again', 'both', 'link [newLink]', 'R32'],
  ['back again', 'left alone', 'import', 'link [newLink]', 'R32'],
  ['back again', 'left alone', 'export', 'link [newLink]', 'R32'],
  ['back again', 'left alone', 'both', 'link [newLink]', 'R32'],

  // ------------------------------------------------------------------------------------------- not read
  ['unchanged', 'not read', 'import', 'skip [partnerNotRead]', 'L4'],
  ['unchanged', 'not read', 'export', 'skip [partnerNotRead]', 'L4'],
  ['unchanged', 'not read', 'both', 'skip [partnerNotRead]', 'L4'],
  ['edited', 'not read', 'export', 'skip [partnerNotRead]', 'L4'],
  ['edited', 'not read', 'both', 'skip [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'import', 'skip [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'export', 'skip [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'both', 'skip [partnerNotRead]', 'L4'],
  ['not read', 'edited', 'import', 'skip [partnerNotRead]', 'L4'],
  ['not read', 'edited', 'both', 'skip [partnerNotRead]', 'L4'],
];
