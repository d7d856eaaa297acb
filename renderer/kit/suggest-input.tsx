import type { ReactNode } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { LookupValue } from '../../shared/ipc/contract.ts';
import { FieldFoot, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

/** Text with a list that helps: for ids of which a system offers no whole list. */
export function SuggestInput({
  label,
  isLabelShown = true,
  hint,
  error,
  value,
  values,
  onChange,
  placeholder = '',
  aside,
}: FieldTexts & {
  readonly isLabelShown?: boolean;
  readonly value: string;
  readonly values: readonly LookupValue[];
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
  /** Shown beside the input. */
  readonly aside?: ReactNode;
}) {
  return (
    <ComboBox
      className={isLabelShown ? 'field' : 'field-bare'}
      inputValue={value}
      onInputChange={onChange}
      defaultItems={values}
      allowsCustomValue
      menuTrigger="focus"
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
    >
      <Label className={isLabelShown ? undefined : 'sr-only'}>{label}</Label>
      <div className="field-control">
        <div className="combo">
          <Input className="input" placeholder={placeholder} />
          {values.length === 0 ? null : (
            <Button className="combo-open">
              <Icon name="down" />
            </Button>
          )}
        </div>
        {aside}
      </div>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover">
        <ListBox<LookupValue> className="list-box">
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.id} className="option">
              {item.id}
              {item.description === '' || item.description === item.id ? null : (
                <small>{item.description}</small>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
