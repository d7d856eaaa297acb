import { defineConfig } from '@playwright/test';

/** The specs drive the built app (`out/`), each in a home folder of its own. Two at once: an app waits most of its time. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  outputDir: '../../test-results',
  reportSlowTests: null,
  use: { actionTimeout: 10_000 },
});
