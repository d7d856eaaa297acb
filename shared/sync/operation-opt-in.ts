/** Writes of what a profile opts into: with the customer where the system takes it so, else by themselves. */
import type { CustomerExtrasDraft, CustomerExtrasPatch } from '../domain/customer-extras.ts';
import {
  isFurtherKey,
  type FieldValue,
  type OptInField,
  type OptInValues,
  type Side,
} from '../domain/party.ts';
import { itemsBeside, itemsIn } from '../mapping/items.ts';
import { consentOf, isGivenConsent, isOptIn } from '../mapping/opt-in.ts';
import { fieldValueOf } from '../mapping/template-value.ts';
import type { Operation, RowContext } from './operation-types.ts';
import { targetOf } from './reconcile-field.ts';

/** The fields of a customer that go along with a change of the customer itself, by what the port calls them. */
export function extrasPatch(values: OptInValues): CustomerExtrasPatch {
  const { note, language, taxExempt, erpNote, erpLanguage, noMarketing, doNotEmail, taxExemptionNumber } =
    values;
  return {
    ...(note === undefined ? {} : { note }),
    ...(language == null ? {} : { locale: language }),
    ...(taxExempt == null ? {} : { taxExempt: taxExempt === 'yes' }),
    ...(erpNote === undefined ? {} : { erpNote }),
    ...(erpLanguage === undefined ? {} : { erpLanguage }),
    ...(noMarketing == null ? {} : { noMarketing: noMarketing === 'yes' }),
    ...(doNotEmail == null ? {} : { doNotEmail: doNotEmail === 'yes' }),
    ...(taxExemptionNumber === undefined ? {} : { taxExemptionNumber }),
  };
}

/** What a field is called among opted ones, of what the port writes. */
export const writtenExtras: Readonly<Record<keyof CustomerExtrasDraft, OptInField>> = {
  note: 'note',
  locale: 'language',
  taxExempt: 'taxExempt',
  tags: 'tags',
  erpNote: 'erpNote',
  erpLanguage: 'erpLanguage',
  noMarketing: 'noMarketing',
  doNotEmail: 'doNotEmail',
  taxExemptionNumber: 'taxExemptionNumber',
};

/** What a patch or draft writes, as the texts that are compared. */
export function extrasValues(extras: CustomerExtrasDraft): OptInValues {
  return Object.fromEntries(
    Object.entries(extras).map(([key, value]) => [
      writtenExtras[key as keyof CustomerExtrasDraft],
      fieldValueOf(value),
    ]),
  );
}

/** What the row writes of them to `side`; a person has nothing to choose here. */
export function optInWrites({ row }: RowContext, side: Side): OptInValues {
  if (row.entity === 'company') return {};
  return Object.fromEntries(
    row.fields.flatMap(({ field, action, result }): readonly [OptInField, FieldValue][] =>
      isOptIn(field) && targetOf(action) === side ? [[field, result]] : [],
    ),
  );
}

/** Those that go along with a new customer. */
export function extrasDraft(writes: OptInValues): CustomerExtrasDraft {
  const tags = itemsIn(writes.tags ?? null);
  return { ...extrasPatch(writes), ...(tags.length === 0 ? {} : { tags }) };
}

/** From the tags that there are to those that are wanted. */
export function tagOperations(
  side: Side,
  from: FieldValue | undefined,
  to: FieldValue | undefined,
): readonly Operation[] {
  if (to === undefined) return [];
  const [held, wanted] = [itemsIn(from ?? null), itemsIn(to)];
  const [added, removed] = [itemsBeside(wanted, held), itemsBeside(held, wanted)];
  return [
    ...(added.length === 0 ? [] : [tagOperation(side, 'addTags', added)]),
    ...(removed.length === 0 ? [] : [tagOperation(side, 'removeTags', removed)]),
  ];
}

function tagOperation(side: Side, kind: 'addTags' | 'removeTags', tags: readonly string[]): Operation {
  return { side, kind, locationId: null, payload: { tags } };
}

export function consentOperations(side: Side, to: FieldValue | undefined): readonly Operation[] {
  if (to === undefined || !isGivenConsent(to)) return [];
  return [{ side, kind: 'setEmailConsent', locationId: null, payload: consentOf(to) }];
}

/** Fields that only this store or company has. Shopify sets metafields by one request, and takes them away by another. */
export function furtherOperations(side: Side, writes: OptInValues): readonly Operation[] {
  const values = Object.entries(writes).filter(([field]) => isFurtherKey(field));
  const requests =
    side === 'erp'
      ? [values]
      : [values.filter(([, value]) => value !== null), values.filter(([, value]) => value === null)];
  return requests.flatMap((each): readonly Operation[] =>
    each.length === 0
      ? []
      : [{ side, kind: 'setFurther', locationId: null, payload: { values: Object.fromEntries(each) } }],
  );
}

/** Writes of their own, after the customer is there. */
export function optInOperations(context: RowContext, side: Side): readonly Operation[] {
  const writes = optInWrites(context, side);
  const { tags, emailConsent } = writes;
  const { [side]: held } = context.records;
  return [
    // The tags of a new customer come with it.
    ...(held === null ? [] : tagOperations(side, held.optIn?.tags, tags)),
    ...consentOperations(side, emailConsent),
    ...furtherOperations(side, writes),
  ];
}
