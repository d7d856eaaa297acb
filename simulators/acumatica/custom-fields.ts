/**
 * Custom fields: which a tenant has, and what may be written to them. The published contract demands a type of each and names none;
 * the names are those of the vendor's own client library. To check on a real tenant: what becomes of a field or a type that is not known,
 * and where the error of a refused value stands. Here the first is dropped, as screens do with what they do not show.
 */
import type { Company } from './company.ts';
import type { EntityInput, FieldErrors } from './entity-input.ts';
import { readValue } from './entity-input.ts';
import type { FieldType } from './entity-schema.ts';
import { refuse } from './failure.ts';
import type { AcumaticaOptions, CustomFieldOption, CustomFieldType } from './options.ts';
import type { Row, Scalar } from './records.ts';

const types: Readonly<Record<CustomFieldType, FieldType>> = {
  CustomStringField: 'string',
  CustomGuidField: 'guid',
  CustomByteField: 'integer',
  CustomShortField: 'integer',
  CustomIntField: 'integer',
  CustomLongField: 'integer',
  CustomDecimalField: 'decimal',
  CustomDoubleField: 'decimal',
  CustomBooleanField: 'boolean',
  CustomDateTimeField: 'dateTime',
};

export function customFieldsOf(
  { customFields }: Pick<AcumaticaOptions, 'customFields'>,
  entity: string,
): readonly CustomFieldOption[] {
  return (customFields[entity] ?? []).map((field) =>
    typeof field === 'string' ? { path: field, type: 'CustomStringField' } : field,
  );
}

/** A stored value as it is sent, with its type; a date-time gets the instance's zone. */
export function presentCustomValue(
  type: CustomFieldType,
  value: Scalar | undefined,
  stamp: (epoch: number) => string,
): { readonly type: CustomFieldType; readonly value?: Scalar } {
  if (value === null || value === undefined) return { type };
  return { type, value: types[type] === 'dateTime' && typeof value === 'number' ? stamp(value) : value };
}

/** What is sent for custom fields that the tenant has; a value that is none of its field's type is noted in `errors`. */
function sentValues(
  company: Company,
  entity: string,
  input: EntityInput,
  errors: FieldErrors,
): readonly { readonly view: string; readonly name: string; readonly value: Scalar }[] {
  const known = new Map(customFieldsOf(company.options, entity).map(({ path, type }) => [path, type]));
  const sent = Object.entries(input.custom).flatMap(([view, fields]) =>
    Object.entries(fields).map(([name, field]) => ({ view, name, field })),
  );
  return sent.flatMap(({ view, name, field }) => {
    if (!Object.hasOwn(types, field.type)) throw refuse(400, `The type ${field.type} cannot be found.`);
    const type = known.get(`${view}.${name}`);
    if (type === undefined) return [];
    const path = `custom/${view}/${name}`;
    if (type !== field.type) errors.set(path, `The field is a ${type}.`);
    const reading = { errors, offsetMinutes: company.options.timeZoneOffset };
    return [{ view, name, value: readValue({ type: types[type] }, field.value, path, reading) ?? null }];
  });
}

/** Notes what would be refused, before anything is changed. Throws a ServiceFailure (400) for a type that there is none. */
export function checkCustom(company: Company, entity: string, input: EntityInput, errors: FieldErrors): void {
  sentValues(company, entity, input, errors);
}

/** Writes what `checkCustom` found nothing against. Answers whether anything changed. */
export function writeCustom(company: Company, entity: string, row: Row, input: EntityInput): boolean {
  let changed = false;
  for (const { view, name, value } of sentValues(company, entity, input, new Map())) {
    const kept = ((row.custom ??= {})[view] ??= {});
    if ((kept[name] ?? null) !== value) changed = true;
    kept[name] = value;
  }
  return changed;
}
