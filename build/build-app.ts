/** `npm run build`: the three bundles, and an installer where `--package` is given and Electron's runtime is there. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (name: string, ...args: readonly string[]) =>
  spawnSync(join(root, 'node_modules', '.bin', name), [...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status ?? 1;

const built = tool('electron-vite', 'build', '--logLevel', 'warn');
const code =
  built === 0 && process.argv.includes('--package') ? tool('electron-builder', '--publish', 'never') : built;
process.exitCode = code;
