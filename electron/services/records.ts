/** Where a record's own page is, built by the program: the page names a kind and an id, never an address. */
import { AppError } from '../../shared/domain/app-error.ts';
import { legacyId } from '../../shared/domain/ids.ts';
import type { Profile } from '../../shared/domain/settings.ts';
import type { Input } from '../../shared/ipc/contract.ts';

function erpBase(profile: Profile): string {
  if (profile.erp === null) {
    throw new AppError('PROFILE_NOT_CONNECTED', {
      params: { system: 'MYOB Acumatica', profile: profile.name },
    });
  }
  const entered = profile.erp.url.replace(/\/+$/, '');
  // The address may have been entered with something behind it; where the instance was found is the start of it.
  const found = profile.seen.erpAddress;
  return found !== null && `${entered}/`.startsWith(`${found}/`) ? found : entered;
}

function shopifyAdmin(profile: Profile): string {
  const domain = profile.shopify?.domain;
  if (domain === undefined) {
    throw new AppError('PROFILE_NOT_CONNECTED', { params: { system: 'Shopify', profile: profile.name } });
  }
  return `https://admin.shopify.com/store/${encodeURIComponent(domain.replace(/\.myshopify\.com$/, ''))}`;
}

/** Of a company in the Shopify admin. Written as the admin's of customers is; nothing published names it. [VERIFY] */
const companyPage = 'companies';

/** The web address of a record or system. `reportFolder` is no address and is opened by the shell itself. */
export function addressOf(
  profile: Profile,
  kind: Exclude<Input<'open'>['kind'], 'reportFolder'>,
  id: string | null,
): string {
  switch (kind) {
    case 'shopifyDevDashboard':
      return 'https://dev.shopify.com/dashboard';
    case 'shopifyAdmin':
      return shopifyAdmin(profile);
    case 'shopifyCustomer':
      return `${shopifyAdmin(profile)}/customers/${encodeURIComponent(legacyId(id ?? ''))}`;
    case 'shopifyCompany':
      return `${shopifyAdmin(profile)}/${companyPage}/${encodeURIComponent(legacyId(id ?? ''))}`;
    case 'erp':
      return erpBase(profile);
    case 'erpApplications':
      return `${erpBase(profile)}/Main?ScreenId=SM303010`;
    case 'erpCustomer':
      return `${erpBase(profile)}/Main?ScreenId=AR303000&AcctCD=${encodeURIComponent(id ?? '')}`;
  }
}
