/** Two in-memory systems, a ledger and a profile, with the whole way from preview to commit to resume. */
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import type { Location, Party, Side } from '../../shared/domain/party.ts';
import { commitPlan, resumeRun, type CommitPorts } from '../../shared/sync/commit.ts';
import { noDecision, type Decision, type PlanHeader, type PlanRow } from '../../shared/sync/plan.ts';
import type { Run, SyncRecord } from '../../shared/sync/ledger-port.ts';
import type { Progress } from '../../shared/sync/ports.ts';
import { decideRows, preparePlan, prepareUndo } from '../../shared/sync/sync.ts';
import { createMemoryLedger, type WatchedLedger } from './memory-ledger.ts';
import { createMemoryTwin, type MemoryTwin } from './memory-twin.ts';
import { makeLocation } from './parties.ts';
import { createTestClock, createTestIds, silentLogger, type TestClock } from './test-ports.ts';

export interface WorldParts {
  readonly erp?: readonly Party[];
  readonly shopify?: readonly Party[];
  readonly customer?: Partial<Profile['customer']>;
  /** Business customers are off unless this is given. */
  readonly company?: Partial<Profile['company']>;
  readonly policies?: Partial<Profile['policies']>;
  /** Of the Shopify connection. */
  readonly storeErpId?: boolean;
  /** Worlds of tests are small: no guard that counts rows fires unless this says so. */
  readonly guards?: Partial<Profile['guards']>;
  readonly rules?: Partial<
    Pick<Profile, 'filters' | 'fieldMappings' | 'defaultRules' | 'substitutions' | 'furtherFields'>
  >;
  /** In memory unless one is given. */
  readonly ledger?: WatchedLedger;
  /** Number of the last id that the ledger knows. */
  readonly lastId?: number;
}

export interface CommitWorld {
  readonly erp: MemoryTwin;
  readonly shopify: MemoryTwin;
  readonly ledger: WatchedLedger;
  readonly clock: TestClock;
  readonly profile: Profile;
  readonly progress: Progress[];
  /** Replaced before a commit to stop it. */
  stop: AbortController;
  readonly ports: () => CommitPorts;
  prepare(): Promise<PlanHeader>;
  rows(): Promise<readonly PlanRow[]>;
  decide(rowId: string, decision: Partial<Decision>): Promise<void>;
  /** Commits the newest plan. */
  commit(firstRowsPerVerb?: number): Promise<Run>;
  resume(runId: string): Promise<Run>;
  /** Prepares and commits. */
  sync(): Promise<Run>;
  /** The preview of taking a run back, or chosen rows of it. */
  prepareUndo(runId: string, rowIds?: readonly string[]): Promise<PlanHeader>;
  rowsOf(plan: PlanHeader): Promise<readonly PlanRow[]>;
  commitUndo(plan: PlanHeader): Promise<Run>;
  /** Prepares the undo of a run and carries it out. */
  undo(runId: string): Promise<Run>;
  records(): Promise<readonly SyncRecord[]>;
  writes(): number;
}

export function createCommitWorld(parts: WorldParts = {}): CommitWorld {
  const base = newProfile('harbour', 'Harbour & Pine', '2026-01-01T00:00:00.000Z');
  const profile: Profile = {
    ...base,
    seen: { ...base.seen, shopName: 'Harbour & Pine', erpStoreName: 'Harbour' },
    shopify: {
      domain: 'harbour-pine.myshopify.com',
      url: null,
      signIn: 'token',
      clientId: null,
      storeErpId: parts.storeErpId ?? false,
    },
    customer: { ...base.customer, active: true, ...parts.customer },
    company: { ...base.company, active: parts.company !== undefined, ...parts.company },
    policies: { ...base.policies, ...parts.policies },
    guards: { ...base.guards, minimumRows: 1000, ...parts.guards },
    ...parts.rules,
  };
  const erp = createMemoryTwin({ side: 'erp', parties: parts.erp ?? [] });
  const shopify = createMemoryTwin({ side: 'shopify', parties: parts.shopify ?? [] });
  const ledger = parts.ledger ?? createMemoryLedger();
  const clock = createTestClock();
  const ids = createTestIds(parts.lastId);
  const progress: Progress[] = [];

  const world: CommitWorld = {
    erp,
    shopify,
    ledger,
    clock,
    profile,
    progress,
    stop: new AbortController(),
    ports: () => ({
      profile,
      sources: { erp: erp.source, shopify: shopify.source },
      sinks: { erp: erp.sink, shopify: shopify.sink },
      ledger,
      clock,
      ids,
      logger: silentLogger,
      onProgress: (each) => void progress.push(each),
      signal: world.stop.signal,
    }),
    prepare: () => preparePlan({ ...world.ports(), signal: new AbortController().signal }),
    rows: async () => {
      const plan = await ledger.latestPlan();
      return plan === null ? [] : world.rowsOf(plan);
    },
    rowsOf: async ({ id }) => (await ledger.planRows(id, { offset: 0, limit: 10_000 })).items,
    decide: async (rowId, decision) => {
      const plan = await ledger.latestPlan();
      const decisions = new Map([[rowId, { ...noDecision, ...decision }]]);
      await decideRows({ planId: plan?.id ?? '', profile, ledger, decisions });
    },
    commit: async (firstRowsPerVerb) => {
      const plan = await ledger.latestPlan();
      return commitPlan({
        ...world.ports(),
        planId: plan?.id ?? '',
        sha256: plan?.sha256 ?? '',
        firstRowsPerVerb: firstRowsPerVerb ?? null,
      });
    },
    resume: (runId) => resumeRun({ ...world.ports(), runId }),
    sync: async () => {
      await world.prepare();
      return world.commit();
    },
    prepareUndo: (runId, rowIds) => prepareUndo({ ...world.ports(), runId, rowIds: rowIds ?? null }),
    commitUndo: ({ id, sha256 }) =>
      commitPlan({ ...world.ports(), planId: id, sha256, firstRowsPerVerb: null }),
    undo: async (runId) => world.commitUndo(await world.prepareUndo(runId)),
    records: async () => (await ledger.records({ offset: 0, limit: 10_000 })).items,
    writes: () => erp.writes.length + shopify.writes.length,
  };
  return world;
}

/** `gid://shopify/MailingAddress/<number>?model_name=CustomerAddress` */
export function addressKey(number: number): string {
  return `gid://shopify/MailingAddress/${number}?model_name=CustomerAddress`;
}

/** A valid Australian address that differs by its number. */
export function makeAddress(key: string, number: number, traits: Partial<Location> = {}): Location {
  return makeLocation(
    key,
    { address1: `${number} Wharf Street`, city: 'Sydney', province: 'NSW', postcode: '2000', country: 'AU' },
    traits,
  );
}

/** What a system holds, without keys and stamps: equal for two histories that led to the same customers. */
export function contentOf(twin: MemoryTwin, side: Side): readonly string[] {
  return twin
    .parties()
    .map((party) => {
      const { values, accountName, status, externalReference, locations, kind } = party;
      return JSON.stringify({
        values,
        accountName: side === 'erp' || kind === 'company' ? accountName : null,
        status,
        externalReference,
        locations: locations
          .map(({ values: place, isDefault, active, name, site }) =>
            JSON.stringify({ place, isDefault, active, ...(site === undefined ? {} : { name, site }) }),
          )
          .toSorted((one, other) => (one < other ? -1 : 1)),
        ...(kind === 'company' ? { business: businessContent(party) } : {}),
      });
    })
    .toSorted((one, other) => (one < other ? -1 : 1));
}

/** Contacts with what each may do where, by the names of the locations; which is the main one; the terms. */
function businessContent({ business, locations }: Party): Readonly<Record<string, unknown>> {
  const nameAt = (key: string) => locations.find((location) => location.key === key)?.name ?? key;
  return {
    terms: business?.terms,
    contacts: (business?.contacts ?? [])
      .map(({ key, values, active, externalReference, roles }) =>
        JSON.stringify({
          values,
          active,
          externalReference,
          isMain: business?.mainContactKey === key,
          roles: roles
            .map(({ locationKey, role }) => `${role ?? ''} at ${nameAt(locationKey)}`)
            .toSorted((one, other) => (one < other ? -1 : 1)),
        }),
      )
      .toSorted((one, other) => (one < other ? -1 : 1)),
  };
}
