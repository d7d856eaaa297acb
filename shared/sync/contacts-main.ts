/** Which contact becomes the main one, and where. It follows the side that changed it, as the default location does (R17). */
import { otherSide, type Party, type Side } from '../domain/party.ts';
import { note } from '../mapping/note.ts';
import type { ContactPair } from './contacts-pair.ts';
import type { ContactChange, ContactVerb, MainContactChange, MainContactConflict, Note } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface JudgedContact {
  readonly pair: ContactPair;
  readonly change: ContactChange;
}

export interface MainContactInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly contacts: readonly JudgedContact[];
  readonly settings: ReconcileSettings;
}

export interface MainContactOutcome {
  /** Null when nothing changes. */
  readonly change: MainContactChange | null;
  /** Null where nobody has to choose. */
  readonly conflict: MainContactConflict | null;
  readonly notes: readonly Note[];
}

const nothing: MainContactOutcome = { change: null, conflict: null, notes: [] };

export function reconcileMainContact(input: MainContactInput): MainContactOutcome {
  const editor = editorOf(input);
  if (editor === 'ask') {
    const [one, other] = [entryOf(input, 'erp'), entryOf(input, 'shopify')];
    if (one === other) return nothing;
    // Before anything was agreed nobody chose between the two (R2); afterwards both did.
    if (input.link?.agreedMainContact !== undefined && one !== undefined && other !== undefined) {
      if (isFit(one, 'shopify') && isFit(other, 'erp')) return bothChose(one.change, other.change);
    }
    return { ...nothing, notes: [note('mainContactDiffers')] };
  }
  const entry = editor === null ? undefined : entryOf(input, editor);
  if (editor === null || entry === undefined) return nothing;
  const side = otherSide(editor);
  const isMain = mainOf(input[side]) !== null && mainOf(input[side]) === entry.pair[side]?.key;
  if (isMain || !isFit(entry, side)) return nothing;
  return { ...nothing, change: { side, contactId: entry.change.id } };
}

function bothChose(erp: ContactChange, shopify: ContactChange): MainContactOutcome {
  const names = { erp: erp.erp?.name ?? '', shopify: shopify.shopify?.name ?? '' };
  const conflict = { erp: erp.id, shopify: shopify.id };
  return { change: null, conflict, notes: [note('mainContactBothChanged', names)] };
}

function entryOf(input: MainContactInput, side: Side): JudgedContact | undefined {
  const key = mainOf(input[side]);
  return key === null ? undefined : input.contacts.find(({ pair }) => pair[side]?.key === key);
}

function mainOf(party: Party | null): string | null {
  return party?.business?.mainContactKey ?? null;
}

/** The side whose choice is followed; `ask` where each has its own and nobody said which one counts. */
function editorOf(input: MainContactInput): Side | 'ask' | null {
  const { erp, shopify, link, settings } = input;
  const { direction, primary, policies } = settings;
  const settledBy = sourceOf(direction) ?? (policies.conflicts === 'primary' ? primary : 'ask');
  const listensTo = (side: Side): boolean => writesTo(direction, otherSide(side));
  // A new company has the main contact of the one it is made from.
  if (erp === null || shopify === null) return erp === null ? 'shopify' : 'erp';
  const now = { erp: mainOf(erp), shopify: mainOf(shopify) };
  const agreed = link?.agreedMainContact;
  if (agreed === undefined) {
    // Nothing was agreed before: a blank is filled (R3), one way the source decides; else nobody chose between the two (R2).
    if (now.erp === null || now.shopify === null) {
      const holder = now.erp === null ? 'shopify' : 'erp';
      return listensTo(holder) ? holder : null;
    }
    return settledBy;
  }
  const moved = {
    erp: now.erp !== null && now.erp !== agreed.erp,
    shopify: now.shopify !== null && now.shopify !== agreed.shopify,
  };
  if (moved.erp && moved.shopify) return settledBy;
  for (const side of ['erp', 'shopify'] as const) if (moved[side]) return listensTo(side) ? side : null;
  return null;
}

const unfit: readonly ContactVerb[] = ['invalid', 'deactivate', 'delete', 'endLink', 'untie', 'leave'];

function isFit({ pair, change }: JudgedContact, side: Side): boolean {
  if (change.verb === 'invalid' && pair.erp !== null && pair.shopify !== null) return true;
  if (unfit.includes(change.verb)) return false;
  return pair[side] !== null || (change.verb === 'create' && change.target === side);
}
