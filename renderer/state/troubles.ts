/** What the home screen says about customers that could not be written: those tried again, and those set aside (L6). */
import type { Profile } from '../../shared/domain/settings.ts';
import type { RecordStatus } from '../../shared/sync/ledger-port.ts';
import { countOf } from '../kit/format.ts';

interface Trouble {
  readonly title: string;
  readonly text: string;
}

/** Both numbers where they differ: the counts are of people and businesses together. */
function attemptsText({ customer, company }: Pick<Profile, 'customer' | 'company'>): string {
  const attempts = countOf(customer.maxFailedAttempts, 'failed attempt');
  return !company.active || company.maxFailedAttempts === customer.maxFailedAttempts
    ? attempts
    : `${attempts}, of business customers after ${company.maxFailedAttempts}`;
}

export function troublesOf(
  counts: Readonly<Pick<Record<RecordStatus, number>, 'failed' | 'aborted'>>,
  profile: Pick<Profile, 'customer' | 'company'>,
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
      text: `Aborted after ${attemptsText(profile)}, and left out until you set them back. Mend the cause first; the history names it.`,
    });
  }
  return troubles;
}
