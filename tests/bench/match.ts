/**
 * Who is who among 10,000, 100,000 and a million customers a side: every exact pass, then the near matches of what 100,000 leave,
 * in the thread that the job gives them. Records are made in memory, so the time is the matching's alone.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { suggestInThread } from '../../electron/services/suggest-thread.ts';
import { subjectOf } from '../../shared/sync/suggest-subject.ts';
import { inMegabytes, inSeconds, peakMemory, ratio } from './measure.ts';
import { bestMatch, inventCrowd, matchFaultsOf } from './matched-crowd.ts';
import type { BenchResult, Say } from './report.ts';
import { measuredAt } from './scale.ts';

const perSide = 100_000;
const tenTimes = 10 * perSide;

const limits = {
  matchSeconds: 1,
  secondsOfTenTimesLess: 0.1,
  suggestSeconds: 30,
  peakMegabytes: 1500,
} as const;

export async function benchMatch(say: Say): Promise<BenchResult> {
  say(`Inventing ${perSide} customers a side …`);
  const small = inventCrowd(perSide / 10);
  const large = inventCrowd(perSide);
  const baseline = inMegabytes(process.memoryUsage().rss);
  say('Matching …');
  const tenth = bestMatch(small);
  const whole = bestMatch(large);
  const afterMatch = peakMemory();
  const { singles } = whole.result;

  say(`Looking for near matches of ${singles.erp.length} and ${singles.shopify.length} …`);
  let ticks = 0;
  let longestPause = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longestPause = Math.max(longestPause, now - last);
    last = now;
    ticks += 1;
  }, 5);
  const subjects = {
    erp: singles.erp.map(subjectOf),
    shopify: singles.shopify.map(subjectOf),
    apart: new Set<string>(),
  };
  const started = performance.now();
  last = started;
  const found = await suggestInThread(subjects, () => undefined, new AbortController().signal);
  const suggested = performance.now() - started;
  clearInterval(timer);
  const hits = found.matches.filter(({ erpKey, shopifyKey }) => large.near.has(`${erpKey}\n${shopifyKey}`));

  say(`Looking for near matches of ${perSide} and ${perSide}, as if nothing had matched …`);
  const everybody = {
    erp: large.erp.map(subjectOf),
    shopify: large.shopify.map(subjectOf),
    apart: new Set<string>(),
  };
  const begun = performance.now();
  const ofAll = await suggestInThread(everybody, () => undefined, new AbortController().signal);
  const all = performance.now() - begun;

  const matchSeconds = inSeconds(whole.milliseconds);
  const tenthSeconds = inSeconds(tenth.milliseconds);
  const suggestSeconds = inSeconds(all);
  const peak = peakMemory();

  say(`Matching ${tenTimes} a side, in a process of its own …`);
  const million = await measuredAt('match', tenTimes);
  return {
    figures: {
      ofTenTimesMore: million.figures,
      matchSeconds,
      matchProcessorSeconds: inSeconds(whole.processor),
      matchSecondsOfTenTimesLess: tenthSeconds,
      pairs: large.wanted,
      unmatchedPerSide: singles.erp.length,
      suggestSecondsOfTheUnmatched: inSeconds(suggested),
      comparedOfTheUnmatched: found.compared,
      nearMatches: { planted: large.near.size, found: hits.length, suggestedInAll: found.matches.length },
      suggestSecondsOfEverybody: suggestSeconds,
      comparedOfEverybody: ofAll.compared,
      crowdedKeysOfEverybody: ofAll.crowded,
      timerTicks: ticks,
      longestPauseMilliseconds: Math.round(longestPause),
      megabytes: { start: baseline, afterMatch, peak },
    },
    limits,
    ratios: {
      matchSeconds: ratio(matchSeconds, limits.matchSeconds),
      secondsOfTenTimesLess: ratio(tenthSeconds, limits.secondsOfTenTimesLess),
      suggestSeconds: ratio(suggestSeconds, limits.suggestSeconds),
      peakMegabytes: ratio(peak, limits.peakMegabytes),
    },
    aims: { matchSeconds: 1, secondsOfTenTimesLess: 1, suggestSeconds: 1, peakMegabytes: 1 },
    faults: [
      ...matchFaultsOf(small, tenth.result),
      ...matchFaultsOf(large, whole.result),
      ...(hits.length < 0.95 * large.near.size
        ? [`only ${hits.length} of ${large.near.size} near matches`]
        : []),
      ...million.faults,
    ],
  };
}
