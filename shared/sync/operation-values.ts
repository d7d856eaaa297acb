/** The values a row writes to one side, once the choices of a person are applied to its judgements. */
import type {
  CompanyField,
  CustomerField,
  FieldName,
  FieldValue,
  Location,
  LocationField,
  LocationValues,
  Side,
  SiteField,
} from '../domain/party.ts';
import { otherSide } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { isOptIn } from '../mapping/opt-in.ts';
import { addresseeOf, companyForExport } from '../mapping/names.ts';
import { translateTerms } from '../mapping/terms.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { countryCode } from '../mapping/zones.ts';
import { blankLocation } from '../domain/fields.ts';
import { reconcileLocation } from './locations-values.ts';
import { choiceKey, type ContactChange, type FieldChange, type LocationChange } from './plan.ts';
import { targetOf } from './reconcile-field.ts';
import { writesTo } from './reconcile-types.ts';
import { locationOf, type RowContext } from './operation-types.ts';

export type CustomerWrites = Readonly<Partial<Record<CustomerField, FieldValue>>>;
export type LocationWrites = Readonly<Partial<Record<LocationField, FieldValue>>>;

/** The value that a chosen conflict writes to `side`; undefined when it writes nothing there. */
function chosenValue(
  change: FieldChange,
  key: string,
  side: Side,
  context: RowContext,
  country: string,
): FieldValue | undefined {
  const winner = context.decision?.choices[key];
  if (winner !== otherSide(side) || !writesTo(context.settings.direction, side)) return undefined;
  const held = change[winner];
  if (change.field === 'terms') return chosenTerms(change, held, side, context);
  const { erp } = context.records;
  const own =
    change.field === 'company' && side === 'shopify' && erp !== null
      ? companyForExport(held, addresseeOf(erp))
      : held;
  const value = writtenValue(change.field, own, side, country);
  // A phone that Shopify could not take is left out, not cleared (R5).
  if (value === null && own !== null && own.trim() !== '') return undefined;
  return sameValue(change.field, value, change[side], country) ? undefined : value;
}

/** Terms go by the profile's table; what it does not know there is left as it is, and MYOB's customer is never without terms (R23). */
function chosenTerms(
  change: FieldChange,
  held: FieldValue,
  side: Side,
  { settings }: RowContext,
): FieldValue | undefined {
  const value = translateTerms(held, side, settings.company.terms, change[side]);
  const isCleared = side === 'shopify' && held === null;
  return value === change[side] || (value === null && !isCleared) ? undefined : value;
}

function writesOf<Field extends FieldName>(
  changes: readonly FieldChange[],
  side: Side,
  context: RowContext,
  country: string,
  locationId?: string,
): Readonly<Partial<Record<Field, FieldValue>>> {
  const values: Partial<Record<Field, FieldValue>> = {};
  for (const change of changes) {
    const value =
      change.action === 'conflict'
        ? chosenValue(change, choiceKey(change.field, locationId), side, context, country)
        : targetOf(change.action) === side
          ? change.result
          : undefined;
    if (value !== undefined) values[change.field as Field] = value;
  }
  return values;
}

/** Customer values that the row writes to `side`; empty when it writes none. */
export function customerWrites(context: RowContext, side: Side): CustomerWrites {
  const fields = context.row.fields.filter(({ field }) => !isOptIn(field));
  return writesOf<CustomerField>(fields, side, context, context.settings.homeCountry);
}

/** Country that states and phones of this location belong to, as the side that is copied from sees it. */
function countryOf(change: LocationChange, side: Side, context: RowContext): string {
  const from = otherSide(side);
  const values = [from, side].map(
    (each) => locationOf(context.records[each], change[each]?.key)?.values.country,
  );
  for (const country of values) {
    const code = countryCode(country ?? null);
    if (code !== null) return code;
  }
  return context.settings.homeCountry;
}

/** Location values that the row writes to `side`; empty when it writes none. */
export function locationWrites(context: RowContext, change: LocationChange, side: Side): LocationWrites {
  return writesOf<LocationField>(change.fields, side, context, countryOf(change, side, context), change.id);
}

/** Name and terms that the row writes to a business customer itself. */
export function companyWrites(
  context: RowContext,
  side: Side,
): Readonly<Partial<Record<CompanyField, FieldValue>>> {
  return writesOf<CompanyField>(context.row.fields, side, context, context.settings.homeCountry);
}

/** As `locationWrites`, of a business customer: name and tax come with the address. */
export function siteWrites(
  context: RowContext,
  change: LocationChange,
  side: Side,
): Readonly<Partial<Record<LocationField | SiteField, FieldValue>>> {
  const country = countryOf(change, side, context);
  return writesOf<LocationField | SiteField>(change.fields, side, context, country, change.id);
}

export function contactWrites(context: RowContext, change: ContactChange, side: Side): CustomerWrites {
  const { homeCountry } = context.settings;
  return writesOf<CustomerField>(change.fields, side, context, homeCountry, change.id);
}

/** All values of a location of the other side, as they are written to `side`. */
export function copiedValues({ records, settings }: RowContext, held: Location, side: Side): LocationValues {
  const { fields } = reconcileLocation({
    erp: side === 'erp' ? null : held,
    shopify: side === 'erp' ? held : null,
    agreed: null,
    rules: { direction: 'bidirectional', primary: otherSide(side), conflicts: 'ask' },
    homeCountry: settings.homeCountry,
    addressees: {
      erp: records.erp === null ? null : addresseeOf(records.erp),
      shopify: records.shopify === null ? null : addresseeOf(records.shopify),
    },
  });
  const written = fields.filter(({ action }) => targetOf(action) === side);
  return { ...blankLocation, ...Object.fromEntries(written.map(({ field, result }) => [field, result])) };
}

/** LocationName in the ERP (domain facts 3.7): the company, else the person. */
export function locationNameOf(values: LocationValues): FieldValue {
  return values.company ?? values.attention;
}
