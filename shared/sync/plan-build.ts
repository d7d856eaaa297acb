/** From planned rows to a plan: ids, hashes, costs, decisions carried over, order, totals, and the sum check of L12. */
import { AppError } from '../domain/app-error.ts';
import type { NoteCode } from '../domain/note-catalogue.ts';
import { rowIdOfLink } from '../domain/ids.ts';
import type { Party, PartySummary, Side } from '../domain/party.ts';
import type { Profile } from '../domain/settings.ts';
import { costOf, estimateSeconds, noCost } from './estimate.ts';
import { partyHash } from './hashes.ts';
import { isChoice } from './match-choices.ts';
import { orNoDecision, waitsForPerson, verbs } from './plan.ts';
import type { Decision, LocationVerb } from './plan.ts';
import type { PlanRow, PlanRowRecords, PlanTotals } from './plan.ts';
import type { MadeDecision, OperationKind, StoredRow } from './ledger-port.ts';
import type { Ids } from './ports.ts';
import type { PlannedRow } from './reconcile-types.ts';

/**
 * The writes that a row leads to with a decision; `workOf` of the commit stage, in the settings of the profile. Null where
 * the row does nothing; empty where it changes links only.
 */
export type WritesOf = (
  row: PlanRow,
  records: PlanRowRecords,
  decision: Decision | null,
) => readonly { readonly side: Side; readonly kind: OperationKind }[] | null;

const sides: readonly Side[] = ['erp', 'shopify'];

/** Id of a customer that is not linked, from one of its keys. */
export function recordId(key: string, ids: Ids): string {
  return `row-${ids.sha256(key).slice(0, 20)}`;
}

/**
 * Linked rows are known by their link, which a commit names `link-<row id>` after the row that made it. Others by their
 * Shopify record, else their ERP record. So a row keeps its id, its history and its decision when a partner is found and
 * when the two are linked. Rows of candidates only are known by all of them.
 */
export function rowIdOf(row: Pick<PlanRow, 'linkId' | 'erp' | 'shopify' | 'candidates'>, ids: Ids): string {
  if (row.linkId !== null) return rowIdOfLink(row.linkId);
  const record = row.shopify ?? row.erp;
  if (record !== null) return recordId(record.key, ids);
  const keys = row.candidates.map((candidate) => candidate.summary.key).toSorted();
  return recordId(keys.join('\n'), ids);
}

/** `decision` null prices the row by the plan's own defaults. */
export function buildEntry(planned: PlannedRow, writesOf: WritesOf, ids: Ids): StoredRow {
  const { records } = planned;
  const undecided: PlanRow = {
    ...planned.row,
    id: rowIdOf(planned.row, ids),
    beforeHash: {
      erp: records.erp === null ? null : partyHash(records.erp, ids),
      shopify: records.shopify === null ? null : partyHash(records.shopify, ids),
    },
    cost: noCost,
    decision: null,
  };
  return { row: { ...undecided, cost: costOf(writesOf(undecided, records, null) ?? []) }, records };
}

/** A decision holds as long as neither of its records changed. */
export function stillHolds(
  made: Pick<MadeDecision, 'beforeHash'>,
  beforeHash: PlanRow['beforeHash'],
): boolean {
  return sides.every((side) => made.beforeHash[side] === beforeHash[side]);
}

/** What was said about partners and locations is done with once the row no longer shows it as something to do. */
function withoutCarriedOut(decision: Decision, row: PlanRow): Decision | null {
  if (!isChoice(decision)) return decision;
  const { partner, apartFrom, ties, contactTies, moves, arrivals, ...rest } = decision;
  const isLinked = row.linkId !== null && row.erp !== null && row.shopify !== null;
  const codes = new Set(row.locations.flatMap(({ notes }) => notes.map(({ code }) => code)));
  const shows = (...wanted: readonly NoteCode[]): boolean => wanted.some((code) => codes.has(code));
  const isUntied = row.locations.some(({ verb }) => verb === 'untie');
  const tiesContacts = row.contacts?.some(
    ({ verb, notes }) => verb === 'untie' || notes.some(({ code }) => code === 'contactLinkedByHand'),
  );
  return orNoDecision({
    ...rest,
    // A question that is open again waits, whatever was said of the candidates before.
    partner: isLinked || row.verb === 'ambiguous' ? null : partner,
    ...(isLinked || apartFrom === undefined ? {} : { apartFrom }),
    ...(ties !== undefined && (isUntied || shows('tiedByHand')) ? { ties } : {}),
    ...(contactTies !== undefined && tiesContacts === true ? { contactTies } : {}),
    ...(moves !== undefined && shows('locationMoves', 'locationMoved', 'locationMovedStays')
      ? { moves }
      : {}),
    ...(arrivals !== undefined && shows('locationArrives') ? { arrivals } : {}),
  });
}

export function carryDecision(entry: StoredRow, decisions: ReadonlyMap<string, MadeDecision>): StoredRow {
  const made = decisions.get(entry.row.id);
  if (made === undefined || !stillHolds(made, entry.row.beforeHash)) return entry;
  // Said about a partner that was gone, and carried out: it is no answer to anything else (R32).
  if (made.decision.deletion !== null && entry.row.verb !== 'delete') return entry;
  const decision = withoutCarriedOut(made.decision, entry.row);
  return { ...entry, row: { ...entry.row, decision } };
}

function leadingSummary(row: PlanRow): PartySummary {
  const summary = row.shopify ?? row.erp ?? row.candidates[0]?.summary;
  if (summary === undefined) throw new AppError('INTERNAL', { params: { row: row.id } });
  return summary;
}

/** By name as people read it, then by number; never by chance (P11). */
export function sortEntries(entries: readonly StoredRow[]): StoredRow[] {
  return entries
    .map((entry) => {
      const { name, number } = leadingSummary(entry.row);
      return { entry, name: name.normalize('NFC').toLowerCase(), number };
    })
    .sort((a, b) => {
      if (a.name !== b.name) return a.name < b.name ? -1 : 1;
      if (a.number !== b.number) return a.number < b.number ? -1 : 1;
      return a.entry.row.id < b.entry.row.id ? -1 : 1;
    })
    .map(({ entry }) => entry);
}

/** Every record of a row: its own two, or anchor and candidates. */
export function partiesOf({ erp, shopify, candidates }: PlanRowRecords): readonly Party[] {
  return [erp, shopify, ...candidates].filter((party) => party !== null);
}

/** L12: every record read is in exactly one row. Throws INTERNAL: a plan that lost or doubled a record is never shown. */
export function checkSum(
  entries: readonly StoredRow[],
  read: Readonly<Record<Side, readonly Party[]>>,
): void {
  const seen = new Set<string>();
  for (const { row, records } of entries) {
    for (const party of partiesOf(records)) {
      const name = `${party.side} ${party.key}`;
      if (seen.has(name)) {
        throw new AppError('INTERNAL', { params: { row: row.id, twice: party.number } });
      }
      seen.add(name);
    }
  }
  const count = read.erp.length + read.shopify.length;
  if (seen.size !== count) throw new AppError('INTERNAL', { params: { read: count, rows: seen.size } });
}

const locationVerbs: readonly LocationVerb[] = [
  'create',
  'update',
  'link',
  'equal',
  'deactivate',
  'delete',
  'endLink',
  'untie',
  'conflict',
  'invalid',
  'leave',
];

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** Adds up rows one by one, with their decisions as they stand. */
export interface TotalsCounter {
  add(entry: StoredRow): void;
  /** Takes out a row that was added with the same decision. */
  remove(entry: StoredRow): void;
  totals(): PlanTotals;
}

const noTotals: PlanTotals = {
  byVerb: zeroes(verbs),
  records: zeroes(sides),
  writes: zeroes(sides),
  creates: zeroes(sides),
  updates: zeroes(sides),
  deletes: zeroes(sides),
  linkOnly: 0,
  needPerson: 0,
  proposals: 0,
  locations: zeroes(locationVerbs),
  cost: noCost,
  estimatedSeconds: 0,
};

/**
 * @param profile whose ERP connection the duration depends on.
 * @param start totals to go on from.
 */
export function createTotalsCounter(
  writesOf: WritesOf,
  profile: Pick<Profile, 'erp' | 'erpLicence'>,
  start: PlanTotals = noTotals,
): TotalsCounter {
  const byVerb = { ...start.byVerb };
  const locations = { ...start.locations };
  const contacts = { ...zeroes(locationVerbs), ...start.contacts };
  let hasContacts = start.contacts !== undefined;
  const companiesByVerb = { ...(start.companies?.byVerb ?? zeroes(verbs)) };
  let companiesWaiting = start.companies?.needPerson ?? 0;
  let hasCompanies = start.companies !== undefined;
  const records = { ...start.records };
  const writes = { ...start.writes };
  const creates = { ...start.creates };
  const updates = { ...start.updates };
  const deletes = { ...start.deletes };
  let { needPerson, proposals, linkOnly, people = 0 } = start;
  let { erpRequests, shopifyPoints } = start.cost;

  function countWrites({ row, records: parties }: StoredRow, by: 1 | -1): void {
    const operations = writesOf(row, parties, row.decision);
    if (operations === null) return;
    if (operations.length === 0) linkOnly += by;
    for (const side of sides) {
      const kinds = operations.filter((operation) => operation.side === side);
      if (kinds.length === 0) continue;
      writes[side] += by;
      if (kinds.some(({ kind }) => kind === 'createCustomer')) creates[side] += by;
      else updates[side] += by;
      if (kinds.some(({ kind }) => kind === 'deleteCustomer')) deletes[side] += by;
      people += by * kinds.filter(({ kind }) => kind === 'deletePerson').length;
    }
    const cost = costOf(operations);
    erpRequests += by * cost.erpRequests;
    shopifyPoints += by * cost.shopifyPoints;
  }

  function count(entry: StoredRow, by: 1 | -1): void {
    const { row } = entry;
    byVerb[row.verb] += by;
    for (const party of partiesOf(entry.records)) records[party.side] += by;
    for (const location of row.locations) {
      locations[location.verb] += by;
      if (location.proposed) proposals += by;
    }
    if (row.contacts !== undefined) hasContacts = true;
    for (const contact of row.contacts ?? []) {
      contacts[contact.verb] += by;
      if (contact.proposed) proposals += by;
    }
    if (row.verb === 'delete') proposals += by;
    if (waitsForPerson(row)) needPerson += by;
    if (row.entity === 'company') {
      hasCompanies = true;
      companiesByVerb[row.verb] += by;
      if (waitsForPerson(row)) companiesWaiting += by;
    }
    countWrites(entry, by);
  }

  return {
    add: (entry) => count(entry, 1),
    remove: (entry) => count(entry, -1),
    totals: () => {
      const cost = { erpRequests, shopifyPoints };
      return {
        byVerb: { ...byVerb },
        records: { ...records },
        writes: { ...writes },
        creates: { ...creates },
        updates: { ...updates },
        deletes: { ...deletes },
        linkOnly,
        needPerson,
        proposals,
        locations: { ...locations },
        ...(people === 0 ? {} : { people }),
        ...(hasContacts ? { contacts: { ...contacts } } : {}),
        ...(hasCompanies
          ? { companies: { byVerb: { ...companiesByVerb }, needPerson: companiesWaiting } }
          : {}),
        cost,
        estimatedSeconds: estimateSeconds({ cost, creates, updates }, profile),
      };
    },
  };
}
