import { describe, expect, it } from 'vitest';
import { shopifyParty } from '../../../tests/support/parties.ts';
import { deleteCustomer } from './delete-customer.ts';
import type { ShopifyClient } from './client.ts';

describe('an answer to a delete that tells neither yes nor no', () => {
  it.each([null, { deletedCustomerId: null, userErrors: [] }])(
    'L5 %j is an unknown outcome',
    async (payload) => {
      const client = {
        send: () => Promise.resolve({ customerDelete: payload }),
      } as unknown as ShopifyClient;
      await expect(
        deleteCustomer(
          client,
          { key: shopifyParty(1).key, name: 'Mia Nguyen' },
          new AbortController().signal,
        ),
      ).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    },
  );
});
