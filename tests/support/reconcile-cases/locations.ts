/**
 * A location of a linked customer as a whole: what became of it on each side since the two last agreed, and what is planned.
 * Written out from the rulings and laws they name. Another location, the default one, is linked and never changes.
 *
 * `leave`: nothing happens to it. `propose`: off until a person or the profile approves it (L11). In brackets what is said, of
 * the location first, then of its values. Several changes stand in the order of the preview.
 */
import type { Case } from './modes.ts';

/**
 * `alike`: to the same on both sides. `back again`: deleted, and made again with the same text. `dealt with`: deleted once,
 * proposed and settled. `not read`: that side was not read to its end. `filtered out`: locations are not synchronised.
 * `badly`: as the other system refuses it. `at the default's place`: a further one with the address of the default one.
 */
export type LocationState =
  | 'absent'
  | 'unchanged'
  | 'edited'
  | 'edited alike'
  | 'edited badly'
  | 'edited to the default’s text'
  | 'emptied'
  | 'created'
  | 'created alike'
  | 'created blank'
  | 'created badly'
  | 'created at the default’s place'
  | 'deactivated'
  | 'deactivated and edited'
  | 'deleted'
  | 'back again'
  | 'dealt with'
  | 'not read'
  | 'filtered out';

export const wholeLocations: readonly Case<LocationState>[] = [
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

  // ------------------------------------------------------------------------------------------- deleted
  ['deleted', 'unchanged', 'import', 'end link [locationGoneKept]', 'R4'],
  ['deleted', 'unchanged', 'export', 'propose delete in Shopify [locationGone]', 'L11 R24'],
  ['deleted', 'unchanged', 'both', 'propose delete in Shopify [locationGone]', 'L11 R24'],
  ['unchanged', 'deleted', 'import', 'propose deactivate in MYOB [addressDeleted]', 'L11 R24'],
  ['unchanged', 'deleted', 'export', 'end link [addressDeletedKept]', 'R4'],
  ['unchanged', 'deleted', 'both', 'propose deactivate in MYOB [addressDeleted]', 'L11 R24'],
  ['deleted', 'deleted', 'import', 'nothing', 'L10'],
  ['deleted', 'deleted', 'export', 'nothing', 'L10'],
  ['deleted', 'deleted', 'both', 'nothing', 'L10'],

  // ------------------------------------------------------------------------------------------- deleted here, edited there
  ['edited', 'deleted', 'import, ask', 'ask [deletedAndEdited]', 'R16'],
  ['edited', 'deleted', 'export, ask', 'ask [deletedAndEdited]', 'R16'],
  ['edited', 'deleted', 'both, ask', 'ask [deletedAndEdited]', 'R16'],
  [
    'edited',
    'deleted',
    'import, settle',
    'propose deactivate in MYOB [deletedAndEdited followsPrimary addressDeleted]',
    'R16 L11',
  ],
  ['edited', 'deleted', 'export, settle', 'create in Shopify [deletedAndEdited followsPrimary]', 'R16'],
  ['edited', 'deleted', 'both, MYOB settles', 'create in Shopify [deletedAndEdited followsPrimary]', 'R16'],
  [
    'edited',
    'deleted',
    'both, Shopify settles',
    'propose deactivate in MYOB [deletedAndEdited followsPrimary addressDeleted]',
    'R16 L11',
  ],
  ['deleted', 'edited', 'import, ask', 'ask [deletedAndEdited]', 'R16'],
  ['deleted', 'edited', 'export, ask', 'ask [deletedAndEdited]', 'R16'],
  ['deleted', 'edited', 'both, ask', 'ask [deletedAndEdited]', 'R16'],
  ['deleted', 'edited', 'import, settle', 'create in MYOB [deletedAndEdited followsPrimary]', 'R16'],
  [
    'deleted',
    'edited',
    'export, settle',
    'propose delete in Shopify [deletedAndEdited followsPrimary locationGone]',
    'R16 L11',
  ],
  [
    'deleted',
    'edited',
    'both, MYOB settles',
    'propose delete in Shopify [deletedAndEdited followsPrimary locationGone]',
    'R16 L11',
  ],
  ['deleted', 'edited', 'both, Shopify settles', 'create in MYOB [deletedAndEdited followsPrimary]', 'R16'],

  [
    'emptied',
    'deleted',
    'export, settle',
    'end link [deletedAndEdited followsPrimary blankMainNotExported]',
    'R16 R1',
  ],
  [
    'emptied',
    'deleted',
    'both, MYOB settles',
    'end link [deletedAndEdited followsPrimary blankMainNotExported]',
    'R16 R1',
  ],
  ['emptied', 'deleted', 'both, ask', 'ask [deletedAndEdited]', 'R16'],

  // ------------------------------------------------------------------------------------------- created
  ['created', 'absent', 'import', 'leave', 'direction'],
  ['created', 'absent', 'export', 'create in Shopify', 'direction'],
  ['created', 'absent', 'both', 'create in Shopify', 'direction'],
  ['absent', 'created', 'import', 'create in MYOB', 'direction'],
  ['absent', 'created', 'export', 'leave', 'direction'],
  ['absent', 'created', 'both', 'create in MYOB', 'direction'],
  ['created alike', 'created alike', 'import', 'link', 'L10'],
  ['created alike', 'created alike', 'export', 'link', 'L10'],
  ['created alike', 'created alike', 'both', 'link', 'L10'],
  ['created', 'created', 'import', 'leave; create in MYOB', 'direction'],
  ['created', 'created', 'export', 'create in Shopify; leave', 'direction'],
  ['created', 'created', 'both', 'create in Shopify; create in MYOB', 'direction'],
  ['created blank', 'absent', 'import', 'leave', 'direction'],
  ['created blank', 'absent', 'export', 'leave [blankMainNotExported]', 'R1'],
  ['created blank', 'absent', 'both', 'leave [blankMainNotExported]', 'R1'],
  ['absent', 'created blank', 'import', 'leave', 'R1'],
  ['absent', 'created blank', 'both', 'leave', 'R1'],
  ['created at the default’s place', 'absent', 'import', 'leave', 'direction'],
  ['created at the default’s place', 'absent', 'export', 'leave [locationLeftOut]', 'R21'],
  ['created at the default’s place', 'absent', 'both', 'leave [locationLeftOut]', 'R21'],

  // ------------------------------------------------------------------------------------------- deactivated in MYOB
  ['deactivated', 'unchanged', 'import', 'equal [locationInactiveKept]', 'L11'],
  ['deactivated', 'unchanged', 'export', 'equal [locationInactiveKept]', 'L11'],
  ['deactivated', 'unchanged', 'both', 'equal [locationInactiveKept]', 'L11'],
  ['deactivated', 'edited', 'import', 'update MYOB [locationInactiveKept]', 'L10'],
  ['deactivated', 'edited', 'export', 'equal [locationInactiveKept differsFromSource]', 'R4'],
  ['deactivated', 'edited', 'both', 'update MYOB [locationInactiveKept]', 'L10'],
  ['deactivated and edited', 'unchanged', 'import', 'equal [locationInactiveKept differsFromSource]', 'R4'],
  ['deactivated and edited', 'unchanged', 'export', 'update Shopify [locationInactiveKept]', 'L10'],
  ['deactivated and edited', 'unchanged', 'both', 'update Shopify [locationInactiveKept]', 'L10'],
  ['deactivated', 'deleted', 'import', 'end link [addressDeletedKept]', 'L11'],
  ['deactivated', 'deleted', 'export', 'end link [addressDeletedKept]', 'R4'],
  ['deactivated', 'deleted', 'both', 'end link [addressDeletedKept]', 'L11'],
  ['deactivated and edited', 'deleted', 'both, ask', 'ask [deletedAndEdited]', 'R16'],

  // ------------------------------------------------------------------------------------------- back again
  ['unchanged', 'back again', 'import', 'link', 'R10'],
  ['unchanged', 'back again', 'export', 'link', 'R10'],
  ['unchanged', 'back again', 'both', 'link', 'R10'],
  ['back again', 'unchanged', 'import', 'link', 'R10'],
  ['back again', 'unchanged', 'export', 'link', 'R10'],
  ['back again', 'unchanged', 'both', 'link', 'R10'],
  ['deactivated', 'back again', 'import', 'update MYOB [locationRevived]', 'R10'],
  ['deactivated', 'back again', 'export', 'end link [addressDeletedKept]; leave', 'R4'],
  ['deactivated', 'back again', 'both', 'update MYOB [locationRevived]', 'R10'],
  ['dealt with', 'back again', 'import', 'update MYOB [locationRevived]', 'R10'],
  ['dealt with', 'back again', 'export', 'leave; leave', 'R10 direction'],
  ['dealt with', 'back again', 'both', 'update MYOB [locationRevived]', 'R10'],
  ['dealt with', 'absent', 'import', 'leave', 'R24'],
  ['dealt with', 'absent', 'export', 'leave', 'R24'],
  ['dealt with', 'absent', 'both', 'leave', 'R24'],
  ['dealt with', 'created', 'import', 'leave; create in MYOB', 'R10'],
  ['dealt with', 'created', 'both', 'leave; create in MYOB', 'R10'],
  ['edited', 'back again', 'import, ask', 'ask [deletedAndEdited]; create in MYOB', 'R16'],
  ['edited', 'back again', 'export, ask', 'ask [deletedAndEdited]; leave', 'R16'],
  ['edited', 'back again', 'both, ask', 'ask [deletedAndEdited]; create in MYOB', 'R16'],
  ['deleted', 'back again', 'import', 'create in MYOB', 'direction'],
  ['deleted', 'back again', 'export', 'leave', 'direction'],
  ['deleted', 'back again', 'both', 'create in MYOB', 'direction'],
  ['back again', 'deleted', 'import', 'leave', 'direction'],
  ['back again', 'deleted', 'export', 'create in Shopify', 'direction'],
  ['back again', 'deleted', 'both', 'create in Shopify', 'direction'],
  ['back again', 'back again', 'both', 'link', 'R10'],

  // ------------------------------------------------------------------------------------------- refused by the other system
  ['edited badly', 'unchanged', 'import', 'equal [differsFromSource]', 'R4'],
  ['edited badly', 'unchanged', 'export', 'invalid [provinceUnknown locationIsBad]', 'R9'],
  ['edited badly', 'unchanged', 'both', 'invalid [provinceUnknown locationIsBad]', 'R9'],
  ['unchanged', 'edited badly', 'import', 'invalid [tooLong locationIsBad]', 'R14 R9'],
  ['unchanged', 'edited badly', 'export', 'equal [differsFromSource]', 'R4'],
  ['unchanged', 'edited badly', 'both', 'invalid [tooLong locationIsBad]', 'R14 R9'],
  ['edited to the default’s text', 'unchanged', 'import', 'equal [differsFromSource]', 'R4'],
  [
    'edited to the default’s text',
    'unchanged',
    'export',
    'invalid [locationLeftOut locationIsBad]',
    'R21 R9',
  ],
  ['edited to the default’s text', 'unchanged', 'both', 'invalid [locationLeftOut locationIsBad]', 'R21 R9'],
  ['created badly', 'absent', 'import', 'leave', 'direction'],
  ['created badly', 'absent', 'export', 'invalid [provinceUnknown locationIsBad]', 'R9'],
  ['created badly', 'absent', 'both', 'invalid [provinceUnknown locationIsBad]', 'R9'],
  ['absent', 'created badly', 'import', 'invalid [tooLong locationIsBad]', 'R14 R9'],
  ['absent', 'created badly', 'export', 'leave', 'direction'],
  ['absent', 'created badly', 'both', 'invalid [tooLong locationIsBad]', 'R14 R9'],

  // ------------------------------------------------------------------------------------------- not read, filtered out
  ['unchanged', 'not read', 'import', 'leave [partnerNotRead]', 'L4'],
  ['unchanged', 'not read', 'export', 'leave [partnerNotRead]', 'L4'],
  ['unchanged', 'not read', 'both', 'leave [partnerNotRead]', 'L4'],
  ['edited', 'not read', 'both', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'import', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'export', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'unchanged', 'both', 'leave [partnerNotRead]', 'L4'],
  ['not read', 'edited', 'both', 'leave [partnerNotRead]', 'L4'],
  ['filtered out', 'edited', 'import', 'nothing', 'R27'],
  ['filtered out', 'created', 'import', 'nothing', 'R27'],
  ['filtered out', 'deleted', 'both', 'nothing', 'R27'],
  ['edited', 'filtered out', 'export', 'nothing', 'R27'],
  ['created', 'filtered out', 'export', 'nothing', 'R27'],
  ['deleted', 'filtered out', 'both', 'nothing', 'R27'],
];

/** Which location is the default one. The customer has three that are linked; `new` is one that was added just now. */
export type DefaultState = 'first, as before' | 'second' | 'third' | 'new';

export const defaultLocations: readonly Case<DefaultState>[] = [
  ['first, as before', 'first, as before', 'import', 'none', 'L7'],
  ['first, as before', 'first, as before', 'both', 'none', 'L7'],
  ['second', 'first, as before', 'import', 'none', 'R4 R17'],
  ['second', 'first, as before', 'export', 'Shopify follows to the second', 'R17'],
  ['second', 'first, as before', 'both', 'Shopify follows to the second', 'R17'],
  ['first, as before', 'second', 'import', 'MYOB follows to the second', 'R17'],
  ['first, as before', 'second', 'export', 'none', 'R4 R17'],
  ['first, as before', 'second', 'both', 'MYOB follows to the second', 'R17'],
  ['second', 'second', 'import', 'none', 'L10'],
  ['second', 'second', 'export', 'none', 'L10'],
  ['second', 'second', 'both', 'none', 'L10'],
  ['second', 'third', 'import', 'MYOB follows to the third', 'R17 R33'],
  ['second', 'third', 'export', 'Shopify follows to the second', 'R17 R33'],
  ['second', 'third', 'both, ask', 'ask: the second in MYOB, the third in Shopify', 'L10'],
  ['second', 'third', 'both, MYOB settles', 'Shopify follows to the second [followsPrimary]', 'L10'],
  ['second', 'third', 'both, Shopify settles', 'MYOB follows to the third [followsPrimary]', 'L10'],
  ['third', 'second', 'both, ask', 'ask: the third in MYOB, the second in Shopify', 'L10'],
  ['new', 'second', 'both, ask', 'ask: the new in MYOB, the second in Shopify', 'L10'],
  ['new', 'second', 'both, MYOB settles', 'Shopify follows to the new [followsPrimary]', 'L10'],
  ['new', 'second', 'both, Shopify settles', 'MYOB follows to the second [followsPrimary]', 'L10'],
  ['second', 'new', 'both, ask', 'ask: the second in MYOB, the new in Shopify', 'L10'],
  ['new', 'new', 'both', 'none', 'L10'],
  ['first, as before', 'new', 'import', 'MYOB follows to the new', 'R17'],
  ['first, as before', 'new', 'export', 'none', 'R17'],
  ['first, as before', 'new', 'both', 'MYOB follows to the new', 'R17'],
  ['new', 'first, as before', 'import', 'none', 'R17'],
  ['new', 'first, as before', 'export', 'Shopify follows to the new', 'R17'],
  ['new', 'first, as before', 'both', 'Shopify follows to the new', 'R17'],
];
