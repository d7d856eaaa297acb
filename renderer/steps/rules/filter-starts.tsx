import type { Filter } from '../../../shared/domain/filter.ts';
import { filterFrom, type StartingPoint } from '../../../shared/domain/starting-points.ts';
import { Button } from '../../kit/button.tsx';

/** What is offered before there is any condition. */
export function FilterStarts({
  points,
  onChoose,
}: {
  readonly points: readonly StartingPoint[];
  readonly onChoose: (filter: Filter) => void;
}) {
  return (
    <div className="stack-small">
      <p>
        <b>Everybody takes part.</b>{' '}
        <span className="muted">
          {points.length === 0
            ? 'Add a condition to choose whom Accord copies.'
            : 'Start with one of these, or add a condition of your own.'}
        </span>
      </p>
      {points.length === 0 ? null : (
        <div className="cluster">
          {points.map((point) => (
            <Button key={point.id} onPress={() => onChoose(filterFrom(point))}>
              {point.label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
