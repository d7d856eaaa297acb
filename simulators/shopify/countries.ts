/** A zone of a country: its code, its name and other spellings that are accepted for it. */
interface Zone {
  readonly code: string;
  readonly name: string;
}

export interface Country {
  readonly code: string;
  readonly name: string;
}

function zones(table: Readonly<Record<string, string>>): ReadonlyMap<string, Zone> {
  const byText = new Map<string, Zone>();
  for (const [code, names] of Object.entries(table)) {
    const [name = code, ...alternates] = names.split('|');
    for (const text of [code, name, ...alternates]) byText.set(text.toLowerCase(), { code, name });
  }
  return byText;
}

/**
 * Zones as in `Shopify/worldwide` data/regions (MIT, Copyright 2023-present, Shopify Inc.) for the countries of our shops, and of
 * the two others most often seen. A country that is not listed here ignores the province.
 */
const zonesByCountry: Readonly<Record<string, ReadonlyMap<string, Zone>>> = {
  AU: zones({
    ACT: 'Australian Capital Territory',
    NSW: 'New South Wales',
    NT: 'Northern Territory',
    QLD: 'Queensland',
    SA: 'South Australia',
    TAS: 'Tasmania',
    VIC: 'Victoria',
    WA: 'Western Australia',
  }),
  NZ: zones({
    AUK: 'Auckland|Auckland Region',
    BOP: 'Bay of Plenty|Bay of Plenty Region',
    CAN: 'Canterbury|Canterbury Region',
    CIT: 'Chatham Islands|Chatham Islands Territory',
    GIS: 'Gisborne|Gisborne Region',
    HKB: "Hawke's Bay|Hawke's Bay Region",
    MWT: 'Manawatu-Wanganui|Manawatu-Whanganui Region',
    MBH: 'Marlborough|Marlborough Region',
    NSN: 'Nelson|Nelson Region',
    NTL: 'Northland|Northland Region',
    OTA: 'Otago|Otago Region',
    STL: 'Southland|Southland Region',
    TKI: 'Taranaki|Taranaki Region',
    TAS: 'Tasman|Tasman Region',
    WKO: 'Waikato|Waikato Region',
    WGN: 'Wellington|Wellington Region',
    WTC: 'West Coast|West Coast Region',
  }),
  CA: zones({
    AB: 'Alberta',
    BC: 'British Columbia',
    MB: 'Manitoba',
    NB: 'New Brunswick',
    NL: 'Newfoundland and Labrador',
    NS: 'Nova Scotia',
    NT: 'Northwest Territories',
    NU: 'Nunavut',
    ON: 'Ontario',
    PE: 'Prince Edward Island',
    QC: 'Quebec',
    SK: 'Saskatchewan',
    YT: 'Yukon',
  }),
  US: zones({
    AL: 'Alabama',
    AK: 'Alaska',
    AZ: 'Arizona',
    AR: 'Arkansas',
    CA: 'California',
    CO: 'Colorado',
    CT: 'Connecticut',
    DE: 'Delaware',
    DC: 'District of Columbia|Washington DC',
    FL: 'Florida',
    GA: 'Georgia',
    HI: 'Hawaii',
    ID: 'Idaho',
    IL: 'Illinois',
    IN: 'Indiana',
    IA: 'Iowa',
    KS: 'Kansas',
    KY: 'Kentucky',
    LA: 'Louisiana',
    ME: 'Maine',
    MD: 'Maryland',
    MA: 'Massachusetts',
    MI: 'Michigan',
    MN: 'Minnesota',
    MS: 'Mississippi',
    MO: 'Missouri',
    MT: 'Montana',
    NE: 'Nebraska',
    NV: 'Nevada',
    NH: 'New Hampshire',
    NJ: 'New Jersey',
    NM: 'New Mexico',
    NY: 'New York',
    NC: 'North Carolina',
    ND: 'North Dakota',
    OH: 'Ohio',
    OK: 'Oklahoma',
    OR: 'Oregon',
    PA: 'Pennsylvania',
    RI: 'Rhode Island',
    SC: 'South Carolina',
    SD: 'South Dakota',
    TN: 'Tennessee',
    TX: 'Texas',
    UT: 'Utah',
    VT: 'Vermont',
    VA: 'Virginia',
    WA: 'Washington',
    WV: 'West Virginia',
    WI: 'Wisconsin',
    WY: 'Wyoming',
  }),
};

const englishNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that name no country although a name exists for them. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ']);

let countriesByText: ReadonlyMap<string, Country> | undefined;

function listCountries(): ReadonlyMap<string, Country> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const byText = new Map<string, Country>();
  for (const first of letters)
    for (const second of letters) {
      const code = first + second;
      const name = notCountries.has(code) ? undefined : englishNames.of(code);
      if (name === undefined) continue;
      byText.set(code.toLowerCase(), { code, name });
      byText.set(name.toLowerCase(), { code, name });
    }
  return byText;
}

/** The country with this ISO code or English name, ignoring case. */
export function findCountry(text: string): Country | undefined {
  countriesByText ??= listCountries();
  return countriesByText.get(text.trim().toLowerCase());
}

/** Whether provinces are kept for the country at all. */
export function hasZones(countryCode: string): boolean {
  return countryCode in zonesByCountry;
}

/** The zone of the country with this code, name or alternate name, ignoring case. */
export function findZone(countryCode: string, text: string): Zone | undefined {
  return zonesByCountry[countryCode]?.get(text.trim().toLowerCase());
}

/**
 * Postcodes as `Shopify/worldwide` has them for the countries above. The postcodes of Norfolk, Christmas and Cocos Island are not
 * Australia's.
 */
const zipPatterns: Readonly<Record<string, RegExp>> = {
  AU: /^(?!2899|679[89])\d{4}$/,
  NZ: /^\d{4}$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  US: /^\d{5}(?:-\d{4})?$/,
};

/** Whether the postcode is one of the country; anything goes where no pattern is known. */
export function isZip(countryCode: string, zip: string): boolean {
  return zipPatterns[countryCode]?.test(zip) ?? true;
}

/** Whether an address of the country must name its zone. */
export function requiresZone(countryCode: string): boolean {
  return hasZones(countryCode) && countryCode !== 'NZ';
}
