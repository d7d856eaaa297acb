/**
 * The link after a row: what both systems now hold of what was written, as they answered, is agreed. What was not written
 * is agreed as it was read before the first write, so that an edit that came in between is seen by the next preview.
 */
import { linkIdOf } from '../domain/ids.ts';
import type { CustomerField, OptInField, Party, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { isOptIn, optInMadeOf } from '../mapping/opt-in.ts';
import { isDone, type RowProgress } from './commit-types.ts';
import { isTiedAsTheyAre, linkerOf, withoutTied } from './commit-hand.ts';
import { companyPartOf } from './commit-link-company.ts';
import { createdKey } from './commit-made-keys.ts';
import { agreedNow, customerItself, turnedOut, writtenToBoth, type Subject } from './commit-written.ts';
import { endLink, retireLink, separate } from './link-end.ts';
import { endsWithoutWrite } from './operation-locations.ts';
import { defaultChangeOf, type LocationChange } from './plan.ts';
import type { Link, LocationLink } from './ledger-port.ts';
import type { Ids } from './ports.ts';
import {
  agreedCustomerValues,
  agreedLocationValues,
  agreedOptInValues,
  agreedSiteValues,
  defaultsNow,
  optInValues,
} from './reconcile-agreed.ts';
import { blankPlace, placeValuesOf, type PlaceField, type PlaceValues } from './site-values.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

// ---------------------------------------------------------------------------------------------- locations

function wasRemoved(progress: RowProgress, locationId: string): boolean {
  return progress.work.operations.some(
    (operation, step) =>
      operation.kind === 'removeLocation' &&
      operation.locationId === locationId &&
      isDone(progress.steps[step]),
  );
}

function valuesIn(party: Party | null, key: string): PlaceValues | undefined {
  const location = party?.locations.find((each) => each.key === key);
  return location === undefined ? undefined : placeValuesOf(location);
}

interface KeyPair {
  readonly erp: string;
  readonly shopify: string;
}

function linkedLocation(
  progress: RowProgress,
  change: Pick<LocationChange, 'id' | 'fields'>,
  keys: KeyPair,
): LocationLink {
  const { row, fresh, now } = progress;
  const subject: Subject = { what: 'location', id: change.id };
  const written = writtenToBoth(progress, subject);
  const held = (side: Side) =>
    agreedNow<PlaceField>(
      valuesIn(fresh[side], keys[side]),
      valuesIn(now[side], keys[side]) ?? blankPlace,
      written[side],
    );
  const judged = {
    fields: change.fields.map((field) => turnedOut(progress, field, written, subject)),
    erp: held('erp'),
    shopify: held('shopify'),
  };
  return {
    erpKey: keys.erp,
    shopifyKey: keys.shopify,
    state: 'linked',
    agreed: {
      ...agreedLocationValues(judged),
      ...(row.entity === 'company' ? agreedSiteValues(judged) : {}),
    },
  };
}

const pairingVerbs: ReadonlySet<LocationChange['verb']> = new Set([
  'create',
  'update',
  'link',
  'equal',
  'conflict',
]);

/** The location's link after the row; null leaves what there was. */
function locationAfter(
  progress: RowProgress,
  change: LocationChange,
  before: LocationLink | undefined,
): LocationLink | null {
  if (change.verb === 'untie') {
    const [erpKey, shopifyKey] = [change.erp?.key ?? '', change.shopify?.key ?? ''];
    return { erpKey, shopifyKey, agreed: {}, state: 'apart' };
  }
  // It went to another customer; what becomes of its partner here is the next preview's question.
  if (change.notes.some(({ code }) => code === 'locationMoved')) return null;
  const dealtWith =
    change.verb === 'endLink' ||
    wasRemoved(progress, change.id) ||
    endsWithoutWrite(progress, change, progress.work.operations);
  if (dealtWith) return before === undefined ? null : { ...before, state: 'deleted' };
  if (change.erp !== null && change.shopify !== null && isTiedAsTheyAre(change)) {
    return { erpKey: change.erp.key, shopifyKey: change.shopify.key, agreed: {}, state: 'linked' };
  }
  if (!pairingVerbs.has(change.verb)) return null;
  const erp = change.erp?.key ?? createdKey(progress, 'erp', change.id);
  const shopify = change.shopify?.key ?? createdKey(progress, 'shopify', change.id);
  if (erp === null || shopify === null) return null;
  // A location that was deleted and edited is one question; its single field says nothing about the values (R16).
  const isWhole = change.verb !== 'conflict' || (change.erp !== null && change.shopify !== null);
  if (isRevivalOpen(progress, change)) return null;
  return linkedLocation(progress, isWhole ? change : { id: change.id, fields: [] }, { erp, shopify });
}

/**
 * R10, not yet carried out: a link of a location that is inactive in the ERP would say that somebody has deactivated it since, and that
 * it should leave Shopify, too.
 */
function isRevivalOpen({ work, steps }: RowProgress, change: LocationChange): boolean {
  const revives = change.erp?.active === false && change.notes.some(({ code }) => code === 'locationRevived');
  const isRevived = work.operations.some(
    ({ kind, locationId, payload }, step) =>
      kind === 'updateLocation' &&
      locationId === change.id &&
      payload.patch.activate === true &&
      isDone(steps[step]),
  );
  return revives && !isRevived;
}

/** Locations of a customer that was made again: each new one belongs to the one it was copied from. */
function recreatedLocations(progress: RowProgress): readonly LocationLink[] {
  const made: Side = progress.records.erp === null ? 'erp' : 'shopify';
  const survivor = progress.records[otherSide(made)];
  return (survivor?.locations ?? []).flatMap((held) => {
    const key = createdKey(progress, made, held.key);
    if (key === null) return [];
    const keys = made === 'erp' ? { erp: key, shopify: held.key } : { erp: held.key, shopify: key };
    return [linkedLocation(progress, { id: held.key, fields: [] }, keys)];
  });
}

function locationsAfter(progress: RowProgress): readonly LocationLink[] {
  if (progress.row.verb === 'delete') return recreatedLocations(progress);
  const links = withoutTied(
    progress.link?.locations ?? [],
    progress.decision?.ties ?? [],
    progress.row.locations,
  );
  for (const change of progress.row.locations) {
    const index = links.findIndex(
      ({ erpKey, shopifyKey }) => erpKey === change.erp?.key || shopifyKey === change.shopify?.key,
    );
    const after = locationAfter(progress, change, links[index]);
    if (after === null) continue;
    if (index === -1) links.push(after);
    else links[index] = after;
  }
  return links;
}

// ---------------------------------------------------------------------------------------------- default

function defaultKey(party: Party | null): string | null {
  return party?.locations.find(({ isDefault }) => isDefault)?.key ?? null;
}

/**
 * The default that each side agreed to. It moves where this row moved it, so that Accord's own doing never looks like a
 * person's choice; where one side's choice was followed, both have moved.
 */
function defaultAfter(progress: RowProgress, erp: Party, shopify: Party): Link['agreedDefault'] {
  const { row, link, fresh } = progress;
  const now = defaultsNow(erp, shopify);
  if (row.verb === 'delete') return now;
  if (link === null) return withoutStandIns(progress, now, now);
  const defaultChange = defaultChangeOf(row, progress.decision);
  const heir = row.locations.find(({ id }) => id === defaultChange?.locationId);
  const heirKey =
    defaultChange === null || heir === undefined
      ? null
      : (heir[defaultChange.side]?.key ?? createdKey(progress, defaultChange.side, heir.id));
  if (defaultChange !== null && heirKey !== null && now[defaultChange.side] === heirKey) return now;
  const agreed = { ...link.agreedDefault };
  for (const side of sides) {
    if (agreed[side] === null || defaultKey(fresh[side]) !== now[side]) agreed[side] = now[side];
  }
  return withoutStandIns(progress, now, agreed);
}

/**
 * A customer without any location whose default could not be made has another one as default until it can: the first that was
 * made. That was nobody's choice. The system it comes from counts as having moved away from it, so that the next preview puts
 * it right.
 */
function withoutStandIns(
  progress: RowProgress,
  now: Link['agreedDefault'],
  agreed: Link['agreedDefault'],
): Link['agreedDefault'] {
  for (const made of sides) {
    if (defaultKey(progress.fresh[made]) !== null) continue;
    const source = otherSide(made);
    const isMissing = progress.row.locations.some(
      (change) =>
        change.verb === 'create' &&
        change.target === made &&
        change[source]?.key === now[source] &&
        createdKey(progress, made, change.id) === null,
    );
    const standIn = locationsAfter(progress).find((location) => keyIn(location, made) === now[made]);
    if (isMissing && standIn !== undefined) return { ...agreed, [source]: keyIn(standIn, source) };
  }
  return agreed;
}

function keyIn({ erpKey, shopifyKey }: LocationLink, side: Side): string {
  return side === 'erp' ? erpKey : shopifyKey;
}

// ---------------------------------------------------------------------------------------------- customer

/** What the profile opts into; what takes no part now keeps what was agreed. A customer that is made again has got none of it yet. */
function optInAfter(progress: RowProgress, erp: Party, shopify: Party): Link['agreed'] {
  const { row, link, fresh } = progress;
  const before = Object.fromEntries(
    Object.entries(link?.agreed ?? {}).filter(([field]) => isOptIn(field) && row.verb !== 'delete'),
  );
  if (row.entity === 'company' || row.verb === 'delete') return before;
  const written = writtenToBoth(progress, customerItself);
  const optedInto = [...optInMadeOf(erp), ...optInMadeOf(shopify)];
  const held = (party: Party) => {
    const read = fresh[party.side];
    const before = read === null ? undefined : optInValues(read, optedInto);
    return agreedNow<OptInField>(before, optInValues(party, optedInto), written[party.side]);
  };
  const agreed = agreedOptInValues(optedInto, {
    fields: row.fields.map((change) => turnedOut(progress, change, written, customerItself)),
    erp: held(erp),
    shopify: held(shopify),
  });
  return { ...before, ...agreed };
}

/** The link as the row left it, or null when one of the two records does not exist yet. `at` is ISO 8601 UTC. */
function linkAfter(progress: RowProgress, at: string): Link | null {
  const { row, link, fresh, now } = progress;
  const { erp, shopify } = now;
  if (erp === null || shopify === null) return null;
  const written = writtenToBoth(progress, customerItself);
  const locations = locationsAfter(progress);
  const byHand = linkerOf(progress) ?? link?.byHand ?? null;
  return {
    id: link?.id ?? linkIdOf(row.id),
    erpKey: erp.key,
    erpNumber: erp.number,
    shopifyKey: shopify.key,
    agreed: {
      ...agreedCustomerValues({
        fields: row.fields.map((change) => turnedOut(progress, change, written, customerItself)),
        erp: agreedNow<CustomerField>(fresh.erp?.values, erp.values, written.erp),
        shopify: agreedNow<CustomerField>(fresh.shopify?.values, shopify.values, written.shopify),
      }),
      ...optInAfter(progress, erp, shopify),
    },
    locations,
    agreedDefault: defaultAfter(progress, erp, shopify),
    createdAt: link?.createdAt ?? at,
    agreedAt: at,
    ...(byHand === null ? {} : { byHand }),
    ...(row.entity === 'company' ? companyPartOf(progress, { erp, shopify }, locations) : {}),
  };
}

/** The row's link as it is kept once it ended; empty for a row without one. */
function linkEndedBy({ link, now, decision }: RowProgress, at: string, ids: Ids): readonly Link[] {
  const survivor = now.erp ?? now.shopify;
  if (link === null || survivor === null) return [];
  // Who was kept apart from those that look like the lost partner is never matched with them by itself.
  const others = decision?.apartFrom ?? [];
  const separations = others.map((other) => {
    const pair =
      survivor.side === 'erp' ? { ...link, shopifyKey: other } : { ...link, erpKey: other, erpNumber: '' };
    return separate(pair, at, null, 'own');
  });
  return [endLink(link, survivor, at, ids), ...separations];
}

/** Two records that a person took apart: the link means nothing any more, and why it ended is kept beside it. */
function linksTakenApart(link: Link, at: string, progress: RowProgress): readonly Link[] {
  return [retireLink(link, at), separate(link, at, linkerOf(progress))];
}

/** Every link that is to be saved once the row is carried out, in this order; of a sync. `at` is ISO 8601 UTC. */
export function linksAfter(progress: RowProgress, at: string, ids: Ids): readonly Link[] {
  const { work, link, replaced } = progress;
  switch (work.linkEffect) {
    case 'end':
      return linkEndedBy(progress, at, ids);
    case 'separate':
      return link === null ? [] : linksTakenApart(link, at, progress);
    case 'save': {
      const made = linkAfter(progress, at);
      // The new link comes last: it may take over the id of one that it replaces.
      return made === null ? [] : [...replaced.flatMap((each) => linksTakenApart(each, at, progress)), made];
    }
    case 'restore':
      return [];
  }
}
