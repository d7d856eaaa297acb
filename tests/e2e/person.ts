/** The browser of the person at the desk, which is no part of the app. */
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../build/browser.ts';
import { expect } from './app.ts';
import type { RunningApp } from './start-app.ts';

export async function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium was found.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({ viewport: { width: 900, height: 560 } });
    await work(await context.newPage());
  } finally {
    await browser.close();
  }
}

/** The page that the app opened last, once it has opened so many. */
export async function lastOpened(app: RunningApp, count: number): Promise<string> {
  await expect.poll(async () => (await app.opened()).length).toBe(count);
  return (await app.opened()).at(-1) ?? '';
}
