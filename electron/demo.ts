/**
 * The demo profile: both simulators in this process, a seeded AU/NZ store, and a profile connected to them. The twins'
 * data is kept in the demo folder, so that the demo store is the same one tomorrow.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newProfile, type Profile } from '../shared/domain/settings.ts';
import { demoTerms } from '../simulators/demo/companies.ts';
import { demoCompany, startDemoWorld, type DemoWorld, type WorldSnapshot } from '../simulators/demo/world.ts';
import type { Side } from '../shared/domain/party.ts';

export interface Demo {
  readonly world: DemoWorld;
  readonly secrets: Readonly<Record<Side, string>>;
  /** The demo profile with the twins' addresses of this start. */
  connect(existing: Profile | null, now: string): Profile;
  /** People work in both systems for a week; call it after the first sync linked the two. */
  passWeek(): Promise<void>;
  close(): Promise<void>;
}

export const demoProfileId = 'demo';

async function readSnapshot(file: string): Promise<WorldSnapshot | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as WorldSnapshot;
  } catch {
    // No demo yet, or one that was cut off while saving: the demo store starts afresh, and nothing real is lost.
    return null;
  }
}

/** @param folder where the twins keep their data; null keeps it in memory only. */
export async function openDemo(folder: string | null, isNew: boolean): Promise<Demo> {
  const file = folder === null ? null : join(folder, 'world.json');
  if (isNew && folder !== null) await rm(folder, { recursive: true, force: true });
  const snapshot = isNew || file === null ? null : await readSnapshot(file);
  const world = await startDemoWorld(snapshot);

  async function save(): Promise<void> {
    if (file === null || folder === null) return;
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(world.snapshot()));
    await rename(`${file}.new`, file);
  }

  return {
    world,
    secrets: { shopify: demoCompany.accessToken, erp: demoCompany.password },
    connect: (existing, now) => ({
      ...(existing ?? demoProfile(now)),
      shopify: {
        domain: demoCompany.domain,
        url: world.shopify.url,
        signIn: 'token',
        clientId: null,
        storeErpId: existing?.shopify?.storeErpId ?? false,
      },
      erp: {
        ...(existing?.erp ?? {
          tenant: demoCompany.tenant,
          branch: null,
          locale: null,
          endpointVersion: null,
          requestsPerMinute: demoCompany.requestsPerMinute,
          concurrency: 4,
          useWholeLicence: true,
          apiUsers: null,
        }),
        url: world.erp.url,
        // Whoever signed in otherwise, to try it, did so for one session.
        signIn: 'cookie',
        clientId: null,
        username: demoCompany.user,
      },
    }),
    passWeek: async () => {
      world.passWeek();
      await save();
    },
    close: async () => {
      await save();
      await world.close();
    },
  };
}

function demoProfile(now: string): Profile {
  const fresh = newProfile(demoProfileId, demoCompany.name, now);
  return {
    ...fresh,
    demo: true,
    // What a look at the twins would find.
    seen: {
      ...fresh.seen,
      businessCustomers: { enabled: true, saidBy: 'store' },
      erpFeatures: { shopifyConnector: 'on', businessToBusiness: 'on' },
    },
    customer: { ...fresh.customer, active: true },
    company: { ...fresh.company, active: true, terms: [...demoTerms] },
    defaults: {
      ...fresh.defaults,
      customerClass: demoCompany.customerClass,
      guestCustomer: demoCompany.guestCustomer,
    },
  };
}
