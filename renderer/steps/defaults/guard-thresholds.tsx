import { Controller, type Control, type Path } from 'react-hook-form';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import type { SettingsForm } from './settings-form.ts';
import { minutesOf, percentOf, secondsIn, shareIn, textOfNumber, wholeIn } from './thresholds.ts';

type Threshold = Extract<Path<SettingsForm>, `guards.${string}`>;

interface ThresholdFieldProps {
  readonly control: Control<SettingsForm>;
  readonly name: Threshold;
  readonly label: string;
  readonly unit: string;
  readonly toText: (value: number) => string;
  readonly fromText: (text: string) => number;
}

function ThresholdField({ control, name, label, unit, toText, fromText }: ThresholdFieldProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextInput
          label={label}
          value={toText(Number(field.value))}
          onChange={(text) => field.onChange(fromText(text))}
          error={fieldState.error?.message}
          inputMode="numeric"
          isNarrow
          aside={<span className="muted">{unit}</span>}
        />
      )}
    />
  );
}

const shares: readonly (readonly [name: Threshold, label: string, unit: string])[] = [
  ['guards.deactivateShare', 'Deactivations', '% of the customers of a system, and more than 10'],
  ['guards.updateShare', 'Changes', '% of the linked customers would be written'],
  ['guards.changedShare', 'All changed', '% of the linked customers of a system were edited'],
  ['guards.createShare', 'New customers', '% of a system, and more than 50, after the first copy'],
  ['guards.unmatchedShare', 'Wrong store', '% of the linked customers have no partner any more'],
];

/** From where on a preview is halted: shown, but not committed before somebody says that it is as it should be. */
export function GuardThresholds({ control }: { readonly control: Control<SettingsForm> }) {
  return (
    <Panel title="Halt a preview when more than this is odd">
      <div className="panel-body">
        {shares.map(([name, label, unit]) => (
          <ThresholdField
            key={name}
            control={control}
            name={name}
            label={label}
            unit={unit}
            toText={percentOf}
            fromText={shareIn}
          />
        ))}
        <ThresholdField
          control={control}
          name="guards.minimumRows"
          label="But never for fewer than"
          unit="customers"
          toText={textOfNumber}
          fromText={wholeIn}
        />
        <ThresholdField
          control={control}
          name="guards.clockSkewSeconds"
          label="Clocks apart"
          unit="minutes"
          toText={minutesOf}
          fromText={secondsIn}
        />
      </div>
    </Panel>
  );
}
