/** Proves one mutation: the law's test goes red, and nothing goes red that is not the law's own. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { laws, type LawId, type TestName } from './laws.ts';
import type { Mutation } from './mutations.ts';
import { runTests, type TestRun } from './run-tests.ts';

export interface Proof {
  readonly law: LawId;
  readonly breaks: string;
  readonly file: string;
  readonly red: TestName;
  /** Nothing is wrong: the law's test noticed, and only the law's own tests did. */
  readonly proven: boolean;
  /** Every test that went red. */
  readonly failed: readonly TestName[];
  readonly passed: number;
  /** Why it is not proven; null when it is. */
  readonly fault: string | null;
  readonly seconds: number;
}

const isSame = (one: TestName, other: TestName): boolean =>
  one.file === other.file && one.test === other.test;

/** A test is a law's own when it is in the law's list or names the law. */
function isOwn(law: LawId, test: TestName): boolean {
  return laws[law].tests.some((each) => isSame(each, test)) || new RegExp(`\\b${law}\\b`).test(test.test);
}

export function filesOf({ red, neighbours }: Mutation): readonly string[] {
  return [...new Set([red.file, ...neighbours])];
}

function faultOf(mutation: Mutation, { passed, failed, broken }: TestRun): string | null {
  if (broken.length > 0) return `These could not be run at all: ${broken.join(', ')}`;
  if (!failed.some((test) => isSame(test, mutation.red))) return 'The law’s test did not notice.';
  const others = failed.filter((test) => !isOwn(mutation.law, test));
  if (others.length > 0) {
    return `Others noticed too: ${others.map(({ file, test }) => `${file}: ${test}`).join('; ')}`;
  }
  const quiet = mutation.neighbours.find((file) => !passed.some((test) => test.file === file));
  return quiet === undefined ? null : `No test of ${quiet} stayed green.`;
}

/** @param folder a copy of the project; the file is put back afterwards. */
export async function prove(folder: string, mutation: Mutation): Promise<Proof> {
  const { law, breaks, file, text, instead, red } = mutation;
  const path = join(folder, file);
  const whole = await readFile(path, 'utf8');
  const started = Date.now();
  await writeFile(
    path,
    whole.replace(text, () => instead),
  );
  try {
    const run = await runTests(folder, filesOf(mutation));
    const fault = faultOf(mutation, run);
    const seconds = Math.round((Date.now() - started) / 100) / 10;
    const { failed, passed } = run;
    return { law, breaks, file, red, proven: fault === null, failed, passed: passed.length, fault, seconds };
  } finally {
    await writeFile(path, whole);
  }
}
