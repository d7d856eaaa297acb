import { Controller, useWatch, type Control } from 'react-hook-form';
import type { Entity } from '../../../shared/domain/party.ts';
import { RadioInput, SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { directions, primaries } from './directions.ts';
import type { SettingsForm } from './settings-form.ts';
import { textOfNumber, wholeIn } from './thresholds.ts';

/** Both stand on one screen: each name says whose it is. */
const labels = {
  customer: {
    direction: 'Direction',
    primary: 'Primary system',
    attempts: 'Max. failed attempts',
    one: 'a customer',
  },
  company: {
    direction: 'Company direction',
    primary: 'Company primary system',
    attempts: 'Company max. attempts',
    one: 'a business customer',
  },
} as const satisfies Readonly<Record<Entity, unknown>>;

/** What every entity has: which way it goes, which system decides, and how often it is tried. */
export function EntityChoices({
  entity,
  control,
}: {
  readonly entity: Entity;
  readonly control: Control<SettingsForm>;
}) {
  const label = labels[entity];
  const direction = useWatch({ control, name: `${entity}.direction` });
  return (
    <>
      <Controller
        control={control}
        name={`${entity}.direction`}
        render={({ field }) => (
          <SelectInput
            label={label.direction}
            value={field.value}
            options={directions}
            onChange={field.onChange}
          />
        )}
      />
      {direction === 'bidirectional' ? (
        <Controller
          control={control}
          name={`${entity}.primary`}
          render={({ field }) => (
            <RadioInput
              label={label.primary}
              hint="Decides only where a policy under “When in doubt” says so."
              value={field.value}
              options={primaries}
              onChange={field.onChange}
            />
          )}
        />
      ) : null}
      <Controller
        control={control}
        name={`${entity}.maxFailedAttempts`}
        render={({ field, fieldState }) => (
          <TextInput
            label={label.attempts}
            hint={`After so many ${label.one} is set aside as Aborted, until somebody retries it.`}
            value={textOfNumber(field.value)}
            onChange={(text) => field.onChange(wholeIn(text))}
            inputMode="numeric"
            isNarrow
            error={fieldState.error?.message}
          />
        )}
      />
    </>
  );
}
