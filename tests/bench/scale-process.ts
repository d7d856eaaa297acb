/** Matches or reconciles as many records as it is told, says what that took, and ends. */
import process from 'node:process';
import { inSeconds, liveMemory, peakMemory } from './measure.ts';
import { bestMatch, inventCrowd, matchFaultsOf, timedMatch } from './matched-crowd.ts';
import { timedReconcile } from './reconciled-pairs.ts';
import type { Scaled, ScaleTask } from './scale.ts';

/** Above it once is enough: what else goes on evens out. */
const severalTimesUpTo = 100_000;

function scaledMatch(count: number): Scaled {
  const crowd = inventCrowd(count);
  const records = liveMemory();
  const timed = count > severalTimesUpTo ? timedMatch(crowd) : bestMatch(crowd);
  const peak = peakMemory();
  return {
    figures: {
      perSide: count,
      seconds: inSeconds(timed.milliseconds),
      processorSeconds: inSeconds(timed.processor),
      megabytesOfTheRecords: Math.round(records),
      megabytesOfTheResult: Math.round(liveMemory() - records),
      peakMegabytes: peak,
    },
    faults: matchFaultsOf(crowd, timed.result),
  };
}

function scaledReconcile(count: number): Scaled {
  const { milliseconds, processor, verbs, faults } = timedReconcile(count);
  return {
    figures: {
      pairs: count,
      seconds: inSeconds(milliseconds),
      processorSeconds: inSeconds(processor),
      ...verbs,
      peakMegabytes: peakMemory(),
    },
    faults,
  };
}

const tasks: Readonly<Record<ScaleTask, (count: number) => Scaled>> = {
  match: scaledMatch,
  reconcile: scaledReconcile,
};

const [task, count] = process.argv.slice(2);
process.send?.(tasks[task as ScaleTask](Number(count)));
process.disconnect();
