/** The customer class that imported customers get, as far as it can make their creation fail. */
import type { ErpClient } from './client.ts';
import { flagOf, isWireRecord, textOf } from './wire.ts';

export interface ClassState {
  readonly exists: boolean;
  /** Attributes that a new customer must have, that the class gives no value, and that Accord does not send. */
  readonly unmetAttributes: readonly string[];
}

/**
 * Attributes are a detail list and come by key only (acumatica.md 7.3). [VERIFY, 9.10] that a create without a required one fails.
 * @throws AppError of the reading families
 */
export async function readClassState(
  client: ErpClient,
  classId: string,
  signal: AbortSignal,
): Promise<ClassState> {
  const query = { select: ['ClassID'], expand: ['Attributes'] };
  const record = await client.get('CustomerClass', [classId], query, signal);
  const lines = record?.['Attributes'];
  const attributes = Array.isArray(lines) ? lines.filter(isWireRecord) : [];
  return {
    exists: record !== null,
    unmetAttributes: attributes
      .filter(
        (line) => flagOf(line, 'Required') && flagOf(line, 'Active') && textOf(line, 'DefaultValue') === null,
      )
      .map((line) => textOf(line, 'Description') ?? textOf(line, 'AttributeID') ?? ''),
  };
}
