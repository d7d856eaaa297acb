/**
 * A stand-in for the `electron` module of the main process where Electron's runtime cannot be had: Node on this side, the
 * system's Chromium on the other, the preload in a real isolated world, the page's policy on. It implements what
 * electron/main uses, refuses what would be insecure, and calls the guards as Electron does.
 */
import { fork, type Serializable } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright';
import { findBrowser } from '../../../build/browser.ts';
import { isolatedWorld, pageWorld } from './worlds.ts';

const isHeaded = process.env['ACCORD_HEADED'] === '1';
const debuggingPort = process.env['ACCORD_DEBUGGING_PORT'];
const isolatedName = 'Electron Isolated Context';
const prefix = `accord${Math.random().toString(36).slice(2)}:`;
/** Chromium knows no `app:` scheme: the page is served, by interception only, from an origin that cannot exist. */
const servedOrigin = 'https://accord.invalid';
const pageOrigin = 'app://accord';

const toServed = (url: string): string => url.replace(pageOrigin, servedOrigin);
const toPage = (url: string): string => url.replace(servedOrigin, pageOrigin);

type Handler = (event: unknown, ...args: unknown[]) => unknown;
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** Where a test finds what the program asked the system to open, a line each. */
const openedFile = process.env['ACCORD_OPENED_FILE'];

/** A test opens it by itself; a person at a stand-in has no browser that could be told. */
function noteOpened(target: string): void {
  if (openedFile === undefined) console.log(`To open: ${target}`);
  else appendFileSync(openedFile, `${target}\n`);
}

const handlers = new Map<string, Handler>();
const windows = new Set<BrowserWindow>();
let pageHandler: ((request: Request) => Promise<Response>) | null = null;
let context: BrowserContext | null = null;

class App extends EventEmitter {
  readonly #ready = Promise.withResolvers<void>();
  #isQuitting = false;

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  becomeReady(): void {
    this.emit('ready');
    this.#ready.resolve();
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented || this.#isQuitting) return;
    this.#isQuitting = true;
    void (context?.browser()?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  }
}
export const app = new App();

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
};

export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle(_scheme: string, handler: (request: Request) => Promise<Response>): void {
    pageHandler = handler;
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(): void {},
    setPermissionCheckHandler(): void {},
  },
};

export const shell = {
  openExternal: async (url: string): Promise<void> => noteOpened(url),
  openPath: async (path: string): Promise<string> => {
    noteOpened(path);
    return '';
  },
};

/** A test writes the answer to the next question for a file there; nothing in it is a person who cancels. */
const chosenFile = process.env['ACCORD_CHOSEN_FILE'];

function takeChosen(): string {
  if (chosenFile === undefined || !existsSync(chosenFile)) return '';
  const chosen = readFileSync(chosenFile, 'utf8');
  rmSync(chosenFile);
  return chosen;
}

export const dialog = {
  showOpenDialog: async (): Promise<{ filePaths: string[] }> => ({
    filePaths: [takeChosen()].filter((path) => path !== ''),
  }),
  showSaveDialog: async (): Promise<{ filePath: string }> => ({ filePath: takeChosen() }),
};

export const Menu = {
  setApplicationMenu(): void {},
  buildFromTemplate: (template: unknown): unknown => template,
};

export const utilityProcess = {
  fork(
    module: string,
    args: readonly string[],
    options: { env: NodeJS.ProcessEnv; execArgv: readonly string[] },
  ) {
    const child = fork(module, [...args], { env: options.env, execArgv: [...options.execArgv] });
    const outside = new EventEmitter();
    child.on('message', (message) => outside.emit('message', message));
    child.on('exit', (code) => outside.emit('exit', code));
    return Object.assign(outside, { postMessage: (message: Serializable) => void child.send(message) });
  },
};

class WebContents extends EventEmitter {
  readonly #window: BrowserWindow;
  openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(window: BrowserWindow) {
    super();
    this.#window = window;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#window.runIsolated(`__accordEmit(${JSON.stringify(JSON.stringify({ channel, args }))})`);
  }
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly nodeIntegration?: boolean;
    readonly contextIsolation?: boolean;
    readonly sandbox?: boolean;
  };
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #options: WindowOptions;
  #page: Page | null = null;
  #protocol: CDPSession | null = null;
  #isolatedContext = 0;
  /** Messages to the isolated world go one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: WindowOptions = {}) {
    super();
    const { nodeIntegration, contextIsolation, sandbox } = options.webPreferences ?? {};
    if (nodeIntegration === true || contextIsolation === false || sandbox === false) {
      throw new Error('The stand-in refuses an insecure window.');
    }
    this.#options = options;
    this.webContents = new WebContents(this);
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  runIsolated(expression: string): void {
    const run = async (): Promise<void> => {
      await this.#protocol?.send('Runtime.evaluate', { expression, contextId: this.#isolatedContext });
    };
    // A page that was closed meanwhile hears nothing any more.
    this.#queue = this.#queue.then(run).catch(() => {});
  }

  async #answer(payload: string): Promise<void> {
    const { id, channel, args } = JSON.parse(payload) as { id: number; channel: string; args: unknown[] };
    const frame = { url: toPage(this.#page?.url() ?? ''), parent: null };
    let reply: { id: number; value?: unknown; error?: string };
    try {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      reply = {
        id,
        value: (await handler({ senderFrame: frame, sender: this.webContents }, ...args)) ?? null,
      };
    } catch (error) {
      reply = { id, error: `Error invoking remote method '${channel}': ${String(error)}` };
    }
    this.runIsolated(`__accordReply(${JSON.stringify(JSON.stringify(reply))})`);
  }

  async #connect(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    this.#protocol = cdp;
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
      if (created.name === isolatedName) this.#isolatedContext = created.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__accordIpc') void this.#answer(payload);
    });
    await cdp.send('Runtime.addBinding', { name: '__accordIpc', executionContextName: isolatedName });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${pageWorld.toString()})(${JSON.stringify(prefix)})`,
    });
    const preload = this.#options.webPreferences?.preload;
    if (preload !== undefined) {
      const source = readFileSync(preload, 'utf8');
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: isolatedName,
        source: `(${isolatedWorld.toString()})(${JSON.stringify(prefix)}, function (require, module, exports) {${source}\n})`,
      });
    }
  }

  async #guard(page: Page): Promise<void> {
    await page.route('**/*', async (route) => {
      const request = route.request();
      const url = toPage(request.url());
      if (pageHandler === null || !url.startsWith(pageOrigin)) return route.abort();
      if (request.isNavigationRequest() && this.#page?.url().startsWith(servedOrigin) === true) {
        let prevented = false;
        this.webContents.emit('will-navigate', { preventDefault: () => (prevented = true) }, url);
        if (prevented && url !== toPage(this.#page.url())) return route.abort();
      }
      const response = await pageHandler(new Request(url));
      return route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    page.on('popup', (popup) => {
      if (this.webContents.openHandler({ url: popup.url() }).action === 'deny') void popup.close();
    });
    page.on('pageerror', (error) => console.error('[page]', error.message));
    page.on('close', () => {
      windows.delete(this);
      this.emit('closed');
      if (windows.size === 0) app.emit('window-all-closed');
    });
  }

  async loadURL(url: string): Promise<void> {
    await app.whenReady();
    if (context === null) throw new Error('The browser is not running.');
    const page = (this.#page =
      context.pages().find((each) => each.url() === 'about:blank') ?? (await context.newPage()));
    const { width, height } = this.#options;
    if (!isHeaded && width !== undefined && height !== undefined)
      await page.setViewportSize({ width, height });
    await this.#connect(page);
    await this.#guard(page);
    await page.goto(toServed(url));
    this.emit('ready-to-show');
  }

  show(): void {}
  focus(): void {
    void this.#page?.bringToFront();
  }
  restore(): void {}
}

async function startBrowser(): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium was found. Set ACCORD_CHROMIUM to its path.');
  const browser = await chromium.launch({
    executablePath,
    headless: !isHeaded,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ],
  });
  context = await browser.newContext(isHeaded ? { viewport: null } : {});
  browser.on('disconnected', () => process.exit(0));
  app.becomeReady();
}

setImmediate(() => {
  startBrowser().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
