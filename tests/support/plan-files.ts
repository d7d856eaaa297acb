/** Two computers: one that has a demo's preview, and one of a reviewer who knows nothing of that store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost, type Host } from '../../electron/host.ts';
import type { PlanHeader } from '../../shared/sync/plan.ts';

export interface TwoComputers {
  readonly folder: string;
  readonly owner: Host;
  readonly reviewer: Host;
  readonly profileId: string;
  readonly plan: PlanHeader;
  /** The preview with personal data. */
  readonly file: string;
  /** The same without. */
  readonly redactedFile: string;
  close(): Promise<void>;
}

export async function openTwoComputers(): Promise<TwoComputers> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-review-'));
  const hostIn = (name: string) =>
    createHost({ home: join(folder, name), hostName: 'test', vault: 'memory' });
  const owner = await hostIn('owner');
  const reviewer = await hostIn('reviewer');
  const { id: profileId } = await owner.services['profile.createDemo']({});
  const plan = await owner.services['plan.prepare']({ profileId });
  const file = join(folder, 'preview.json');
  const redactedFile = join(folder, 'redacted.json');
  const asked = { profileId, planId: plan.id };
  await owner.planFiles.exportTo(file, { ...asked, redacted: false });
  await owner.planFiles.exportTo(redactedFile, { ...asked, redacted: true });
  return {
    folder,
    owner,
    reviewer,
    profileId,
    plan,
    file,
    redactedFile,
    close: async () => {
      await owner.close();
      await reviewer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the demo's twins were asked to change since they started. */
export function writesOfTwins(host: Host): number {
  const world = host.demo()?.world;
  if (world === undefined) throw new Error('There is no demo.');
  return world.shopify.counters.mutationsTotal + world.erp.counters.writesTotal;
}
