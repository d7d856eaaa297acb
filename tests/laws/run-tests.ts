/** Runs test files and tells, test by test, how each ended. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { TestName } from './laws.ts';

export interface TestRun {
  readonly passed: readonly TestName[];
  readonly failed: readonly TestName[];
  /** Files that could not be run at all: the code does not even load. */
  readonly broken: readonly string[];
}

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** A test that a mutation sends round in circles is a test that noticed. Milliseconds. */
const testTimeout = 20_000;
const runTimeout = 180_000;

export async function runTests(folder: string, files: readonly string[]): Promise<TestRun> {
  const report = join(folder, 'laws-report.json');
  await rm(report, { force: true });
  const child = spawn(
    join(folder, 'node_modules', '.bin', 'vitest'),
    [
      'run',
      ...files,
      '--reporter=json',
      `--outputFile=${report}`,
      `--testTimeout=${testTimeout}`,
      `--hookTimeout=${testTimeout}`,
    ],
    { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), runTimeout);
  await new Promise<void>((resolve, reject) => child.on('error', reject).on('exit', () => resolve()));
  clearTimeout(timer);
  const text = await readFile(report, 'utf8').catch(() => null);
  if (text === null) return { passed: [], failed: [], broken: files };
  const { testResults } = JSON.parse(text) as JsonReport;
  const named = (status: string): TestName[] =>
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter((test) => test.status === status)
        .map(({ ancestorTitles, title }) => ({
          file: relative(folder, name).split(sep).join('/'),
          test: [...ancestorTitles, title].join(' > '),
        })),
    );
  const broken = testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name }) => relative(folder, name).split(sep).join('/'));
  return { passed: named('passed'), failed: named('failed'), broken };
}
