/**
 * A commit worth interrupting: customers and business customers linked and edited on either side, newcomers with several addresses
 * in both. It can be played again and again from the same moment.
 */
import { cp } from 'node:fs/promises';
import { inventCast } from '../../simulators/demo/cast.ts';
import { erpCustomer, shopifyCustomer } from '../../simulators/demo/records.ts';
import {
  demoCompany,
  startDemoWorld,
  type DemoWorld,
  type WorldSnapshot,
} from '../../simulators/demo/world.ts';
import { companyArguments, enterBusinesses, passBusinessTime } from './busy-businesses.ts';
import { openWorkplace, type CommandLine, type Workplace } from './command-line.ts';
import { addressesOf, makeProfile } from './twins.ts';

export interface BusyWeek {
  readonly workplace: Workplace;
  readonly world: DemoWorld;
  /** Id of the profile. */
  readonly profile: string;
  /** Both systems just before the commit. */
  readonly before: WorldSnapshot;
  /** Accord's folder at that moment. */
  readonly prepared: CommandLine;
  /** Both systems as they were before the commit, and a copy of Accord's folder from that moment. */
  rewind(name: string): Promise<CommandLine>;
  close(): Promise<void>;
}

const cast = inventCast(7);
const pairs = cast.pairs.slice(0, 8);

/** People edit what was linked; both systems get newcomers with several addresses. */
function passTime(world: DemoWorld): void {
  const idOf = (email: string): string => {
    const customer = world.shopify.store.customers().find((each) => each.email === email);
    return `gid://shopify/Customer/${customer?.number}`;
  };
  for (const { email, lastName } of pairs.slice(0, 4)) {
    world.shopify.store.editCustomer(idOf(email), { lastName: `${lastName}-Reid` });
  }
  for (const { email } of pairs.slice(4)) {
    const customer = world.erp.store.customers().find((each) => each.mainContact.values['Email'] === email);
    world.erp.store.editCustomer(String(customer?.values['CustomerID']), {
      MainContact: { Email: `new.${email}` },
    });
  }
  for (const person of cast.newInShopify.slice(0, 12))
    world.shopify.store.addCustomer(shopifyCustomer(person));
  for (const person of cast.newInErp.slice(0, 12)) world.erp.store.addCustomer(erpCustomer(person));
  passBusinessTime(world);
}

async function succeed(accord: CommandLine, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await accord.ask(...args);
  if (code !== 0) throw new Error(stderr);
}

export async function openBusyWeek(): Promise<BusyWeek> {
  const workplace = await openWorkplace();
  const world = await startDemoWorld(null, { isEmpty: true });
  world.erp.store.deleteCustomer(demoCompany.guestCustomer);
  for (const person of pairs) {
    world.shopify.store.addCustomer(shopifyCustomer(person));
    world.erp.store.addCustomer(erpCustomer(person));
  }
  const prepared = workplace.commandLine('prepared');
  enterBusinesses(world);
  const profile = await makeProfile(prepared, 'Harbour', addressesOf(world), '--guest-customer', 'none');
  await succeed(prepared, 'doctor', profile, '--shopify-connector', 'yes', '--business-entities', 'yes');
  await succeed(prepared, 'profile', 'companies', profile, ...companyArguments);
  await succeed(prepared, 'preview', profile);
  await succeed(prepared, 'commit', profile);
  passTime(world);
  await succeed(prepared, 'preview', profile);
  const before = world.snapshot();
  world.shopify.setSwitches({ latencyMilliseconds: 15 });
  return {
    workplace,
    world,
    profile,
    before,
    prepared,
    rewind: async (name) => {
      world.shopify.store.load(before.shopify);
      world.erp.store.load(before.erp);
      world.shopify.resetCounters();
      world.erp.resetCounters();
      const accord = workplace.commandLine(name);
      await cp(prepared.home, accord.home, { recursive: true });
      return accord;
    },
    close: async () => {
      await world.close();
      await workplace.remove();
    },
  };
}
