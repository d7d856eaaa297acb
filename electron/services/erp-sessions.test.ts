import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import { newProfile, type ErpConnection, type Profile } from '../../shared/domain/settings.ts';
import type { Clock } from '../../shared/sync/ports.ts';
import {
  createManualClock,
  startAcumaticaSimulator,
  type AcumaticaSimulator,
  type ManualClock,
} from '../../simulators/acumatica/index.ts';
import {
  approveErp,
  erpApplications,
  erpClientId,
  erpClientSecret,
  erpPasswordClientId,
} from '../../tests/support/erp-company.ts';
import { erpSessionsOf, type ErpSessionsInput } from '../../tests/support/erp-sessions.ts';
import { silentLogger } from '../../tests/support/test-ports.ts';
import { redirectAddresses } from '../../shared/domain/sign-in.ts';
import { beginAuthorization } from '../connectors/acumatica/authorization.ts';
import { decodeGrant, encodeGrant } from '../connectors/grant.ts';
import { dataPaths, type DataPaths } from '../storage/paths.ts';
import { lockErpSession } from '../storage/profile-lock.ts';
import { maximumSecretBytes, memoryVault, type Vault } from '../storage/vault.ts';
import type { OwnErpSessions } from './erp-sessions.ts';
import { systemClock } from './system.ts';

const never = new AbortController().signal;
const minutes = 60_000;

let folder: string;
let simulator: AcumaticaSimulator;
let vault: Vault;
let connection: ErpConnection;
/** The clock of both sides, where a test lets time pass. */
let time: ManualClock;
const clock: Clock = {
  now: () => new Date(time.now()).toISOString(),
  elapsed: () => time.now(),
  sleep: async (milliseconds) => time.advance(milliseconds),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-sessions-'));
  time = createManualClock(Date.parse('2026-03-02T00:00:00.000Z'));
  simulator = await startAcumaticaSimulator({
    clock: time,
    applications: erpApplications(),
    licence: { apiUsers: 1, concurrent: 6, requestsPerMinute: 100_000 },
  });
  vault = memoryVault();
  await vault.write('harbour', 'erp', 'accord-demo');
  connection = {
    url: simulator.url,
    tenant: 'Demo',
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: 'accord',
    endpointVersion: null,
    requestsPerMinute: null,
    concurrency: 2,
    apiUsers: null,
    useWholeLicence: false,
  };
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const byBrowser = { signIn: 'authorizationCode', clientId: erpClientId, username: null } as const;
const byPassword = { signIn: 'password', clientId: erpPasswordClientId, username: 'accord' } as const;

function profile(): Profile {
  const fresh = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  return {
    ...fresh,
    erp: connection,
    secretsExpected: {
      ...fresh.secretsExpected,
      erp: connection.signIn !== 'authorizationCode',
      erpGrant: connection.signIn === 'authorizationCode',
    },
  };
}

const pathsIn = (home = 'first'): DataPaths => dataPaths(join(folder, home));

function start(home = 'first', changes: Partial<ErpSessionsInput> = {}): OwnErpSessions {
  return erpSessionsOf({ paths: pathsIn(home), profile, vault, clock, ...changes });
}

/**
 * What a program that was killed leaves: the mark of an open session, and the vault. The lock is the operating system's and goes with
 * the process, so the next start gets a folder without it.
 */
async function afterKill(home = 'next'): Promise<DataPaths> {
  const paths = pathsIn(home);
  const file = paths.openSessionFile('harbour');
  await mkdir(dirname(file), { recursive: true });
  await cp(pathsIn().openSessionFile('harbour'), file);
  return paths;
}

const isMarked = (home = 'first') => existsSync(pathsIn(home).openSessionFile('harbour'));

/** A person signs in with the browser. */
async function signIn(): Promise<void> {
  connection = { ...connection, ...byBrowser };
  const { address, finish } = await beginAuthorization({
    connection,
    secret: null,
    redirectAddress: redirectAddresses[0] ?? '',
    clock,
    logger: silentLogger,
    signal: never,
  });
  const { searchParams } = await approveErp(address);
  await vault.write('harbour', 'erpGrant', encodeGrant(await finish(searchParams, never)));
}

async function withPassword(): Promise<void> {
  connection = { ...connection, ...byPassword };
  await vault.write('harbour', 'erpClientSecret', erpClientSecret);
}

const ways = [
  ['cookie', () => Promise.resolve()],
  ['authorizationCode', signIn],
  ['password', withPassword],
] as const;

const grant = async () => decodeGrant((await vault.read('harbour', 'erpGrant')) ?? '');

/** Opens the session and asks for something with it, as with tokens that takes the seat. */
async function work(sessions: OwnErpSessions, lease: string): Promise<number> {
  const { headers } = await sessions.open(lease, simulator.url);
  const answer = await fetch(`${simulator.url}/entity/Default/24.200.001/TaxZone?$top=1`, { headers });
  return answer.status;
}

const seats = () => {
  const { sessionsOpen, sessionsPeak } = simulator.counters;
  return [sessionsOpen, sessionsPeak];
};

describe.each(ways)('a session by %s', (_, prepare) => {
  beforeEach(prepare);

  it('is one, whoever works with it, and is given back by the last', async () => {
    const sessions = start();
    const leases = await Promise.all([1, 2, 3].map(() => sessions.lease('harbour')));
    expect(await Promise.all(leases.map((lease) => work(sessions, lease)))).toEqual([200, 200, 200]);
    expect([seats(), isMarked()]).toEqual([[1, 1], true]);
    for (const lease of leases) {
      await sessions.release(lease);
      await sessions.release(lease);
    }
    expect([seats(), isMarked()]).toEqual([[0, 1], false]);
  });

  it('that is just ending is waited for', async () => {
    const sessions = start();
    const first = await sessions.lease('harbour');
    await work(sessions, first);
    const ending = sessions.release(first);
    const next = await sessions.lease('harbour');
    expect(simulator.counters.sessionsOpen).toBe(0);
    await ending;
    expect(await work(sessions, next)).toBe(200);
    await sessions.release(next);
    expect(seats()).toEqual([0, 1]);
  });

  it('is given back also where the job was killed in the middle of opening it', async () => {
    const sessions = start();
    const lease = await sessions.lease('harbour');
    const opening = sessions.open(lease, simulator.url);
    await sessions.release(lease);
    await opening;
    expect(simulator.counters.sessionsOpen).toBe(0);
    expect(isMarked()).toBe(false);
  });

  it('that a killed program left is given back by the next start, before anybody asks for one', async () => {
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    await start('next').endLeft([profile()]);
    expect([seats(), isMarked('next')]).toEqual([[0, 1], false]);
  });

  it('that a killed program left is given back before the next one is opened, where the start did not', async () => {
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    const next = start('next');
    const lease = await next.lease('harbour');
    expect(simulator.counters.sessionsOpen).toBe(0);
    expect(await work(next, lease)).toBe(200);
    await next.release(lease);
    expect(seats()).toEqual([0, 1]);
  });

  it('that a killed program left is given back later, where the ERP cannot be reached now', async () => {
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    const send = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(
      Object.assign(new Error('no network'), { code: 'ECONNREFUSED' }),
    );
    const next = start('next');
    await next.endLeft([profile()]);
    vi.spyOn(globalThis, 'fetch').mockImplementation(send);
    expect([simulator.counters.sessionsOpen, isMarked('next')]).toEqual([1, true]);
    await next.endLeft([profile()]);
    vi.restoreAllMocks();
    expect([simulator.counters.sessionsOpen, isMarked('next')]).toEqual([0, false]);
  });

  it('of another copy of Accord is left alone, waited for, and named', async () => {
    const other = start();
    const lease = await other.lease('harbour');
    await work(other, lease);
    const here = start();
    await here.endLeft([profile()]);
    expect(simulator.counters.sessionsOpen).toBe(1);
    await expect(here.lease('harbour')).rejects.toMatchObject({
      code: 'ERP_SESSION_ELSEWHERE',
      retry: 'later',
      params: { process: expect.stringContaining(String(process.pid)) as string, profile: 'harbour' },
    });
    const waiting = start('first', { clock: systemClock }).lease('harbour');
    await other.release(lease);
    await expect(waiting).resolves.toEqual(expect.any(String));
    expect(seats()).toEqual([0, 1]);
  });

  it('goes to no other server than the one that was entered', async () => {
    const sessions = start();
    const lease = await sessions.lease('harbour');
    await expect(sessions.open(lease, 'https://attacker.example')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await sessions.release(lease);
    expect([simulator.counters.requests, isMarked()]).toEqual([expect.any(Number), false]);
  });

  it('is opened anew, once, where requests are refused', async () => {
    const sessions = start();
    const lease = await sessions.lease('harbour');
    const { headers } = await sessions.open(lease, simulator.url);
    simulator.expireSessions();
    const renewed = await Promise.all([1, 2].map(() => sessions.renew(lease, headers)));
    expect(renewed[0]).toEqual(renewed[1]);
    expect(renewed[0]?.headers).not.toEqual(headers);
    // A refusal that comes late changes nothing.
    expect(await sessions.renew(lease, headers)).toEqual(renewed[0]);
    expect(await work(sessions, lease)).toBe(200);
    await sessions.release(lease);
    expect(seats()).toEqual([0, 1]);
  });

  it('is of no use to a lease that was given back', async () => {
    const sessions = start();
    const lease = await sessions.lease('harbour');
    await sessions.release(lease);
    await expect(sessions.open(lease, simulator.url)).rejects.toMatchObject({ code: 'ERP_SESSION_EXPIRED' });
    await expect(sessions.renew(lease, {})).rejects.toMatchObject({ code: 'ERP_SESSION_EXPIRED' });
    expect(simulator.counters.sessionsPeak).toBe(0);
  });

  it('ends with the program, whatever still works with it', async () => {
    const sessions = start('first', { clock: systemClock });
    await work(sessions, await sessions.lease('harbour'));
    await sessions.close();
    expect([seats(), isMarked()]).toEqual([[0, 1], false]);
  });
});

describe('a lease', () => {
  it.each([
    ['the password', 'cookie', 'SECRET_MISSING'],
    ['the password', 'password', 'SECRET_MISSING'],
    ['the sign-in', 'authorizationCode', 'SIGN_IN_NEEDED'],
  ] as const)('needs %s for %s, and holds nothing without it', async (_, signInBy, code) => {
    connection = { ...connection, ...(signInBy === 'cookie' ? {} : byPassword), signIn: signInBy };
    await vault.remove('harbour', 'erp');
    const sessions = start();
    await expect(sessions.lease('harbour')).rejects.toMatchObject({ code });
    const lock = await lockErpSession(pathsIn(), 'harbour');
    await lock.release();
  });

  it('waits for a session of another company that is still in use, and says so where it does not end', async () => {
    const sessions = start();
    const first = await sessions.lease('harbour');
    connection = { ...connection, requestsPerMinute: 600 };
    await sessions.release(await sessions.lease('harbour'));
    connection = { ...connection, tenant: 'Other' };
    await expect(sessions.lease('harbour')).rejects.toMatchObject({ code: 'ERP_SESSION_ELSEWHERE' });
    await sessions.release(first);
    await sessions.release(await sessions.lease('harbour'));
  });

  it('needs a connection', async () => {
    const sessions = start('first', { profile: () => ({ ...profile(), erp: null }) });
    await expect(sessions.lease('harbour')).rejects.toMatchObject({ code: 'PROFILE_NOT_CONNECTED' });
  });
});

describe('what a killed program left', () => {
  it('is nothing where it was killed before the cookies had come', async () => {
    const killed = start();
    await killed.open(await killed.lease('harbour'), simulator.url);
    await vault.remove('harbour', 'erpSession');
    await afterKill();
    await start('next').endLeft([profile()]);
    expect(isMarked('next')).toBe(false);
  });

  it('stays marked while the keychain is locked', async () => {
    const killed = start();
    await killed.open(await killed.lease('harbour'), simulator.url);
    await afterKill();
    const locked: Vault = {
      ...vault,
      kind: 'keychain',
      read: () => Promise.resolve(null),
      readExpected: () => Promise.reject(new AppError('KEYCHAIN_LOCKED')),
    };
    await start('next', { vault: locked }).endLeft([profile()]);
    expect(isMarked('next')).toBe(true);
    await start('next').endLeft([profile()]);
    expect([simulator.counters.sessionsOpen, isMarked('next')]).toEqual([0, false]);
  });

  it('is ended with the token that was kept, which uses nothing up; with the next one where it is too old', async () => {
    await signIn();
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    await start('next').endLeft([profile()]);
    expect([simulator.counters.sessionsOpen, (await grant())?.turn]).toEqual([0, 0]);

    await work(killed, await killed.lease('harbour'));
    await afterKill();
    time.advance(61 * minutes);
    await start('next').endLeft([profile()]);
    expect([isMarked('next'), (await grant())?.turn]).toEqual([false, 1]);
  });

  it('is given up where the sign-in has ended: it ends by itself', async () => {
    await signIn();
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    time.advance(31 * 24 * 60 * minutes);
    await start('next').endLeft([profile()]);
    expect(isMarked('next')).toBe(false);
  });

  it('goes to the instance that it is from, also where the profile is connected to another by now', async () => {
    const killed = start();
    await work(killed, await killed.lease('harbour'));
    await afterKill();
    const other = await startAcumaticaSimulator({ licence: 'off' });
    connection = { ...connection, url: other.url };
    await start('next').endLeft([profile()]);
    expect([simulator.counters.sessionsOpen, other.counters.requests]).toEqual([0, 0]);
    await other.close();
  });
});

describe('a renewed sign-in', () => {
  beforeEach(signIn);

  it('is kept before it is used', async () => {
    const sessions = start();
    const lease = await sessions.lease('harbour');
    await sessions.open(lease, simulator.url);
    time.advance(61 * minutes);
    const { headers } = await sessions.open(lease, simulator.url);
    const kept = await grant();
    expect([kept?.turn, headers['Authorization']]).toEqual([1, `Bearer ${kept?.access?.token}`]);
    await sessions.release(lease);
  });

  it('that the keychain does not take serves as long as the program runs', async () => {
    const first = await grant();
    const locked: Vault = { ...vault, write: () => Promise.reject(new AppError('KEYCHAIN_LOCKED')) };
    const sessions = start('first', { vault: locked });
    for (const turn of [1, 2]) {
      time.advance(61 * minutes);
      const lease = await sessions.lease('harbour');
      expect([await work(sessions, lease), turn]).toEqual([200, turn]);
      await sessions.release(lease);
    }
    expect(await grant()).toEqual(first);
    expect(seats()).toEqual([0, 1]);
  });

  it('that is too long for the keychain is kept without its access token', async () => {
    const short: Vault = {
      ...vault,
      write: async (id, name, secret) => {
        if (secret.includes('"access"')) {
          const params = { length: secret.length, maximum: maximumSecretBytes };
          throw new AppError('SECRET_TOO_LONG', { params });
        }
        await vault.write(id, name, secret);
      },
    };
    const sessions = start('first', { vault: short });
    time.advance(61 * minutes);
    const lease = await sessions.lease('harbour');
    expect(await work(sessions, lease)).toBe(200);
    await sessions.release(lease);
    const kept = await grant();
    expect([kept?.turn, kept?.access]).toEqual([1, undefined]);
  });

  it('of another copy of Accord, such as the command line, is taken over', async () => {
    const [here, there] = [start(), start('other')];
    for (const sessions of [here, there, here]) {
      time.advance(61 * minutes);
      const lease = await sessions.lease('harbour');
      expect(await work(sessions, lease)).toBe(200);
      await sessions.release(lease);
    }
    expect((await grant())?.turn).toBe(3);
  });
});

it('a sign-in by password through an application that has ended is made anew by itself', async () => {
  await withPassword();
  const sessions = start();
  const first = await sessions.lease('harbour');
  await work(sessions, first);
  await sessions.release(first);
  const before = await grant();
  time.advance(31 * 24 * 60 * minutes);
  const second = await sessions.lease('harbour');
  expect(await work(sessions, second)).toBe(200);
  expect((await grant())?.signIn).not.toBe(before?.signIn);
  await sessions.release(second);
  expect(seats()).toEqual([0, 1]);
});

it('a session whose cookies the keychain does not take works all the same', async () => {
  const locked: Vault = { ...vault, write: () => Promise.reject(new AppError('KEYCHAIN_LOCKED')) };
  const sessions = start('first', { vault: locked });
  const lease = await sessions.lease('harbour');
  expect(await work(sessions, lease)).toBe(200);
  await sessions.release(lease);
  expect(seats()).toEqual([0, 1]);
});
