import { describe, expect, it } from 'vitest';
import { addressKey, makeAddress } from '../../tests/support/commit-world.ts';
import { inFreeingOrder } from './location-order.ts';
import type { Operation } from './operation-types.ts';

const held = [makeAddress(addressKey(1), 1), makeAddress(addressKey(2), 2), makeAddress(addressKey(3), 3)];

/** Address `number` takes the text of the address `like`. */
function update(number: number, like: number): Operation {
  const { values } = makeAddress(addressKey(like), like);
  const payload = { key: addressKey(number), patch: { values: { address1: values.address1 } } };
  return { side: 'shopify', kind: 'updateLocation', locationId: `${number}`, payload };
}

function create(like: number): Operation {
  const { values } = makeAddress(addressKey(like), like);
  const payload = { key: null, values, name: null, externalReference: null, makeDefault: false };
  return { side: 'shopify', kind: 'createLocation', locationId: 'new', payload };
}

const idsOf = (operations: readonly Operation[]) => operations.map(({ locationId }) => locationId);

describe('addresses that take over the text of one another', () => {
  it('are written from the free end of the chain', () => {
    expect(idsOf(inFreeingOrder([update(1, 2), update(2, 3), update(3, 9)], held))).toEqual(['3', '2', '1']);
    expect(idsOf(inFreeingOrder([create(2), update(2, 9)], held))).toEqual(['2', 'new']);
  });

  it('stay in their order where none stands in the way, and where two change places', () => {
    expect(idsOf(inFreeingOrder([update(2, 8), update(1, 9)], held))).toEqual(['2', '1']);
    expect(idsOf(inFreeingOrder([update(1, 2), update(2, 1), update(3, 9)], held))).toEqual(['3', '1', '2']);
    expect(inFreeingOrder([], held)).toEqual([]);
  });
});
