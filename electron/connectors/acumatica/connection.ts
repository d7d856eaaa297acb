/** What a connector is made of once it is signed in. */
import type { FurtherField } from '../../../shared/domain/further-field.ts';
import type { CustomerDefaults, ErpConnection, LearnedLicence } from '../../../shared/domain/settings.ts';
import type { Clock, Logger } from '../../../shared/sync/ports.ts';
import { ErpClient } from './client.ts';
import { systemClock } from '../clock.ts';
import type { Endpoint } from './endpoint.ts';
import type { Kinds } from './kind.ts';
import { ErpLists } from './list.ts';
import { Pace } from './pace.ts';
import type { Session, SessionSource } from './session.ts';
import type { NamedAttribute } from './views.ts';

export interface AcumaticaOptions {
  readonly connection: ErpConnection;
  readonly defaults: CustomerDefaults;
  /** What earlier runs learned of the licence; null when nothing. */
  readonly learned?: LearnedLicence | null;
  /** Where the session comes from. */
  readonly sessions: SessionSource;
  /** Country whose national phone numbers are understood without a prefix. */
  readonly homeCountry: string;
  readonly logger: Logger;
  /** Which customers are read and written; absent means individuals only. */
  readonly kinds?: Kinds;
  /** What is read of customers besides, as filters and mappings name it; absent means nothing. */
  readonly named?: readonly NamedAttribute[];
  /** Attributes and custom fields that are read of every customer, as rules name them; absent means none. */
  readonly further?: readonly FurtherField[];
  readonly clock?: Clock;
}

export interface OpenConnection {
  readonly client: ErpClient;
  readonly lists: ErpLists;
  readonly pace: Pace;
}

export function openConnection(
  { connection, learned = null, logger, clock = systemClock }: AcumaticaOptions,
  endpoint: Endpoint,
  clockSkew: number,
  session: Session,
): OpenConnection {
  const pace = new Pace(connection, learned, clock);
  // A cookie session is opened in its branch.
  const branch = connection.signIn === 'cookie' ? null : connection.branch;
  const client = new ErpClient({ endpoint, session, branch, pace, clock, clockSkew, logger });
  return { client, lists: new ErpLists(client), pace };
}
