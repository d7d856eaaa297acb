import type { ReactNode } from 'react';
import {
  Button,
  Checkbox as AriaCheckbox,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Switch as AriaSwitch,
} from 'react-aria-components';
import type { LookupValue } from '../../shared/ipc/contract.ts';
import { FieldFoot, type FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly description?: string;
}

/** A short list of fixed choices. */
export function SelectInput<T extends string>({
  label,
  isLabelShown = true,
  hint,
  error,
  value,
  options,
  onChange,
}: FieldTexts & {
  readonly isLabelShown?: boolean;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <Select
      className={isLabelShown ? 'field' : 'field-bare'}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
    >
      <Label className={isLabelShown ? undefined : 'sr-only'}>{label}</Label>
      <div className="field-control">
        <Button className="select-button">
          <SelectValue className="clip">
            {options.find((option) => option.id === value)?.label ?? ''}
          </SelectValue>
          <Icon name="down" />
        </Button>
      </div>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover">
        <ListBox className="list-box" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="option">
              {option.label}
              {option.description === undefined ? null : <small>{option.description}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function nameOfLookup({ id, description }: LookupValue): string {
  return description === '' || description === id ? id : `${id} · ${description}`;
}

/** A value of one of the ERP's own lists, found by typing part of its id or description; never free text. */
export function LookupInput({
  label,
  hint,
  error,
  value,
  values,
  onChange,
  placeholder,
}: FieldTexts & {
  readonly value: string | null;
  readonly values: readonly LookupValue[];
  readonly onChange: (id: string | null) => void;
  readonly placeholder: string;
}) {
  // A value the list no longer has stays visible, so that nobody loses it by opening the page.
  const items =
    value === null || values.some((each) => each.id === value)
      ? values
      : [{ id: value, description: values.length === 0 ? '' : 'no longer in the list' }, ...values];
  return (
    <ComboBox
      className="field"
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      defaultItems={items}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <div className="field-control">
        <div className="combo">
          <Input className="input" placeholder={placeholder} />
          <Button className="combo-open">
            <Icon name="down" />
          </Button>
        </div>
      </div>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover">
        <ListBox<LookupValue>
          className="list-box"
          renderEmptyState={() => <div className="list-empty">Nothing in the list matches.</div>}
        >
          {(item) => (
            <ListBoxItem id={item.id} textValue={nameOfLookup(item)} className="option">
              {nameOfLookup(item)}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** Exclusive choices, all in sight. */
export function RadioInput<T extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChange,
  areCards = false,
  isLabelShown = !areCards,
}: FieldTexts & {
  readonly value: T | null;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly areCards?: boolean;
  /** Cards hide it where a heading says it already. */
  readonly isLabelShown?: boolean;
}) {
  return (
    <RadioGroup
      className={areCards ? 'stack-small' : 'field'}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
    >
      <Label className={isLabelShown ? 'field-label' : 'sr-only'}>{label}</Label>
      <div className={areCards ? 'radios' : 'field-control radios'}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={areCards ? 'radio radio-card' : 'radio'}>
            <span className="radio-dot" />
            <span>
              {option.label}
              {option.description === undefined ? null : <small>{option.description}</small>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldFoot hint={hint} error={error} />
    </RadioGroup>
  );
}

export function Checkbox({
  children,
  isOn,
  onChange,
  isDisabled = false,
}: {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaCheckbox className="check" isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
      <span className="check-box">{isOn ? <Icon name="check" /> : null}</span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

export function Switch({
  children,
  isOn,
  onChange,
}: {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <AriaSwitch className="switch" isSelected={isOn} onChange={onChange}>
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
