/** Business customers of one store, read and written. Individual customers go on beside them undisturbed. */
import type { CompanySink, CompanySource } from '../../../../shared/sync/company-ports.ts';
import type { Clock } from '../../../../shared/sync/ports.ts';
import type { ShopifyClient } from '../client.ts';
import type { Shop } from '../shop.ts';
import { createCompanyClient } from './access.ts';
import { createCompanySource } from './read.ts';
import { createCompanyWriter } from './write-company.ts';
import { createContactWriter } from './write-contact.ts';
import { createLocationWriter } from './write-location.ts';

export interface Companies {
  readonly source: CompanySource;
  readonly sink: CompanySink;
}

export interface CompaniesOptions {
  readonly client: ShopifyClient;
  readonly clock: Clock;
  readonly shop: Shop;
  /** Where a list starts anew; see `ListOptions`. */
  readonly listLength: number;
}

/** Sends nothing by itself. Every call throws SHOPIFY_COMPANIES_OFF in a store without B2B. */
export function createCompanies({ client, clock, shop, listLength }: CompaniesOptions): Companies {
  const companyClient = createCompanyClient(client, shop);
  return {
    source: createCompanySource({ client: companyClient, clock, listLength }),
    sink: {
      ...createCompanyWriter(companyClient),
      ...createLocationWriter(companyClient),
      ...createContactWriter(companyClient),
    },
  };
}
