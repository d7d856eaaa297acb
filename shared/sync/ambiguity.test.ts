import { describe, expect, it } from 'vitest';
import { erpParty, shopifyParty } from '../../tests/support/parties.ts';
import { mia, worldOf } from '../../tests/support/preview-world.ts';
import type { Party } from '../domain/party.ts';

describe('L9 more than one candidate is a question', () => {
  /** The only row of a preview of these records, and what it would write. */
  async function asked(erp: readonly Party[], shopify: readonly Party[]) {
    const world = worldOf({ erp, shopify });
    const { writes, needPerson } = (await world.prepare()).totals;
    const [row] = await world.rows();
    const candidates = row?.candidates.map(({ summary }) => summary.number).toSorted();
    return { verb: row?.verb, candidates, writes, needPerson };
  }
  const nothing = { erp: 0, shopify: 0 };

  it('of two customers in MYOB with the e-mail of one in Shopify none is picked', async () => {
    const twins = [erpParty(1, mia), erpParty(2, { ...mia, email: mia.email.toUpperCase() })];
    expect(await asked(twins, [shopifyParty(11, mia)])).toEqual({
      verb: 'ambiguous',
      candidates: ['C000001', 'C000002'],
      writes: nothing,
      needPerson: 1,
    });
    expect(await asked(twins.toReversed(), [shopifyParty(11, mia)])).toMatchObject({ verb: 'ambiguous' });
  });

  it('of two customers in MYOB that name one Shopify id none is picked', async () => {
    const named = { externalReference: '11 - Harbour' };
    const claimants = [
      erpParty(1, { lastName: 'Ngata', ...named }),
      erpParty(2, { lastName: 'Ngata', ...named }),
    ];
    expect(await asked(claimants, [shopifyParty(11, { lastName: 'Ngata' })])).toEqual({
      verb: 'ambiguous',
      candidates: ['C000001', 'C000002'],
      writes: nothing,
      needPerson: 1,
    });
  });
});
