/** Laws of the preview over generated business customers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld } from '../../tests/support/commit-world.ts';
import {
  erpCompany,
  erpContact,
  erpSite,
  shopifyCompany,
  shopifyContact,
  shopifySite,
} from '../../tests/support/companies.ts';
import {
  agreedCompany,
  planCompany,
  termsPairs,
  type CompanyWorld,
} from '../../tests/support/company-world.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { isAppError } from '../domain/app-error.ts';
import type { Contact, ContactRole } from '../domain/contact.ts';
import { otherSide, type Location, type Party, type Side } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { FieldAction } from './plan.ts';
import type { PlannedRow, ReconcileSettings } from './reconcile.ts';
import { targetOf } from './reconcile-field.ts';

// ---------------------------------------------------------------------------------------------- generated companies

const direction = fc.constantFrom<Direction>('import', 'export', 'bidirectional');
const side = fc.constantFrom<Side>('erp', 'shopify');
const role = fc.constantFrom<ContactRole | null>(null, 'orderingOnly', 'locationAdmin');
const taxId = fc.constantFrom(null, '51 824 753 556', '51824753556', '83 914 571 673', '51 824 753 557');
const terms = fc.constantFrom(null, 'terms/30', 'terms/60', 'terms/fixed');

const awkward = fc.constantFrom<Partial<Location['values']>>(
  {},
  { province: 'Nowhere' },
  { postcode: '32200' },
  { address1: null },
  { address1: null, city: null, postcode: null, province: null },
  { phone: '0412 345 678' },
  { phone: 'ask Sione' },
  { attention: 'Goods inwards' },
  { address1: 'x'.repeat(60) },
);

const site = fc.record({
  number: fc.integer({ min: 0, max: 3 }),
  values: awkward,
  taxId,
  terms,
  exempt: fc.boolean(),
});

const person = fc.record({
  number: fc.integer({ min: 1, max: 5 }),
  email: fc.constantFrom('own', 'own', 'own', null),
  lastName: fc.constantFrom('Park', 'PARK', null, 'Ngata'),
  phone: fc.constantFrom(null, '0412 345 678', '+61412345678'),
  active: fc.constantFrom(true, true, true, false),
  roles: fc.tuple(role, role),
});

const company = fc.record({
  name: fc.constantFrom('Alder Pty Ltd', 'ALDER PTY LTD', 'Birch'),
  sites: fc.uniqueArray(site, { selector: ({ number }) => number, minLength: 1, maxLength: 3 }),
  people: fc.uniqueArray(person, { selector: ({ number }) => number, maxLength: 4 }),
  terms: fc.constantFrom(null, '30D', '60D', 'COD'),
  hasMain: fc.boolean(),
});

type Generated = typeof company extends fc.Arbitrary<infer T> ? T : never;

function rolesAt(
  locations: readonly Location[],
  [one, other]: readonly (ContactRole | null)[],
): Readonly<Record<string, ContactRole>> {
  const entries = [one, other].flatMap((each, index) => {
    const key = locations[index]?.key;
    return each == null || key === undefined ? [] : [[key, each] as const];
  });
  return Object.fromEntries(entries);
}

function partyOf(where: Side, { name, sites, people, terms: own, hasMain }: Generated): Party {
  const locations = sites.map(({ number, values, exempt, ...traits }, index) => {
    const parts = { values, site: { taxId: traits.taxId, taxExempt: exempt } };
    return where === 'erp'
      ? erpSite(index === 0 ? 0 : number + 1, { ...parts, isDefault: index === 0 })
      : shopifySite(100 + number, number, { ...parts, site: { ...parts.site, terms: traits.terms } });
  });
  const contacts = people.map(({ number, email, lastName, phone, active, roles }): Contact => {
    const make = where === 'erp' ? erpContact : shopifyContact;
    const plain = make(number, { roles: rolesAt(locations, roles), active: where === 'shopify' || active });
    const isBare = email === null && where === 'erp';
    // Shopify keeps phones as it reads them, and every person once.
    const held = where === 'erp' || phone === null ? phone : number === 1 ? '+61412345678' : null;
    return {
      ...plain,
      values: { ...plain.values, lastName, phone: held, ...(isBare ? { email: null } : {}) },
    };
  });
  const main = hasMain ? (contacts.find(({ active }) => active)?.key ?? null) : null;
  const parts = { name, locations, contacts, main };
  return where === 'erp' ? erpCompany(1, { ...parts, terms: own }) : shopifyCompany(1, parts);
}

const reference = { externalReference: '1 - Harbour' };

function peopleOf(party: Party | null): readonly Party[] {
  return (party?.business?.contacts ?? []).map(({ number, values }) => shopifyParty(Number(number), values));
}

describe('L7 a second sync right after the first', () => {
  interface Case {
    readonly erp: Generated | null;
    readonly shopify: Generated | null;
    readonly way: Direction;
    readonly primary: Side;
    readonly always: boolean;
  }

  async function secondPreview({ erp, shopify, way, primary, always }: Case): Promise<unknown> {
    const ours = erp === null ? [] : [{ ...partyOf('erp', erp), ...(shopify === null ? {} : reference) }];
    const theirs = shopify === null ? null : partyOf('shopify', shopify);
    const world = createCommitWorld({
      erp: ours,
      shopify: [...(theirs === null ? [] : [theirs]), ...peopleOf(theirs)],
      customer: { direction: 'export' },
      company: { direction: way, primary, terms: [...termsPairs], alwaysExportTerms: always },
      policies: { conflicts: 'primary' },
    });
    try {
      const run = await world.sync();
      expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'PLAN_NOTHING_TO_DO') throw error;
    }
    const { totals } = await world.prepare();
    return { writes: totals.writes, link: totals.byVerb.link, conflict: totals.byVerb.conflict };
  }

  const nothing = { writes: { erp: 0, shopify: 0 }, link: 0, conflict: 0 };

  it('is empty for two companies that met for the first time', async () => {
    const cases = fc.record<Case>({
      erp: company,
      shopify: company,
      way: direction,
      primary: side,
      always: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async (each) => {
        expect(await secondPreview(each)).toEqual(nothing);
      }),
      { numRuns: runsOf(300) },
    );
  });

  it('is empty for a company that was made on the other side', async () => {
    const alone = fc.oneof(
      fc.record<Case>({
        erp: company,
        shopify: fc.constant(null),
        way: direction,
        primary: side,
        always: fc.boolean(),
      }),
      fc.record<Case>({
        erp: fc.constant(null),
        shopify: company,
        way: direction,
        primary: side,
        always: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(alone, async (each) => {
        expect(await secondPreview(each)).toEqual(nothing);
      }),
      { numRuns: runsOf(300) },
    );
  });
});

// ---------------------------------------------------------------------------------------------- laws of one row

const pair = fc.record({ erp: company, shopify: company });

/** What the two are now, and, where they are linked, what they were when they last agreed. */
const worlds = fc.record({ now: pair, before: fc.option(pair) }).map(({ now, before }): CompanyWorld => {
  const of = ({ erp, shopify }: { erp: Generated; shopify: Generated }) => ({
    erp: { ...partyOf('erp', erp), ...reference },
    shopify: partyOf('shopify', shopify),
  });
  const agreed = before === null ? null : of(before);
  return { ...of(now), link: agreed === null ? null : agreedCompany(agreed.erp, agreed.shopify) };
});

const settings = fc.record({
  direction,
  primary: side,
  policies: fc.record({
    conflicts: fc.constantFrom('ask' as const, 'primary' as const),
    phoneTaken: fc.constant('without' as const),
    sameEmail: fc.constant('link' as const),
    approveDeactivations: fc.constant(false),
  }),
  terms: fc.record({ pairs: fc.constant(termsPairs), always: fc.boolean() }),
});

function actionsOf({ row }: PlannedRow): readonly FieldAction[] {
  return [
    ...row.fields,
    ...row.locations.flatMap(({ fields }) => fields),
    ...(row.contacts ?? []).flatMap(({ fields, roles }) => [...fields, ...roles]),
  ].map(({ action }) => action);
}

describe('a row of a business customer', () => {
  it('never writes against its direction, and takes nothing away by itself (L11)', () => {
    fc.assert(
      fc.property(worlds, settings, (world, with_) => {
        const planned = planCompany(world, with_);
        const closed = { import: 'shopify', export: 'erp', bidirectional: 'nowhere' }[with_.direction];
        const children = [...planned.row.locations, ...(planned.row.contacts ?? [])];
        expect(actionsOf(planned).map(targetOf)).not.toContain(closed);
        expect(children.map(({ target }) => target)).not.toContain(closed);
        expect(planned.row.mainContactChange?.side).not.toBe(closed);
        expect(planned.row.defaultChange?.side).not.toBe(closed);
        for (const { verb, proposed } of children) {
          expect(proposed).toBe(verb === 'deactivate' || verb === 'delete');
        }
      }),
      { numRuns: runsOf(1000) },
    );
  });

  it('holds every location and every contact of both sides exactly once (L12)', () => {
    fc.assert(
      fc.property(worlds, settings, (world, with_) => {
        const { row } = planCompany(world, with_);
        for (const where of ['erp', 'shopify'] as const) {
          const party = world[where];
          const placed = row.locations.flatMap((change) => change[where]?.key ?? []);
          expect(placed.toSorted()).toEqual(party?.locations.map(({ key }) => key).toSorted());
          const met = (row.contacts ?? []).flatMap((change) => change[where]?.key ?? []);
          expect(met.toSorted()).toEqual(party?.business?.contacts.map(({ key }) => key).toSorted());
        }
        const ids = [...row.locations, ...(row.contacts ?? [])].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: runsOf(1000) },
    );
  });

  it('is the same in whatever order contacts and locations come (P11)', () => {
    const turned = (party: Party | null): Party | null =>
      party?.business === undefined
        ? party
        : {
            ...party,
            locations: party.locations.toReversed(),
            business: {
              ...party.business,
              contacts: party.business.contacts
                .map((contact) => ({ ...contact, roles: contact.roles.toReversed() }))
                .toReversed(),
            },
          };
    const told = ({ row }: PlannedRow): unknown => ({
      verb: row.verb,
      target: row.target,
      fields: row.fields,
      notes: row.notes,
      main: row.mainContactChange,
      locations: row.locations
        .map((each) => JSON.stringify({ ...each, newKey: each.newKey !== null }))
        .toSorted(),
      contacts: row.contacts
        ?.map((each) =>
          JSON.stringify({ ...each, roles: each.roles.map((given) => JSON.stringify(given)).toSorted() }),
        )
        .toSorted(),
    });
    fc.assert(
      fc.property(worlds, settings, ({ erp, shopify, link }, with_) => {
        const straight = planCompany({ erp, shopify, link }, with_);
        const other = planCompany({ erp: turned(erp), shopify: turned(shopify), link }, with_);
        expect(told(other)).toEqual(told(straight));
      }),
      { numRuns: runsOf(1000) },
    );
  });

  it('is the same the other way round, as far as names and roles go', () => {
    const opposite: Readonly<Record<FieldAction, FieldAction>> = {
      keep: 'keep',
      conflict: 'conflict',
      writeErp: 'writeShopify',
      writeShopify: 'writeErp',
    };
    const oppositeWay: Readonly<Record<Direction, Direction>> = {
      import: 'export',
      export: 'import',
      bidirectional: 'bidirectional',
    };
    const states = fc.record({
      erp: fc.record({ name: fc.constantFrom('Alder', 'Birch', 'Cedar'), role }),
      shopify: fc.record({ name: fc.constantFrom('Alder', 'Birch', 'Cedar'), role }),
    });
    type States = typeof states extends fc.Arbitrary<infer T> ? T : never;
    const of = ({ erp, shopify }: States) => {
      const ours = erpSite(0);
      const theirs = shopifySite(100, 0);
      const at = (key: string, given: ContactRole | null) => (given === null ? {} : { [key]: given });
      return {
        erp: erpCompany(1, {
          name: erp.name,
          locations: [ours],
          contacts: [erpContact(1, { roles: at(ours.key, erp.role) })],
        }),
        shopify: shopifyCompany(1, {
          name: shopify.name,
          locations: [theirs],
          contacts: [shopifyContact(1, { roles: at(theirs.key, shopify.role) })],
        }),
      };
    };
    const swapped = ({ erp, shopify }: States): States => ({ erp: shopify, shopify: erp });
    const plan = (now: States, before: States | null, with_: Partial<ReconcileSettings>) => {
      const agreed = before === null ? null : of(before);
      const link = agreed === null ? null : agreedCompany(agreed.erp, agreed.shopify);
      return planCompany({ ...of(now), link }, with_).row;
    };
    const told = (row: PlannedRow['row'], turn: (action: FieldAction) => FieldAction) =>
      [...row.fields, ...(row.contacts?.[0]?.roles ?? [])].map(({ action, result, notes }) => ({
        action: turn(action),
        result,
        notes: notes.map(({ code }) => code),
      }));
    fc.assert(
      fc.property(states, fc.option(states), settings, (now, before, with_) => {
        const straight = plan(now, before, with_);
        const mirrored = plan(swapped(now), before === null ? null : swapped(before), {
          ...with_,
          direction: oppositeWay[with_.direction],
          primary: otherSide(with_.primary),
        });
        expect(told(mirrored, (action) => opposite[action])).toEqual(told(straight, (action) => action));
      }),
      { numRuns: runsOf(1000) },
    );
  });
});
