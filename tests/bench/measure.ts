/** Time, memory and the machine. */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes in a megabyte, as memory is stated everywhere in the benches. */
const megabyte = 1_000_000;

export const inMegabytes = (bytes: number): number => Math.round(bytes / megabyte);

export const inSeconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

/** A ratio to three digits behind the point. */
export const ratio = (value: number, limit: number): number => Math.round((value / limit) * 1000) / 1000;

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryMegabytes: number;
  readonly node: string;
  readonly platform: string;
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMegabytes: inMegabytes(totalmem()),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** Greatest resident memory of this process since it started, in megabytes; the system keeps it, so no peak is missed. */
export function peakMemory(): number {
  return inMegabytes(process.resourceUsage().maxRSS * 1024);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Memory that is really held, in megabytes: what is left after a collection. Resident memory holds the collector's slack as well. */
export function liveMemory(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / (megabyte / 10)) / 10;
}

/** Adds up how long named things take, in milliseconds. */
export class Stopwatch {
  readonly #totals = new Map<string, number>();

  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#totals.set(name, this.total(name) + performance.now() - started);
    }
  }

  total(name: string): number {
    return this.#totals.get(name) ?? 0;
  }
}
