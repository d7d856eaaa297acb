/** The real clock and the real ids, for everything that runs outside tests. */
import { createHash, randomUUID } from 'node:crypto';
import type { Ids } from '../../shared/sync/ports.ts';

export { systemClock } from '../connectors/clock.ts';

export const systemIds: Ids = {
  next: (prefix) => `${prefix}-${randomUUID()}`,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};
