/** Rows, runs and writes as a ledger stores them: of every verb and side, and otherwise plain. */
import { summarise } from '../../shared/domain/party.ts';
import type { Intent, Run } from '../../shared/sync/ledger-port.ts';
import {
  noDecision,
  verbs,
  type PlanHeader,
  type PlanRow,
  type PlanRowRecords,
} from '../../shared/sync/plan.ts';
import { erpParty, shopifyParty } from './parties.ts';

export const surnames = ['Ngata', 'Nguyen', 'O’Brien', '100%', 'under_score', 'Rossi'];

export function entry(number: number): { row: PlanRow; records: PlanRowRecords } {
  const person = {
    firstName: `Ann${number}`,
    lastName: surnames[number % surnames.length] ?? null,
    email: `ann${number}@example.com`,
  };
  const erp = number % 3 === 0 ? null : erpParty(number, person);
  const shopify = erp === null || number % 2 === 0 ? shopifyParty(number, person) : null;
  const row: PlanRow = {
    id: `row-${number}`,
    entity: number % 3 === 0 ? 'company' : 'customer',
    verb: verbs[number % verbs.length] ?? 'equal',
    target: (['erp', 'shopify', 'both', 'none'] as const)[number % 4] ?? 'none',
    erp: erp === null ? null : summarise(erp),
    shopify: shopify === null ? null : summarise(shopify),
    linkId: null,
    fields: [],
    locations: [],
    defaultChange: null,
    evidence: [],
    candidates: [],
    ...(number % 5 === 0
      ? {
          suggestions: [
            { side: 'erp' as const, summary: summarise(erpParty(900, person)), score: 0.9, fields: [] },
          ],
        }
      : {}),
    notes: [],
    newNumber: null,
    beforeHash: { erp: erp?.key ?? null, shopify: shopify?.key ?? null },
    cost: { erpRequests: 1, shopifyPoints: 0 },
    decision: number % 7 === 0 ? { ...noDecision, include: false } : null,
  };
  return { row, records: { erp, shopify, candidates: [] } };
}

export const entries = (count: number) => Array.from({ length: count }, (_, number) => entry(number));
export const header = (id: string) => ({ id, profileId: 'harbour', sha256: id }) as PlanHeader;

export const run = (id: string, state: Run['state'], planId = 'plan-1'): Run => ({
  id,
  profileId: 'harbour',
  planId,
  planSha256: 'hash',
  state,
  startedAt: '2026-03-02T00:00:00.000Z',
  finishedAt: null,
  counts: { written: { erp: 0, shopify: 0 }, linked: 0, failed: 0, stale: 0, waiting: 0 },
  firstRowsPerVerb: null,
  cause: null,
});

export const intent: Intent = {
  runId: 'run-1',
  rowId: 'row-1',
  step: 0,
  side: 'erp',
  kind: 'updateCustomer',
  key: 'key',
  payload: { values: { firstName: 'Mia' } },
  before: erpParty(1),
};
