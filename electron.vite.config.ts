import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The Shopify simulator reads its schema from the file beside it: the demo's bundle takes that file along. */
const simulatorSchema = {
  name: 'simulator-schema',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void }) {
    const source = readFileSync(resolve('simulators/shopify/schema.graphql'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'chunks/schema.graphql', source });
  },
};

/** Three bundles: the shell with its job process, the sandboxed preload (CommonJS by Electron's rule), and the page. */
export default defineConfig({
  main: {
    plugins: [simulatorSchema],
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: resolve('electron/main/index.ts'),
          job: resolve('electron/job/main.ts'),
          cli: resolve('electron/cli/main.ts'),
          'suggest-worker': resolve('electron/services/suggest-worker.ts'),
        },
        // A thread's file is found beside the chunk that starts it.
        output: {
          entryFileNames: ({ name }) => (name === 'suggest-worker' ? 'chunks/[name].js' : '[name].js'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { bridge: resolve('electron/preload/bridge.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      chunkSizeWarningLimit: 1000,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
