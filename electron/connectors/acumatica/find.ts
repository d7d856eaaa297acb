/** Looking records up by identity. The server's answer is a hint; equality is decided here, on normalised values (L9). */
import type { Party, PartyKind } from '../../../shared/domain/party.ts';
import { parseExternalReference } from '../../../shared/domain/ids.ts';
import { normaliseEmail, normalisePhone } from '../../../shared/mapping/normalise.ts';
import { phoneCountryOf } from '../../../shared/mapping/phone-country.ts';
import type { Identity } from '../../../shared/sync/ports.ts';
import { quote, type ErpLists } from './list.ts';
import { emailView, identityView, referenceView } from './views.ts';
import { keyOf, requireLinked, textOf, type WireRecord } from './wire.ts';

export interface Finder {
  readonly lists: ErpLists;
  readonly homeCountry: string;
  readonly readByKeys: (keys: readonly string[]) => Promise<ReadonlyMap<string, Party>>;
}

/**
 * The ERP keeps phones as they were typed, so `02 9374 4000` cannot be asked for by its E.164 form. Its last figures can: people
 * group them by three or four, hence three.
 */
const figuresAskedFor = 3;

/** The identity in comparable form. */
interface Wanted {
  readonly email: string | null;
  readonly phone: string | null;
  readonly number: string | null;
  /** Business customers only: the Shopify company's id, by which a create without number of its own is found again. */
  readonly reference: string | null;
  readonly kind: PartyKind;
}

function wantedOf({ kind = 'individual', email, phone, number, externalReference }: Identity): Wanted {
  return {
    email: normaliseEmail(email),
    phone,
    number: number?.trim().toUpperCase() ?? null,
    reference: kind === 'company' ? parseExternalReference(externalReference ?? null) : null,
    kind,
  };
}

function conditionsOf({ email, phone, number, reference }: Wanted): readonly string[] {
  const ending = phone === null ? null : quote(phone.slice(-figuresAskedFor));
  return [
    ...(email === null ? [] : [`Email eq ${quote(email)}`]),
    ...(ending === null
      ? []
      : [`endswith(MainContact/Phone1,${ending})`, `endswith(MainContact/Phone2,${ending})`]),
    ...(number === null ? [] : [`CustomerID eq ${quote(number)}`]),
    ...(reference === null ? [] : [`startswith(AccountRef,${quote(reference)})`]),
  ];
}

interface Found {
  readonly email: string | null;
  readonly phones: readonly (string | null)[];
  readonly number: string;
  readonly reference: string | null;
}

function isSame(wanted: Wanted, found: Found): boolean {
  return (
    (wanted.email !== null && wanted.email === found.email) ||
    (wanted.phone !== null && found.phones.includes(wanted.phone)) ||
    wanted.number === found.number.trim().toUpperCase() ||
    (wanted.reference !== null && wanted.reference === found.reference)
  );
}

/**
 * Every customer of the kind asked for with that e-mail, phone, number or reference, whole; one array per identity in the order given.
 * Most look-ups find nothing, so the first question is a narrow one and whole records are read only for true hits.
 */
export async function findByIdentities(
  { lists, homeCountry, readByKeys }: Finder,
  identities: readonly Identity[],
  signal: AbortSignal,
): Promise<readonly (readonly Party[])[]> {
  const wanted = identities.map(wantedOf);
  const asksPhones = wanted.some(({ phone }) => phone !== null);
  const asksReferences = wanted.some(({ reference }) => reference !== null);
  // The narrow question does not ask for the country, so a hit may read as a phone of either.
  const readings = (text: string | null) =>
    ['AU', 'NZ', homeCountry].map((country) => normalisePhone(text, country).e164);
  const foundIn = (record: WireRecord): Found => {
    const main = asksPhones ? requireLinked(record, 'MainContact') : null;
    return {
      email: normaliseEmail(textOf(record, 'Email')),
      phones: main === null ? [] : [...readings(textOf(main, 'Phone1')), ...readings(textOf(main, 'Phone2'))],
      number: keyOf(record, 'CustomerID'),
      reference: asksReferences ? parseExternalReference(textOf(record, 'AccountRef')) : null,
    };
  };
  const conditions = new Set(wanted.flatMap(conditionsOf));
  const view = asksReferences ? referenceView : asksPhones ? identityView : emailView;
  const records = await lists.listAny(view, [...conditions], signal);
  const hits = records.filter((record) => {
    const found = foundIn(record);
    return wanted.some((one) => isSame(one, found));
  });
  const keys = new Set(hits.map((record) => keyOf(record, 'NoteID').toLowerCase()));
  const parties = keys.size === 0 ? [] : [...(await readByKeys([...keys])).values()];
  return wanted.map((one) =>
    parties.filter((party) => {
      if (party.kind !== one.kind) return false;
      const { email, phone } = party.values;
      const { e164 } = normalisePhone(phone, phoneCountryOf(party, homeCountry));
      return isSame(one, {
        email: normaliseEmail(email),
        phones: [e164],
        number: party.number,
        reference: parseExternalReference(party.externalReference),
      });
    }),
  );
}
