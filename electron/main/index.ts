/** The shell: lifecycle, one window, and the adapter between Electron's IPC and the gate. */
import { app, BrowserWindow, ipcMain, Menu, shell } from 'electron';
import { join } from 'node:path';
import { createGate } from '../../shared/ipc/gate.ts';
import { createHost, type Host } from '../host.ts';
import { createJobClient } from '../job/client.ts';
import { chooseFile } from './choose-file.ts';
import { startJobProcess } from './job-process.ts';
import { applicationMenu } from './menu.ts';
import { pageAddress, registerPageScheme, servePage } from './page-protocol.ts';
import { confineContents, denyPermissions } from './security.ts';

registerPageScheme();

const home = process.env['ACCORD_HOME'] ?? null;
let window: BrowserWindow | null = null;

function createWindow(): BrowserWindow {
  const created = new BrowserWindow({
    width: 1360,
    height: 840,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Accord',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/bridge.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  created.once('ready-to-show', () => created.show());
  created.on('closed', () => (window = null));
  void created.loadURL(pageAddress);
  return created;
}

/** A link the program itself built is opened in the browser: over https, or on this computer, where simulators are. */
async function openOutside(target: { readonly url: string } | { readonly folder: string }): Promise<void> {
  if ('folder' in target) return void (await shell.openPath(target.folder));
  const { protocol, hostname } = new URL(target.url);
  const isLocal = protocol === 'http:' && hostname === '127.0.0.1';
  if (protocol === 'https:' || isLocal) await shell.openExternal(target.url);
}

function connectPage(host: Host): void {
  const gate = createGate({
    services: host.services,
    isTrusted: ({ url, isTopFrame }) => isTopFrame && url.split('#')[0] === pageAddress,
    onUnexpected: host.logUnexpected,
  });
  ipcMain.handle('accord:call', (event, method: unknown, input: unknown) => {
    const frame = event.senderFrame;
    return gate(
      { url: frame?.url ?? '', isTopFrame: frame !== null && frame.parent === null },
      method,
      input,
    );
  });
  host.subscribe((name, payload) => window?.webContents.send('accord:event', name, payload));
}

async function start(): Promise<void> {
  const host = await createHost({
    home,
    hostName: 'electron',
    vault: 'keychain',
    startJob: async (paths, events, erpSessions) =>
      createJobClient(() => startJobProcess(paths.home), events, erpSessions),
    openOutside,
    chooseFile,
  });
  connectPage(host);
  denyPermissions();
  servePage(join(import.meta.dirname, '../renderer'));
  Menu.setApplicationMenu(applicationMenu());
  window = createWindow();

  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    // Quitting waits until rows in flight are recorded and the ERP session is released.
    event.preventDefault();
    void host.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  app.on('activate', () => (window ??= createWindow()));
  app.on('window-all-closed', () => app.quit());
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    window?.restore();
    window?.focus();
  });
  app.on('web-contents-created', (_event, contents) => confineContents(contents));
  await app.whenReady();
  await start();
} else {
  app.quit();
}
