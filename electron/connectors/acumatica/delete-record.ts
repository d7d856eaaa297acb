/** Deleting a record of the contract (acumatica.md 7.3), and what it means when the ERP does not. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { HttpAnswer } from '../http.ts';
import { isRecordMissing, isWebPage, messageOf, system } from './answer.ts';
import type { ErpClient } from './client.ts';
import { formOf } from './forms.ts';

export interface RecordToDelete {
  readonly entity: string;
  /** Its guid, or its key fields in their order. */
  readonly keys: readonly string[];
  /** What is deleted, for messages to people. */
  readonly record: string;
}

/**
 * The form's own refusal, such as "used on documents", comes as the general failure of the contract: status 500 with a
 * reason in its body. [VERIFY]
 */
function isReasoned(answer: HttpAnswer): boolean {
  return answer.status === 500 && !isWebPage(answer) && !isRecordMissing(answer);
}

/** A refusal is given twice in the same words; a fault in mid-work seldom comes twice. */
const attempts = 2;

/**
 * @throws AppError WRITE_REFUSED, with the ERP's own words, when it keeps the record; RECORD_GONE; OUTCOME_UNKNOWN when it is
 * not known whether it was deleted (L5).
 */
export async function deleteRecord(
  client: Pick<ErpClient, 'delete' | 'get' | 'writeFailure'>,
  { entity, keys, record }: RecordToDelete,
  signal: AbortSignal,
): Promise<void> {
  const refused = (message: string): AppError =>
    new AppError('WRITE_REFUSED', { params: { system, record, message } });
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.delete(entity, keys, record, signal);
    if (answer.status === 200 || answer.status === 204) return;
    // No right to delete says nothing about the right to change: the record can still be set Inactive.
    if (answer.status === 403) throw refused(`The user may not delete on ${formOf(entity)}.`);
    if (!isReasoned(answer)) throw client.writeFailure(answer, { entity, record, only: 'update' });
    // A fault in mid-work has the same status, so what became of the record is looked at, not assumed.
    const kept = await client.get(entity, keys, { select: ['NoteID'] }, signal);
    if (kept === null) return;
    if (attempt === attempts) throw refused(`${messageOf(answer)}.`);
  }
}
