import type { Filter } from '../../../shared/domain/filter.ts';
import type { Profile } from '../../../shared/domain/settings.ts';
import { Button } from '../../kit/button.tsx';
import { countOf } from '../../kit/format.ts';
import { Panel } from '../../kit/page.tsx';
import { useStore } from '../../state/store.ts';
import { rulesTitles, type RulesView } from '../../state/views.ts';

function filtersText({ filters, customer, company }: Profile): string {
  const isUsed = (way: 'import' | 'export', direction: string) =>
    direction === 'bidirectional' || direction === way;
  const used = (['import', 'export'] as const).flatMap((way): readonly (Filter | null)[] => [
    isUsed(way, customer.direction) ? filters.customer[way] : null,
    company.active && isUsed(way, company.direction) ? filters.company[way] : null,
  ]);
  const names = used.flatMap((filter) => (filter === null ? [] : [`\u201C${filter.name}\u201D`]));
  return names.length === 0 ? 'Everybody takes part.' : `Only: ${names.join(', ')}.`;
}

function mappingText({ fieldMappings, substitutions, company }: Profile): string {
  const used = company.active ? [fieldMappings.customer, fieldMappings.company] : [fieldMappings.customer];
  const own = used.flatMap((rules) => [...Object.keys(rules.import), ...Object.keys(rules.export)]).length;
  if (own === 0) return 'Every field is copied as the table says.';
  const lists = substitutions.length === 0 ? '' : `, ${countOf(substitutions.length, 'substitution list')}`;
  return `${countOf(own, 'field')} with a rule of your own${lists}.`;
}

function countryText({ defaultRules }: Profile): string {
  return defaultRules.length === 0
    ? 'The same for every country.'
    : `${countOf(defaultRules.length, 'rule')} by country.`;
}

/** The way to what most shops never need. */
export function MoreSettings({
  profile,
  disabledReason,
}: {
  readonly profile: Profile;
  readonly disabledReason: string | null;
}) {
  const { show } = useStore.getState();
  const lines: readonly (readonly [RulesView, string])[] = [
    ['filters', filtersText(profile)],
    ['mapping', mappingText(profile)],
    ['countryDefaults', countryText(profile)],
  ];
  return (
    <Panel title="More, if you need it">
      <ul className="panel-body rules-links">
        {lines.map(([view, text]) => (
          <li key={view} className="rules-link">
            <span>
              <b>{rulesTitles[view]}</b> <span className="muted">{text}</span>
            </span>
            <Button
              small
              label={`Open ${rulesTitles[view]}`}
              onPress={() => show(view)}
              disabledReason={disabledReason}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
