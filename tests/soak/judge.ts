/** One seed: its history in calm weather is the oracle of its history in storms. */
import type { WeatherCounts } from './weather.ts';
import { newestEdition, playHistory, type Edition } from './history.ts';
import type { UndoCounts } from './undo-judge.ts';

export interface Judgement {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly weather: WeatherCounts;
  /** In storms. */
  readonly undos: UndoCounts;
  readonly weeks: number;
  readonly commits: number;
  readonly edits: number;
}

function firstDifference(one: readonly string[], other: readonly string[]): string {
  const missing = one.find((each) => !other.includes(each));
  const added = other.find((each) => !one.includes(each));
  return `calm ${missing ?? 'nothing more'}, stormy ${added ?? 'nothing more'}`;
}

export async function judgeSeed(seed: number, edition: Edition = newestEdition): Promise<Judgement> {
  const calm = await playHistory({ seed, isStormy: false, edition });
  const stormy = await playHistory({ seed, isStormy: true, edition });
  const violations = [
    ...calm.violations.map((each) => `calm, ${each}`),
    ...stormy.violations.map((each) => `stormy, ${each}`),
  ];
  for (const [index, week] of calm.weeks.entries()) {
    const other = stormy.weeks[index];
    // With a run to take back in one of the two only, other things were edited and undone from here on.
    if (week.isTakenBack !== other?.isTakenBack) break;
    for (const side of ['erp', 'shopify'] as const) {
      if (JSON.stringify(week[side]) === JSON.stringify(other[side])) continue;
      const difference = firstDifference(week[side], other[side]);
      violations.push(`week ${index + 1}, P3 P13: ${side} ends otherwise in a storm: ${difference}`);
    }
    // Everything after the first difference follows from it.
    if (violations.length > 0) break;
  }
  return {
    seed,
    violations,
    weather: stormy.weather,
    undos: stormy.undos,
    weeks: calm.weeks.length,
    commits: calm.commits + stormy.commits,
    edits: calm.edits + stormy.edits,
  };
}
