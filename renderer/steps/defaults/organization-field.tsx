import { Controller, useWatch, type Control } from 'react-hook-form';
import type { OrganizationRule } from '../../../shared/domain/settings.ts';
import type { LookupValue } from '../../../shared/ipc/contract.ts';
import { SelectInput, type Option } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { NameList } from './name-list.tsx';
import type { SettingsForm } from './settings-form.ts';

const rules: readonly Option<OrganizationRule['by']>[] = [
  {
    id: 'category',
    label: 'Those of category Organization',
    description: 'The customer\u2019s own field in MYOB, where the company has it',
  },
  { id: 'class', label: 'Those of certain customer classes' },
  { id: 'attribute', label: 'Those with a certain attribute' },
  { id: 'list', label: 'Those on a list' },
];

/** What a rule begins with when it is chosen. */
const blank: Readonly<Record<OrganizationRule['by'], OrganizationRule>> = {
  category: { by: 'category' },
  class: { by: 'class', classes: [] },
  attribute: { by: 'attribute', attribute: '', value: '' },
  list: { by: 'list', customers: [] },
};

/** Which customers of MYOB are companies. A company without the category field needs another sign. */
export function OrganizationField({
  control,
  classes,
}: {
  readonly control: Control<SettingsForm>;
  readonly classes: readonly LookupValue[];
}) {
  const rule = useWatch({ control, name: 'company.organization' });
  return (
    <>
      <Controller
        control={control}
        name="company.organization"
        render={({ field }) => (
          <SelectInput
            label="Companies in MYOB"
            hint="Where MYOB shows no category on its customers, choose another sign."
            value={field.value.by}
            options={rules}
            onChange={(by) => field.onChange(blank[by])}
          />
        )}
      />
      {rule.by === 'class' ? (
        <Controller
          control={control}
          name="company.organization.classes"
          render={({ field, fieldState }) => (
            <NameList
              label="Customer classes"
              names={field.value}
              suggestions={classes}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      ) : null}
      {rule.by === 'attribute' ? (
        <>
          <Controller
            control={control}
            name="company.organization.attribute"
            render={({ field, fieldState }) => (
              <TextInput
                label="Attribute ID"
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
          <Controller
            control={control}
            name="company.organization.value"
            render={({ field, fieldState }) => (
              <TextInput
                label="Its value"
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
        </>
      ) : null}
      {rule.by === 'list' ? (
        <Controller
          control={control}
          name="company.organization.customers"
          render={({ field, fieldState }) => (
            <NameList
              label="Customer IDs"
              names={field.value}
              suggestions={[]}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      ) : null}
    </>
  );
}
