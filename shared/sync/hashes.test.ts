import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation } from '../../tests/support/parties.ts';
import { createTestIds } from '../../tests/support/test-ports.ts';
import { defaultRuleSchema } from '../domain/default-rules.ts';
import { noFilters, type FilterPart } from '../domain/filter.ts';
import type { Party } from '../domain/party.ts';
import { newProfile, type Profile } from '../domain/settings.ts';
import { canonicalJson, partyHash, settingsHash } from './hashes.ts';

const ids = createTestIds();
const main = makeLocation('MAIN', { address1: '1 Wharf Street' }, { isDefault: true });
const shed = makeLocation('L1', { address1: '22 Kauri Road' });
const mia = erpParty(1, { firstName: 'Mia', email: 'mia@example.com', locations: [main, shed] });

describe('L3 the hash of a record', () => {
  it.each<[string, Party]>([
    ['its revision', { ...mia, revision: '2027-01-01T00:00:00.000Z' }],
    ['the order of its locations', { ...mia, locations: [shed, main] }],
    ['what is only shown', { ...mia, facts: { Class: 'RETAIL' } }],
    ['the external reference that Accord writes itself', { ...mia, externalReference: '7 - Harbour' }],
  ])('is the same whatever %s', (_, party) => {
    expect(partyHash(party, ids)).toBe(partyHash(mia, ids));
  });

  it.each<[string, Party]>([
    ['a value', { ...mia, values: { ...mia.values, email: 'Mia@example.com' } }],
    ['the status', { ...mia, status: 'onHold' }],
    ['the account name', { ...mia, accountName: 'Harbour & Pine' }],
    [
      'the default location',
      {
        ...mia,
        locations: [
          { ...main, isDefault: false },
          { ...shed, isDefault: true },
        ],
      },
    ],
    ['a location that became inactive', { ...mia, locations: [main, { ...shed, active: false }] }],
    ['a location that is gone', { ...mia, locations: [main] }],
    [
      'a line of an address',
      { ...mia, locations: [main, makeLocation('L1', { address1: '23 Kauri Road' })] },
    ],
  ])('changes with %s', (_, party) => {
    expect(partyHash(party, ids)).not.toBe(partyHash(mia, ids));
  });
});

it('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x' })).toBe(
    canonicalJson({ a: 'x', b: [1, { d: null }] }),
  );
});

it('a plan survives a new name of the profile, not a new direction', () => {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  const hash = settingsHash(profile, ids);
  expect(settingsHash({ ...profile, name: 'Pine', colour: 'teal' }, ids)).toBe(hash);
  expect(settingsHash({ ...profile, customer: { ...profile.customer, direction: 'import' } }, ids)).not.toBe(
    hash,
  );
});

it('a plan survives a filter that is renamed and put in another order, not one that means something else', () => {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  const isVip: FilterPart = { field: 'tags', operator: 'contains', values: ['VIP'] };
  const buys: FilterPart = { field: 'orders', operator: 'isGreaterThan', values: [0] };
  const hash = (name: string, join: 'and' | 'or', ...parts: FilterPart[]) =>
    settingsHash(
      {
        ...profile,
        filters: { ...noFilters, customer: { import: { name, where: { join, parts } }, export: null } },
      },
      ids,
    );
  const first = hash('Good customers', 'and', isVip, buys);
  expect(hash('Best customers', 'and', buys, isVip, isVip)).toBe(first);
  expect(hash('Good customers', 'or', isVip, buys)).not.toBe(first);
  expect(hash('Everybody', 'and')).toBe(hash('All', 'or'));
  expect(settingsHash(profile, ids)).not.toBe(first);
});

it.each<[string, Partial<Profile>]>([
  [
    'mapping',
    {
      fieldMappings: {
        customer: { import: { accountName: { kind: 'field', source: 'lastName' } }, export: {} },
        company: { import: {}, export: {} },
      },
    },
  ],
  [
    'default rule',
    { defaultRules: [defaultRuleSchema.parse({ countries: ['NZ'], values: { terms: '7D' } })] },
  ],
  [
    'substitution list',
    { substitutions: [{ name: 'Terms', pairs: [{ erp: '7D', shopify: 'Net 7' }], otherwise: 'keep' }] },
  ],
])('a plan does not survive another %s', (_, change) => {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  expect(settingsHash({ ...profile, ...change }, ids)).not.toBe(settingsHash(profile, ids));
});

it('a plan survives a field that is taken up and named by no rule, and not another kind of one that is', () => {
  const profile = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
  const level = { key: 'metafield:loyalty.level', label: 'Level', type: 'text', maximum: null } as const;
  const hash = (type: 'text' | 'list', field: string, label = 'Level') => {
    const where = { join: 'and', parts: [{ field, operator: 'isEmpty', values: [] }] } as const;
    const filters = { ...noFilters, customer: { import: { name: 'No level', where }, export: null } };
    return settingsHash(
      { ...profile, filters, furtherFields: { erp: [], shopify: [{ ...level, type, label }] } },
      ids,
    );
  };
  expect(hash('text', 'tags')).toBe(hash('list', 'tags'));
  expect(hash('text', level.key)).toBe(hash('text', level.key, 'Loyalty level'));
  expect(hash('text', level.key)).not.toBe(hash('list', level.key));
});

it('the settings hash of a demo outlives a restart, which gives its twins other ports; a real address counts', () => {
  const at = (demo: boolean, port: number) =>
    settingsHash(
      {
        ...newProfile('demo', 'Demo', '2026-03-02T00:00:00Z'),
        demo,
        shopify: {
          domain: 'harbour-pine.myshopify.com',
          url: `http://127.0.0.1:${port}`,
          signIn: 'token',
          clientId: null,
          storeErpId: false,
        },
      },
      ids,
    );
  expect(at(true, 4001)).toBe(at(true, 4002));
  expect(at(false, 4001)).not.toBe(at(false, 4002));
});
