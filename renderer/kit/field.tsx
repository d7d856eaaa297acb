import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

export interface FieldTexts {
  readonly label: string;
  readonly hint?: ReactNode;
  /** The sentence about what is wrong; absent or empty when nothing is. */
  readonly error?: string | undefined;
}

/** Hint and error under a control of react-aria; both are tied to the control for screen readers. */
export function FieldFoot({ hint, error }: Pick<FieldTexts, 'hint' | 'error'>) {
  return (
    <>
      {hint === undefined || hint === null ? null : (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

export interface TextInputProps extends FieldTexts {
  readonly isLabelShown?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly isSecret?: boolean;
  readonly inputMode?: 'numeric' | 'url' | 'text';
  readonly isNarrow?: boolean;
  /** Shown beside the input. */
  readonly aside?: ReactNode;
}

export function TextInput({
  label,
  isLabelShown = true,
  hint,
  error,
  value,
  onChange,
  placeholder = '',
  isSecret = false,
  inputMode = 'text',
  isNarrow = false,
  aside,
}: TextInputProps) {
  return (
    <TextField
      className={isLabelShown ? 'field' : 'field-bare'}
      value={value}
      onChange={onChange}
      type={isSecret ? 'password' : 'text'}
      inputMode={inputMode}
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
      autoComplete="off"
      spellCheck="false"
    >
      <Label className={isLabelShown ? undefined : 'sr-only'}>{label}</Label>
      <div className="field-control">
        <Input className={isNarrow ? 'input input-narrow' : 'input'} placeholder={placeholder} />
        {aside}
      </div>
      <FieldFoot hint={hint} error={error} />
    </TextField>
  );
}
