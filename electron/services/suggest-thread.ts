/** The search for near matches in a thread of its own: the job goes on answering, and a stop ends the search at once. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/domain/app-error.ts';
import type { SuggestMatches } from '../../shared/sync/sync.ts';
import type { SuggestMessage } from './suggest-messages.ts';

/** Beside this file, both as it is written and in the bundle, where both are chunks (electron.vite.config.ts). */
const file = new URL(
  import.meta.url.endsWith('.ts') ? './suggest-worker.ts' : './suggest-worker.js',
  import.meta.url,
);

/** @throws AppError STOPPED when the signal says so, and whatever kept the thread from its work. */
export const suggestInThread: SuggestMatches = (input, onProgress, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new AppError('STOPPED'));
      return;
    }
    const worker = new Worker(file, { workerData: input });
    const stop = (): void => {
      void worker.terminate();
      reject(new AppError('STOPPED'));
    };
    const settle = (): void => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: SuggestMessage) => {
      if (message.kind === 'progress') onProgress(message.done, message.total);
      else resolve(message.found);
    });
    worker.once('error', (error) => reject(error));
    worker.once('exit', (code) => {
      settle();
      // After an answer or an error this says nothing any more.
      reject(new Error(`The search for near matches ended with code ${code}.`));
    });
  });
