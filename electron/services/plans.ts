/** Preparing a preview, paging through it, and deciding its rows. */
import { AppError } from '../../shared/domain/app-error.ts';
import { pauseOf, pauseReasons } from '../../shared/domain/company-gate.ts';
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
import type { RowQuery } from '../../shared/sync/ledger-port.ts';
import {
  chooseCandidate,
  decideRows,
  forgetChoice,
  isChoice,
  overrideGuards,
  preparePlan,
} from '../../shared/sync/sync.ts';
import { withConnections, type Connected } from './connections.ts';
import type { JobServices } from './job-contract.ts';
import type { JobRuntime } from './job-runtime.ts';
import { keepInUse } from './lookups.ts';
import { createPartnerServices, createTurns, idleLedger, person, type PartnerMethod } from './partners.ts';
import { createPlanFileServices, type PlanFileMethod } from './plan-files.ts';
import { personAtComputer } from './system.ts';

type PlanMethod =
  | 'plan.prepare'
  | 'plan.latest'
  | 'plan.rows'
  | 'plan.row'
  | 'plan.decide'
  | 'plan.decideAll'
  | 'plan.overrideGuards'
  | PartnerMethod
  | PlanFileMethod;

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

/** What the page decides, with what was said about partners and locations by their own methods. */
function decisionOf(
  decision: NonNullable<Input<'plan.decide'>['decisions'][number]['decision']>,
  before: Decision | null,
): Decision {
  const { apartFrom, apartCandidates, ties, contactTies, moves, arrivals } = before ?? noDecision;
  return {
    ...decision,
    decidedBy: 'person',
    ...(decision.unlink === true || (before !== null && isChoice(before)) ? { person } : {}),
    ...(apartFrom === undefined ? {} : { apartFrom }),
    ...(apartCandidates === undefined ? {} : { apartCandidates }),
    ...(ties === undefined ? {} : { ties }),
    ...(contactTies === undefined ? {} : { contactTies }),
    ...(moves === undefined ? {} : { moves }),
    ...(arrivals === undefined ? {} : { arrivals }),
  };
}

/**
 * Business customers are left out while one of the things that they need is switched off.
 * @throws AppError COMPANY_PAUSED where nothing would be left.
 */
async function whatIsRead({
  profile,
  sources,
  individuals,
  checkGate,
}: Pick<Connected, 'profile' | 'sources' | 'individuals' | 'checkGate'>) {
  const companyPaused = profile.company.active ? pauseOf(await checkGate()) : null;
  if (companyPaused === null) return { profile, sources };
  if (!profile.customer.active) {
    throw new AppError('COMPANY_PAUSED', { params: { reasons: pauseReasons(companyPaused) } });
  }
  return { profile, sources: individuals, companyPaused };
}

export function createPlanServices(runtime: JobRuntime): Pick<JobServices, PlanMethod> {
  const { sessions, clock, ids, logger, report, suggest } = runtime;

  const inTurn = createTurns();

  return {
    ...createPartnerServices(runtime, inTurn),
    ...createPlanFileServices(runtime, inTurn),

    'plan.prepare': async ({ profileId, scope }, context) => {
      // Before a seat of the ERP is taken for nothing.
      if (!context.profile.customer.active && !context.profile.company.active) {
        throw new AppError('ENTITY_INACTIVE', { params: { missing: 'the activation of Customer' } });
      }
      const session = await sessions.open(profileId);
      return sessions.run(session, 'preparing', async (activity) => {
        const { signal } = activity.controller;
        const onProgress = report(session);
        onProgress({ stage: 'connect', done: 0, total: 2, failed: 0, secondsLeft: null });
        const { plan, inUse } = await withConnections(
          context,
          runtime,
          signal,
          async ({ takenNumbers, inUse: met, requireChoices, ...connected }) => {
            await requireChoices();
            const made = await preparePlan({
              ...(scope === undefined ? {} : { scope }),
              ...(await whatIsRead(connected)),
              takenNumbers,
              ledger: session.ledger,
              clock,
              ids,
              logger,
              onProgress,
              ...(suggest === undefined ? {} : { suggest }),
              signal,
            });
            return { plan: made, inUse: met() };
          },
        );
        await keepInUse(runtime, context.profile, inUse);
        return plan;
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
        const session = await sessions.open(profileId);
        const { ledger } = session;
        const plain = new Map<string, Decision | null>();
        for (const { rowId, decision } of decisions) {
          const found = await ledger.planRow(planId, rowId);
          if (found === null) throw new AppError('ROW_MISSING', { params: { row: rowId } });
          const before = found.row.decision;
          const replanned = () => ({ planId, rowId, profile, ledger: idleLedger(session), ids, person });
          if (decision === null) {
            if (before !== null && isChoice(before)) await forgetChoice(replanned());
            else plain.set(rowId, null);
          } else if (decision.partner !== null && decision.partner !== before?.partner) {
            await chooseCandidate({ ...replanned(), partner: decision.partner });
          } else plain.set(rowId, decisionOf(decision, before));
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

    'plan.overrideGuards': ({ profileId, ...input }, { profile }) =>
      inTurn(profileId, async () => {
        const { ledger } = await sessions.open(profileId);
        const header = await overrideGuards({ ...input, profile, ledger, clock, by: personAtComputer() });
        logger.warn('guards overridden', { plan: header.id, guards: header.guards.map(({ code }) => code) });
        return header;
      }),
  };
}
