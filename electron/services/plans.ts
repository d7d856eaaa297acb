/** Preparing a preview, paging through it, and deciding its rows. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import {
  conflictKeys,
  noDecision,
  type Decision,
  type PlanHeader,
  type PlanRow,
} from '../../shared/sync/plan.ts';
import type { RowQuery } from '../../shared/sync/ports.ts';
import { chooseCandidate, preparePlan, totalsOf } from '../../shared/sync/sync.ts';
import { withConnections } from './connections.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';

type PlanMethod =
  'plan.prepare' | 'plan.latest' | 'plan.rows' | 'plan.row' | 'plan.decide' | 'plan.decideAll';

const pageSize = 500;

function bulkDecision(row: PlanRow, input: Input<'plan.decideAll'>['decision']): Decision | null {
  const current = row.decision ?? noDecision;
  if ('include' in input) return { ...current, include: input.include };
  if ('conflictsGoTo' in input) {
    const side: Side = input.conflictsGoTo;
    const keys = conflictKeys(row);
    if (keys.length === 0) return row.decision;
    return { ...current, include: true, choices: Object.fromEntries(keys.map((key) => [key, side])) };
  }
  const proposals = input.approveProposals
    ? row.locations.filter((location) => location.proposed).map((location) => location.id)
    : [];
  return { ...current, approvedProposals: proposals };
}

export function createPlanServices(runtime: JobRuntime): Pick<JobServices, PlanMethod> {
  const { sessions, clock, ids, logger, report } = runtime;

  async function header(profileId: string, planId: string): Promise<PlanHeader> {
    const { ledger } = await sessions.open(profileId);
    const plan = await ledger.plan(planId);
    if (plan === null) throw new AppError('PLAN_MISSING');
    return plan;
  }

  return {
    'plan.prepare': async ({ profileId }, context) => {
      const session = await sessions.open(profileId);
      return sessions.run(session, 'preparing', async (activity) => {
        const { signal } = activity.controller;
        const onProgress = report(session);
        onProgress({ stage: 'connect', done: 0, total: 2, failed: 0, secondsLeft: null });
        return withConnections(context, logger, signal, ({ profile, sources }) =>
          preparePlan({ profile, sources, ledger: session.ledger, clock, ids, logger, onProgress, signal }),
        );
      });
    },

    'plan.latest': async ({ profileId }) => (await sessions.open(profileId)).ledger.latestPlan(),

    'plan.rows': async ({ profileId, planId, filter, offset, limit }) => {
      const { ledger } = await sessions.open(profileId);
      return ledger.planRows(planId, { ...filter, offset, limit } as RowQuery);
    },

    'plan.row': async ({ profileId, planId, rowId }) => {
      const { ledger } = await sessions.open(profileId);
      const found = await ledger.planRow(planId, rowId);
      if (found === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
      return found;
    },

    'plan.decide': async ({ profileId, planId, decisions }, context) => {
      const { ledger } = await sessions.open(profileId);
      const plain = new Map<string, Decision | null>();
      for (const { rowId, decision } of decisions) {
        const found = await ledger.planRow(planId, rowId);
        if (found === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
        if (decision?.partner != null && found.row.verb === 'ambiguous') {
          await chooseCandidate({
            planId,
            rowId,
            partner: decision.partner,
            profile: context.profile,
            ledger,
            ids,
          });
        } else {
          plain.set(rowId, decision === null ? null : { ...decision, decidedBy: 'person' });
        }
      }
      if (plain.size > 0) await ledger.saveDecisions(planId, plain);
      await header(profileId, planId);
      return totalsOf({ planId, profile: context.profile, ledger });
    },

    'plan.decideAll': async ({ profileId, planId, filter, decision }, context) => {
      const { ledger } = await sessions.open(profileId);
      for (let offset = 0; ; offset += pageSize) {
        const page = await ledger.planRows(planId, { ...filter, offset, limit: pageSize } as RowQuery);
        await ledger.saveDecisions(
          planId,
          new Map(page.items.map((row) => [row.id, bulkDecision(row, decision)])),
        );
        if (offset + page.items.length >= page.total || page.items.length === 0) break;
      }
      await header(profileId, planId);
      return totalsOf({ planId, profile: context.profile, ledger });
    },
  };
}
