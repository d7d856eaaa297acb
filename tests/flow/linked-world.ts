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
export const people = cast.pairs.slice(0, 10);

interface Refusing {
  readonly from?: CommandLine;
  readonly id?: string;
  readonly exitCode?: number;
}

export interface LinkedWorld {
  readonly world: DemoWorld;
  readonly accord: CommandLine;
  readonly profile: string;
  /** The preview is refused with this code; both the script and the person get the sentence. */
  readonly expectRefused: (code: string, sentence: string | RegExp, options?: Refusing) => Promise<void>;
  /** The same of a profile that leads somewhere else. */
  readonly expectRefusedAt: (
    addresses: Addresses,
    further: readonly string[],
    code: string,
    sentence: string | RegExp,
    exitCode?: number,
  ) => Promise<void>;
  /** A preview finds everybody linked and equal. */
  readonly expectWhole: () => Promise<void>;
  /** Ends all trouble; whatever it was, nothing was written and no session was left open. */
  readonly calm: () => void;
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

  const expectRefused: LinkedWorld['expectRefused'] = async (
    code,
    sentence,
    { from = accord, id = profile, exitCode = 2 } = {},
  ) => {
    const refused = await from.ask<Refusal>('preview', id);
    expect(refused.code, refused.stderr).toBe(exitCode);
    const { error } = refused.answer;
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(refused.stderr).toContain(`${error.title}\n${error.message}`);
  };

  return {
    world,
    accord,
    profile,
    expectRefused,
    expectRefusedAt: async (addresses, further, code, sentence, exitCode = 2) => {
      const other = workplace.commandLine(code);
      const id = await makeProfile(other, 'Elsewhere', addresses, ...further);
      await expectRefused(code, sentence, { from: other, id, exitCode });
    },
    expectWhole: async () => {
      const { code, answer, stderr } = await accord.ask<PlanAnswer>('preview', profile);
      expect(code, stderr).toBe(0);
      expect(answer.plan.totals.byVerb).toMatchObject({ equal: people.length, delete: 0, create: 0 });
    },
    calm: () => {
      world.shopify.faults.clear();
      world.erp.faults.clear();
      world.shopify.setSwitches({ protectedData: 'full' });
      world.erp.setFeatures({ businessAccountLocations: true });
      expect(writesAt(world)).toBe(0);
      expect(world.erp.counters.sessionsOpen).toBe(0);
    },
  };
}

export const hostOf = (url: string): string => new URL(url).host;
