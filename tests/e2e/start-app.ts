/** Starts the built app as a person would: in the real Electron where it is, else in the stand-in. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { _electron, chromium, type Browser, type Page } from 'playwright';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mainFile = join(root, 'out', 'main', 'index.js');
const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
export const hasElectron = existsSync(join(electronFolder, 'path.txt'));

export interface RunningApp {
  readonly page: Page;
  /** Addresses and folders that the app asked the system to open, in order. */
  opened(): Promise<readonly string[]>;
  /** What a person will choose when the system asks for a file next. */
  choose(file: string): Promise<void>;
  /** What a person does while the program, but not the page, is busy. In the real Electron they are one, and nothing is held up. */
  whileBusy(act: () => Promise<void>): Promise<void>;
  /** Ends the app as its window's close button does. */
  close(): Promise<void>;
  /** Ends every process of the app at once, without a word. */
  kill(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(),
      );
    });
  });
}

async function until<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const found = await attempt().catch(() => undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Timed out waiting for ${what}.`);
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function startInChromium(environment: NodeJS.ProcessEnv, home: string): Promise<RunningApp> {
  const port = await freePort();
  const openedFile = join(home, 'opened.txt');
  const chosenFile = join(home, 'chosen.txt');
  const register = pathToFileURL(join(root, 'tests', 'e2e', 'host', 'register.ts')).href;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', register, mainFile],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...environment,
        ACCORD_DEBUGGING_PORT: String(port),
        ACCORD_OPENED_FILE: openedFile,
        ACCORD_CHOSEN_FILE: chosenFile,
      },
      // A group of its own, so that a kill reaches the browser and the job process as well.
      detached: true,
    },
  );
  const browser: Browser = await until('the browser', () =>
    chromium.connectOverCDP(`http://127.0.0.1:${port}`),
  );
  const page = await until('the page', async () =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((each) => each.url().startsWith('https://accord.invalid/')),
  );
  return {
    page,
    opened: async () =>
      existsSync(openedFile) ? readFileSync(openedFile, 'utf8').trimEnd().split('\n') : [],
    choose: async (file) => writeFileSync(chosenFile, file),
    whileBusy: async (act) => {
      child.kill('SIGSTOP');
      await act().finally(() => child.kill('SIGCONT'));
    },
    close: async () => {
      await page.close();
      await exited(child);
    },
    kill: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await exited(child);
    },
  };
}

async function startInElectron(environment: NodeJS.ProcessEnv): Promise<RunningApp> {
  const app = await _electron.launch({
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    env: environment as Record<string, string>,
  });
  // Nothing is really opened; what would be is kept.
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  return {
    page: await app.firstWindow(),
    opened: () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened),
    choose: (file) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
      }, file),
    whileBusy: (act) => act(),
    close: () => app.close(),
    kill: async () => {
      app.process().kill('SIGKILL');
      await exited(app.process());
    },
  };
}

export function startApp(home: string): Promise<RunningApp> {
  const environment = { ...process.env, ACCORD_HOME: home };
  return hasElectron ? startInElectron(environment) : startInChromium(environment, home);
}

/** Addresses of the demo's twins, as the profile was connected to them at this start. */
export function twinAddresses(home: string): { readonly shopify: string; readonly erp: string } {
  const settings = JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8')) as {
    profiles: { demo: boolean; shopify: { url: string }; erp: { url: string } }[];
  };
  const demo = settings.profiles.find((profile) => profile.demo);
  if (demo === undefined) throw new Error('There is no demo profile.');
  return { shopify: demo.shopify.url, erp: demo.erp.url };
}
