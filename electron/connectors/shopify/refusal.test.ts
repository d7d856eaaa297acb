import { describe, expect, it } from 'vitest';
import { isDuplicateAddress, readRefusal, takenIdentity } from './refusal.ts';

const record = 'Mere Tawhai';

describe('what Shopify refuses, in our words', () => {
  it.each([
    [['email'], 'Email is invalid', 'VALUE_REFUSED', 'E-mail'],
    [['firstName'], 'First name is too long (maximum is 255 characters)', 'VALUE_REFUSED', 'First name'],
    [['phone'], 'Phone is invalid', 'VALUE_REFUSED', 'Phone'],
    [['address', 'province'], 'Province is invalid', 'VALUE_REFUSED', 'State'],
    [['address', 'zip'], 'Zip cannot contain URL', 'VALUE_REFUSED', 'Postcode'],
    [['address', 'firstName'], 'First name is invalid', 'VALUE_REFUSED', 'Name on the address'],
    [['addresses', '0', 'country'], 'Country is invalid', 'VALUE_REFUSED', 'Country'],
    [['id'], 'Customer does not exist', 'RECORD_GONE', undefined],
    [['customerId'], 'Customer does not exist', 'RECORD_GONE', undefined],
    [['addressId'], 'Address does not exist', 'RECORD_GONE', undefined],
    [
      ['id'],
      'Customer can’t be deleted because they have associated orders',
      'CUSTOMER_HAS_ORDERS',
      undefined,
    ],
    [null, 'A name, phone number, or email address must be present', 'WRITE_REFUSED', undefined],
  ])('%j "%s" is %s', (field, message, code, label) => {
    const error = readRefusal(record, [{ field, message }]);
    expect(error.code).toBe(code);
    expect(error.params['record']).toBe(record);
    expect(error.params['field']).toBe(label);
  });

  it('names every refused field', () => {
    const error = readRefusal(record, [
      { field: ['address', 'zip'], message: 'Zip is invalid' },
      { field: ['address', 'city'], message: 'City is invalid' },
    ]);
    expect(error.params['field']).toBe('Postcode');
    expect(error.fields).toEqual({ postcode: 'Zip is invalid', city: 'City is invalid' });
  });

  it('tells a taken identity from an invalid one', () => {
    expect(takenIdentity([{ field: ['email'], message: 'Email has already been taken' }])).toBe('email');
    expect(takenIdentity([{ field: ['phone'], message: 'Phone has already been taken' }])).toBe('phone');
    expect(takenIdentity([{ field: ['phone'], message: 'Phone is invalid' }])).toBeNull();
  });

  it('knows an exact duplicate of an address, and only that alone', () => {
    const duplicate = { field: null, message: 'Address already exists' };
    expect(isDuplicateAddress([duplicate])).toBe(true);
    expect(isDuplicateAddress([])).toBe(false);
    expect(isDuplicateAddress([duplicate, { field: ['address', 'zip'], message: 'Zip is invalid' }])).toBe(
      false,
    );
  });
});
