import { Controller, useWatch, type Control, type UseFormSetValue } from 'react-hook-form';
import type { Profile } from '../../../shared/domain/settings.ts';
import { Checkbox } from '../../kit/choice.tsx';
import { Panel } from '../../kit/page.tsx';
import { EntityChoices } from './entity-choices.tsx';
import { ImportQuestion } from './import-question.tsx';
import type { SettingsForm } from './settings-form.ts';

/** What is synchronised, which way, and what depends on what. */
export function Entities({
  profile,
  control,
  setValue,
  disabledReason,
}: {
  readonly profile: Profile;
  readonly control: Control<SettingsForm>;
  readonly setValue: UseFormSetValue<SettingsForm>;
  /** Why another screen cannot be opened now, or null. */
  readonly disabledReason: string | null;
}) {
  const direction = useWatch({ control, name: 'customer.direction' });
  const active = useWatch({ control, name: 'customer.active' });
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
          <EntityChoices entity="customer" control={control} />
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
          {direction === 'export' ? null : (
            <>
              <h3>Customers of Shopify</h3>
              <ImportQuestion
                profileId={profile.id}
                stored={profile.filters.customer.import}
                control={control}
                disabledReason={disabledReason}
              />
            </>
          )}
          <h3>Company</h3>
          <p className="muted">Business customers have their own settings further down.</p>
        </div>
      </div>
    </Panel>
  );
}
