import { describe, expect, it } from 'vitest';
import type { ShopifyClient } from './client.ts';
import { companyUpdate, type CompanyUpdateMutation } from './operations.gen.ts';
import { sendWrite } from './send-write.ts';

/** A client that answers every operation with this. */
function clientAnswering(data: unknown): ShopifyClient {
  return {
    host: 'harbour-pine.myshopify.com',
    send: <Data>() => Promise.resolve(data as Data),
    counters: () => ({ requests: 0, points: 0, throttled: 0 }),
    clockAhead: () => ({}),
    budget: () => ({ maximumAvailable: 0, currentlyAvailable: 0, restoreRate: 0 }),
  };
}

const call = { record: 'Harbour Cafe', signal: new AbortController().signal };
const variables = { companyId: 'gid://shopify/Company/1', input: { name: 'Harbour Kitchen' } };

function write(payload: CompanyUpdateMutation['companyUpdate']) {
  return sendWrite(clientAnswering({ companyUpdate: payload }), companyUpdate, variables, call);
}

describe('a mutation', () => {
  it('is answered with its payload', async () => {
    const payload = { company: null, userErrors: [] };
    expect(await write(payload)).toBe(payload);
  });

  it('L5 without payload may have been carried out', async () => {
    await expect(write(null)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      params: { system: 'Shopify', record: 'Harbour Cafe' },
    });
  });

  it('L5 that ended in a fault of Shopify\u2019s own may have been carried out too', async () => {
    const fault = { field: null, message: 'An internal error occurred.', code: 'INTERNAL_ERROR' } as const;
    const refused = { field: ['input', 'name'], message: "Name can't be blank", code: 'BLANK' } as const;
    await expect(write({ company: null, userErrors: [refused, fault] })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retry: 'later',
      cause: { code: 'SERVER_ERROR', params: { message: 'An internal error occurred.' } },
    });
  });

  it('that is refused is not unknown: the error says what and where', async () => {
    const refused = { field: ['input', 'name'], message: "Name can't be blank", code: 'BLANK' } as const;
    await expect(write({ company: null, userErrors: [refused] })).rejects.toMatchObject({
      code: 'VALUE_MISSING',
      fields: { name: expect.stringContaining('Enter it') as unknown },
    });
  });
});
