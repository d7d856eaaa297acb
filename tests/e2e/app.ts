/** What every spec gets: a home folder of its own and the app running in it. Says which host it runs in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { hasElectron, startApp, type RunningApp } from './start-app.ts';

export const test = base.extend<{ home: string; app: RunningApp }>({
  // eslint-style empty patterns are how Playwright names "no other fixture".
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'accord-e2e-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  app: async ({ home }, use) => {
    const app = await startApp(home);
    await use(app);
    await app.kill().catch(() => {});
  },
});

test.beforeAll(() => {
  console.log(
    hasElectron
      ? 'Host: the real Electron.'
      : 'Host: the system\u2019s Chromium (Electron\u2019s runtime is not here).',
  );
});

export { expect } from '@playwright/test';
