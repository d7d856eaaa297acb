import { useState } from 'react';
import type {
  FieldMappings,
  MappingRule,
  MappingRules,
  SubstitutionList,
} from '../../../shared/domain/field-mapping.ts';
import type { Entity } from '../../../shared/domain/party.ts';
import type { RuleWay } from '../../../shared/domain/rule-trial.ts';
import type { ProfileOverview } from '../../../shared/ipc/contract.ts';
import { Banner, ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { SelectInput } from '../../kit/choice.tsx';
import { Panel } from '../../kit/page.tsx';
import { useOverview, useStore } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useSettled } from '../../state/use-settled.ts';
import { DryRun } from './dry-run.tsx';
import { idOf, waysInUse, type Which } from './filters.tsx';
import { MappingTable } from './mapping-table.tsx';
import { OwnFieldsButton } from './own-fields.tsx';
import { ReadingNote, RulesPage } from './rules-page.tsx';
import { saveRules } from './save-rules.ts';
import { SubstitutionLists } from './substitution-lists.tsx';
import { TemplateHelp } from './template-help.tsx';

const whose: Readonly<Record<Entity, Readonly<Record<RuleWay, string>>>> = {
  customer: { import: 'From Shopify to MYOB', export: 'From MYOB to Shopify' },
  company: {
    import: 'Business customers, from Shopify to MYOB',
    export: 'Business customers, from MYOB to Shopify',
  },
};

const otherWay: Readonly<Record<RuleWay, RuleWay>> = { import: 'export', export: 'import' };

export function Mapping() {
  const overview = useOverview();
  return <MappingForm key={overview.profile.id} overview={overview} />;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** True while a list or a template is not written to its end: nothing to complain of yet. */
function isUnfinished(rules: MappingRules, lists: readonly SubstitutionList[]): boolean {
  return (
    Object.values(rules).some((rule) => rule.kind === 'template' && isBlank(rule.template)) ||
    lists.some(
      ({ name, pairs }) =>
        isBlank(name) || pairs.some(({ erp, shopify }) => isBlank(erp) || isBlank(shopify)),
    )
  );
}

/** What can be tried of rules that are not finished. */
function finishedRules(rules: MappingRules): MappingRules {
  return Object.fromEntries(
    Object.entries(rules).filter(([, rule]) => rule.kind !== 'template' || !isBlank(rule.template)),
  );
}

function finishedLists(lists: readonly SubstitutionList[]): readonly SubstitutionList[] {
  return lists.flatMap((list) =>
    isBlank(list.name)
      ? []
      : [{ ...list, pairs: list.pairs.filter(({ erp, shopify }) => !isBlank(erp) && !isBlank(shopify)) }],
  );
}

/** A row as the table has it is not stored. */
function withRule(rules: MappingRules, target: string, rule: MappingRule): MappingRules {
  const { [target]: _, ...others } = rules;
  return rule.kind === 'default' ? others : { ...others, [target]: rule };
}

function MappingForm({ overview }: { readonly overview: ProfileOverview }) {
  const { profile } = overview;
  const { fail } = useStore.getState();
  const inUse = waysInUse(overview);
  const [which, setWhich] = useState<Which>(inUse[0] ?? { entity: 'customer', way: 'import' });
  const [mappings, setMappings] = useDraft(profile.fieldMappings);
  const [substitutions, setSubstitutions] = useDraft(profile.substitutions);
  const [shown, setShown] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const own = JSON.stringify(profile.furtherFields);
  const choices = useAnswer(
    'rules.choices',
    { profileId: profile.id, direction: profile.customer.direction },
    own,
  );
  const { entity, way } = which;
  const { direction } = profile[entity];
  const rules = mappings[entity][way];
  const question = {
    profileId: profile.id,
    entity,
    way,
    direction,
    rules: finishedRules(rules),
    otherRules: finishedRules(mappings[entity][otherWay[way]]),
    substitutions: finishedLists(substitutions),
  };
  const unfinished =
    isUnfinished({}, substitutions) ||
    inUse.some((each) => isUnfinished(mappings[each.entity][each.way], []));
  const settled = useSettled(question, 300);
  const trial = useAnswer('rules.tryMapping', settled, own);
  const isCurrent = !trial.isLoading && JSON.stringify(settled) === JSON.stringify(question);
  const problems = isCurrent ? (trial.value?.problems ?? []) : [];
  const listProblems = isCurrent && !unfinished ? (trial.value?.listProblems ?? []) : [];
  const table = choices.value?.mapping[entity][way];
  const customers = trial.value?.customers ?? [];
  const example = customers[shown % Math.max(1, customers.length)];

  const isDirty =
    JSON.stringify([mappings, substitutions]) !==
    JSON.stringify([profile.fieldMappings, profile.substitutions]);
  let reason: string | null = null;
  if (!isDirty) reason = 'Nothing was changed.';
  else if (unfinished) reason = 'Finish the templates and lists first.';
  else if (problems.length + listProblems.length > 0) reason = 'Correct the marked rows first.';
  else if (!isCurrent) reason = 'It is being tried.';
  else if (isSaving) reason = 'It is being saved.';

  async function save() {
    setSaving(true);
    try {
      await saveRules({ fieldMappings: mappings, substitutions });
    } catch (error) {
      fail(error);
    } finally {
      setSaving(false);
    }
  }

  const change = (target: string, rule: MappingRule) =>
    setMappings((before): FieldMappings => {
      const ofEntity = before[entity];
      return { ...before, [entity]: { ...ofEntity, [way]: withRule(ofEntity[way], target, rule) } };
    });
  const shownRows = new Set(table?.rows.map(({ target }) => target));
  const elsewhere = table === undefined ? [] : problems.filter(({ path }) => !shownRows.has(path));

  return (
    <RulesPage
      view="mapping"
      lead="Which value of one system goes into which field of the other. Without a change of yours everything is copied as the table says."
      say={
        <span className="muted">
          {reason !== null && isDirty
            ? reason
            : 'Saving writes to neither system. The next preview shows what a rule made, and the rule beside it.'}
        </span>
      }
      saveReason={reason}
      onSave={() => void save()}
    >
      {choices.problem === null ? null : <ProblemBanner problem={choices.problem} />}
      {trial.problem === null ? null : <ProblemBanner problem={trial.problem} />}
      {inUse.length < 2 ? null : (
        <SelectInput
          label="Direction"
          value={idOf(which)}
          options={inUse.map((each) => ({ id: idOf(each), label: whose[each.entity][each.way] }))}
          onChange={(id) => setWhich(inUse.find((each) => idOf(each) === id) ?? which)}
          hint="With both directions, a field can be copied as it is or be left alone; what would go round in a circle is refused."
        />
      )}
      {elsewhere.map(({ path, message }) => (
        <Banner
          key={path}
          tone="danger"
          title="A row that cannot be used"
          actions={
            <Button small onPress={() => change(path, { kind: 'default' })}>
              Remove the row
            </Button>
          }
        >
          {message}
        </Banner>
      ))}
      <Panel
        title={whose[entity][way]}
        aside={
          <span className="cluster">
            <OwnFieldsButton side={way === 'import' ? 'shopify' : 'erp'} />
            {entity === 'customer' ? (
              <OwnFieldsButton side={way === 'import' ? 'erp' : 'shopify'} text="Add a field to write…" />
            ) : null}
            {example === undefined ? null : (
              <>
                <span className="muted">Example: {example.name}</span>
                <Button small onPress={() => setShown(shown + 1)}>
                  Next customer
                </Button>
              </>
            )}
          </span>
        }
      >
        {table === undefined ? null : (
          <MappingTable
            table={table}
            rules={rules}
            problems={problems}
            examples={trial.value?.rows ?? []}
            exampleAt={shown % Math.max(1, customers.length)}
            onChange={change}
          />
        )}
      </Panel>
      <ReadingNote reading={trial.value?.reading ?? null} />
      <details className="guide">
        <summary>Dry run over {Math.max(customers.length, 20)} customers, side by side</summary>
        <DryRun trial={trial.value} ownRules={Object.keys(rules)} />
      </details>
      <details className="guide">
        <summary>Substitution lists: which values stand for each other</summary>
        <SubstitutionLists lists={substitutions} problems={listProblems} onChange={setSubstitutions} />
      </details>
      <details className="guide">
        <summary>How templates are written</summary>
        <TemplateHelp functions={choices.value?.functions ?? []} fields={table?.templateFields ?? []} />
      </details>
    </RulesPage>
  );
}
