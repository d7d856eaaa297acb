import {
  filterNameTaken,
  longestFilterName,
  sameFilterName,
  type Filter,
} from '../../../shared/domain/filter.ts';
import { Button } from '../../kit/button.tsx';
import { TextInput } from '../../kit/field.tsx';
import { Panel } from '../../kit/page.tsx';

/** Why a saved filter cannot be called so, or undefined. */
function nameProblem(filters: readonly Filter[], place: number): string | undefined {
  const name = filters[place]?.name ?? '';
  if (name.trim() === '') return 'Give it a name.';
  if (name.trim().length > longestFilterName) return `A name has at most ${longestFilterName} characters.`;
  const isTaken = filters.slice(0, place).some((earlier) => sameFilterName(earlier.name, name));
  return isTaken ? filterNameTaken(name) : undefined;
}

/** Why these saved filters cannot be stored, or null. */
export function savedFiltersProblem(filters: readonly Filter[]): string | null {
  return filters.some((_, place) => nameProblem(filters, place) !== undefined)
    ? 'Correct the names of the saved filters first.'
    : null;
}

/** The list with this filter under its name, in place of the one that has the name already. */
export function withSaved(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  const named = { ...filter, name: filter.name.trim() };
  const isKnown = filters.some(({ name }) => sameFilterName(name, named.name));
  return isKnown
    ? filters.map((each) => (sameFilterName(each.name, named.name) ? named : each))
    : [...filters, named];
}

/** Filters to choose from. Using one copies it: what is changed afterwards does not change what is saved. */
export function SavedFilters({
  filters,
  onUse,
  onChange,
}: {
  readonly filters: readonly Filter[];
  readonly onUse: (filter: Filter) => void;
  readonly onChange: (filters: readonly Filter[]) => void;
}) {
  return (
    <Panel title="Saved filters">
      {filters.length === 0 ? (
        <div className="panel-body">
          <p className="muted">
            None yet. To have a filter ready for another time, name it and press “Keep for later”.
          </p>
        </div>
      ) : (
        <ul className="panel-body rules-links">
          {filters.map((filter, place) => (
            // Places are all that tells them apart while their names are being typed.
            <li key={place} className="rules-link">
              <TextInput
                label={`Name of saved filter ${place + 1}`}
                isLabelShown={false}
                value={filter.name}
                onChange={(name) =>
                  onChange(filters.map((each, other) => (other === place ? { ...each, name } : each)))
                }
                error={nameProblem(filters, place)}
              />
              <span className="cluster">
                <Button small label={`Use ${filter.name}`} onPress={() => onUse(filter)}>
                  Use
                </Button>
                <Button
                  small
                  kind="quiet"
                  label={`Delete ${filter.name}`}
                  onPress={() => onChange(filters.filter((_, other) => other !== place))}
                >
                  Delete
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
