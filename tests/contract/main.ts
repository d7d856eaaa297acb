/**
 * `npm run contract -- SUITE`: runs the table of behaviours against an endpoint, one line a case and the counts at the end, or with
 * `--json` one JSON document on stdout and the lines on stderr. Exit code 1 when a case failed or the suite could not be run.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { contractOptions, type ContractArguments } from './arguments.ts';
import { countOutcomes, describeCounts, describeOutcome, reportAsJson } from './report.ts';
import type { CaseOutcome, SuiteReport } from './report.ts';
import { runAcumaticaFromCommandLine } from './acumatica/suite/run.ts';
import { runShopifyFromCommandLine } from './shopify/runner/command-line.ts';

type RunSuite = (
  values: ContractArguments,
  onOutcome: (outcome: CaseOutcome) => void,
) => Promise<SuiteReport>;

const suites: Readonly<Record<string, RunSuite>> = {
  shopify: runShopifyFromCommandLine,
  acumatica: runAcumaticaFromCommandLine,
};

const usage = `Usage: npm run contract -- <${Object.keys(suites).join('|')}> [--url URL] [--token-variable NAME]
  [--client-id ID --client-secret-variable NAME] [--redirect-uri URI] [--only TEXT] [--slow] [--json]
  acumatica: [--url URL --tenant NAME --user NAME [--password-variable NAME] [--branch NAME]] [--endpoint NAME/VERSION]
Without --url the simulator is started and asked. See tests/contract/README.md.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: contractOptions, allowPositionals: true });
  const [name = '', ...others] = positionals;
  const run = Object.hasOwn(suites, name) ? suites[name] : undefined;
  if (!run || others.length > 0) throw new Error(usage);
  const people = values.json === true ? process.stderr : process.stdout;
  const report = await run(values, (outcome) => void people.write(`${describeOutcome(outcome)}\n`));
  const counts = countOutcomes(report.outcomes);
  people.write(`${describeCounts(counts)} at ${report.endpoint}, run ${report.run}\n`);
  if (values.json === true) process.stdout.write(`${reportAsJson(report)}\n`);
  return counts.failed > 0 || report.outcomes.length === 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
