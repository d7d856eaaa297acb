/**
 * `npm run soak -- --minutes 10 [--seed N]`: plays histories seed after seed until the time is over, and answers one JSON document.
 * Exit code 1 when a law was broken; the seed replays it exactly: `npm run soak -- --seed N --seeds 1`.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { judgeSeed } from './judge.ts';
import { noUndos } from './undo-judge.ts';
import { noWeather } from './weather.ts';

function readArguments(): { readonly minutes: number; readonly first: number; readonly seeds: number } {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      seeds: { type: 'string', default: 'Infinity' },
    },
  });
  const read = { minutes: Number(values.minutes), first: Number(values.seed), seeds: Number(values.seeds) };
  if (Object.values(read).some((value) => Number.isNaN(value) || value < 0)) {
    throw new Error('Usage: npm run soak -- [--minutes N] [--seed N] [--seeds N]');
  }
  return read;
}

const { minutes, first, seeds } = readArguments();
const started = performance.now();
const weather = noWeather();
const undos = noUndos();
const broken: { readonly seed: number; readonly violations: readonly string[] }[] = [];
let cases = 0;
let weeks = 0;
let commits = 0;
let edits = 0;

while (cases < seeds && performance.now() - started < minutes * 60_000) {
  const seed = first + cases;
  const judgement = await judgeSeed(seed).catch((error: unknown) => ({
    seed,
    violations: [`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
    weather: noWeather(),
    undos: noUndos(),
    weeks: 0,
    commits: 0,
    edits: 0,
  }));
  cases += 1;
  weeks += judgement.weeks;
  commits += judgement.commits;
  edits += judgement.edits;
  for (const kind of Object.keys(weather) as (keyof typeof weather)[])
    weather[kind] += judgement.weather[kind];
  for (const kind of Object.keys(undos) as (keyof typeof undos)[]) undos[kind] += judgement.undos[kind];
  if (judgement.violations.length > 0) {
    broken.push({ seed, violations: judgement.violations });
    process.stderr.write(`seed ${seed}: ${judgement.violations.join('\n  ')}\n`);
  }
  if (cases % 500 === 0) process.stderr.write(`${cases} histories, ${broken.length} broken\n`);
}

const { killedPreviews: previews, killedCommits, killedUndos, ...faults } = weather;
const kills = { previews, commits: killedCommits, undos: killedUndos };
const summary = {
  name: 'soak',
  seeds: { first, last: first + cases - 1 },
  /** Each is played twice: in calm weather, as the oracle, and in storms. */
  cases,
  weeks,
  commits,
  edits,
  seconds: Math.round((performance.now() - started) / 1000),
  crashesInjected: previews + killedCommits + killedUndos,
  kills,
  faults,
  undos,
  violations: broken,
};
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
