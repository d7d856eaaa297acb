import { describe, expect, it } from 'vitest';
import { createMemoryTwin } from '../../tests/support/memory-twin.ts';
import { shopifyParty } from '../../tests/support/parties.ts';
import { createTestClock } from '../../tests/support/test-ports.ts';
import type { CustomerExtras, CustomerExtrasPatch } from '../domain/customer-extras.ts';
import type { Party } from '../domain/party.ts';
import { settleWrite } from './commit-settle.ts';

const plain: CustomerExtras = {
  taxExempt: false,
  note: 'Ring twice',
  tags: [],
  locale: 'en',
  emailConsent: null,
};
const before: Party = { ...shopifyParty(1, { lastName: 'Ito', email: 'ana@example.com' }), extras: plain };
const { signal } = new AbortController();

/** What becomes of an update of `extras` whose outcome is not known, when Shopify holds `now`. */
async function settle(extras: CustomerExtrasPatch, now: Partial<CustomerExtras>) {
  const twin = createMemoryTwin({
    side: 'shopify',
    parties: [{ ...before, extras: { ...plain, ...now } }],
  });
  const operation = {
    side: 'shopify',
    kind: 'updateCustomer',
    locationId: null,
    payload: { values: {}, extras },
  } as const;
  const clock = createTestClock();
  const write = { operation, before, sentAt: clock.now() };
  return (await settleWrite(write, twin.source, 'AU', { clock, signal })).status;
}

describe('L5 an update of extras alone, settled by reading again', () => {
  it('is done where they are stored, trimmed or not', async () => {
    expect(await settle({ taxExempt: true }, { taxExempt: true })).toBe('done');
    expect(await settle({ note: ' Side door ' }, { note: 'Side door' })).toBe('done');
    expect(await settle({ note: null }, { note: null })).toBe('done');
  });

  it('did not land where they are what they were', async () => {
    expect(await settle({ taxExempt: true, locale: 'en-AU' }, {})).toBe('notLanded');
    expect(await settle({ note: null }, {})).toBe('notLanded');
  });

  it('has failed where somebody else changed them', async () => {
    expect(await settle({ note: 'Side door' }, { note: 'Back door' })).toBe('failed');
  });
});
