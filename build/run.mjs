/** `npm run <task>` comes here: set up when needed, then run the task on Node 24 with its arguments. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { node24, root, setUp } from './setup.mjs';

const tasks = {
  accord: 'electron/cli/main.ts',
  demo: 'electron/cli/main.ts',
  test: 'build/test.ts',
  start: 'build/start.ts',
  bench: 'tests/bench/main.ts',
  soak: 'tests/soak/soak.ts',
  contract: 'tests/contract/main.ts',
  laws: 'tests/laws/main.ts',
  build: 'build/build-app.ts',
  schema: 'build/shopify-schema.ts',
};

const [task, ...rest] = process.argv.slice(2);
if (task === undefined || !Object.hasOwn(tasks, task)) {
  process.stderr.write(`Usage: node build/run.mjs <${Object.keys(tasks).join('|')}> [arguments]\n`);
  process.exit(1);
}

setUp();
const args = task === 'demo' ? ['demo', ...rest] : rest;
// A small young generation keeps a preview of 10,000 customers a third smaller at the same speed (docs/benchmarks.md).
const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'];
const child = spawn(node24, [...flags, join(root, tasks[task]), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node24)}${delimiter}${process.env.PATH ?? ''}` },
});
// Ctrl+C reaches the whole process group; the child decides how to stop, and its exit code is ours.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
