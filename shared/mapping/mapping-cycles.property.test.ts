/** Two directions that are not refused come to rest: after some rounds nothing is written any more (L7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import type { MappingRule, MappingRules, SubstitutionList } from '../domain/field-mapping.ts';
import type { FurtherField } from '../domain/further-field.ts';
import type { Party, PartyAttribute, Side } from '../domain/party.ts';
import { compileMapping, mapCustomer, type CompiledMapping } from './field-mapping.ts';
import { mappingProblems } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { partyFieldsOf } from './party-fields.ts';
import { textOfValue } from './template-value.ts';

const keys = { erp: ['e:A', 'e:B', 'e:C'], shopify: ['s:A', 's:B', 's:C'] } as const;

const further = (side: Side): readonly FurtherField[] =>
  keys[side].map((key) => ({ key, label: key, type: 'text', maximum: 255 }));

const lists: readonly SubstitutionList[] = [
  {
    name: 'Both ways',
    pairs: [
      { erp: 'a', shopify: 'x' },
      { erp: 'b', shopify: 'y' },
    ],
    otherwise: 'keep',
  },
  {
    name: 'One way',
    pairs: [
      { erp: 'a', shopify: 'x' },
      { erp: 'b', shopify: 'x' },
    ],
    otherwise: 'keep',
  },
];

function ruleFrom(side: Side): fc.Arbitrary<MappingRule> {
  const source = fc.constantFrom(...keys[side]);
  const template = (text: (key: string) => string): fc.Arbitrary<MappingRule> =>
    source.map((key) => ({ kind: 'template', template: text(key) }));
  return fc.oneof(
    fc.constant<MappingRule>({ kind: 'unmapped' }),
    source.map((key): MappingRule => ({ kind: 'field', source: key })),
    fc.constant<MappingRule>({ kind: 'constant', value: 'a' }),
    template((key) => `{${key}}`),
    template((key) => `{${key}}!`),
    template((key) => `{lookup(${key}, "Both ways")}`),
    template((key) => `{lookup(${key}, "One way")}`),
  );
}

function rulesOf(way: MappingWay): fc.Arbitrary<MappingRules> {
  const { source, target } = sidesOf[way];
  const [a, b, c] = keys[target];
  const rule = ruleFrom(source);
  return fc.record({ [a]: rule, [b]: rule, [c]: rule });
}

function mappingOf(way: MappingWay, rules: MappingRules): Mapping {
  const { source, target } = sidesOf[way];
  return {
    way,
    rules,
    lists,
    fields: {
      source: partyFieldsOf(source, further(source)),
      target: partyFieldsOf(target, further(target)),
    },
    further: keys[target],
  };
}

function partyOf(side: Side, values: readonly string[]): Party {
  const attributes = Object.fromEntries(keys[side].map((key, index) => [key, values[index] ?? 'a']));
  return { ...(side === 'erp' ? erpParty(1) : shopifyParty(1)), attributes };
}

function written(compiled: CompiledMapping, source: Party, target: Party): Party {
  const values = mapCustomer(compiled, source);
  const attributes: Record<string, PartyAttribute> = { ...target.attributes };
  for (const key of keys[target.side]) {
    if (values.has(key)) attributes[key] = textOfValue(values.get(key) ?? null);
  }
  return { ...target, attributes };
}

const values = fc.tuple(
  fc.constantFrom('a', 'b', 'q'),
  fc.constantFrom('a', 'x', 'y'),
  fc.constantFrom('b', 'y', ''),
);

describe('two directions', () => {
  it('that are not refused come to rest, whatever the values', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        rulesOf('import'),
        rulesOf('export'),
        values,
        values,
        (toErp, toShopify, ofErp, ofShopify) => {
          const importing = mappingOf('import', toErp);
          const exporting = mappingOf('export', toShopify);
          expect([...mappingProblems(importing), ...mappingProblems(exporting)]).toEqual([]);
          if (cycleProblems(importing, exporting).length > 0) return;
          accepted += 1;
          const over = compileMapping(importing);
          const back = compileMapping(exporting);
          let erp = partyOf('erp', ofErp);
          let shopify = partyOf('shopify', ofShopify);
          const round = (): void => {
            shopify = written(back, erp, shopify);
            erp = written(over, shopify, erp);
          };
          // A value passes each of the six fields at most once.
          for (let count = 0; count < 6; count += 1) round();
          const atRest = [erp.attributes, shopify.attributes];
          round();
          expect([erp.attributes, shopify.attributes]).toEqual(atRest);
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  it('are refused wherever a field grows by each round', () => {
    const grows = (key: string): MappingRule => ({ kind: 'template', template: `{${key}}!` });
    const importing = mappingOf('import', { 'e:A': grows('s:B'), 'e:B': { kind: 'field', source: 's:A' } });
    const exporting = mappingOf('export', {
      's:A': { kind: 'field', source: 'e:A' },
      's:B': { kind: 'field', source: 'e:B' },
    });
    expect(cycleProblems(importing, exporting).map(({ path }) => path)).toEqual(['e:A', 'e:B', 's:A', 's:B']);
  });
});
