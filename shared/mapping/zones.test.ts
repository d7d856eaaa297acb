import { describe, expect, it } from 'vitest';
import { countryCode, postcodeIsUnusual, zoneCode, zoneRequired, zonesOf } from './zones.ts';

describe('zoneCode', () => {
  it.each([
    ['AU', 'TAS', 'TAS'],
    ['AU', 'Tasmania', 'TAS'],
    ['NZ', 'TAS', 'TAS'],
    ['NZ', 'Tasman', 'TAS'],
    ['AU', 'Tasman', null],
    ['NZ', 'Tasmania', null],
    ['AU', 'nsw', 'NSW'],
    ['AU', ' N.S.W. ', null],
    ['NZ', "Hawke's Bay Region", 'HKB'],
    ['NZ', 'Hawke\u2019s Bay', 'HKB'],
    ['NZ', 'Manawat\u016B-Whanganui', 'MWT'],
    ['US', 'WA', null],
    [null, 'WA', null],
    ['AU', null, null],
  ])('in %s reads %s as %s', (country, text, code) => {
    expect(zoneCode(country, text)).toBe(code);
  });

  it('knows 8 Australian states and 17 New Zealand regions', () => {
    expect(zonesOf('AU')).toHaveLength(8);
    expect(zonesOf('NZ')).toHaveLength(17);
    expect(zonesOf('US')).toBeNull();
  });

  it('asks for a state in Australia and leaves the region to New Zealanders', () => {
    expect(zoneRequired('AU')).toBe(true);
    expect(zoneRequired('NZ')).toBe(false);
    expect(zoneRequired('FJ')).toBe(false);
  });
});

describe('countryCode', () => {
  it.each([
    ['AU', 'AU'],
    [' au ', 'AU'],
    ['Australia', 'AU'],
    ['new zealand', 'NZ'],
    ['Aotearoa', 'NZ'],
    ['United Kingdom', 'GB'],
    ['USA', 'US'],
    ['Papua New Guinea', 'PG'],
    ['ZZ', null],
    ['Atlantis', null],
    ['', null],
    [null, null],
  ])('reads %s as %s', (text, code) => {
    expect(countryCode(text)).toBe(code);
  });
});

describe('postcodeIsUnusual', () => {
  it.each([
    ['AU', 'NSW', '2000', false],
    ['AU', 'NSW', '3000', true],
    ['AU', 'NT', '0800', false],
    ['AU', 'NT', '800', true],
    ['AU', 'SA', '0872', false], // crosses the border
    ['AU', null, '2000', false],
    ['AU', 'NSW', '2899', true], // Norfolk Island
    ['NZ', 'AUK', '1010', false],
    ['NZ', 'WGN', '1010', true],
    ['GB', null, 'SW1A 1AA', false],
    ['AU', 'NSW', null, false],
  ])('%s %s %s: %s', (country, zone, postcode, unusual) => {
    expect(postcodeIsUnusual(country, zone, postcode)).toBe(unusual);
  });
});
