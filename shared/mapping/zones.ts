/** States and regions, always looked up inside their country: `TAS` is Tasmania in Australia and Tasman in New Zealand. */
import { normaliseAddressText, normalisePostcode } from './normalise.ts';
import type { CountryZones, ZoneRow } from './zone-data.ts';
import { zoneData } from './zone-data.ts';

export { countryCode, countryName } from './countries.ts';

export interface Zone {
  readonly code: string;
  readonly name: string;
}

function tableOf(country: string | null): CountryZones | null {
  return country === 'AU' || country === 'NZ' ? zoneData[country] : null;
}

/** Zones of a country (ISO alpha-2), or null where Accord has no table and every text passes. */
export function zonesOf(country: string | null): readonly Zone[] | null {
  return tableOf(country)?.zones ?? null;
}

/** True where an address of this country must name its zone (Australia). */
export function zoneRequired(country: string | null): boolean {
  return tableOf(country)?.zoneOptional === false;
}

const codeBySpelling: ReadonlyMap<string, string> = new Map(
  (['AU', 'NZ'] as const).flatMap((country) =>
    zoneData[country].zones.flatMap((zone) =>
      [zone.code, zone.name, ...zone.alternates].map((spelling): [string, string] => [
        spellingKey(country, spelling),
        zone.code,
      ]),
    ),
  ),
);

function spellingKey(country: string, text: string): string {
  return `${country}|${normaliseAddressText(text)}`;
}

/** The code of a zone given as code, name or alternate name; null when blank, unknown, or the country has no table. */
export function zoneCode(country: string | null, text: string | null): string | null {
  const table = tableOf(country);
  if (table === null || country === null || text === null) return null;
  const code = codeBySpelling.get(`${country}|${text.toLowerCase()}`);
  return code ?? codeBySpelling.get(spellingKey(country, text)) ?? null;
}

/**
 * True where a postcode does not look like one of that country, or lies in another zone than the one given. A reason
 * to look again, never to refuse: Shopify does not check customer postcodes, and some cross borders (domain facts 3).
 */
export function postcodeIsUnusual(
  country: string | null,
  zone: string | null,
  postcodeText: string | null,
): boolean {
  const table = tableOf(country);
  const postcode = normalisePostcode(postcodeText);
  if (table === null || postcode === null) return false;
  if (!table.postcodePattern.test(postcode)) return true;
  const row = table.zones.find(({ code }) => code === zone);
  return row !== undefined && !liesIn(row, postcode) && !crosses(table, row, postcode);
}

/** False where a country has no postcode of this form; true where Accord has no table. */
export function postcodeIsPossible(country: string | null, postcodeText: string | null): boolean {
  const table = tableOf(country);
  const postcode = normalisePostcode(postcodeText);
  return table === null || postcode === null || table.postcodePattern.test(postcode);
}

function liesIn(zone: ZoneRow, postcode: string): boolean {
  return zone.prefixes.split(' ').some((prefix) => postcode.startsWith(prefix));
}

function crosses(table: CountryZones, zone: ZoneRow, postcode: string): boolean {
  const shared = table.crossings.split(' ').find((crossing) => crossing.startsWith(`${postcode}:`));
  return (
    shared !== undefined &&
    shared
      .slice(postcode.length + 1)
      .split(',')
      .includes(zone.code)
  );
}
