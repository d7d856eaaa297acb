import { describe, expect, it } from 'vitest';
import { newProfile, type Profile } from '../../shared/domain/settings.ts';
import { companyText, storeText } from './profile-words.ts';

const fresh = newProfile('harbour', 'Harbour', '2026-01-01T00:00:00.000Z');
const shopify = {
  domain: 'harbour-pine.myshopify.com',
  url: null,
  signIn: 'token' as const,
  clientId: null,
  storeErpId: false,
};
const seenAs = (shopName: string): Profile['seen'] => ({ ...fresh.seen, shopName });

describe('what a profile is connected to', () => {
  it.each<readonly [string, Partial<Profile>, string]>([
    ['nothing yet', {}, 'Shopify: not connected'],
    ['a store that was not reached yet', { shopify }, 'harbour-pine.myshopify.com'],
    [
      'a store by its own name',
      { shopify, seen: seenAs('Harbour & Pine') },
      'Harbour & Pine · harbour-pine.myshopify.com',
    ],
    [
      'a store that is called as the profile is',
      { shopify, seen: seenAs('Harbour') },
      'harbour-pine.myshopify.com',
    ],
    [
      'another address, which gets the token',
      { shopify: { ...shopify, url: 'https://proxy.example' } },
      'harbour-pine.myshopify.com through https://proxy.example',
    ],
    [
      'the demo, whose address is this program',
      { demo: true, shopify: { ...shopify, url: 'http://127.0.0.1:4010' } },
      'harbour-pine.myshopify.com',
    ],
  ])('names %s', (_, change, text) => {
    expect(storeText({ ...fresh, ...change })).toBe(text);
  });

  it('names the company, with its branch where there is one', () => {
    expect(companyText(fresh)).toBe('MYOB Acumatica: not connected');
    const erp = { tenant: 'HARBOUR', branch: null as string | null };
    expect(companyText({ erp: erp as Profile['erp'] })).toBe('MYOB Acumatica: HARBOUR');
    expect(companyText({ erp: { ...erp, branch: 'NZ' } as Profile['erp'] })).toBe(
      'MYOB Acumatica: HARBOUR / NZ',
    );
  });
});
