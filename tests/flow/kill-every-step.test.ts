/**
 * P3 with the ledger's real file: a commit that ends at any of its steps and goes on from what the file holds leaves the same
 * as one that was never ended. `shared/sync/commit-crash.test.ts` does so without a file, and again and again.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Party } from '../../shared/domain/party.ts';
import { createCommitWorld, type CommitWorld } from '../support/commit-world.ts';
import { endOf, goOn, isEmpty, preparedWorld } from '../support/crash-world.ts';
import { openFileLedger, type FileLedger } from '../support/file-ledger.ts';
import { killAt, revive, type Instant } from '../support/kill-at.ts';
import { createTestClock } from '../support/test-ports.ts';

interface Image {
  readonly file: string;
  readonly erp: readonly Party[];
  readonly shopify: readonly Party[];
}

let folder: string;
/** Both systems and the ledger just before the commit. */
let image: Image;
let total = 0;
/** Steps that are a write of a system: only these can have happened without an answer. */
const remote = new Set<number>();
let wanted: Awaited<ReturnType<typeof endOf>>;

interface Restored {
  readonly world: CommitWorld;
  readonly ledger: FileLedger;
}

async function restore(name: string): Promise<Restored> {
  const file = join(folder, `${name}.sqlite`);
  await copyFile(image.file, file);
  const ledger = await openFileLedger(file, createTestClock());
  const { erp, shopify } = image;
  return { ledger, world: createCommitWorld({ erp, shopify, ledger, lastId: 100 }) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-steps-'));
  const file = join(folder, 'prepared.sqlite');
  const prepared = await openFileLedger(file, createTestClock());
  const world = await preparedWorld({ ledger: prepared });
  prepared.close();
  image = { file, erp: world.erp.parties(), shopify: world.shopify.parties() };

  const whole = await restore('whole');
  const { steps } = killAt(whole.world, Number.POSITIVE_INFINITY, 'before');
  for (const side of ['erp', 'shopify'] as const) {
    const counting = whole.world[side].fault;
    whole.world[side].fault = (write) => {
      const fault = counting?.(write) ?? null;
      remote.add(steps());
      return fault;
    };
  }
  await whole.world.commit();
  total = steps();
  wanted = await endOf(whole.world);
  expect(await isEmpty(whole.world)).toBe(true);
  whole.ledger.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('L5 a commit that ends at one of its steps, with the ledger in its file', () => {
  async function expectSameEnd(nth: number, instant: Instant): Promise<void> {
    const { world, ledger } = await restore(`${instant}-${nth}`);
    killAt(world, nth, instant);
    await expect(world.commit()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    revive(world);
    await ledger.reopen();
    const { state } = await goOn(world);
    expect({ nth, state, ...(await endOf(world)) }).toEqual({ nth, state: 'finished', ...wanted });
    ledger.close();
  }

  it('P3 ends the same from every step k, ended before it was carried out', async () => {
    expect(total).toBeGreaterThan(40);
    for (let nth = 1; nth <= total; nth += 1) await expectSameEnd(nth, 'before');
  }, 120_000);

  it('P3 P6 ends the same from every write k that a system carried out and did not answer', async () => {
    expect(remote.size).toBeGreaterThan(10);
    for (const nth of remote) await expectSameEnd(nth, 'after');
  }, 120_000);
});
