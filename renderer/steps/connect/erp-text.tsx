import { Controller, type Control } from 'react-hook-form';
import { TextInput } from '../../kit/field.tsx';
import type { ErpValues } from './erp-values.ts';

/** One line of text of the ERP's form. */
export function ErpText({
  control,
  name,
  label,
  problem = () => null,
  placeholder = '',
  hint = null,
  isNumber = false,
}: {
  readonly control: Control<ErpValues>;
  readonly name: Exclude<keyof ErpValues, 'signIn' | 'secret' | 'clientSecret' | 'useWholeLicence'>;
  readonly label: string;
  readonly problem?: (value: string) => string | null;
  readonly placeholder?: string;
  readonly hint?: string | null;
  readonly isNumber?: boolean;
}) {
  return (
    <Controller
      control={control}
      name={name}
      rules={{ validate: (value) => problem(value) ?? true }}
      render={({ field, fieldState }) => (
        <TextInput
          label={label}
          value={field.value}
          onChange={field.onChange}
          error={fieldState.error?.message}
          placeholder={placeholder}
          hint={hint}
          isNarrow={isNumber}
          inputMode={isNumber ? 'numeric' : 'text'}
        />
      )}
    />
  );
}
