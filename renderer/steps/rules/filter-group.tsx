import { isGroup, type FilterCondition, type FilterGroup } from '../../../shared/domain/filter.ts';
import type { FilterFieldChoice, RuleProblem } from '../../../shared/domain/rule-trial.ts';
import { Button } from '../../kit/button.tsx';
import { SelectInput } from '../../kit/choice.tsx';
import { conditionOn, noConditions, pathText, withOperator, type PartPath } from './filter-draft.ts';
import { FilterValueInput, type FilterPlace } from './filter-value.tsx';

export interface FilterEditing {
  readonly fields: readonly FilterFieldChoice[];
  readonly problems: readonly RuleProblem[];
  readonly deepestGroup: number;
  readonly place: FilterPlace;
  readonly replace: (path: PartPath, part: FilterCondition | FilterGroup | null) => void;
  readonly add: (path: PartPath, part: FilterCondition | FilterGroup) => void;
}

const joins = [
  { id: 'and', label: 'All of these hold' },
  { id: 'or', label: 'Any of these holds' },
] as const;

/** "2", "1.3": where a condition stands, for those who cannot see it. */
const placeName = (path: PartPath): string => path.map((place) => place + 1).join('.');

function Condition({
  condition,
  path,
  editing,
}: {
  readonly condition: FilterCondition;
  readonly path: PartPath;
  readonly editing: FilterEditing;
}) {
  const { fields, problems, place, replace } = editing;
  const field = fields.find(({ key }) => key === condition.field);
  const name = placeName(path);
  const at = pathText(path);
  const own = problems.filter(({ path: where }) => where === at || where.startsWith(`${at}.`));
  const problemAt = (where: string) => own.find((problem) => problem.path === `${at}.${where}`)?.message;
  // A value that was not entered yet is nothing to complain of.
  const valueProblem = (index: number) =>
    condition.values[index] === '' ? undefined : problemAt(`values.${index}`);
  const rest = own.find(({ path: where }) => where === at || where === `${at}.values`);
  return (
    <fieldset className="filter-condition" aria-label={`Condition ${name}`}>
      <SelectInput
        label={`Field of condition ${name}`}
        isLabelShown={false}
        value={condition.field}
        options={[
          ...(field === undefined ? [{ id: condition.field, label: 'A field that is gone' }] : []),
          ...fields.map(({ key, label }) => ({ id: key, label })),
        ]}
        onChange={(key) => {
          const chosen = fields.find((each) => each.key === key);
          if (chosen !== undefined && key !== condition.field) replace(path, conditionOn(chosen));
        }}
        error={problemAt('field')}
      />
      {field === undefined ? null : (
        <>
          <SelectInput
            label={`Comparison of condition ${name}`}
            isLabelShown={false}
            value={condition.operator}
            options={field.operators.map(({ id, words }) => ({ id, label: words }))}
            onChange={(id) => replace(path, withOperator(condition, field, id))}
            error={problemAt('operator')}
          />
          <div className="filter-values">
            {condition.values.map((value, index) => (
              <FilterValueInput
                // Places are all that values have.
                key={`${condition.field}/${index}`}
                field={field}
                label={`${index === 0 ? 'Value' : 'Second value'} of condition ${name}`}
                value={value}
                error={valueProblem(index)}
                place={place}
                onChange={(next) =>
                  replace(path, {
                    ...condition,
                    values: condition.values.map((each, other) => (other === index ? next : each)),
                  })
                }
              />
            ))}
          </div>
        </>
      )}
      <Button small kind="quiet" label={`Remove condition ${name}`} onPress={() => replace(path, null)}>
        Remove
      </Button>
      {rest === undefined ? null : <p className="field-error">{rest.message}</p>}
    </fieldset>
  );
}

/** Conditions that hold together or one for another, and groups of them inside. */
export function FilterGroupEditor({
  group,
  path,
  editing,
}: {
  readonly group: FilterGroup;
  readonly path: PartPath;
  readonly editing: FilterEditing;
}) {
  const { fields, replace, add, deepestGroup } = editing;
  const [first] = fields;
  const name = path.length === 0 ? 'all conditions' : `group ${placeName(path)}`;
  return (
    <fieldset className="filter-group">
      <legend className="sr-only">{path.length === 0 ? 'Conditions' : `Group ${placeName(path)}`}</legend>
      {group.parts.length < 2 ? null : (
        <SelectInput
          label={`How ${name} are joined`}
          isLabelShown={false}
          value={group.join}
          options={joins}
          onChange={(join) => replace(path, { ...group, join })}
        />
      )}
      {group.parts.map((part, index) => {
        const own = [...path, index];
        return isGroup(part) ? (
          <FilterGroupEditor key={pathText(own)} group={part} path={own} editing={editing} />
        ) : (
          <Condition key={pathText(own)} condition={part} path={own} editing={editing} />
        );
      })}
      <div className="cluster">
        {first === undefined ? null : (
          <Button
            small
            label={path.length === 0 ? 'Add a condition' : `Add a condition to ${name}`}
            onPress={() => add(path, conditionOn(first))}
          >
            Add a condition
          </Button>
        )}
        {first === undefined || group.parts.length === 0 || path.length >= deepestGroup ? null : (
          <Button
            small
            kind="quiet"
            label={path.length === 0 ? 'Add a group' : `Add a group to ${name}`}
            onPress={() => add(path, { ...noConditions, join: 'or', parts: [conditionOn(first)] })}
          >
            Add a group
          </Button>
        )}
        {path.length === 0 ? null : (
          <Button small kind="quiet" label={`Remove ${name}`} onPress={() => replace(path, null)}>
            Remove group
          </Button>
        )}
      </div>
    </fieldset>
  );
}
