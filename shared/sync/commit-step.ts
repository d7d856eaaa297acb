/** One operation of a row: recorded, sent, recorded again, and settled by reading where its outcome is not known (L5). */
import type { FieldName, FieldValue, Party } from '../domain/party.ts';
import { nameOf } from '../domain/party.ts';
import { fieldRules } from '../mapping/field-rules.ts';
import { sameValue } from '../mapping/compare.ts';
import { assertNever } from '../domain/assert-never.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { countryCode } from '../mapping/zones.ts';
import { causeOf, judgeWriteFailure, RunHalted, systemTitles } from './commit-failure.ts';
import { settleWrite, type Settlement } from './commit-settle.ts';
import type { CommitPorts, Done, RowProgress, StepOutcome } from './commit-types.ts';
import type { Operation } from './operations.ts';
import type { FailureCause, JournalResult, Sink } from './ports.ts';

interface Answer {
  /** Null once the customer was deleted. */
  readonly after: Party | null;
  readonly createdKey: string | null;
}

async function send(
  operation: Operation,
  before: Party | null,
  sink: Sink,
  signal: AbortSignal,
): Promise<Answer> {
  if (operation.kind === 'createCustomer') {
    return { after: await sink.createCustomer(operation.payload, signal), createdKey: null };
  }
  if (before === null) throw new Error(`${operation.kind} needs the customer it writes to`);
  switch (operation.kind) {
    case 'updateCustomer':
      return { after: await sink.updateCustomer(before, operation.payload, signal), createdKey: null };
    case 'createLocation': {
      const { party, key } = await sink.createLocation(before, operation.payload, signal);
      return { after: party, createdKey: key };
    }
    case 'updateLocation': {
      const { key, patch } = operation.payload;
      return { after: await sink.updateLocation(before, key, patch, signal), createdKey: null };
    }
    case 'setDefaultLocation':
      return {
        after: await sink.setDefaultLocation(before, operation.payload.key, signal),
        createdKey: null,
      };
    case 'removeLocation':
      return { after: await sink.removeLocation(before, operation.payload.key, signal), createdKey: null };
    case 'deactivateCustomer':
      return { after: await sink.deactivateCustomer(before, signal), createdKey: null };
    case 'activateCustomer': {
      const { status } = operation.payload;
      return { after: await sink.activateCustomer(before, status, signal), createdKey: null };
    }
    case 'deleteLocation':
      return { after: await sink.deleteLocation(before, operation.payload.key, signal), createdKey: null };
    case 'deleteCustomer':
      await sink.deleteCustomer(before, signal);
      return { after: null, createdKey: null };
    default:
      return assertNever(operation);
  }
}

// ---------------------------------------------------------------------------------------------- changed by the server

interface SentValues {
  readonly after: Party;
  readonly sent: Readonly<Partial<Record<FieldName, FieldValue>>>;
  readonly stored: Readonly<Partial<Record<FieldName, FieldValue>>>;
  readonly country: string | null;
}

function sentValues(operation: Operation, { after, createdKey }: Answer): SentValues | null {
  if (after === null) return null;
  const stored = (key: string | null) => after.locations.find((location) => location.key === key)?.values;
  switch (operation.kind) {
    case 'createCustomer':
    case 'updateCustomer':
      return { after, sent: operation.payload.values, stored: after.values, country: null };
    case 'createLocation':
    case 'updateLocation': {
      const isNew = operation.kind === 'createLocation';
      const values = stored(isNew ? createdKey : operation.payload.key);
      if (values === undefined) return null;
      const sent = isNew ? operation.payload.values : operation.payload.patch.values;
      return { after, sent, stored: values, country: countryCode(values.country) };
    }
    default:
      return null;
  }
}

/** Names the first value that the system stored otherwise than it was sent; it is accepted, not sent again. */
function changedByServer(operation: Operation, answer: Answer, homeCountry: string): FailureCause | null {
  const values = sentValues(operation, answer);
  if (values === null) return null;
  for (const [name, sent] of Object.entries(values.sent)) {
    const field = name as FieldName;
    const stored = values.stored[field] ?? null;
    if (sameValue(field, sent, stored, values.country ?? phoneCountryOf(values.after, homeCountry))) continue;
    return {
      code: 'CHANGED_BY_SERVER',
      params: {
        system: systemTitles[operation.side],
        record: nameOf(values.after),
        field: fieldRules[field].label,
        stored: stored ?? '',
        sent: sent ?? '',
      },
      fields: {},
    };
  }
  return null;
}

// ---------------------------------------------------------------------------------------------- journal

function doneStep(operation: Operation, answer: Answer, homeCountry: string): Done {
  return { status: 'done', ...answer, cause: changedByServer(operation, answer, homeCountry) };
}

const lines = {
  done: (seq: number, { after, createdKey, cause }: Done): JournalResult => ({
    seq,
    status: 'done',
    after,
    createdKey,
    cause,
  }),
  failed: (seq: number, status: 'refused' | 'unknown', cause: FailureCause): JournalResult => ({
    seq,
    status,
    after: null,
    createdKey: null,
    cause,
  }),
};

/** Whether a journal line says that its write was certainly not carried out and may be sent. */
export function mayBeSent(result: JournalResult | null): boolean {
  return result?.status === 'refused' && result.cause?.code === 'OUTCOME_UNKNOWN';
}

async function record(
  { ledger }: Pick<CommitPorts, 'ledger'>,
  seq: number,
  settlement: Settlement,
  operation: Operation,
  homeCountry: string,
): Promise<StepOutcome> {
  switch (settlement.status) {
    case 'done': {
      const done = doneStep(operation, settlement, homeCountry);
      await ledger.appendResult(lines.done(seq, done));
      return done;
    }
    case 'failed':
      await ledger.appendResult(lines.failed(seq, 'refused', settlement.cause));
      return settlement;
    case 'notLanded':
      // The text names no value, so that a later part of the run recognises it.
      await ledger.appendResult(
        lines.failed(seq, 'refused', { code: 'OUTCOME_UNKNOWN', params: {}, fields: {} }),
      );
      return { status: 'waiting' };
  }
}

/**
 * Settles a journal line without a known outcome. Answers `waiting` when the write was certainly not carried out.
 * @throws RunHalted when the record cannot be read; the line stays open.
 */
export async function settleStep(
  ports: Pick<CommitPorts, 'ledger' | 'sources' | 'profile' | 'signal'>,
  seq: number,
  operation: Operation,
  before: Party | null,
): Promise<StepOutcome> {
  const { homeCountry } = ports.profile;
  let settlement: Settlement;
  try {
    const source = ports.sources[operation.side];
    settlement = await settleWrite({ operation, before }, source, homeCountry, ports.signal);
  } catch (error) {
    throw new RunHalted(error);
  }
  return record(ports, seq, settlement, operation, homeCountry);
}

/** A write that certainly did not land is sent once more; twice is not chance. */
const attempts = 2;

/**
 * Carries out one operation.
 * @throws RunHalted for a failure that is not the record's; AppError DISK_FULL, STORAGE_FAILED of the ledger.
 */
export async function carryOut(
  ports: CommitPorts,
  runId: string,
  progress: RowProgress,
  step: number,
  operation: Operation,
): Promise<StepOutcome> {
  const { ledger, sinks, signal, profile } = ports;
  const { side, kind, payload } = operation;
  const before = kind === 'createCustomer' ? null : progress.now[side];
  let cause: FailureCause | null = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (signal.aborted) return { status: 'waiting' };
    const key = before?.key ?? null;
    const seq = await ledger.appendIntent({
      runId,
      rowId: progress.row.id,
      step,
      side,
      kind,
      key,
      payload,
      before,
    });
    const sent = await send(operation, before, sinks[side], signal).catch((error: unknown) => ({ error }));
    if (!('error' in sent)) {
      const done = doneStep(operation, sent, profile.homeCountry);
      await ledger.appendResult(lines.done(seq, done));
      return done;
    }
    cause = causeOf(sent.error);
    const failure = judgeWriteFailure(sent.error);
    await ledger.appendResult(lines.failed(seq, failure === 'refused' ? 'refused' : 'unknown', cause));
    if (failure === 'refused') return { status: 'failed', cause };
    if (failure === 'run') throw new RunHalted(sent.error);
    if (signal.aborted) return { status: 'waiting' };
    const outcome = await settleStep(ports, seq, operation, before);
    if (outcome.status !== 'waiting') return outcome;
  }
  return { status: 'failed', cause: cause ?? causeOf(null) };
}
