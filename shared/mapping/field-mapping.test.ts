import { describe, expect, it } from 'vitest';
import { erpParty, makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import {
  fieldMappingsSchema,
  type MappingRule,
  type MappingRules,
  type SubstitutionList,
} from '../domain/field-mapping.ts';
import type { Party } from '../domain/party.ts';
import type { FurtherField } from '../domain/further-field.ts';
import { compileMapping, mapCustomer, mapLocation, type CompiledMapping } from './field-mapping.ts';
import { mappingProblems, sourcesFor } from './mapping-check.ts';
import { cycleProblems } from './mapping-cycles.ts';
import { dryRun } from './mapping-dry-run.ts';
import { mappingTable, sidesOf, type Mapping, type MappingWay } from './mapping-table.ts';
import { mainLocation, partyFieldsOf } from './party-fields.ts';
import { createLookup, listProblems, notInvertible } from './substitution.ts';

const classes: SubstitutionList = {
  name: 'Classes and tags',
  pairs: [
    { erp: 'WHOLESALE', shopify: 'trade' },
    { erp: 'RETAIL', shopify: 'shop' },
  ],
  otherwise: 'keep',
};
const exemptions: SubstitutionList = {
  name: 'Exempt classes',
  pairs: [
    { erp: 'CHARITY', shopify: 'yes' },
    { erp: 'RETAIL', shopify: 'no' },
  ],
  otherwise: 'empty',
};
const lists = [classes, exemptions];

const furtherErp: readonly FurtherField[] = [
  { key: 'attribute:REGION', label: 'Region', type: 'text', maximum: 10 },
];
const furtherShopify: readonly FurtherField[] = [
  { key: 'metafield:loyalty.level', label: 'Loyalty level', type: 'text', maximum: 100 },
  { key: 'metafield:loyalty.points', label: 'Loyalty points', type: 'number', maximum: 20 },
];

function mapping(way: MappingWay, rules: MappingRules, own: readonly SubstitutionList[] = lists): Mapping {
  const fields = {
    erp: partyFieldsOf('erp', furtherErp),
    shopify: partyFieldsOf('shopify', furtherShopify),
  };
  const { source, target } = sidesOf[way];
  const further = target === 'erp' ? furtherErp : furtherShopify;
  return {
    way,
    rules,
    lists: own,
    fields: { source: fields[source], target: fields[target] },
    further: further.map(({ key }) => key),
  };
}

/** With the fields of its default location. */
function mapParty(compiled: CompiledMapping, party: Party): ReadonlyMap<string, unknown> {
  const main = mainLocation(party);
  const ofMain = main === null ? [] : mapLocation(compiled, party, main);
  return new Map([...mapCustomer(compiled, party), ...ofMain]);
}

const field = (source: string): MappingRule => ({ kind: 'field', source });
const constant = (value: string): MappingRule => ({ kind: 'constant', value });
const template = (text: string): MappingRule => ({ kind: 'template', template: text });
const unmapped: MappingRule = { kind: 'unmapped' };

const jane = {
  ...shopifyParty(17, {
    firstName: 'Jane',
    lastName: 'Doe',
    email: 'jane@example.com',
    phone: '+61412345678',
    locations: [
      makeLocation('1', { company: 'Doe Plumbing', city: 'Newtown', country: 'AU' }, { isDefault: true }),
      makeLocation('2', { company: 'Doe Boats', city: 'Auckland', country: 'NZ' }),
    ],
  }),
  extras: { taxExempt: false, note: 'Call first', tags: ['trade'], locale: 'en-AU', emailConsent: null },
};
const wholesaler = {
  ...erpParty(17, {
    firstName: 'Jane',
    lastName: 'Doe',
    phone: '0412 345 678',
    locations: [makeLocation('MAIN', { city: 'Newtown', country: 'AU' }, { isDefault: true })],
  }),
  attributes: { customerClass: 'WHOLESALE', terms: '30D' },
};

describe('the default mapping', () => {
  it('has a row for every field that is written, and each speaks of fields that there are', () => {
    for (const way of ['import', 'export'] as const) {
      const { fields } = mapping(way, {});
      const rows = mappingTable.customer[way];
      expect(new Set(rows.map(({ target }) => target)).size).toBe(rows.length);
      for (const { target, sources } of rows) {
        expect(fields.target.get(target)?.maximum).toBeGreaterThan(0);
        for (const source of sources) expect(fields.source.has(source)).toBe(true);
      }
      expect(mappingProblems(mapping(way, {}))).toEqual([]);
    }
  });

  it('copies what both systems have, and leaves consent, tags, tax, note and language alone', () => {
    const exported = compileMapping(mapping('export', {}));
    expect(Object.fromEntries(mapParty(exported, wholesaler))).toMatchObject({
      firstName: 'Jane',
      phone: '0412 345 678',
      'address.city': 'Newtown',
    });
    expect([...exported.unmapped]).toEqual([
      'tags',
      'note',
      'language',
      'taxExempt',
      'emailConsent',
      'metafield:loyalty.level',
      'metafield:loyalty.points',
    ]);
    expect(mapParty(compileMapping(mapping('import', {})), jane).get('accountName')).toBe('Jane Doe');
  });
});

describe('a rule', () => {
  it.each<[string, MappingRule, unknown]>([
    ['accountName', template('{lastName}, {firstName}'), 'Doe, Jane'],
    ['accountName', field('address.company'), 'Doe Plumbing'],
    ['address.address2', field('number'), '17'],
    ['address.attention', constant('Accounts payable'), 'Accounts payable'],
    ['attribute:REGION', template('{upper(address.city)}'), 'NEWTOWN'],
    ['attribute:REGION', template('{lookup(tags, "Classes and tags")}'), 'WHOLESALE'],
    ['lastName', unmapped, undefined],
  ])('%s of the ERP by %j', (key, rule, expected) => {
    expect(mapParty(compileMapping(mapping('import', { [key]: rule })), jane).get(key)).toEqual(expected);
  });

  it.each<[string, MappingRule, unknown]>([
    [
      'tags',
      template('{lookup(customerClass, "Classes and tags")}, MYOB, myob , {terms}'),
      ['trade', 'MYOB', '30D'],
    ],
    ['tags', field('countries'), ['AU']],
    ['note', template('Terms {terms}'), 'Terms 30D'],
    ['taxExempt', constant('No'), false],
    ['emailConsent', constant('Not subscribed'), 'notSubscribed'],
    ['metafield:loyalty.points', field('locationCount'), 1],
    ['taxExempt', template('{lookup(customerClass, "exempt classes")}'), null],
  ])('%s of Shopify by %j', (key, rule, expected) => {
    expect(mapParty(compileMapping(mapping('export', { [key]: rule })), wholesaler).get(key)).toEqual(
      expected,
    );
  });

  it('is applied to each location with its own values', () => {
    const compiled = compileMapping(
      mapping('import', { 'address.attention': template('{address.company} ({lastName})') }),
    );
    const made = jane.locations.map((location) => mapLocation(compiled, jane, location));
    expect(made.map((values) => values.get('address.attention'))).toEqual([
      'Doe Plumbing (Doe)',
      'Doe Boats (Doe)',
    ]);
    expect(made[0]?.has('lastName')).toBe(false);
  });
});

describe('a mapping that cannot be used is refused at its row', () => {
  it.each<[MappingWay, string, MappingRule, string]>([
    [
      'import',
      'accountName',
      constant('x'.repeat(51)),
      'This has 51 characters; Account name in MYOB takes 50.',
    ],
    ['import', 'accountName', template(`${'x'.repeat(60)}{lastName}`), 'This has 60 characters'],
    ['import', 'tags', field('tags'), 'Accord does not write Tags in MYOB: it flows to Shopify only.'],
    ['import', 'accountName', unmapped, 'MYOB keeps no customer without Account name. Map it.'],
    ['import', 'accountName', field('taxFree'), 'The field \u201CtaxFree\u201D no longer exists in Shopify.'],
    ['import', 'accountName', template('{lastname}'), '\u201Clastname\u201D no longer exists in Shopify'],
    ['import', 'accountName', template('{lastName'), 'Character 1: The { that opens here is not closed.'],
    [
      'import',
      'accountName',
      template('{lookup(tags, "Old list")}'),
      'no substitution list called \u201COld list\u201D',
    ],
    ['import', 'accountName', template('{lookup(tags, note)}'), 'named by a text in "quotes"'],
    ['import', 'accountName', constant('  '), 'Enter the value, or choose not to map the field.'],
    ['import', 'email', constant('all@example.com'), 'Every customer would get the same e-mail.'],
    ['import', 'email', template('all@example.com'), 'Every customer would get the same e-mail.'],
    ['import', 'customerClass', constant('RETAIL'), 'Accord does not write Class in MYOB.'],
    [
      'import',
      'attribute:OLD',
      constant('x'),
      'The field \u201COLD\u201D no longer exists in MYOB. Remove the row.',
    ],
    [
      'export',
      'taxExempt',
      field('customerClass'),
      'Class in MYOB is a text, and Tax exempt takes yes or no.',
    ],
    [
      'export',
      'taxExempt',
      constant('perhaps'),
      'Tax exempt cannot be \u201Cperhaps\u201D: it takes yes or no.',
    ],
    [
      'export',
      'taxExempt',
      template('{customerClass}'),
      'A template makes a text, and Tax exempt takes yes or no.',
    ],
    [
      'export',
      'taxExempt',
      template('{lookup(customerClass, "Classes and tags")}'),
      'cannot be \u201Ctrade\u201D: it takes yes or no. Correct the list \u201CClasses and tags\u201D.',
    ],
    ['export', 'emailConsent', constant('maybe'), 'it takes one of: Subscribed, Unsubscribed'],
    [
      'export',
      'emailConsent',
      field('status'),
      'is one of a few values, and Consent to marketing by e-mail takes one of',
    ],
    ['export', 'address.country', field('terms'), 'Terms in MYOB is a text'],
    ['export', 'metafield:loyalty.points', field('terms'), 'Loyalty points takes a number'],
    [
      'export',
      'metafield:loyalty.points',
      constant('many'),
      'Loyalty points cannot be \u201Cmany\u201D: it takes a number.',
    ],
  ])('%s %s', (way, key, rule, message) => {
    const bad = mapping(way, { [key]: rule });
    const [problem, ...others] = mappingProblems(bad);
    expect(others).toEqual([]);
    expect(problem?.path).toBe(key);
    expect(problem?.message).toContain(message);
    expect(() => compileMapping(bad)).toThrow(key);
  });

  it('where a list keeps what a field cannot take', () => {
    const own = [{ ...exemptions, otherwise: 'keep' as const }];
    const [problem] = mappingProblems(
      mapping('export', { taxExempt: template('{lookup(customerClass, "Exempt classes")}') }, own),
    );
    expect(problem?.message).toContain('Let it leave them empty.');
  });

  it('where nothing is left by which a customer is known', () => {
    const rules = { firstName: unmapped, lastName: unmapped, email: unmapped, phone: unmapped };
    expect(mappingProblems(mapping('export', rules))).toEqual([
      { path: 'firstName', message: 'A customer needs a name, an e-mail or a phone. Map one of them.' },
    ]);
  });

  it('with the place of the mistake in its template', () => {
    const [problem] = mappingProblems(
      mapping('import', { accountName: template('{lastName}, {shout(firstName)}') }),
    );
    expect(problem?.position).toBe(13);
  });

  it('and only fields that fit are offered', () => {
    const { source, target } = mapping('export', {}).fields;
    const offered = (key: string): readonly string[] => {
      const row = target.get(key);
      return row === undefined ? [] : sourcesFor(row, source).map((each) => each.key);
    };
    expect(offered('taxExempt')).toEqual(['noMarketing', 'doNotEmail']);
    expect(offered('address.country')).toEqual(['address.country']);
    expect(offered('tags')).toContain('customerClass');
    expect(offered('tags')).not.toContain('locationCount');
  });
});

describe('two directions', () => {
  const between = (
    importing: MappingRules,
    exporting: MappingRules,
    own: readonly SubstitutionList[] = lists,
  ) => cycleProblems(mapping('import', importing, own), mapping('export', exporting, own));

  it('go together where everything is as the table says', () => {
    expect(between({}, {})).toEqual([]);
  });

  it('go together where a field comes back as it went, by a field or by a list that can be read both ways', () => {
    const listed = { lastName: template('{lookup(lastName, "Classes and tags")}') };
    expect(between(listed, listed)).toEqual([]);
    expect(between({ lastName: field('lastName') }, { lastName: template('{ lastName }') })).toEqual([]);
  });

  it('do not go together where a metafield and an attribute would change places with each run', () => {
    const [problem] = between(
      { 'attribute:REGION': field('metafield:loyalty.level') },
      { 'metafield:loyalty.level': field('attribute:REGION') },
    );
    expect(problem?.message).toContain('each of them is written in one direction only');
  });

  it('go together where a field is made from others and goes back to none of them', () => {
    expect(between({ accountName: template('{lastName}, {firstName}') }, {})).toEqual([]);
    expect(between({ lastName: unmapped }, { lastName: template('{upper(lastName)}') })).toEqual([]);
    expect(between({}, { tags: template('{lookup(customerClass, "Classes and tags")}') })).toEqual([]);
    expect(between({ 'address.attention': constant('Accounts') }, { 'address.attention': unmapped })).toEqual(
      [],
    );
  });

  it.each<
    [string, MappingRules, MappingRules, readonly SubstitutionList[], readonly [MappingWay, string], string]
  >([
    [
      'by a template that cannot be read backwards',
      {},
      { lastName: template('{upper(lastName)}') },
      lists,
      ['export', 'lastName'],
      'Last name in Shopify, which is made from Last name in MYOB, which is made from Last name in Shopify: a template cannot be read backwards.',
    ],
    [
      'by a list with two counterparts',
      { lastName: template('{lookup(lastName, "Twice")}') },
      { lastName: template('{lookup(lastName, "Twice")}') },
      [
        {
          name: 'Twice',
          pairs: [
            { erp: 'N', shopify: 'North' },
            { erp: 'NN', shopify: 'north' },
          ],
          otherwise: 'keep',
        },
      ],
      ['import', 'lastName'],
      'in the list \u201CTwice\u201D, north of Shopify has more than one counterpart',
    ],
    [
      'by a list that leaves values empty',
      { lastName: template('{lookup(lastName, "Exempt classes")}') },
      { lastName: template('{lookup(lastName, "Exempt classes")}') },
      lists,
      ['import', 'lastName'],
      'the list \u201CExempt classes\u201D leaves what is not in it empty',
    ],
    [
      'around three corners',
      { accountName: field('note'), lastName: field('metafield:loyalty.level') },
      { note: field('lastName'), 'metafield:loyalty.level': field('accountName') },
      lists,
      ['import', 'lastName'],
      'the way back goes through another field',
    ],
  ])(
    'are refused where a value comes back changed: %s',
    (_, importing, exporting, own, [way, path], message) => {
      const problems = between(importing, exporting, own);
      const found = problems.find((problem) => problem.way === way && problem.path === path);
      expect(found?.message).toContain(message);
      expect(found?.message).toContain('Map it in one direction only, or leave one of the fields unmapped.');
    },
  );
});

describe('a dry run', () => {
  it('shows what would be written beside what it is made from, in the form the other system takes', () => {
    const rules = { note: template('{terms} {customerClass}'), tags: constant('MYOB') };
    const rows = dryRun(mapping('export', rules), [wholesaler, erpParty(18, { phone: 'ask Sione' })], 'AU');
    const row = (key: string) => rows.find(({ target }) => target.key === key)?.cells;
    expect(row('phone')?.map(({ text }) => text)).toEqual(['+61412345678', '']);
    expect(row('note')?.[0]).toEqual({
      sources: [
        { label: 'Terms', text: '30D' },
        { label: 'Class', text: 'WHOLESALE' },
      ],
      text: '30D WHOLESALE',
      problem: null,
    });
    expect(row('tags')?.map(({ text }) => text)).toEqual(['MYOB', 'MYOB']);
  });

  it('names what the other system would refuse', () => {
    const long = { ...jane, values: { ...jane.values, lastName: 'x'.repeat(60) } };
    const rows = dryRun(
      mapping('import', { accountName: template('{lastName}, {firstName}') }),
      [long, jane],
      'AU',
    );
    const cells = rows.find(({ target }) => target.key === 'accountName')?.cells;
    expect(cells?.map(({ problem }) => problem)).toEqual([
      'Account name would have 66 characters; MYOB takes 50.',
      null,
    ]);
  });
});

describe('substitution lists', () => {
  it('are looked up from either side, whatever the case, and keep or drop what they do not know', () => {
    const [fromErp, fromShopify] = [createLookup(lists, 'erp'), createLookup(lists, 'shopify')];
    expect(fromErp('wholesale', 'CLASSES AND TAGS')).toBe('trade');
    expect(fromShopify('Trade ', 'Classes and tags')).toBe('WHOLESALE');
    expect(fromShopify('VIP, shop, trade', 'Classes and tags')).toBe('RETAIL');
    expect(fromErp('OTHER', 'Classes and tags')).toBe('OTHER');
    expect(fromErp('OTHER', 'Exempt classes')).toBe('');
  });

  it('are read both ways only with one counterpart for each value', () => {
    expect(notInvertible(classes)).toBeNull();
    const twice = { ...classes, pairs: [...classes.pairs, { erp: 'retail', shopify: 'web' }] };
    expect(notInvertible(twice)).toEqual({ side: 'erp', value: 'retail' });
  });

  it('are refused by name where two have one name, or a pair stands twice', () => {
    const [first] = classes.pairs;
    if (first === undefined) throw new Error('no pairs');
    expect(listProblems([classes, { ...classes, name: 'classes and TAGS', pairs: [first, first] }])).toEqual([
      {
        path: '1.name',
        message: 'There are two lists called \u201Cclasses and TAGS\u201D. Rename one of them.',
      },
      {
        path: '1.pairs.1',
        message: 'WHOLESALE and trade stand in \u201Cclasses and TAGS\u201D twice. Remove one of them.',
      },
    ]);
  });
});

it('a stored mapping is read back unchanged', () => {
  const rules = {
    accountName: template('{lastName}'),
    tags: constant('x'),
    note: unmapped,
    email: field('email'),
  };
  const stored = { customer: { import: {}, export: rules }, company: { import: {}, export: {} } };
  expect(fieldMappingsSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});
