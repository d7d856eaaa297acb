import { describe, expect, it } from 'vitest';
import { redact } from './log.ts';

describe('L8 what is logged', () => {
  it.each([
    ['accessToken', 'a-plain-word'],
    ['secrets', { shopify: 'one', erp: 'two' }],
    ['Authorization', 'anything at all'],
    ['X-Api-Key', '1234'],
    ['cookie', '.ASPXAUTH=1'],
    ['userPassword', 'Sommer'],
  ])('hides what stands under the name %s', (name, value) => {
    expect(redact({ method: 'plan.prepare', nested: [{ [name]: value }] })).toEqual({
      method: 'plan.prepare',
      nested: [{ [name]: '[secret]' }],
    });
  });

  it('hides tokens, e-mails and phones in the middle of a text', () => {
    expect(
      redact('sent Bearer abc.def-1 and shpat_0123abcd for mia@example.com, +61412345678, C000012'),
    ).toBe('sent Bearer [secret] and [secret] for [e-mail], [phone], C000012');
  });

  it('leaves counts and names of requests as they are', () => {
    const details = { method: 'GET', entity: 'Customer', status: 200, milliseconds: 12, rows: null };
    expect(redact(details)).toEqual(details);
  });
});
