import { useState } from 'react';
import { Controller, useForm, useWatch, type Path } from 'react-hook-form';
import type { Lookups, ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Banner, ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Checkbox, LookupInput, Switch } from '../../kit/choice.tsx';
import { countOf, formatAge } from '../../kit/format.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { call, problemOf } from '../../state/bridge.ts';
import { showFieldProblems } from '../../state/form-problems.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { isConnected } from '../../state/views.ts';
import { useImpactGate } from '../rules/impact.tsx';
import { SettingsNotice } from '../rules/settings-notice.tsx';
import { CompanyPanel } from './company-panel.tsx';
import { Entities } from './entities.tsx';
import { GuardThresholds } from './guard-thresholds.tsx';
import { LocationDefaultField } from './location-default-field.tsx';
import { MoreSettings } from './more-settings.tsx';
import { NumberingField } from './numbering-field.tsx';
import { Policies } from './policies.tsx';
import { settingsResolver, type SettingsForm } from './settings-form.ts';

const noLookups: Lookups = {
  customerClasses: [],
  taxZones: [],
  shipVia: [],
  shippingTerms: [],
  guestCustomers: [],
  priceClasses: null,
  currencies: null,
  branches: null,
  inUse: { terms: [], countries: [], complete: false },
  readAt: '',
};

/** Fields the program can name when it refuses to activate. */
const refusable: readonly Path<SettingsForm>[] = [
  'defaults.customerClass',
  'defaults.guestCustomer',
  'defaults.numbering',
  'defaults.locationNumbering',
  'company.terms',
];

export function Defaults() {
  const overview = useOverview();
  return <DefaultsForm key={overview.profile.id} overview={overview} />;
}

function DefaultsForm({ overview }: { readonly overview: ProfileOverview }) {
  const { profile, missing } = overview;
  const { setOverview, prepare, show, fail, announce } = useStore.getState();
  const isBusy = useStore((state) => state.status.activity !== 'idle');
  const now = useNow();
  const [refresh, setRefresh] = useState(0);
  const connected = isConnected(overview);
  const lookups = useAnswer(
    'lookups.get',
    connected ? { profileId: profile.id, refresh: refresh > 0 } : null,
    String(refresh),
  );
  const lists = lookups.value ?? noLookups;
  const check = useAnswer(
    'rules.check',
    { profileId: profile.id, since: null },
    JSON.stringify([profile, lists.readAt]),
  );
  const gate = useImpactGate(profile.id);
  const form = useForm<SettingsForm>({
    resolver: settingsResolver,
    // Not only to begin with: another screen's save can be answered when this one is open already.
    values: {
      customer: profile.customer,
      company: profile.company,
      defaults: profile.defaults,
      policies: profile.policies,
      guards: profile.guards,
      importFilter: profile.filters.customer.import,
    },
    resetOptions: { keepDirtyValues: true },
  });
  const { control, formState } = form;
  const direction = useWatch({ control, name: 'customer.direction' });
  const withLocations = useWatch({ control, name: 'customer.withLocations' });
  const noGuestCustomer = useWatch({ control, name: 'defaults.noGuestCustomer' });

  /** The stored reason stands beside its field until the field is changed. */
  const reason = (name: (typeof refusable)[number]) =>
    form.getFieldState(name, formState).isDirty ? undefined : missing[name];
  const open = refusable.filter((name) => reason(name) !== undefined);
  const guestReason = noGuestCustomer ? undefined : reason('defaults.guestCustomer');

  async function save(values: SettingsForm): Promise<boolean> {
    try {
      // A change that reaches linked customers is explained before it is kept.
      const { importFilter, ...settings } = values;
      const { customer, company } = settings;
      const filters = {
        ...profile.filters,
        customer: { ...profile.filters.customer, import: importFilter },
      };
      const before = [profile.customer, profile.company, profile.filters];
      const isOther = JSON.stringify([customer, company, filters]) !== JSON.stringify(before);
      if (isOther && !(await gate.ask({ customer, company, filters }))) return false;
      setOverview(await call('settings.save', { profileId: profile.id, ...settings, filters }));
      form.reset(values);
      announce('The settings are saved.');
      return true;
    } catch (error) {
      if (!showFieldProblems(problemOf(error), refusable, form.setError)) fail(error);
      else announce('Not saved: some settings are missing.');
      return false;
    }
  }
  const saveOnly = form.handleSubmit(async (values) => {
    await save(values);
  });
  const saveAndPrepare = form.handleSubmit(async (values) => {
    if (await save(values)) await prepare();
  });
  const active = useWatch({ control, name: 'customer.active' });
  const companyActive = useWatch({ control, name: 'company.active' });
  const isOn = active || companyActive;
  const elsewhereReason = formState.isDirty ? 'Save what you changed here first.' : null;

  return (
    <Page
      title="Defaults for customers"
      lead="Which way customers go, and what new ones get in MYOB. Customers that exist already are never changed by these."
      actions={
        <Controller
          control={control}
          name="customer.active"
          render={({ field }) => (
            <Switch isOn={field.value} onChange={field.onChange}>
              Synchronise Customer
            </Switch>
          )}
        />
      }
      bar={
        <>
          <p className="say" aria-live="polite">
            {Object.keys(formState.errors).length > 0 ? (
              <b className="bad">Not saved: correct the marked settings first.</b>
            ) : open.length > 0 ? (
              <>
                <b className="bad">{countOf(open.length, 'setting is', 'settings are')} missing</b>{' '}
                <span className="muted">before Customer can be switched on.</span>
              </>
            ) : isOn ? (
              <span className="muted">
                {[active ? 'Customer' : null, companyActive ? 'Company' : null]
                  .filter((name) => name !== null)
                  .join(' and ')}{' '}
                {active && companyActive ? 'are' : 'is'} on. Saving changes nothing in either system.
              </span>
            ) : (
              <span className="muted">Customer is off. Switch it on above to prepare a preview.</span>
            )}
          </p>
          <Button
            onPress={() => void saveOnly()}
            disabledReason={formState.isDirty ? null : 'Nothing was changed.'}
          >
            Save
          </Button>
          <Button
            kind="primary"
            onPress={() => void saveAndPrepare()}
            disabledReason={
              isOn
                ? isBusy
                  ? 'Something is going on already.'
                  : null
                : 'Switch Customer or Company on first.'
            }
          >
            Save and check what changed
          </Button>
        </>
      }
    >
      {gate.dialog}
      {connected ? null : (
        <Banner
          tone="info"
          title="The lists come from MYOB"
          actions={
            <Button small onPress={() => show('connect')}>
              Connect
            </Button>
          }
        >
          Connect both systems first; customer classes, tax zones and the rest are then picked from MYOB’s own
          lists.
        </Banner>
      )}
      {lookups.problem === null ? null : (
        <ProblemBanner
          problem={lookups.problem}
          actions={
            <Button small onPress={lookups.reload}>
              Try again
            </Button>
          }
        />
      )}
      <SettingsNotice problems={check.value ?? []} here="defaults" />
      <Entities
        profile={profile}
        control={control}
        setValue={form.setValue}
        disabledReason={elsewhereReason}
      />
      <div className="two">
        <div className="stack">
          <Panel title="New customers">
            <div className="panel-body">
              <Controller
                control={control}
                name="defaults.customerClass"
                render={({ field, fieldState }) => (
                  <LookupInput
                    label="Customer class"
                    hint={
                      direction === 'export'
                        ? 'Not needed while customers only go to Shopify.'
                        : 'Of every customer Accord creates in MYOB; brings terms, statement cycle and tax zone.'
                    }
                    value={field.value}
                    values={lists.customerClasses}
                    onChange={field.onChange}
                    placeholder={lookups.isLoading ? 'Reading the list…' : 'Type part of its id or name'}
                    error={fieldState.error?.message ?? reason('defaults.customerClass')}
                  />
                )}
              />
              <NumberingField
                profileId={connected ? profile.id : null}
                kind="customer"
                control={control}
                name="defaults.numbering"
                label="Customer numbers"
                template="C######"
                error={reason('defaults.numbering')}
              />
              <div className="stack-small">
                <Controller
                  control={control}
                  name="defaults.guestCustomer"
                  render={({ field, fieldState }) => (
                    <LookupInput
                      label="Guest customer"
                      hint="Orders without an account use it. It is never synchronised."
                      value={field.value}
                      values={lists.guestCustomers}
                      onChange={(id) => {
                        field.onChange(id);
                        if (id !== null)
                          form.setValue('defaults.noGuestCustomer', false, { shouldDirty: true });
                      }}
                      placeholder={noGuestCustomer ? 'None' : 'Type part of its id or name'}
                      error={noGuestCustomer ? undefined : (fieldState.error?.message ?? guestReason)}
                    />
                  )}
                />
                <div className="field">
                  <div className="field-control">
                    <Controller
                      control={control}
                      name="defaults.noGuestCustomer"
                      render={({ field }) => (
                        <Checkbox
                          isOn={field.value}
                          onChange={(isOn) => {
                            field.onChange(isOn);
                            if (isOn) form.setValue('defaults.guestCustomer', null, { shouldDirty: true });
                            form.clearErrors('defaults.guestCustomer');
                          }}
                        >
                          This company has none
                        </Checkbox>
                      )}
                    />
                  </div>
                </div>
              </div>
            </div>
          </Panel>
          <GuardThresholds control={control} />
        </div>
        <div className="stack">
          {withLocations ? (
            <Panel title="New customer locations">
              <div className="panel-body">
                <NumberingField
                  profileId={connected ? profile.id : null}
                  kind="location"
                  control={control}
                  name="defaults.locationNumbering"
                  label="Location numbers"
                  template="L######"
                  hint="The first location is always MAIN."
                  error={reason('defaults.locationNumbering')}
                />
                <p className="muted">MYOB gives further locations no tax or shipping settings by itself:</p>
                <LocationDefaultField
                  control={control}
                  field="taxZone"
                  label="Tax zone"
                  values={lists.taxZones}
                />
                <LocationDefaultField
                  control={control}
                  field="shipVia"
                  label="Ship via"
                  values={lists.shipVia}
                />
                <LocationDefaultField
                  control={control}
                  field="shippingTerms"
                  label="Shipping terms"
                  values={lists.shippingTerms}
                />
              </div>
            </Panel>
          ) : null}
          <Policies control={control} />
        </div>
      </div>
      <CompanyPanel
        overview={overview}
        control={control}
        isConnected={connected}
        classes={lists.customerClasses}
      />
      <MoreSettings profile={profile} disabledReason={elsewhereReason} />
      {lookups.value === null ? null : (
        <p className="faint">
          Lists read from MYOB {formatAge(lookups.value.readAt, now)}.{' '}
          <button type="button" className="link-button" onClick={() => setRefresh((count) => count + 1)}>
            Read them again
          </button>
        </p>
      )}
    </Page>
  );
}
