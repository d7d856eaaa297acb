/** What every spec gets: a home folder of its own and the app running in it. Says which host it runs in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { hasElectron, startApp, type RunningApp } from './start-app.ts';

export const test = base.extend<{ home: string; app: RunningApp }>({
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

/** A step of the rail on the left. */
export function step(page: Page, name: string) {
  return page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: new RegExp(`^${name}`) });
}

/** From the first screen to the demo store's home page. */
export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it with a demo store' }).click();
  await expect(page.getByRole('heading', { name: 'Harbour & Pine (demo)' })).toBeVisible({ timeout: 30_000 });
}

export { expect };
