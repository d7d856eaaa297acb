import { useState } from 'react';
import type { DefaultRule } from '../../../shared/domain/default-rules.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Banner, ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useSettled } from '../../state/use-settled.ts';
import { isConnected } from '../../state/views.ts';
import { CountryRule } from './country-rule.tsx';
import { DefaultsTrialTable } from './defaults-trial.tsx';
import { RulesPage } from './rules-page.tsx';
import { saveRules } from './save-rules.ts';

const emptyRule: DefaultRule = {
  countries: [],
  values: { customerClass: null, taxZone: null, shipVia: null, terms: null, branch: null },
};

export function CountryDefaults() {
  const overview = useOverview();
  return <CountryDefaultsForm key={overview.profile.id} overview={overview} />;
}

/** The rules with one of them a place further up or down. */
function moved(rules: readonly DefaultRule[], from: number, by: 1 | -1): readonly DefaultRule[] {
  const rule = rules[from];
  const others = rules.filter((_, place) => place !== from);
  return rule === undefined ? rules : others.toSpliced(from + by, 0, rule);
}

function CountryDefaultsForm({ overview }: { readonly overview: ProfileOverview }) {
  const { profile } = overview;
  const { fail, announce } = useStore.getState();
  const [rules, setRules] = useDraft(profile.defaultRules);
  const [search, setSearch] = useState('');
  const [isSaving, setSaving] = useState(false);
  const choices = useAnswer('rules.choices', {
    profileId: profile.id,
    direction: profile.customer.direction,
  });
  const lookups = useAnswer(
    'lookups.get',
    isConnected(overview) ? { profileId: profile.id, refresh: false } : null,
  );
  const question = { profileId: profile.id, defaultRules: [...rules], search };
  const settled = useSettled(question, 300);
  // The lists decide which values are gone.
  const trial = useAnswer('rules.tryDefaults', settled, lookups.value?.readAt ?? '');
  const isCurrent = !trial.isLoading && JSON.stringify(settled) === JSON.stringify(question);
  const problems = isCurrent ? (trial.value?.problems ?? []) : [];
  const isDirty = JSON.stringify(rules) !== JSON.stringify(profile.defaultRules);
  let reason: string | null = null;
  if (!isDirty) reason = 'Nothing was changed.';
  else if (problems.length > 0) reason = 'Correct the marked rules first.';
  else if (!isCurrent) reason = 'It is being tried.';
  else if (isSaving) reason = 'It is being saved.';

  async function save() {
    setSaving(true);
    try {
      await saveRules({ defaultRules: rules });
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  }

  return (
    <RulesPage
      view="countryDefaults"
      lead="What new customers of MYOB get by their country. The first rule that fits decides. Customers that exist keep what they have."
      say={
        <span className="muted">
          {reason !== null && isDirty ? reason : 'Saving writes to neither system.'}
        </span>
      }
      saveReason={reason}
      onSave={() => void save()}
    >
      {profile.customer.direction === 'export' ? (
        <Banner tone="info" title="Not used at the moment">
          Customers only go to Shopify, so Accord creates none in MYOB. The rules are kept.
        </Banner>
      ) : null}
      {lookups.problem === null ? null : <ProblemBanner problem={lookups.problem} />}
      <div className="two">
        <Panel title="Rules, from top to bottom">
          <div className="panel-body">
            {rules.length === 0 ? (
              <p className="muted">
                No rule: every new customer gets the customer class of the defaults, and the rest from it.
              </p>
            ) : null}
            <ol className="country-rules">
              {rules.map((rule, place) => (
                // Places are all that rules have.
                <li key={place}>
                  <CountryRule
                    rule={rule}
                    place={place}
                    count={rules.length}
                    countries={choices.value?.countries ?? []}
                    lists={lookups.value}
                    problems={problems.filter(
                      ({ path }) => path === String(place) || path.startsWith(`${place}.`),
                    )}
                    onChange={(next) => setRules(rules.map((each, other) => (other === place ? next : each)))}
                    onMove={(by) => {
                      setRules([...moved(rules, place, by)]);
                      announce(`Rule ${place + 1} is now rule ${place + by + 1}.`);
                    }}
                    onRemove={() => setRules(rules.filter((_, other) => other !== place))}
                  />
                </li>
              ))}
            </ol>
            <div className="cluster">
              <Button onPress={() => setRules([...rules, emptyRule])}>Add a rule</Button>
            </div>
          </div>
        </Panel>
        <Panel title="Test it">
          <div className="panel-body">
            <TextInput
              label="Customer or country"
              hint="Part of a name, e-mail or number, or a country such as New Zealand."
              value={search}
              onChange={setSearch}
              placeholder="New Zealand"
            />
            <DefaultsTrialTable trial={trial.value} />
          </div>
        </Panel>
      </div>
    </RulesPage>
  );
}
