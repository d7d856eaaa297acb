import { Controller, useWatch, type Control } from 'react-hook-form';
import { RadioInput, type Option } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { nextNumbers } from './numbering.ts';
import type { SettingsForm } from './settings-form.ts';

export interface NumberingFieldProps {
  readonly control: Control<SettingsForm>;
  readonly name: 'defaults.numbering' | 'defaults.locationNumbering';
  readonly label: string;
  readonly template: string;
  /** What is true of these numbers whatever is chosen. */
  readonly hint?: string;
  readonly error: string | undefined;
}

const modes: readonly Option<'erp' | 'template'>[] = [
  { id: 'erp', label: 'MYOB numbers them', description: 'As set up in its numbering sequences' },
  { id: 'template', label: 'By a template', description: 'Each # is a digit of a counter' },
];

/** The next five ids, as they would really be. */
function NextNumbers({ template, next }: { readonly template: string; readonly next: number }) {
  const numbers = nextNumbers(template, next, 5);
  if (numbers.length === 0) {
    return (
      <p className="field-error">
        The template needs one group of # that the number fits into, such as C######.
      </p>
    );
  }
  return (
    <p className="hint" aria-live="polite">
      Next: {numbers.join(', ')}. Numbers that MYOB has already are passed over.
    </p>
  );
}

export function NumberingField({ control, name, label, template, hint, error }: NumberingFieldProps) {
  const numbering = useWatch({ control, name });
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState, formState }) => {
        const problems =
          formState.errors.defaults?.[name === 'defaults.numbering' ? 'numbering' : 'locationNumbering'];
        const of = (part: 'template' | 'next') =>
          (problems as Partial<Record<'template' | 'next', { message?: string }>> | undefined)?.[part]
            ?.message;
        return (
          <div className="stack-small">
            <RadioInput
              label={label}
              hint={hint ?? null}
              error={fieldState.error?.message ?? error}
              value={field.value.mode}
              options={modes}
              onChange={(mode) => field.onChange(mode === 'erp' ? { mode } : { mode, template, next: 1 })}
            />
            {numbering.mode === 'template' ? (
              <>
                <TextInput
                  label="Template"
                  value={numbering.template}
                  onChange={(text) => field.onChange({ ...numbering, template: text })}
                  error={of('template')}
                  isNarrow
                />
                <TextInput
                  label="Next number"
                  value={Number.isFinite(numbering.next) ? String(numbering.next) : ''}
                  onChange={(text) =>
                    field.onChange({
                      ...numbering,
                      next: /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN,
                    })
                  }
                  error={of('next')}
                  inputMode="numeric"
                  isNarrow
                />
                <div className="field">
                  <div className="field-control">
                    <NextNumbers template={numbering.template} next={numbering.next} />
                  </div>
                </div>
              </>
            ) : null}
          </div>
        );
      }}
    />
  );
}
