import { useEffect, useState } from 'react';

/** How long the button says what it did. Milliseconds. */
const saidFor = 2500;

const words = { idle: 'Copy', copied: 'Copied', failed: 'Select and copy' } as const;

/** A value that has to be pasted elsewhere, exactly: shown, selectable, and copied by one press. */
export function CopyValue({ value, what }: { readonly value: string; readonly what: string }) {
  const [outcome, setOutcome] = useState<keyof typeof words>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), saidFor);
    return () => clearTimeout(timer);
  }, [outcome]);

  function copy() {
    navigator.clipboard.writeText(value).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  }

  return (
    <span className="copy-value">
      <code>{value}</code>
      <button
        type="button"
        className="button button-small"
        aria-label={`${words[outcome]} ${what}`}
        onClick={copy}
      >
        {words[outcome]}
      </button>
      <output className="sr-only">{outcome === 'idle' ? '' : `${words[outcome]}: ${what}`}</output>
    </span>
  );
}
