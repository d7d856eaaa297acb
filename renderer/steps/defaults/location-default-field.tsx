import { Controller, type Control } from 'react-hook-form';
import type { LocationDefault, LocationDefaultField } from '../../../shared/domain/settings.ts';
import type { LookupValue } from '../../../shared/ipc/contract.ts';
import { LookupInput, SelectInput, type Option } from '../../kit/choice.tsx';
import type { SettingsForm } from './settings-form.ts';

const sources: readonly Option<LocationDefault['from']>[] = [
  { id: 'main', label: 'Copy from MAIN' },
  { id: 'class', label: 'From the customer class' },
  { id: 'fixed', label: 'Always the same' },
];

/** Where a further location takes one setting from: MYOB leaves it empty otherwise. */
export function LocationDefaultField({
  control,
  field: name,
  label,
  values,
}: {
  readonly control: Control<SettingsForm>;
  readonly field: LocationDefaultField;
  readonly label: string;
  readonly values: readonly LookupValue[];
}) {
  return (
    <Controller
      control={control}
      name={`defaults.location.${name}`}
      render={({ field, formState }) => {
        const problem = formState.errors.defaults?.location?.[name] as
          { readonly message?: string; readonly value?: { readonly message?: string } } | undefined;
        return (
          <div className="stack-small">
            <SelectInput
              label={label}
              value={field.value.from}
              options={sources}
              onChange={(from) => field.onChange(from === 'fixed' ? { from, value: '' } : { from })}
              error={problem?.message}
            />
            {field.value.from === 'fixed' ? (
              <LookupInput
                label={`${label}: which`}
                value={field.value.value === '' ? null : field.value.value}
                values={values}
                onChange={(id) => field.onChange({ from: 'fixed', value: id ?? '' })}
                placeholder="Type part of its id or name"
                error={problem?.value?.message}
              />
            ) : null}
          </div>
        );
      }}
    />
  );
}
