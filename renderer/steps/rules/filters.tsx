import { useState } from 'react';
import type {
  Filter,
  FilterGroup,
  Filters as FilterSettings,
  SavedFilters as SavedFilterSettings,
} from '../../../shared/domain/filter.ts';
import type { Entity } from '../../../shared/domain/party.ts';
import type { RuleWay } from '../../../shared/domain/rule-trial.ts';
import type { Direction } from '../../../shared/domain/settings.ts';
import { startingPointsOf } from '../../../shared/domain/starting-points.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Panel } from '../../kit/page.tsx';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useSettled } from '../../state/use-settled.ts';
import { isConnected } from '../../state/views.ts';
import { isUnfinished, noConditions, withAdded, withPart } from './filter-draft.ts';
import { FilterGroupEditor } from './filter-group.tsx';
import { FilterStarts } from './filter-starts.tsx';
import { FilterTrialPanel } from './filter-trial.tsx';
import { useImpactGate } from './impact.tsx';
import { OwnFieldsButton } from './own-fields.tsx';
import { RulesPage } from './rules-page.tsx';
import { saveRules } from './save-rules.ts';
import { SavedFilters, savedFiltersProblem, withSaved } from './saved-filters.tsx';

/** How long a filter rests before it is counted. */
const restMilliseconds = 350;

/** Rules of an entity in one direction. */
export interface Which {
  readonly entity: Entity;
  readonly way: RuleWay;
}

const whose: Readonly<Record<Entity, Readonly<Record<RuleWay, string>>>> = {
  customer: {
    import: 'Customers of Shopify, on their way to MYOB',
    export: 'Customers of MYOB, on their way to Shopify',
  },
  company: {
    import: 'Business customers of Shopify, on their way to MYOB',
    export: 'Business customers of MYOB, on their way to Shopify',
  },
};

function waysIn(direction: Direction): readonly RuleWay[] {
  return direction === 'bidirectional' ? ['import', 'export'] : [direction];
}

/** What a profile copies, one for each entity and direction. */
export function waysInUse({ profile: { customer, company } }: ProfileOverview): readonly Which[] {
  const of = (entity: Entity, direction: Direction): readonly Which[] =>
    waysIn(direction).map((way) => ({ entity, way }));
  return [...of('customer', customer.direction), ...(company.active ? of('company', company.direction) : [])];
}

export const idOf = ({ entity, way }: Which): string => `${entity}/${way}`;

export function Filters() {
  const overview = useOverview();
  return <FiltersForm key={overview.profile.id} overview={overview} />;
}

/** A filter without conditions is none. */
function storedFilter(filter: Filter): Filter | null {
  return filter.where.parts.length === 0 ? null : { ...filter, name: filter.name.trim() };
}

function FiltersForm({ overview }: { readonly overview: ProfileOverview }) {
  const { profile } = overview;
  const { fail } = useStore.getState();
  const inUse = waysInUse(overview);
  const [which, setWhich] = useState<Which>(inUse[0] ?? { entity: 'customer', way: 'import' });
  const [drafts, setDrafts] = useDraft(profile.filters);
  const [saved, setSaved] = useDraft(profile.savedFilters);
  const [isSaving, setSaving] = useState(false);
  const gate = useImpactGate(profile.id);
  const choices = useAnswer(
    'rules.choices',
    { profileId: profile.id, direction: profile.customer.direction },
    JSON.stringify(profile.furtherFields),
  );
  const lookups = useAnswer(
    'lookups.get',
    isConnected(overview) && which.way === 'export' ? { profileId: profile.id, refresh: false } : null,
  );
  const { entity, way } = which;
  const filter: Filter = drafts[entity][way] ?? { name: '', where: noConditions };
  const question = { profileId: profile.id, entity, way, where: filter.where };
  const settled = useSettled(question, restMilliseconds);
  const trial = useAnswer('rules.tryFilter', settled, JSON.stringify(profile.furtherFields));
  // What was found wrong with a draft of before is not said of this one.
  const isCurrent = JSON.stringify(settled) === JSON.stringify(question);
  const problems = isCurrent && !trial.isLoading ? (trial.value?.problems ?? []) : [];

  const change = (next: Filter) =>
    setDrafts((before): FilterSettings => ({ ...before, [entity]: { ...before[entity], [way]: next } }));
  const changeSaved = (next: readonly Filter[]) =>
    setSaved((before): SavedFilterSettings => ({ ...before, [entity]: { ...before[entity], [way]: next } }));
  const changeWhere = (where: FilterGroup) => change({ ...filter, where });

  const stored: FilterSettings = {
    customer: storedOf(drafts.customer),
    company: storedOf(drafts.company),
  };
  const isOther = JSON.stringify(stored) !== JSON.stringify(profile.filters);
  const isDirty = isOther || JSON.stringify(saved) !== JSON.stringify(profile.savedFilters);
  const lists = [saved.customer, saved.company].flatMap((each) => [each.import, each.export]);
  const savedProblem = lists.map(savedFiltersProblem).find((problem) => problem !== null) ?? null;
  const all = inUse.flatMap((each) => stored[each.entity][each.way] ?? []);
  let reason: string | null = null;
  if (!isDirty) reason = 'Nothing was changed.';
  else if (all.some(({ where }) => isUnfinished(where))) reason = 'Fill in every condition first.';
  else if (problems.length > 0) reason = 'Correct the marked conditions first.';
  else if (all.some(({ name }) => name === '')) reason = 'Give the filter a name first.';
  else if (savedProblem !== null) reason = savedProblem;
  else if (isSaving) reason = 'It is being saved.';

  async function save() {
    setSaving(true);
    try {
      if (isOther && !(await gate.ask({ filters: stored }))) return;
      await saveRules({ filters: stored, savedFilters: saved });
      setDrafts(stored);
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  }

  const isKept = saved[entity][way].some((each) => JSON.stringify(each) === JSON.stringify(filter));
  let keepReason: string | null = null;
  if (filter.name.trim() === '') keepReason = 'Give the filter a name first.';
  else if (isUnfinished(filter.where)) keepReason = 'Fill in every condition first.';
  else if (problems.length > 0) keepReason = 'Correct the marked conditions first.';
  else if (isKept) keepReason = 'It is among the saved filters already.';

  const fields = choices.value?.filters[entity][way] ?? [];
  return (
    <RulesPage
      view="filters"
      lead="Which customers take part. Who is left out is shown as Filtered, is never written, and is never deleted."
      say={
        <span className="muted">
          {reason !== null && isDirty ? reason : 'Saving writes to neither system.'}
        </span>
      }
      saveReason={reason}
      onSave={() => void save()}
    >
      {gate.dialog}
      {choices.problem === null ? null : <ProblemBanner problem={choices.problem} />}
      {inUse.length < 2 ? null : (
        <SelectInput
          label="Filter for"
          value={idOf(which)}
          options={inUse.map((each) => ({ id: idOf(each), label: whose[each.entity][each.way] }))}
          onChange={(id) => setWhich(inUse.find((each) => idOf(each) === id) ?? which)}
        />
      )}
      <Panel
        title={whose[entity][way]}
        aside={
          <span className="cluster">
            {filter.where.parts.length === 0 ? null : (
              <>
                <Button
                  small
                  onPress={() => changeSaved(withSaved(saved[entity][way], filter))}
                  disabledReason={keepReason}
                >
                  Keep for later
                </Button>
                <Button small kind="quiet" onPress={() => change({ name: '', where: noConditions })}>
                  Start over
                </Button>
              </>
            )}
            {/* Metafields are read of the store's customers alone. */}
            {entity === 'company' && way === 'import' ? null : (
              <OwnFieldsButton side={way === 'import' ? 'shopify' : 'erp'} />
            )}
          </span>
        }
      >
        <div className="panel-body">
          {filter.where.parts.length === 0 ? (
            <FilterStarts points={startingPointsOf(entity, way)} onChoose={change} />
          ) : (
            <TextInput
              label="Name"
              hint="Stands in the preview beside everybody who is left out."
              value={filter.name}
              onChange={(name) => change({ ...filter, name })}
              placeholder="Customers who buy"
            />
          )}
          <FilterGroupEditor
            group={filter.where}
            path={[]}
            editing={{
              fields,
              problems,
              deepestGroup: choices.value?.deepestGroup ?? 0,
              place: { profileId: profile.id, entity, way, lookups: lookups.value },
              replace: (path, part) => {
                if (path.length > 0) changeWhere(withPart(filter.where, path, part));
                else if (part !== null && 'parts' in part) changeWhere(part);
              },
              add: (path, part) => changeWhere(withAdded(filter.where, path, part)),
            }}
          />
        </div>
      </Panel>
      <FilterTrialPanel
        trial={trial.value}
        isCounting={trial.isLoading || !isCurrent}
        isUnfinished={isUnfinished(filter.where)}
      />
      {trial.problem === null || trial.problem.code === 'STOPPED' ? null : (
        <ProblemBanner problem={trial.problem} />
      )}
      <SavedFilters filters={saved[entity][way]} onUse={change} onChange={changeSaved} />
    </RulesPage>
  );
}

function storedOf(filters: FilterSettings['customer']): FilterSettings['customer'] {
  return {
    import: filters.import === null ? null : storedFilter(filters.import),
    export: filters.export === null ? null : storedFilter(filters.export),
  };
}
