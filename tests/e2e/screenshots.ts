/** Pictures for the user guide, taken on the way: into docs/user-guide with ACCORD_SCREENSHOTS=1, else beside the results. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { colourSchemes } from './accessibility.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder =
  process.env['ACCORD_SCREENSHOTS'] === '1'
    ? join(root, 'docs', 'user-guide')
    : join(root, 'test-results', 'screenshots');

export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of colourSchemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
