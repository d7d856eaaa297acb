/** L6 L9: previews of changes lead where full ones lead, whatever happens in between. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildWorld,
  directions,
  edit,
  edits,
  people,
  worldOf,
  type World,
} from '../../tests/support/random-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { contentOf } from '../../tests/support/commit-world.ts';
import {
  applyCompanyEdit,
  companyEdits,
  partiesOfCompanies,
  randomCompanies,
  termsTable,
} from '../../tests/support/random-companies.ts';
import { patienceOf, runsOf } from '../../tests/support/property-runs.ts';
import type { Party, Side } from '../domain/party.ts';
import { fullScope, type Scope } from '../domain/scope.ts';

const changes: Scope = { kind: 'changes' };

/** A write that is refused once, by what it would do. */
const refusals = fc.array(fc.nat(6), { maxLength: 2 });

const newcomers = fc.array(
  fc.record({
    side: fc.constantFrom<Side>('erp', 'shopify'),
    email: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
    phone: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    lastName: fc.constantFrom('Nguyen', 'Ngata', 'Singh'),
  }),
  { maxLength: 3 },
);

/** Somebody who turns up in one system, as far as that system takes them: Shopify gives an e-mail or a phone to one only. */
function arrive(
  world: World,
  number: number,
  { side, email, phone, lastName }: typeof newcomers extends fc.Arbitrary<readonly (infer T)[]> ? T : never,
): void {
  const values = {
    lastName,
    email: email === null ? null : `customer${email}@example.com`,
    phone: phone === null ? null : `+6149200000${phone}`,
  };
  if (side === 'erp') return world.erp.put(erpParty(number, values));
  const isTaken = world.shopify
    .parties()
    .some(
      ({ values: held }) =>
        (values.email !== null && held.email === values.email) ||
        (values.phone !== null && held.phone === values.phone),
    );
  if (!isTaken) world.shopify.put(shopifyParty(number, values));
}

function individualContent(party: Party): unknown {
  const { values, status, locations } = party;
  const places = locations.map(({ values: place, active, isDefault }) =>
    JSON.stringify([place, active, isDefault]),
  );
  return [values, status, places.toSorted()];
}

/** What a system holds, whatever the ids of what was made in it. */
function contents(world: World, side: Side): readonly string[] {
  return world[side]
    .parties()
    .map((party) => JSON.stringify(individualContent(party)))
    .toSorted();
}

async function sync(world: World, scope: Scope, refused: readonly number[] = []): Promise<void> {
  const plan = await world.prepare(scope);
  expect(plan.scope?.forced).toBeUndefined();
  const { writes, byVerb } = plan.totals;
  if (writes.erp + writes.shopify + byVerb.link === 0) return;
  let asked = 0;
  for (const side of ['erp', 'shopify'] as const) {
    world[side].fault = () => {
      asked += 1;
      return refused.includes(asked - 1) ? 'lostRequest' : null;
    };
  }
  await world.commit(plan);
  for (const side of ['erp', 'shopify'] as const) world[side].fault = null;
}

/** Until nothing is left to write: R6 sets a phone free only with the sync before. */
async function settle(world: World, scope: Scope): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await sync(world, scope);
}

describe('previews of changes', () => {
  it(
    'L6 end where full ones end, after any edits, refusals and previews that nobody committed',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          people,
          people,
          directions,
          fc.array(fc.record({ edits, newcomers, refused: refusals, isCommitted: fc.boolean() }), {
            minLength: 1,
            maxLength: 4,
          }),
          async (erpPeople, shopifyPeople, direction, weeks) => {
            const make = (): World =>
              worldOf(buildWorld(erpPeople, 'erp'), buildWorld(shopifyPeople, 'shopify'), direction);
            const [full, part] = [make(), make()];
            for (const world of [full, part]) await settle(world, fullScope);
            for (const [turn, week] of weeks.entries()) {
              for (const world of [full, part]) {
                for (const each of week.edits) edit(world, each);
                for (const [index, each] of week.newcomers.entries())
                  arrive(world, 100 + turn * 10 + index, each);
                const scope = world === full ? fullScope : changes;
                if (week.isCommitted) await sync(world, scope, week.refused);
                else await world.prepare(scope);
              }
            }
            await settle(full, fullScope);
            await settle(part, changes);
            expect((await part.prepare(changes)).totals.writes).toEqual({ erp: 0, shopify: 0 });
            // What the full preview sees besides is nothing.
            expect((await part.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
            for (const side of ['erp', 'shopify'] as const) {
              expect(contents(part, side)).toEqual(contents(full, side));
            }
          },
        ),
        { numRuns: runsOf(60) },
      );
    },
    patienceOf(60_000),
  );

  it(
    'L6 end where full ones end with business customers, their locations, contacts and roles, too',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          randomCompanies,
          randomCompanies,
          directions,
          fc.array(fc.record({ edits: companyEdits, refused: refusals, isCommitted: fc.boolean() }), {
            minLength: 1,
            maxLength: 4,
          }),
          async (erpCompanies, shopifyCompanies, direction, weeks) => {
            const make = (): World =>
              worldOf(
                partiesOfCompanies(erpCompanies, 'erp'),
                partiesOfCompanies(shopifyCompanies, 'shopify'),
                direction,
                { terms: [...termsTable] },
              );
            const [full, part] = [make(), make()];
            for (const world of [full, part]) await settle(world, fullScope);
            for (const [turn, week] of weeks.entries()) {
              for (const world of [full, part]) {
                for (const each of week.edits) applyCompanyEdit(world[each.side], each, turn);
                const scope = world === full ? fullScope : changes;
                if (week.isCommitted) await sync(world, scope, week.refused);
                else await world.prepare(scope);
              }
            }
            await settle(full, fullScope);
            await settle(part, changes);
            expect((await part.prepare(changes)).totals.writes).toEqual({ erp: 0, shopify: 0 });
            expect((await part.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
            for (const side of ['erp', 'shopify'] as const) {
              expect(contentOf(part[side], side)).toEqual(contentOf(full[side], side));
            }
          },
        ),
        { numRuns: runsOf(40) },
      );
    },
    patienceOf(60_000),
  );
});
