/** Which contact becomes the main one, and where. It follows the side that changed it, as the default location does (R17). */
import { otherSide, type Party, type Side } from '../domain/party.ts';
import type { ContactPair } from './contacts-pair.ts';
import type { ContactChange, ContactVerb, MainContactChange } from './plan.ts';
import type { Link } from './ports.ts';
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

/** Null when nothing changes. */
export function reconcileMainContact(input: MainContactInput): MainContactChange | null {
  const editor = editorOf(input);
  const key = editor === null ? null : mainOf(input[editor]);
  if (editor === null || key === null) return null;
  const entry = input.contacts.find(({ pair }) => pair[editor]?.key === key);
  const side = otherSide(editor);
  if (entry === undefined || !isFit(entry, side)) return null;
  return mainOf(input[side]) !== null && mainOf(input[side]) === entry.pair[side]?.key
    ? null
    : { side, contactId: entry.change.id };
}

function mainOf(party: Party | null): string | null {
  return party?.business?.mainContactKey ?? null;
}

/** The side whose choice is followed, or null. */
function editorOf(input: MainContactInput): Side | null {
  const { erp, shopify, link, settings } = input;
  const { direction, primary, policies } = settings;
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
    return sourceOf(direction) ?? (policies.conflicts === 'primary' ? primary : null);
  }
  const moved = {
    erp: now.erp !== null && now.erp !== agreed.erp,
    shopify: now.shopify !== null && now.shopify !== agreed.shopify,
  };
  if (moved.erp && moved.shopify) return sourceOf(direction) ?? primary;
  for (const side of ['erp', 'shopify'] as const) if (moved[side]) return listensTo(side) ? side : null;
  return null;
}

const unfit: readonly ContactVerb[] = ['invalid', 'deactivate', 'delete', 'endLink', 'leave'];

function isFit({ pair, change }: JudgedContact, side: Side): boolean {
  if (change.verb === 'invalid' && pair.erp !== null && pair.shopify !== null) return true;
  if (unfit.includes(change.verb)) return false;
  return pair[side] !== null || (change.verb === 'create' && change.target === side);
}
