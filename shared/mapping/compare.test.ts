import { describe, expect, it } from 'vitest';
import type { LocationValues } from '../domain/party.ts';
import { alike, sameValue } from './compare.ts';
import { addressFingerprint, isBlankAddress } from './fingerprint.ts';
import { accountNameAfter, accountNameOf, companyForExport, personNameOf, splitName } from './names.ts';
import { writtenValue } from './written-value.ts';

describe('two values of one field', () => {
  it.each([
    ['email', 'Jane@Example.com', 'jane@example.com ', true],
    ['phone', '0412 345 678', '+61412345678', true],
    ['phone', '12345', '1-23-45', true],
    ['phone', '12345', '12346', false],
    ['province', 'New South Wales', 'NSW', true],
    ['country', 'Australia', 'AU', true],
    ['postcode', '2000 ', '2000', true],
    ['lastName', 'Smith', 'Smith ', true],
    ['lastName', 'Zo\u00EB', 'Zoe\u0308', true],
    ['lastName', 'SMITH', 'Smith', false],
    ['address1', '12 King St.', '12 King St', false],
    ['city', null, '  ', true],
  ] as const)('%s: "%s" and "%s" are the same: %s', (field, left, right, same) => {
    expect(sameValue(field, left, right, 'AU')).toBe(same);
  });

  it('are alike across systems in any case, and in any punctuation inside an address', () => {
    expect(alike('lastName', 'SMITH', 'Smith', 'AU')).toBe(true);
    expect(alike('address1', '12 KING ST.', '12 King St', 'AU')).toBe(true);
    expect(alike('lastName', "O'Brien", 'OBrien', 'AU')).toBe(false);
  });
});

const king: LocationValues = {
  attention: 'Jane Doe',
  company: null,
  phone: null,
  address1: '12 King St.',
  address2: null,
  city: 'Newtown',
  province: 'New South Wales',
  postcode: '2042',
  country: 'Australia',
};

describe('addressFingerprint', () => {
  it('is one for one place, whoever lives there and however it is written', () => {
    const other = { ...king, attention: null, address1: '12 KING  ST', province: 'NSW', country: 'AU' };
    expect(addressFingerprint(other)).toBe(addressFingerprint(king));
  });

  it('tells streets, units, suburbs, states and countries apart', () => {
    const all = [
      king,
      { ...king, address1: '13 King St.' },
      { ...king, address2: 'Unit 3' },
      { ...king, city: 'Enmore' },
      { ...king, province: 'VIC' },
      { ...king, country: 'NZ' },
    ];
    expect(new Set(all.map(addressFingerprint)).size).toBe(all.length);
  });

  it('does not count a region that only one system knows in New Zealand', () => {
    const queen = { ...king, address1: '5 Queen St', city: 'Auckland', postcode: '1010', country: 'NZ' };
    expect(addressFingerprint({ ...queen, province: null })).toBe(
      addressFingerprint({ ...queen, province: 'AUK' }),
    );
  });

  it('is null for a MAIN that has only the country of its class', () => {
    const blank = { ...king, address1: null, city: ' ', postcode: null };
    expect(isBlankAddress(blank)).toBe(true);
    expect(addressFingerprint(blank)).toBeNull();
  });
});

describe('names', () => {
  const jane = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', phone: null };

  it('split at the first space', () => {
    expect(splitName(' Mary  Ann Smith ')).toEqual({ firstName: 'Mary', lastName: 'Ann Smith' });
    expect(splitName('Cher')).toEqual({ firstName: 'Cher', lastName: null });
    expect(splitName(null)).toEqual({ firstName: null, lastName: null });
  });

  it('R8 names a customer by the e-mail, and does not take that for a name', () => {
    const nameless = { firstName: null, lastName: null, email: 'Jo@example.com', phone: null };
    expect(accountNameOf(nameless)).toBe('Jo@example.com');
    expect(personNameOf({ ...nameless, firstName: 'jo@example.com' })).toBeNull();
    expect(personNameOf(jane)).toBe('Jane Doe');
  });

  it('R25 writes a company only where it differs from the person', () => {
    expect(companyForExport('Jane  DOE', 'Jane Doe')).toBeNull();
    expect(companyForExport('Doe Plumbing', 'Jane Doe')).toBe('Doe Plumbing');
    expect(companyForExport(null, 'Jane Doe')).toBeNull();
  });

  it('R29 lets the account name follow the person, and only the person', () => {
    const after = { ...jane, lastName: 'Roe' };
    expect(accountNameAfter({ accountName: 'Jane Doe', before: jane, after })).toBe('Jane Roe');
    expect(accountNameAfter({ accountName: 'Doe Plumbing', before: jane, after })).toBe('Doe Plumbing');
    expect(accountNameAfter({ accountName: 'jane@example.com', before: jane, after })).toBe('Jane Roe');
  });
});

describe('writtenValue', () => {
  it.each([
    ['phone', '0412 345 678', 'shopify', '+61412345678'],
    ['phone', 'ask Sione', 'shopify', null],
    ['phone', '0412 345 678', 'erp', '0412 345 678'],
    ['province', 'Victoria', 'shopify', 'VIC'],
    ['province', 'Victoria', 'erp', 'VIC'],
    ['country', 'Australia', 'shopify', 'AU'],
    ['email', ' Jane @example.com', 'shopify', 'Jane@example.com'],
    ['address1', ' 12 King St ', 'erp', '12 King St'],
    ['city', '  ', 'erp', null],
  ] as const)('%s "%s" to %s is %s', (field, value, target, written) => {
    expect(writtenValue(field, value, target, 'AU')).toBe(written);
  });
});
