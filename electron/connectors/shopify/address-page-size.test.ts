import { describe, expect, it } from 'vitest';
import { cheapestAddressPage } from './address-page-size.ts';

const counts = (entries: readonly (readonly [addresses: number, customers: number])[]) => new Map(entries);

describe('how many addresses come with a customer', () => {
  it('is a middling number while nothing is known of the store', () => {
    expect(cheapestAddressPage(counts([]))).toBe(12);
  });

  it('is the smallest page where nobody has more than two', () => {
    expect(cheapestAddressPage(counts([[0, 100], [1, 100], [2, 44]]))).toBe(2); // prettier-ignore
  });

  it('covers everybody where all have the same number', () => {
    expect(cheapestAddressPage(counts([[3, 244]]))).toBe(4);
    expect(cheapestAddressPage(counts([[25, 244]]))).toBe(33);
  });

  it('leaves a rare customer with many addresses to a request of their own', () => {
    expect(cheapestAddressPage(counts([[1, 240], [60, 1]]))).toBe(2); // prettier-ignore
    expect(cheapestAddressPage(counts([[1, 200], [60, 44]]))).toBeGreaterThan(50); // prettier-ignore
  });
});
