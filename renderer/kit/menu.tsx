import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly onChoose: () => void;
  /** It takes something away. */
  readonly isDanger?: boolean;
}

/** Further actions on one thing, behind one button. */
export function Menu({
  label,
  text = 'More',
  isSmall = true,
  entries,
}: {
  readonly label: string;
  /** On the button; the label has to begin with it. */
  readonly text?: string;
  readonly isSmall?: boolean;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      <Button className={`button button-plain${isSmall ? ' button-small' : ''}`} aria-label={label}>
        {text}
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <AriaMenu
          className="list-box"
          aria-label={label}
          onAction={(key) => entries.find(({ id }) => id === key)?.onChoose()}
        >
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              className={entry.isDanger === true ? 'option bad' : 'option'}
            >
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
