/** Laws of the reconcile stage over generated customers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRow, type World } from '../../tests/support/apply-row.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import type { CustomerField, Location, LocationValues, Party, Side } from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { AgreedValue, FieldAction } from './plan.ts';
import type { Link } from './ledger-port.ts';
import type { PlannedRow, ReconcileContext, ReconcileSettings } from './reconcile.ts';
import { reconcilePair } from './reconcile.ts';
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
    policies: { conflicts: 'primary', phoneTaken: 'without', approveDeactivations: false, sameEmail: 'link' },
    homeCountry: 'AU',
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
  const runs = { numRuns: runsOf(1000) };

  it('is empty for two records that met for the first time', () => {
    fc.assert(
      fc.property(partyOf('erp'), partyOf('shopify'), direction, side, (erp, shopify, way, primary) => {
        const settings = settingsOf(way, primary);
        const first = { erp, shopify, link: null };
        const second = applyRow(first, plan(first, settings));
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
        const second = applyRow(first, plan(first, settings));
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
          const agreed = applyRow(first, plan(first, settings));
          const edited = { ...agreed, erp: editedErp, shopify: editedShopify };
          const synced = applyRow(edited, plan(edited, settings));
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
      { numRuns: runsOf(3000) },
    );
  });
});

/** The same pair with MYOB's part played by Shopify and the other way round. */
function swapped(values: Readonly<Record<CustomerField, AgreedValue>>): Record<CustomerField, AgreedValue> {
  return Object.fromEntries(
    Object.entries(values).map(([field, { erp, shopify }]) => [field, { erp: shopify, shopify: erp }]),
  ) as Record<CustomerField, AgreedValue>;
}

const oppositeWay: Readonly<Record<Direction, Direction>> = {
  import: 'export',
  export: 'import',
  bidirectional: 'bidirectional',
};
const opposite: Readonly<Record<FieldAction, FieldAction>> = {
  keep: 'keep',
  conflict: 'conflict',
  writeErp: 'writeShopify',
  writeShopify: 'writeErp',
};

describe('two whole records swapped, with directions and primary system', () => {
  /** Values that both systems take alike: a phone, an address and an account name have rules of one system. */
  const one = fc.constantFrom('a', 'b', 'c', 'Ngata');
  const optional = fc.option(one.map((text) => `${text}@example.com`));
  const both = (value: fc.Arbitrary<string | null>): fc.Arbitrary<AgreedValue> =>
    fc.record({ erp: value, shopify: value });
  const pairOf = fc.record({
    firstName: both(one),
    lastName: both(one),
    email: both(optional),
    phone: fc.constant({ erp: null, shopify: null }),
  });

  function planned(
    now: Readonly<Record<CustomerField, AgreedValue>>,
    base: Readonly<Record<CustomerField, AgreedValue>> | null,
    settings: ReconcileSettings,
  ): PlannedRow {
    const side = (name: Side) =>
      Object.fromEntries(Object.entries(now).map(([field, value]) => [field, value[name]]));
    const erp = erpParty(1, { ...side('erp'), accountName: 'Chosen Ltd', locations: [] });
    const shopify = shopifyParty(1, side('shopify'));
    const link: Link | null =
      base === null
        ? null
        : {
            id: 'link-1',
            erpKey: erp.key,
            erpNumber: erp.number,
            shopifyKey: shopify.key,
            agreed: base,
            locations: [],
            agreedDefault: { erp: null, shopify: null },
            createdAt: '',
            agreedAt: '',
          };
    return plan({ erp, shopify, link }, settings);
  }

  it('are planned the same, the other way round', () => {
    fc.assert(
      fc.property(
        pairOf,
        fc.option(pairOf),
        direction,
        side,
        fc.constantFrom('ask', 'primary'),
        (now, base, way, primary, conflicts) => {
          const settings = settingsOf(way, primary);
          const policies = { ...settings.policies, conflicts };
          const straight = planned(now, base, { ...settings, policies });
          const mirrored = planned(swapped(now), base === null ? null : swapped(base), {
            ...settings,
            policies,
            direction: oppositeWay[way],
            primary: otherSide(primary),
          });
          const told = ({ row }: PlannedRow, turn: (action: FieldAction) => FieldAction) => ({
            verb: row.verb,
            fields: row.fields.map(({ field, action, result, notes }) => ({
              field,
              action: turn(action),
              result,
              notes: notes.map(({ code }) => code),
            })),
          });
          expect(told(mirrored, (action) => opposite[action])).toEqual(told(straight, (action) => action));
          const turned = { erp: 'shopify', shopify: 'erp', both: 'both', none: 'none' } as const;
          expect(turned[mirrored.row.target]).toBe(straight.row.target);
        },
      ),
      { numRuns: runsOf(2000) },
    );
  });
});

describe('the order of things', () => {
  const seedOf = fc.integer();

  /** The same items in an order that depends on the seed alone. */
  function shuffled<T>(items: readonly T[], seed: number): T[] {
    return items
      .map((item, index) => ({ item, rank: Math.imul(seed + index * 7919, 2_654_435_761) >>> 0 }))
      .toSorted((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  }

  function reordered<T extends object>(members: T, seed: number): T {
    return Object.fromEntries(shuffled(Object.entries(members), seed)) as T;
  }

  function shuffledParty(party: Party | null, seed: number): Party | null {
    if (party === null) return null;
    const locations = shuffled(party.locations, seed).map((location) => ({
      ...reordered(location, seed),
      values: reordered(location.values, seed + 1),
    }));
    return { ...reordered(party, seed), values: reordered(party.values, seed), locations };
  }

  function shuffledWorld({ erp, shopify, link }: World, seed: number): World {
    return {
      erp: shuffledParty(erp, seed),
      shopify: shuffledParty(shopify, seed + 13),
      link:
        link === null
          ? null
          : { ...link, agreed: reordered(link.agreed, seed), locations: shuffled(link.locations, seed + 29) },
    };
  }

  /** Locations in the order of their ids: only what is planned for each counts. */
  function comparable({ row, agreedRefresh }: PlannedRow): unknown {
    return {
      ...row,
      locations: row.locations.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      refreshed: agreedRefresh?.locations.toSorted((one, other) => (one.erpKey < other.erpKey ? -1 : 1)),
      agreed: agreedRefresh?.agreed,
    };
  }

  it('P11 of fields and locations makes no difference, at a first meeting or after edits of both', () => {
    fc.assert(
      fc.property(
        partyOf('erp'),
        partyOf('shopify'),
        partyOf('erp'),
        partyOf('shopify'),
        direction,
        side,
        seedOf,
        (erp, shopify, editedErp, editedShopify, way, primary, seed) => {
          const settings = settingsOf(way, primary);
          const first: World = { erp, shopify, link: null };
          expect(comparable(plan(shuffledWorld(first, seed), settings))).toEqual(
            comparable(plan(first, settings)),
          );
          const edited = {
            ...applyRow(first, plan(first, settings)),
            erp: editedErp,
            shopify: editedShopify,
          };
          expect(comparable(plan(shuffledWorld(edited, seed), settings))).toEqual(
            comparable(plan(edited, settings)),
          );
        },
      ),
      { numRuns: runsOf(1500) },
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
