import { useState } from 'react';
import type { LookupValue } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { SuggestInput } from '../../kit/suggest-input.tsx';

/** Several names, added one by one; each can be taken out again. */
export function NameList({
  label,
  names,
  suggestions,
  onChange,
  error,
}: {
  readonly label: string;
  readonly names: readonly string[];
  readonly suggestions: readonly LookupValue[];
  readonly onChange: (names: readonly string[]) => void;
  readonly error: string | undefined;
}) {
  const [text, setText] = useState('');
  const name = text.trim();
  const add = () => {
    if (name !== '' && !names.includes(name)) onChange([...names, name]);
    setText('');
  };
  return (
    <div className="stack-small">
      <SuggestInput
        label={label}
        value={text}
        values={suggestions.filter(({ id }) => !names.includes(id))}
        onChange={setText}
        error={error}
        aside={
          <Button small onPress={add} disabledReason={name === '' ? 'Enter one first.' : null}>
            Add
          </Button>
        }
      />
      {names.length === 0 ? null : (
        <ul className="cluster" aria-label={`${label} chosen`}>
          {names.map((each) => (
            <li key={each}>
              <Button
                small
                label={`Remove ${each}`}
                onPress={() => onChange(names.filter((other) => other !== each))}
              >
                {each} ✕
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
