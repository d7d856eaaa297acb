/** The thread that searches for near matches. It is given the records at its start and ends with its answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { suggestMatches, type SuggestInput } from '../../shared/sync/suggest.ts';
import type { SuggestMessage } from './suggest-messages.ts';

const post = (message: SuggestMessage): void => parentPort?.postMessage(message);

const found = suggestMatches(workerData as SuggestInput, (done, total) =>
  post({ kind: 'progress', done, total }),
);
post({ kind: 'found', found });
