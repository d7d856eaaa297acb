/** What the home screen says about customers that could not be written: those tried again, and those set aside (L6). */
import type { RecordStatus } from '../../shared/sync/ports.ts';
import { countOf } from '../kit/format.ts';

interface Trouble {
  readonly title: string;
  readonly text: string;
}

export function troublesOf(
  counts: Readonly<Pick<Record<RecordStatus, number>, 'failed' | 'aborted'>>,
  maxFailedAttempts: number,
): readonly Trouble[] {
  const troubles: Trouble[] = [];
  if (counts.failed > 0) {
    troubles.push({
      title: `${countOf(counts.failed, 'customer')} could not be written`,
      text: 'Each is tried again with the next run, and stays listed until it succeeds.',
    });
  }
  if (counts.aborted > 0) {
    const is = counts.aborted === 1 ? 'is' : 'are';
    troubles.push({
      title: `${countOf(counts.aborted, 'customer')} ${is} set aside`,
      text: `Aborted after ${countOf(maxFailedAttempts, 'failed attempt')}, and left out until you set them back. Mend the cause first; the history names it.`,
    });
  }
  return troubles;
}
