import { randomBytes } from 'node:crypto';
import { exception, refuse } from './failure.ts';
import type { AcumaticaOptions, Licence } from './options.ts';

/** One API session: it takes a seat of the licence until it is signed out or idle for too long. */
export interface Session {
  readonly id: string;
  readonly user: string;
  readonly tenant: string;
  readonly branch: string | null;
  lastUsed: number;
}

interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly tenant: string | null;
  readonly branch: string | null;
}

/** Who works where. */
export type Identity = Pick<Session, 'user' | 'tenant' | 'branch'>;

export interface Sessions {
  /** Checks credentials; throws a ServiceFailure (400, 500) for a wrong user, password, tenant or branch. */
  readonly authenticate: (credentials: Credentials) => Identity;
  /**
   * Takes a seat, in place of the session `previousId` if that still lives. Throws a ServiceFailure (429) when all seats are taken, and
   * UserLimitReached when the user may have no more.
   */
  readonly begin: (identity: Identity, previousId: string | null) => Session;
  readonly signOut: (id: string | null) => void;
  /** The living session of a cookie; using it keeps it alive. */
  readonly use: (id: string | null) => Session | null;
  readonly open: () => number;
  readonly peak: () => number;
  readonly resetPeak: () => void;
  /** Ends every session, as a restart of the site does. */
  readonly expireAll: () => void;
}

/** Seats of a licence: a trial has two (acumatica.md 7.5). */
function seatsOf(licence: Licence): number {
  if (licence === 'off') return Number.POSITIVE_INFINITY;
  return licence === 'trial' ? 2 : licence.apiUsers;
}

/** The user has as many sessions as form SM201010 allows. Words as an integrator reports them; to check on a real tenant. */
export class UserLimitReached extends Error {
  constructor() {
    super('The number of concurrent API logins allowed for the user has been reached.');
    this.name = 'UserLimitReached';
  }
}

export function createSessions(options: AcumaticaOptions): Sessions {
  const { clock } = options;
  const sessions = new Map<string, Session>();
  let peak = 0;
  const dropIdle = (): void => {
    const oldest = clock.now() - options.sessionIdleMinutes * 60_000;
    for (const session of sessions.values()) if (session.lastUsed < oldest) sessions.delete(session.id);
  };
  const tenantOf = (wanted: string | null): string => {
    if (wanted === null || wanted === '') {
      const [only, ...others] = options.tenants;
      if (only !== undefined && others.length === 0) return only;
      throw exception(500, 'The tenant to sign in to is not specified.');
    }
    const tenant = options.tenants.find((name) => name.toUpperCase() === wanted.toUpperCase());
    if (tenant === undefined)
      throw exception(500, `The tenant ${wanted} cannot be found. Check the login name of the company.`);
    return tenant;
  };
  const takeSeat = (): void => {
    while (sessions.size >= seatsOf(options.licence)) {
      const oldest = [...sessions.values()].sort((one, other) => one.lastUsed - other.lastUsed)[0];
      if (options.seatOverflow === 'refuse' || oldest === undefined)
        throw exception(429, 'API Login Limit', 'PX.Data.PXException');
      sessions.delete(oldest.id);
    }
  };
  return {
    authenticate: ({ name, password, tenant: wantedTenant, branch }) => {
      if (name === '') throw refuse(400, 'The name of the user is required.');
      const account = options.users.find((user) => user.name.toUpperCase() === name.toUpperCase());
      if (account === undefined || account.password !== password)
        throw exception(500, 'Invalid credentials. Please try again.');
      const tenant = tenantOf(wantedTenant);
      if (account.tenants !== undefined && !account.tenants.includes(tenant))
        throw exception(500, 'Invalid credentials. Please try again.');
      if (
        branch !== null &&
        branch !== '' &&
        !options.branches.some((known) => known.toUpperCase() === branch.toUpperCase())
      )
        throw exception(500, `The branch ${branch} cannot be found in the system.`);
      return { user: account.name, tenant, branch: branch === '' ? null : branch };
    },
    begin: (identity, previousId) => {
      dropIdle();
      if (previousId !== null) sessions.delete(previousId);
      const { maximumSessions } = options.users.find(({ name }) => name === identity.user) ?? {};
      const own = [...sessions.values()].filter(({ user }) => user === identity.user).length;
      if (maximumSessions !== undefined && own >= maximumSessions) throw new UserLimitReached();
      takeSeat();
      const session: Session = { ...identity, id: randomBytes(12).toString('hex'), lastUsed: clock.now() };
      sessions.set(session.id, session);
      peak = Math.max(peak, sessions.size);
      return session;
    },
    signOut: (id) => {
      if (id !== null) sessions.delete(id);
    },
    use: (id) => {
      dropIdle();
      const session = id === null ? undefined : sessions.get(id);
      if (session === undefined) return null;
      session.lastUsed = clock.now();
      return session;
    },
    open: () => {
      dropIdle();
      return sessions.size;
    },
    peak: () => peak,
    resetPeak: () => {
      peak = sessions.size;
    },
    expireAll: () => sessions.clear(),
  };
}
