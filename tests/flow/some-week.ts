/**
 * Worlds to interrupt commits in. What was on its way when a program ended is waited for, which takes no work: so several commits are
 * interrupted at the same time, each in a world of its own.
 */
import { openBusyWeek, type BusyWeek } from './busy-week.ts';

export interface Weeks {
  /** Plays in a world that nobody else plays in, once there is one. */
  use<T>(play: (week: BusyWeek) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openWeeks(count: number): Promise<Weeks> {
  const weeks = await Promise.all(Array.from({ length: count }, () => openBusyWeek()));
  const free = [...weeks];
  const waiting: ((week: BusyWeek) => void)[] = [];
  function giveBack(week: BusyWeek): void {
    const { shopify, erp } = week.world;
    shopify.faults.clear();
    erp.faults.clear();
    // A killed program cannot sign out; its seat is free again when the ERP ends the unused session.
    erp.expireSessions();
    const next = waiting.shift();
    if (next === undefined) free.push(week);
    else next(week);
  }
  return {
    use: async (play) => {
      const week = free.pop() ?? (await new Promise<BusyWeek>((resolve) => waiting.push(resolve)));
      try {
        return await play(week);
      } finally {
        giveBack(week);
      }
    },
    close: async () => {
      for (const week of weeks) await week.close();
    },
  };
}
