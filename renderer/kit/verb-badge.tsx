import { Icon, type IconName } from './icon.tsx';

export type Tone = 'create' | 'update' | 'link' | 'warn' | 'danger' | 'ask';

/** What will happen, said three times alike: icon, words, arrow towards the system that is written. */
export interface VerbLook {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly text: string;
  /** `left` points at Shopify, `right` at MYOB, as the columns stand. */
  readonly arrow: 'left' | 'right' | 'both' | null;
}

export function VerbBadge({ look }: { readonly look: VerbLook }) {
  const { arrow } = look;
  return (
    <span className={`badge tone-${look.tone}`}>
      {arrow === 'left' || arrow === 'both' ? <span aria-hidden="true">←</span> : null}
      <Icon name={look.icon} />
      {look.text}
      {arrow === 'right' || arrow === 'both' ? <span aria-hidden="true">→</span> : null}
    </span>
  );
}
