import { describe, expect, it } from 'vitest';
import { maximumExternalIdLength } from '../../../../shared/mapping/external-id.ts';
import { externalIdFor } from './external-id.ts';

describe('the external ID of a record', () => {
  it('that would be too long is refused with its length, never cut', () => {
    const longest = 'x'.repeat(maximumExternalIdLength);
    expect(externalIdFor(longest, 'Harbour Cafe')).toBe(longest);
    const tooLong = () => externalIdFor(`${'x'.repeat(61)} y`, 'Harbour Cafe');
    expect(tooLong).toThrow(
      expect.objectContaining({
        code: 'EXTERNAL_ID_TOO_LONG',
        params: expect.objectContaining({ record: 'Harbour Cafe', length: 65, maximum: 64 }) as unknown,
      }) as Error,
    );
  });
});
