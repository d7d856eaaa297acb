import { describe, expect, it } from 'vitest';
import { chooseEndpoint } from './endpoint.ts';

const base = 'https://harbour.example.com.au';
const offered = (...versions: string[]) => versions.map((version) => ({ name: 'Default', version }));
const commerce = (...versions: string[]) => versions.map((version) => ({ name: 'eCommerce', version }));

describe('which endpoint is used', () => {
  it.each([
    [offered('22.200.001', '24.200.001', '25.200.001', '23.200.001'), null, 'Default', '25.200.001', true],
    [
      [...offered('24.200.001', '20.200.001'), ...commerce('24.200.001')],
      null,
      'Default',
      '24.200.001',
      true,
    ],
    [offered('24.200.001', '23.200.001'), '23.200.001', 'Default', '23.200.001', false],
    [
      [...offered('22.200.001'), ...commerce('20.200.001', '22.200.001')],
      null,
      'eCommerce',
      '22.200.001',
      false,
    ],
    [[...offered('23.200.001'), ...commerce('22.200.001')], '22.200.001', 'eCommerce', '22.200.001', false],
  ])('of %j, wanting %s: %s %s', (endpoints, wanted, name, version, externalReferences) => {
    expect(chooseEndpoint(base, endpoints, wanted)).toEqual({
      name,
      version,
      url: `${base}/entity/${name}/${version}`,
      capabilities: { categoryAndRoles: true, externalReferences },
    });
  });

  it.each([
    [offered('22.200.001'), null, 'Default 22.200.001'],
    [offered('22.200.001'), '22.200.001', 'Default 22.200.001'],
    [offered('24.200.001'), '25.200.001', 'Default 24.200.001'],
    [commerce('24.200.001'), null, 'eCommerce 24.200.001'],
    [[{ name: 'DeviceHub', version: '23.200.001' }], null, 'none'],
  ])('says what was found where none of %j will do', (endpoints, wanted, found) => {
    expect(() => chooseEndpoint(base, endpoints, wanted)).toThrow(
      expect.objectContaining({
        code: 'ERP_ENDPOINT_MISSING',
        params: { host: 'harbour.example.com.au', found },
      }),
    );
  });
});
