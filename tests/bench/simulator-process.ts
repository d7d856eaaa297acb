/** The handle on the simulators' process. */
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { Addresses, Answers, Question, SimulatorsInput } from './simulators.ts';

export interface SimulatorProcess {
  readonly addresses: Addresses;
  /** One question at a time. */
  ask<Q extends Question>(question: Q): Promise<Answers[Q]>;
  close(): Promise<void>;
}

/** Starts and seeds both simulators. @throws when the process ends before it answers. */
export async function startSimulatorProcess(input: SimulatorsInput): Promise<SimulatorProcess> {
  const child = await startChild(fileURLToPath(new URL('simulators.ts', import.meta.url)), input);
  return {
    addresses: child.ready as Addresses,
    ask: async <Q extends Question>(question: Q) => (await child.ask(question)) as Answers[Q],
    close: () => child.close(),
  };
}
