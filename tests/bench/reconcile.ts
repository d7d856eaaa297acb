/** The three-way comparison of 10,000, 100,000 and a million linked pairs, each number in a process of its own. */
import { ratio } from './measure.ts';
import type { BenchResult, Say } from './report.ts';
import { measuredAt, type Scaled } from './scale.ts';

/** Of processor time, which others on the machine do not lengthen. The first ten thousand pay for the start. */
const limits = {
  processorSecondsOfTenThousand: 0.5,
  processorSecondsOfHundredThousand: 3,
  processorSecondsOfMillion: 30,
} as const;

const figure = ({ figures }: Scaled, name: string): number => figures[name] ?? Number.NaN;

export async function benchReconcile(say: Say): Promise<BenchResult> {
  const at = async (count: number): Promise<Scaled> => {
    say(`Reconciling ${count} linked pairs …`);
    return measuredAt('reconcile', count);
  };
  const tenThousand = await at(10_000);
  const hundredThousand = await at(100_000);
  const million = await at(1_000_000);
  return {
    figures: {
      tenThousand: tenThousand.figures,
      hundredThousand: hundredThousand.figures,
      million: million.figures,
    },
    limits,
    ratios: {
      processorSecondsOfTenThousand: ratio(
        figure(tenThousand, 'processorSeconds'),
        limits.processorSecondsOfTenThousand,
      ),
      processorSecondsOfHundredThousand: ratio(
        figure(hundredThousand, 'processorSeconds'),
        limits.processorSecondsOfHundredThousand,
      ),
      processorSecondsOfMillion: ratio(figure(million, 'processorSeconds'), limits.processorSecondsOfMillion),
    },
    aims: {
      processorSecondsOfTenThousand: 1,
      processorSecondsOfHundredThousand: 1,
      processorSecondsOfMillion: 1,
    },
    faults: [tenThousand, hundredThousand, million].flatMap(({ faults }) => faults),
  };
}
