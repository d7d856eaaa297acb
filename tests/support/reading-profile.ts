/** A profile that only previews: from a company to a store, with nothing in the store. */
import type { Host } from '../../electron/host.ts';
import type { ErpConnection } from '../../shared/domain/settings.ts';
import { defaultShop } from '../../simulators/shopify/index.ts';

export async function makeReadingProfile(host: Host, shopUrl: string, erp: ErpConnection): Promise<string> {
  const { id: profileId } = await host.services['profile.create']({
    name: 'Harbour',
    colour: 'teal',
    homeCountry: 'AU',
  });
  await host.services['connection.saveShopify']({
    profileId,
    connection: {
      domain: defaultShop.myshopifyDomain,
      url: shopUrl,
      signIn: 'token',
      clientId: null,
      storeErpId: false,
    },
    secret: null,
  });
  await host.services['connection.saveErp']({ profileId, connection: erp, secret: null });
  const { customer, defaults, policies } = (await host.services['profile.open']({ profileId })).profile;
  await host.services['settings.save']({
    profileId,
    customer: { ...customer, active: true, direction: 'export' },
    defaults: { ...defaults, noGuestCustomer: true },
    policies,
  });
  return profileId;
}
