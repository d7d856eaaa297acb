/**
 * A record that MYOB refuses again and again: tried five times, then set aside, seen in every answer until a person sets it
 * back, one by one or by its cause.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanHeader, Run, RunDetail } from '../../shared/ipc/contract.ts';
import { newProfile } from '../../shared/domain/settings.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

interface Answer {
  readonly aborted: number;
  readonly plan: PlanHeader;
  readonly run: Run;
}

let workplace: Workplace;
let world: DemoWorld;
let accord: CommandLine;
let profile: string;

/** The class that imports use. */
async function setClass(customerClass: string): Promise<void> {
  const file = join(accord.home, 'settings.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/"customerClass": "[^"]+"/, `"customerClass": "${customerClass}"`));
}

async function sync(): Promise<Answer & { readonly code: number | null }> {
  await accord.ask('preview', profile);
  const { code, answer } = await accord.ask<Answer>('commit', profile);
  return { code, ...answer };
}

beforeAll(async () => {
  workplace = await openWorkplace();
  world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of inventCast(3).newInShopify.slice(0, 2)) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
  }
  accord = workplace.commandLine('aborted');
  profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  // A class that asks for an attribute which nobody gives: MYOB refuses every new customer of it.
  world.erp.store.setLookUp('CustomerClass', { ClassID: 'STRICT', Country: 'AU' }, [
    { AttributeID: 'SOURCE', Description: 'Source', Required: true, Active: true },
  ]);
  await setClass('STRICT');
});

afterAll(async () => {
  await world.close();
  await workplace.remove();
});

describe('a record that is refused again and again', () => {
  it('L6 is tried five times, and set aside then (exit 3 each time)', async () => {
    expect(newProfile('a', 'A', '').customer.maxFailedAttempts).toBe(5);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { code, run, aborted } = await sync();
      expect({ code, failed: run.counts.failed, aborted }).toEqual({
        code: 3,
        failed: 2,
        aborted: attempt === 5 ? 2 : 0,
      });
    }
  }, 60_000);

  it('L6 is left out of the next preview, which does not end as if all were well (exit 3)', async () => {
    const preview = await accord.say('preview', profile);
    expect(preview.code).toBe(3);
    expect(preview.stdout).toContain('Left alone  2');
    expect(preview.stdout).toContain(
      `Aborted: 2 customers are left out after failing too often. Mend the cause, then: accord history ${profile} --retry`,
    );
    expect(preview.stdout.match(/^ {6}record row-\w+$/gm)).toHaveLength(2);
    expect((await accord.say('history', profile)).stdout).toContain('Aborted: 2 customers');
    expect(world.erp.store.customers()).toHaveLength(0);
  });

  it('is set back singly, or all of one cause, and then succeeds', async () => {
    await setClass(demoCompany.customerClass);
    const { answer } = await accord.ask<{ runs: readonly RunDetail[] }>('history', profile);
    const [cause] = answer.runs.flatMap(({ causes }) => causes);
    const [first = ''] = cause?.recordIds ?? [];
    const alone = await accord.ask<{ reset: number }>('history', profile, '--retry', '--record', first);
    expect(alone.answer.reset).toBe(1);
    const one = await sync();
    expect({ code: one.code, written: one.run.counts.written.erp, aborted: one.aborted }).toEqual({
      code: 3,
      written: 1,
      aborted: 1,
    });
    const other = await accord.ask<{ reset: number }>('history', profile, '--retry', 'NO_SUCH_CAUSE');
    expect(other.answer.reset).toBe(0);
    const rest = await accord.ask<{ reset: number }>('history', profile, '--retry', cause?.code ?? '');
    expect(rest.answer.reset).toBe(1);
    const both = await sync();
    expect({ code: both.code, written: both.run.counts.written.erp, aborted: both.aborted }).toEqual({
      code: 0,
      written: 1,
      aborted: 0,
    });
    expect(world.erp.store.customers()).toHaveLength(2);
  });

  it('--record wants to be told what to do with it (exit 1)', async () => {
    expect((await accord.ask('history', profile, '--record', 'row-1')).answer.error.message).toBe(
      '--record needs --retry.',
    );
  });
});
