/** Laws of the reconcile stage over generated customers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import type { CustomerField, FieldName, Location, LocationValues, Party, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { FieldChange, LocationChange } from './plan.ts';
import type { Link, LocationLink } from './ports.ts';
import type { PlannedRow, ReconcileContext, ReconcileSettings } from './reconcile.ts';
import { reconcilePair } from './reconcile.ts';
import { agreedCustomerValues, agreedLocationValues, defaultsNow } from './reconcile-agreed.ts';
import { blankLocation } from './locations-values.ts';
import { judge, targetOf } from './reconcile-field.ts';

const context: ReconcileContext = {
  emailOwner: () => null,
  phoneOwner: () => null,
  isFiltered: () => null,
  isComplete: () => true,
  nextNumber: () => null,
  nextLocationNumber: () => null,
  contentHash: () => 'as read',
};

function settingsOf(direction: Direction, primary: Side): ReconcileSettings {
  return {
    direction,
    primary,
    withLocations: true,
    // Conflicts are settled, so that a row can be carried out whole.
    policies: { conflicts: 'primary', phoneTaken: 'without', approveDeactivations: false },
    homeCountry: 'AU',
  };
}

// ------------------------------------------------------------------ carrying a row out, as faithful systems would

interface World {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
}

function written<T extends Readonly<Partial<Record<FieldName, string | null>>>>(
  values: T,
  fields: readonly FieldChange[],
  side: Side,
): T {
  const result: Record<string, string | null> = { ...values };
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

function apply(world: World, { row, agreedRefresh }: PlannedRow): World {
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

// ------------------------------------------------------------------ generated customers

const firstName = fc.constantFrom(null, 'Jane', 'JANE', 'Mary Ann');
const lastName = fc.constantFrom('Doe', 'Roe', 'O\u2019Brien');
const email = fc.constantFrom(null, 'a@example.com', 'A@Example.com', 'b@example.co.nz');
const erpPhone = fc.constantFrom(null, '0412 345 678', '+61 412 345 678', '02 9374 4000 x9', 'ask Sione');
const shopifyPhone = fc.constantFrom(null, '+61412345678', '+6493001234');
const place = fc.constantFrom<Partial<LocationValues>>(
  {},
  { address1: '1 King St', city: 'Newtown', province: 'NSW', postcode: '2042', country: 'AU' },
  {
    address1: '1 KING ST.',
    city: 'newtown',
    province: 'New South Wales',
    postcode: '2042',
    country: 'Australia',
  },
  { address1: '5 Queen St', city: 'Auckland', postcode: '1010', country: 'NZ' },
  { address1: '5 Queen St', city: 'Auckland', province: 'AUK', postcode: '1010', country: 'NZ' },
  { address1: '7 Nowhere Rd', city: 'Alice', province: 'Nowhere', postcode: '0870', country: 'AU' },
  { address1: 'x'.repeat(300), city: 'Perth', province: 'WA', postcode: '6000', country: 'AU' },
);
const attention = fc.constantFrom(null, 'Jane Doe', 'Bob Lee');
const company = fc.constantFrom(null, 'Jane Doe', 'Doe Plumbing');

function locationsOf(side: Side, phone: fc.Arbitrary<string | null>): fc.Arbitrary<readonly Location[]> {
  const values = fc
    .tuple(place, attention, company, phone)
    .map(([where, who, firm, number]) => ({ ...where, attention: who, company: firm, phone: number }));
  return fc
    .array(fc.tuple(values, fc.boolean()), { minLength: side === 'erp' ? 1 : 0, maxLength: 4 })
    .map((all) =>
      all.map(([each, active], index) =>
        makeLocation(
          side === 'shopify'
            ? `gid://shopify/MailingAddress/${index + 1}`
            : index === 0
              ? 'MAIN'
              : `L${index}`,
          each,
          { isDefault: index === 0, active: side === 'shopify' || index === 0 || active },
        ),
      ),
    );
}

function partyOf(side: Side): fc.Arbitrary<Party> {
  const phone = side === 'erp' ? erpPhone : shopifyPhone;
  return fc
    .record({
      firstName,
      lastName,
      email,
      phone,
      locations: locationsOf(side, phone),
      nameIsSplit: fc.boolean(),
    })
    .map(({ nameIsSplit, ...input }) =>
      side === 'erp' ? { ...erpParty(1, input), nameIsSplit } : shopifyParty(1, input),
    );
}

const direction = fc.constantFrom<Direction>('import', 'export', 'bidirectional');
const side = fc.constantFrom<Side>('erp', 'shopify');

function plan(world: World, settings: ReconcileSettings): PlannedRow {
  return reconcilePair({ ...world, evidence: [], settings, context });
}

/** What a row would write if nobody decided anything; empty after a sync (L7). */
function writesOf({ row }: PlannedRow): unknown {
  if (row.verb !== 'create' && row.verb !== 'update' && row.verb !== 'link') return [];
  return {
    verb: row.verb,
    target: row.target,
    fields: row.fields,
    locations: row.locations,
    default: row.defaultChange,
  };
}

describe('L7 a second run right after the first', () => {
  const runs = { numRuns: 1000 };

  it('is empty for two records that met for the first time', () => {
    fc.assert(
      fc.property(partyOf('erp'), partyOf('shopify'), direction, side, (erp, shopify, way, primary) => {
        const settings = settingsOf(way, primary);
        const first = { erp, shopify, link: null };
        const second = apply(first, plan(first, settings));
        expect(writesOf(plan(second, settings))).toEqual([]);
      }),
      runs,
    );
  });

  it('is empty for a record that was created on the other side', () => {
    fc.assert(
      fc.property(fc.oneof(partyOf('erp'), partyOf('shopify')), (party) => {
        const settings = settingsOf('bidirectional', 'erp');
        const first: World = { erp: null, shopify: null, link: null, [party.side]: party };
        const second = apply(first, plan(first, settings));
        fc.pre(second.link !== null);
        expect(writesOf(plan(second, settings))).toEqual([]);
      }),
      runs,
    );
  });

  it('is empty after edits of both sides of a linked customer', () => {
    fc.assert(
      fc.property(
        partyOf('erp'),
        partyOf('shopify'),
        partyOf('erp'),
        partyOf('shopify'),
        direction,
        side,
        (erp, shopify, editedErp, editedShopify, way, primary) => {
          const settings = settingsOf(way, primary);
          const first = { erp, shopify, link: null };
          const agreed = apply(first, plan(first, settings));
          const edited = { ...agreed, erp: editedErp, shopify: editedShopify };
          const synced = apply(edited, plan(edited, settings));
          expect(writesOf(plan(synced, settings))).toEqual([]);
        },
      ),
      runs,
    );
  });
});

describe('every location', () => {
  it('of both records is in exactly one change', () => {
    fc.assert(
      fc.property(partyOf('erp'), partyOf('shopify'), direction, (erp, shopify, way) => {
        const { row } = plan({ erp, shopify, link: null }, settingsOf(way, 'erp'));
        for (const party of [erp, shopify]) {
          const keys = row.locations
            .map((change) => change[party.side]?.key)
            .filter((key) => key !== undefined);
          expect(keys.toSorted()).toEqual(party.locations.map(({ key }) => key).toSorted());
        }
        expect(new Set(row.locations.map(({ id }) => id)).size).toBe(row.locations.length);
      }),
    );
  });
});

describe('one way', () => {
  it('never writes against its direction', () => {
    fc.assert(
      fc.property(
        partyOf('erp'),
        partyOf('shopify'),
        fc.constantFrom('import', 'export'),
        (erp, shopify, way) => {
          const source: Side = way === 'import' ? 'shopify' : 'erp';
          const { row } = plan({ erp, shopify, link: null }, settingsOf(way, 'erp'));
          const targets = [row.target, ...row.locations.map(({ target }) => target)];
          expect(targets).not.toContain(source);
          expect(targets).not.toContain('both');
          expect(row.fields.map(({ action }) => targetOf(action))).not.toContain(source);
        },
      ),
    );
  });
});

describe('the two systems swapped', () => {
  it('give the same judgement the other way round', () => {
    const value = fc.constantFrom(null, 'a', 'A', 'b', 'c');
    const field = fc.constantFrom<CustomerField | 'city'>('lastName', 'email', 'city');
    const base = fc.option(fc.record({ erp: value, shopify: value }));
    fc.assert(
      fc.property(
        field,
        base,
        value,
        value,
        direction,
        side,
        fc.constantFrom('ask', 'primary'),
        (...given) => {
          const [name, agreed, erp, shopify, way, primary, conflicts] = given;
          const raw = { erp, shopify };
          const swapped = { erp: shopify, shopify: erp };
          const countries = { erp: 'AU', shopify: 'AU' };
          const common = { field: name, countries, required: false };
          const straight = judge({
            ...common,
            base: agreed,
            raw,
            meaning: raw,
            rules: { direction: way, primary, conflicts },
          });
          const mirrored = judge({
            ...common,
            base: agreed === null ? null : { erp: agreed.shopify, shopify: agreed.erp },
            raw: swapped,
            meaning: swapped,
            rules: {
              direction: way === 'import' ? 'export' : way === 'export' ? 'import' : way,
              primary: otherSide(primary),
              conflicts,
            },
          });
          const target = targetOf(straight.action);
          expect(targetOf(mirrored.action)).toBe(target === null ? null : otherSide(target));
          expect(mirrored.agreed).toBe(straight.agreed);
          expect(mirrored.notes.map(({ code }) => code)).toEqual(straight.notes.map(({ code }) => code));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('speed', () => {
  it('10,000 pairs with 1.6 locations take well under a second', () => {
    const worlds = Array.from({ length: 10_000 }, (_each, index): World => {
      const mobile = String(412_000_000 + index);
      const values = { firstName: 'Jane', lastName: `Doe ${index}`, email: `jane${index}@example.com` };
      const streets = Array.from({ length: index % 5 < 3 ? 2 : 1 }, (_street, number) => ({
        address1: `${index + number} King St`,
        city: 'Newtown',
        province: 'NSW',
        postcode: '2042',
        country: 'AU',
      }));
      const erp = erpParty(index, {
        ...values,
        phone: `0${mobile}`,
        locations: streets.map((street, number) =>
          makeLocation(number === 0 ? 'MAIN' : `L${number}`, street, { isDefault: number === 0 }),
        ),
      });
      const shopify = shopifyParty(index, {
        ...values,
        phone: `+61${mobile}`,
        locations: streets.map((street, number) =>
          makeLocation(
            `gid://shopify/MailingAddress/${index * 2 + number}`,
            { ...street, attention: `Jane Doe ${index}` },
            { isDefault: number === 0 },
          ),
        ),
      });
      return { erp, shopify, link: null };
    });
    const settings = settingsOf('bidirectional', 'erp');
    const planAll = () => new Set(worlds.map((world) => plan(world, settings).row.verb));
    planAll(); // the matcher has read every phone before
    const started = process.cpuUsage();
    const verbs = planAll();
    const spent = process.cpuUsage(started);
    expect([...verbs]).toEqual(['link']);
    expect((spent.user + spent.system) / 1000).toBeLessThan(1000);
  });
});
