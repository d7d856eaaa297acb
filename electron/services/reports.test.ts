import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import type { Party } from '../../shared/domain/party.ts';
import { dataPaths } from '../storage/paths.ts';
import type { ErpSeats } from './erp-seats.ts';
import type { JobRuntime } from './job-runtime.ts';
import type { ProfileSessions } from './profile-session.ts';
import { createTokenProviders } from './token-providers.ts';
import { createReportServices, type ReportLine } from './reports.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'accord-reports-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** The lines of a run's report, as they are in the file. */
async function reportOf(world: CommitWorld, runId: string) {
  const { clock, ids, logger } = world.ports();
  const paths = dataPaths(home);
  const services = createReportServices({
    paths,
    clock,
    ids,
    logger,
    events: {
      progress: () => undefined,
      runChanged: () => undefined,
      grantRenewed: () => undefined,
      licenceLearned: () => undefined,
    },
    sessions: { open: async () => ({ ledger: world.ledger }) } as unknown as ProfileSessions,
    tokens: createTokenProviders(clock, () => undefined),
    seats: {} as unknown as ErpSeats,
    erpSessions: {} as unknown as JobRuntime['erpSessions'],
    report: () => () => undefined,
  });
  const context = { profile: world.profile, secrets: { erp: null, shopify: null } };
  const asked = { profileId: 'harbour', runId, format: 'json' } as const;
  const { name, rows } = await services['report.write'](asked, context);
  const { lines } = JSON.parse(await readFile(join(paths.reportsFolder('harbour'), name), 'utf8')) as {
    lines: readonly ReportLine[];
  };
  return { rows, lines };
}

describe('the report of a run', () => {
  it('L12 says what the systems answered, not what was meant', async () => {
    const names = ['Mia', 'Tane', 'Ruby'];
    const world = createCommitWorld({
      shopify: names.map((firstName, index) =>
        shopifyParty(index + 1, { firstName, lastName: 'Ngata', email: `${firstName}@example.com` }),
      ),
    });
    world.erp.fault = ({ payload }) => {
      const text = JSON.stringify(payload);
      if (text.includes('Tane')) {
        return new AppError('VALUE_REFUSED', {
          params: { system: 'MYOB', record: 'Tane', field: 'E-mail', message: 'no', source: 'Shopify' },
        });
      }
      return null;
    };
    const appended = world.ledger.appendResult.bind(world.ledger);
    // The answer about Ruby is lost with the process that waited for it.
    world.ledger.appendResult = (result) =>
      result.after?.values.firstName === 'Ruby' ? Promise.resolve() : appended(result);
    const run = await world.sync();
    const { rows, lines } = await reportOf(world, run.id);
    expect(rows).toBe(3);
    const told = lines.map(({ customer, outcome, reason }) => [customer.split(' ')[0], outcome, reason]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['Mia', 'Done', ''],
        ['Tane', 'Refused', 'E-mail: no. Correct it in Shopify, then prepare again.'],
        ['Ruby', 'Not known yet: resume the run', ''],
      ]),
    );
  });

  it('L3 names whom the run came too late for, and what had changed since the preview', async () => {
    const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
    const world = createCommitWorld({ erp: [erpParty(1, mia)], shopify: [shopifyParty(1, mia)] });
    await world.sync();
    const editTo = (lastName: string) => (party: Party) => ({
      ...party,
      values: { ...party.values, lastName },
    });
    world.erp.edit(erpParty(1).key, editTo('Nguyen-Smith'));
    await world.prepare();
    world.erp.edit(erpParty(1).key, editTo('Smith'));
    const run = await world.commit();
    const { lines } = await reportOf(world, run.id);
    expect(lines).toMatchObject([
      {
        customer: 'Mia Nguyen',
        outcome: 'Changed since the preview',
        reason: 'Last name in MYOB was "Nguyen-Smith" in your preview and is "Smith" now.',
      },
    ]);
  });
});
