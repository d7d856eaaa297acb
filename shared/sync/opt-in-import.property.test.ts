/** Whatever a rule makes and whatever the ERP holds: one run brings them together, the next has nothing to do, and a refusal stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import type { ConsentState, CustomerExtras } from '../domain/customer-extras.ts';
import { defaultMappings, type MappingRules } from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+61412345678' };
const rules: MappingRules = {
  note: { kind: 'field', source: 'note' },
  language: { kind: 'field', source: 'language' },
  noMarketing: { kind: 'template', template: '{lookup(emailConsent, "Refusals")}' },
  doNotEmail: { kind: 'field', source: 'taxExempt' },
  taxExemptionNumber: { kind: 'template', template: '{lookup(taxExempt, "Certificates")}' },
};
const substitutions = [
  {
    name: 'Refusals',
    pairs: [
      { erp: 'yes', shopify: 'unsubscribed' },
      { erp: 'no', shopify: 'subscribed' },
    ],
    otherwise: 'empty',
  },
  { name: 'Certificates', pairs: [{ erp: 'EXEMPT', shopify: 'yes' }], otherwise: 'empty' },
] as const;

const attributes = fc.record(
  {
    note: fc.constantFrom('Pays late', 'rings twice', ' '),
    language: fc.constantFrom('en', 'EN-au', 'fr'),
    taxExemptionNumber: fc.constantFrom('EXEMPT', 'EX-7'),
    noMarketing: fc.boolean(),
    doNotEmail: fc.boolean(),
  },
  { requiredKeys: ['noMarketing', 'doNotEmail'] },
);
const extras: fc.Arbitrary<CustomerExtras> = fc.record({
  taxExempt: fc.boolean(),
  note: fc.constantFrom(null, 'Rings twice', 'Moved'),
  tags: fc.constant([]),
  locale: fc.constantFrom('en', 'en-AU', 'mi'),
  emailConsent: fc
    .constantFrom<ConsentState>('subscribed', 'unsubscribed', 'pending', 'notSubscribed')
    .map((state) => ({ state, level: null, at: null })),
});

const inShopify = (held: CustomerExtras): Party => ({ ...shopifyParty(7, jane), extras: held });
const flags = (here: CommitWorld) => here.erp.parties()[0]?.attributes;

async function run(here: CommitWorld): Promise<void> {
  const { writes, linkOnly } = (await here.prepare()).totals;
  if (writes.shopify + writes.erp + linkOnly > 0) await here.commit();
}

async function expectRest(here: CommitWorld): Promise<void> {
  expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
}

describe('L7 what an import opts into comes to rest', () => {
  it('at a first meeting and after edits of both, and who is marked in MYOB by hand stays marked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('import' as const, 'bidirectional' as const),
        extras,
        fc.option(attributes),
        extras,
        attributes,
        async (direction, first, there, second, edited) => {
          const here = createCommitWorld({
            shopify: [inShopify(first)],
            erp: there === null ? [] : [{ ...erpParty(1, { ...jane, locations: [] }), attributes: there }],
            customer: { direction },
            rules: {
              fieldMappings: { ...defaultMappings, customer: { import: rules, export: {} } },
              substitutions: [...substitutions],
            },
          });
          await run(here);
          await expectRest(here);
          expect(there?.doNotEmail === true && flags(here)?.['doNotEmail'] !== true).toBe(false);

          const before = flags(here);
          const [account, customer] = [here.erp.parties()[0]?.key, here.shopify.parties()[0]?.key];
          here.erp.edit(account ?? '', (party) => ({ ...party, attributes: edited }));
          here.shopify.edit(customer ?? '', () => inShopify(second));
          await run(here);
          await expectRest(here);
          for (const flag of ['noMarketing', 'doNotEmail'] as const) {
            const isMarkedByHand = edited[flag] && before?.[flag] !== true;
            expect(isMarkedByHand && flags(here)?.[flag] !== true).toBe(false);
          }
          expect(here.shopify.writes).toEqual([]);
        },
      ),
      { numRuns: runsOf(150) },
    );
  });
});
