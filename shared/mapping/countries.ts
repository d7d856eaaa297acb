import { normaliseText } from './normalise.ts';

/** ISO 3166-1 alpha-2. */
const codes = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA ' +
    'CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB ' +
    'GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG ' +
    'KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV ' +
    'MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB ' +
    'SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US ' +
    'UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** Names in the languages' own display data (CLDR, part of every JavaScript engine), and what people write besides. */
const names: ReadonlyMap<string, string> = new Map([
  ...namesOfTheEngine(),
  ['aotearoa', 'NZ'],
  ['aotearoa new zealand', 'NZ'],
  ['uk', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['northern ireland', 'GB'],
  ['great britain', 'GB'],
  ['usa', 'US'],
  ['u.s.a.', 'US'],
  ['united states of america', 'US'],
  ['hong kong', 'HK'],
  ['macau', 'MO'],
  ['turkey', 'TR'],
  ['czech republic', 'CZ'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
  ['republic of ireland', 'IE'],
  ['korea', 'KR'],
  ['burma', 'MM'],
  ['viet nam', 'VN'],
]);

function* namesOfTheEngine(): Generator<[string, string]> {
  const display = new Intl.DisplayNames(['en-AU'], { type: 'region' });
  for (const code of codes) yield [normaliseText(display.of(code) ?? code), code];
}

/** Every country, by name. */
export function allCountries(): readonly { readonly id: string; readonly label: string }[] {
  return [...codes]
    .map((id) => ({ id, label: countryName(id) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en'));
}

/** The ISO alpha-2 code of a country given as code or English name; null for blank and for what is no country. */
export function countryCode(text: string | null): string | null {
  if (text === null) return null;
  if (codes.has(text)) return text;
  const upper = text.trim().toUpperCase();
  if (codes.has(upper)) return upper;
  return names.get(normaliseText(text)) ?? null;
}

const display = new Intl.DisplayNames(['en-AU'], { type: 'region' });

/** English name of a country code, for sentences. */
export function countryName(code: string): string {
  return codes.has(code) ? (display.of(code) ?? code) : code;
}
