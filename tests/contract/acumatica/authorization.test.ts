/** Signing in through a connected application, against the simulator over HTTP: the page, the answer, and the tokens afterwards. */
import { describe, expect, it } from 'vitest';
import {
  beginAuthorization,
  heldAccess,
  renewAccess,
  signInWithPassword,
} from '../../../electron/connectors/acumatica/authorization.ts';
import { connectAcumatica } from '../../../electron/connectors/acumatica/index.ts';
import { applicationOf } from '../../../electron/connectors/acumatica/token-endpoint.ts';
import { tokenSessions } from '../../../electron/connectors/acumatica/token-session.ts';
import type { Grant, GrantKeeper } from '../../../electron/connectors/grant.ts';
import { renewedTokens, type TokenProvider } from '../../../electron/connectors/tokens.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import { redirectAddresses } from '../../../shared/domain/sign-in.ts';
import type { Clock } from '../../../shared/sync/ports.ts';
import {
  createManualClock,
  type AcumaticaOptions,
  type AcumaticaSimulator,
  type ConnectedApplication,
  type ManualClock,
} from '../../../simulators/acumatica/index.ts';
import { silentLogger } from '../../support/test-ports.ts';
import {
  approveErp,
  erpApplications,
  erpClientId,
  erpClientSecret,
  erpPasswordClientId,
  type Consent,
} from '../../support/erp-company.ts';
import { addCustomers, connectionTo, never, optionsFor, readAll, startSimulator } from './support.ts';

const [redirectAddress = ''] = redirectAddresses;
const minutes = 60_000;
const days = 24 * 60 * minutes;

interface Company {
  readonly simulator: AcumaticaSimulator;
  readonly connection: ErpConnection;
  /** The instance's clock, which is the program's as well. */
  readonly time: ManualClock;
  readonly clock: Clock;
}

async function openCompany(
  application: Partial<ConnectedApplication> = {},
  options: Partial<AcumaticaOptions> = {},
): Promise<Company> {
  const time = createManualClock(Date.parse('2026-03-02T00:00:00.000Z'));
  const applications = erpApplications(application);
  const simulator = await startSimulator({ clock: time, applications, ...options });
  const connection = connectionTo(simulator.url, {
    signIn: 'authorizationCode',
    clientId: erpClientId,
    username: null,
  });
  const clock: Clock = {
    now: () => new Date(time.now()).toISOString(),
    elapsed: () => time.now(),
    sleep: async (milliseconds) => time.advance(milliseconds),
  };
  return { simulator, connection, time, clock };
}

function begin({ connection, clock }: Company, secret: string | null = null) {
  return beginAuthorization({
    connection,
    secret,
    redirectAddress,
    clock,
    logger: silentLogger,
    signal: never,
  });
}

/** A person approves; what the browser brings back, changed on the way where a test says so. */
async function approve(
  company: Company,
  consent: Consent = {},
  change: (answer: URLSearchParams) => void = () => {},
): Promise<Grant> {
  const { address, finish } = await begin(company);
  const { searchParams } = await approveErp(address, consent);
  change(searchParams);
  return finish(searchParams, never);
}

interface Kept extends GrantKeeper {
  readonly kept: readonly Grant[];
}

function keeperOf(grant: Grant): Kept {
  const kept = [grant];
  return {
    kept,
    current: () => kept.at(-1) ?? grant,
    keep: (renewed) => void kept.push(renewed),
  };
}

function tokensOf({ simulator, connection, clock }: Company, keeper: GrantKeeper): TokenProvider {
  const application = applicationOf(connection, null);
  const first = heldAccess(keeper.current(), clock);
  return renewedTokens(clock, () => renewAccess(simulator.url, application, keeper, clock), first);
}

function connectorOptions(company: Company, keeper: GrantKeeper, changes: Partial<ErpConnection> = {}) {
  return optionsFor(company.simulator, {
    connection: { ...company.connection, ...changes },
    sessions: tokenSessions(() => tokensOf(company, keeper), silentLogger),
    clock: company.clock,
  });
}

describe('the page that asks a person', () => {
  it('is the instance\u2019s own, with the company, one session a grant, PKCE and a state, and no secret', async () => {
    const company = await openCompany({ secret: erpClientSecret }, { instancePath: '/Harbour' });
    const { address } = await begin(company, erpClientSecret);
    const one = new URL(address);
    expect(one.origin + one.pathname).toBe(`${company.simulator.url}/identity/connect/authorize`);
    expect(Object.fromEntries(one.searchParams)).toEqual({
      response_type: 'code',
      client_id: `${erpClientId}@Demo`,
      redirect_uri: redirectAddress,
      scope: 'api offline_access',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(address).not.toContain(erpClientSecret);
    const other = new URL((await begin(company)).address);
    for (const name of ['state', 'code_challenge']) {
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
    }
  });

  it.each<readonly [string, Partial<ConnectedApplication>, Partial<ErpConnection>, string]>([
    ['an application that is not known', {}, { clientId: 'ACC0DACC-9999' }, 'ERP_CLIENT_REJECTED'],
    ['an application that is switched off', { isActive: false }, {}, 'ERP_CLIENT_REJECTED'],
    ['a company that is not there', {}, { tenant: 'Nowhere' }, 'ERP_CLIENT_REJECTED'],
    ['a redirect address that is not registered', { redirectUris: [] }, {}, 'ERP_REDIRECT_UNKNOWN'],
    ['an application of another flow', { flow: 'password' }, {}, 'ERP_FLOW_REFUSED'],
    ['an application without refresh tokens', { refreshTokens: false }, {}, 'ERP_SCOPE_REFUSED'],
  ])('is not opened for %s: that is told before', async (_, application, changes, code) => {
    const company = await openCompany(application);
    const connection = { ...company.connection, ...changes };
    await expect(begin({ ...company, connection })).rejects.toMatchObject({ code });
  });

  it('needs a client id', async () => {
    const company = await openCompany();
    const connection = { ...company.connection, clientId: null };
    await expect(begin({ ...company, connection })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('the answer that the browser brings', () => {
  it('gives a grant with its first access token, and leaves no session', async () => {
    const company = await openCompany();
    expect(await approve(company)).toEqual({
      signIn: expect.any(String) as string,
      turn: 0,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/) as string,
      access: {
        token: expect.stringMatching(/^[\w-]{43}$/) as string,
        expires: '2026-03-02T01:00:00.000Z',
      },
    });
    expect(company.simulator.counters).toMatchObject({ sessionsOpen: 0, sessionsPeak: 0 });
  });

  const forge = (name: string, value: string) => (answer: URLSearchParams) => answer.set(name, value);
  it.each<readonly [string, (answer: URLSearchParams) => void, string]>([
    ['another state', forge('state', 'x'.repeat(43)), 'SIGN_IN_STATE_WRONG'],
    ['no state', (answer) => answer.delete('state'), 'SIGN_IN_STATE_WRONG'],
    ['a code that was put in', forge('code', 'stolen'), 'ERP_CODE_EXPIRED'],
    ['no code', (answer) => answer.delete('code'), 'ANSWER_UNEXPECTED'],
    ['a refusal', forge('error', 'access_denied'), 'ERP_CONSENT_REFUSED'],
    ['a refusal of the scope', forge('error', 'invalid_scope'), 'ERP_SCOPE_REFUSED'],
    ['a refusal that nobody knows', forge('error', 'temporarily_unavailable'), 'ERP_CONSENT_REFUSED'],
  ])('with %s is not used', async (_name, change, code) => {
    await expect(approve(await openCompany(), {}, change)).rejects.toMatchObject({ code });
  });

  it('of a person who denies says so', async () => {
    await expect(approve(await openCompany(), { denies: true })).rejects.toMatchObject({
      code: 'ERP_CONSENT_REFUSED',
    });
  });

  it('of a person who does not let Accord stay signed in is not enough', async () => {
    await expect(approve(await openCompany(), { scopes: ['api'] })).rejects.toMatchObject({
      code: 'ERP_SCOPE_REFUSED',
    });
  });

  it('is good once, for a few minutes, and only for the sign-in that asked', async () => {
    const company = await openCompany();
    const first = await begin(company);
    const { searchParams } = await approveErp(first.address);
    await first.finish(searchParams, never);
    await expect(first.finish(searchParams, never)).rejects.toMatchObject({ code: 'ERP_CODE_EXPIRED' });

    const late = await begin(company);
    const answer = await approveErp(late.address);
    company.time.advance(6 * minutes);
    await expect(late.finish(answer.searchParams, never)).rejects.toMatchObject({
      code: 'ERP_CODE_EXPIRED',
    });

    // The code of one sign-in with the verifier of another.
    const [one, other] = [await begin(company), await begin(company)];
    const stolen = (await approveErp(one.address)).searchParams;
    stolen.set('state', new URL(other.address).searchParams.get('state') ?? '');
    await expect(other.finish(stolen, never)).rejects.toMatchObject({ code: 'ERP_CODE_EXPIRED' });
  });

  it('with a wrong secret of the application says whose it is', async () => {
    const company = await openCompany({ secret: erpClientSecret });
    const { address, finish } = await begin(company, 'another-secret-of-somebody');
    const { searchParams } = await approveErp(address);
    await expect(finish(searchParams, never)).rejects.toMatchObject({ code: 'ERP_CLIENT_REJECTED' });
  });
});

describe('the tokens of a grant', () => {
  it('are nearly one hour old before they are asked for anew, and the grant is kept before the new one is used', async () => {
    const company = await openCompany();
    const keeper = keeperOf(await approve(company));
    const tokens = tokensOf(company, keeper);
    const first = await tokens.getToken(never);
    company.time.advance(54 * minutes);
    expect(await tokens.getToken(never)).toBe(first);
    expect(keeper.kept).toHaveLength(1);
    company.time.advance(2 * minutes);
    const second = await tokens.getToken(never);
    expect(second).not.toBe(first);
    expect(keeper.kept).toHaveLength(2);
    expect(keeper.kept[1]).toMatchObject({ turn: 1, access: { token: second } });
    expect(keeper.kept[1]?.refreshToken).not.toBe(keeper.kept[0]?.refreshToken);
  });

  it('wait until the grant is kept', async () => {
    const company = await openCompany();
    const keeper = keeperOf(await approve(company));
    const { promise: isKept, resolve: allow } = Promise.withResolvers<void>();
    const slow: GrantKeeper = {
      current: () => keeper.current(),
      keep: async (grant) => {
        await isKept;
        await keeper.keep(grant);
      },
    };
    company.time.advance(61 * minutes);
    let token: string | null = null;
    const waiting = tokensOf(company, slow)
      .getToken(never)
      .then((given) => (token = given));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(token).toBeNull();
    allow();
    expect(await waiting).toBe(keeper.kept[1]?.access?.token);
  });

  it('end with the time of the refresh token', async () => {
    const company = await openCompany();
    const tokens = tokensOf(company, keeperOf(await approve(company)));
    company.time.advance(31 * days);
    await expect(tokens.getToken(never)).rejects.toMatchObject({
      code: 'ERP_SIGN_IN_ENDED',
      retry: 'afterSignIn',
    });
  });

  it('end when access is revoked', async () => {
    const company = await openCompany();
    const grant = await approve(company);
    await fetch(`${company.simulator.url}/identity/connect/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: `${erpClientId}@Demo`, token: grant.refreshToken }),
    });
    company.time.advance(61 * minutes);
    await expect(tokensOf(company, keeperOf(grant)).getToken(never)).rejects.toMatchObject({
      code: 'ERP_SIGN_IN_ENDED',
    });
  });

  it('end when a refresh token is used twice, as one that was not kept would be', async () => {
    const company = await openCompany();
    const grant = await approve(company);
    company.time.advance(61 * minutes);
    await tokensOf(company, keeperOf(grant)).getToken(never);
    await expect(tokensOf(company, keeperOf(grant)).getToken(never)).rejects.toMatchObject({
      code: 'ERP_SIGN_IN_ENDED',
    });
  });

  it('end with the application, which is told apart', async () => {
    const company = await openCompany();
    const keeper = keeperOf(await approve(company));
    company.time.advance(61 * minutes);
    const connection = { ...company.connection, clientId: 'ACC0DACC-9999' };
    await expect(tokensOf({ ...company, connection }, keeper).getToken(never)).rejects.toMatchObject({
      code: 'ERP_CLIENT_REJECTED',
    });
  });
});

describe('a session of tokens', () => {
  it('takes one seat for the whole grant, with the first request, and gives it back', async () => {
    const company = await openCompany({}, { licence: 'trial' });
    addCustomers(company.simulator, 12);
    const keeper = keeperOf(await approve(company));
    const erp = await connectAcumatica(connectorOptions(company, keeper), never);
    expect((await readAll(erp.source)).parties).toHaveLength(12);
    company.time.advance(58 * minutes);
    expect((await readAll(erp.source)).parties).toHaveLength(12);
    expect(keeper.kept).toHaveLength(2);
    expect(company.simulator.counters).toMatchObject({ sessionsOpen: 1, sessionsPeak: 1 });
    await erp.close();
    expect(company.simulator.counters.sessionsOpen).toBe(0);
  });

  it('goes on with the next token when one is refused in the middle of a run', async () => {
    const company = await openCompany();
    addCustomers(company.simulator, 12);
    const keeper = keeperOf(await approve(company));
    const erp = await connectAcumatica(connectorOptions(company, keeper), never);
    company.simulator.faults.add({ kind: 'sessionExpired', after: 1 });
    const { parties, summary } = await readAll(erp.source);
    expect([parties.length, summary.complete, keeper.kept.length]).toEqual([12, true, 2]);
    await erp.close();
    expect(company.simulator.counters.sessionsOpen).toBe(0);
  });

  it('that was idle for too long is opened again', async () => {
    const company = await openCompany();
    addCustomers(company.simulator, 3);
    const erp = await connectAcumatica(connectorOptions(company, keeperOf(await approve(company))), never);
    await readAll(erp.source);
    company.time.advance(25 * minutes);
    expect(company.simulator.counters.sessionsOpen).toBe(0);
    expect((await readAll(erp.source)).summary.complete).toBe(true);
    expect(company.simulator.counters.sessionsPeak).toBe(1);
    await erp.close();
  });

  it('without a seat in the licence says so, and how to find who has them', async () => {
    const company = await openCompany(
      {},
      { licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 6000 } },
    );
    const others = await connectAcumatica(optionsFor(company.simulator), never);
    const erp = await connectAcumatica(connectorOptions(company, keeperOf(await approve(company))), never);
    await expect(readAll(erp.source)).rejects.toMatchObject({ code: 'ERP_NO_SEAT', retry: 'later' });
    await erp.close();
    await others.close();
  });

  it.each(['open', 'unauthorised'] as const)(
    'beyond the limit of the user is told apart from the log-in page (endpoints %s)',
    async (discovery) => {
      const users = [{ name: 'accord', password: 'accord-demo', maximumSessions: 1 }];
      const company = await openCompany({}, { users, discovery });
      const others = await connectAcumatica(optionsFor(company.simulator), never);
      const options = connectorOptions(company, keeperOf(await approve(company)));
      const work = connectAcumatica(options, never).then(({ source }) => readAll(source));
      await expect(work).rejects.toMatchObject({ code: 'ERP_USER_SEATS', retry: 'later' });
      await others.close();
      await expect(connectAcumatica(optionsFor(company.simulator), never)).resolves.toBeDefined();
    },
  );

  it('works in the branch that was chosen, request by request, and says where there is none of that name', async () => {
    const company = await openCompany();
    addCustomers(company.simulator, 2);
    const keeper = keeperOf(await approve(company));
    const erp = await connectAcumatica(connectorOptions(company, keeper, { branch: 'NZ' }), never);
    expect((await readAll(erp.source)).parties).toHaveLength(2);
    await erp.close();
    const lost = await connectAcumatica(connectorOptions(company, keeper, { branch: 'MOON' }), never);
    await expect(readAll(lost.source)).rejects.toMatchObject({
      code: 'ERP_BRANCH_UNKNOWN',
      params: { branch: 'MOON' },
    });
    await lost.close();
  });
});

describe('a user\u2019s name and password through an application', () => {
  const application = { clientId: `${erpPasswordClientId}@Demo`, secret: erpClientSecret };
  const user = { name: 'accord', password: 'accord-demo' };

  it('give a grant as well', async () => {
    const { simulator, clock } = await openCompany();
    const grant = await signInWithPassword(simulator.url, application, user, clock);
    expect(grant).toMatchObject({ turn: 0, access: { expires: '2026-03-02T01:00:00.000Z' } });
    expect(simulator.counters.sessionsPeak).toBe(0);
  });

  it.each([
    ['a wrong password', { user: { ...user, password: 'wrong' } }, 'ERP_SIGN_IN_REJECTED'],
    ['a wrong secret', { application: { ...application, secret: 'wrong' } }, 'ERP_CLIENT_REJECTED'],
    [
      'another company',
      { application: { ...application, clientId: `${erpPasswordClientId}@X` } },
      'ERP_CLIENT_REJECTED',
    ],
    ['another flow', { application: { clientId: `${erpClientId}@Demo`, secret: null } }, 'ERP_FLOW_REFUSED'],
  ])('are refused with %s', async (_, changes, code) => {
    const { simulator, clock } = await openCompany();
    const given = { application, user, ...changes };
    await expect(
      signInWithPassword(simulator.url, given.application, given.user, clock),
    ).rejects.toMatchObject({ code });
  });
});
