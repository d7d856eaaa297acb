import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLocation, shopifyParty } from '../../tests/support/parties.ts';
import type { Party } from '../domain/party.ts';
import { mainLocation, partyFieldsOf } from './party-fields.ts';
import { createLookup } from './substitution.ts';
import { templateFunctions, type TemplateFunctionName } from './template-functions.ts';
import { compileTemplate } from './template-value.ts';
import { fieldsOf, parseTemplate, printTemplate, type Expression, type Template } from './template.ts';

const fields = partyFieldsOf('shopify');
const classes = {
  name: 'Classes and tags',
  pairs: [
    { erp: 'WHOLESALE', shopify: 'trade' },
    { erp: 'RETAIL', shopify: 'shop' },
  ],
  otherwise: 'empty',
} as const;

const jane: Party = {
  ...shopifyParty(17, {
    firstName: ' jane ',
    lastName: 'McDONALD-SMITH',
    email: 'Jane@Example.com',
    phone: '0412 345 678',
    locations: [makeLocation('1', { company: 'Doe  & Co', city: 'Newtown' }, { isDefault: true })],
  }),
  extras: { taxExempt: true, note: null, tags: ['VIP', 'Trade'], locale: 'en', emailConsent: null },
  attributes: { orders: 7 },
};

function read(text: string): Template {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.template;
}

function make(text: string, party = jane): string | null {
  const lookup = createLookup([classes], 'shopify');
  return compileTemplate(read(text), fields, lookup)(party, mainLocation(party));
}

describe('a template', () => {
  it.each([
    ['{lastName}, {firstName}', 'McDONALD-SMITH,  jane'],
    ['{ lastName }', 'McDONALD-SMITH'],
    ['Shop customer', 'Shop customer'],
    ['{upper(trim(firstName))}', 'JANE'],
    ['{lower(email)}', 'jane@example.com'],
    ['{capitalise("SMITH-jones o\u2019brien McDonald")}', 'Smith-Jones O\u2019brien McDonald'],
    ['{trim(address.company)}', 'Doe & Co'],
    ['{firstOf(note, address.address2, "none")}', 'none'],
    ['{firstOf(note, address.city)}', 'Newtown'],
    ['{join(", ", note, address.city, address.postcode, email)}', 'Newtown, Jane@Example.com'],
    ['{replace(phone, " ", "")}', '0412345678'],
    ['{replace(phone, "", "-")}', '0412 345 678'],
    ['{replace(phone, "0412", "$&")}', '$& 345 678'],
    ['{lookup("TRADE", "classes and tags")}', 'WHOLESALE'],
    ['{lookup("other", "Classes and tags")}', null],
    ['{lookup(note, "Classes and tags")}', null],
    ['{tags}', 'VIP, Trade'],
    ['{orders} orders, exempt: {taxExempt}', '7 orders, exempt: yes'],
    ['{"a \\"quote\\" and a \\\\"}', 'a "quote" and a \\'],
    ['{{braces}}', '{braces}'],
  ])('%s makes %j', (text, expected) => {
    expect(make(text)).toBe(expected);
  });

  it('may stand between braces of its own', () => {
    expect(read('{{{city}}}').parts).toEqual([
      { kind: 'text', text: '{', at: 0 },
      { kind: 'field', key: 'city', at: 3 },
      { kind: 'text', text: '}', at: 8 },
    ]);
  });

  it('of nobody is no value, and not a comma', () => {
    const nobody = shopifyParty(1);
    expect(make('{lastName}, {firstName}', nobody)).toBeNull();
    expect(make('{firstOf(lastName, "Unknown")}', nobody)).toBe('Unknown');
    expect(make('   ')).toBeNull();
  });

  it('tells where it names fields', () => {
    expect(fieldsOf(read('{lastName}, {upper(firstOf(firstName, email))}'))).toEqual([
      { kind: 'field', key: 'lastName', at: 1 },
      { kind: 'field', key: 'firstName', at: 27 },
      { kind: 'field', key: 'email', at: 38 },
    ]);
  });
});

describe('a template that cannot be read is refused where it is wrong', () => {
  it.each([
    ['Hello {lastName', 6, 'is not closed. Add a }.'],
    ['Hello }', 6, 'closes nothing'],
    ['{}', 1, 'A field, a function or a text in "quotes" is expected'],
    ['{lastName firstName}', 10, 'A } is expected before \u201Cf\u201D'],
    ['{shout(lastName)}', 1, 'There is no function \u201Cshout\u201D. There are: upper, lower'],
    ['{upper(lastName, firstName)}', 1, 'used like this: {upper(lastName)}'],
    ['{upper()}', 7, 'is expected here'],
    ['{upper(lastName}', 15, 'A comma or a ) is expected before \u201C}\u201D'],
    ['{upper(lastName', 6, 'The ( that opens here is not closed'],
    ['{"never closed}', 1, 'The quote that opens here is not closed'],
    ['{"ends on a backslash\\', 1, 'The quote that opens here is not closed'],
    ['{42}', 1, 'is expected here'],
  ])('%s', (text, at, message) => {
    expect(parseTemplate(text)).toEqual({
      ok: false,
      error: { at, message: expect.stringContaining(message) as unknown },
    });
  });

  it('where functions are nested without end', () => {
    const parsed = parseTemplate(`{${'upper('.repeat(100_000)}lastName`);
    expect(parsed).toEqual({
      ok: false,
      error: { at: 127, message: 'Too many functions inside each other. Make it simpler.' },
    });
  });

  it('is never the end of the program', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}()",\\ aupper.:é'.split('')) }), (text) => {
        const parsed = parseTemplate(text);
        const places = parsed.ok ? fieldsOf(parsed.template).map(({ at }) => at) : [parsed.error.at];
        expect(places.every((at) => at >= 0 && at <= text.length)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

// ------------------------------------------------------------------ round trips

const key = fc.constantFrom('lastName', 'address.city', 'metafield:loyalty.level', 'custom:Doc.Usr_1');
const text = fc.string({ unit: fc.constantFrom(...'ab {}"\\,()é\n'.split('')) });

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    key.map((name): Expression => ({ kind: 'field', key: name, at: 0 })),
    text.map((literal): Expression => ({ kind: 'text', text: literal, at: 0 })),
    fc.constantFrom(...(Object.keys(templateFunctions) as TemplateFunctionName[])).chain((name) =>
      fc
        .array(tie('expression'), {
          minLength: templateFunctions[name].least,
          maxLength: Math.min(templateFunctions[name].most, 4),
        })
        .map((operands): Expression => ({ kind: 'call', name, operands, at: 0 })),
    ),
  ),
}));

const template: fc.Arbitrary<Template> = fc.array(expression, { maxLength: 5 }).map((parts) => ({ parts }));

function withoutPositions(part: Expression): Expression {
  return part.kind === 'call'
    ? { ...part, at: 0, operands: part.operands.map(withoutPositions) }
    : { ...part, at: 0 };
}

describe('every template', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(template, (written) => {
        expect(read(printTemplate(written)).parts.map(withoutPositions)).toEqual(written.parts);
      }),
      { numRuns: 2000 },
    );
  });

  it('is written back in one way', () => {
    fc.assert(
      fc.property(template, (written) => {
        const once = printTemplate(written);
        expect(printTemplate(read(once))).toBe(once);
      }),
    );
  });
});
