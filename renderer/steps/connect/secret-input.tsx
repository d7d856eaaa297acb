import type { SecretState } from '../../../shared/ipc/contract.ts';
import { TextInput } from '../../kit/field.tsx';

const states: Readonly<Record<SecretState, { aside: string; hint: string; tone: string }>> = {
  stored: { aside: 'in the keychain', hint: 'Leave it empty to keep the stored one.', tone: 'good' },
  session: {
    aside: 'this session only',
    hint: 'Kept in memory until Accord is closed. Leave it empty to keep it.',
    tone: 'tone-warn',
  },
  missing: {
    aside: 'missing',
    hint: 'Goes to the keychain when you save, and is never shown again.',
    tone: 'bad',
  },
  locked: {
    aside: 'keychain locked',
    hint: 'One is stored, but the keychain gives no answer. Unlock it and check again; nothing was removed.',
    tone: 'bad',
  },
};

const notNeeded = {
  aside: 'if there is one',
  hint: 'Only where the application has one. Goes to the keychain, and is never shown again.',
  tone: 'muted',
} as const;

/** A secret goes in and never comes out: the field is empty whenever it appears, and says what is stored. */
export function SecretInput({
  label,
  state,
  isOptional = false,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly state: SecretState;
  /** Nothing is missing where there is none. */
  readonly isOptional?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}) {
  const { aside, hint, tone } = isOptional && state === 'missing' ? notNeeded : states[state];
  return (
    <TextInput
      label={label}
      isSecret
      value={value}
      onChange={onChange}
      error={error}
      hint={hint}
      placeholder={state === 'missing' ? '' : '••••••••••••'}
      aside={<span className={`nowrap ${tone}`}>{aside}</span>}
    />
  );
}
