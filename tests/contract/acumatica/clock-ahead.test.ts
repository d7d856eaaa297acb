import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../simulators/acumatica/index.ts';
import { connect, hurriedClock, never, readAll, startSimulator } from './support.ts';

const day = 86_400;

/** An ERP whose clock is that many seconds ahead of ours. */
async function erpAhead(seconds: number) {
  const simulator = await startSimulator({ clock: createManualClock(Date.now() + seconds * 1000) });
  simulator.store.addCustomer({ CustomerName: 'Mere Tane' });
  return connect(simulator, { clock: hurriedClock });
}

describe('the clock of the ERP', () => {
  it.each([0, day, -day])('is told by a reading: %i seconds ahead', async (seconds) => {
    const { source } = await erpAhead(seconds);
    const { summary } = await readAll(source);
    expect(Math.abs((summary.clockAhead ?? Number.NaN) - seconds)).toBeLessThan(10);
  });

  it('is told by a reading of what changed as well', async () => {
    const { source } = await erpAhead(-day);
    const { clockAhead } = await source.readChanged('2026-01-01T00:00:00.000Z', () => {}, never);
    expect(Math.abs((clockAhead ?? Number.NaN) + day)).toBeLessThan(10);
  });
});
