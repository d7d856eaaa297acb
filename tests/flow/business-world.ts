/** Both simulators with business customers of one's choice, a host in this process, and a profile that keeps them in agreement. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost, type Host } from '../../electron/host.ts';
import type { CompanyEntity, Profile } from '../../shared/domain/settings.ts';
import type { PlanHeader, PlanRow, Run } from '../../shared/ipc/contract.ts';
import { demoTerms } from '../../simulators/demo/companies.ts';
import { demoCompany, startDemoWorld, type DemoWorld } from '../../simulators/demo/world.ts';
import { connectProfile } from './connected-profile.ts';

export interface BusinessWorld {
  readonly world: DemoWorld;
  readonly host: Host;
  readonly profileId: string;
  profile(): Promise<Profile>;
  /** Keeps these settings of Company, and the others as they are. */
  save(
    company: Partial<CompanyEntity>,
    others?: Partial<Pick<Profile, 'customer' | 'fieldMappings'>>,
  ): Promise<void>;
  prepare(): Promise<PlanHeader>;
  /** Commits that preview, or a new one. */
  commit(plan?: PlanHeader): Promise<Run>;
  rows(plan: PlanHeader): Promise<readonly PlanRow[]>;
  close(): Promise<void>;
}

/** @param seed puts records into both systems before anything is read. */
export async function openBusinessWorld(
  seed: (world: DemoWorld) => void = () => undefined,
): Promise<BusinessWorld> {
  const world = await startDemoWorld(null, { isEmpty: true, isUnpaced: true });
  seed(world);
  const home = await mkdtemp(join(tmpdir(), 'accord-business-'));
  const host = await createHost({ home, hostName: 'test', vault: 'memory' });
  const { services } = host;
  const profileId = await connectProfile(host, world, {
    name: 'Harbour',
    requestsPerMinute: 1_000_000,
    concurrency: 4,
  });
  const profile = async () => (await services['profile.open']({ profileId })).profile;
  const prepare = () => services['plan.prepare']({ profileId });

  async function save(
    company: Partial<CompanyEntity>,
    others: Partial<Pick<Profile, 'customer' | 'fieldMappings'>> = {},
  ): Promise<void> {
    const known = await profile();
    await services['settings.save']({
      profileId,
      customer: others.customer ?? known.customer,
      company: { ...known.company, ...company },
      defaults: {
        ...known.defaults,
        customerClass: demoCompany.customerClass,
        guestCustomer: demoCompany.guestCustomer,
      },
      policies: known.policies,
      fieldMappings: others.fieldMappings ?? known.fieldMappings,
    });
  }

  return {
    world,
    host,
    profileId,
    profile,
    save,
    prepare,
    commit: async (plan) => {
      const { id: planId, sha256 } = plan ?? (await prepare());
      return services['plan.commit']({ profileId, planId, sha256, firstRowsPerVerb: null });
    },
    rows: async ({ id: planId }) => {
      const rows: PlanRow[] = [];
      for (;;) {
        const input = { profileId, planId, filter: {}, offset: rows.length, limit: 500 };
        const page = await services['plan.rows'](input);
        rows.push(...page.items);
        if (rows.length >= page.total) return rows;
      }
    },
    close: async () => {
      await host.close();
      await world.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Looks at both systems, so that the gate knows what is on, and a person says what cannot be seen. */
export async function openGate({ host, profileId }: BusinessWorld): Promise<void> {
  const { services } = host;
  await services['connection.check']({ profileId, side: 'shopify' });
  await services['connection.check']({ profileId, side: 'erp' });
  const features = { shopifyConnector: 'on', businessToBusiness: 'on' } as const;
  await services['connection.answerErpFeatures']({ profileId, features });
}

export const demoPairs = [...demoTerms];
