/** What the parts of the reading half work with. It has no way to write (L2). */
import type { Party } from '../../../shared/domain/party.ts';
import type { InUse } from '../../../shared/ipc/contract.ts';
import type { Logger, ReadSummary } from '../../../shared/sync/ports.ts';
import type { Counters } from './client.ts';
import type { ErpLists } from './list.ts';
import type { LocationIndex } from './location-index.ts';
import { isIndividual, parseParty, type ParseSettings } from './parse.ts';
import type { View } from './views.ts';
import type { WireRecord } from './wire.ts';

export interface Reader {
  readonly lists: ErpLists;
  readonly locationView: View;
  readonly settings: ParseSettings;
  /** Country whose national phone numbers are understood without a prefix. */
  readonly homeCountry: string;
  readonly logger: Logger;
  readonly counters: () => Counters;
  /** The server's time by its own clock. ISO 8601 in UTC. */
  readonly serverNow: () => string;
  /** What the server's answers told of its clock. */
  readonly clockAhead: () => Pick<ReadSummary, 'clockAhead'>;
  /** Keeps what a whole reading meets of values that the contract has no list of. */
  readonly onValuesInUse: (values: InUse) => void;
}

/** Those of a page that this entity is about. @throws AppError ERP_CATEGORY_UNKNOWN */
export function individualsOf(customers: readonly WireRecord[]): readonly WireRecord[] {
  return customers.filter(isIndividual);
}

export function partiesOf(
  { settings }: Reader,
  customers: readonly WireRecord[],
  locations: LocationIndex,
): readonly Party[] {
  return customers.map((customer) => parseParty(customer, locations.of(customer), settings));
}
