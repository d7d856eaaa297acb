import { useState } from 'react';
import type { FilterValue } from '../../../shared/domain/filter.ts';
import type { Entity } from '../../../shared/domain/party.ts';
import type { FilterFieldChoice, RuleWay } from '../../../shared/domain/rule-trial.ts';
import type { Lookups, LookupValue } from '../../../shared/ipc/contract.ts';
import { SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { countOf } from '../../kit/format.ts';
import { SuggestInput } from '../../kit/suggest-input.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useSettled } from '../../state/use-settled.ts';
import { typedNumber } from './filter-draft.ts';

export interface FilterPlace {
  readonly profileId: string;
  readonly entity: Entity;
  readonly way: RuleWay;
  /** Of the ERP; null while they are not known. */
  readonly lookups: Lookups | null;
}

/** Fields whose values come again and again: a list of them helps. Of names and e-mails it would not. */
const listed: ReadonlySet<string> = new Set([
  'tags',
  'customerClass',
  'terms',
  'priceClass',
  'taxZone',
  'shipVia',
  'shippingTerms',
  'language',
  'address.city',
  'address.province',
]);

/** The ERP's own list of a field, where it has one. */
function erpList(field: string, lookups: Lookups | null): readonly LookupValue[] {
  if (lookups === null) return [];
  const lists: Readonly<Partial<Record<string, readonly LookupValue[] | null>>> = {
    customerClass: lookups.customerClasses,
    taxZone: lookups.taxZones,
    shipVia: lookups.shipVia,
    shippingTerms: lookups.shippingTerms,
    priceClass: lookups.priceClasses,
    terms: lookups.inUse.terms.map((id) => ({ id, description: '' })),
  };
  return lists[field] ?? [];
}

/** Text, with what customers carry already and what the ERP offers. */
function ListedValue({
  field,
  label,
  value,
  error,
  place,
  onChange,
}: {
  readonly field: FilterFieldChoice;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly place: FilterPlace;
  readonly onChange: (value: FilterValue) => void;
}) {
  const { profileId, entity, way, lookups } = place;
  const search = useSettled(value, 300) ?? '';
  const [opened] = useState(value);
  // What stood there when it was opened is no search.
  const input = { profileId, entity, way, field: field.key, search: search === opened ? '' : search };
  const { value: inUse } = useAnswer('rules.values', input);
  const counts = new Map(inUse?.map(({ value: id, count }) => [id, countOf(count, 'customer')]));
  const offered = erpList(field.key, way === 'export' ? lookups : null);
  const values: readonly LookupValue[] = [
    ...offered.map(({ id, description }) => ({
      id,
      description: [description === id ? '' : description, counts.get(id) ?? '']
        .filter((text) => text !== '')
        .join(' · '),
    })),
    ...[...counts]
      .filter(([id]) => !offered.some((each) => each.id === id))
      .map(([id, description]) => ({ id, description })),
  ];
  return (
    <SuggestInput
      label={label}
      isLabelShown={false}
      value={value}
      values={values}
      onChange={onChange}
      error={error}
    />
  );
}

/** What a condition compares with, as the type of its field has it. */
export function FilterValueInput({
  field,
  label,
  value,
  error,
  place,
  onChange,
}: {
  readonly field: FilterFieldChoice;
  readonly label: string;
  readonly value: FilterValue;
  readonly error: string | undefined;
  readonly place: FilterPlace;
  readonly onChange: (value: FilterValue) => void;
}) {
  const text = String(value);
  const shared = { label, isLabelShown: false, value: text, error };
  if (field.type === 'yesNo') {
    const options = [
      { id: 'true', label: 'Yes' },
      { id: 'false', label: 'No' },
    ] as const;
    return (
      <SelectInput
        {...shared}
        value={value === true ? 'true' : 'false'}
        options={options}
        onChange={(id) => onChange(id === 'true')}
      />
    );
  }
  if (field.choices !== null) {
    const options = field.choices.map(({ value: id, label: name }) => ({ id, label: name }));
    const known = options.some(({ id }) => id === text);
    const lost = known ? [] : [{ id: text, label: text === '' ? 'Choose…' : text }];
    return <SelectInput {...shared} options={[...lost, ...options]} onChange={onChange} />;
  }
  // What only this store or company has, too: nobody knows how its levels are written.
  if (listed.has(field.key) || (field.type === 'text' && field.key.includes(':'))) {
    return <ListedValue {...{ field, label, value: text, error, place, onChange }} />;
  }
  return (
    <TextInput
      {...shared}
      placeholder={field.type === 'date' ? '2026-03-01' : ''}
      inputMode={field.type === 'number' ? 'numeric' : 'text'}
      onChange={(typed) => onChange(field.type === 'number' ? typedNumber(typed) : typed)}
    />
  );
}
