/** Trouble on the way in, as a person at the command line meets it: a clear sentence that names the system and what to do, the exit code for it, and nothing written. */
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoCompany } from '../../simulators/demo/world.ts';
import { startScriptedServer } from '../contract/shopify/scripted-server.ts';
import { openWorkplace, type Workplace } from './command-line.ts';
import {
  expectCalm,
  expectRefused,
  expectRefusedAt,
  expectWhole,
  hostOf,
  startLinked,
  type LinkedWorld,
} from './linked-world.ts';
import { addressesOf } from './twins.ts';

let workplace: Workplace;
let linked: LinkedWorld;

beforeAll(async () => {
  workplace = await openWorkplace();
  linked = await startLinked(workplace, 'way-in');
});
afterEach(() => expectCalm(linked));
afterAll(async () => {
  await linked.world.close();
  await workplace.remove();
});

describe('a preview is refused before anything is read', () => {
  it('wrong token', () =>
    expectRefused(
      linked,
      'SHOPIFY_TOKEN_REJECTED',
      `The token for ${hostOf(linked.world.shopify.url)} is wrong, was revoked, or belongs to another store. Create or copy it again`,
      { from: linked.accord.with({ ACCORD_SHOPIFY_SECRET: 'shpat_wrong' }) },
    ));

  it('wrong password', () =>
    expectRefused(
      linked,
      'ERP_SIGN_IN_REJECTED',
      `User name or password is wrong for ${hostOf(linked.world.erp.url)}. Check both`,
      { from: linked.accord.with({ ACCORD_ERP_PASSWORD: 'wrong' }) },
    ));

  it('no secret at all', () =>
    expectRefused(
      linked,
      'SECRET_MISSING',
      'No MYOB Acumatica password for "Harbour" was found. Enter it in the connect step, or give it in ACCORD_ERP_PASSWORD.',
      { from: linked.accord.with({ ACCORD_ERP_PASSWORD: '' }) },
    ));

  it('wrong company', async () => {
    const addresses = addressesOf(linked.world);
    await expectRefusedAt(
      linked,
      addresses,
      ['--tenant', 'ELSEWHERE'],
      'ERP_COMPANY_UNKNOWN',
      `${hostOf(linked.world.erp.url)} has no company "ELSEWHERE". Choose one of its companies; names are spelled exactly.`,
    );
  });

  it('expired session: signs in again and reads on; where that does not help, says so', async () => {
    linked.world.erp.faults.add({ kind: 'sessionExpired', entity: 'Customer' });
    await expectWhole(linked);
    linked.world.erp.faults.add({ kind: 'sessionExpired', times: null });
    await expectRefused(linked, 'ERP_SESSION_EXPIRED', 'could not be opened again. Sign in again.');
  });

  it('ERP with no free seat', async () => {
    const seats = await Promise.all(
      Array.from({ length: 4 }, () =>
        fetch(`${linked.world.erp.url}/entity/auth/login`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            name: demoCompany.user,
            password: demoCompany.password,
            tenant: demoCompany.tenant,
          }),
        }),
      ),
    );
    expect(seats.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    await expectRefused(
      linked,
      'ERP_NO_SEAT',
      /all are in use.*Close another integration, or wait up to an hour/,
    );
    expect(linked.world.erp.counters.sessionsOpen).toBe(4);
    linked.world.erp.expireSessions();
  });

  it('feature missing', async () => {
    linked.world.erp.setFeatures({ businessAccountLocations: false });
    await expectRefused(linked, 'ERP_NO_RIGHTS', 'Business Account Locations');
  });

  it('unreachable host', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      }),
    );
    await new Promise((resolve) => server.close(resolve));
    await expectRefusedAt(
      linked,
      { ...addressesOf(linked.world), shopify: `http://127.0.0.1:${port}` },
      [],
      'HOST_UNREACHABLE',
      `No answer from 127.0.0.1:${port}. Check the address and your internet connection, then try again. Nothing was changed.`,
    );
  });

  it('TLS error', async () => {
    const server = await startScriptedServer([], 'https');
    const addresses = { ...addressesOf(linked.world), erp: server.url };
    await expectRefusedAt(
      linked,
      addresses,
      [],
      'TLS_FAILED',
      /The certificate of .* was not accepted.*Nothing was sent\./,
    );
    expect(server.received).toHaveLength(0);
    await server.close();
  });

  it('an address without encryption', async () => {
    const addresses = { ...addressesOf(linked.world), erp: 'http://harbour.example.com.au' };
    await expectRefusedAt(
      linked,
      addresses,
      [],
      'INSECURE_ADDRESS',
      'Plain http is only accepted for 127.0.0.1.',
      1,
    );
  });

  it('after all of it, every customer is still linked and equal', () => expectWhole(linked));
});
