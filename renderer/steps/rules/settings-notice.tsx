import type { SettingsProblem } from '../../../shared/domain/rule-trial.ts';
import type { PlanHeader, PlanStanding } from '../../../shared/sync/plan.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { countOf } from '../../kit/format.ts';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { isConnected, viewTitles, type RulesView, type View } from '../../state/views.ts';

const screens: Readonly<Record<SettingsProblem['screen'], RulesView | 'defaults'>> = {
  defaults: 'defaults',
  filters: 'filters',
  mapping: 'mapping',
  countryDefaults: 'countryDefaults',
};

/** Settings that were fine when they were saved and are not any more: named before anything is run with them. */
export function SettingsNotice({
  problems,
  here,
}: {
  readonly problems: readonly SettingsProblem[];
  /** The screen on which this stands. */
  readonly here: View;
}) {
  const { show } = useStore.getState();
  if (problems.length === 0) return null;
  const elsewhere = [...new Set(problems.map(({ screen }) => screens[screen]))].filter(
    (view) => view !== here,
  );
  return (
    <Banner
      tone="warn"
      title={`${countOf(problems.length, 'setting')} can no longer be used`}
      actions={elsewhere.map((view) => (
        <Button key={view} small onPress={() => show(view)}>
          {viewTitles[view]}
        </Button>
      ))}
    >
      <ul className="notes">
        {problems.map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** The same above a preview that can be committed. Values that were taken away in the ERP are looked for once for each preview. */
export function PreviewSettingsNotice({
  plan,
  standing,
}: {
  readonly plan: PlanHeader;
  readonly standing: PlanStanding;
}) {
  const overview = useOverview();
  const isIdle = useStore((state) => state.status.activity === 'idle');
  const isAsked = isIdle && standing === 'fresh' && isConnected(overview);
  const check = useAnswer(
    'rules.check',
    isAsked ? { profileId: overview.profile.id, since: plan.createdAt } : null,
  );
  const problems = standing === 'fresh' ? (check.value ?? []) : [];
  return problems.length === 0 ? null : (
    <div className="notices">
      <SettingsNotice problems={problems} here="preview" />
    </div>
  );
}
