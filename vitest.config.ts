import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit tests sit beside the code; the other suites have folders of their own under tests/. */
export default defineConfig({
  test: {
    include: [
      '{shared,electron,simulators,renderer}/**/*.test.{ts,tsx}',
      'tests/{property,contract,exploit,flow,soak,laws}/**/*.test.ts',
    ],
    // Vitest leaves one core free, which on two cores is half of the machine; and many suites mostly wait for processes of theirs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
