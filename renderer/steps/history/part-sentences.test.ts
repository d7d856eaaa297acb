import { describe, expect, it } from 'vitest';
import type { WrittenPart } from '../../../shared/ipc/contract.ts';
import { partText, partsHeadline } from './part-sentences.ts';

const part = (change: Partial<WrittenPart>): WrittenPart => ({
  side: 'shopify',
  kind: 'createLocation',
  part: 'Warehouse',
  record: null,
  outcome: 'done',
  cause: null,
  ...change,
});

describe('what was written of a company', () => {
  it('says of each part what came of it', () => {
    expect(partText(part({}))).toBe('Location Warehouse was created.');
    expect(partText(part({ kind: 'createContact', part: 'Mia Nguyen', outcome: 'refused' }))).toBe(
      'Contact Mia Nguyen: refused.',
    );
    expect(partText(part({ outcome: 'unknown' }))).toBe('Location Warehouse: not known yet. Resume the run.');
  });

  it('says how much of it exists in a system', () => {
    expect(partsHeadline('shopify', [part({})])).toBe('Shopify: 1 part was written');
    expect(partsHeadline('erp', [part({}), part({ outcome: 'refused' })])).toBe(
      'MYOB: 1 of 2 parts were written',
    );
  });
});
