import { Controller, useWatch, type Control } from 'react-hook-form';
import type { Filter } from '../../../shared/domain/filter.ts';
import { filterFrom, startingPointOf, startingPointsOf } from '../../../shared/domain/starting-points.ts';
import { Button } from '../../kit/button.tsx';
import { RadioInput, type Option } from '../../kit/choice.tsx';
import { SuggestInput } from '../../kit/suggest-input.tsx';
import { useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import type { SettingsForm } from './settings-form.ts';

const points = startingPointsOf('customer', 'import');

type Choice = (typeof points)[number]['id'] | 'everybody' | 'own';

const everybody: Option<Choice> = {
  id: 'everybody',
  label: 'Everybody',
  description: 'Also who only left an e-mail for the newsletter',
};

function choiceOf(filter: Filter | null): Choice {
  return filter === null ? 'everybody' : (startingPointOf(filter, points)?.point.id ?? 'own');
}

/** Not every visitor of the shop need become a customer of MYOB: who does, in one question. */
export function ImportQuestion({
  profileId,
  stored,
  control,
  disabledReason,
}: {
  readonly profileId: string;
  /** The filter as it is saved, which one of the choices is. */
  readonly stored: Filter | null;
  readonly control: Control<SettingsForm>;
  /** Why the screen of filters cannot be opened now, or null. */
  readonly disabledReason: string | null;
}) {
  const { show } = useStore.getState();
  const direction = useWatch({ control, name: 'customer.direction' });
  const tags = useAnswer('rules.values', {
    profileId,
    entity: 'customer',
    way: 'import',
    field: 'tags',
    search: '',
  });
  const isOwn = choiceOf(stored) === 'own';
  const options: readonly Option<Choice>[] = [
    everybody,
    ...points.map(({ id, label }) => ({ id, label })),
    ...(isOwn && stored !== null ? [{ id: 'own', label: `As set: “${stored.name}”` } as const] : []),
  ];
  return (
    <Controller
      control={control}
      name="importFilter"
      render={({ field, fieldState }) => {
        const found = field.value === null ? null : startingPointOf(field.value, points);
        return (
          <div className="stack-small">
            <RadioInput
              label="Who of Shopify goes to MYOB?"
              hint={
                direction === 'bidirectional' && field.value !== null
                  ? 'Who is left out is not changed in MYOB either. That includes customers who came from MYOB, until they are in.'
                  : undefined
              }
              value={choiceOf(field.value)}
              options={options}
              onChange={(choice) => {
                const point = points.find(({ id }) => id === choice);
                if (point !== undefined) field.onChange(filterFrom(point));
                else field.onChange(choice === 'own' ? stored : null);
              }}
            />
            {found === null || found.point.value === null ? null : (
              <SuggestInput
                label={found.point.value}
                value={found.value}
                values={(tags.value ?? []).map(({ value, count }) => ({
                  id: value,
                  description: `${count} of the customers read last`,
                }))}
                onChange={(text) => field.onChange(filterFrom(found.point, text))}
                error={fieldState.error?.message}
              />
            )}
            <div className="field">
              <div className="field-control">
                <Button small kind="quiet" onPress={() => show('filters')} disabledReason={disabledReason}>
                  Other conditions, and who is in
                </Button>
              </div>
            </div>
          </div>
        );
      }}
    />
  );
}
