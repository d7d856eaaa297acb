/** How many records a filter lets through, and the first of each kind: what the screen shows while it is edited. Pure. */
import { summarise, type Party, type PartySummary } from '../domain/party.ts';
import type { FilterGroup } from '../domain/filter.ts';
import { compileFilter, type FilterContext } from './filter.ts';

export interface FilterCounter {
  readonly add: (party: Party) => void;
  result(): {
    readonly of: number;
    readonly passing: number;
    readonly sample: readonly PartySummary[];
    readonly sampleOutside: readonly PartySummary[];
  };
}

/**
 * Records are added one by one, so that a hundred thousand take no more room than one.
 * @throws Error for a filter that has problems; see `filterProblems`.
 */
export function createFilterCounter(
  where: FilterGroup,
  context: FilterContext,
  shown: number,
): FilterCounter {
  const passes = compileFilter({ name: '', where }, context);
  const [sample, sampleOutside]: [PartySummary[], PartySummary[]] = [[], []];
  let of = 0;
  let passing = 0;
  return {
    add: (party) => {
      const read = party.asRead ?? party;
      const isIn = passes(read);
      of += 1;
      if (isIn) passing += 1;
      const names = isIn ? sample : sampleOutside;
      if (names.length < shown) names.push(summarise(read));
    },
    result: () => ({ of, passing, sample, sampleOutside }),
  };
}
