/** The whole way from preview to commit with the real connector on one side, and a store in memory on the other. */
import type { AcumaticaOptions } from '../../../electron/connectors/acumatica/index.ts';
import type { Party } from '../../../shared/domain/party.ts';
import { newProfile, type Profile } from '../../../shared/domain/settings.ts';
import { commitPlan, type CommitPorts } from '../../../shared/sync/commit.ts';
import type { PlanHeader } from '../../../shared/sync/plan.ts';
import type { Run, SyncRecord } from '../../../shared/sync/ledger-port.ts';
import type { TakenNumbers } from '../../../shared/sync/ports.ts';
import { preparePlan } from '../../../shared/sync/sync.ts';
import type { AcumaticaSimulator } from '../../../simulators/acumatica/index.ts';
import { createMemoryLedger } from '../../support/memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from '../../support/memory-twin.ts';
import { createTestIds, silentLogger } from '../../support/test-ports.ts';
import { connect, defaults, hurriedClock, never } from './support.ts';

export interface ErpWorld {
  readonly shopify: MemoryTwin;
  readonly profile: Profile;
  prepare(): Promise<PlanHeader>;
  /** Prepares, and commits when it is told to. */
  prepareOnly(): Promise<{ readonly plan: PlanHeader; readonly commit: () => Promise<Run> }>;
  /** Prepares and commits. */
  sync(): Promise<Run>;
  records(): Promise<readonly SyncRecord[]>;
  /** Requests to the ERP so far. */
  requests(): number;
}

export interface ErpWorldParts {
  readonly shopify: readonly Party[];
  readonly profile?: Partial<Profile>;
  readonly connector?: Partial<AcumaticaOptions>;
  readonly takenNumbers?: TakenNumbers;
}

/** @param simulator or a proxy in front of it. */
export async function createErpWorld(
  simulator: Pick<AcumaticaSimulator, 'url'>,
  parts: ErpWorldParts,
): Promise<ErpWorld> {
  const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
  const profile: Profile = {
    ...base,
    seen: { ...base.seen, erpStoreName: 'Harbour' },
    customer: { ...base.customer, active: true },
    policies: { ...base.policies, approveDeactivations: true },
    guards: { ...base.guards, minimumRows: 1000 },
    defaults,
    ...parts.profile,
  };
  const shopify = createMemoryTwin({ side: 'shopify', parties: parts.shopify });
  const ledger = createMemoryLedger();
  const erp = await connect(simulator, { defaults: profile.defaults, ...parts.connector });
  const ports: CommitPorts = {
    profile,
    sources: { erp: erp.source, shopify: shopify.source },
    sinks: { erp: erp.sink, shopify: shopify.sink },
    ledger,
    clock: hurriedClock,
    ids: createTestIds(),
    logger: silentLogger,
    onProgress: () => undefined,
    signal: never,
  };
  const { takenNumbers } = parts;
  const prepare = () => preparePlan({ ...ports, ...(takenNumbers === undefined ? {} : { takenNumbers }) });
  const prepareOnly = async () => {
    const plan = await prepare();
    const { id: planId, sha256 } = plan;
    return { plan, commit: () => commitPlan({ ...ports, planId, sha256, firstRowsPerVerb: null }) };
  };
  return {
    shopify,
    profile,
    prepare,
    prepareOnly,
    sync: async () => (await prepareOnly()).commit(),
    requests: () => erp.counters().requests,
    records: async () => (await ledger.records({ offset: 0, limit: 10_000 })).items,
  };
}
