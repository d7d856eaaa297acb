/** Links that a person ended (R32): what is kept of them, and how their survivors come back. Pure. */
import type { Party } from '../domain/party.ts';
import { partyHash } from './hashes.ts';
import type { ByHand, Link, LinkEnd } from './ledger-port.ts';
import type { Ids } from './ports.ts';

export function hasEnded({ ended }: Link): boolean {
  return ended !== undefined;
}

/** Whether a person ended this link although both records exist. */
export function isSeparation(link: Link | null): boolean {
  return link?.ended?.apart !== undefined;
}

/** Whether the survivor of this link waits for a person: it is not created by itself. */
export function isLeftAlone(link: Link | null): boolean {
  return (
    link?.ended?.apart === 'leftAlone' || (link?.ended !== undefined && link.ended.survivorHash !== null)
  );
}

/** The link without what the two agreed on: only who they were, and what the survivor holds as it is left alone. */
export function endLink(link: Link, survivor: Party, at: string, ids: Ids): Link {
  return { ...link, ...nothingAgreed, ended: { at, survivorHash: partyHash(survivor, ids) } };
}

const nothingAgreed = { agreed: {}, locations: [], agreedDefault: { erp: null, shopify: null } } as const;

/** A link that gave way to another one, made by hand. It means nothing any more. */
export function retireLink(link: Link, at: string): Link {
  return { ...link, ...nothingAgreed, ended: { at, survivorHash: null } };
}

/**
 * What is remembered of two records that a person took apart. It has an id of its own: the link's own id belongs to the row,
 * and to whoever the row's record is linked to next.
 */
export function separate(
  link: Link,
  at: string,
  byHand: ByHand | null,
  apart: NonNullable<LinkEnd['apart']> = 'leftAlone',
): Link {
  return {
    ...link,
    ...nothingAgreed,
    id: `apart-${link.erpKey}~${link.shopifyKey}`,
    ended: { at, survivorHash: null, apart, ...(byHand === null ? {} : { byHand }) },
  };
}

/** An ended link whose survivor is planned like any record without partner from now on. */
export function bringBack(link: Link): Link {
  return link.ended === undefined ? link : { ...link, ended: { ...link.ended, survivorHash: null } };
}

/** Ended links by the keys of both records, the last one of each; the two systems' keys never look alike. */
export function endedByKey(links: readonly Link[]): ReadonlyMap<string, Link> {
  // A separation outlives the link it was made of, which ended at the same moment.
  const telling = links.filter((link) => hasEnded(link) && link.ended?.apart !== 'own');
  const inOrder = telling.toSorted((a, b) => {
    const [one, other] = [a.ended?.at ?? '', b.ended?.at ?? ''];
    return one === other ? Number(isSeparation(a)) - Number(isSeparation(b)) : one < other ? -1 : 1;
  });
  return new Map(
    inOrder.flatMap((link) => [link.erpKey, link.shopifyKey].map((key) => [key, link] as const)),
  );
}
