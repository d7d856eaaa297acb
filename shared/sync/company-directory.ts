/** What is known of all business customers at once, so that one row can ask about the others. */
import type { Contact } from '../domain/contact.ts';
import { customerGid, parseExternalReference } from '../domain/ids.ts';
import { joinName, summarise, type Party, type PartySummary, type Side } from '../domain/party.ts';
import { normaliseEmail } from '../mapping/normalise.ts';
import type { IdentityIndex } from './identity-index.ts';
import { compareParties } from './match-buckets.ts';
import type { MatchedPair } from './match-types.ts';
import type { CompanyContext, ContactMove, KnownCustomer } from './reconcile-types.ts';

/** A contact of a company that is planned elsewhere. */
export interface OtherContact {
  readonly side: Side;
  readonly email: string | null;
  /** Gid of the customer of Shopify who is the contact; absent where only the e-mail is known. */
  readonly personKey?: string;
  readonly company: PartySummary;
}

export interface DirectoryInput {
  /** All business customers that are planned. */
  readonly companies: Readonly<Record<Side, readonly Party[]>>;
  /** All customers of Shopify that are persons and are planned. */
  readonly people: readonly Party[];
  /** How the companies were matched. */
  readonly pairs: readonly MatchedPair[];
  readonly others: readonly OtherContact[];
  readonly identities: IdentityIndex;
  /** Whether a customer of the ERP that is not linked takes part at all. */
  readonly takesPart: (party: Party) => boolean;
}

export interface CompanyDirectory {
  readonly context: CompanyContext;
  /** The company of which a customer of Shopify is a contact, or null. */
  companyOfCustomer(customer: Party): PartySummary | null;
  /** The company of the ERP of which a customer of Shopify is a contact there, active or not, by its e-mail; or null. */
  claimantOfCustomer(customer: Party): PartySummary | null;
}

function contactsOf(party: Party): readonly Contact[] {
  return party.business?.contacts ?? [];
}

function emailOf({ values }: Contact): string | null {
  return normaliseEmail(values.email);
}

function moveKey({ side, key }: Party, contactKey: string): string {
  return `${side} ${key} ${contactKey}`;
}

/** R26: contacts of linked companies of which one system says that they are with another company now. */
function findMoves({ companies, pairs }: DirectoryInput): ReadonlyMap<string, ContactMove> {
  const moves = new Map<string, ContactMove>();
  const byPerson = new Map<string, Party>();
  const byEmail = new Map<string, Party>();
  const byErpContact = new Map<string, Party>();
  for (const party of companies.shopify) {
    for (const contact of contactsOf(party)) {
      byPerson.set(contact.number, party);
      const email = emailOf(contact);
      if (email !== null) byEmail.set(email, party);
    }
  }
  for (const party of companies.erp) {
    for (const contact of contactsOf(party)) if (contact.active) byErpContact.set(contact.key, party);
  }
  for (const { erp, shopify, link } of pairs) {
    if (erp === null || shopify === null) continue;
    for (const known of link?.contacts ?? []) {
      if (known.state !== 'linked') continue;
      const ours = contactsOf(erp).find(({ key }) => key === known.erpKey);
      const theirs = contactsOf(shopify).find(({ key }) => key === known.shopifyKey);
      if (ours !== undefined && theirs === undefined) {
        const id = parseExternalReference(ours.externalReference);
        const to = (id === null ? undefined : byPerson.get(id)) ?? byEmail.get(emailOf(ours) ?? '');
        const person = to === undefined ? undefined : personIn(to, ours, id);
        if (to === undefined || to === shopify || person === undefined) continue;
        moves.set(moveKey(erp, ours.key), { way: 'to', other: summarise(to), side: 'shopify' });
        moves.set(moveKey(to, person.key), { way: 'from', other: summarise(shopify), side: 'shopify' });
      }
      if (ours === undefined && theirs !== undefined) {
        const to = byErpContact.get(known.erpKey);
        if (to === undefined || to === erp) continue;
        moves.set(moveKey(shopify, theirs.key), { way: 'to', other: summarise(to), side: 'erp' });
        moves.set(moveKey(to, known.erpKey), { way: 'from', other: summarise(erp), side: 'erp' });
      }
    }
  }
  return moves;
}

function personIn(company: Party, contact: Contact, id: string | null): Contact | undefined {
  const email = emailOf(contact);
  return (
    contactsOf(company).find(({ number }) => number === id) ??
    contactsOf(company).find((each) => email !== null && emailOf(each) === email)
  );
}

/** A company of the ERP that has a contact with an e-mail. */
interface Claim {
  readonly email: string;
  readonly party: Party;
  /** Whether the contact is active. */
  readonly active: boolean;
}

/** Companies of the ERP by the e-mails of their contacts, the oldest company first. */
function claimsByEmail({
  companies,
  pairs,
  takesPart,
}: DirectoryInput): ReadonlyMap<string, readonly Claim[]> {
  const matched = new Set(pairs.map(({ erp }) => erp));
  const taking = companies.erp.filter((party) => matched.has(party) || takesPart(party));
  const claims = taking.toSorted(compareParties).flatMap((party) =>
    contactsOf(party).flatMap((contact): Claim[] => {
      const email = emailOf(contact);
      return email === null ? [] : [{ email, party, active: contact.active }];
    }),
  );
  return Map.groupBy(claims, ({ email }) => email);
}

/**
 * The phones of the ERP's contacts, as claims on Shopify: of two persons with one phone the first gets it (R6). Customers who are
 * persons of their own come first.
 */
export function claimPhones(
  companies: readonly Party[],
  identities: IdentityIndex,
  { isMatched, takesPart }: Readonly<Record<'isMatched' | 'takesPart', (party: Party) => boolean>>,
): void {
  for (const company of companies) {
    for (const contact of contactsOf(company)) {
      const { firstName, lastName, email, phone } = contact.values;
      // In a company that Shopify has, anybody may be a contact already, or again.
      const isNew = contact.active && emailOf(contact) !== null && takesPart(company);
      if (phone === null || !(isMatched(company) || isNew)) continue;
      identities.claim('phone', {
        ...summarise(company),
        key: contact.key,
        number: `${company.number}, contact ${contact.number}`,
        name: joinName(firstName, lastName) ?? email ?? company.number,
        email,
        phone,
      });
    }
  }
}

export function createCompanyDirectory(input: DirectoryInput): CompanyDirectory {
  const { companies, people, others, identities } = input;
  const nobody = { erp: null, shopify: null };
  const personKeys = new Map<string, PartySummary>();
  const emails = new Map<string, PartySummary[]>();
  const externalIds = { company: new Map<string, Party>(), location: new Map<string, [string, Party]>() };
  const addEmail = (email: string | null, company: PartySummary): void => {
    if (email === null) return;
    const known = emails.get(email);
    if (known === undefined) emails.set(email, [company]);
    else known.push(company);
  };
  for (const party of companies.shopify.toSorted(compareParties)) {
    const summary = summarise(party);
    for (const contact of contactsOf(party)) {
      if (contact.personKey !== undefined) personKeys.set(contact.personKey, summary);
      addEmail(emailOf(contact), summary);
    }
    if (party.externalReference !== null) externalIds.company.set(party.externalReference, party);
    for (const { key, externalReference } of party.locations) {
      if (externalReference !== null) externalIds.location.set(externalReference, [key, party]);
    }
  }
  for (const { side, email, personKey, company } of others) {
    if (side !== 'shopify') continue;
    addEmail(normaliseEmail(email), company);
    if (personKey !== undefined) personKeys.set(personKey, company);
  }
  /** Made when somebody asks: most plans have many people and few contacts to find among them. */
  let known: ReadonlyMap<string, Party> | null = null;
  const find = (key: string): Party | undefined => {
    known ??= new Map(people.map((party) => [party.key, party]));
    return known.get(key);
  };
  const claims = claimsByEmail(input);
  const moves = findMoves(input);

  const context: CompanyContext = {
    externalIdOwner: (of, id, exceptKey) => {
      if (of === 'company') {
        const owner = externalIds.company.get(id);
        return owner === undefined || owner.key === exceptKey ? null : summarise(owner);
      }
      const [key, owner] = externalIds.location.get(id) ?? [];
      return owner === undefined || key === exceptKey ? null : summarise(owner);
    },
    customerWithEmail: (email): KnownCustomer | null => {
      const customer = identities.owner('shopify', 'email', email, nobody);
      if (customer === null) return null;
      const party = find(customer.key);
      // Who is only claimed by a customer of the ERP is made by this plan.
      const isPlanned = !customer.key.startsWith(customerGid(''));
      return { customer, isPlanned, values: party?.values ?? null };
    },
    customerWithPhone: (phone, except) => identities.owner('shopify', 'phone', phone, except),
    companyOfPerson: (email, exceptKey) =>
      emails.get(email)?.find((company) => company.key !== exceptKey) ?? null,
    claimantOfPerson: (email, erp) => {
      const first = claims.get(email)?.find(({ active }) => active)?.party;
      return first === undefined || first.key === erp.key ? null : summarise(first);
    },
    moveOf: (party, contactKey) => moves.get(moveKey(party, contactKey)) ?? null,
  };
  return {
    context,
    companyOfCustomer: ({ key, values }) =>
      personKeys.get(key) ?? emails.get(normaliseEmail(values.email) ?? '')?.[0] ?? null,
    claimantOfCustomer: ({ values }) => {
      const [first] = claims.get(normaliseEmail(values.email) ?? '') ?? [];
      return first === undefined ? null : summarise(first.party);
    },
  };
}
