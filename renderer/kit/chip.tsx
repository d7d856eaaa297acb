import type { ReactNode } from 'react';
import { formatCount } from './format.ts';
import { Icon, type IconName } from './icon.tsx';

/** A count that is a filter: pressed shows only its rows. */
export function Chip({
  count,
  children,
  isOn,
  onPress,
  icon,
  tone,
}: {
  readonly count: number;
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly icon?: IconName;
  readonly tone?: string;
}) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onPress}>
      {icon === undefined ? null : (
        <span className={tone === undefined ? undefined : `tone-${tone}`}>
          <Icon name={icon} />
        </span>
      )}
      <b>{formatCount(count)}</b>
      <span>{children}</span>
    </button>
  );
}

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
