import type { RuleChoices } from '../../../shared/domain/rule-trial.ts';

export function TemplateHelp({
  functions,
  fields,
}: {
  readonly functions: RuleChoices['functions'];
  readonly fields: readonly { readonly key: string; readonly label: string }[];
}) {
  return (
    <div className="panel-body">
      <p>
        Text with fields in braces: <code>{'{lastName}, {firstName}'}</code>. Where all braces of a template
        come to nothing, it makes no value.
      </p>
      <dl className="seen">
        {functions.map(({ usage, says }) => (
          <div key={usage} className="seen-pair">
            <dt>
              <code>{usage}</code>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        The fields: {fields.map(({ key, label }) => `${key} (${label})`).join(', ')}. A field of an address is
        that of the address which is written; for the customer it is the default one.
      </p>
    </div>
  );
}
