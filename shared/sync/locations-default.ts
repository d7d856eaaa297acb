/** Which location becomes the default, and where (R17). */
import type { Location, Party, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import type { LocationPair } from './locations-pair.ts';
import type { DefaultChange, DefaultConflict, LocationChange, LocationVerb } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface JudgedLocation {
  readonly pair: LocationPair;
  readonly change: LocationChange;
}

export interface DefaultOutcome {
  readonly change: DefaultChange;
  /** The side whose choice is followed; null where the ERP merely needs another default. */
  readonly follows: Side | null;
  /** The other side chose as well, and the profile lets this one decide. */
  readonly isSettled: boolean;
}

export interface DefaultInput {
  readonly erp: Party;
  readonly shopify: Party;
  readonly link: Link;
  readonly locations: readonly JudgedLocation[];
  readonly settings: ReconcileSettings;
}

/**
 * Both sides chose, each another one, and a person is to say whose choice counts (ADR 18). Null where the profile settles that, or
 * where one of the two choices cannot be the default on the other side: then there is nothing to choose between.
 */
export function defaultConflict(input: DefaultInput): DefaultConflict | null {
  if (!waitsForPerson(input)) return null;
  const [erp, shopify] = [followDefault(input, 'erp'), followDefault(input, 'shopify')];
  return erp === null || shopify === null ? null : { erp: erp.locationId, shopify: shopify.locationId };
}

function waitsForPerson(input: DefaultInput): boolean {
  const { direction, policies } = input.settings;
  return sourceOf(direction) === null && policies.conflicts === 'ask' && bothMoved(input);
}

function bothMoved(input: DefaultInput): boolean {
  return hasMoved(input, 'erp') && hasMoved(input, 'shopify');
}

/** Null when nothing changes. A first link changes no default: only a later choice on one side is followed. */
export function reconcileDefault(input: DefaultInput): DefaultOutcome | null {
  const editor = editorOf(input);
  if (editor !== null) {
    const change = followDefault(input, editor);
    const isSettled = sourceOf(input.settings.direction) === null && bothMoved(input);
    if (change !== null) return { change, follows: editor, isSettled };
  }
  return replaceLostDefault(input) ?? moveAwayFromDeactivated(input);
}

/** The side that chose another default since the two agreed and that the direction listens to. */
function editorOf(input: DefaultInput): Side | null {
  const { direction, primary } = input.settings;
  if (bothMoved(input)) return waitsForPerson(input) ? null : (sourceOf(direction) ?? primary);
  for (const side of ['erp', 'shopify'] as const) {
    if (hasMoved(input, side)) return writesTo(direction, otherSide(side)) ? side : null;
  }
  return null;
}

/** A new address alone changes no default: somebody must have chosen between two known ones, or against one that still exists. */
function hasMoved(input: DefaultInput, side: Side): boolean {
  const agreed = input.link.agreedDefault[side];
  const now = defaultOf(input[side]);
  if (agreed === null || now === null || now.key === agreed) return false;
  const oldOneExists = input[side].locations.some(({ key }) => key === agreed);
  return oldOneExists || entryOf(input, side, now.key)?.pair.pairing === 'linked';
}

function followDefault(input: DefaultInput, editor: Side): DefaultChange | null {
  const chosen = defaultOf(input[editor]);
  const entry = chosen === null ? undefined : entryOf(input, editor, chosen.key);
  const side = otherSide(editor);
  if (entry === undefined || !canBecomeDefault(entry, side)) return null;
  return { side, locationId: entry.change.id };
}

const unfit: readonly LocationVerb[] = ['invalid', 'deactivate', 'delete', 'endLink', 'untie', 'leave'];

function canBecomeDefault({ pair, change }: JudgedLocation, side: Side): boolean {
  if (unfit.includes(change.verb)) return false;
  const location = pair[side];
  if (location === null) return change.verb === 'create';
  return !location.isDefault && (location.active || pair.pairing === 'revived');
}

/** The ERP's default was deleted there and its link settled: the address added in Shopify becomes the new one (domain facts 3.3). */
function replaceLostDefault(input: DefaultInput): DefaultOutcome | null {
  const lost = input.link.agreedDefault.erp;
  if (lost === null || input.erp.locations.some(({ key }) => key === lost)) return null;
  if (!input.link.locations.some(({ erpKey, state }) => erpKey === lost && state === 'deleted')) return null;
  const added = input.locations.find(({ change }) => change.verb === 'create' && change.target === 'erp');
  return added === undefined
    ? null
    : { change: { side: 'erp', locationId: added.change.id }, follows: 'shopify', isSettled: false };
}

/** The ERP never deactivates its default location, so another one becomes the default first. */
export function moveAwayFromDeactivated(input: Pick<DefaultInput, 'locations'>): DefaultOutcome | null {
  const leaving = input.locations.some(
    ({ pair, change }) => change.verb === 'deactivate' && pair.erp?.isDefault === true,
  );
  const heir = input.locations.find((entry) => canInherit(entry));
  if (!leaving || heir === undefined) return null;
  return { change: { side: 'erp', locationId: heir.change.id }, follows: null, isSettled: false };
}

function canInherit({ pair, change }: JudgedLocation): boolean {
  const { erp } = pair;
  return (
    erp !== null && erp.active && !erp.isDefault && change.verb !== 'deactivate' && pair.pairing !== 'gone'
  );
}

function defaultOf(party: Party): Location | null {
  return party.locations.find(({ isDefault }) => isDefault) ?? null;
}

function entryOf(input: DefaultInput, side: Side, key: string): JudgedLocation | undefined {
  return input.locations.find(({ pair }) => pair[side]?.key === key);
}
