import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  startAcumaticaSimulator,
  type AcumaticaOptions,
  type AcumaticaSimulator,
} from '../../../simulators/acumatica/index.ts';
import { runAcumaticaSuite } from './runner/run-suite.ts';
import { subjects } from './suite/index.ts';

/** Not that of `support.ts`: the suite compares its own requests with the published contract, and sends wrong ones on purpose. */
async function startSimulator(options: Partial<AcumaticaOptions> = {}): Promise<AcumaticaSimulator> {
  const simulator = await startAcumaticaSimulator({ licence: 'off', ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

const password = 'accord-demo';

describe('the suite of behaviours at the simulator', () => {
  it.each([
    ['Default/24.200.001', ['PATCH changes what is there', 'PATCH makes nothing']],
    ['Default/25.200.001', ['PATCH is not known']],
    [
      'eCommerce/22.200.001',
      [
        'PATCH changes what is there',
        'PATCH makes nothing',
        'a location carries an external reference',
        'a contact carries an external reference',
      ],
    ],
  ])('passes on %s', async (endpoint, leftOut) => {
    const simulator = await startSimulator();
    const credentials = { url: simulator.url, tenant: 'Demo', user: 'accord', password, endpoint };
    const { outcomes } = await runAcumaticaSuite({ credentials, pace: 0.02 });
    const told = (status: string) => outcomes.filter((outcome) => outcome.status === status);
    expect([...told('failed'), ...told('reported')]).toEqual([]);
    expect(
      told('left out')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(leftOut.toSorted());
    expect(outcomes).toHaveLength(subjects.flatMap(({ cases }) => cases).length);
    // It leaves nothing behind.
    expect(simulator.store.customers()).toEqual([]);
    expect(simulator.counters.sessionsOpen).toBe(0);
  });

  it('leaves out what the company does not offer, and reports what it does otherwise', async () => {
    const simulator = await startSimulator({
      missingRecordStatus: 500,
      customerStampMovesOnContactEdit: false,
      features: { b2b: false, shopifyConnector: false, businessAccountLocations: true },
    });
    const credentials = {
      url: simulator.url,
      tenant: 'Demo',
      user: 'accord',
      password,
      endpoint: 'Default/24.200.001',
    };
    const { outcomes } = await runAcumaticaSuite({ credentials, pace: 0.02 });
    const named = (status: string) => outcomes.filter((outcome) => outcome.status === status);
    expect(named('failed')).toEqual([]);
    expect(named('left out').length).toBeGreaterThan(4);
    expect(named('reported').map(({ name }) => name)).toEqual([
      'a record that does not exist is said not to',
      'an edit of its e-mail moves both',
      'an edit of its address moves both',
    ]);
    expect(named('reported')[0]?.details.at(-1)).toContain('missingRecordStatus');
  });

  it('names every case once, its basis, and where an open question is held', () => {
    const cases = subjects.flatMap((subject) => subject.cases.map((given) => ({ subject, ...given })));
    const names = cases.map(({ subject, name }) => `${subject.name}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
    const unfounded = cases.filter(
      ({ basis }) => !/^[\d.]+(, [\d.]+)*( \[(VERIFY|INF)( 9\.\d+)?\])?$/.test(basis),
    );
    const homeless = cases.filter(({ basis, heldIn }) => /VERIFY|INF/.test(basis) !== (heldIn !== undefined));
    const files = cases.flatMap(
      ({ heldIn = '' }) => heldIn.match(/(?:electron|simulators|shared)\/[\w./-]+\.ts/g) ?? [],
    );
    const root = join(import.meta.dirname, '..', '..', '..');
    const missing = files.filter((file) => !existsSync(join(root, file)));
    expect([unfounded, homeless, missing]).toEqual([[], [], []]);
  });
});
