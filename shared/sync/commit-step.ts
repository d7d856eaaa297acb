/** One operation of a row: recorded, sent, recorded again, and settled by reading where its outcome is not known (L5). */
import type { Party } from '../domain/party.ts';
import { nameOf, otherSide } from '../domain/party.ts';
import { asAnswered, optInMadeOf, withOptIn } from '../mapping/opt-in.ts';
import { assertNever } from '../domain/assert-never.ts';
import { causeOf, judgeWriteFailure, RunHalted, systemTitles } from './commit-failure.ts';
import { noticeOf, type Answer } from './commit-notice.ts';
import { settleWrite, type OpenWrite, type Settlement } from './commit-settle.ts';
import type { CommitPorts, Done, RowProgress, StepOutcome } from './commit-types.ts';
import type { Operation } from './operations.ts';
import type { JournalResult } from './ledger-port.ts';
import type { Sink } from './ports.ts';
import type { FailureCause } from '../domain/failure-cause.ts';

async function send(
  operation: Operation,
  before: Party | null,
  sink: Sink,
  signal: AbortSignal,
): Promise<Answer> {
  if (operation.kind === 'createCustomer') {
    return { after: await sink.createCustomer(operation.payload, signal), createdKey: null };
  }
  if (operation.kind === 'deletePerson') {
    await sink.deletePerson(operation.payload, signal);
    // The company that the person acted for is as it was, or gone already.
    return { after: before, createdKey: null };
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
    case 'createContact': {
      const { party, key } = await sink.createContact(before, operation.payload, signal);
      return { after: party, createdKey: key };
    }
    case 'updateContact': {
      const { key, patch } = operation.payload;
      return { after: await sink.updateContact(before, key, patch, signal), createdKey: null };
    }
    case 'removeContact':
      return { after: await sink.removeContact(before, operation.payload.key, signal), createdKey: null };
    case 'setContactRoles': {
      const { key, roles } = operation.payload;
      return { after: await sink.setContactRoles(before, key, roles, signal), createdKey: null };
    }
    case 'setMainContact':
      return { after: await sink.setMainContact(before, operation.payload.key, signal), createdKey: null };
    case 'addTags':
      return { after: await sink.addTags(before, operation.payload.tags, signal), createdKey: null };
    case 'removeTags':
      return { after: await sink.removeTags(before, operation.payload.tags, signal), createdKey: null };
    case 'setFurther':
      return {
        after: await sink.setFurther(before, operation.payload.values, signal),
        createdKey: null,
      };
    case 'setEmailConsent':
      return { after: await sink.setEmailConsent(before, operation.payload, signal), createdKey: null };
    case 'deleteCustomer':
      await sink.deleteCustomer(before, signal);
      return { after: null, createdKey: null };
    default:
      return assertNever(operation);
  }
}

// ---------------------------------------------------------------------------------------------- journal

function doneStep(operation: Operation, answer: Answer, homeCountry: string): Done {
  return { status: 'done', ...answer, cause: noticeOf(operation, answer, homeCountry) };
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
      // What the rules make of the record was not compared by the preview, and is not agreed on by having been read.
      const after = settlement.after === null ? null : asAnswered(settlement.after);
      const done = doneStep(operation, { ...settlement, after }, homeCountry);
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
  ports: Pick<CommitPorts, 'ledger' | 'sources' | 'profile' | 'clock' | 'signal'>,
  seq: number,
  write: OpenWrite,
): Promise<StepOutcome> {
  const { operation } = write;
  const { homeCountry } = ports.profile;
  let settlement: Settlement;
  try {
    const source = ports.sources[operation.side];
    settlement = await settleWrite(write, source, homeCountry, ports);
  } catch (error) {
    throw new RunHalted(error);
  }
  return record(ports, seq, settlement, operation, homeCountry);
}

/** Key of the customer that is written to. */
function keyWritten({ kind, payload }: Operation, before: Party | null): string | null {
  return kind === 'deletePerson' ? payload.key : (before?.key ?? null);
}

/** An answer holds what a system has, and a sync compares what the profile opts into of it, as in a record that was read. */
function withWhatWasOptedInto(answer: Answer, { records }: RowProgress): Answer {
  const { after } = answer;
  const source = after === null ? null : records[otherSide(after.side)];
  return after === null || source === null
    ? answer
    : { ...answer, after: withOptIn(after, optInMadeOf(source)) };
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
  const { ledger, sinks, signal, profile, clock } = ports;
  const { side, kind, payload } = operation;
  const before = kind === 'createCustomer' ? null : progress.now[side];
  let cause: FailureCause | null = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (signal.aborted) return { status: 'waiting' };
    const key = keyWritten(operation, before);
    const sentAt = clock.now();
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
      const done = doneStep(operation, withWhatWasOptedInto(sent, progress), profile.homeCountry);
      await ledger.appendResult(lines.done(seq, done));
      return done;
    }
    cause = causeOf(sent.error);
    const failure = judgeWriteFailure(sent.error);
    await ledger.appendResult(lines.failed(seq, failure === 'refused' ? 'refused' : 'unknown', cause));
    if (failure === 'refused') return { status: 'failed', cause };
    if (failure === 'run') throw new RunHalted(sent.error);
    if (signal.aborted) return { status: 'waiting' };
    const outcome = await settleStep(ports, seq, { operation, before, sentAt });
    if (outcome.status !== 'waiting') return outcome;
  }
  return { status: 'failed', cause: notWritten(operation, before, cause) };
}

/** Sent as often as is sensible, and read to be nowhere. Why, is what the last answer said. */
export function notWritten(
  operation: Operation,
  before: Party | null,
  last: FailureCause | null,
): FailureCause {
  // A fault of the program is no answer of the system, and is not passed off as one.
  if (last?.code === 'INTERNAL') return last;
  const system = systemTitles[operation.side];
  const record = last?.params['record'] ?? (before === null ? 'The customer' : nameOf(before));
  const reason = last?.params['reason'] ?? 'no clear answer came';
  return { code: 'NOT_WRITTEN', params: { system, record, reason }, fields: {} };
}
