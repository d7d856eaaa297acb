import { describe, expect, it } from 'vitest';
import { instanceAddresses } from './discover.ts';

const base = 'https://harbour.example.com.au';

describe('where an instance is', () => {
  it.each([
    [`${base}`, [base]],
    ['harbour.example.com.au', [base]],
    [`${base}/Harbour/`, [`${base}/Harbour`, base]],
    [`${base}/Harbour/Main?ScreenId=AR303000`, [`${base}/Harbour`, base]],
    [`${base}/Sites/Harbour/(W(1))/Frames/Login.aspx`, [`${base}/Sites/Harbour`, `${base}/Sites`, base]],
    [`${base}/entity/Default/24.200.001`, [base]],
  ])('looks for %s at %j', (given, expected) => {
    expect(instanceAddresses(given)).toEqual(expected);
  });

  it('refuses what is no address', () => {
    expect(() => instanceAddresses('harbour')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  it('refuses an address without encryption', () => {
    expect(() => instanceAddresses('http://harbour.example.com.au')).toThrow(
      expect.objectContaining({ code: 'INSECURE_ADDRESS' }),
    );
  });
});
