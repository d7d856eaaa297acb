/** What the connection doctors say about a system's clock; what would halt a preview is said here first. */
import type { CheckStep } from '../../shared/ipc/contract.ts';
import type { ReadSummary } from '../../shared/sync/ports.ts';

interface Finding extends Pick<CheckStep, 'found' | 'remedy'> {
  readonly status: 'ok' | 'warning';
}

/** @param allowed seconds by which it may differ from the clock of this computer. */
export function clockFinding({ clockAhead }: Pick<ReadSummary, 'clockAhead'>, allowed: number): Finding {
  if (clockAhead === undefined) {
    return { status: 'ok', found: 'Its answers do not tell what time it has.', remedy: null };
  }
  if (Math.abs(clockAhead) <= allowed) {
    return { status: 'ok', found: 'Its clock agrees with the clock of this computer.', remedy: null };
  }
  const minutes = Math.round(Math.abs(clockAhead) / 60).toLocaleString('en-AU');
  return {
    status: 'warning',
    found: `Its clock is ${minutes} minutes ${clockAhead > 0 ? 'ahead of' : 'behind'} the clock of this computer.`,
    remedy: 'Set the clock of this computer, then check again. Until then every preview is halted.',
  };
}
