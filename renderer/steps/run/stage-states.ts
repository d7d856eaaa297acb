import type { Progress, ProgressStage } from '../../../shared/sync/ports.ts';

export interface StageState {
  readonly stage: ProgressStage;
  readonly state: 'done' | 'now' | 'later';
  readonly progress: Progress | null;
}

/** Both systems are read at the same time, so these two go on together. */
const parallel: ReadonlySet<ProgressStage> = new Set(['readShopify', 'readErp']);

/** Where each stage is, from the newest progress of every stage that has been heard of. */
export function stageStates(
  order: readonly ProgressStage[],
  stages: Readonly<Partial<Record<ProgressStage, Progress>>>,
): readonly StageState[] {
  const reached = order.reduce((last, stage, index) => (stages[stage] === undefined ? last : index), 0);
  const isReading = parallel.has(order[reached] ?? 'connect');
  return order.map((stage, index) => {
    const progress = stages[stage] ?? null;
    if (isReading && parallel.has(stage)) {
      const isFull = progress !== null && progress.total !== null && progress.done >= progress.total;
      return { stage, state: isFull ? 'done' : 'now', progress };
    }
    return { stage, state: index < reached ? 'done' : index === reached ? 'now' : 'later', progress };
  });
}
