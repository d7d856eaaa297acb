import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpCompany, erpContact, shopifyCompany, shopifyContact } from '../../tests/support/companies.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { operationSettingsOf, workOf } from './operations.ts';
import { createTotalsCounter, partiesOf } from './plan-build.ts';
import type { PlanRow, PlanRowRecords } from './plan.ts';
import { arrangeLocations, chooseCandidate, forgetChoice } from './sync.ts';

const traits = fc.record({
  lastName: fc.constantFrom('Whitlock', 'Ngata'),
  email: fc.option(fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'), { nil: null }),
  phone: fc.option(fc.constantFrom('+61491570156', '+61491570158'), { nil: null }),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('choose' as const), row: fc.nat(20), partner: fc.nat(12) }),
  fc.record({ kind: fc.constant('apart' as const), row: fc.nat(20), partner: fc.constant(0) }),
  fc.record({ kind: fc.constant('forget' as const), row: fc.nat(20), partner: fc.constant(0) }),
);

interface Stored {
  readonly row: PlanRow;
  readonly records: PlanRowRecords;
}

async function storedRows(world: CommitWorld): Promise<readonly Stored[]> {
  const plan = await world.ledger.latestPlan();
  const rows: Stored[] = [];
  await world.ledger.eachPlanRow(plan?.id ?? '', (row, records) => void rows.push({ row, records }));
  return rows;
}

/** L12: every record in one row, and a header that says what its rows say. */
async function expectSound(world: CommitWorld): Promise<void> {
  const plan = await world.ledger.latestPlan();
  const rows = await storedRows(world);
  const keys = rows.flatMap(({ records }) => partiesOf(records).map(({ key }) => key));
  const all = [...world.erp.parties(), ...world.shopify.parties()].map(({ key }) => key);
  expect(keys.toSorted()).toEqual(all.toSorted());
  expect(new Set(rows.map(({ row }) => row.id)).size).toBe(rows.length);
  const settings = operationSettingsOf(world.profile);
  const counter = createTotalsCounter(
    (row, records, decision) => workOf(row, records, decision, settings)?.operations ?? null,
    world.profile,
  );
  for (const entry of rows) counter.add(entry);
  expect(plan?.totals).toEqual(counter.totals());
  expect(plan?.rowCount).toBe(rows.length);
}

/** Who is with whom: what a person sees of a plan. */
function together(rows: readonly Stored[]): readonly string[] {
  return rows
    .map(
      ({ row, records }) =>
        `${row.verb} ${partiesOf(records)
          .map(({ number }) => number)
          .toSorted()
          .join(' ')}`,
    )
    .toSorted();
}

it('L12 whatever is chosen, kept apart and taken back in whatever order: no record is lost or doubled, totals hold, and a new preview shows the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(traits, { minLength: 1, maxLength: 4 }),
      fc.array(traits, { minLength: 1, maxLength: 4 }),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      async (erp, shopify, steps) => {
        const world = createCommitWorld({
          erp: erp.map((each, index) => erpParty(index + 1, each)),
          // Shopify has no two customers with one e-mail or phone.
          shopify: shopify.map((each, index) =>
            shopifyParty(index + 11, {
              ...each,
              email: shopify.findIndex(({ email }) => email === each.email) === index ? each.email : null,
              phone: shopify.findIndex(({ phone }) => phone === each.phone) === index ? each.phone : null,
            }),
          ),
        });
        await world.prepare();
        const everybody = [...world.erp.parties(), ...world.shopify.parties()];
        for (const { kind, row: at, partner } of steps) {
          const rows = await storedRows(world);
          const row = rows[at % rows.length]?.row;
          const chosen = everybody[partner % everybody.length];
          const input = {
            planId: (await world.ledger.latestPlan())?.id ?? '',
            rowId: row?.id ?? '',
            profile: world.profile,
            ledger: world.ledger,
            ids: world.ports().ids,
          };
          const change =
            kind === 'forget'
              ? forgetChoice(input)
              : chooseCandidate({ ...input, partner: kind === 'apart' ? 'new' : (chosen?.key ?? '') });
          const refusal = await codeOf(change);
          // What cannot be is refused, and changes nothing.
          const after = await storedRows(world);
          expect([null, 'DECISION_INVALID']).toContain(refusal);
          expect(refusal === null ? rows : after).toEqual(rows);
          await expectSound(world);
        }
        const shown = together(await storedRows(world));
        await world.prepare();
        await expectSound(world);
        expect(together(await storedRows(world))).toEqual(shown);
      },
    ),
    { numRuns: runsOf(150) },
  );
});

const people = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
const tieStep = fc.record({
  kind: fc.constantFrom(
    'tie' as const,
    'tie' as const,
    'apart' as const,
    'forget' as const,
    'commit' as const,
  ),
  erp: fc.nat(4),
  shopify: fc.nat(4),
});

it('L12 whoever is linked and kept apart among the contacts of two companies: each is there once, totals hold, a new preview and a commit keep what was said', async () => {
  await fc.assert(
    fc.asyncProperty(
      people,
      people,
      fc.array(tieStep, { minLength: 1, maxLength: 6 }),
      async (ours, theirs, steps) => {
        const world = createCommitWorld({
          erp: [
            erpCompany(1, {
              contacts: ours.map((each) => erpContact(each)),
              externalReference: '5 - Harbour',
            }),
          ],
          shopify: [
            shopifyCompany(5, {
              name: 'Harbour Supplies 1',
              contacts: theirs.map((each) => shopifyContact(each)),
            }),
          ],
          company: {},
          policies: { conflicts: 'primary' },
        });
        const companyOf = async () => (await storedRows(world)).find(({ row }) => row.entity === 'company');
        const pairsNow = async () =>
          ((await companyOf())?.row.contacts ?? [])
            .map(({ erp, shopify }) => `${erp?.key ?? ''}~${shopify?.key ?? ''}`)
            .toSorted();
        const keysOf = (held: Stored | undefined, side: 'erp' | 'shopify') =>
          held?.records[side]?.business?.contacts.map(({ key }) => key) ?? [];
        await world.prepare();
        for (const { kind, erp, shopify } of steps) {
          const held = await companyOf();
          if (held === undefined) throw new Error('No row for the company');
          const one = keysOf(held, 'erp')[erp] ?? null;
          const other = keysOf(held, 'shopify')[shopify] ?? null;
          const input = {
            planId: (await world.ledger.latestPlan())?.id ?? '',
            rowId: held.row.id,
            profile: world.profile,
            ledger: world.ledger,
            ids: world.ports().ids,
          };
          const said = (held.row.decision?.contactTies ?? []).filter(
            (each) => each.erpKey !== one && each.shopifyKey !== other,
          );
          const more =
            kind === 'tie'
              ? [{ erpKey: one, shopifyKey: other }]
              : [
                  { erpKey: one, shopifyKey: null },
                  { erpKey: null, shopifyKey: other },
                ];
          const refusal =
            kind === 'commit'
              ? await codeOf(world.commit())
              : kind === 'forget'
                ? await codeOf(forgetChoice(input))
                : await codeOf(
                    arrangeLocations({ ...input, ties: [], moves: [], contactTies: [...said, ...more] }),
                  );
          expect([null, 'DECISION_INVALID', 'PLAN_NOTHING_TO_DO']).toContain(refusal);
          if (kind !== 'commit') await expectSound(world);
          const shown = await pairsNow();
          const isTied = kind === 'tie' && refusal === null && one !== null && other !== null;
          expect(shown).toEqual(expect.arrayContaining(isTied ? [`${one}~${other}`] : []));
          await world.prepare();
          await expectSound(world);
          const now = await companyOf();
          for (const side of ['erp', 'shopify'] as const) {
            const inRow = (now?.row.contacts ?? []).flatMap((contact) => contact[side]?.key ?? []);
            expect(inRow.toSorted()).toEqual(keysOf(now, side).toSorted());
          }
          // A commit makes others, and whoever was together stays together.
          const isPair = (pair: string) => !pair.startsWith('~') && !pair.endsWith('~');
          const kept = kind === 'commit' ? shown.filter(isPair) : shown;
          const pairs = await pairsNow();
          expect(kind === 'commit' ? pairs.filter((pair) => kept.includes(pair)) : pairs).toEqual(kept);
        }
        // An e-mail that was freed is given by the next run, and then nothing is left to write (L7).
        for (let run = 1; run <= 4; run += 1) await codeOf(world.sync());
        expect((await world.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
      },
    ),
    { numRuns: runsOf(80) },
  );
});
