/**
 * The link of a row that is taken back. What the run changed in it goes back to what it was before, so that the next preview
 * shows what stood before the run; what stays in the systems, and what moved in the link since, stays in the link too.
 */
import { companyFields, siteFields } from '../domain/fields.ts';
import type { Side } from '../domain/party.ts';
import { customerFields, locationFields, namedOptInFields, isFurtherKey } from '../domain/party.ts';
import { note } from '../mapping/note.ts';
import type { Link, LinkChange, LocationLink } from './ledger-port.ts';
import type { AgreedValue } from './plan.ts';
import { halfWrittenTerms } from './reconcile-terms.ts';
import { changedLinkId, isGivenAway, isSamePair, ownChange } from './undo-link-changes.ts';
import { goesOn, isSame, linksBefore, mergedAgreed, withoutDoubles } from './undo-link-merge.ts';
import { mergedPeople, stayingPeople, type StayingPeople } from './undo-link-contacts.ts';
import type { UndoLink, UndoPart } from './undo-part.ts';

/** What the run did to the systems and is still there afterwards. */
interface Staying {
  /** All of it: the link is not touched. */
  readonly all: boolean;
  readonly fields: ReadonlySet<string>;
  /** Keys of locations that stay as the run left them. */
  readonly locations: ReadonlySet<string>;
  /** `<location key>/<field>` */
  readonly values: ReadonlySet<string>;
  readonly isDefault: boolean;
  readonly people: StayingPeople;
}

function stayingOf(parts: readonly UndoPart[]): Staying {
  const fields = new Set<string>();
  const locations = new Set<string>();
  const values = new Set<string>();
  let all = false;
  let isDefault = false;
  for (const part of parts) {
    if (part.what === 'created' || part.what === 'other') all = true;
    else if (part.what === 'value') fields.add(part.field);
    else if (part.what === 'locationValue') {
      values.add(`${part.key}/${part.field === 'name' ? 'locationName' : part.field}`);
      // Shopify keeps the terms of a company with its locations.
      if (part.field === 'terms') fields.add(part.field);
    } else if (part.what === 'default') isDefault = true;
    else if ('contact' in part) continue;
    else if (part.what !== 'status') locations.add(part.key);
  }
  return { all, fields, locations, values, isDefault, people: stayingPeople(parts) };
}

/** A main contact that no system takes away again is no reason to keep two companies linked. */
function holdsLink(part: UndoPart): boolean {
  // Who is a customer still is no contact any more.
  if (part.what === 'personMade') return false;
  return part.what !== 'mainContact' || part.contact !== null;
}

/** Shopify: what takes several requests, of which some were carried out and others were not. */
export interface HalfBack {
  /** The terms of some locations of a company went back, and those of others did not. */
  readonly terms: boolean;
  /** `<contact key>@<location key>` of roles that were taken away, and the one of before not given yet. */
  readonly roles: ReadonlySet<string>;
}

const nothingHalf: HalfBack = { terms: false, roles: new Set() };

export interface LinkToRestore {
  readonly change: LinkChange;
  /** The link as it is now; null when it is no more. */
  readonly now: Link | null;
  /** What stays of what the run did: kept, or not reversed after all. */
  readonly staying: readonly UndoPart[];
  /** A link that the run made is removed, and one that it ended holds again, only as long as this is false. */
  readonly isKept: boolean;
  /** The run gave the link's id to another pair. */
  readonly isGivenAway: boolean;
  /** Keys of addresses that were made again, by the keys they had. */
  readonly newKeys: ReadonlyMap<string, string>;
  readonly halfBack: HalfBack;
}

/** The link as it is afterwards; null when it is no more. */
export function restoredLink(input: LinkToRestore): Link | null {
  const { change, now, isKept, isGivenAway: isOther, newKeys, halfBack } = input;
  const { before, after } = change;
  const staying = stayingOf(input.staying);
  if (now === null || after === null || staying.all) return now;
  if (isKept && (after.ended !== undefined || (before !== null && !isSamePair(before, after)))) return now;
  // It is with its old pair again.
  if (isOther && !isSamePair(now, after)) return now;
  const isNew = before === null || isOther;
  if (isNew && !isKept && !input.staying.some(holdsLink)) return before;
  const was: Link = isNew
    ? { ...now, agreed: {}, locations: [], ...(now.contacts === undefined ? {} : { contacts: [] }) }
    : before;
  const merge = { was, after, now, staying, newKeys };
  const isEnded = after.ended !== undefined && was.ended === undefined && now.ended !== undefined;
  const { ended, byHand: heldByHand, ...held } = now;
  const byHand = isSame(heldByHand, after.byHand) ? was.byHand : heldByHand;
  const ending = isEnded || was.ended !== undefined ? was.ended : ended;
  const halfTerms = halfWrittenTerms(after.agreed.terms?.erp ?? null, null, was.agreed.terms);
  const further = [was, after, now].flatMap((each) => Object.keys(each.agreed).filter(isFurtherKey));
  const agreed = mergedAgreed(
    [...customerFields, ...companyFields, ...namedOptInFields, ...new Set(further)],
    { was, after, now: withoutHalf(now, after, halfTerms) },
    (field) => staying.fields.has(field),
  );
  const restored: Link = {
    ...held,
    ...(byHand === undefined ? {} : { byHand }),
    ...(ending === undefined ? {} : { ended: ending }),
    erpKey: was.erpKey,
    erpNumber: was.erpNumber,
    shopifyKey: was.shopifyKey,
    agreed: halfBack.terms ? { ...agreed, terms: halfTerms } : agreed,
    ...mergedPeople({ was, after, now }, { ...staying.people, halfBack: halfBack.roles }, newKeys),
    locations: mergedLocations(merge),
    agreedDefault:
      staying.isDefault || !isSame(now.agreedDefault, after.agreedDefault)
        ? now.agreedDefault
        : withNewKey(was.agreedDefault, newKeys),
  };
  return isSame(restored, now) ? now : restored;
}

/** Terms that an undo left half taken back are no new agreement: the next undo of the run goes on from what the run left. */
function withoutHalf(now: Link, after: Link, halfTerms: AgreedValue): Link {
  const { terms } = after.agreed;
  if (terms === undefined || !isSame(now.agreed.terms, halfTerms)) return now;
  return { ...now, agreed: { ...now.agreed, terms } };
}

interface Merge {
  readonly was: Link;
  readonly after: Link;
  readonly now: Link;
  readonly staying: Staying;
  readonly newKeys: ReadonlyMap<string, string>;
}

// ---------------------------------------------------------------------------------------------- locations

function isPair(one: LocationLink, other: LocationLink): boolean {
  return one.erpKey === other.erpKey && one.shopifyKey === other.shopifyKey;
}

function mergedLocations(merge: Merge): readonly LocationLink[] {
  const { was, after, now, staying, newKeys } = merge;
  const restored = now.locations.flatMap((held) => {
    const left = after.locations.find((each) => isPair(each, held));
    const stays = staying.locations.has(held.erpKey) || staying.locations.has(held.shopifyKey);
    if (left === undefined || stays) return [{ link: held, stays: true }];
    return linksBefore(held, was.locations).map((known) => ({
      link: mergedLocation(merge, { was: known, after: left, now: held }),
      stays: false,
    }));
  });
  // Those that an ended link no longer had.
  const dropped = was.locations.filter(
    (each) => ![...after.locations, ...now.locations].some((other) => goesOn(other, each)),
  );
  return [...withoutDoubles(restored), ...dropped.map((each) => locationWithNewKey(each, newKeys))];
}

function mergedLocation(
  { staying, newKeys }: Merge,
  images: Readonly<Record<'was' | 'after' | 'now', LocationLink>>,
): LocationLink {
  const { was, after, now } = images;
  const agreed = mergedAgreed(
    [...locationFields, ...siteFields],
    images,
    (field) =>
      staying.values.has(`${now.erpKey}/${field}`) || staying.values.has(`${now.shopifyKey}/${field}`),
  );
  return {
    ...locationWithNewKey(was, newKeys),
    agreed,
    state: now.state === after.state ? was.state : now.state,
  };
}

function locationWithNewKey(location: LocationLink, newKeys: ReadonlyMap<string, string>): LocationLink {
  return { ...location, shopifyKey: newKeys.get(location.shopifyKey) ?? location.shopifyKey };
}

function withNewKey(
  defaults: Readonly<Record<Side, string | null>>,
  newKeys: ReadonlyMap<string, string>,
): Readonly<Record<Side, string | null>> {
  const { erp, shopify } = defaults;
  return { erp, shopify: shopify === null ? null : (newKeys.get(shopify) ?? shopify) };
}

// ---------------------------------------------------------------------------------------------- in the preview

export interface LinksToJudge {
  /** What the run did to links with this row. */
  readonly changes: readonly LinkChange[];
  /** Every link by id, as it is now. */
  readonly links: ReadonlyMap<string, Link>;
  readonly parts: readonly UndoPart[];
  /** A later run changed the row's own link. */
  readonly isUsedLater: boolean;
  /** A record of a link that would hold again is linked to another one by now. */
  readonly isTaken: boolean;
}

/** Whether a link is what the run left, also where a later run changed it and was itself taken back. */
function isAsLeft(now: Link, left: Link | null): boolean {
  return left !== null && isSame(now, { ...left, agreedAt: now.agreedAt });
}

/** What the preview of the undo says of the row's own link; null where nothing happens to it. */
export function undoLink({ changes, links, parts, isUsedLater, isTaken }: LinksToJudge): UndoLink | null {
  const change = ownChange(changes);
  const now = change === null ? undefined : links.get(changedLinkId(change));
  if (change === null || now === undefined) return null;
  const staying = parts.filter(({ fate }) => fate === 'kept');
  const isOther = isGivenAway(change, changes);
  const restored = restoredLink({
    change,
    now,
    staying,
    isKept: false,
    isGivenAway: isOther,
    newKeys: new Map(),
    halfBack: nothingHalf,
  });
  if (change.before === null || isOther) {
    if (staying.some(holdsLink)) return { fate: 'kept', note: note('undoKeptLink') };
    if (restored === now) return null;
    if (isUsedLater && !isAsLeft(now, change.after)) return { fate: 'kept', note: note('undoKeptLinkUsed') };
    if (isTaken) return { fate: 'kept', note: note('undoKeptLinkTaken') };
    return { fate: 'reversed', note: note(isOther ? 'undoRelinks' : 'undoUnlinks') };
  }
  if (restored === now) return null;
  const isEnded = now.ended !== undefined && change.before.ended === undefined;
  const isRelinked = isEnded || (restored !== null && !isSamePair(restored, now));
  if (isRelinked && isTaken) return { fate: 'kept', note: note('undoKeptLinkTaken') };
  return { fate: 'reversed', note: note(isRelinked ? 'undoRelinks' : 'undoAgreed') };
}

/** The row's links as they are when it is taken back: its own, and with it those that changed with it. */
export function restoredLinks(
  changes: readonly LinkChange[],
  links: ReadonlyMap<string, Link>,
  input: Pick<LinkToRestore, 'staying' | 'isKept' | 'newKeys' | 'halfBack'>,
): readonly Pick<LinkChange, 'before' | 'after'>[] {
  const own = ownChange(changes);
  const now = own === null ? undefined : links.get(changedLinkId(own));
  if (own === null || now === undefined) return [];
  const after = restoredLink({ ...input, change: own, now, isGivenAway: isGivenAway(own, changes) });
  if (after === now) return [];
  const restored = [{ before: now, after }];
  if (!hasGoneBack(own, after)) return restored;
  for (const change of changes) {
    const held = links.get(changedLinkId(change));
    // What somebody did to one of them since stays.
    if (change === own || held === undefined || !isAsLeft(held, change.after)) continue;
    restored.push({ before: held, after: change.before });
  }
  return restored;
}

/** Whether the two records are no longer linked as the run linked them, or linked again as the run found them. */
function hasGoneBack({ after: left }: LinkChange, after: Link | null): boolean {
  if (after === null || left === null) return true;
  return left.ended === undefined ? !isSamePair(after, left) : after.ended === undefined;
}
