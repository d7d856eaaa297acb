import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeError, errorCatalogue } from '../../../shared/domain/error-catalogue.ts';
import { readAnswer } from './answer.ts';
import { errorOf, understand, type UserError } from './refusal.ts';

const record = 'Mere Tawhai';

interface Row {
  readonly mutation: string;
  readonly error: UserError;
  readonly variables: unknown;
  readonly meaning: string;
  readonly field: string;
}

/** `['a', 'b']` and `v` as `{ a: { b: v } }`: how a value lies in what was sent. */
function nested(path: readonly string[], value: string): unknown {
  return path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
}

function parseRow(line: string): Row {
  const [mutation = '', path = '', code = '', value = '', meaning = '', field = '', ...message] =
    line.split(' | ');
  const parts = path === '-' ? [] : path.split('.');
  const error = {
    field: path === '-' ? null : parts,
    message: message.join(' | '),
    ...(code === '-' ? {} : { code }),
  };
  return { mutation, error, variables: value === '-' ? {} : nested(parts, value), meaning, field };
}

const rows = readFileSync(new URL('recorded-refusals.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(parseRow);

describe('what Shopify refuses, in our words', () => {
  it('has a row for every refusal on record that one of our mutations can meet', () => {
    expect(rows.length).toBeGreaterThan(120);
    const known = new Set(Object.keys(errorCatalogue));
    expect(rows.filter(({ meaning }) => !known.has(meaning))).toEqual([]);
  });

  it.each(rows)('$mutation: $error.field "$error.message" is $meaning', (row) => {
    const refusal = understand(row.error, { record, variables: row.variables });
    expect(refusal.code).toBe(row.meaning);
    expect(refusal.field ?? '-').toBe(row.field);
  });

  it.each(rows)('$mutation: $error.field "$error.message" is a sentence without a gap', (row) => {
    const refusal = understand(row.error, { record, variables: row.variables });
    const error = errorOf([{ ...refusal, params: { ...refusal.params, other: 'Ben Kerr (8)' } }]);
    const { title, text } = describeError(error.code, error.params);
    expect(`${title} ${text}`).not.toMatch(/[{}]/);
  });

  it('says what of an address is not taken, also where Shopify says only "invalid"', () => {
    const error = { field: ['address', 'city'], message: 'City is invalid', code: 'INVALID' };
    const wordOf = (city: string) =>
      errorOf([understand(error, { record, variables: { address: { city } } })]).params['what'];
    expect(wordOf('Perth <br>')).toBe('web code (text between < and >)');
    expect(wordOf('www.example.com')).toBe('web address');
    expect(wordOf('Perth 🐨')).toBe('emoji');
  });

  it('tells the length allowed, and shows no more of a long text than its beginning', () => {
    const error = { field: ['note'], message: 'Note is too long (maximum is 5000 characters)' };
    const { code, params } = errorOf([
      understand(error, { record, variables: { input: { note: 'a'.repeat(5001) } } }),
    ]);
    expect(code).toBe('VALUE_TOO_LONG');
    expect(params).toEqual({
      system: 'Shopify',
      record,
      source: 'MYOB Acumatica',
      field: 'Note',
      value: `${'a'.repeat(80)}…`,
      length: 5001,
      maximum: '5000',
    });
  });

  it('finds the value where a path names it otherwise than the input', () => {
    const valueOf = (field: readonly string[], variables: unknown) =>
      understand({ field, message: 'x' }, { record, variables }).value;
    expect(valueOf(['address', 'province'], { address: { provinceCode: 'ZZ' } })).toBe('ZZ');
    expect(valueOf(['input', 'company', 'notes'], { input: { company: { note: 'n' } } })).toBe('n');
    expect(valueOf(['metafields', '0', 'value'], { input: { metafields: [{ value: 'C1' }] } })).toBe('C1');
    expect(valueOf(['tags'], { tags: ['a', 'longest', 'b'] })).toBe('longest');
    expect(valueOf(['input'], { input: { name: 'n' } })).toBeNull();
  });

  it('names every refused field, and says what to do beside each', () => {
    const variables = { address: { zip: 'x', city: ' ' } };
    const error = errorOf(
      [
        { field: ['address', 'zip'], message: 'Zip is invalid' },
        { field: ['address', 'city'], message: "City can't be blank" },
      ].map((each) => understand(each, { record, variables })),
    );
    expect(error.code).toBe('POSTCODE_INVALID');
    expect(error.fields).toEqual({
      postcode: describeError('POSTCODE_INVALID', { value: 'x', source: 'MYOB Acumatica' }).text,
      city: describeError('VALUE_MISSING', {
        field: 'Suburb or city',
        system: 'Shopify',
        source: 'MYOB Acumatica',
      }).text,
    });
  });

  it('puts a fault of ours before what follows from it', () => {
    const error = errorOf(
      [
        { field: ['input', 'phone'], message: 'Phone is invalid', code: 'INVALID' },
        {
          field: ['input', 'phone'],
          message: 'Phone is of unexpected type NilClass',
          code: 'UNEXPECTED_TYPE',
        },
      ].map((each) => understand(each, { record, variables: { input: { phone: null } } })),
    );
    expect(error.code).toBe('REQUEST_FAULTY');
  });

  it('names further fields, by their place among those that were sent, where they are other metafields than the ID', () => {
    const field = (path: string) =>
      ({ key: `metafield:${path}`, label: 'Points', type: 'number', maximum: null }) as const;
    const attempt = { record, further: [field('loyalty.level'), field('loyalty.points')], variables: {} };
    const refusedFor = (path: string, message: string, code: string) =>
      errorOf([understand({ field: path.split('.'), message, code }, attempt)]);
    const ofValue = refusedFor('metafields.1.value', 'Value must be an integer.', 'INVALID_VALUE');
    expect(ofValue.code).toBe('VALUE_REFUSED');
    expect(ofValue.params).toMatchObject({
      field: 'Points (metafield loyalty.points)',
      message: 'Value must be an integer',
    });
    expect(Object.keys(ofValue.fields)).toEqual(['metafield:loyalty.points']);
    expect(refusedFor('metafields.1.value', 'Value is taken', 'TAKEN').code).toBe('VALUE_REFUSED');
    expect(refusedFor('metafields.1.type', "Type can't be blank", 'BLANK').params['message']).toMatch(
      /^Points \(metafield loyalty\.points\) is not defined/,
    );
    expect(refusedFor('metafields.0', 'Access is not allowed', 'APP_NOT_AUTHORIZED').params['message']).toBe(
      'Points (metafield loyalty.level): Access is not allowed',
    );
    const ofOwner = refusedFor('metafields.0.ownerId', 'Owner does not exist.', 'INVALID');
    expect([ofOwner.code, ofOwner.fields]).toEqual(['RECORD_GONE', {}]);
    expect(refusedFor('metafields', 'Something new', 'INVALID').code).toBe('WRITE_REFUSED');
  });

  it('names the record that is gone by the id that nothing was found for', () => {
    const attempt = { record, others: { companyId: 'Harbour Cafe' }, variables: {} };
    const recordOf = (field: string, message = 'It does not exist') =>
      errorOf([understand({ field: [field], message }, attempt)]).params['record'];
    expect(recordOf('companyId')).toBe('Harbour Cafe');
    expect(recordOf('customerId')).toBe(record);
    // Shopify says by the company what is wrong with the person.
    expect(recordOf('companyId', 'Customer must have an email address.')).toBe(record);
  });
});

describe('an error of the whole request', () => {
  const context = { host: 'harbour-pine.myshopify.com', record };
  function errorFor(message: string, extensions: Readonly<Record<string, unknown>>) {
    const text = JSON.stringify({ data: null, errors: [{ message, extensions }] });
    const reply = readAnswer({ status: 200, headers: new Headers(), text }, context);
    if (reply.kind !== 'failed') throw new Error(reply.kind);
    return reply.error;
  }

  it.each([
    [
      "Metafield definition of type 'id' is required when using custom ids.",
      'NOT_FOUND',
      'CUSTOMER_ID_FIELD_MISSING',
    ],
    ['Cannot specify NOT_SUBSCRIBED as a marketing state input', 'INVALID', 'CONSENT_NOT_SETTABLE'],
    ['Cannot specify REDACTED as a marketing state input', 'INVALID', 'CONSENT_NOT_SETTABLE'],
    ['Invalid id: gid://shopify/MailingAddress/1', 'RESOURCE_NOT_FOUND', 'RECORD_GONE'],
    ['invalid id', 'RESOURCE_NOT_FOUND', 'RECORD_GONE'],
    ['Something went wrong', 'INTERNAL_SERVER_ERROR', 'SERVER_ERROR'],
    ['Something new', 'INVALID', 'SHOPIFY_QUERY_INVALID'],
    ['Something new', 'NOT_FOUND', 'SHOPIFY_QUERY_INVALID'],
  ])('"%s" (%s) is %s', (message, code, expected) => {
    expect(errorFor(message, { code }).code).toBe(expected);
  });

  it('about a country that is none names the country, not the list of all others', () => {
    const error = errorFor('Variable $address of type MailingAddressInput! was provided invalid value', {
      code: 'INVALID_VARIABLE',
      value: { city: 'Perth', countryCode: 'Atlantis' },
      problems: [{ path: ['countryCode'], explanation: 'Expected "Atlantis" to be one of: AF, AX, AL' }],
    });
    expect(error.code).toBe('COUNTRY_UNKNOWN');
    expect(error.params).toMatchObject({ record, value: 'Atlantis' });
    expect(Object.keys(error.fields)).toEqual(['country']);
  });

  it('about a null that is refused is a fault of ours', () => {
    const error = errorFor('Variable $input of type CompanyInput! was provided invalid value', {
      code: 'INVALID_VARIABLE',
      value: { company: { name: null } },
      problems: [{ path: ['company', 'name'], explanation: 'Expected value to not be null' }],
    });
    expect(error.code).toBe('REQUEST_FAULTY');
  });
});
