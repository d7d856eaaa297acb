/** Links that a person ended (R32): what is kept of them, and how their survivors come back. Pure. */
import type { Party } from '../domain/party.ts';
import { partyHash } from './hashes.ts';
import type { Ids, Link } from './ports.ts';

export function hasEnded({ ended }: Link): boolean {
  return ended !== undefined;
}

/** Whether the survivor of this link waits for a person: it is not created by itself. */
export function isLeftAlone(link: Link | null): boolean {
  return link?.ended !== undefined && link.ended.survivorHash !== null;
}

/** The link without what the two agreed on: only who they were, and what the survivor holds as it is left alone. */
export function endLink(link: Link, survivor: Party, at: string, ids: Ids): Link {
  return {
    ...link,
    agreed: {},
    locations: [],
    agreedDefault: { erp: null, shopify: null },
    ended: { at, survivorHash: partyHash(survivor, ids) },
  };
}

/** An ended link whose survivor is planned like any record without partner from now on. */
export function bringBack(link: Link): Link {
  return link.ended === undefined ? link : { ...link, ended: { ...link.ended, survivorHash: null } };
}

/** Ended links by the keys of both records, the last one of each; the two systems' keys never look alike. */
export function endedByKey(links: readonly Link[]): ReadonlyMap<string, Link> {
  const inOrder = links
    .filter(hasEnded)
    .toSorted((a, b) => ((a.ended?.at ?? '') < (b.ended?.at ?? '') ? -1 : 1));
  return new Map(
    inOrder.flatMap((link) => [link.erpKey, link.shopifyKey].map((key) => [key, link] as const)),
  );
}
