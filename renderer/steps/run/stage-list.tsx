import type { ProgressStage } from '../../../shared/sync/ports.ts';
import { formatCount, formatEstimate } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { stageLabels } from '../../kit/labels.ts';
import { Meter } from '../../kit/meter.tsx';
import { useStore } from '../../state/store.ts';
import { stageStates } from './stage-states.ts';

/** Stage by stage: what is done, what goes on and for how long, what is to come. */
export function StageList({ stages: order }: { readonly stages: readonly ProgressStage[] }) {
  const stages = useStore((state) => state.stages);
  return (
    <ol className="panel-body stages">
      {stageStates(order, stages).map(({ stage, state, progress }) => (
        <li key={stage}>
          <div className="stage" data-state={state}>
            <span className={state === 'done' ? 'good' : ''} aria-hidden="true">
              {state === 'done' ? <Icon name="check" /> : null}
              {state === 'now' ? <span className="spinner" /> : null}
            </span>
            <span>
              {stageLabels[stage]}
              <span className="sr-only">
                {{ done: ', done', now: ', going on', later: ', to come' }[state]}
              </span>
            </span>
            <span>
              {progress === null || progress.done === 0
                ? ''
                : progress.total === null
                  ? formatCount(progress.done)
                  : `${formatCount(progress.done)} of ${formatCount(progress.total)}`}
              {state === 'now' && progress?.secondsLeft != null
                ? `, ${formatEstimate(progress.secondsLeft)} left`
                : ''}
            </span>
          </div>
          {state === 'now' ? (
            <Meter label={stageLabels[stage]} done={progress?.done ?? 0} total={progress?.total ?? null} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
