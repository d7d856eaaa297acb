/** What tells one business customer from others: its business numbers, and its name with a postcode. */
import type { Party } from '../domain/party.ts';
import { normaliseAddressText, normalisePostcode } from '../mapping/normalise.ts';
import { businessOf, isWrongTaxId, readTaxId } from '../mapping/tax-id.ts';
import { countryCode } from '../mapping/zones.ts';

/** Comparable values to the text that is stored. */
export type Marks = ReadonlyMap<string, string>;

/** Valid business numbers of the active locations: one with a wrong check digit is nobody's. */
export function taxMarks({ locations }: Party, homeCountry: string): Marks {
  const marks = new Map<string, string>();
  for (const { active, site, values } of locations) {
    const text = site?.taxId ?? null;
    if (!active || text === null) continue;
    const taxId = readTaxId(text, countryCode(values.country) ?? homeCountry);
    if (taxId !== null) marks.set(businessOf(taxId), text);
  }
  return marks;
}

/** Business numbers of a record that are none, as they are stored. */
export function wrongTaxIds(
  { locations }: Party,
  homeCountry: string,
): readonly { readonly taxId: string; readonly locationKey: string }[] {
  return locations.flatMap(({ key, active, site, values }) => {
    const taxId = site?.taxId ?? null;
    const isWrong = active && isWrongTaxId(taxId, countryCode(values.country) ?? homeCountry);
    return isWrong && taxId !== null ? [{ taxId, locationKey: key }] : [];
  });
}

/** The name, whatever its capitals and punctuation, with the postcode of each active location. */
export function nameMarks({ accountName, locations }: Party): Marks {
  const marks = new Map<string, string>();
  const name = normaliseAddressText(accountName ?? '');
  if (name === '') return marks;
  for (const { active, values } of locations) {
    const postcode = normalisePostcode(values.postcode);
    if (active && postcode !== null) marks.set(`${name}, ${postcode}`, `${accountName}, ${values.postcode}`);
  }
  return marks;
}
