import type { MouseEvent, ReactNode } from 'react';

export interface ButtonProps {
  readonly children: ReactNode;
  /** Absent on the button that submits its form. */
  readonly onPress?: () => void;
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly small?: boolean;
  /** Why it cannot be pressed now; said beside it by a tooltip and to screen readers. Null or absent: it can. */
  readonly disabledReason?: string | null;
  /** Accessible name where the visible text is not enough ("Open" of which run?). */
  readonly label?: string;
  readonly shortcut?: string;
}

/** A button that stays focusable when it is off, so that its reason can be heard. */
export function Button({
  children,
  onPress,
  kind = 'plain',
  small = false,
  disabledReason = null,
  label,
  shortcut,
}: ButtonProps) {
  const isOff = disabledReason !== null;
  const press = (event: MouseEvent) => {
    if (isOff) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      type={onPress === undefined ? 'submit' : 'button'}
      className={`button button-${kind}${small ? ' button-small' : ''}`}
      aria-disabled={isOff || undefined}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={disabledReason ?? label}
      onClick={press}
    >
      {children}
      {shortcut === undefined ? null : <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
