import type { ReactNode } from 'react';
import type { WireError } from '../../shared/ipc/errors.ts';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'info' | 'good' | 'warn' | 'danger';
const icons: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  good: 'check',
  warn: 'alert',
  danger: 'alert',
};

export interface BannerProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** True for what just went wrong: read out at once. */
  readonly isAlert?: boolean;
}

export function Banner({ tone, title, children, actions, isAlert = false }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={isAlert ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div>
        <strong>{title}</strong>
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {actions === undefined ? null : <div className="cluster">{actions}</div>}
    </div>
  );
}

/** An error as the program put it into words, with its remedy. */
export function ProblemBanner({
  problem,
  actions,
}: {
  readonly problem: WireError;
  readonly actions?: ReactNode;
}) {
  return (
    <Banner tone="danger" title={problem.title} actions={actions} isAlert>
      {problem.message}
    </Banner>
  );
}
