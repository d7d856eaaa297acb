import { describe, expect, it } from 'vitest';
import { chooseEndpoint, instanceAddresses } from './discover.ts';

const base = 'https://harbour.example.com.au';

describe('where an instance is', () => {
  it.each([
    [`${base}`, [base]],
    [`${base}/`, [base]],
    [`${base}/Harbour/`, [`${base}/Harbour`, base]],
    [`${base}/Harbour/Main?ScreenId=AR303000`, [`${base}/Harbour`, base]],
    [`${base}/Harbour/(W(1))/Frames/Login.aspx`, [`${base}/Harbour`, base]],
    [`${base}/entity/Default/24.200.001`, [base]],
  ])('looks for %s at %j', (given, expected) => {
    expect(instanceAddresses(given)).toEqual(expected);
  });

  it('refuses what is no address', () => {
    expect(() => instanceAddresses('harbour')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});

describe('which endpoint is used', () => {
  const offered = (...versions: string[]) => versions.map((version) => ({ name: 'Default', version }));

  it.each([
    [offered('22.200.001', '24.200.001', '25.200.001', '23.200.001'), null, '25.200.001', true],
    [offered('24.200.001', '20.200.001'), null, '24.200.001', true],
    [offered('24.200.001', '23.200.001'), '23.200.001', '23.200.001', false],
  ])('of %j, wanting %s: %s', (endpoints, wanted, version, hasExternalReferences) => {
    expect(chooseEndpoint(base, endpoints, wanted)).toEqual({
      version,
      url: `${base}/entity/Default/${version}`,
      hasExternalReferences,
    });
  });

  it.each([
    [offered('22.200.001'), null, '22.200.001'],
    [offered('22.200.001'), '22.200.001', '22.200.001'],
    [[{ name: 'eCommerce', version: '24.200.001' }], null, 'none'],
  ])('says what was found where none of %j will do', (endpoints, wanted, found) => {
    expect(() => chooseEndpoint(base, endpoints, wanted)).toThrow(
      expect.objectContaining({
        code: 'ERP_ENDPOINT_MISSING',
        params: { host: 'harbour.example.com.au', found },
      }),
    );
  });
});
