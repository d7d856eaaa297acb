/** Two systems and Accord in agreement, for tests of what goes wrong afterwards. */
import { expect } from 'vitest';
import type { PlanHeader } from '../../shared/ipc/contract.ts';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import type { CommandLine, Refusal, Workplace } from './command-line.ts';
import { addressesOf, makeProfile, writesAt, type Addresses } from './twins.ts';

interface PlanAnswer {
  readonly ok: boolean;
  readonly plan: PlanHeader;
}

export const cast = inventCast(5);
const people = cast.pairs.slice(0, 10);

export interface LinkedWorld {
  readonly workplace: Workplace;
  readonly world: DemoWorld;
  readonly accord: CommandLine;
  readonly profile: string;
}

/** Both systems hold the same ten people, and Accord has linked them. */
export async function startLinked(workplace: Workplace, homeName: string): Promise<LinkedWorld> {
  const world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of people) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  const accord = workplace.commandLine(homeName);
  const profile = await makeProfile(accord, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await accord.ask('preview', profile);
  const linked = await accord.ask('commit', profile);
  expect(linked.code, linked.stderr).toBe(0);
  return { workplace, world, accord, profile };
}

/** The preview is refused with this code; both the script and the person get the sentence. */
export async function expectRefused(
  { accord, profile }: LinkedWorld,
  code: string,
  sentence: string | RegExp,
  { from = accord, id = profile, exitCode = 2 } = {},
): Promise<void> {
  const refused = await from.ask<Refusal>('preview', id);
  expect(refused.code, refused.stderr).toBe(exitCode);
  const { error } = refused.answer;
  expect(error.code).toBe(code);
  expect(error.message).toMatch(sentence);
  expect(refused.stderr).toContain(`${error.title}\n${error.message}`);
}

/** The same of a profile that leads somewhere else. */
export async function expectRefusedAt(
  linked: LinkedWorld,
  addresses: Addresses,
  further: readonly string[],
  code: string,
  sentence: string | RegExp,
  exitCode = 2,
): Promise<void> {
  const from = linked.workplace.commandLine(code);
  const id = await makeProfile(from, 'Elsewhere', addresses, ...further);
  await expectRefused(linked, code, sentence, { from, id, exitCode });
}

/** A preview finds everybody linked and equal. */
export async function expectWhole({ accord, profile }: LinkedWorld): Promise<void> {
  const { code, answer, stderr } = await accord.ask<PlanAnswer>('preview', profile);
  expect(code, stderr).toBe(0);
  expect(answer.plan.totals.byVerb).toMatchObject({ equal: people.length, delete: 0, create: 0 });
}

/** Ends all trouble; whatever it was, nothing was written and no session was left open. */
export function expectCalm({ world }: LinkedWorld): void {
  world.shopify.faults.clear();
  world.erp.faults.clear();
  world.shopify.setSwitches({ protectedData: 'full' });
  world.erp.setFeatures({ businessAccountLocations: true });
  expect(writesAt(world)).toBe(0);
  expect(world.erp.counters.sessionsOpen).toBe(0);
}

export const hostOf = (url: string): string => new URL(url).host;
