/**
 * `npm run bench -- NAME`: one JSON document on stdout, text for people on stderr. Exit code 0 also when it was slow: a time
 * depends on the machine. 1 when the outcome is wrong or the name is.
 */
import process from 'node:process';
import { benchAcumatica } from './acumatica.ts';
import { benchBusinesses } from './businesses.ts';
import { benchCommit } from './commit.ts';
import { benchMatch } from './match.ts';
import { benchPreview } from './preview.ts';
import { benchReconcile } from './reconcile.ts';
import { benchResume } from './resume.ts';
import { benchRuleTrials } from './rule-trials.ts';
import { benchRules } from './rules.ts';
import { benchShopify } from './shopify.ts';
import { thisMachine } from './measure.ts';
import type { BenchResult, Say } from './report.ts';

const benches: Readonly<Record<string, (say: Say) => Promise<BenchResult>>> = {
  preview: benchPreview,
  commit: benchCommit,
  company: benchBusinesses,
  shopify: benchShopify,
  acumatica: benchAcumatica,
  match: benchMatch,
  reconcile: benchReconcile,
  resume: benchResume,
  rules: benchRules,
  'rule-trials': benchRuleTrials,
};

const say: Say = (line) => void process.stderr.write(`${line}\n`);

async function main(names: readonly string[]): Promise<number> {
  const [name] = names;
  const bench = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (name === undefined || bench === undefined || names.length > 1) {
    say(`Usage: npm run bench -- <${Object.keys(benches).join('|')}>`);
    return 1;
  }
  const { figures, limits, ratios, aims, faults } = await bench(say);
  for (const [ratio, aim] of Object.entries(aims)) {
    const value = ratios[ratio] ?? Number.NaN;
    say(`${value <= aim ? 'within' : 'over'} the aim: ${ratio} ${value} of its limit, aimed at ${aim}`);
  }
  for (const fault of faults) say(`wrong: ${fault}`);
  process.stdout.write(
    `${JSON.stringify({ name, figures, limits, ratios, machine: thisMachine() }, null, 2)}\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
