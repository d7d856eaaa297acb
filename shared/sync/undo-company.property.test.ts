/** P10 for business customers: an undo returns to what was there before, unless it was touched since. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { companiesOf } from '../../tests/support/companies.ts';
import {
  applyCompanyEdit,
  companyEdits,
  partiesOfCompanies,
  randomCompanies,
  termsTable,
  type CompanyEdit,
} from '../../tests/support/random-companies.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import { isAppError } from '../domain/app-error.ts';
import type { Party, Side } from '../domain/party.ts';
import type { Direction } from '../domain/settings.ts';
import type { Link, Run } from './ledger-port.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

interface Week {
  readonly erp: Parameters<typeof partiesOfCompanies>[0];
  readonly shopify: Parameters<typeof partiesOfCompanies>[0];
  readonly direction: Direction;
  readonly edits: readonly CompanyEdit[];
}

const week = fc.record<Week>({
  erp: randomCompanies,
  shopify: randomCompanies,
  direction: fc.constantFrom<Direction>('import', 'export', 'bidirectional'),
  edits: companyEdits,
});

/**
 * A company as people see it: Shopify's ids change where something is made again, the ERP keeps the contacts that a run made,
 * inactive, and neither takes a main contact away where there was none. `known` are keys: of contacts, and of companies with a
 * main one.
 */
function contentOf(party: Party, known: ReadonlySet<string>): string {
  const { key: partyKey, accountName, status, externalReference, locations, business } = party;
  const nameAt = (key: string) => locations.find((location) => location.key === key)?.name ?? key;
  return JSON.stringify([
    accountName,
    status,
    externalReference,
    locations
      .map(({ name, values, active, site, externalReference: reference }) =>
        JSON.stringify([name, values, active, site, reference]),
      )
      .toSorted(),
    business?.terms,
    (business?.contacts ?? [])
      .filter(({ key, active }) => active || known.has(key))
      .map(({ key, values, active, roles, externalReference: reference }) =>
        JSON.stringify([
          values,
          active,
          reference,
          known.has(partyKey) && business?.mainContactKey === key,
          roles.map(({ locationKey, role }) => `${role ?? ''} at ${nameAt(locationKey)}`).toSorted(),
        ]),
      )
      .toSorted(),
  ]);
}

function contentsOf(world: CommitWorld, known: ReadonlySet<string>): readonly (readonly string[])[] {
  return sides.map((side) =>
    companiesOf(world[side])
      .map((party) => contentOf(party, known))
      .toSorted(),
  );
}

function keysOf(world: CommitWorld): ReadonlySet<string> {
  const companies = sides.flatMap((side) => companiesOf(world[side]));
  return new Set(
    companies.flatMap(({ key, business }) => [
      ...(business?.mainContactKey == null ? [] : [key]),
      ...(business?.contacts ?? []).map((contact) => contact.key),
    ]),
  );
}

/** Customers of Shopify, those who act for a company among them, with their values. */
function peopleIn(world: CommitWorld): readonly string[] {
  return world.shopify
    .parties()
    .filter(({ kind }) => kind === 'individual')
    .map(({ key, values }) => JSON.stringify([key, values]))
    .toSorted();
}

async function committedOf(world: CommitWorld): Promise<Run | null> {
  return world.commit().catch((error: unknown) => {
    if (isAppError(error) && ['PLAN_NOTHING_TO_DO', 'PLAN_GUARDED'].includes(error.code)) return null;
    throw error;
  });
}

/** Two systems in agreement, a week of edits, and the run that the undo is about; null where it had nothing to do. */
async function commitWeek({ erp, shopify, direction, edits }: Week, isLinked: boolean) {
  const world = createCommitWorld({
    erp: partiesOfCompanies(erp, 'erp'),
    shopify: partiesOfCompanies(shopify, 'shopify'),
    // Who was a contact stays a customer of Shopify; whether that is copied is not the question here.
    customer: { active: false },
    company: { direction, terms: [...termsTable] },
    policies: { approveDeactivations: true, conflicts: 'primary' },
  });
  for (let round = 0; isLinked && round < 2; round += 1) {
    await world.prepare();
    await committedOf(world);
  }
  for (const edit of edits) applyCompanyEdit(world[edit.side], edit, 1);
  // The first preview settles by itself what both sides agree on, and says so once.
  await world.prepare();
  await world.prepare();
  const known = keysOf(world);
  const before = contentsOf(world, known);
  const links = await linksOf(world);
  const people = peopleIn(world);
  const run = await committedOf(world);
  return run === null ? null : { world, known, before, links, people, run };
}

/** What was agreed, without stamps and without keys that are new where something was made again. */
async function linksOf(world: CommitWorld): Promise<readonly string[]> {
  const agreed = ({ id, agreed: values, locations, contacts = [] }: Link) =>
    JSON.stringify([
      id,
      values,
      locations.map((place) => JSON.stringify([place.erpKey, place.state, place.agreed])).toSorted(),
      contacts
        .map((contact) =>
          JSON.stringify([contact.erpKey, contact.state, contact.agreed, contact.agreedRoles]),
        )
        .toSorted(),
    ]);
  return (await world.ledger.links()).map(agreed).toSorted();
}

async function undoAll(world: CommitWorld, run: Run): Promise<void> {
  const undone = await world.undo(run.id).catch((error: unknown) => {
    if (isAppError(error) && ['UNDO_NOTHING_LEFT', 'PLAN_NOTHING_TO_DO'].includes(error.code)) return null;
    throw error;
  });
  if (undone === null) return;
  const failures = (await world.records()).filter(
    ({ status }) => status === 'failed' || status === 'aborted',
  );
  expect(failures).toEqual([]);
  expect(undone).toMatchObject({ state: 'finished', counts: { failed: 0, stale: 0, waiting: 0 } });
}

/** Rows that an undo would still take back. */
async function leftOf(world: CommitWorld, run: Run): Promise<number> {
  const plan = await world.prepareUndo(run.id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'UNDO_NOTHING_LEFT') return null;
    throw error;
  });
  return plan?.totals.byVerb.reverse ?? 0;
}

const replays = [
  ['random weeks', {}],
  [
    'a week that was once not taken back as a whole',
    { seed: -965892959, path: '27:1:2:2:2:2:2:7:6:6:7:7', numRuns: 1 },
  ],
  [
    'terms of a location that go back while its tax ID, which somebody changed, stays',
    {
      seed: 861805320,
      path: '297:3:2:2:2:2:2:2:6:6:6:6:6:6:6:14:14:15:20:19:19:22:20:26:27:26:26:26:26',
      numRuns: 1,
    },
  ],
  [
    'a role at a location that somebody removed since',
    { seed: -425811655, path: '670:3:2:2:2:2:2:4:5:6:8:8:8:13:12:12:15', numRuns: 1 },
  ],
] as const;

describe.each(replays)('P10 an undo of any run over companies: %s', (_, replay) => {
  it('nobody having touched anything, leaves both systems and what was agreed as they were', async () => {
    await fc.assert(
      fc.asyncProperty(week, fc.boolean(), async (given, isLinked) => {
        const committed = await commitWeek(given, isLinked);
        if (committed === null) return;
        const { world, known, before, links, people, run } = committed;
        expect(run.counts).toMatchObject({ failed: 0, stale: 0 });
        await undoAll(world, run);
        expect(contentsOf(world, known)).toEqual(before);
        expect(await linksOf(world)).toEqual(links);
        expect(peopleIn(world)).toEqual(people);
        expect(await leftOf(world, run)).toBe(0);
      }),
      { numRuns: runsOf(100), ...replay },
    );
  });

  it('writes nothing that anybody edited since', async () => {
    await fc.assert(
      fc.asyncProperty(week, companyEdits, fc.boolean(), async (given, foreign, isLinked) => {
        const committed = await commitWeek(given, isLinked);
        if (committed === null) return;
        const { world, run } = committed;
        const asLeft = new Map(
          sides.flatMap((side) => world[side].parties().map((party) => [party.key, party])),
        );
        for (const edit of foreign) applyCompanyEdit(world[edit.side], edit, 2);
        const edited = new Map(
          sides.flatMap((side) => world[side].parties().map((party) => [party.key, party])),
        );
        await undoAll(world, run);
        const lost = sides
          .flatMap((side) => companiesOf(world[side]))
          .flatMap((undone) => {
            const [left, held] = [asLeft.get(undone.key), edited.get(undone.key)];
            return left === undefined || held === undefined ? [] : lostEdits(left, held, undone);
          });
        expect(lost).toEqual([]);
      }),
      { numRuns: runsOf(100), ...replay },
    );
  });
});

/** What a person can change of a record by itself, by its name: the rest of the record may go back. */
function membersOf(party: Party): ReadonlyMap<string, unknown> {
  const { accountName, business, locations } = party;
  const places = locations.flatMap(({ key, values, name, active, site }) =>
    Object.entries({ ...values, ...site, name, active }).map(
      ([field, value]) => [`${field} of place ${key}`, JSON.stringify(value)] as const,
    ),
  );
  const people = (business?.contacts ?? []).map(
    ({ key, values }) => [`last name of person ${key}`, values.lastName] as const,
  );
  return new Map<string, unknown>([['name', accountName], ['terms', business?.terms], ...places, ...people]);
}

/** Edits of people that are no longer there after the undo, in words. */
function lostEdits(left: Party, edited: Party, undone: Party): readonly string[] {
  const [before, after] = [membersOf(left), membersOf(undone)];
  return [...membersOf(edited)]
    .filter(([member, value]) => before.get(member) !== value && after.get(member) !== value)
    .map(([member]) => member);
}
