/** The ERP's own records of Shopify stores (form BC201010). */
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { ErrorCode } from '../../../shared/domain/error-catalogue.ts';
import type { Logger } from '../../../shared/sync/ports.ts';
import type { ErpClient } from './client.ts';
import { flagOf, textOf, type WireRecord } from './wire.ts';

export interface StoreRecord {
  readonly name: string | null;
  readonly adminUrl: string;
  readonly isActive: boolean;
}

/** Answers of a list that is not for this user, or not in this company. */
const mayBeAbsent: readonly ErrorCode[] = [
  'ERP_NO_RIGHTS',
  'ERP_ENTITY_MISSING',
  'ERP_LIST_FAILED',
  'ERP_READ_FAILED',
  'ERP_READ_REFUSED',
  'ANSWER_UNEXPECTED',
];

export function isAbsentList(error: unknown): boolean {
  return isAppError(error) && mayBeAbsent.includes(error.code);
}

function parseStore(record: WireRecord): StoreRecord {
  return {
    name: textOf(record, 'StoreName'),
    adminUrl: textOf(record, 'StoreAdminURL') ?? '',
    isActive: flagOf(record, 'Active'),
  };
}

/**
 * All store records; null where they cannot be read. They also hold the connector's secrets: they are never asked for without
 * `$select`, so that those do not reach us (acumatica.md 7.7).
 */
export async function readStores(
  client: ErpClient,
  logger: Logger,
  signal: AbortSignal,
): Promise<readonly StoreRecord[] | null> {
  const select = ['StoreName', 'StoreAdminURL', 'Active', 'Default'];
  try {
    return (await client.list('ShopifyStore', { select }, signal)).map(parseStore);
  } catch (error) {
    if (!isAbsentList(error)) throw error;
    logger.info('MYOB Acumatica has no readable Shopify store record', {
      code: isAppError(error) ? error.code : null,
    });
    return null;
  }
}

/** `https://wattle.myshopify.com/admin` and `https://admin.shopify.com/store/wattle` are both the store wattle. */
function isStoreOf(adminUrl: string, shopDomain: string): boolean {
  const domain = shopDomain.toLowerCase();
  const handle = domain.replace(/\.myshopify\.com$/, '');
  try {
    const { hostname, pathname } = new URL(adminUrl.includes('://') ? adminUrl : `https://${adminUrl}`);
    const [, folder, name] = pathname.toLowerCase().split('/');
    return (
      hostname.toLowerCase() === domain ||
      (hostname === 'admin.shopify.com' && folder === 'store' && name === handle)
    );
  } catch {
    return false;
  }
}

/** StoreName of the record for a shop (R28); null where there is none: the shop's own name serves as well. */
export function storeNameOf(stores: readonly StoreRecord[] | null, shopDomain: string): string | null {
  const own = (stores ?? []).filter(({ adminUrl }) => isStoreOf(adminUrl, shopDomain));
  return (own.find(({ isActive }) => isActive) ?? own[0])?.name ?? null;
}
