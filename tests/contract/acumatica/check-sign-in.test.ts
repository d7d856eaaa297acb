/** The connection doctor where it signs in: each way has steps of its own, and each thing that can be wrong is one of them. */
import { describe, expect, it } from 'vitest';
import {
  beginAuthorization,
  heldAccess,
  renewAccess,
  signInWithPassword,
} from '../../../electron/connectors/acumatica/authorization.ts';
import { checkAcumatica } from '../../../electron/connectors/acumatica/index.ts';
import type { SessionSource } from '../../../electron/connectors/acumatica/session.ts';
import { applicationOf } from '../../../electron/connectors/acumatica/token-endpoint.ts';
import { tokenSessions } from '../../../electron/connectors/acumatica/token-session.ts';
import type { Grant } from '../../../electron/connectors/grant.ts';
import { renewedTokens } from '../../../electron/connectors/tokens.ts';
import { AppError } from '../../../shared/domain/app-error.ts';
import { unansweredFeatures } from '../../../shared/domain/erp-features.ts';
import type { ErpConnection } from '../../../shared/domain/settings.ts';
import { redirectAddresses } from '../../../shared/domain/sign-in.ts';
import type { AcumaticaOptions, ConnectedApplication } from '../../../simulators/acumatica/index.ts';
import {
  approveErp,
  erpApplications,
  erpClientId,
  erpClientSecret,
  erpPasswordClientId,
} from '../../support/erp-company.ts';
import { silentLogger } from '../../support/test-ports.ts';
import { connect, connectionTo, hurriedClock, never, optionsFor, startSimulator } from './support.ts';

const byBrowser = { signIn: 'authorizationCode', clientId: erpClientId, username: null } as const;
const byPassword = { signIn: 'password', clientId: erpPasswordClientId, username: 'accord' } as const;

async function openCompany(
  connection: Partial<ErpConnection>,
  application: Partial<ConnectedApplication> = {},
  options: Partial<AcumaticaOptions> = {},
) {
  const simulator = await startSimulator({ applications: erpApplications(application), ...options });
  return { simulator, connection: connectionTo(simulator.url, connection) };
}
type Company = Awaited<ReturnType<typeof openCompany>>;

/** Nobody can sign in; whether the doctor finds out why is its business. */
function refusing(error: AppError): SessionSource {
  const refuse = () => Promise.reject(error);
  return { open: refuse, renew: refuse, close: () => Promise.resolve(true) };
}
const nobody = refusing(
  new AppError('SIGN_IN_NEEDED', { params: { system: 'MYOB Acumatica', host: '127.0.0.1' } }),
);

function sessionsOf({ simulator, connection }: Company, grant: Grant): SessionSource {
  const application = applicationOf(connection, null);
  const keeper = { current: () => grant, keep: () => undefined };
  const ask = () => renewAccess(simulator.url, application, keeper, hurriedClock);
  return tokenSessions(() => renewedTokens(hurriedClock, ask, heldAccess(grant, hurriedClock)), silentLogger);
}

async function signedIn(company: Company): Promise<SessionSource> {
  const { address, finish } = await beginAuthorization({
    connection: company.connection,
    secret: null,
    redirectAddress: redirectAddresses[0] ?? '',
    clock: hurriedClock,
    logger: silentLogger,
    signal: never,
  });
  const { searchParams } = await approveErp(address);
  return sessionsOf(company, await finish(searchParams, never));
}

async function check({ simulator, connection }: Company, sessions: SessionSource) {
  const result = await checkAcumatica(
    {
      ...optionsFor(simulator, { connection, sessions }),
      shopDomain: null,
      answeredFeatures: unansweredFeatures,
    },
    never,
  );
  const ids = (status: string) => result.steps.filter((step) => step.status === status).map(({ id }) => id);
  const failed = result.steps.find(({ status }) => status === 'failed');
  return { ...result, passed: ids('ok'), failed, failures: ids('failed').length };
}

describe('the doctor, for a sign-in in the browser', () => {
  it('passes every step, and gives the seat back', async () => {
    const company = await openCompany(byBrowser);
    const { ok, steps, passed } = await check(company, await signedIn(company));
    expect(ok).toBe(true);
    expect(passed.slice(0, 8)).toEqual([
      'address',
      'secure',
      'application',
      'redirect',
      'user',
      'company',
      'seat',
      'endpoint',
    ]);
    expect(steps.find(({ id }) => id === 'user')?.title).toBe('Sign-in in the browser');
    expect(company.simulator.counters).toMatchObject({ sessionsOpen: 0, sessionsPeak: 1 });
  });

  it('finds nothing wrong but that nobody has signed in yet', async () => {
    const { passed, failed, failures } = await check(await openCompany(byBrowser), nobody);
    expect([passed, failures]).toEqual([['address', 'secure', 'application', 'redirect'], 1]);
    expect(failed).toMatchObject({ id: 'user', found: 'Sign in to MYOB Acumatica first' });
  });

  it.each<readonly [string, Partial<ConnectedApplication>, Partial<ErpConnection>, string, RegExp]>([
    [
      'an application that is not known',
      {},
      { clientId: 'nobody' },
      'application',
      /whole, with the company behind the @/,
    ],
    ['a company that is not there', {}, { tenant: 'Nowhere' }, 'application', /nobody|@Nowhere/],
    ['an application that is switched off', { isActive: false }, {}, 'application', /Active/],
    ['an application of another flow', { flow: 'password' }, {}, 'application', /Authorization Code/],
    [
      'an application without refresh tokens',
      { refreshTokens: false },
      {},
      'application',
      /No Refresh Tokens/,
    ],
    [
      'a redirect address that is not registered',
      { redirectUris: redirectAddresses.slice(0, 2) },
      {},
      'redirect',
      /28871.*Redirect URIs/,
    ],
  ])('names %s before anybody signs in, and nothing else', async (_, application, changes, id, remedy) => {
    const company = await openCompany({ ...byBrowser, ...changes }, application);
    const { failed, failures } = await check(company, nobody);
    expect([failed?.id, failures]).toEqual([id, 1]);
    expect(failed?.remedy).toMatch(remedy);
    expect(failed?.remedy).toContain('SM303010');
  });

  it('looks at the application as well where the sign-in has ended', async () => {
    const company = await openCompany(byBrowser, { redirectUris: [] });
    const ended = refusing(new AppError('ERP_SIGN_IN_ENDED', { params: { host: '127.0.0.1' } }));
    expect((await check(company, ended)).failed?.id).toBe('redirect');
    const registered = await openCompany(byBrowser);
    expect((await check(registered, ended)).failed).toMatchObject({
      id: 'user',
      found: 'The sign-in to MYOB Acumatica has ended',
    });
  });

  it.each<readonly [string, Partial<AcumaticaOptions>, string, RegExp]>([
    [
      'no seat in the licence',
      { licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 100_000 } },
      'All API seats of MYOB Acumatica are taken',
      /SM604000.*SM203510/,
    ],
    [
      'no session left for the user',
      { users: [{ name: 'accord', password: 'accord-demo', maximumSessions: 1 }] },
      'The user may have no more API sessions',
      /SM201010/,
    ],
  ])('names %s, which only the first request shows', async (_, options, found, remedy) => {
    const company = await openCompany(byBrowser, {}, options);
    await connect(company.simulator);
    const { passed, failed, failures } = await check(company, await signedIn(company));
    expect(failed).toMatchObject({ id: 'seat', found, remedy: expect.stringMatching(remedy) as string });
    expect([passed.includes('company'), failures]).toEqual([true, 1]);
    expect(company.simulator.counters.sessionsOpen).toBe(1);
  });

  it('names a branch that is not there', async () => {
    const company = await openCompany({ ...byBrowser, branch: 'MOON' });
    const { failed, failures } = await check(company, await signedIn(company));
    expect([failed?.id, failures]).toEqual(['company', 1]);
    expect(failed?.remedy).toContain('"MOON"');
  });

  it('names every right that is missing, also where the user may use none of the forms', async () => {
    const company = await openCompany(byBrowser);
    company.simulator.faults.add({ kind: 'forbidden', times: null });
    const { steps } = await check(company, await signedIn(company));
    const state = (id: string) => steps.find((step) => step.id === id)?.status;
    expect(['seat', 'endpoint', 'customers', 'locations', 'classes'].map(state)).toEqual([
      'ok',
      'ok',
      'failed',
      'failed',
      'failed',
    ]);
  });

  it('tells what is wrong on this computer, and claims nothing of the ERP', async () => {
    const busy = new AppError('ERP_SESSION_ELSEWHERE', { params: { process: 7, profile: 'Harbour' } });
    const { passed, failed } = await check(await openCompany(byBrowser), refusing(busy));
    expect([passed, failed?.id]).toEqual([['address', 'secure'], 'seat']);
  });
});

describe('the doctor, for name and password through an application', () => {
  const application = { clientId: `${erpPasswordClientId}@Demo`, secret: erpClientSecret };

  async function withPassword(company: Company, password: string, given = application) {
    const user = { name: 'accord', password };
    return sessionsOf(company, await signInWithPassword(company.simulator.url, given, user, hurriedClock));
  }

  it('has no step for redirect addresses', async () => {
    const company = await openCompany(byPassword);
    const { ok, steps } = await check(company, await withPassword(company, 'accord-demo'));
    expect(ok).toBe(true);
    expect(steps.slice(2, 6).map(({ id }) => id)).toEqual(['application', 'user', 'company', 'seat']);
  });

  it.each<readonly [string, AppError['code'], string, readonly string[]]>([
    ['a wrong password', 'ERP_SIGN_IN_REJECTED', 'user', ['address', 'secure', 'application']],
    ['an unknown application', 'ERP_CLIENT_REJECTED', 'application', ['address', 'secure']],
    ['an application of another flow', 'ERP_FLOW_REFUSED', 'application', ['address', 'secure']],
    ['a password that is missing', 'SECRET_MISSING', 'user', ['address', 'secure']],
    ['a locked keychain', 'KEYCHAIN_LOCKED', 'user', ['address', 'secure']],
  ])('names %s', async (_, code, id, before) => {
    const { passed, failed } = await check(await openCompany(byPassword), refusing(new AppError(code)));
    expect([failed?.id, passed]).toEqual([id, before]);
  });
});
