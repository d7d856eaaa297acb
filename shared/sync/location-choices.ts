/** What a person says about locations: which belong together, and to whom they belong. */
import type { Location, Side } from '../domain/party.ts';

/** A location of the ERP and an address of Shopify that are one place; null for one that has no partner. */
export interface LocationTie {
  readonly erpKey: string | null;
  readonly shopifyKey: string | null;
}

/** A customer as another row names it. */
export interface NamedCustomer {
  readonly key: string;
  readonly number: string;
  readonly name: string;
}

/** A location that belongs to another customer of the same system. */
export interface LocationMove {
  readonly side: Side;
  readonly locationKey: string;
  readonly to: NamedCustomer;
}

/** A move, and whether the other customer has the location by now. */
export interface MoveWithState extends LocationMove {
  readonly hasArrived: boolean;
}

/** The other half of a move: the location as it was with the customer it comes from. */
export interface LocationArrival {
  readonly side: Side;
  readonly location: Location;
  readonly from: NamedCustomer;
}

/** All that was said about the locations of one row. */
export interface LocationChoices<Move = LocationMove> {
  readonly ties: readonly LocationTie[];
  readonly moves: readonly Move[];
  readonly arrivals: readonly LocationArrival[];
}
