/** Sends one mutation. What Shopify refuses, and what it leaves open, becomes an error of the catalogue. */
import { AppError } from '../../../shared/domain/app-error.ts';
import type { ShopifyClient } from './client.ts';
import { nameHolder } from './holder.ts';
import type { Operation } from './operation.ts';
import { errorOf, namesHolder, understand, type Attempt, type UserError } from './refusal.ts';

export interface WriteCall extends Omit<Attempt, 'variables'> {
  readonly signal: AbortSignal;
}

interface Payload {
  readonly userErrors: readonly UserError[];
}

/** No record and no reason: the write may have been carried out (L5). */
export function unknownOutcome(record: string, cause?: unknown): AppError {
  return new AppError('OUTCOME_UNKNOWN', { params: { system: 'Shopify', record }, retry: 'later', cause });
}

/** What a payload has to hold, where nothing was refused. @throws AppError OUTCOME_UNKNOWN. */
export function answered<T>(record: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw unknownOutcome(record);
  return value;
}

async function refusalOf<Data, Variables>(
  client: ShopifyClient,
  { name }: Operation<Data, Variables>,
  errors: readonly UserError[],
  { signal, ...named }: WriteCall,
  variables: Variables,
): Promise<AppError> {
  const refusals = errors.map((error) => understand(error, { ...named, variables }));
  const explained = await Promise.all(
    refusals.map(async (refusal) => {
      if (!namesHolder(refusal)) return refusal;
      const other = await nameHolder(client, { refusal, operation: name, variables }, signal);
      return { ...refusal, params: { ...refusal.params, other } };
    }),
  );
  return errorOf(explained);
}

/**
 * Answers the payload of a mutation of one root field.
 * @throws AppError what was refused and why; OUTCOME_UNKNOWN where it may have been carried out; as the client.
 */
export async function sendWrite<Answer extends Payload, Variables>(
  client: ShopifyClient,
  operation: Operation<Readonly<Record<string, Answer | null>>, Variables>,
  variables: Variables,
  call: WriteCall,
): Promise<Answer> {
  const { record, signal } = call;
  const [root] = Object.values(await client.send(operation, variables, { signal, record }));
  const payload = answered(record, root);
  const { userErrors } = payload;
  const fault = userErrors.find(({ code }) => code === 'INTERNAL_ERROR');
  if (fault !== undefined) {
    const params = { system: 'Shopify', host: client.host, status: 200, message: fault.message };
    throw unknownOutcome(record, new AppError('SERVER_ERROR', { params, retry: 'later' }));
  }
  if (userErrors.length > 0) throw await refusalOf(client, operation, userErrors, call, variables);
  return payload;
}
