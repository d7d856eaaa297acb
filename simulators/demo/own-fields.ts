/** What this invented business keeps of its customers beside what every store and company does: a loyalty level, and a territory. */
import type { AcumaticaSimulator } from '../acumatica/index.ts';
import type { ShopifySimulator } from '../shopify/index.ts';
import type { Person } from './people.ts';

const loyalty = { namespace: 'loyalty', key: 'level', type: 'single_line_text_field' } as const;
const territory = 'TERRITORY';

/** As an administrator defines them: in the store's settings, and with the classes of the company. */
export function defineOwnFields({
  shopify,
  erp,
}: {
  readonly shopify: ShopifySimulator;
  readonly erp: AcumaticaSimulator;
}): void {
  shopify.store.defineMetafield({ ...loyalty, name: 'Loyalty level', ownerType: 'CUSTOMER' });
  for (const { values } of erp.store.snapshot().lookUps.CustomerClass) {
    erp.store.setLookUp('CustomerClass', values, [
      {
        AttributeID: territory,
        Description: 'Sales territory',
        Active: true,
        Required: false,
        SortOrder: 1,
      },
    ]);
  }
}

/** Whoever has goods sent to many places buys much. */
export function loyaltyOf({ homes }: Person) {
  if (homes.length < 2) return [];
  return [{ ...loyalty, value: homes.length > 2 ? 'Gold' : 'Silver' }];
}

const territories: Readonly<Record<string, string>> = {
  NSW: 'East',
  ACT: 'East',
  VIC: 'South',
  TAS: 'South',
  SA: 'South',
  WA: 'West',
  QLD: 'North',
  NT: 'North',
};

export function territoryOf({ homes: [main] }: Person) {
  if (main === undefined) return [];
  const value = main.country === 'NZ' ? 'New Zealand' : (territories[main.province] ?? 'East');
  return [{ AttributeID: territory, Value: value }];
}
