/** Whatever a rule makes and whatever Shopify holds: one run brings them together, the next has nothing to do, and others' tags stay. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommitWorld, type CommitWorld } from '../../tests/support/commit-world.ts';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { runsOf } from '../../tests/support/property-runs.ts';
import type { ConsentState, CustomerExtras } from '../domain/customer-extras.ts';
import { defaultMappings, type MappingRules } from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';

const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: '+61412345678' };
/** Attributes of the ERP stand in for what rules make: one for each field. */
const rules: MappingRules = {
  tags: { kind: 'field', source: 'priceClass' },
  note: { kind: 'field', source: 'terms' },
  language: { kind: 'field', source: 'shipVia' },
  taxExempt: { kind: 'template', template: '{lookup(taxZone, "Answers")}' },
  emailConsent: { kind: 'template', template: '{lookup(shippingTerms, "States")}' },
};
const substitutions = [
  {
    name: 'Answers',
    pairs: [
      { erp: 'YES', shopify: 'yes' },
      { erp: 'NO', shopify: 'no' },
    ],
    otherwise: 'empty',
  },
  {
    name: 'States',
    pairs: [
      { erp: 'SUB', shopify: 'subscribed' },
      { erp: 'UN', shopify: 'unsubscribed' },
      { erp: 'PEND', shopify: 'pending' },
    ],
    otherwise: 'empty',
  },
] as const;

const tag = fc.constantFrom('red', 'Red', 'green', 'blue', 'big spender');
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const attributes = fc
  .record({
    priceClass: optional(fc.array(tag, { maxLength: 3 }).map((tags) => tags.join(', '))),
    terms: optional(fc.constantFrom('30 days', 'COD', ' ')),
    shipVia: optional(fc.constantFrom('en', 'en-AU', 'EN-au', 'mi', 'no language')),
    taxZone: optional(fc.constantFrom('YES', 'NO', 'OTHER')),
    shippingTerms: optional(fc.constantFrom('SUB', 'UN', 'PEND', 'OTHER')),
  })
  .map(
    (values): Readonly<Record<string, string>> =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Readonly<
        Record<string, string>
      >,
  );
const extras: fc.Arbitrary<CustomerExtras> = fc.record({
  taxExempt: fc.boolean(),
  note: fc.constantFrom(null, 'COD', 'cod', 'Rings twice'),
  tags: fc.uniqueArray(tag, { selector: (each) => each.toLowerCase() }).map((tags) => tags.toSorted()),
  locale: fc.constantFrom('en', 'en-AU', 'fr'),
  emailConsent: fc
    .constantFrom<ConsentState>('subscribed', 'unsubscribed', 'pending', 'notSubscribed')
    .map((state) => ({ state, level: 'single' as const, at: null })),
});

const inErp = (values: Readonly<Record<string, string>>): Party => ({
  ...erpParty(1, { ...jane, locations: [] }),
  attributes: values,
});
const held = (here: CommitWorld): CustomerExtras | undefined => here.shopify.parties()[0]?.extras;
const spelling = (tags: readonly string[] = []) => tags.map((each) => each.toLowerCase());

/** Where a preview finds nothing to do there is nothing to commit. */
async function run(here: CommitWorld): Promise<void> {
  const { writes, linkOnly } = (await here.prepare()).totals;
  if (writes.shopify + writes.erp + linkOnly > 0) await here.commit();
}

async function expectRest(here: CommitWorld): Promise<void> {
  expect((await here.prepare()).totals.writes).toEqual({ erp: 0, shopify: 0 });
}

describe('L7 what a profile opts into comes to rest', () => {
  it('at a first meeting, after edits of both, and nobody loses a tag of their own', async () => {
    await fc.assert(
      fc.asyncProperty(
        attributes,
        fc.option(extras),
        attributes,
        extras,
        async (first, there, second, edited) => {
          const here = createCommitWorld({
            erp: [inErp(first)],
            shopify: there === null ? [] : [{ ...shopifyParty(7, jane), extras: there }],
            customer: { direction: 'export' },
            rules: {
              fieldMappings: { ...defaultMappings, customer: { import: {}, export: rules } },
              substitutions: [...substitutions],
            },
          });
          await run(here);
          await expectRest(here);
          const made = spelling(first['priceClass']?.split(', '));
          for (const each of spelling(there?.tags)) expect(spelling(held(here)?.tags)).toContain(each);

          const [customer] = here.shopify.parties();
          here.shopify.edit(customer?.key ?? '', (party) => ({ ...party, extras: edited }));
          here.erp.edit(inErp(first).key, () => inErp(second));
          const withdrew = edited.emailConsent?.state === 'unsubscribed';
          const agreed = customer?.extras?.emailConsent?.state;
          await run(here);
          await expectRest(here);
          const after = spelling(held(here)?.tags);
          const lost = spelling(edited.tags).filter((each) => !made.includes(each) && !after.includes(each));
          expect(lost).toEqual([]);
          const said = withdrew && agreed !== 'unsubscribed' ? 'unsubscribed' : null;
          expect([null, held(here)?.emailConsent?.state]).toContain(said);
          expect(here.erp.writes).toEqual([]);
        },
      ),
      { numRuns: runsOf(150) },
    );
  });
});
