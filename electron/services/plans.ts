/** Preparing a preview, paging through it, and deciding its rows. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { Side } from '../../shared/domain/party.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import {
  conflictKeys,
  isDone,
  noDecision,
  proposalKeys,
  withProposalsApproved,
  type Decision,
  type PlanRow,
} from '../../shared/sync/plan.ts';
import type { RowQuery } from '../../shared/sync/ports.ts';
import { chooseCandidate, decideRows, preparePlan } from '../../shared/sync/sync.ts';
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
  if (proposalKeys(row).length === 0) return row.decision;
  return input.approveProposals
    ? withProposalsApproved(row, current)
    : { ...current, approvedProposals: [], deletion: null };
}

export function createPlanServices(runtime: JobRuntime): Pick<JobServices, PlanMethod> {
  const { sessions, clock, ids, logger, report } = runtime;

  /** The last decision under way of each profile. Each starts from the totals that the one before it left. */
  const deciding = new Map<string, Promise<unknown>>();
  function inTurn<T>(profileId: string, decide: () => Promise<T>): Promise<T> {
    const turn = (deciding.get(profileId) ?? Promise.resolve()).then(decide, decide);
    deciding.set(profileId, turn);
    return turn;
  }

  return {
    'plan.prepare': async ({ profileId }, context) => {
      // Before a seat of the ERP is taken for nothing.
      if (!context.profile.customer.active) {
        throw new AppError('ENTITY_INACTIVE', { params: { missing: 'the activation of Customer' } });
      }
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

    'plan.decide': ({ profileId, planId, decisions }, { profile }) =>
      inTurn(profileId, async () => {
        const { ledger } = await sessions.open(profileId);
        const plain = new Map<string, Decision | null>();
        for (const { rowId, decision } of decisions) {
          const found = await ledger.planRow(planId, rowId);
          if (found === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
          if (decision?.partner != null && found.row.verb === 'ambiguous') {
            await chooseCandidate({ planId, rowId, partner: decision.partner, profile, ledger, ids });
          } else {
            plain.set(rowId, decision === null ? null : { ...decision, decidedBy: 'person' });
          }
        }
        return decideRows({ planId, profile, ledger, decisions: plain });
      }),

    'plan.decideAll': ({ profileId, planId, filter, decision }, { profile }) =>
      inTurn(profileId, async () => {
        const { ledger } = await sessions.open(profileId);
        // All are found before the first is decided: a decision can take a row out of the filter.
        const rows: PlanRow[] = [];
        for (;;) {
          const query = { ...filter, offset: rows.length, limit: pageSize } as RowQuery;
          const page = await ledger.planRows(planId, query);
          rows.push(...page.items);
          if (page.items.length === 0 || rows.length >= page.total) break;
        }
        // What a trial run is done with is not asked about any more.
        const open = rows.filter((row) => !isDone(row));
        const decisions = new Map(open.map((row) => [row.id, bulkDecision(row, decision)]));
        return decideRows({ planId, profile, ledger, decisions });
      }),
  };
}
