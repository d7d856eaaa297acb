/**
 * `npm run laws`: breaks every law on purpose, one mutation at a time in a copy of the project, and shows that exactly the tests
 * of that law notice. A table for people on stderr, one JSON document on stdout. `-- L5` proves one law. Exit code 1 when a law
 * can be broken unnoticed, or when others than its own tests notice.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { copyTree } from './copy-tree.ts';
import { lawIds, type LawId } from './laws.ts';
import { mutations } from './mutations.ts';
import { filesOf, prove, type Proof } from './prove.ts';
import { renderLaws } from './render.ts';
import { runTests } from './run-tests.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function wantedLaws(names: readonly string[]): readonly LawId[] | null {
  const found = lawIds.filter((id) => names.includes(id));
  return found.length === names.length ? (names.length === 0 ? lawIds : found) : null;
}

function line({ law, breaks, proven, failed, passed, seconds, fault }: Proof): string {
  const verdict = proven ? 'red  ' : 'WRONG';
  const counts = `${failed.length} red, ${passed} green`;
  return `${law.padEnd(4)} ${verdict} ${counts.padEnd(20)} ${`${seconds} s`.padStart(7)}  ${breaks}${fault === null ? '' : `\n     ${fault}`}`;
}

async function main(names: readonly string[]): Promise<number> {
  if (names.length === 1 && names[0] === 'write') {
    await writeFile(join(root, 'docs', 'laws.md'), renderLaws());
    say('docs/laws.md is written.');
    return 0;
  }
  const wanted = wantedLaws(names);
  if (wanted === null) {
    say(`Usage: npm run laws -- [write | ${lawIds.join(' | ')}]`);
    return 1;
  }
  const chosen = mutations.filter(({ law }) => wanted.includes(law));
  const started = Date.now();
  const copy = await copyTree(root);
  try {
    const files = [...new Set(chosen.flatMap(filesOf))];
    say(
      `${chosen.length} mutations of ${wanted.length} laws. First all ${files.length} test files as they are …`,
    );
    const whole = await runTests(copy.folder, files);
    if (whole.failed.length + whole.broken.length > 0) {
      for (const { file, test } of whole.failed) say(`Red without any mutation: ${file}: ${test}`);
      for (const file of whole.broken) say(`Cannot be run: ${file}`);
      return 1;
    }
    const proofs: Proof[] = [];
    for (const mutation of chosen) {
      const proof = await prove(copy.folder, mutation);
      say(line(proof));
      proofs.push(proof);
    }
    const proven = proofs.filter((proof) => proof.proven).length;
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`${proven} of ${proofs.length} proven in ${seconds} s.`);
    process.stdout.write(
      `${JSON.stringify({ proven, mutations: proofs.length, seconds, proofs }, null, 2)}\n`,
    );
    return proven === proofs.length ? 0 : 1;
  } finally {
    await copy.remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
