import { describe, expect, it } from 'vitest';
import { newProfile, nothingLearned, type ErpConnection } from '../domain/settings.ts';
import { costOf, erpRequestsOf, estimateSeconds } from './estimate.ts';

function profile(requestsPerMinute: number | null, useWholeLicence: boolean) {
  const erp: ErpConnection = {
    url: 'https://harbour.example.com',
    tenant: 'Harbour',
    branch: null,
    locale: null,
    signIn: 'cookie',
    clientId: null,
    username: 'accord',
    endpointVersion: null,
    requestsPerMinute,
    concurrency: 2,
    apiUsers: null,
    useWholeLicence,
  };
  return { ...newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z'), erp };
}

const none = { erp: 0, shopify: 0 };

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

  it('every record is looked at once more before it is written: that costs requests too', () => {
    const cost = { erpRequests: 150, shopifyPoints: 600 };
    expect(erpRequestsOf({ cost, creates: { erp: 100, shopify: 0 }, updates: none })).toBe(150 + 4);
    expect(erpRequestsOf({ cost, creates: none, updates: { erp: 40, shopify: 60 } })).toBe(150 + 6);
    expect(erpRequestsOf({ cost, creates: { erp: 0, shopify: 50 }, updates: none })).toBe(150 + 6);
  });

  it.each([
    // 483 writes and 17 looks: 490 of them after the burst of ten, every 101.7 ms.
    [{ erpRequests: 483, shopifyPoints: 0 }, 500, 50],
    [{ erpRequests: 0, shopifyPoints: 2000 }, 0, 0],
    [{ erpRequests: 0, shopifyPoints: 11_000 }, 0, 90],
    [{ erpRequests: 483, shopifyPoints: 11_000 }, 500, 90],
  ])('%o at 600 requests a minute takes %i s: the slower side decides', (cost, rows, expected) => {
    const workload = { cost, creates: { erp: rows, shopify: 0 }, updates: none };
    expect(estimateSeconds(workload, profile(600, true))).toBe(expected);
  });

  it('goes by what was learned where the licence was not entered', () => {
    const workload = {
      cost: { erpRequests: 96, shopifyPoints: 0 },
      creates: { erp: 100, shopify: 0 },
      updates: none,
    };
    const unknown = profile(null, false);
    const erpLicence = { ...nothingLearned, requestsPerMinute: 200 };
    // 25 a minute while nothing is known, then 100.
    expect(estimateSeconds(workload, unknown)).toBe(232);
    expect(estimateSeconds(workload, { ...unknown, erpLicence })).toBe(55);
    const slow = { ...erpLicence, secondsPerWrite: 3 };
    expect(estimateSeconds(workload, { ...unknown, erpLicence: slow })).toBe(152);
  });
});
