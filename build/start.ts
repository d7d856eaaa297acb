/**
 * `npm start`: builds when needed and opens the app, in the real Electron where its runtime is there or can be fetched,
 * else in the system's Chromium with a plain notice.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBrowser } from './browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'out', 'main', 'index.js');
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The runtime's executable: already there, or fetched by Electron's own installer, which gives up after a minute. */
function electronRuntime(): string | null {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) {
    process.stderr.write('Fetching the Electron runtime (once) …\n');
    spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'ignore', timeout: 60_000 });
  }
  if (!existsSync(pathFile)) return null;
  return createRequire(import.meta.url)('electron') as string;
}

function open(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(command, [...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => (process.exitCode = code ?? 0));
}

process.stderr.write('Building …\n');
const built = spawnSync(
  join(root, 'node_modules', '.bin', 'electron-vite'),
  ['build', '--logLevel', 'warn'],
  {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  },
);
if (built.status !== 0) process.exit(1);

const electron = electronRuntime();
if (electron !== null) {
  open(electron, [root], {});
} else {
  const browser = ensureBrowser();
  if (browser === null) process.exit(1);
  process.stderr.write(
    'Electron\u2019s runtime cannot be fetched here, so Accord opens in Chromium instead. Everything works the same; only the window looks like a browser\u2019s.\n',
  );
  const hasDisplay =
    process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) !== undefined;
  if (!hasDisplay)
    process.stderr.write(
      'There is no display: the window is drawn off screen. Use the command line instead: npm run --silent accord -- --help\n',
    );
  open(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      pathToFileURL(join(root, 'tests', 'e2e', 'host', 'register.ts')).href,
      main,
    ],
    { ACCORD_CHROMIUM: browser, ...(hasDisplay ? { ACCORD_HEADED: '1' } : {}) },
  );
}
