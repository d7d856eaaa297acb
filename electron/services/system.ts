/** The real clock and the real ids, for everything that runs outside tests. */
import { createHash, randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Ids } from '../../shared/sync/ports.ts';

export { systemClock } from '../connectors/clock.ts';

/** The name under which a person is signed in to this computer; empty where it has no accounts. */
export function personAtComputer(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

export const systemIds: Ids = {
  next: (prefix) => `${prefix}-${randomUUID()}`,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};
