import { describe, expect, it } from 'vitest';
import type { Profile } from '../domain/settings.ts';
import { costOf, erpRequestsPerMinute, estimateSeconds } from './estimate.ts';

function connection(requestsPerMinute: number | null, useWholeLicence: boolean): NonNullable<Profile['erp']> {
  return {
    url: 'https://harbour.example.com',
    tenant: 'Harbour',
    branch: null,
    locale: null,
    username: 'accord',
    endpointVersion: null,
    requestsPerMinute,
    concurrency: 2,
    useWholeLicence,
  };
}

describe('what writes cost', () => {
  it('one ERP write is one request; Shopify writes cost 12 or 10 points', () => {
    expect(
      costOf([
        { side: 'erp', kind: 'createCustomer' },
        { side: 'erp', kind: 'createLocation' },
        { side: 'shopify', kind: 'createCustomer' },
        { side: 'shopify', kind: 'createLocation' },
        { side: 'shopify', kind: 'setDefaultLocation' },
      ]),
    ).toEqual({ erpRequests: 2, shopifyPoints: 32 });
  });

  it.each([
    [null, false, 50],
    [null, true, 50],
    [600, false, 300],
    [600, true, 600],
  ])('licence %s, whole %s: %i requests a minute', (licence, whole, expected) => {
    expect(erpRequestsPerMinute(connection(licence, whole))).toBe(expected);
  });

  it.each([
    [{ erpRequests: 500, shopifyPoints: 0 }, 50],
    [{ erpRequests: 0, shopifyPoints: 2000 }, 0],
    [{ erpRequests: 0, shopifyPoints: 11_000 }, 90],
    [{ erpRequests: 500, shopifyPoints: 11_000 }, 90],
  ])('%o at 600 requests a minute takes %i s: the slower side decides', (cost, expected) => {
    expect(estimateSeconds(cost, connection(600, true))).toBe(expected);
  });
});
