/** The links of a row that is taken back, as far as the row got. */
import { isFurtherKey } from '../domain/party.ts';
import { isDone, type RowProgress } from './commit-types.ts';
import type { Operation } from './operation-types.ts';
import type { LinkChange } from './ledger-port.ts';
import { restoredLinks, type HalfBack } from './undo-link.ts';
import { takesContactBack } from './undo-contact-operations.ts';
import { needsTaken } from './undo-link-changes.ts';
import type { CustomerMember, UndoPart } from './undo-part.ts';

/** What the row does to links; empty where they stay as they are. */
export function linksTakenBack(progress: RowProgress): readonly LinkChange[] {
  const { row, links, undone } = progress;
  const { undo } = row;
  if (undo === undefined) return [];
  const restored = restoredLinks(undone, links, {
    staying: undo.parts.filter((part) => part.fate === 'kept' || !isTakenBack(progress, part)),
    isKept: undo.link?.fate === 'kept' || isLinkTaken(progress),
    newKeys: keysMadeAgain(progress),
    halfBack: halfBackOf(progress, undo.parts),
  });
  return restored.map((change) => ({ rowId: row.id, ...change }));
}

/** Whether a link that is to hold again needs a record that another link keeps after all. */
export function isLinkTaken({ undone, holders }: Pick<RowProgress, 'undone' | 'holders'>): boolean {
  return needsTaken(undone, holders);
}

/** Whether the write that takes this part back was carried out, itself or by what stood in for it. */
function isTakenBack({ work, steps }: RowProgress, part: UndoPart): boolean {
  return work.operations.some((operation, step) => concerns(operation, part) && isDone(steps[step]));
}

/** L6: what is half taken back is half written for the next preview, as after a commit that got half-way. */
function halfBackOf(progress: RowProgress, parts: readonly UndoPart[]): HalfBack {
  const { operations } = progress.work;
  const ofShopify = parts.filter(({ side, fate }) => side === 'shopify' && fate === 'reversed');
  const ofTerms = ofShopify.filter((part) => part.what === 'locationValue' && part.field === 'terms');
  const isTermsBack = ofTerms.map((part) => isTakenBack(progress, part));
  const isRoleBegun = (contact: string, at: string): boolean =>
    operations.some(
      ({ kind, contactId, payload }, step) =>
        kind === 'setContactRoles' &&
        contactId === contact &&
        payload.roles.some(({ locationKey }) => locationKey === at) &&
        isDone(progress.steps[step]),
    );
  const roles = ofShopify.flatMap((part) =>
    part.what === 'contactRole' && isRoleBegun(part.contact, part.at) && !isTakenBack(progress, part)
      ? [`${part.contact}@${part.at}`]
      : [],
  );
  return { terms: isTermsBack.includes(true) && isTermsBack.includes(false), roles: new Set(roles) };
}

function concerns(operation: Operation, part: UndoPart): boolean {
  if (operation.side !== part.side) return false;
  if ('contact' in part) return takesContactBack(operation, part);
  if ('key' in part && operation.locationId !== part.key) return false;
  const { kind } = operation;
  switch (part.what) {
    case 'created':
      return kind === 'deleteCustomer' || kind === 'deactivateCustomer';
    case 'status':
      return kind === 'activateCustomer';
    case 'value':
      return writesOf(part.field).includes(kind);
    case 'locationCreated':
      return kind === 'deleteLocation' || kind === 'removeLocation';
    case 'locationDeleted':
      return kind === 'createLocation';
    case 'locationStatus':
      return kind === (part.to ? 'updateLocation' : 'removeLocation');
    case 'locationValue':
      return kind === 'updateLocation';
    case 'default':
      // An address that is made again becomes the default as it is made.
      return kind === 'setDefaultLocation' || kind === 'createLocation';
    case 'other':
      return false;
  }
}

/** By which a value of the customer itself is put back. */
function writesOf(field: CustomerMember): readonly Operation['kind'][] {
  if (field === 'tags') return ['addTags', 'removeTags'];
  if (isFurtherKey(field)) return ['setFurther'];
  return field === 'emailConsent' ? ['setEmailConsent'] : ['updateCustomer'];
}

/** New keys of addresses, locations and contacts that were made again, by their old ones. */
function keysMadeAgain({ work, steps }: RowProgress): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [step, { kind, locationId, contactId }] of work.operations.entries()) {
    const outcome = steps[step];
    if (!isDone(outcome) || outcome.createdKey === null) continue;
    if (kind === 'createLocation' && locationId !== null) keys.set(locationId, outcome.createdKey);
    if (kind === 'createContact' && contactId !== undefined) keys.set(contactId, outcome.createdKey);
  }
  return keys;
}
