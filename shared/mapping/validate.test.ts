import { describe, expect, it } from 'vitest';
import type { LocationField, LocationValues } from '../domain/party.ts';
import {
  addressWarnings,
  isEmail,
  validateAccountName,
  validateCustomer,
  validateLocation,
} from './validate.ts';

const king: LocationValues = {
  attention: 'Jane Doe',
  company: null,
  phone: null,
  address1: '12 King St',
  address2: null,
  city: 'Newtown',
  province: 'NSW',
  postcode: '2042',
  country: 'AU',
};

function toShopify(change: Partial<LocationValues>, written?: ReadonlySet<LocationField>) {
  return validateLocation({ ...king, ...change }, 'shopify', 'erp', written).map(({ code }) => code);
}

describe('an address that goes to Shopify', () => {
  it.each<[string, Partial<LocationValues>, readonly string[]]>([
    ['a plain one', {}, []],
    ['an emoji', { city: 'Newtown \u{1F30A}' }, ['charactersRefused']],
    ['HTML', { address1: '<b>12 King St</b>' }, ['charactersRefused']],
    ['a web address', { address2: 'see https://example.com' }, ['charactersRefused']],
    ['a trade mark sign', { company: 'Acme\u2122 Pty Ltd' }, []],
    ['300 characters', { address1: 'x'.repeat(300) }, ['tooLong']],
    ['an unknown state', { province: 'Nowhere' }, ['provinceUnknown']],
    ['no state in Australia', { province: null }, ['provinceRequired']],
    ['no region in New Zealand', { province: null, country: 'NZ' }, []],
    ['an Australian state in New Zealand', { province: 'NSW', country: 'NZ' }, ['provinceUnknown']],
    ['any state where there is no table', { province: 'Suva', country: 'Fiji' }, []],
    ['an unknown country', { country: 'Atlantis' }, ['countryUnknown']],
  ])('%s', (_name, change, codes) => {
    expect(toShopify(change)).toEqual(codes);
  });

  it('is checked only in what would be written', () => {
    expect(toShopify({ province: null, address1: 'x'.repeat(300) }, new Set(['city']))).toEqual([]);
  });
});

describe('an address that goes to the ERP', () => {
  it('R14 is refused, with the figures and the remedy, when a line is too long', () => {
    expect(validateLocation({ ...king, address1: 'x'.repeat(51) }, 'erp', 'shopify')).toEqual([
      {
        code: 'tooLong',
        params: { field: 'Address line 1', length: '51', maximum: '50', system: 'MYOB', source: 'Shopify' },
      },
    ]);
  });

  it('may hold what only Shopify refuses', () => {
    expect(
      validateLocation({ ...king, province: 'Nowhere', city: 'Bay \u{1F30A}' }, 'erp', 'shopify'),
    ).toEqual([]);
  });
});

describe('a customer', () => {
  const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: null };

  it.each([
    'foo@',
    '@bar.com',
    'foo@bar',
    'foo@@bar.com',
    'a@example.com; b@example.com',
    'a..b@example.com',
  ])('with the e-mail %s does not go to Shopify', (email) => {
    expect(isEmail(email)).toBe(false);
    expect(validateCustomer({ ...jane, email }, 'shopify').map(({ code }) => code)).toEqual([
      'emailNotValid',
    ]);
    expect(validateCustomer({ ...jane, email }, 'erp')).toEqual([]);
  });

  it('R14 with a 60-character name does not fit the account name of the ERP', () => {
    expect(validateAccountName('x'.repeat(60)).map(({ code }) => code)).toEqual(['tooLong']);
    expect(validateAccountName('x'.repeat(50))).toEqual([]);
  });
});

describe('a postcode of another state', () => {
  it('is worth a warning and no refusal', () => {
    expect(addressWarnings({ ...king, postcode: '3042' }).map(({ code }) => code)).toEqual([
      'postcodeUnusual',
    ]);
    expect(toShopify({ postcode: '3042' })).toEqual([]);
  });
});
