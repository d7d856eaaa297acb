/**
 * A contact of a linked company as a whole: what became of it on each side since the two last agreed, and what is planned.
 * Written out from the rulings and laws they name. Another contact, the main one, is linked and never changes.
 */
import type { Case } from '../reconcile-cases/modes.ts';

/**
 * `alike`: to the same on both sides. `removed`: no contact of the company any more. `deactivated`: set inactive in MYOB. `added
 * again`: removed, and added again. `dealt with`: removed once, proposed and settled; inactive in MYOB since. `not read`: that side
 * was not read to its end.
 */
export type ContactState =
  | 'absent'
  | 'unchanged'
  | 'edited'
  | 'edited alike'
  | 'without e-mail'
  | 'created'
  | 'created alike'
  | 'created inactive'
  | 'created without e-mail'
  | 'deactivated'
  | 'removed'
  | 'added again'
  | 'dealt with'
  | 'not read';

export const wholeContacts: readonly Case<ContactState>[] = [
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

  // A contact of Shopify always has an e-mail, so that the removed one is not passed on; the company goes on without that contact.
  ['without e-mail', 'unchanged', 'import', 'equal [differsFromSource]', 'R4'],
  ['without e-mail', 'unchanged', 'export', 'invalid [contactWithoutEmail contactIsBad cleared]', 'R22 R13'],
  ['without e-mail', 'unchanged', 'both', 'invalid [contactWithoutEmail contactIsBad cleared]', 'R22 R13'],

  // ------------------------------------------------------------------------------------------- removed
  ['removed', 'unchanged', 'import', 'end link [contactGoneKept]', 'R4'],
  ['removed', 'unchanged', 'export', 'propose delete in Shopify [contactGone]', 'L11 R24'],
  ['removed', 'unchanged', 'both', 'propose delete in Shopify [contactGone]', 'L11 R24'],
  ['unchanged', 'removed', 'import', 'propose deactivate in MYOB [contactRemoved]', 'L11 R24'],
  ['unchanged', 'removed', 'export', 'end link [contactRemovedKept]', 'R4'],
  ['unchanged', 'removed', 'both', 'propose deactivate in MYOB [contactRemoved]', 'L11 R24'],
  ['removed', 'removed', 'import', 'nothing', 'L10'],
  ['removed', 'removed', 'export', 'nothing', 'L10'],
  ['removed', 'removed', 'both', 'nothing', 'L10'],
  ['edited', 'removed', 'import, ask', 'ask [deletedAndEdited]', 'R16'],
  ['edited', 'removed', 'export, ask', 'ask [deletedAndEdited]', 'R16'],
  ['edited', 'removed', 'both, ask', 'ask [deletedAndEdited]', 'R16'],
  [
    'edited',
    'removed',
    'import, settle',
    'propose deactivate in MYOB [contactRemoved deletedAndEdited followsPrimary]',
    'R16 R33',
  ],
  ['edited', 'removed', 'export, settle', 'create in Shopify [deletedAndEdited followsPrimary]', 'R16 R33'],
  ['edited', 'removed', 'both, MYOB settles', 'create in Shopify [deletedAndEdited followsPrimary]', 'R16'],
  [
    'edited',
    'removed',
    'both, Shopify settles',
    'propose deactivate in MYOB [contactRemoved deletedAndEdited followsPrimary]',
    'R16 L11',
  ],
  ['removed', 'edited', 'import, ask', 'ask [deletedAndEdited]', 'R16'],
  ['removed', 'edited', 'both, ask', 'ask [deletedAndEdited]', 'R16'],
  ['removed', 'edited', 'import, settle', 'create in MYOB [deletedAndEdited followsPrimary]', 'R16 R33'],
  [
    'removed',
    'edited',
    'export, settle',
    'propose delete in Shopify [contactGone deletedAndEdited followsPrimary]',
    'R16 R33',
  ],
  [
    'removed',
    'edited',
    'both, MYOB settles',
    'propose delete in Shopify [contactGone deletedAndEdited followsPrimary]',
    'R16 L11',
  ],
  ['removed', 'edited', 'both, Shopify settles', 'create in MYOB [deletedAndEdited followsPrimary]', 'R16'],

  // ------------------------------------------------------------------------------------------- deactivated
  ['deactivated', 'unchanged', 'import', 'equal [contactInactiveKept]', 'direction'],
  ['deactivated', 'unchanged', 'export', 'propose delete in Shopify [contactDeactivated]', 'L11'],
  ['deactivated', 'unchanged', 'both', 'propose delete in Shopify [contactDeactivated]', 'L11'],
  ['deactivated', 'edited', 'import', 'update MYOB [contactInactiveKept]', 'direction'],
  ['deactivated', 'edited', 'both', 'propose delete in Shopify [contactDeactivated]', 'L11'],
  ['deactivated', 'removed', 'import', 'end link [contactRemovedKept]', 'L10'],
  ['deactivated', 'removed', 'export', 'end link [contactRemovedKept]', 'L10'],
  ['deactivated', 'removed', 'both', 'end link [contactRemovedKept]', 'L10'],

  // ------------------------------------------------------------------------------------------- added again
  ['unchanged', 'added again', 'import', 'link', 'R10'],
  ['unchanged', 'added again', 'export', 'link', 'R10'],
  ['unchanged', 'added again', 'both', 'link', 'R10'],
  ['added again', 'unchanged', 'import', 'link', 'R10'],
  ['added again', 'unchanged', 'export', 'link', 'R10'],
  ['added again', 'unchanged', 'both', 'link', 'R10'],
  ['deactivated', 'added again', 'import', 'update MYOB [contactRevived]', 'R10'],
  ['deactivated', 'added again', 'both', 'update MYOB [contactRevived]', 'R10'],
  ['deactivated', 'added again', 'export', 'end link [contactRemovedKept]; leave', 'direction'],
  ['dealt with', 'absent', 'import', 'leave', 'R24'],
  ['dealt with', 'absent', 'export', 'leave', 'R24'],
  ['dealt with', 'absent', 'both', 'leave', 'R24'],
  ['dealt with', 'added again', 'import', 'update MYOB [contactRevived]', 'R10'],
  ['dealt with', 'added again', 'both', 'update MYOB [contactRevived]', 'R10'],
  ['dealt with', 'added again', 'export', 'leave; leave', 'direction'],

  // ------------------------------------------------------------------------------------------- created
  ['created', 'absent', 'import', 'leave', 'direction'],
  ['created', 'absent', 'export', 'create in Shopify', 'L10'],
  ['created', 'absent', 'both', 'create in Shopify', 'L10'],
  ['absent', 'created', 'import', 'create in MYOB', 'L10'],
  ['absent', 'created', 'export', 'leave', 'direction'],
  ['absent', 'created', 'both', 'create in MYOB', 'L10'],
  ['created', 'created', 'both', 'create in Shopify; create in MYOB', 'L10'],
  ['created alike', 'created alike', 'import', 'link', 'L10'],
  ['created alike', 'created alike', 'export', 'link', 'L10'],
  ['created alike', 'created alike', 'both', 'link', 'L10'],
  ['created inactive', 'absent', 'import', 'leave', 'R19'],
  ['created inactive', 'absent', 'export', 'leave', 'R19'],
  ['created inactive', 'absent', 'both', 'leave', 'R19'],
  ['created inactive', 'created alike', 'import', 'update MYOB [contactRevived]', 'R10'],
  ['created inactive', 'created alike', 'both', 'update MYOB [contactRevived]', 'R10'],
  ['created inactive', 'created alike', 'export', 'leave; leave', 'direction'],
  ['created without e-mail', 'absent', 'import', 'leave', 'direction'],
  ['created without e-mail', 'absent', 'export', 'invalid [contactWithoutEmail contactIsBad]', 'R22'],
  ['created without e-mail', 'absent', 'both', 'invalid [contactWithoutEmail contactIsBad]', 'R22'],

  // ------------------------------------------------------------------------------------------- not read
  ['unchanged', 'not read', 'import', 'leave [partnerNotRead]', 'L4'],
  ['unchanged', 'not read', 'both', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'export', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'both', 'leave [partnerNotRead]', 'L4'],
  ['edited', 'not read', 'both', 'leave [partnerNotRead]', 'L4'],
];
