/** The ERP's own lists, for defaults that are picked and not typed; and the name of its store record. */
import { isAppError } from '../../../shared/domain/app-error.ts';
import type { Lookups, LookupValue } from '../../../shared/ipc/contract.ts';
import type { Clock, Logger } from '../../../shared/sync/ports.ts';
import type { ErpClient } from './client.ts';
import { together, type ErpLists } from './list.ts';
import type { View } from './views.ts';
import { flagOf, keyOf, textOf } from './wire.ts';

function valueView(entity: string, id: string, description: string): View {
  return { entity, select: [id, description], expand: [] };
}

const classView = valueView('CustomerClass', 'ClassID', 'Description');
const taxZoneView = valueView('TaxZone', 'TaxZoneID', 'Description');
const shipViaView = valueView('ShipVia', 'CarrierID', 'Description');
const shippingTermView = valueView('ShippingTerm', 'TermID', 'Description');
const guestView = valueView('Customer', 'CustomerID', 'CustomerName');

const likelyGuest = "substringof('guest',CustomerName)";

async function readValues(
  lists: ErpLists,
  view: View,
  signal: AbortSignal,
  filter?: string,
): Promise<readonly LookupValue[]> {
  const [id = '', description = ''] = view.select;
  const records = await lists.list(view, filter === undefined ? {} : { filter }, signal);
  return records
    .map((record) => ({ id: keyOf(record, id), description: textOf(record, description) ?? '' }))
    .toSorted((one, other) => one.id.localeCompare(other.id, 'en'));
}

/** @throws AppError ERP_NO_RIGHTS naming the form that the user may not use, ERP_LIST_FAILED. */
export async function readLookups(lists: ErpLists, clock: Clock, signal: AbortSignal): Promise<Lookups> {
  const readAt = clock.now();
  const [customerClasses = [], taxZones = [], shipVia = [], shippingTerms = [], guestCustomers = []] =
    await together([
      readValues(lists, classView, signal),
      readValues(lists, taxZoneView, signal),
      readValues(lists, shipViaView, signal),
      readValues(lists, shippingTermView, signal),
      readValues(lists, guestView, signal, `IsGuestCustomer eq true or ${likelyGuest}`),
    ]);
  return { customerClasses, taxZones, shipVia, shippingTerms, guestCustomers, readAt };
}

/** `https://wattle.myshopify.com/admin` and `https://admin.shopify.com/store/wattle` are both the store wattle. */
function isStore(adminUrl: string, shopDomain: string): boolean {
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

/**
 * StoreName of the ERP's own record for a shop (R28); null where there is none or it cannot be read. That record also holds the
 * connector's secrets: it is never asked for without `$select`, so that they do not reach us (acumatica.md 7.7).
 */
export async function readStoreName(
  client: ErpClient,
  shopDomain: string,
  logger: Logger,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const select = ['StoreName', 'StoreAdminURL', 'Active', 'Default'];
    const stores = (await client.list('ShopifyStore', { select }, signal)).filter((store) =>
      isStore(textOf(store, 'StoreAdminURL') ?? '', shopDomain),
    );
    const store = stores.find((candidate) => flagOf(candidate, 'Active')) ?? stores[0];
    return store === undefined ? null : textOf(store, 'StoreName');
  } catch (error) {
    // The feature may be off or the form not permitted; the shop's own name serves as well.
    const mayBeAbsent: readonly string[] = [
      'ERP_NO_RIGHTS',
      'ERP_LIST_FAILED',
      'SERVER_ERROR',
      'ANSWER_UNEXPECTED',
    ];
    if (!isAppError(error) || !mayBeAbsent.includes(error.code)) throw error;
    logger.info('MYOB Acumatica has no readable Shopify store record', { code: error.code });
    return null;
  }
}
