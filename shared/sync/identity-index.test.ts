import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { summarise } from '../domain/party.ts';
import { createIdentityIndex } from './identity-index.ts';

const phone = '+61412345678';
const nobody = { erp: null, shopify: null };

describe('who has a phone', () => {
  it('R6 is in Shopify whoever has it, with an e-mail or without', () => {
    const index = createIdentityIndex('AU');
    index.add('shopify', summarise(shopifyParty(1, { lastName: 'Rossi', email: 'leo@example.com', phone })));
    expect(index.owner('shopify', 'phone', phone, nobody)?.number).toBe('1');
  });

  it('R7 is in the ERP only whom no e-mail tells apart from others: a household shares a phone', () => {
    const index = createIdentityIndex('AU');
    index.add('erp', summarise(erpParty(1, { lastName: 'Rossi', email: 'leo@example.com', phone })));
    expect(index.owner('erp', 'phone', phone, nobody)).toBeNull();
    index.add('erp', summarise(erpParty(2, { lastName: 'Rossi', email: null, phone })));
    expect(index.owner('erp', 'phone', phone, nobody)?.number).toBe('C000002');
  });
});
