/** A profile of a host in this process that is connected to the two simulators, as a person connects it in the first step. */
import type { Host } from '../../electron/host.ts';
import { demoCompany, type DemoWorld } from '../../simulators/demo/world.ts';

export interface ConnectedProfile {
  readonly name: string;
  readonly storeErpId?: boolean;
  /** Of the ERP's licence; without it that of the demo. */
  readonly requestsPerMinute?: number;
  readonly concurrency?: number;
}

/** @returns the id of the profile. */
export async function connectProfile(
  { services }: Host,
  { shopify, erp }: Pick<DemoWorld, 'shopify' | 'erp'>,
  { name, storeErpId = false, requestsPerMinute, concurrency = 2 }: ConnectedProfile,
): Promise<string> {
  const { id: profileId } = await services['profile.create']({ name, colour: 'teal', homeCountry: 'AU' });
  await services['connection.saveShopify']({
    profileId,
    connection: {
      domain: demoCompany.domain,
      url: shopify.url,
      signIn: 'token',
      clientId: null,
      storeErpId,
    },
    secret: demoCompany.accessToken,
  });
  await services['connection.saveErp']({
    profileId,
    connection: {
      url: erp.url,
      tenant: demoCompany.tenant,
      branch: null,
      locale: null,
      signIn: 'cookie',
      clientId: null,
      username: demoCompany.user,
      endpointVersion: null,
      requestsPerMinute: requestsPerMinute ?? demoCompany.requestsPerMinute,
      concurrency,
      apiUsers: null,
      useWholeLicence: true,
    },
    secret: demoCompany.password,
  });
  return profileId;
}
