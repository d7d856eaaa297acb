/** Previews as files, as the job does it: export, opening one for review, and taking a reviewer's decisions over. */
import { createHmac, randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../shared/domain/app-error.ts';
import type { PlanOrigin, Review } from '../../shared/domain/review.ts';
import {
  newProfile,
  settingsSchemaVersion,
  storeNameOf,
  type Profile,
} from '../../shared/domain/settings.ts';
import { canonicalJson, contentHash, rowHash } from '../../shared/sync/hashes.ts';
import {
  planFileFormat,
  planFileVersion,
  profileForFile,
  redactedRowLine,
  rowLine,
  type PlanFileHead,
  type PlanFileRow,
} from '../../shared/sync/plan-file.ts';
import { createRedaction, type Mask } from '../../shared/sync/plan-redact.ts';
import { isDone, type Decision, type PlanHeader, type PlanRow } from '../../shared/sync/plan.ts';
import type { Ledger } from '../../shared/sync/ledger-port.ts';
import { decideRows, isChoice } from '../../shared/sync/sync.ts';
import { openPlanFile, writePlanFile, type OpenPlanFile } from '../storage/plan-file.ts';
import { saveReview } from '../storage/reviews.ts';
import type { JobContext, JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import type { InTurn } from './partners.ts';
import { personAtComputer } from './system.ts';

export type PlanFileMethod = 'plan.export' | 'plan.takeDecisions' | 'review.open';

/** Digits and letters of a mask, 51 bits: short enough to be read, and no two values of a large plan share one by chance. */
const maskLength = 10;

/** The key is thrown away with the export, so that nobody can try values against the masks. */
function newMask(): Mask {
  const key = randomBytes(32);
  return (label, value) => {
    const digest = BigInt(`0x${createHmac('sha256', key).update(value).digest('hex')}`);
    return `${label}-${digest.toString(36).slice(-maskLength)}`;
  };
}

function originOf(profile: Profile, review: Review | undefined): PlanOrigin {
  const person = personAtComputer() || null;
  if (review !== undefined) return { ...review.origin, person };
  const { name, shopify, erp } = profile;
  return {
    profile: name,
    store: shopify === null ? null : storeNameOf(profile),
    company: erp?.tenant ?? null,
    person,
  };
}

const noOrigin: PlanOrigin = { profile: null, store: null, company: null, person: null };

/** A method that works with a file is called by the shell, which asked a person for it. */
function chosenFile({ file }: JobContext): string {
  if (file === undefined) throw new AppError('INTERNAL', { params: { missing: 'file' } });
  return file;
}

async function storedPlan(ledger: Ledger, planId: string): Promise<PlanHeader> {
  const plan = await ledger.plan(planId);
  if (plan === null) throw new AppError('PLAN_MISSING');
  return plan;
}

/** The profile that a review's rows are counted with. It reaches nothing: no address, no secret. */
function profileOfReview(id: string, { profile, plan }: PlanFileHead): Profile {
  const base = profile ?? newProfile(id, 'Redacted preview', plan.createdAt);
  const { direction, withLocations } = plan;
  return { ...profileForFile(base), id, customer: { ...base.customer, direction, withLocations } };
}

/** What becomes of a decision that comes from a review. */
type Fate = 'taken' | 'same' | 'left';

function fateOf(
  reviewed: PlanRow,
  decision: Decision,
  own: PlanRow | null,
  hashOf: (row: PlanRow) => string,
): Fate {
  if (own === null || isDone(own) || hashOf(own) !== hashOf(reviewed)) return 'left';
  if (canonicalJson(own.decision) === canonicalJson(decision)) return 'same';
  // Who is who replaces rows: that is chosen where both systems are read, and never comes with a file.
  const isAboutPartners = isChoice(decision) || (own.decision !== null && isChoice(own.decision));
  return isAboutPartners ? 'left' : 'taken';
}

export function createPlanFileServices(
  { sessions, clock, ids, logger, paths }: JobRuntime,
  inTurn: InTurn,
): Pick<JobServices, PlanFileMethod> {
  const hashOf = (row: PlanRow): string => rowHash(row, ids);

  async function writeRows(ledger: Ledger, plan: PlanHeader, file: string, head: PlanFileHead) {
    await writePlanFile(file, head, async (writer) => {
      const hashes: string[] = [];
      await ledger.eachPlanRow(plan.id, async (row, records) => {
        hashes.push(hashOf(row));
        await writer.row(rowLine({ row, records }));
      });
      return contentHash(plan, hashes, ids);
    });
  }

  async function writeRedacted(ledger: Ledger, plan: PlanHeader, file: string, head: PlanFileHead) {
    const mask = newMask();
    const redaction = createRedaction(mask);
    const redacted = { ...head, origin: noOrigin, profile: null, plan: redaction.header(plan) };
    // Plan order is the order of names, which would tell how each begins: the order of masks tells nothing.
    const order: (readonly [masked: string, id: string])[] = [];
    await ledger.eachPlanRow(plan.id, ({ id }) => void order.push([mask('row', id), id]));
    order.sort(([one], [other]) => (one < other ? -1 : 1));
    await writePlanFile(file, redacted, async (writer) => {
      for (const [, id] of order) {
        const stored = await ledger.planRow(plan.id, id);
        if (stored !== null) await writer.row(redactedRowLine(redaction.row(stored.row)));
      }
      return null;
    });
  }

  return {
    'plan.export': ({ profileId, planId, redacted }, context) =>
      inTurn(profileId, async () => {
        const file = chosenFile(context);
        const { profile, review } = context;
        const { ledger } = await sessions.open(profileId);
        const plan = await storedPlan(ledger, planId);
        const head: PlanFileHead = {
          format: planFileFormat,
          version: planFileVersion,
          settingsVersion: settingsSchemaVersion,
          redacted,
          exportedAt: clock.now(),
          origin: originOf(profile, review),
          profile: profileForFile(profile),
          plan,
        };
        await (redacted ? writeRedacted : writeRows)(ledger, plan, file, head);
        logger.info('Exported a preview', { plan: planId, rows: plan.rowCount, redacted });
        return { name: basename(file), rows: plan.rowCount };
      }),

    'plan.takeDecisions': ({ profileId, planId }, context) =>
      inTurn(profileId, async () => {
        const file = chosenFile(context);
        const { ledger } = await sessions.open(profileId);
        const plan = await storedPlan(ledger, planId);
        const opened = openPlanFile(file, ids);
        try {
          requireSamePlan(opened, plan, file);
          const decisions = new Map<string, Decision>();
          const counts: Record<Fate, number> = { taken: 0, same: 0, left: 0 };
          for (const { row } of opened.rows) {
            if (row.decision === null) continue;
            const own = await ledger.planRow(planId, row.id);
            const fate = fateOf(row, row.decision, own?.row ?? null, hashOf);
            counts[fate] += 1;
            if (fate === 'taken') decisions.set(row.id, row.decision);
          }
          const decided = await decideRows({ planId, profile: context.profile, ledger, decisions });
          logger.info('Took decisions over', { plan: planId, ...counts });
          return { plan: decided, ...counts };
        } finally {
          opened.close();
        }
      }),

    'review.open': async (_, context) => {
      const file = chosenFile(context);
      const { id } = context.profile;
      const opened = openPlanFile(file, ids);
      try {
        const { head } = opened;
        const { ledger } = await sessions.open(id);
        let contentSha256: string | null = null;
        const rows = function* (): Generator<PlanFileRow, void> {
          ({ contentSha256 } = yield* opened.rows);
        };
        await ledger.savePlan(head.plan, rows());
        const review: Review = {
          id,
          file: basename(file),
          openedAt: clock.now(),
          exportedAt: head.exportedAt,
          madeAt: head.plan.createdAt,
          origin: head.origin,
          redacted: head.redacted,
          planId: head.plan.id,
          sha256: head.plan.sha256,
          rowCount: head.plan.rowCount,
          rowsReplaced: !head.redacted && contentSha256 !== head.plan.sha256,
        };
        await saveReview(paths, { review, profile: profileOfReview(id, head) });
        return review;
      } catch (error) {
        await sessions.remove(id);
        throw error;
      } finally {
        opened.close();
      }
    },
  };
}

/** Decisions hold for the very preview that was looked at, and for no other (L1). */
function requireSamePlan({ head }: OpenPlanFile, plan: PlanHeader, file: string): void {
  if (head.redacted) throw new AppError('PLAN_FILE_REDACTED');
  if (head.plan.sha256 === plan.sha256) return;
  const store = head.origin.store ?? head.origin.profile ?? '';
  throw new AppError('PLAN_FILE_OTHER', {
    params: { file: basename(file), store, made: head.plan.createdAt },
  });
}
