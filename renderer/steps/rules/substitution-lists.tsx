import type { SubstitutionList } from '../../../shared/domain/field-mapping.ts';
import type { RuleProblem } from '../../../shared/domain/rule-trial.ts';
import { Button } from '../../kit/button.tsx';
import { SelectInput } from '../../kit/choice.tsx';
import { TextInput } from '../../kit/field.tsx';

const otherwise = [
  { id: 'keep', label: 'Keep a value that is not in the list' },
  { id: 'empty', label: 'Leave it empty' },
] as const;

function Pairs({
  list,
  place,
  problems,
  onChange,
}: {
  readonly list: SubstitutionList;
  readonly place: number;
  readonly problems: readonly RuleProblem[];
  readonly onChange: (pairs: SubstitutionList['pairs']) => void;
}) {
  const { pairs } = list;
  const name = list.name === '' ? `list ${place + 1}` : list.name;
  return (
    <div className="stack-small">
      {pairs.map((pair, index) => {
        const change = (next: Partial<typeof pair>) =>
          onChange(pairs.map((each, other) => (other === index ? { ...each, ...next } : each)));
        const problem = problems.find(({ path }) => path === `${place}.pairs.${index}`);
        return (
          // Places are all that pairs have.
          <fieldset key={index} className="filter-condition" aria-label={`Pair ${index + 1} of ${name}`}>
            <TextInput
              label={`In MYOB, pair ${index + 1} of ${name}`}
              isLabelShown={false}
              placeholder="In MYOB"
              value={pair.erp}
              onChange={(erp) => change({ erp })}
              error={problem?.message}
            />
            <TextInput
              label={`In Shopify, pair ${index + 1} of ${name}`}
              isLabelShown={false}
              placeholder="In Shopify"
              value={pair.shopify}
              onChange={(shopify) => change({ shopify })}
            />
            <Button
              small
              kind="quiet"
              label={`Remove pair ${index + 1} of ${name}`}
              onPress={() => onChange(pairs.filter((_, other) => other !== index))}
            >
              Remove
            </Button>
          </fieldset>
        );
      })}
      <div className="cluster">
        <Button
          small
          label={`Add a pair to ${name}`}
          onPress={() => onChange([...pairs, { erp: '', shopify: '' }])}
        >
          Add a pair
        </Button>
      </div>
    </div>
  );
}

/** Lists that templates look values up in, such as classes and tags. */
export function SubstitutionLists({
  lists,
  problems,
  onChange,
}: {
  readonly lists: readonly SubstitutionList[];
  readonly problems: readonly RuleProblem[];
  readonly onChange: (lists: readonly SubstitutionList[]) => void;
}) {
  const change = (place: number, next: Partial<SubstitutionList>) =>
    onChange(lists.map((each, other) => (other === place ? { ...each, ...next } : each)));
  return (
    <div className="panel-body">
      <p className="muted">
        A template looks a value up by the list’s name:{' '}
        <code>{'{lookup(customerClass, "Classes and tags")}'}</code>
      </p>
      {lists.map((list, place) => (
        <fieldset key={place} className="country-rule" aria-label={`Substitution list ${place + 1}`}>
          <TextInput
            label={`Name of list ${place + 1}`}
            value={list.name}
            onChange={(name) => change(place, { name })}
            error={problems.find(({ path }) => path === `${place}.name`)?.message}
          />
          <SelectInput
            label={`Otherwise, in list ${place + 1}`}
            value={list.otherwise}
            options={otherwise}
            onChange={(id) => change(place, { otherwise: id })}
          />
          <Pairs
            list={list}
            place={place}
            problems={problems}
            onChange={(pairs) => change(place, { pairs })}
          />
          <div className="cluster">
            <Button small kind="quiet" onPress={() => onChange(lists.filter((_, other) => other !== place))}>
              Remove list {place + 1}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="cluster">
        <Button small onPress={() => onChange([...lists, { name: '', pairs: [], otherwise: 'keep' }])}>
          Add a list
        </Button>
      </div>
    </div>
  );
}
