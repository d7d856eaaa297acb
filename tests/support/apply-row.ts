/** Carries out a planned row as two faithful systems would, and moves the link as the ledger would. */
import { erpParty, makeLocation, shopifyParty } from './parties.ts';
import type { FieldName, Location, LocationValues, Party, Side } from '../../shared/domain/party.ts';
import { blankLocation } from '../../shared/domain/fields.ts';
import type { FieldChange, LocationChange } from '../../shared/sync/plan.ts';
import type { Link, LocationLink } from '../../shared/sync/ledger-port.ts';
import type { PlannedRow } from '../../shared/sync/reconcile.ts';
import {
  agreedCustomerValues,
  agreedLocationValues,
  defaultsNow,
} from '../../shared/sync/reconcile-agreed.ts';
import { targetOf } from '../../shared/sync/reconcile-field.ts';

export interface World {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
}

function written<T extends Readonly<Partial<Record<FieldName, string | null>>>>(
  values: T,
  fields: readonly FieldChange[],
  side: Side,
): T {
  const result: Partial<Record<string, string | null>> = { ...values };
  for (const { field, action, result: value } of fields) if (targetOf(action) === side) result[field] = value;
  return result as T;
}

let serial = 0;

function applyLocation(change: LocationChange, parties: Record<Side, Party>, links: LocationLink[]): void {
  if (!['create', 'update', 'link'].includes(change.verb)) return;
  const keys: Record<Side, string | null> = {
    erp: change.erp?.key ?? null,
    shopify: change.shopify?.key ?? null,
  };
  for (const side of ['erp', 'shopify'] as const) {
    if (change.target !== side && change.target !== 'both') continue;
    const party = parties[side];
    const key = keys[side];
    if (key === null) {
      serial += 1;
      const created =
        change.newKey ?? (side === 'erp' ? `L9${serial}` : `gid://shopify/MailingAddress/9${serial}`);
      keys[side] = created;
      const isFirst = party.locations.length === 0;
      const location = makeLocation(created, written(blankLocation, change.fields, side), {
        isDefault: isFirst,
      });
      parties[side] = { ...party, locations: [...party.locations, location] };
    } else {
      const locations = party.locations.map((location): Location =>
        location.key === key
          ? { ...location, active: true, values: written(location.values, change.fields, side) }
          : location,
      );
      parties[side] = { ...party, locations };
    }
  }
  const { erp: erpKey, shopify: shopifyKey } = keys;
  if (erpKey === null || shopifyKey === null) return;
  const known = links.findIndex((link) => link.erpKey === erpKey || link.shopifyKey === shopifyKey);
  const link: LocationLink = {
    erpKey,
    shopifyKey,
    state: 'linked',
    agreed: agreedLocationValues({
      fields: change.fields,
      erp: valuesAt(parties.erp, erpKey),
      shopify: valuesAt(parties.shopify, shopifyKey),
    }),
  };
  if (known === -1) links.push(link);
  else links[known] = link;
}

function valuesAt(party: Party, key: string): LocationValues {
  return party.locations.find((location) => location.key === key)?.values ?? blankLocation;
}

/** What is in conflict, invalid or only proposed stays as it is. */
export function applyRow(world: World, { row, agreedRefresh }: PlannedRow): World {
  const link = agreedRefresh ?? world.link;
  if (!['create', 'update', 'link'].includes(row.verb)) return { ...world, link };
  const parties: Record<Side, Party> = {
    erp: world.erp ?? { ...erpParty(1), locations: [] },
    shopify: world.shopify ?? shopifyParty(1),
  };
  for (const side of ['erp', 'shopify'] as const) {
    parties[side] = { ...parties[side], values: written(parties[side].values, row.fields, side) };
  }
  const links = [...(link?.locations ?? [])];
  for (const change of row.locations) applyLocation(change, parties, links);
  if (world.erp === null && !parties.erp.locations.some(({ key }) => key === 'MAIN')) {
    const main = makeLocation('MAIN', { country: 'AU' }, { isDefault: parties.erp.locations.length === 0 });
    parties.erp = { ...parties.erp, locations: [...parties.erp.locations, main] };
  }
  const moved = row.defaultChange;
  if (moved !== null) {
    const key = row.locations.find(({ id }) => id === moved.locationId)?.[moved.side]?.key;
    const party = parties[moved.side];
    if (key !== undefined) {
      const locations = party.locations.map((location) => ({ ...location, isDefault: location.key === key }));
      parties[moved.side] = { ...party, locations };
    }
  }
  const { erp, shopify } = parties;
  return {
    erp,
    shopify,
    link: {
      id: 'link-1',
      erpKey: erp.key,
      erpNumber: erp.number,
      shopifyKey: shopify.key,
      agreed: agreedCustomerValues({
        fields: row.fields,
        erp: erp.values,
        shopify: shopify.values,
      }),
      locations: links,
      agreedDefault: defaultsNow(erp, shopify),
      createdAt: '2026-01-01T00:00:00.000Z',
      agreedAt: '2026-01-01T00:00:00.000Z',
    },
  };
}
