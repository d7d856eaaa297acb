/**
 * Which contact of the ERP is which contact of Shopify, within one company. Passes in order, a claimed contact is never taken by a
 * weaker pass: what a person said, stored link, removed and added again, what the ERP says of it, e-mail, one and the same whole name.
 */
import type { Contact } from '../domain/contact.ts';
import { parseExternalReference } from '../domain/ids.ts';
import { joinName, type Party } from '../domain/party.ts';
import { normaliseEmail, normaliseText } from '../mapping/normalise.ts';
import type { ContactTie } from './contact-choices.ts';
import type { ContactLink } from './ledger-port.ts';
import { pairApart, pairTied } from './pair-by-hand.ts';

/**
 * How the two of a pair found each other, or what a single one is; the words are those of locations. `revived`: the person was
 * added again in Shopify, under a new key, or belongs to a contact that is inactive in the ERP.
 */
export type ContactPairing =
  'tied' | 'alone' | 'linked' | 'revived' | 'paired' | 'gone' | 'settled' | 'single';

export interface ContactPair {
  readonly pairing: ContactPairing;
  readonly erp: Contact | null;
  readonly shopify: Contact | null;
  /** The stored link; null where there is none. */
  readonly link: ContactLink | null;
}

export interface ContactPairingInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly links: readonly ContactLink[];
  /** Who a person says is whom. It outranks a stored link of either contact. */
  readonly ties?: readonly ContactTie[];
  /** Imports may revive an inactive contact. */
  readonly intoErp: boolean;
}

/** Every contact of both records is in exactly one pair. */
export function pairContacts(input: ContactPairingInput): readonly ContactPair[] {
  const erp = new Pool(input.erp);
  const shopify = new Pool(input.shopify);
  const pairs: ContactPair[] = [];
  const pair = (
    pairing: ContactPairing,
    one: Contact | null,
    other: Contact | null,
    link: ContactLink | null,
  ): void => {
    if (one !== null) erp.claim(one);
    if (other !== null) shopify.claim(other);
    pairs.push({ pairing, erp: one, shopify: other, link });
  };
  const meet = (one: Contact, other: Contact): void => {
    if (one.active) pair('paired', one, other, null);
    else if (input.intoErp) pair('revived', one, other, null);
  };

  const parts = { erp, shopify, pair };
  pairTied(input.ties ?? [], input.links, parts);
  const links = input.links
    .filter(({ erpKey, shopifyKey }) => !erp.isClaimed(erpKey) && !shopify.isClaimed(shopifyKey))
    .toSorted((one, other) => (one.erpKey < other.erpKey ? -1 : 1));
  pairApart(links, parts);
  const stored = links.filter(({ state }) => state === 'linked');
  const settled = links.filter(({ state }) => state === 'deleted');
  for (const link of stored) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null && other !== null) pair('linked', one, other, link);
  }
  for (const link of [...stored, ...settled]) {
    const one = erp.byKey(link.erpKey);
    if (one === null || shopify.byKey(link.shopifyKey) !== null) continue;
    const again = samePerson(one, shopify);
    if (again !== null && (one.active || input.intoErp)) pair('revived', one, again, link);
  }
  for (const link of stored) {
    const other = shopify.byKey(link.shopifyKey);
    if (other === null || erp.byKey(link.erpKey) !== null) continue;
    const again = erp.unclaimed().find((one) => one.active && isSamePerson(one, other));
    if (again !== undefined) pair('paired', again, other, null);
  }
  for (const link of stored) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null || other !== null) pair('gone', one, other, link);
  }
  for (const link of settled) {
    const one = erp.byKey(link.erpKey);
    const other = shopify.byKey(link.shopifyKey);
    if (one !== null) pair('settled', one, null, link);
    if (other !== null) pair('settled', null, other, link);
  }

  for (const isSame of [namesCustomer, sameEmail]) {
    for (const one of erp.unclaimed()) {
      const other = shopify.unclaimed().find((each) => isSame(one, each));
      if (other !== undefined) meet(one, other);
    }
  }
  const named = { erp: byName(erp.unclaimed()), shopify: byName(shopify.unclaimed()) };
  for (const [name, [one, namesake]] of named.erp) {
    const [other, another] = named.shopify.get(name) ?? [];
    // Two of one name are not told apart by it.
    if (one === undefined || other === undefined || namesake !== undefined || another !== undefined) continue;
    if (one.active && !differInEmail(one, other)) meet(one, other);
  }

  for (const one of erp.unclaimed()) pair('single', one, null, null);
  for (const other of shopify.unclaimed()) pair('single', null, other, null);
  return pairs;
}

function namesCustomer(one: Contact, other: Contact): boolean {
  return parseExternalReference(one.externalReference) === other.number;
}

function sameEmail(one: Contact, other: Contact): boolean {
  const email = normaliseEmail(one.values.email);
  return email !== null && email === normaliseEmail(other.values.email);
}

function isSamePerson(one: Contact, other: Contact): boolean {
  return namesCustomer(one, other) || sameEmail(one, other);
}

function samePerson(one: Contact, others: Pool): Contact | null {
  const free = others.unclaimed();
  return (
    free.find((other) => namesCustomer(one, other)) ?? free.find((other) => sameEmail(one, other)) ?? null
  );
}

/** Father and son have one name and two e-mails. */
function differInEmail(one: Contact, other: Contact): boolean {
  const emails = [normaliseEmail(one.values.email), normaliseEmail(other.values.email)];
  return !emails.includes(null) && emails[0] !== emails[1];
}

function byName(contacts: readonly Contact[]): ReadonlyMap<string, readonly Contact[]> {
  const named = contacts.filter(({ values }) => joinName(values.firstName, values.lastName) !== null);
  return Map.groupBy(named, ({ values }) => normaliseText(joinName(values.firstName, values.lastName) ?? ''));
}

/** The contacts of one side and which of them are taken: who is active and the main contact first, then the older one. */
class Pool {
  readonly #contacts: readonly Contact[];
  readonly #claimed = new Set<Contact>();

  constructor(party: Party | null) {
    const main = party?.business?.mainContactKey ?? null;
    const rank = ({ active, key }: Contact): number => (active ? 0 : 2) + (key === main ? 0 : 1);
    this.#contacts = (party?.business?.contacts ?? []).toSorted(
      (one, other) => rank(one) - rank(other) || compareAges(one, other),
    );
  }

  byKey(key: string): Contact | null {
    return this.#contacts.find((contact) => contact.key === key && !this.#claimed.has(contact)) ?? null;
  }

  claim(contact: Contact): void {
    this.#claimed.add(contact);
  }

  isClaimed(key: string): boolean {
    return this.#contacts.some((contact) => contact.key === key && this.#claimed.has(contact));
  }

  unclaimed(): readonly Contact[] {
    return this.#contacts.filter((contact) => !this.#claimed.has(contact));
  }
}

/** As both systems number, never by the order of an answer (P11). */
function compareAges(one: Contact, other: Contact): number {
  if (one.number.length !== other.number.length) return one.number.length - other.number.length;
  if (one.number !== other.number) return one.number < other.number ? -1 : 1;
  return one.key < other.key ? -1 : 1;
}
