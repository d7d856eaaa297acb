/** Trouble with Accord’s own files, as a person at the command line meets it: said in a clear sentence, and nothing lost or overwritten. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../shared/ipc/contract.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { cast, expectCalm, expectWhole, startLinked } from './linked-world.ts';
import { until, writesAt } from './twins.ts';

let workplace: Workplace;

beforeAll(async () => {
  workplace = await openWorkplace();
});
afterAll(() => workplace.remove());

describe.concurrent('trouble with Accord\u2019s own files', () => {
  it('a settings file cut in half is restored from its backup, and said so; nothing is ever overwritten', async () => {
    const accord = workplace.commandLine('cut');
    await accord.say('profile', 'create', '--name', 'First');
    await accord.say('profile', 'create', '--name', 'Second');
    const file = join(accord.home, 'settings.json');
    const whole = await readFile(file, 'utf8');
    const half = whole.slice(0, whole.length / 2);
    await writeFile(file, half);
    const said = await accord.say('profile', 'list');
    expect(said.code).toBe(0);
    expect(said.stdout).toContain(`${file} was damaged; the backup was used and the damaged file kept as `);
    expect(said.stdout).toMatch(/^first +First/m);
    const kept = /kept as (\S+)\. Check the last change you made\./.exec(said.stdout)?.[1] ?? '';
    expect(await readFile(kept, 'utf8')).toBe(half);
    expect((await accord.say('profile', 'list')).stdout).not.toContain('was damaged');

    const damaged = '{"version": 1, "profiles": [';
    const files = (await readdir(accord.home)).filter((name) => name.startsWith('settings.json'));
    for (const name of files) await writeFile(join(accord.home, name), damaged);
    const refused = await accord.ask('profile', 'create', '--name', 'Third');
    expect(refused.code).toBe(1);
    expect(refused.answer.error.code).toBe('SETTINGS_CORRUPT');
    expect(refused.answer.error.message).toContain(
      'restore the file from a backup of your own, or move it away to start afresh.',
    );
    for (const name of files) expect(await readFile(join(accord.home, name), 'utf8')).toBe(damaged);
  });

  it('a full disk stops a commit at once, and keeps the preview before it; with space again, all goes on', async () => {
    const { world, accord, profile } = await startLinked(workplace, 'full');
    for (const person of cast.newInShopify.slice(0, 15)) {
      world.shopify.store.addCustomer(shopifyCustomer(person));
    }
    for (const person of cast.newInErp.slice(0, 15)) world.erp.store.addCustomer(erpCustomer(person));
    await accord.ask('preview', profile);

    const crowded = (pages: number) =>
      accord.with({ NODE_OPTIONS: smallDisk(pagesOf(accord, profile) + pages) });
    const refused = await crowded(6).ask('commit', profile);
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.answer.error).toMatchObject({
      code: 'DISK_FULL',
      message:
        'Nothing more can be recorded, so nothing more is written to either system. Free some space and resume.',
    });
    const written = writesAt(world);
    expect(written).toBeGreaterThan(0);
    expect(world.erp.counters.sessionsOpen).toBe(0);

    const resumed = await accord.ask<{ run: Run }>('resume', profile);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.answer.run).toMatchObject({
      state: 'finished',
      counts: { written: { erp: 15, shopify: 15 }, failed: 0 },
    });
    expect(writesAt(world)).toBeGreaterThan(written);
    expect(world.shopify.store.customers()).toHaveLength(10 + 15 + 15);
    expect(world.erp.store.customers()).toHaveLength(10 + 15 + 15);

    const before = await accord.ask<{ total: number }>('rows', profile);
    const unstored = await crowded(1).ask('preview', profile);
    expect(unstored.code, unstored.stderr).toBe(5);
    expect(unstored.answer.error.code).toBe('DISK_FULL');
    expect((await accord.ask<{ total: number }>('rows', profile)).answer).toEqual(before.answer);
    await world.close();
  });

  it('a second copy of the app on the same profile', async () => {
    const linked = await startLinked(workplace, 'twice');
    linked.world.erp.faults.add({ kind: 'slow', entity: 'Customer', milliseconds: 1500 });
    const first = linked.accord.start('--json', 'preview', linked.profile);
    await until(() => linked.world.erp.counters.sessionsOpen === 1);
    const second = await linked.accord.ask('preview', linked.profile);
    expect(second.code).toBe(1);
    expect(second.answer.error).toMatchObject({
      code: 'PROFILE_IN_USE',
      message: expect.stringMatching(
        new RegExp(`process ${first.process.pid}, since .*works with "harbour"\\. Close it there first\\.`),
      ) as string,
    });
    expect((await first.ended).code).toBe(0);
    expectCalm(linked);
    await expectWhole(linked);
    await linked.world.close();
  });

  function pagesOf(accord: CommandLine, profile: string): number {
    const ledger = new DatabaseSync(join(accord.home, 'profiles', profile, 'ledger.sqlite'));
    const count = Number(ledger.prepare('PRAGMA page_count').get()?.['page_count']);
    ledger.close();
    return count;
  }

  /** SQLite itself says "disk is full" as soon as the ledger needs more pages than these. */
  function smallDisk(pages: number): string {
    const code = `
      import { DatabaseSync } from 'node:sqlite';
      const { exec } = DatabaseSync.prototype;
      DatabaseSync.prototype.exec = function (text) {
        exec.call(this, text);
        if (text.includes('journal_mode')) exec.call(this, 'PRAGMA max_page_count = ${pages}');
      };`;
    return `--import=data:text/javascript,${encodeURIComponent(code)}`;
  }
});
