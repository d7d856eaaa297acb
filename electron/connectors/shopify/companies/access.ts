/** Why Shopify denies companies: the app may not, or the store does not have them. */
import { AppError, isAppError } from '../../../../shared/domain/app-error.ts';
import type { ShopifyClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import type { Shop } from '../shop.ts';

const sufficient: Readonly<Record<Operation<unknown, unknown>['kind'], readonly string[]>> = {
  query: ['read_customers', 'read_companies', 'write_customers', 'write_companies'],
  mutation: ['write_customers', 'write_companies'],
};

/**
 * Shopify answers both with ACCESS_DENIED, and the text names permissions even where the app has them (domain facts 4.3). An
 * app that has one of the permissions is denied only because B2B is off.
 */
function explain(
  error: unknown,
  kind: Operation<unknown, unknown>['kind'],
  { scopes }: Shop,
  host: string,
): unknown {
  if (!isAppError(error)) return error;
  if (error.code !== 'SHOPIFY_SCOPE_MISSING' && error.code !== 'SHOPIFY_ACCESS_DENIED') return error;
  const mayDo = sufficient[kind].some((scope) => scopes.includes(scope));
  return mayDo ? new AppError('SHOPIFY_COMPANIES_OFF', { params: { host }, cause: error }) : error;
}

/** The client for everything about companies. */
export function createCompanyClient(client: ShopifyClient, shop: Shop): ShopifyClient {
  return {
    ...client,
    send: async (operation, variables, call) => {
      try {
        return await client.send(operation, variables, call);
      } catch (error) {
        throw explain(error, operation.kind, shop, client.host);
      }
    },
  };
}
