import type { MappingRule, MappingRules } from '../../../shared/domain/field-mapping.ts';
import type {
  MappingRowChoice,
  MappingTableChoices,
  MappingTrial,
  RuleProblem,
} from '../../../shared/domain/rule-trial.ts';
import { SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';

const kindLabels: Readonly<Record<MappingRule['kind'], string>> = {
  default: 'As the table says',
  field: 'Another field',
  constant: 'Always the same text',
  template: 'A template',
  unmapped: 'Nothing: each system keeps its own',
};

type Named = MappingTableChoices['templateFields'][number];

/** What a rule of a kind begins with. */
function newRule(kind: MappingRule['kind'], { target, sources }: MappingRowChoice): MappingRule {
  switch (kind) {
    case 'default':
    case 'unmapped':
      return { kind };
    case 'field':
      return { kind, source: sources[0]?.key ?? target };
    case 'constant':
      return { kind, value: '' };
    case 'template':
      return {
        kind,
        template: `{${sources.find(({ key }) => key === target)?.key ?? sources[0]?.key ?? target}}`,
      };
  }
}

/** The template with the character at which it cannot be understood. */
function TemplateMark({ template, position }: { readonly template: string; readonly position: number }) {
  return (
    <code className="template-mark" aria-hidden="true">
      {template.slice(0, position)}
      <mark>{template.slice(position, position + 1) || ' '}</mark>
      {template.slice(position + 1)}
    </code>
  );
}

function RuleInput({
  row,
  rule,
  problem,
  templateFields,
  onChange,
}: {
  readonly row: MappingRowChoice;
  readonly rule: MappingRule;
  readonly problem: RuleProblem | undefined;
  readonly templateFields: readonly Named[];
  readonly onChange: (rule: MappingRule) => void;
}) {
  const error = problem?.message;
  const { label } = row;
  if (rule.kind === 'field') {
    const isKnown = row.sources.some(({ key }) => key === rule.source);
    return (
      <SelectInput
        label={`Field for ${label}`}
        isLabelShown={false}
        value={rule.source}
        options={[
          ...(isKnown ? [] : [{ id: rule.source, label: 'A field that is gone' }]),
          ...row.sources.map((source) => ({ id: source.key, label: source.label })),
        ]}
        onChange={(source) => onChange({ kind: 'field', source })}
        error={error}
      />
    );
  }
  if (rule.kind === 'constant') {
    return (
      <TextInput
        label={`Text for ${label}`}
        isLabelShown={false}
        value={rule.value}
        onChange={(value) => onChange({ kind: 'constant', value })}
        error={error}
      />
    );
  }
  if (rule.kind !== 'template') return error === undefined ? null : <p className="field-error">{error}</p>;
  const { template } = rule;
  return (
    <>
      <TextInput
        label={`Template for ${label}`}
        isLabelShown={false}
        value={template}
        onChange={(text) => onChange({ kind: 'template', template: text })}
        error={error}
      />
      {problem?.position === undefined ? null : (
        <TemplateMark template={template} position={problem.position} />
      )}
      <SelectInput
        label={`Insert a field into the template for ${label}`}
        isLabelShown={false}
        value=""
        options={[
          { id: '', label: 'Insert a field…' },
          ...templateFields.map((field) => ({ id: field.key, label: field.label })),
        ]}
        onChange={(key) => {
          if (key !== '') onChange({ kind: 'template', template: `${template}{${key}}` });
        }}
      />
    </>
  );
}

/** Every field that is written: where its value comes from, by which rule, and what that makes of a real customer. */
export function MappingTable({
  table,
  rules,
  problems,
  examples,
  exampleAt,
  onChange,
}: {
  readonly table: MappingTableChoices;
  readonly rules: MappingRules;
  readonly problems: readonly RuleProblem[];
  readonly examples: MappingTrial['rows'];
  /** Which of the customers that were tried. */
  readonly exampleAt: number;
  readonly onChange: (target: string, rule: MappingRule) => void;
}) {
  return (
    <div className="scroll-table">
      <table className="lines mapping-table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">From</th>
            <th scope="col">Rule</th>
            <th scope="col">Example</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const { target, label, kinds } = row;
            const rule = rules[target] ?? { kind: 'default' };
            const problem = problems.find(({ path }) => path === target);
            const example = examples.find((each) => each.target === target)?.cells[exampleAt];
            // A rule that cannot be chosen any more stays in sight, with what is wrong with it.
            const offered = kinds.includes(rule.kind) ? kinds : [rule.kind, ...kinds];
            return (
              <tr key={target}>
                <th scope="row">{label}</th>
                <td>{rule.kind === 'default' ? row.from : ''}</td>
                <td>
                  <div className="mapping-rule">
                    <SelectInput
                      label={`Rule for ${label}`}
                      isLabelShown={false}
                      value={rule.kind}
                      options={offered.map((id) => ({
                        id,
                        label: id === 'default' ? row.says.replace(/\.$/u, '') : kindLabels[id],
                      }))}
                      onChange={(kind) => {
                        if (kind !== rule.kind) onChange(target, newRule(kind, row));
                      }}
                    />
                    <RuleInput
                      row={row}
                      rule={rule}
                      problem={problem}
                      templateFields={table.templateFields}
                      onChange={(next) => onChange(target, next)}
                    />
                  </div>
                </td>
                <td className="mapping-example">
                  {example === undefined ? (
                    <span className="faint">{rule.kind === 'unmapped' ? 'Stays as it is' : '–'}</span>
                  ) : (
                    <>
                      {example.text === '' ? <span className="faint">no value</span> : example.text}
                      {example.problem === null ? null : (
                        <small className="field-error">{example.problem}</small>
                      )}
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
