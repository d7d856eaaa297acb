/** One customer on both sides with locations to compare; for tests of the location rules. */
import { erpParty, makeLocation, shopifyParty } from './parties.ts';
import { type Location, type LocationValues, type Party, locationFields } from '../../shared/domain/party.ts';
import type { AgreedValue, LocationChange } from '../../shared/sync/plan.ts';
import type { Link, LocationLink } from '../../shared/sync/ledger-port.ts';
import {
  type PlannedRow,
  type ReconcileContext,
  type ReconcileSettings,
  reconcilePair,
} from '../../shared/sync/reconcile.ts';

export const settings: ReconcileSettings = {
  direction: 'bidirectional',
  primary: 'erp',
  withLocations: true,
  policies: { conflicts: 'ask', phoneTaken: 'without', approveDeactivations: false, sameEmail: 'link' },
  homeCountry: 'AU',
};

function contextOf(change: Partial<ReconcileContext> = {}): ReconcileContext {
  let next = 0;
  return {
    emailOwner: () => null,
    phoneOwner: () => null,
    isFiltered: () => null,
    isComplete: () => true,
    contentHash: () => 'as read',
    nextNumber: () => null,
    nextLocationNumber: () => `L${String((next += 1)).padStart(6, '0')}`,
    ...change,
  };
}

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' };

export function street(number: number): Partial<LocationValues> {
  return { address1: `${number} King St`, city: 'Newtown', province: 'NSW', postcode: '2042', country: 'AU' };
}

export function gid(id: number): string {
  return `gid://shopify/MailingAddress/${id}?model_name=CustomerAddress`;
}

export function address(id: number, values: Partial<LocationValues>, isDefault = false): Location {
  return makeLocation(gid(id), values, { isDefault });
}

export const blankMain = makeLocation('MAIN', { country: 'AU' }, { isDefault: true, inherits: true });

export function erp(...locations: readonly Location[]): Party {
  return erpParty(1, { ...jane, locations });
}

export function shopify(...locations: readonly Location[]): Party {
  return shopifyParty(1, { ...jane, locations });
}

/** A link on which both records agreed as they are here, with these pairs of locations. */
export function linkOf(one: Party, other: Party, pairs: readonly (readonly [string, number])[]): Link {
  const locations = pairs.map(([erpKey, id]): LocationLink => {
    const agreed: Partial<Record<keyof LocationValues, AgreedValue>> = {};
    const ours = one.locations.find(({ key }) => key === erpKey)?.values;
    const theirs = other.locations.find(({ key }) => key === gid(id))?.values;
    for (const field of locationFields) {
      agreed[field] = { erp: ours?.[field] ?? null, shopify: theirs?.[field] ?? null };
    }
    return { erpKey, shopifyKey: gid(id), agreed, state: 'linked' };
  });
  const defaultOf = (party: Party) => party.locations.find(({ isDefault }) => isDefault)?.key ?? null;
  return {
    id: 'link-1',
    erpKey: one.key,
    erpNumber: one.number,
    shopifyKey: other.key,
    agreed: Object.fromEntries(
      (['firstName', 'lastName', 'email', 'phone'] as const).map((field) => [
        field,
        { erp: one.values[field], shopify: other.values[field] },
      ]),
    ),
    locations,
    agreedDefault: { erp: defaultOf(one), shopify: defaultOf(other) },
    createdAt: '2026-01-01T00:00:00.000Z',
    agreedAt: '2026-01-01T00:00:00.000Z',
  };
}

interface Given {
  readonly link?: Link | null;
  readonly settings?: Partial<ReconcileSettings>;
  readonly context?: Partial<ReconcileContext>;
}

export function reconcile(one: Party | null, other: Party | null, given: Given = {}): PlannedRow {
  return reconcilePair({
    erp: one,
    shopify: other,
    link: given.link ?? null,
    evidence: [],
    settings: { ...settings, ...given.settings },
    context: contextOf(given.context),
  });
}

/** `MAIN~1 update erp [mainFilled]`: id, verb, target, new key, notes. */
function told(change: LocationChange): string {
  const notes = change.notes.map(({ code }) => code).join(' ');
  const key = change.newKey === null ? '' : ` as ${change.newKey}`;
  return `${change.id} ${change.verb} ${change.target}${key}${notes === '' ? '' : ` [${notes}]`}`;
}

export function locationsOf({ row }: PlannedRow): readonly string[] {
  return row.locations.map(told);
}

export const importing = { settings: { direction: 'import' } } as const;
export const exporting = { settings: { direction: 'export' } } as const;
