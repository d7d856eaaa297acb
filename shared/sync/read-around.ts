/**
 * Some records of both sides, and everybody who has a say in what becomes of them: linked partners, read by key, and whoever has the
 * same e-mail, phone or number on either side, looked up by identity. So an unmatched record is never taken for a new one only because
 * the other side was not read (L9), and some records are planned as they would be among all. What is not found here is not gone: only a
 * full reading says so (L4).
 */
import { customerGid, parseExternalReference } from '../domain/ids.ts';
import { otherSide, type CustomerValues, type Party, type Side } from '../domain/party.ts';
import { normaliseEmail, normalisePhone } from '../mapping/normalise.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { hasEnded } from './link-end.ts';
import type { Link } from './ledger-port.ts';
import type { Identity } from './ports.ts';
import type { Sources } from './read-sides.ts';

export type KeysBySide = Readonly<Record<Side, readonly string[]>>;

export interface AroundInput {
  readonly sources: Sources;
  /** All of the ledger. */
  readonly links: readonly Link[];
  readonly homeCountry: string;
  readonly signal: AbortSignal;
}

export interface Around {
  /** Reads these and everybody around them. A key that is not found is left out. */
  add(given: readonly Party[], keys: KeysBySide): Promise<void>;
  has(key: string): boolean;
  /** All so far, each once. */
  parties(side: Side): readonly Party[];
}

const sides: readonly Side[] = ['erp', 'shopify'];

export function createAround({ sources, links, homeCountry, signal }: AroundInput): Around {
  const known: Readonly<Record<Side, Map<string, Party>>> = { erp: new Map(), shopify: new Map() };
  const partners = new Map<string, string>();
  /** Keys and identities that were asked for. */
  const asked = new Set<string>();
  let waiting: Party[] = [];
  for (const link of links) {
    if (!hasEnded(link)) partners.set(link.erpKey, link.shopifyKey).set(link.shopifyKey, link.erpKey);
  }

  function keep(parties: Iterable<Party>): void {
    for (const party of parties) {
      if (known[party.side].has(party.key)) continue;
      known[party.side].set(party.key, party);
      waiting.push(party);
    }
  }

  /** Null where it was asked for before. */
  function once(name: string, value: string | null): string | null {
    if (value === null || asked.has(`${name} ${value}`)) return null;
    asked.add(`${name} ${value}`);
    return value;
  }

  async function readKeys(keys: KeysBySide): Promise<void> {
    const read = async (side: Side): Promise<void> => {
      const unread = keys[side].filter((key) => !known[side].has(key) && once(side, key) !== null);
      if (unread.length > 0) keep((await sources[side].readByKeys(unread, signal)).values());
    };
    await Promise.all(sides.map(read));
  }

  /** Records that belong with these by a link, or by what they say of themselves. */
  function keysAround(parties: readonly Party[]): KeysBySide {
    const keys: Record<Side, string[]> = { erp: [], shopify: [] };
    for (const { side, key, kind, externalReference, business } of parties) {
      const partner = partners.get(key);
      if (partner !== undefined) keys[otherSide(side)].push(partner);
      const id = side === 'erp' && kind === 'individual' ? parseExternalReference(externalReference) : null;
      if (id !== null) keys.shopify.push(customerGid(id));
      for (const { personKey } of business?.contacts ?? []) {
        if (personKey !== undefined) keys.shopify.push(personKey);
      }
    }
    return keys;
  }

  function comparable({ email, phone }: CustomerValues, of: Party): Pick<Identity, 'email' | 'phone'> {
    const { e164 } = normalisePhone(phone, phoneCountryOf(of, homeCountry));
    return { email: normaliseEmail(email), phone: e164 };
  }

  /** What to look a person up by. What two linked records share is no question: neither gives it to the other. */
  function identityOf(party: Party): Identity {
    const own = comparable(party.values, party);
    const key = partners.get(party.key);
    const partner = key === undefined ? undefined : known[otherSide(party.side)].get(key);
    if (partner !== undefined) {
      const theirs = comparable(partner.values, partner);
      return {
        email: own.email === theirs.email ? null : own.email,
        phone: own.phone === theirs.phone ? null : own.phone,
        number: null,
      };
    }
    const isErp = party.side === 'erp';
    return {
      ...own,
      number: isErp ? party.number : party.externalReference,
      externalReference: isErp ? party.number : party.externalReference,
    };
  }

  /** The people of a company may be customers of Shopify by themselves. */
  function contactsOf(company: Party): readonly Identity[] {
    return (company.business?.contacts ?? []).map(({ values }) => ({
      ...comparable(values, company),
      number: null,
    }));
  }

  async function lookUp(side: Side, identities: readonly Identity[]): Promise<void> {
    const fresh = identities.flatMap(({ email, phone, number, externalReference = null }) => {
      const left = {
        email: once(`${side} e-mail`, email),
        phone: once(`${side} phone`, phone),
        number: side === 'erp' ? once('number', number) : null,
        externalReference: side === 'shopify' ? once('reference', externalReference) : null,
      };
      return Object.values(left).some((value) => value !== null) ? [left] : [];
    });
    if (fresh.length > 0) keep((await sources[side].findByIdentities(fresh, signal)).flat());
  }

  async function add(given: readonly Party[], keys: KeysBySide): Promise<void> {
    keep(given);
    await readKeys(keys);
    // Whoever is found has neighbours of their own: until nobody new turns up.
    while (waiting.length > 0) {
      signal.throwIfAborted();
      const parties = waiting;
      waiting = [];
      await readKeys(keysAround(parties));
      const people = parties.filter(({ kind }) => kind === 'individual').map(identityOf);
      const contacts = parties.filter(({ kind }) => kind === 'company').flatMap(contactsOf);
      await Promise.all([lookUp('erp', people), lookUp('shopify', [...people, ...contacts])]);
    }
  }

  return {
    add,
    has: (key) => known.erp.has(key) || known.shopify.has(key),
    parties: (side) => [...known[side].values()],
  };
}
