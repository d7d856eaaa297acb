import { Controller, useWatch, type Control } from 'react-hook-form';
import type { LookupValue, ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Checkbox, Switch } from '../../kit/choice.tsx';
import { Panel } from '../../kit/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { EntityChoices } from './entity-choices.tsx';
import { GateList } from './gate-list.tsx';
import { OrganizationField } from './organization-field.tsx';
import type { SettingsForm } from './settings-form.ts';
import { TermsTable } from './terms-table.tsx';

/** Business customers: what they need, which way they go, and what of them is carried over. */
export function CompanyPanel({
  overview,
  control,
  isConnected,
  classes,
}: {
  readonly overview: ProfileOverview;
  readonly control: Control<SettingsForm>;
  readonly isConnected: boolean;
  readonly classes: readonly LookupValue[];
}) {
  const { profile, companyGate } = overview;
  const terms = useAnswer('lookups.terms', isConnected ? { profileId: profile.id } : null);
  const active = useWatch({ control, name: 'company.active' });
  const isClosed = active && !profile.company.active && companyGate.state !== 'on';
  const isPaused = profile.company.active && companyGate.state === 'off';
  return (
    <Panel
      title="Company"
      aside={
        <Controller
          control={control}
          name="company.active"
          render={({ field }) => (
            <Switch isOn={field.value} onChange={field.onChange}>
              Synchronise Company
            </Switch>
          )}
        />
      }
    >
      <div className="panel-body two-inside">
        <div className="stack">
          <GateList profileId={profile.id} gate={companyGate} />
          {isClosed ? (
            <p className="field-error">
              Company cannot be switched on while one of these is off or not known. Nothing is saved until
              then.
            </p>
          ) : null}
          {isPaused ? (
            <p className="tone-warn">
              Company is paused: previews leave business customers out, and nothing about them changes.
            </p>
          ) : null}
          <EntityChoices entity="company" control={control} />
          <OrganizationField control={control} classes={classes} />
        </div>
        <div className="stack">
          <Controller
            control={control}
            name="company.contactsAsCustomers"
            render={({ field }) => (
              <Checkbox isOn={field.value} onChange={field.onChange}>
                Import company contacts as customers{' '}
                <span className="muted">
                  Off: only contacts who have an order become a customer of their own.
                </span>
              </Checkbox>
            )}
          />
          <Controller
            control={control}
            name="company.alwaysExportTerms"
            render={({ field }) => (
              <Checkbox isOn={field.value} onChange={field.onChange}>
                Always export credit terms{' '}
                <span className="muted">
                  Off: where the locations in Shopify have different terms, they are left as they are.
                </span>
              </Checkbox>
            )}
          />
          <TermsTable control={control} lists={terms} />
        </div>
      </div>
    </Panel>
  );
}
