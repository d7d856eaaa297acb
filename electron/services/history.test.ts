import { describe, expect, it } from 'vitest';
import { createCommitWorld } from '../../tests/support/commit-world.ts';
import { erpCompany, erpContact, erpSite } from '../../tests/support/companies.ts';
import { commitRows, creationRow } from '../../tests/support/company-rows.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import { dataPaths } from '../storage/paths.ts';
import { createHistoryServices } from './history.ts';
import type { ErpSessions } from './job-contract.ts';
import type { ProfileSessions } from './profile-session.ts';
import type { ErpSeats } from './erp-seats.ts';
import { createTokenProviders } from './token-providers.ts';

const mia = { firstName: 'Mia', lastName: 'Nguyen', email: 'mia@example.com' };
const tane = { firstName: 'Tane', lastName: 'Ngata', email: 'tane@example.co.nz' };

function historyOf(world: ReturnType<typeof createCommitWorld>) {
  const { clock, ids, logger } = world.ports();
  return createHistoryServices({
    paths: dataPaths('/nowhere'),
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
    erpSessions: {} as unknown as ErpSessions,
    seats: {} as unknown as ErpSeats,
    report: () => () => undefined,
  });
}

describe('setting records back', () => {
  it('R32 a customer whose link was ended comes back when it is named, and only then', async () => {
    const world = createCommitWorld({
      erp: [erpParty(1, mia), erpParty(2, tane)],
      shopify: [shopifyParty(1, mia), shopifyParty(2, tane)],
    });
    await world.sync();
    world.shopify.remove('gid://shopify/Customer/1');
    await world.prepare();
    const id = (await world.rows()).find(({ verb }) => verb === 'delete')?.id ?? '';
    const history = historyOf(world);
    const context = { profile: world.profile, secrets: { shopify: null } };
    const canRetry = async (): Promise<boolean | undefined> => {
      const query = { profileId: 'harbour', statuses: ['deleted'] as const, offset: 0, limit: 10 };
      const { items } = await history['history.records'](query, context);
      return items.find((record) => record.id === id)?.canRetry;
    };
    // A proposal is decided in the preview; there is nothing to set back yet.
    expect(await canRetry()).toBe(false);
    await world.decide(id, { deletion: 'endLink' });
    await world.commit();
    expect(await canRetry()).toBe(true);

    expect(await history['history.retry']({ profileId: 'harbour' }, context)).toEqual({ reset: 0 });
    expect((await world.prepare()).totals.byVerb).toMatchObject({ create: 0, skip: 1 });
    const retry = { profileId: 'harbour', recordIds: [id] };
    expect(await history['history.retry'](retry, context)).toEqual({ reset: 1 });
    expect((await world.ledger.recordsByIds([id])).get(id)?.status).toBe('prepared');
    expect((await world.prepare()).totals.byVerb).toMatchObject({ create: 1, skip: 0 });
    expect((await world.commit()).counts).toMatchObject({ written: { erp: 0, shopify: 1 }, failed: 0 });
    expect((await world.prepare()).totals.byVerb).toMatchObject({ equal: 2 });
  });

  it('L6 failures stay listed under their cause until they are set back', async () => {
    const world = createCommitWorld({ erp: [erpParty(1, mia), erpParty(2, tane)] });
    world.shopify.fault = () => new AppError('WRITE_REFUSED', { params: { message: 'not today' } });
    const run = await world.sync();
    const history = historyOf(world);
    const context = { profile: world.profile, secrets: { shopify: null } };
    const detail = await history['history.run']({ profileId: 'harbour', runId: run.id }, context);
    expect(detail.causes).toMatchObject([{ code: 'WRITE_REFUSED', count: 2 }]);
    const [first] = detail.causes[0]?.recordIds ?? [];
    const reset = await history['history.retry']({ profileId: 'harbour', recordIds: [first ?? ''] }, context);
    expect(reset).toEqual({ reset: 1 });
    const after = await history['history.run']({ profileId: 'harbour', runId: run.id }, context);
    expect(after.causes).toMatchObject([{ code: 'WRITE_REFUSED', count: 1 }]);
  });
});

describe('what a run wrote of a company', () => {
  it('L12 says part by part what exists where, and what was refused and why', async () => {
    const company = erpCompany(1, {
      locations: [erpSite(0), erpSite(1), erpSite(2)],
      contacts: [erpContact(1), erpContact(2)],
    });
    const world = createCommitWorld({ erp: [company] });
    world.shopify.fault = ({ kind, payload }) =>
      kind === 'createLocation' && JSON.stringify(payload).includes('L000001')
        ? new AppError('WRITE_REFUSED', { params: { message: 'not today' } })
        : null;
    const { id: runId } = await commitRows(world, [creationRow('shopify', company)]);
    const history = historyOf(world);
    const context = { profile: world.profile, secrets: { shopify: null } };
    const query = { profileId: 'harbour', offset: 0, limit: 10 };
    const [record] = (await history['history.records'](query, context)).items;
    expect(record).toMatchObject({ status: 'failed', hasParts: true, lastRunId: runId });

    const asked = { profileId: 'harbour', runId, recordId: record?.id ?? '' };
    const parts = await history['history.parts'](asked, context);
    expect(parts.map(({ side, kind, part, outcome }) => [side, kind, part, outcome])).toEqual([
      ['shopify', 'createCustomer', '', 'done'],
      ['shopify', 'createLocation', 'Depot 1', 'refused'],
      ['shopify', 'createLocation', 'Depot 2', 'done'],
      ['shopify', 'setContactRoles', expect.stringMatching(/1$/), 'done'],
      ['shopify', 'createContact', expect.stringMatching(/2$/), 'done'],
    ]);
    expect(parts[1]?.cause).toMatchObject({ code: 'WRITE_REFUSED' });
    const nobody = { profileId: 'harbour', runId: 'run-0', recordId: '' };
    await expect(history['history.parts'](nobody, context)).rejects.toMatchObject({ code: 'RUN_MISSING' });
  });
});
