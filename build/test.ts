/**
 * `npm test`: everything CI runs, in one order, with one closing line. Every check and every test counts as one;
 * a stage that cannot run counts as failed, never as skipped.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser, ensureKeyring } from './browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'accord-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', command), [...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function check(command: string, ...args: readonly string[]): Promise<Outcome> {
  const failed = (await run(command, args)) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

/** Counts of a runner's JSON report. A runner that fails without naming a test still counts as one failure. */
function counted(code: number, passed: number, failed: number): Outcome {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/**
 * The published OpenAPI of the ERP's endpoint is not ours to keep here: a variable names the file, and CI has it beside
 * the project. Without it the tests that compare shapes with it are skipped, and that is said.
 */
function publishedOpenApi(): NodeJS.ProcessEnv {
  const beside = join(root, '..', 'shared', 'acumatica', 'openapi-default-24.200.001.json');
  const file = process.env['ACUMATICA_OPENAPI'] ?? (existsSync(beside) ? beside : undefined);
  if (file !== undefined) return { ACUMATICA_OPENAPI: file };
  console.log('ACUMATICA_OPENAPI is not set: the comparison with the published OpenAPI is left out.');
  return {};
}

async function unitTests(): Promise<Outcome> {
  if (!ensureKeyring()) return { passed: 0, failed: 1 };
  const report = join(scratch, 'vitest.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run('vitest', ['run', ...reporters], publishedOpenApi());
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return counted(code, result.numPassedTests, result.numFailedTests);
}

async function browserTests(): Promise<Outcome> {
  const browser = ensureBrowser();
  if (browser === null) return { passed: 0, failed: 1 };
  const report = join(scratch, 'playwright.json');
  const code = await run(
    'playwright',
    ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json'],
    {
      ACCORD_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  );
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  return counted(code, stats.expected, stats.unexpected + stats.flaky);
}

const stages: readonly (readonly [string, () => Promise<Outcome>])[] = [
  ['format', () => check('prettier', '--check', '--log-level=warn', '.')],
  ['lint', () => check('oxlint', '--type-aware', '--deny-warnings')],
  ['types', () => check('tsc', '-b')],
  [
    'import rules',
    () =>
      check(
        'depcruise',
        '--config',
        'build/checks/import-rules.cjs',
        'shared',
        'electron',
        'renderer',
        'simulators',
      ),
  ],
  ['dead code', () => check('knip')],
  ['unit, property, contract, exploit', unitTests],
  ['build', () => check('electron-vite', 'build', '--logLevel', 'warn')],
  ['end to end, accessibility', browserTests],
];

const only = process.argv.slice(2);
let passed = 0;
let failed = 0;
const started = Date.now();
for (const [name, stage] of stages) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
  const began = Date.now();
  console.log(`\n── ${name}`);
  let outcome: Outcome;
  try {
    outcome = await stage();
  } catch (error) {
    console.error(error);
    outcome = { passed: 0, failed: 1 };
  }
  passed += outcome.passed;
  failed += outcome.failed;
  console.log(
    `── ${name}: ${outcome.passed} passed, ${outcome.failed} failed (${((Date.now() - began) / 1000).toFixed(1)} s)`,
  );
}
console.log(`\nAll of it took ${((Date.now() - started) / 1000).toFixed(0)} s.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
