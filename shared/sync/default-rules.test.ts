import { expect, it } from 'vitest';
import { createCommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import { codeOf } from '../../tests/support/preview-world.ts';
import { defaultRuleSchema } from '../domain/default-rules.ts';
import type { Party } from '../domain/party.ts';

const rules = [
  { countries: ['NZ'], values: { customerClass: 'ECNZ', taxZone: 'OVERSEAS' } },
  { countries: ['AU'], values: { taxZone: 'DOMESTIC' } },
].map((rule) => defaultRuleSchema.parse(rule));

const from = (number: number, country: string, lastName: string): Party =>
  shopifyParty(number, {
    firstName: 'Ann',
    lastName,
    email: `ann${number}@example.com`,
    locations: [
      makeLocation(
        `a${number}`,
        { city: 'Somewhere', country, province: country === 'AU' ? 'NSW' : null },
        { isDefault: true },
      ),
    ],
  });

it('an import gives new customers what the first rule for their country says, and the preview says so', async () => {
  const world = createCommitWorld({
    shopify: [from(1, 'NZ', 'Auckland'), from(2, 'AU', 'Sydney'), from(3, 'FR', 'Paris')],
    customer: { direction: 'import' },
    rules: { defaultRules: rules },
  });
  await world.prepare();
  const said = Object.fromEntries(
    (await world.rows()).map(({ shopify, notes }) => [
      shopify?.name,
      notes.find(({ code }) => code === 'defaultsByRule')?.params,
    ]),
  );
  expect(said).toEqual({
    'Ann Auckland': { rule: '1', places: 'New Zealand', values: 'Customer class ECNZ, Tax zone OVERSEAS' },
    'Ann Sydney': { rule: '2', places: 'Australia', values: 'Tax zone DOMESTIC' },
    'Ann Paris': undefined,
  });
  await world.commit();
  expect(
    Object.fromEntries(world.erp.parties().map(({ accountName, attributes }) => [accountName, attributes])),
  ).toEqual({
    'Ann Auckland': { customerClass: 'ECNZ', taxZone: 'OVERSEAS' },
    'Ann Sydney': { taxZone: 'DOMESTIC' },
    'Ann Paris': undefined,
  });
});

it('a customer that exists keeps what it has, also when it is written', async () => {
  const erp: Party = {
    ...erpParty(1, { firstName: 'Ann', lastName: 'Auckland', email: 'ann1@example.com' }),
    attributes: { customerClass: 'VIP' },
  };
  const world = createCommitWorld({
    erp: [erp],
    shopify: [
      { ...from(1, 'NZ', 'Auckland'), values: { ...from(1, 'NZ', 'Auckland').values, phone: '+6493001234' } },
    ],
    customer: { direction: 'import' },
    rules: { defaultRules: rules },
  });
  await world.sync();
  expect(world.writes()).toBeGreaterThan(0);
  expect(world.erp.parties()[0]?.attributes).toEqual({ customerClass: 'VIP' });
});

it('a rule that is never reached stops the preview, by name', async () => {
  const world = createCommitWorld({
    customer: { direction: 'import' },
    rules: { defaultRules: [defaultRuleSchema.parse({ countries: [], values: { terms: '7D' } }), ...rules] },
  });
  expect(await codeOf(world.prepare())).toBe('RULES_INVALID');
});
