/** Does the store sell to business customers (B2B)? Asked of the store, never concluded from the name of its plan. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { ShopifyClient } from './client.ts';
import { businessCustomersEnabled, companiesCount } from './operations.gen.ts';

/** The store understood the question and keeps the answer to itself, or does not know the question. */
const isUntold: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SHOPIFY_ACCESS_DENIED',
  'SHOPIFY_SCOPE_MISSING',
  'SHOPIFY_QUERY_INVALID',
]);

async function codeOr<T>(question: Promise<T>): Promise<T | ErrorCode> {
  try {
    return await question;
  } catch (error) {
    if (isAppError(error) && isUntold.has(error.code)) return error.code;
    throw error;
  }
}

/**
 * Null where the store does not tell: then a person has to say it. Call it when the permissions are known to be there, so
 * that a refusal to count companies can only mean that there are none to count.
 * @throws AppError of the connection and sign-in families.
 */
export async function readBusinessCustomers(
  client: ShopifyClient,
  signal: AbortSignal,
): Promise<boolean | null> {
  const entitled = await codeOr(client.send(businessCustomersEnabled, {}, { signal }));
  if (typeof entitled !== 'string') return entitled.shop.entitlements.b2b.enabled;
  const counted = await codeOr(client.send(companiesCount, {}, { signal }));
  if (typeof counted !== 'string') return counted.companiesCount === null ? null : true;
  return counted === 'SHOPIFY_QUERY_INVALID' ? null : false;
}
