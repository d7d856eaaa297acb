import { Controller, useWatch, type Control, type UseFormSetValue } from 'react-hook-form';
import { Checkbox, RadioInput, SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import { directions, primaries } from './directions.ts';
import type { SettingsForm } from './settings-form.ts';
import { textOfNumber, wholeIn } from './thresholds.ts';

/** What is synchronised, which way, and what depends on what. */
export function Entities({
  control,
  setValue,
}: {
  readonly control: Control<SettingsForm>;
  readonly setValue: UseFormSetValue<SettingsForm>;
}) {
  const active = useWatch({ control, name: 'customer.active' });
  const direction = useWatch({ control, name: 'customer.direction' });
  const withLocations = useWatch({ control, name: 'customer.withLocations' });
  return (
    <Panel title="What is synchronised">
      <div className="panel-body two">
        <div className="stack">
          <h3>Customer</h3>
          <p className="muted">
            {active
              ? 'On. Customer locations depend on it: switched off, neither is looked at; links and records stay.'
              : 'Off. The switch above turns it on, with what it needs: the settings that are marked as missing.'}
          </p>
          <Controller
            control={control}
            name="customer.direction"
            render={({ field }) => (
              <SelectInput
                label="Direction"
                value={field.value}
                options={directions}
                onChange={field.onChange}
              />
            )}
          />
          {direction === 'bidirectional' ? (
            <Controller
              control={control}
              name="customer.primary"
              render={({ field }) => (
                <RadioInput
                  label="Primary system"
                  hint="Decides only where a policy below says so."
                  value={field.value}
                  options={primaries}
                  onChange={field.onChange}
                />
              )}
            />
          ) : null}
          <Controller
            control={control}
            name="customer.maxFailedAttempts"
            render={({ field, fieldState }) => (
              <TextInput
                label="Failed attempts"
                hint="After so many a customer is set aside as Aborted, until somebody retries it."
                value={textOfNumber(field.value)}
                onChange={(text) => field.onChange(wholeIn(text))}
                inputMode="numeric"
                isNarrow
                error={fieldState.error?.message}
              />
            )}
          />
        </div>
        <div className="stack">
          <h3>Customer location</h3>
          <Controller
            control={control}
            name="customer.withLocations"
            render={({ field }) => (
              <Checkbox
                isOn={field.value}
                onChange={(isOn) => {
                  field.onChange(isOn);
                  // A location is nothing without its customer.
                  if (isOn) setValue('customer.active', true, { shouldDirty: true });
                }}
              >
                Synchronise locations with their customers{' '}
                <span className="muted">Off: no address is copied either way.</span>
              </Checkbox>
            )}
          />
          <p className="muted">
            {withLocations
              ? 'Needs Customer, and goes the same way. A location that fails counts as an attempt of its customer.'
              : 'Switching it on switches Customer on as well, which it needs.'}
          </p>
          <h3>Company</h3>
          <p className="muted">Business customers have their own settings further down.</p>
        </div>
      </div>
    </Panel>
  );
}
