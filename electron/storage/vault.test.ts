import { describe, expect, it } from 'vitest';
import { maximumSecretBytes, openVault } from './vault.ts';

describe('the memory vault', () => {
  it('keeps secrets apart by profile and name, for this process only', async () => {
    const vault = await openVault('memory');
    expect(vault.kind).toBe('memory');
    await vault.write('harbour', 'erp', 'one');
    await vault.write('harbour', 'shopify', 'two');
    await vault.write('pine', 'erp', 'three');
    expect(await vault.read('harbour', 'erp')).toBe('one');
    expect(await vault.read('harbour', 'shopify')).toBe('two');
    expect(await vault.readExpected('pine', 'erp')).toBe('three');
    await vault.remove('harbour', 'erp');
    expect(await vault.read('harbour', 'erp')).toBeNull();
    expect(await (await openVault('memory')).read('pine', 'erp')).toBeNull();
  });

  it('never reads silence as "there is none" where a secret is expected', async () => {
    const vault = await openVault('memory');
    await expect(vault.readExpected('harbour', 'erp')).rejects.toMatchObject({
      code: 'KEYCHAIN_LOCKED',
      params: { profile: 'harbour' },
    });
  });

  it('counts bytes, not characters, and names the limit', async () => {
    const vault = await openVault('memory');
    await vault.write('harbour', 'erp', 'x'.repeat(maximumSecretBytes));
    await expect(vault.write('harbour', 'erp', 'é'.repeat(maximumSecretBytes / 2 + 1))).rejects.toMatchObject(
      {
        code: 'SECRET_TOO_LONG',
        params: { length: maximumSecretBytes + 2, maximum: maximumSecretBytes },
      },
    );
  });
});
