/** What the matching takes and gives. */
import type { Party, Side } from '../domain/party.ts';
import type { Apart } from './match-buckets.ts';
import type { Evidence } from './plan.ts';
import type { Link } from './ledger-port.ts';

/** Two records that a person linked by hand. It outranks a stored link of either with somebody else. */
export interface ManualPairing {
  readonly erpKey: string;
  readonly shopifyKey: string;
}

export interface MatchInput {
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
  /** Ended ones match nothing. */
  readonly links: readonly Link[];
  /** Country whose national phone numbers need no prefix. */
  readonly homeCountry: string;
  readonly manual?: readonly ManualPairing[];
  /** Who is never matched with whom; a pairing by hand and a stored link hold all the same. */
  readonly apart?: Apart;
  /** An equal e-mail or phone alone is a question, and no match. */
  readonly asksBySharedIdentity?: boolean;
  /** Customers of the ERP that match nothing new, as its guests. */
  readonly isSetAside?: (party: Party) => boolean;
  /** Which sides were read to their end; both unless given. A partner that was not read is no lost one (L4). */
  readonly complete?: Readonly<Record<Side, boolean>>;
}

/** Two records that are one customer; with a link, one of them may be gone. */
export interface MatchedPair {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  readonly evidence: readonly Evidence[];
  /** Stored links of either record that end with this pair; absent where there are none. */
  readonly replaced?: readonly Link[];
}

/** A record that looks like the partner that is gone, and why. */
export interface Heir {
  readonly party: Party;
  readonly evidence: Evidence;
}

/** A stored link of which one record is gone: deleted, or merged into another. */
export interface BrokenLink extends MatchedPair {
  readonly link: Link;
  /**
   * Records without partner that could take the place of the gone one, and other claimants of the same e-mail. They wait with
   * this link for a person: nothing is linked again, and nobody is created a second time, by itself.
   */
  readonly heirs: readonly Heir[];
  /** Where nobody is free: the record that has the e-mail now, and who that one is paired with, if anybody. */
  readonly holder: { readonly party: Party; readonly partner: Party | null } | null;
}

/** `kind`: one system says person, the other company. */
export type AmbiguityReason = 'reference' | 'email' | 'phone' | 'taxId' | 'nameAndPostcode' | 'kind';

/** Records of which nobody but a person can say which belong together. */
export interface AmbiguousGroup {
  readonly reason: AmbiguityReason;
  /** What they share, comparable: reference, e-mail, E.164 phone, business number, or name and postcode. */
  readonly value: string;
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
}

/** Every record read is in exactly one place of this. Lists are in an order that does not depend on the input's (P11). */
export interface MatchResult {
  readonly pairs: readonly MatchedPair[];
  /** Linked records whose partner was not read; whether it is gone depends on the completeness of the read (L4). */
  readonly broken: readonly BrokenLink[];
  readonly singles: Readonly<Record<Side, readonly Party[]>>;
  readonly groups: readonly AmbiguousGroup[];
  /** Singles whose stored link ends because their partner was linked by hand to somebody else, by key. */
  readonly released: ReadonlyMap<string, Link>;
}
