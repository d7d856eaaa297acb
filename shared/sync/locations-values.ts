/** Reconciles the values of one ERP location with one Shopify address. */
import type { FieldValue, Location, LocationField, LocationValues, Side } from '../domain/party.ts';
import { blankLocation } from '../domain/fields.ts';
import { locationFields } from '../domain/party.ts';
import { alike } from '../mapping/compare.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { companyForExport } from '../mapping/names.ts';
import { normalisePhone } from '../mapping/normalise.ts';
import { note } from '../mapping/note.ts';
import { addressWarnings, validateCompanyAddress, validateLocation } from '../mapping/validate.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { countryCode } from '../mapping/zones.ts';
import type { FieldChange, Note, WriteTarget } from './plan.ts';
import type { LocationLink } from './ledger-port.ts';
import type { JudgementRules } from './reconcile-field.ts';
import { judge, targetOf } from './reconcile-field.ts';
import type { Both, BothValues } from './reconcile-types.ts';

export interface LocationInput {
  readonly erp: Location | null;
  readonly shopify: Location | null;
  /** Agreed values to compare with; null where nothing was agreed. */
  readonly agreed: LocationLink['agreed'] | null;
  readonly rules: JudgementRules;
  readonly homeCountry: string;
  /** See `LocationsInput`. */
  readonly addressees: BothValues;
  /** Of a business customer: its name is in no address, and Shopify checks what it does not check of a person's. */
  readonly ofCompany?: boolean;
}

export interface LocationOutcome {
  /** Fields that differ or are written; a field that is not listed is in agreement. */
  readonly fields: readonly FieldChange[];
  readonly notes: readonly Note[];
  readonly conflict: boolean;
  readonly invalid: boolean;
  readonly target: WriteTarget;
}

/** Both present: three-way. One present: everything it holds is written to the other side. */
export function reconcileLocation(input: LocationInput): LocationOutcome {
  const raw = { erp: input.erp?.values ?? blankLocation, shopify: input.shopify?.values ?? blankLocation };
  const creating = input.erp === null || input.shopify === null;
  const countries = countriesOf(raw, input.homeCountry);
  const fields: FieldChange[] = [];
  for (const field of locationFields) {
    if (input.ofCompany === true && isNoInformation(field, raw)) continue;
    const change = reconcileField(field, input, raw, countries);
    if (change !== null) fields.push(creating ? withoutFillNotes(change) : change);
  }
  return { fields, ...verdictOf(fields, raw, input.ofCompany === true) };
}

/**
 * Shopify's address of a company always says the company's name. A country or a person without an address is none: Shopify takes
 * the address of a company whole or not at all.
 */
function isNoInformation(field: LocationField, raw: Both<LocationValues>): boolean {
  if (field === 'company') return true;
  return field !== 'phone' && isBlankAddress(raw.erp) && isBlankAddress(raw.shopify);
}

function countriesOf(raw: Both<LocationValues>, homeCountry: string): Both<string | null> {
  const erp = countryCode(raw.erp.country);
  const shopify = countryCode(raw.shopify.country);
  return { erp: erp ?? shopify ?? homeCountry, shopify: shopify ?? erp ?? homeCountry };
}

/** A national number belongs to the country of its address, or, where it is none there, to the home country. */
function phoneCountries(
  raw: BothValues,
  countries: Both<string | null>,
  homeCountry: string,
): Both<string | null> {
  const read = (side: Side): string | null =>
    countries[side] === homeCountry || normalisePhone(raw[side], countries[side]).valid
      ? countries[side]
      : homeCountry;
  return { erp: read('erp'), shopify: read('shopify') };
}

function reconcileField(
  field: LocationField,
  input: LocationInput,
  values: Both<LocationValues>,
  countries: Both<string | null>,
): FieldChange | null {
  const raw = { erp: values.erp[field], shopify: values.shopify[field] };
  const base = input.agreed?.[field] ?? null;
  const readIn = field === 'phone' ? phoneCountries(raw, countries, input.homeCountry) : countries;
  const judgement = judge({
    field,
    base,
    raw,
    meaning: meaningOf(field, raw, input),
    countries: readIn,
    required: false,
    rules: input.rules,
    key: `address.${field}`,
  });
  if (judgement.agreed) return null;
  const { action, notes } = judgement;
  const change: FieldChange = {
    field,
    base,
    erp: raw.erp,
    shopify: raw.shopify,
    action,
    result: null,
    notes,
  };
  const target = targetOf(action);
  if (target === null) return change;
  if (field === 'phone' && target === 'shopify') return phoneForShopify(change, readIn.erp);
  const from = target === 'erp' ? 'shopify' : 'erp';
  const value = target === 'shopify' ? exported(field, raw.erp, input) : raw.shopify;
  const result = writtenValue(field, value, target, countries[from]);
  // An attention that was removed leaves the customer's own name: nothing is cleared.
  return {
    ...change,
    result,
    notes: result === null ? notes : notes.filter(({ code }) => code !== 'cleared'),
  };
}

/**
 * What a value means to the other side: an attention that only repeats the customer is none, and neither is a company
 * that only repeats the person (R25). A new address takes everything as it stands.
 */
function meaningOf(field: LocationField, raw: BothValues, input: LocationInput): BothValues {
  if (raw.erp === raw.shopify || input.shopify === null) {
    return field === 'company' ? { ...raw, erp: companyForExport(raw.erp, input.addressees.erp) } : raw;
  }
  if (field === 'company') {
    // The ERP may still hold the name the person had in Shopify.
    const erp = companyForExport(companyForExport(raw.erp, input.addressees.erp), input.addressees.shopify);
    return { erp, shopify: raw.shopify };
  }
  if (field === 'attention' && input.erp !== null) {
    return { erp: ownAttention('erp', raw, input), shopify: ownAttention('shopify', raw, input) };
  }
  return raw;
}

function ownAttention(side: Side, raw: BothValues, input: LocationInput): FieldValue {
  return alike('attention', raw[side], input.addressees[side], null) ? null : raw[side];
}

/** R25, and Shopify's habit: an address without a name is for the customer. */
function exported(field: LocationField, value: FieldValue, input: LocationInput): FieldValue {
  if (field === 'company') return companyForExport(value, input.addressees.erp);
  if (field === 'attention' && input.ofCompany !== true) return value ?? input.addressees.erp;
  return value;
}

function phoneForShopify(change: FieldChange, country: string | null): FieldChange {
  if (change.erp === null) return change;
  const { e164, extension } = normalisePhone(change.erp, country);
  if (e164 === null) {
    return { ...change, action: 'keep', notes: [note('addressPhoneNotValid', { phone: change.erp })] };
  }
  const notes =
    extension === null ? change.notes : [...change.notes, note('phoneExtensionDropped', { extension })];
  return { ...change, result: e164, notes };
}

/** On a create every value "fills a blank"; saying so would only be noise. */
function withoutFillNotes(change: FieldChange): FieldChange {
  const notes = change.notes.filter(({ code }) => code !== 'filledBlank');
  return notes.length === change.notes.length ? change : { ...change, notes };
}

function companyRefusals(
  side: Side,
  values: LocationValues,
  written: ReadonlySet<LocationField>,
): readonly Note[] {
  // The phone is the location's own, apart from its address.
  const isAddressWritten = side === 'shopify' && [...written].some((field) => field !== 'phone');
  return isAddressWritten ? validateCompanyAddress(values) : [];
}

function verdictOf(
  fields: readonly FieldChange[],
  raw: Both<LocationValues>,
  ofCompany: boolean,
): Omit<LocationOutcome, 'fields'> {
  if (fields.length === 0) return { notes: [], conflict: false, invalid: false, target: 'none' };
  const conflict = fields.some(({ action }) => action === 'conflict');
  const refusals: Note[] = [];
  const warnings: Note[] = [];
  const targets: Side[] = [];
  for (const side of ['erp', 'shopify'] as const) {
    const written = fields.filter(({ action }) => targetOf(action) === side);
    if (written.length === 0) continue;
    targets.push(side);
    const values: Record<LocationField, FieldValue> = { ...raw[side] };
    for (const { field, result } of written) values[field as LocationField] = result;
    const writtenFields = new Set(written.map(({ field }) => field as LocationField));
    refusals.push(...validateLocation(values, side, side === 'erp' ? 'shopify' : 'erp', writtenFields));
    if (ofCompany) refusals.push(...companyRefusals(side, values, writtenFields));
    if (writtenFields.has('postcode')) warnings.push(...addressWarnings(values));
  }
  const invalid = refusals.length > 0;
  const target =
    invalid || targets.length === 0 ? 'none' : targets.length === 2 ? 'both' : (targets[0] ?? 'none');
  return { notes: invalid ? [...refusals, note('locationIsBad')] : warnings, conflict, invalid, target };
}
