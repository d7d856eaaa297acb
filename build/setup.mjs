/**
 * Installs what the project needs, once per lock file. Plain JavaScript for Node 20 and newer: it runs before anything
 * is installed. Everything it prints goes to stderr, so that `--json` output stays clean.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.accord-setup');
const isWindows = process.platform === 'win32';

/** Node 24 as installed by the package `node`; scripts and tests run on it, whatever Node started them. */
export const node24 = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function run(command, args, cwd = root) {
  const result = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2], shell: isWindows });
  if (result.status !== 0) {
    process.stderr.write(`\nSet-up failed at: ${command} ${args.join(' ')}\n`);
    process.exit(result.status ?? 1);
  }
}

/**
 * npm runs no install scripts here (.npmrc). The one that is needed, fetching Node 24 for this platform as an npm
 * package, is run by name.
 */
export function setUp() {
  const wanted = fingerprint();
  const isReady =
    existsSync(node24) && existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === wanted;
  if (isReady) return;
  if (Number(process.versions.node.split('.')[0]) < 20) {
    process.stderr.write(`Accord needs Node 20 or newer; this is ${process.version}.\n`);
    process.exit(1);
  }
  process.stderr.write('Installing packages (once; about a minute) …\n');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  run(process.execPath, ['installArchSpecificPackage.js'], join(root, 'node_modules', 'node'));
  const version = execFileSync(node24, ['--version'], { encoding: 'utf8' }).trim();
  writeFileSync(stampFile, `${wanted}\n`);
  process.stderr.write(`Ready (Node ${version}).\n`);
}
