import { describe, expect, it } from 'vitest';
import { linkedWorld } from '../../tests/support/preview-world.ts';
import { checkSum } from './plan-build.ts';
import type { StoredRow } from './ledger-port.ts';

describe('L12 a plan that lost or doubled a record', () => {
  async function entriesOf(count: number) {
    const world = await linkedWorld(count);
    const plan = await world.prepare();
    const entries: StoredRow[] = [];
    await world.ledger.eachPlanRow(plan.id, (row, records) => void entries.push({ row, records }));
    return { entries, read: { erp: world.erp.parties(), shopify: world.shopify.parties() } };
  }

  it('is never shown: a record in no row is noticed', async () => {
    const { entries, read } = await entriesOf(3);
    expect(() => checkSum(entries, read)).not.toThrow();
    expect(() => checkSum(entries.slice(1), read)).toThrow('INTERNAL');
  });

  it('is never shown: a record in two rows is noticed', async () => {
    const { entries, read } = await entriesOf(3);
    const [first] = entries;
    const doubled = first === undefined ? entries : [first, ...entries.slice(0, 2)];
    expect(() => checkSum(doubled, read)).toThrow('twice');
  });
});
