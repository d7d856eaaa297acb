import type { DefaultRule, DefaultRuleField } from '../../../shared/domain/default-rules.ts';
import type { RuleChoices, RuleProblem } from '../../../shared/domain/rule-trial.ts';
import type { Lookups } from '../../../shared/ipc/contract.ts';
import { Button } from '../../kit/button.tsx';
import { LookupInput, SelectInput } from '../../kit/choice.tsx';
import { Tag } from '../../kit/chip.tsx';
import { SuggestInput } from '../../kit/suggest-input.tsx';

type Country = RuleChoices['countries'][number];

const fromClass = 'From the customer class';

function valuesOf(rule: DefaultRule, field: DefaultRuleField, value: string | null): DefaultRule {
  return {
    ...rule,
    values: { ...rule.values, [field]: value === null || value.trim() === '' ? null : value },
  };
}

function Countries({
  rule,
  name,
  countries,
  error,
  onChange,
}: {
  readonly rule: DefaultRule;
  readonly name: string;
  readonly countries: readonly Country[];
  readonly error: string | undefined;
  readonly onChange: (countries: DefaultRule['countries']) => void;
}) {
  const free = countries.filter(({ id }) => !rule.countries.includes(id));
  return (
    <div className="stack-small">
      <div className="country-list">
        {rule.countries.length === 0 ? <span className="muted">Anywhere else</span> : null}
        {rule.countries.map((code) => {
          const label = countries.find(({ id }) => id === code)?.label ?? code;
          return (
            <span key={code} className="cluster">
              <Tag>{label}</Tag>
              <Button
                small
                kind="quiet"
                label={`Remove ${label} from ${name}`}
                onPress={() => onChange(rule.countries.filter((each) => each !== code))}
              >
                Remove
              </Button>
            </span>
          );
        })}
      </div>
      <SelectInput
        label={`Add a country to ${name}`}
        isLabelShown={false}
        value=""
        options={[{ id: '', label: 'Add a country…' }, ...free]}
        onChange={(code) => {
          if (code !== '') onChange([...rule.countries, code]);
        }}
        error={error}
      />
    </div>
  );
}

/** One rule: for which countries it is, what it gives, and its place among the others. */
export function CountryRule({
  rule,
  place,
  count,
  countries,
  lists,
  problems,
  onChange,
  onMove,
  onRemove,
}: {
  readonly rule: DefaultRule;
  readonly place: number;
  readonly count: number;
  readonly countries: readonly Country[];
  /** Of the ERP; null while they are not known. */
  readonly lists: Lookups | null;
  readonly problems: readonly RuleProblem[];
  readonly onChange: (rule: DefaultRule) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}) {
  const name = `rule ${place + 1}`;
  const problemAt = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const whole = problemAt(String(place));
  const valueProblem = (field: DefaultRuleField) => problemAt(`${place}.values.${field}`);
  const lookups = [
    { field: 'customerClass', label: 'Customer class', values: lists?.customerClasses ?? [] },
    { field: 'taxZone', label: 'Tax zone', values: lists?.taxZones ?? [] },
    { field: 'shipVia', label: 'Ship via', values: lists?.shipVia ?? [] },
    { field: 'branch', label: 'Branch', values: lists?.branches ?? [] },
  ] as const;
  return (
    <section className="country-rule" aria-label={`Rule ${place + 1}`}>
      <header>
        <h3>Rule {place + 1}</h3>
        <span className="cluster">
          <Button
            small
            label={`Move ${name} up`}
            disabledReason={place === 0 ? 'It is the first already.' : null}
            onPress={() => onMove(-1)}
          >
            Up
          </Button>
          <Button
            small
            label={`Move ${name} down`}
            disabledReason={place === count - 1 ? 'It is the last already.' : null}
            onPress={() => onMove(1)}
          >
            Down
          </Button>
          <Button small kind="quiet" label={`Remove ${name}`} onPress={onRemove}>
            Remove
          </Button>
        </span>
      </header>
      {whole === undefined ? null : <p className="field-error">{whole}</p>}
      <Countries
        rule={rule}
        name={name}
        countries={countries}
        error={problemAt(`${place}.countries`)}
        onChange={(next) => onChange({ ...rule, countries: next })}
      />
      {lookups.map(({ field, label, values }) => (
        <LookupInput
          key={field}
          label={label}
          value={rule.values[field]}
          values={values}
          onChange={(id) => onChange(valuesOf(rule, field, id))}
          placeholder={field === 'customerClass' ? 'From the defaults' : fromClass}
          error={valueProblem(field)}
        />
      ))}
      <SuggestInput
        label="Terms"
        hint="MYOB offers no list of terms; these are those that customers have."
        value={rule.values.terms ?? ''}
        values={(lists?.inUse.terms ?? []).map((id) => ({ id, description: '' }))}
        onChange={(text) => onChange(valuesOf(rule, 'terms', text))}
        placeholder={fromClass}
        error={valueProblem('terms')}
      />
    </section>
  );
}
