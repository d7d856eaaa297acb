import { defineConfig } from 'vitest/config';

/** Unit tests sit beside the code; the other suites have folders of their own under tests/. */
export default defineConfig({
  test: {
    include: [
      '{shared,electron,simulators,renderer}/**/*.test.{ts,tsx}',
      'tests/{property,contract,exploit,flow,soak,laws}/**/*.test.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
